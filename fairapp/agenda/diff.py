"""What separates two pictures of the programme, and how one release follows from another.

Works on contents as `snapshot` makes them; knows neither database nor request. A difference is
complete: put to the older content with :func:`apply`, it gives the newer one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairapp.agenda.snapshot import Content
from fairapp.core.i18n import Translated

KEPT_BY_RELEASE = frozenset({"sequence", "changed_at", "cancelled"})
"""What a release adds to a session of the draft."""
CALENDAR = ("starts_at", "ends_at", "room", "title")
"""What calendars must be told of: their SEQUENCE rises when one of these changes."""
KINDS = {
    "time": frozenset({"starts_at", "ends_at"}),
    "room": frozenset({"room"}),
    "title": frozenset({"title", "code"}),
    "people": frozenset({"duties"}),
}
"""Which particulars make which kind of change; any other is “other”."""


@dataclass(frozen=True)
class Change:
    """One session that differs. ``kinds``: new, back, cancelled, time, room, title, people, other."""

    id: int
    code: str
    title: Translated
    kinds: tuple[str, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def moment(self) -> str:
        """When it is, or was: ISO, for putting changes in order of time."""
        return str((self.after or self.before or {})["starts_at"])


@dataclass(frozen=True)
class Diff:
    """Everything that differs; false when nothing does."""

    changes: tuple[Change, ...] = ()
    """Sessions, in order of time."""
    agenda: tuple[tuple[str, str, Translated], ...] = ()
    """Agenda items that differ: (new | changed | removed, number, title)."""
    frame: tuple[tuple[str, Any], ...] = ()
    """What else of the content differs, as it is afterwards: items, names of outcomes and topics."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.agenda)


def compare(old: Content | None, new: Content) -> Diff:
    """What ``new`` says that ``old`` does not; a first programme is new from end to end.

    ``new`` is a draft or a later release: what a draft has no longer is cancelled by its release.
    """
    before, after = _by_id(old), _by_id(new)
    changes = [_change(before.get(key), session) for key, session in after.items()]
    changes += [_change(s, None) for key, s in before.items() if key not in after and not s["cancelled"]]
    found = sorted((c for c in changes if c.kinds), key=lambda c: (c.moment, c.id))
    return Diff(tuple(found), tuple(_agenda_changes(old, new)), tuple(_frame_changes(old, new)))


def apply(old: Content | None, diff: Diff) -> Content:
    """The content of the newer release: the older one with the difference between them put to it."""
    sessions = _by_id(old)
    for change in diff.changes:
        if change.after is None:
            del sessions[change.id]
        else:
            sessions[change.id] = change.after
    return {**(old or {}), **dict(diff.frame), "sessions": in_order(sessions.values())}


def succeed(old: Content | None, draft: Content, now: datetime) -> Content:
    """The content of the next release: the draft, with the sequence of each session carried on.

    Sessions that have gone stay, marked as cancelled, so that subscribed calendars drop them.
    """
    before = _by_id(old)
    sessions = [
        _carried(before.pop(s["id"], None), {**s, "cancelled": False}, now) for s in draft["sessions"]
    ]
    sessions += [_carried(gone, {**gone, "cancelled": True}, now) for gone in before.values()]
    return {**draft, "sessions": in_order(sessions)}


def in_order(sessions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sessions as a content lists them: by time, then by id, so that equal programmes are equal bytes."""
    return sorted(sessions, key=lambda s: (s["starts_at"], s["id"]))


def _by_id(content: Content | None) -> dict[int, dict[str, Any]]:
    return {s["id"]: s for s in (content or {}).get("sessions", [])}


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
    return Change(shown["id"], shown["code"], Translated(shown["title"]), tuple(_kinds(old, new)), old, new)


def _kinds(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[str]:
    if old is None:
        return ["new"]
    if new is None or (new.get("cancelled") and not old["cancelled"]):
        return ["cancelled"]
    differ = {key for key in (old.keys() | new.keys()) - KEPT_BY_RELEASE if old.get(key) != new.get(key)}
    kinds = ["back"] if old["cancelled"] and not new.get("cancelled") else []
    kinds += [kind for kind, keys in KINDS.items() if differ & keys]
    return kinds + (["other"] if differ - frozenset().union(*KINDS.values()) else [])


def _agenda_changes(old: Content | None, new: Content) -> list[tuple[str, str, Translated]]:
    before, after = _items(old), _items(new)
    found = [
        ("changed" if number in before else "new", number, Translated(item["title"]))
        for number, item in after.items()
        if before.get(number) != item
    ]
    found += [("removed", n, Translated(i["title"])) for n, i in before.items() if n not in after]
    return found


def _items(content: Content | None) -> dict[str, dict[str, Any]]:
    # The first releases numbered items with integers.
    return {str(i["number"]): {**i, "number": str(i["number"])} for i in (content or {}).get("items", [])}


def _frame_changes(old: Content | None, new: Content) -> list[tuple[str, Any]]:
    was = old or {}
    return [(key, new[key]) for key in new if key != "sessions" and was.get(key) != new[key]]
