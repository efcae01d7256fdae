"""A person's own schedule on paper: duties, meetings, shifts, what they signed up for or follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fairapp.agenda.following import followed
from fairapp.agenda.models import Duty, SignUp
from fairapp.agenda.queries import public_programme
from fairapp.core import dates
from fairapp.core.db import db
from fairapp.core.i18n import LANGUAGES, Translated, speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.home.subjects import purpose_words
from fairapp.meetings.models import Meeting
from fairapp.registration.models import Participant
from fairapp.timetable import queries as timetable
from fairapp.timetable.models import Booking
from fairapp.timetable.zones import local, spoken_in


@dataclass(frozen=True)
class Line:
    """One appointment as it is set. ``said`` says in which part, or with whom; ``held`` is whether the
    person must be there."""

    starts_at: datetime
    time: str
    title: Translated
    said: tuple[str, ...]
    place: str
    held: bool = True

    def shown(self, lang: str) -> dict[str, object]:
        """As the template wants it."""
        title = self.title.shown(lang)
        return {**vars(self), "title": title.text, "title_lang": title.lang}


def personal_schedule(person: Participant, edition: Edition, lang: str) -> Print:
    """Where the person must be and what they follow, day by day, in ``lang``. For their eyes and the
    secretariat's; not an official document."""
    with speaking(lang), spoken_in(edition.time_zone):
        bookings = timetable.agenda_of(person.resource_id)
        taken = {booking.subject for booking in bookings}
        lines = sorted(
            (*_held(person, bookings, lang), *_wished(person, edition, taken, lang)),
            key=lambda e: e.starts_at,
        )
        values = {
            # The head of the paper it is drawn from, without that paper's reference.
            "head": replace(letterhead(edition, "schedule", lang), reference=""),
            "who": (person.name, *_who(person, lang)),
            "columns": (_("Time"), _("Activity"), _("Place")),
            "days": _days(lines, lang),
        }
    return Print(
        "personal-schedule.html",
        title=f"{title().to(lang)}: {person.name}",
        lang=lang,
        dated=max((b.changed_at for b in bookings), default=edition.created_at),
        values=values,
        filename="personal-schedule.pdf",
    )


def title() -> Translated:
    """“Personal schedule” in every language."""
    texts = {}
    for lang in LANGUAGES:
        with speaking(lang):
            texts[lang] = _("Personal schedule")
    return Translated(texts)


def _who(person: Participant, lang: str) -> tuple[str, ...]:
    return tuple(filter(None, (person.office, person.delegation.name.to(lang))))


def _held(person: Participant, bookings: list[Booking], lang: str) -> Iterator[Line]:
    roles, meetings = _roles(person), _meetings(bookings)
    for booking in bookings:
        if booking.subject in roles:
            said = roles[booking.subject]
        elif booking.subject in meetings:
            said = (_with(meetings[booking.subject].other_side(person), lang),)
        else:
            said = (purpose_words(booking),)
        time = _time(booking.starts_at, booking.ends_at, lang)
        yield Line(booking.starts_at, time, booking.title, said, booking.place.to(lang))


def _wished(person: Participant, edition: Edition, taken: set[str], lang: str) -> Iterator[Line]:
    """What they signed up for or follow, takes place, and is not among their duties (``taken``)."""
    released = public_programme(edition.id)
    follows = followed(person.user, released) if released and person.user else {}
    places = _places(person)
    for session in released.standing if released else ():
        how = places.get(session.id) or (_("Followed") if session.id in follows else "")
        if how and f"session:{session.id}" not in taken:
            time = _time(session.starts_at, session.ends_at, lang)
            yield Line(session.starts_at, time, session.title, (how,), session.room.to(lang), held=False)


def _places(person: Participant) -> dict[int, str]:
    words = {"seated": _("You have a place"), "waiting": _("On the waiting list")}
    rows = db.session.execute(
        select(SignUp.session_id, SignUp.standing).where(SignUp.participant_id == person.id)
    )
    return {session_id: words[standing] for session_id, standing in rows}


def _roles(person: Participant) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    query = select(Duty).where(Duty.participant_id == person.id).order_by(Duty.position, Duty.id)
    for duty in db.session.scalars(query):
        subject = f"session:{duty.session_id}"
        role = reference.term("session_role", duty.role).shown().text
        found[subject] = (*found.get(subject, ()), role)
    return found


def _meetings(bookings: list[Booking]) -> dict[str, Meeting]:
    ids = [b.id for b in bookings if b.purpose == "meeting"]
    query = select(Meeting).where(Meeting.booking_id.in_(ids))
    sides = (joinedload(side).joinedload(Participant.delegation) for side in (Meeting.asker, Meeting.host))
    return {f"meeting:{m.id}": m for m in db.session.scalars(query.options(*sides))} if ids else {}


def _with(other: Participant, lang: str) -> str:
    return _("With %(who)s", who=", ".join((other.name, *_who(other, lang))))


def _time(starts_at: datetime, ends_at: datetime, lang: str) -> str:
    return dates.time_range(local(starts_at), local(ends_at), lang)


def _days(lines: list[Line], lang: str) -> tuple[tuple[str, tuple[dict[str, object], ...]], ...]:
    grouped = groupby(lines, lambda line: local(line.starts_at).date())
    return tuple((_heading(day, lang), tuple(line.shown(lang) for line in found)) for day, found in grouped)


def _heading(day: date, lang: str) -> str:
    text = dates.weekday_text(day, lang)
    return text[:1].upper() + text[1:]
