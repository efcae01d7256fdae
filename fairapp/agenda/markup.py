"""A session for search engines and other programs: schema.org Event, as JSON-LD."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fairapp.agenda.programme import ReleasedDuty, ReleasedSession
from fairapp.core.dates import zone
from fairapp.core.i18n import current_language
from fairapp.edition.models import Edition

SCHEMA = "https://schema.org"


def event(session: ReleasedSession, edition: Edition, url: str) -> dict[str, Any]:
    """The session in the language spoken now; what is not known is left out.

    A session that was moved says when earlier releases had it (schema.org: EventRescheduled with
    previousStartDate, repeated where there were several).
    """
    online = bool(session.livestream)
    found = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": url,
        "name": session.title.shown().text,
        "description": session.note.shown().text,
        "startDate": _local(session.starts_at, edition),
        "endDate": _local(session.ends_at, edition),
        "previousStartDate": [_local(moment, edition) for moment in session.moved_from],
        "eventStatus": f"{SCHEMA}/{_status(session)}",
        "eventAttendanceMode": f"{SCHEMA}/{'Mixed' if online else 'Offline'}EventAttendanceMode",
        "inLanguage": list(session.languages) or current_language(),
        "location": _place(session, edition),
        "maximumAttendeeCapacity": session.capacity,
        "organizer": {"@type": "Organization", "name": edition.organ.shown().text},
        "performer": [_person(duty) for duty in session.duties if duty.name],
        "superEvent": {"@type": "Event", "name": edition.name.shown().text, **_days(edition)},
        "url": url,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _status(session: ReleasedSession) -> str:
    if session.cancelled:
        return "EventCancelled"
    return "EventRescheduled" if session.moved_from else "EventScheduled"


def _place(session: ReleasedSession, edition: Edition) -> Any:
    address = ", ".join(filter(None, (edition.venue.shown().text, edition.place.shown().text)))
    room = {"@type": "Place", "name": session.room.shown().text, "address": address}
    if not session.livestream:
        return room
    return [room, {"@type": "VirtualLocation", "url": session.livestream}]


def _person(duty: ReleasedDuty) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": duty.name}
    if duty.party:
        person["affiliation"] = {"@type": "Organization", "name": duty.party.shown().text}
    return person


def _days(edition: Edition) -> dict[str, str]:
    place = {"@type": "Place", "name": edition.venue.shown().text or edition.place.shown().text}
    days = {"startDate": edition.first_day.isoformat(), "endDate": edition.last_day.isoformat()}
    return {**days, "location": place} if place["name"] else days  # type: ignore[dict-item]


def _local(moment: datetime, edition: Edition) -> str:
    return moment.astimezone(zone(edition.time_zone)).isoformat()
