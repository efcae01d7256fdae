"""Where the agenda stands: draft, provisional, adopted on a day in a session, reopened on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.agenda.errors import NotAdopted, NotAdoptedThen, NothingToAdopt, ReasonForReopening
from fairapp.agenda.events import AgendaReopened, AgendaStatusSet, NumberingChanged
from fairapp.agenda.models import Agenda, Session
from fairapp.agenda.services.outline import hold_agenda, still_open
from fairapp.core import clock
from fairapp.core.dates import day_text, zone
from fairapp.core.events import Fact, publish
from fairapp.edition.models import Edition


def set_agenda_status(edition: Edition, status: str, *, seen: int | None = None, by: User) -> None:
    """Call the agenda a draft, or provisional: circulated, to be adopted by the meeting.

    Refuses with AgendaIsAdopted and ReorderedMeanwhile. Tells AgendaStatusSet.
    """
    agenda = hold_agenda(edition.id, seen=seen).agenda
    still_open(agenda)
    if agenda.status != status:
        _set(agenda, by, AgendaStatusSet, status=status)


def adopt_agenda(
    edition: Edition, day: date, session: Session | None = None, *, seen: int | None = None, by: User
) -> None:
    """Record that the meeting adopted the agenda on that day, in that session: from now on its items
    stay as they are.

    Refuses with AgendaIsAdopted, ReorderedMeanwhile, NothingToAdopt, and with NotAdoptedThen when the
    day is still to come or is not the session's. Tells AgendaStatusSet.
    """
    held = hold_agenda(edition.id, seen=seen)
    still_open(held.agenda)
    if not held.items:
        raise NothingToAdopt(_("The agenda has no items yet: there is nothing to adopt."))
    _check_day(edition, day, session)
    _set(
        held.agenda,
        by,
        AgendaStatusSet,
        status="adopted",
        adopted_on=day,
        adopted_in_id=session.id if session else None,
    )


def reopen_agenda(edition: Edition, reason: str, *, seen: int | None = None, by: User) -> None:
    """Let an adopted agenda be changed again, as a provisional one, for a reason that stays on record.

    Refuses with ReorderedMeanwhile, NotAdopted and ReasonForReopening. Tells AgendaReopened.
    """
    agenda = hold_agenda(edition.id, seen=seen).agenda
    if not agenda.adopted_on:
        raise NotAdopted(_("The agenda is not adopted: it can be changed as it is."))
    if not reason:
        raise ReasonForReopening(_("Say why the adopted agenda is reopened."), field="reason")
    _set(agenda, by, AgendaReopened, note=reason, status="provisional", adopted_on=None, adopted_in_id=None)


def set_numbering(edition: Edition, styles: Sequence[str], *, seen: int | None = None, by: User) -> None:
    """Number the agenda with other numerals (I, 1, A, a, i), one for each level.

    Refuses with AgendaIsAdopted and ReorderedMeanwhile. Tells NumberingChanged.
    """
    held = hold_agenda(edition.id, seen=seen)
    still_open(held.agenda)
    if held.agenda.numbering == list(styles):
        return
    _set(held.agenda, by, NumberingChanged, numbering=list(styles))
    held.renumber()


def _check_day(edition: Edition, day: date, session: Session | None) -> None:
    there = zone(edition.time_zone)
    if day > clock.now().astimezone(there).date():
        raise NotAdoptedThen(
            _("%(day)s is still to come. Record the adoption when it has happened.", day=day_text(day)),
            field="adopted_on",
        )
    held_on = session.booking.starts_at.astimezone(there).date() if session and session.booking else day
    if held_on != day:
        raise NotAdoptedThen(_("That session is held on %(day)s.", day=day_text(held_on)), field="adopted_on")


def _set(agenda: Agenda, by: User, fact: type[Fact], note: str = "", **values: Any) -> None:
    changes = {k: (_plain(getattr(agenda, k)), _plain(v)) for k, v in values.items()}
    for name, value in values.items():
        setattr(agenda, name, value)
    agenda.version += 1
    if note:
        changes["reason"] = (None, note)
    publish(
        fact(edition_id=agenda.edition_id, by=by.id, subject=f"agenda:{agenda.edition_id}", changes=changes)
    )


def _plain(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
