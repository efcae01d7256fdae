"""The released programme as values: what the public, the feed and the print show.

Parsed from a release alone; the draft has no way in here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from fairapp.agenda import rules
from fairapp.agenda.snapshot import Content
from fairapp.core.i18n import Translated


@dataclass(frozen=True)
class ReleasedTopic:
    """A topic of the fair as it was when released."""

    code: str
    label: Translated
    color: str
    icon: str


@dataclass(frozen=True)
class ReleasedItem:
    """An item of the agenda. ``depth`` 0 is the top; ``documents`` are short symbols (“doc.6”)."""

    number: str
    title: Translated
    outcomes: tuple[str, ...] = ()
    depth: int = 0
    annotation: Translated = Translated()  # noqa: RUF009 - immutable
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReleasedAgenda:
    """Where the agenda stood: draft, provisional or adopted; then on which day, in which session."""

    status: str = "draft"
    adopted_on: date | None = None
    kind: str = ""
    """Of the session that adopted it; empty when that is not known."""
    session_number: int | None = None
    session_title: Translated = Translated()  # noqa: RUF009 - immutable


@dataclass(frozen=True)
class ReleasedDuty:
    """Who has a task in a session: an office, a person, or a person in an office."""

    role: str
    office: Translated
    honorific: str = "none"
    name: str = ""
    title: str = ""
    party: Translated = Translated()  # noqa: RUF009 - immutable
    participant: int | None = None
    """Id of the person, if one is named."""


@dataclass(frozen=True)
class ReleasedSession:
    """A session as it was made public. Times are instants (UTC)."""

    id: int
    code: str
    kind: str
    number: int | None
    track: str
    title: Translated
    note: Translated
    access: str
    room: Translated
    room_code: str
    room_order: int
    interpretation: bool
    starts_at: datetime
    ends_at: datetime
    outcomes: tuple[str, ...]
    topics: tuple[str, ...]
    documents: tuple[str, ...]
    items: tuple[ReleasedItem, ...]
    duties: tuple[ReleasedDuty, ...]
    sequence: int
    changed_at: datetime
    cancelled: bool
    sign_up: bool = False
    """Whether one signs up for it."""
    capacity: int | None = None
    """How many may sign up; None for no limit."""
    livestream: str = ""
    languages: tuple[str, ...] = ()
    """Codes of the languages between which it is interpreted."""
    accessible: bool = False
    """Whether its room is known to be reached and used by wheelchair."""
    moved_from: tuple[datetime, ...] = ()
    """When earlier releases said it would begin, the first of them first."""

    @property
    def minor(self) -> bool:
        """A break or the like: it structures the day and is not what one comes for."""
        return rules.is_minor(self.kind)

    @property
    def chairs(self) -> list[ReleasedDuty]:
        """Who presides or moderates."""
        return [d for d in self.duties if d.role in {"chair", "moderator"}]

    @property
    def speakers(self) -> list[ReleasedDuty]:
        """Everybody else with a task."""
        return [d for d in self.duties if d.role not in {"chair", "moderator"}]


@dataclass(frozen=True)
class ReleasedDay:
    """One day of the programme, its sessions grouped by when they begin."""

    date: date
    starts: tuple[tuple[datetime, tuple[ReleasedSession, ...]], ...]


@dataclass(frozen=True)
class Programme:
    """A release, ready to be shown."""

    number: int
    released_at: datetime
    digest: str
    sessions: tuple[ReleasedSession, ...]
    """In order of time; cancelled ones included."""
    items: tuple[ReleasedItem, ...]
    outcomes: dict[str, Translated]
    topics: dict[str, ReleasedTopic]
    agenda: ReleasedAgenda = ReleasedAgenda()

    @property
    def standing(self) -> list[ReleasedSession]:
        """What takes place."""
        return [s for s in self.sessions if not s.cancelled]

    def find(self, code: str) -> ReleasedSession | None:
        """The session of that code; one that takes place rather than a cancelled one."""
        found = [s for s in self.sessions if s.code == code]
        return min(found, key=lambda s: s.cancelled, default=None)

    def of_id(self, session_id: int) -> ReleasedSession | None:
        """The session of that id, cancelled or not."""
        return next((s for s in self.sessions if s.id == session_id), None)

    def beside(self, session: ReleasedSession) -> tuple[ReleasedSession | None, ReleasedSession | None]:
        """What comes before and after a session in the programme, breaks and the like left out."""
        real = [s for s in self.standing if not s.minor or s.id == session.id]
        place = next((n for n, s in enumerate(real) if s.id == session.id), None)
        if place is None:
            return None, None
        return (real[place - 1] if place else None), (real[place + 1] if place + 1 < len(real) else None)

    def rooms(self) -> dict[str, Translated]:
        """Rooms in use, by code, in the secretariat's order."""
        ordered = sorted(self.standing, key=lambda s: (s.room_order, s.room_code))
        return {s.room_code: s.room for s in ordered}

    def kinds(self) -> list[str]:
        """Kinds of session that occur, in order of first appearance."""
        return list(dict.fromkeys(s.kind for s in self.standing))

    def days(self, zone: tzinfo, among: Iterable[ReleasedSession] | None = None) -> Iterator[ReleasedDay]:
        """Day by day in the zone: what takes place, or only some of it (``among``)."""
        by_day: dict[date, dict[datetime, list[ReleasedSession]]] = {}
        for session in self.standing if among is None else among:
            day = by_day.setdefault(session.starts_at.astimezone(zone).date(), {})
            day.setdefault(session.starts_at, []).append(session)
        for day_date, starts in sorted(by_day.items()):
            yield ReleasedDay(day_date, tuple((at, tuple(group)) for at, group in sorted(starts.items())))

    def now_and_next(
        self, now: datetime, zone: tzinfo
    ) -> tuple[list[ReleasedSession], list[ReleasedSession]]:
        """What is going on, and what begins next today. Breaks do not count."""
        real = [s for s in self.standing if not s.minor]
        going = [s for s in real if s.starts_at <= now < s.ends_at]
        today = now.astimezone(zone).date()
        coming = [s for s in real if s.starts_at > now and s.starts_at.astimezone(zone).date() == today]
        first = min((s.starts_at for s in coming), default=None)
        return going, [s for s in coming if s.starts_at == first]


def parse(content: Content, *, number: int, released_at: datetime, digest: str = "") -> Programme:
    """Read a release's content."""
    items = tuple(_item(i) for i in content["items"])
    by_number = {item.number: item for item in items}
    sessions = sorted(
        (_session(s, by_number) for s in content["sessions"]),
        key=lambda s: (s.starts_at, s.minor, s.room_order, s.code),
    )
    return Programme(
        number=number,
        released_at=released_at,
        digest=digest,
        sessions=tuple(sessions),
        items=items,
        outcomes={code: Translated(title) for code, title in content["outcomes"].items()},
        topics={
            code: ReleasedTopic(code, Translated(t["label"]), t["color"], t["icon"])
            for code, t in content["topics"].items()
        },
        agenda=agenda_of(content.get("agenda", {})),
    )


def _item(i: dict[str, Any]) -> ReleasedItem:
    # The first releases had no tree and no annotations.
    return ReleasedItem(
        str(i["number"]),
        Translated(i["title"]),
        tuple(i["outcomes"]),
        depth=i.get("depth", 0),
        annotation=Translated(i.get("annotation")),
        documents=tuple(i.get("documents", ())),
    )


def agenda_of(a: dict[str, Any]) -> ReleasedAgenda:
    """Read where the agenda of a content stands; nothing said is a draft."""
    adopted_in = a.get("session") or {}
    return ReleasedAgenda(
        status=a.get("status", "draft"),
        adopted_on=date.fromisoformat(a["adopted_on"]) if a.get("adopted_on") else None,
        kind=adopted_in.get("kind", ""),
        session_number=adopted_in.get("number"),
        session_title=Translated(adopted_in.get("title")),
    )


def _session(s: dict[str, Any], items: dict[str, ReleasedItem]) -> ReleasedSession:
    return ReleasedSession(
        id=s["id"],
        code=s["code"],
        kind=s["kind"],
        number=s["number"],
        track=s["track"],
        title=Translated(s["title"]),
        note=Translated(s["note"]),
        access=s["access"],
        room=Translated(s["room"]["name"]),
        room_code=s["room"]["code"],
        room_order=s["room"]["order"],
        interpretation=s["room"]["interpretation"],
        starts_at=datetime.fromisoformat(s["starts_at"]),
        ends_at=datetime.fromisoformat(s["ends_at"]),
        outcomes=tuple(s["outcomes"]),
        topics=tuple(s["topics"]),
        documents=tuple(s["documents"]),
        items=tuple(items[str(number)] for number in s["items"] if str(number) in items),
        duties=tuple(_duty(d) for d in s["duties"]),
        sequence=s.get("sequence", 0),
        changed_at=datetime.fromisoformat(s.get("changed_at", s["starts_at"])),
        cancelled=s.get("cancelled", False),
        sign_up=s.get("sign_up", False),
        capacity=s.get("capacity"),
        livestream=s.get("livestream", ""),
        languages=tuple(s.get("languages", ())),
        accessible=s.get("accessible", False),
        moved_from=tuple(datetime.fromisoformat(moment) for moment in s.get("moved_from", ())),
    )


def _duty(d: dict[str, Any]) -> ReleasedDuty:
    return ReleasedDuty(
        d["role"],
        Translated(d["office"]),
        d.get("honorific", "none"),
        d.get("name", ""),
        d.get("title", ""),
        Translated(d.get("party")),
        d.get("participant"),
    )
