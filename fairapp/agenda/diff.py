"""What separates two pictures of the programme, and how one release follows from another.

Works on contents as `snapshot` makes them; knows neither database nor request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fairapp.agenda.snapshot import Content
from fairapp.core.i18n import Translated

KEPT_BY_RELEASE = frozenset({"sequence", "changed_at", "cancelled"})
"""What a release adds to a session of the draft."""
CALENDAR = ("starts_at", "ends_at", "room", "title")
"""What calendars must be told of: their SEQUENCE rises when one of these changes."""


@dataclass(frozen=True)
class Change:
    """One session that differs. ``kinds``: new, back, cancelled, time, room, title, people, other."""

    code: str
    title: Translated
    kinds: tuple[str, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class Diff:
    """Everything that differs; false when nothing does."""

    changes: tuple[Change, ...] = ()
    agenda: tuple[tuple[str, str, Translated], ...] = field(default=())
    """Agenda items that differ: (new | changed | removed, number, title)."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.agenda)


def compare(old: Content | None, new: Content) -> Diff:
    """What ``new`` says that ``old`` does not; a first programme is new from end to end."""
    before = {s["id"]: s for s in (old or {}).get("sessions", [])}
    after = {s["id"]: s for s in new["sessions"]}
    changes = [_change(before.get(key), session) for key, session in after.items()]
    changes += [_change(s, None) for key, s in before.items() if key not in after and not s["cancelled"]]
    return Diff(tuple(c for c in changes if c.kinds), tuple(_agenda_changes(old, new)))


def succeed(old: Content | None, draft: Content, now: datetime) -> Content:
    """The content of the next release: the draft, with the sequence of each session carried on.

    Sessions that have gone stay, marked as cancelled, so that subscribed calendars drop them.
    """
    before = {s["id"]: s for s in (old or {}).get("sessions", [])}
    sessions = [
        _carried(before.pop(s["id"], None), {**s, "cancelled": False}, now) for s in draft["sessions"]
    ]
    sessions += [_carried(gone, {**gone, "cancelled": True}, now) for gone in before.values()]
    return {**draft, "sessions": sessions}


def _carried(old: dict[str, Any] | None, new: dict[str, Any], now: datetime) -> dict[str, Any]:
    if old is None:
        return {**new, "sequence": 0, "changed_at": now.isoformat()}
    rises = old["cancelled"] != new["cancelled"] or any(old[key] != new[key] for key in CALENDAR)
    changed = rises or _plain(old) != _plain(new)
    return {
        **new,
        "sequence": old["sequence"] + rises,
        "changed_at": now.isoformat() if changed else old["changed_at"],
    }


def _plain(session: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in session.items() if key not in KEPT_BY_RELEASE}


def _change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    shown: dict[str, Any] = new or old or {}
    return Change(shown["code"], Translated(shown["title"]), tuple(_kinds(old, new)), old, new)


def _kinds(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[str]:
    if old is None:
        return ["new"]
    if new is None:
        return ["cancelled"]
    kinds = ["back"] if old["cancelled"] else []
    groups = {
        "time": ("starts_at", "ends_at"),
        "room": ("room",),
        "title": ("title", "code"),
        "people": ("duties",),
        "other": ("kind", "number", "track", "note", "access", "outcomes", "topics", "documents", "items"),
    }
    return kinds + [k for k, keys in groups.items() if any(old[key] != new[key] for key in keys)]


def _agenda_changes(old: Content | None, new: Content) -> list[tuple[str, str, Translated]]:
    before = {str(i["number"]): {**i, "number": str(i["number"])} for i in (old or {}).get("items", [])}
    after = {str(i["number"]): i for i in new["items"]}
    found = [
        ("changed" if number in before else "new", number, Translated(item["title"]))
        for number, item in after.items()
        if before.get(number) != item
    ]
    found += [("removed", n, Translated(i["title"])) for n, i in before.items() if n not in after]
    return found
