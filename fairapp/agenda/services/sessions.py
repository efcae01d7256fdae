"""Adding, moving, editing, unscheduling and removing sessions of the draft."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.agenda import queries
from fairapp.agenda.errors import HasRecord
from fairapp.agenda.events import SessionAdded, SessionCancelled, SessionChanged, SessionMoved
from fairapp.agenda.models import AgendaItem, Session
from fairapp.agenda.services.details import SessionDetails, code_refusal, described, write
from fairapp.agenda.services.duties import OnDuty, put_on_duty
from fairapp.agenda.services.interpreting import Interpreting, put_in_booths
from fairapp.agenda.services.pictures import kept_of, picture_of
from fairapp.agenda.services.placing import (
    Place,
    occupy,
    place_change,
    place_of,
    require_not_begun,
    subject_of,
)
from fairapp.agenda.services.steps import note_step, recorded
from fairapp.agenda.services.versions import hold
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.models import Edition


def add_session(
    edition: Edition,
    details: SessionDetails,
    *,
    duties: Sequence[OnDuty] = (),
    items: Sequence[AgendaItem] = (),
    interpreters: Sequence[Interpreting] = (),
    place: Place | None = None,
    by: User,
    verb: str = "add",
) -> Session:
    """Add a session to the draft, on the schedule if a place is given; ``verb`` names the step to undo.

    Refuses with AlreadyBooked (room, people on duty or interpreters are taken), CodeInUse, NotALink,
    NotAccredited, NoVoice, NotTheirLanguages, and as `placing.occupy` does. Tells SessionAdded.
    """
    code = details.code or queries.next_code(edition.id)
    session = Session(edition=edition, code=code, track="main")
    write(session, details, code)
    try:
        with db.session.begin_nested():
            db.session.add(session)
    except IntegrityError as error:
        raise code_refusal(error) from error
    session.items = list(items)
    put_on_duty(session, duties)
    put_in_booths(session, interpreters)
    occupy(session, place)
    publish(
        SessionAdded(
            edition_id=edition.id,
            by=by.id,
            subject=subject_of(session),
            changes={"title": (None, session.title), **place_change(None, place)},
        )
    )
    note_step(verb, edition.id, session.id, None, picture_of(session), by=by.id)
    return session


@recorded("edit")
def edit_session(
    session: Session,
    details: SessionDetails,
    *,
    duties: Sequence[OnDuty],
    items: Sequence[AgendaItem],
    interpreters: Sequence[Interpreting] = (),
    place: Place | None,
    version: int | None,
    by: User,
) -> None:
    """Write a session anew: everything about it, its place included.

    Refuses as `add_session` does, with ChangedMeanwhile when ``version`` is not the present one, and
    with AlreadyBegun when a session under way would lose its time. Tells SessionChanged.
    """
    hold(session, version)
    before, stood = described(session), place_of(session)
    if place is None:
        require_not_begun(session)
    try:
        with db.session.begin_nested():
            write(session, details, details.code or session.code)
    except IntegrityError as error:
        raise code_refusal(error) from error
    session.items = list(items)
    put_on_duty(session, duties)
    put_in_booths(session, interpreters)
    occupy(session, place)
    after = described(session)
    changes = {key: (before[key], after[key]) for key in after if before[key] != after[key]}
    changes |= place_change(stood, place)
    if changes:
        session.version += 1
        publish(
            SessionChanged(
                edition_id=session.edition_id, by=by.id, subject=subject_of(session), changes=changes
            )
        )


@recorded("move")
def move_session(session: Session, place: Place, *, version: int | None, by: User) -> None:
    """Give a session another time or room, or its first.

    Refuses with ChangedMeanwhile and as `placing.occupy` does. Tells SessionMoved; a move to where
     it is already changes nothing and tells nothing.
    """
    hold(session, version)
    stood = place_of(session)
    if stood == place:
        return
    occupy(session, place)
    _moved(session, stood, place, by)


@recorded("unschedule")
def unschedule_session(session: Session, *, version: int | None, by: User) -> None:
    """Take a session off the schedule; its room and people are free again.

    Refuses with ChangedMeanwhile and AlreadyBegun. Tells SessionMoved.
    """
    hold(session, version)
    require_not_begun(session)
    stood = place_of(session)
    if stood:
        occupy(session, None)
        _moved(session, stood, None, by)


def remove_session(session: Session, *, version: int | None, by: User) -> None:
    """Take a session out of the draft. A released one is shown as cancelled with the next release.

    Refuses with ChangedMeanwhile, AlreadyBegun, and HasRecord when something was recorded of it.
    Tells SessionCancelled.
    """
    hold(session, version)
    before = {**picture_of(session), "kept": kept_of(session)}
    take_out(session, by=by)
    note_step("remove", session.edition_id, session.id, before, None, by=by.id)


def take_out(session: Session, *, by: User) -> None:
    """What removing does, of a session that is held. Refuses and tells as `remove_session`."""
    require_not_begun(session)
    fact = SessionCancelled(
        edition_id=session.edition_id,
        by=by.id,
        subject=subject_of(session),
        changes={"title": (session.title, None), **place_change(place_of(session), None)},
    )
    occupy(session, None)
    try:
        with db.session.begin_nested():
            db.session.delete(session)
    except IntegrityError as error:
        raise HasRecord(_("Something was recorded of this session; it stays.")) from error
    publish(fact)


def _moved(session: Session, stood: Place | None, place: Place | None, by: User) -> None:
    session.version += 1
    publish(
        SessionMoved(
            edition_id=session.edition_id,
            by=by.id,
            subject=subject_of(session),
            changes=place_change(stood, place),
        )
    )
