"""Reading the fair."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from fairapp.accounts.policy import holds
from fairapp.booths.models import Allocation, Booth, Exhibitor, Hall
from fairapp.core.db import db
from fairapp.core.i18n import LANGUAGES
from fairapp.core.todo import Todo
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation
from fairapp.registration.order import by_precedence


def hall(edition_id: int) -> Hall | None:
    """The hall, if somebody described it."""
    return db.session.scalar(select(Hall).where(Hall.edition_id == edition_id))


def booths(edition_id: int) -> list[Booth]:
    """The booths by code."""
    return list(db.session.scalars(select(Booth).where(Booth.edition_id == edition_id).order_by(Booth.code)))


def booth(edition_id: int, code: str) -> Booth | None:
    """The booth of that code (“A01”)."""
    return db.session.scalar(select(Booth).where(Booth.edition_id == edition_id, Booth.code == code.upper()))


def exhibitors(edition_id: int) -> list[Exhibitor]:
    """Every exhibitor with its delegation and booths, in the order of delegations (by name, unless a rule
    was chosen for exhibitors); two selects."""
    found = db.session.scalars(
        select(Exhibitor)
        .where(Exhibitor.edition_id == edition_id)
        .options(joinedload(Exhibitor.delegation), selectinload(Exhibitor.allocations))
    )
    return sorted(found, key=lambda one: by_precedence(one.delegation))


def exhibitor(edition_id: int, exhibitor_id: int) -> Exhibitor | None:
    """One exhibitor with its people and booths; three selects."""
    return db.session.scalar(
        select(Exhibitor)
        .where(Exhibitor.id == exhibitor_id, Exhibitor.edition_id == edition_id)
        .options(
            joinedload(Exhibitor.delegation).selectinload(Delegation.participants),
            selectinload(Exhibitor.allocations),
        )
    )


def of_delegation(delegation_id: int) -> Exhibitor | None:
    """The exhibitor whose people are that delegation's."""
    return db.session.scalar(select(Exhibitor).where(Exhibitor.delegation_id == delegation_id))


def in_booth(booth_id: int, days: list[date]) -> list[tuple[date, Exhibitor]]:
    """Who stands in a booth on those days, in order."""
    rows = db.session.scalars(
        select(Allocation)
        .where(Allocation.booth_id == booth_id, Allocation.day.in_(days))
        .order_by(Allocation.day)
        .options(joinedload(Allocation.exhibitor).joinedload(Exhibitor.delegation))
    )
    return [(row.day, row.exhibitor) for row in rows]


def todo_for(user: Any, edition: Edition) -> list[Todo]:
    """What waits for this visitor at the fair; at most two selects."""
    todos = _for_secretariat(edition) if holds(user, "secretariat", edition.id) else []
    own = user.scopes("exhibitor", edition.id) if user.is_authenticated else []
    if own:
        rows = db.session.scalars(select(Exhibitor).where(Exhibitor.id.in_(own)).order_by(Exhibitor.id))
        todos += [todo for row in rows for todo in _for_exhibitor(row)]
    return todos


def _for_secretariat(edition: Edition) -> list[Todo]:
    counts = Counter(
        dict(
            db.session.execute(
                select(Exhibitor.status, func.count())
                .where(Exhibitor.edition_id == edition.id)
                .group_by(Exhibitor.status)
            ).all()
        )
    )
    href = url_for("booths.allocation", edition_slug=edition.slug)
    asked, unplaced = counts["requested"], counts["approved"]
    found = []
    if asked:
        text = ngettext(
            "%(num)s organization asks for a booth", "%(num)s organizations ask for a booth", asked
        )
        found.append(Todo(text, href, asked, "info", "inbox"))
    if unplaced:
        text = ngettext(
            "%(num)s exhibitor has no booth yet", "%(num)s exhibitors have no booth yet", unplaced
        )
        found.append(Todo(text, href, unplaced, "warn", "map-pin"))
    return found


def _for_exhibitor(exhibitor: Exhibitor) -> list[Todo]:
    page = url_for("booths.exhibitor", exhibitor_id=exhibitor.id)
    found = []
    missing = exhibitor.blurb.missing()
    if missing:
        text = _(
            "Your profile lacks words in: %(languages)s",
            languages=", ".join(LANGUAGES[code] for code in missing),
        )
        href = url_for("booths.edit_profile", exhibitor_id=exhibitor.id)
        found.append(Todo(text, href, len(missing), "warn", "languages"))
    if exhibitor.status == "approved":
        found.append(Todo(_("Your booth is not assigned yet"), page, 0, "info", "map-pin"))
    return found
