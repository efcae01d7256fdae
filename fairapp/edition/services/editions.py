"""Opening an edition and changing what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.accounts.services import grant
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import db, violates
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition import queries, reference
from fairapp.edition.errors import AddressInUse, ChangedMeanwhile, DaysOutOfOrder
from fairapp.edition.events import EditionChanged, EditionOpened
from fairapp.edition.models import Edition, Outcome, Topic
from fairapp.edition.rules import LONGEST, RESERVED, days_in_order


@dataclass(frozen=True)
class EditionDetails:
    """What must be known to open an edition."""

    slug: str
    name: Translated
    fair_name: Translated
    place: Translated
    venue: Translated
    time_zone: str
    first_day: date
    last_day: date
    organ: Translated
    organ_acronym: str = ""
    series: str = ""
    body: str = ""
    original_lang: str = "es"
    is_demo: bool = False


def open_edition(details: EditionDetails, *, by: User) -> Edition:
    """Open an edition beside the others, with the expected outcomes and topics of the reference
    data to begin with; whoever opens it is its secretariat.

    Registration closes two weeks before the first day, at 18:00 local time, until changed.
    Refuses with AddressInUse. Tells EditionOpened.
    """
    _check_days(details.first_day, details.last_day)
    if details.slug in RESERVED:
        raise AddressInUse(_("The program needs this address itself."), field="slug")
    edition = Edition(**vars(details), created_at=clock.now(), registration_closes_at=_closing(details))
    try:
        with db.session.begin_nested():
            db.session.add(edition)
    except IntegrityError as error:
        if not violates(error, "uq_edition_slug"):
            raise
        raise AddressInUse(_("Another edition has this address."), field="slug") from error
    _furnish_from_reference(edition)
    grant(by, "secretariat", edition_id=edition.id, by=by.id)
    publish(EditionOpened(edition_id=edition.id, by=by.id, subject=_subject(edition)))
    return edition


def change_edition(edition: Edition, *, opened: int | None, by: User, **values: Any) -> None:
    """Change days, place, symbols or deadlines. ``opened`` is the version the person saw.

    Refuses with ChangedMeanwhile, naming what somebody else changed since, and with
    DaysOutOfOrder. Tells EditionChanged with what was before.
    """
    db.session.refresh(edition, with_for_update={"of": Edition})
    if opened != edition.version:
        raise _changed_meanwhile(edition, opened)
    _check_days(values.get("first_day", edition.first_day), values.get("last_day", edition.last_day))
    changes = {k: (getattr(edition, k), v) for k, v in values.items() if getattr(edition, k) != v}
    for key, (_old, new) in changes.items():
        setattr(edition, key, new)
    if changes:
        edition.version += 1
        publish(EditionChanged(edition_id=edition.id, by=by.id, subject=_subject(edition), changes=changes))


def _subject(edition: Edition) -> str:
    return f"edition:{edition.id}"


def _check_days(first: date, last: date) -> None:
    if first > last:
        raise DaysOutOfOrder(_("The last day cannot be before the first."), field="last_day")
    if not days_in_order(first, last):
        raise DaysOutOfOrder(
            _("A meeting lasts at most %(count)s days here.", count=LONGEST), field="last_day"
        )


def _changed_meanwhile(edition: Edition, opened: int | None) -> ChangedMeanwhile:
    """What the log says was changed since, and by whom."""
    who, changes = queries.changes_since(edition, opened)
    return ChangedMeanwhile(who or _("Somebody"), changes)


def _closing(details: EditionDetails) -> datetime:
    day = details.first_day - timedelta(days=14)
    return datetime.combine(day, time(18), zone(details.time_zone))


def _furnish_from_reference(edition: Edition) -> None:
    for position, entry in enumerate(reference.read("outcomes")["outcomes"], 1):
        db.session.add(
            Outcome(
                edition_id=edition.id,
                code=entry["code"],
                position=position,
                title=Translated(entry["title"]),
                text=Translated(entry["text"]),
                sdg_targets=entry["sdg"],
            )
        )
    for entry in reference.read("fair_topics")["topics"]:
        db.session.add(
            Topic(
                edition_id=edition.id,
                code=entry["code"],
                position=entry["order"],
                icon=entry["icon"],
                color=entry["color"],
                label=Translated(entry["label"]),
                long_label=Translated(entry["long"]),
                sdg_targets=entry["primary"],
            )
        )
    db.session.flush()
