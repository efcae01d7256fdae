"""What a visitor wants to see of the programme, and in which order: read from an address, applied to a
release, and written into an address again, so that every choice can be sent to somebody else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from fairapp.agenda.programme import Programme, ReleasedDay, ReleasedSession, ReleasedTopic
from fairapp.agenda.shelf import Shelf
from fairapp.core.i18n import Translated, folded
from fairapp.edition import reference

VIEWS = ("day", "room", "outcome", "topic")
"""How the programme can be ordered; the first is the usual one."""
LONGEST = 100
"""Characters of a search that are read."""
_texts: Shelf[dict[int, str]] = Shelf(4)


@dataclass(frozen=True)
class Choice:
    """What a visitor wants to see; empty means everything. ``zone`` is shown beside the event's."""

    view: str = VIEWS[0]
    words: str = ""
    day: str = ""
    kind: str = ""
    room: str = ""
    outcome: str = ""
    topic: str = ""
    language: str = ""
    access: str = ""
    zone: str = ""

    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(value for name, value in vars(self).items() if name not in {"view", "zone"})

    def address(self, **changes: str) -> dict[str, Any]:
        """The values of the address of this choice, with some changed; the usual ones are left out."""
        found = vars(replace(self, **changes))
        names = {"words": "q"}
        return {
            names.get(name, name): value
            for name, value in found.items()
            if value and (name, value) != ("view", VIEWS[0])
        }

    def fits(self, session: ReleasedSession, zone: tzinfo) -> bool:
        """Whether the session is among what is wanted, as far as it can say so by itself."""
        return (
            self.room in {"", session.room_code}
            and self.kind in {"", session.kind}
            and self.access in {"", session.access}
            and _among(self.outcome, session.outcomes)
            and _among(self.topic, session.topics)
            and _among(self.language, session.languages)
            and self.day in {"", session.starts_at.astimezone(zone).date().isoformat()}
        )


@dataclass(frozen=True)
class Part:
    """Sessions under one heading: a day, or everything in a room, for an outcome, on a topic.

    ``key`` is empty for what belongs under no heading of its kind.
    """

    key: str
    heading: Translated
    topic: ReleasedTopic | None
    days: tuple[ReleasedDay, ...]

    def id(self, choice: Choice) -> str:
        """What it is called in an address: “day-2027-04-22”, “room-SBR”."""
        return f"{choice.view}-{self.key or 'none'}"


def read(asked: Mapping[str, str], released: Programme, zone: tzinfo) -> Choice:
    """What an address asks for; what the programme does not know is left out."""
    known: dict[str, Collection[str]] = {
        "view": VIEWS,
        "day": days_of(released, zone),
        "kind": released.kinds(),
        "room": released.rooms(),
        "outcome": released.outcomes,
        "topic": released.topics,
        "language": languages_of(released),
        "access": accesses_of(released),
    }
    chosen = {name: asked[name] for name, values in known.items() if asked.get(name) in values}
    return Choice(words=" ".join(asked.get("q", "")[:LONGEST].split()), **chosen)


def days_of(released: Programme, zone: tzinfo) -> list[str]:
    """The days on which something takes place, as dates."""
    return sorted({s.starts_at.astimezone(zone).date().isoformat() for s in released.standing})


def languages_of(released: Programme) -> list[str]:
    """The languages between which anything is interpreted."""
    return sorted({code for s in released.standing for code in s.languages})


def accesses_of(released: Programme) -> list[str]:
    """Who is admitted where, in the order of the vocabulary."""
    found = {s.access for s in released.standing}
    return [code for code in reference.vocabulary("session_access") if code in found]


def chosen(released: Programme, choice: Choice, zone: tzinfo) -> list[ReleasedSession]:
    """The sessions that take place and fit, in order of time."""
    found = [s for s in released.standing if choice.fits(s, zone)]
    words = folded(choice.words).split()
    if not words:
        return found
    texts = _texts.get(released.digest, lambda: {s.id: _text(s, released) for s in released.standing})
    return [s for s in found if all(word in texts[s.id] for word in words)]


def parts(released: Programme, choice: Choice, zone: tzinfo) -> list[Part]:
    """What is wanted, under the headings of its view. Something may stand under more than one; what
    belongs under none comes last, but for breaks and the like, which are no answer to such a question."""
    found = chosen(released, choice, zone)
    if choice.view == VIEWS[0]:
        days = released.days(zone, found)
        return [Part(day.date.isoformat(), Translated(), None, (day,)) for day in days]
    return list(_grouped(released, choice.view, found, zone))


def _grouped(released: Programme, view: str, found: list[ReleasedSession], zone: tzinfo) -> Iterator[Part]:
    headings = {
        "room": released.rooms(),
        "outcome": released.outcomes,
        "topic": {code: topic.label for code, topic in released.topics.items()},
    }[view]
    under: dict[str, list[ReleasedSession]] = {}
    for session in found:
        for key in _keys(view, session) or ([] if session.minor else [""]):
            under.setdefault(key, []).append(session)
    for key in (*headings, ""):
        if key in under:
            topic = released.topics.get(key) if view == "topic" else None
            days = tuple(released.days(zone, under[key]))
            yield Part(key, headings.get(key, Translated()), topic, days)


def _keys(view: str, session: ReleasedSession) -> Collection[str]:
    if view == "room":
        return (session.room_code,)
    return session.outcomes if view == "outcome" else session.topics


def _among(wanted: str, values: Collection[str]) -> bool:
    return not wanted or wanted in values


def _text(session: ReleasedSession, released: Programme) -> str:
    """Everything a session can be found by, in every language it has, as a search sees it."""
    texts = [session.title, session.note, session.room, reference.term("session_type", session.kind)]
    texts += [item.title for item in session.items]
    texts += [released.outcomes[code] for code in session.outcomes if code in released.outcomes]
    texts += [released.topics[code].label for code in session.topics if code in released.topics]
    texts += [text for duty in session.duties for text in (duty.office, duty.party)]
    plain = [session.code, *session.outcomes, *session.documents]
    plain += [text for duty in session.duties for text in (duty.name, duty.title)]
    return folded("\n".join([*(value for text in texts for value in text.values()), *plain]))
