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

KEPT_BY_RELEASE = frozenset({"sequence", "changed_at", "cancelled", "moved_from"})
"""What a release adds to a session of the draft."""
KINDS = {
    "time": frozenset({"starts_at", "ends_at"}),
    "room": frozenset({"room"}),
    "title": frozenset({"title", "code"}),
    "people": frozenset({"duties"}),
}
"""Which particulars make which kind of change; any other is “other”."""


DRAFT = {"status": "draft", "adopted_on": None, "session": None}
"""An agenda of which nothing was said yet."""


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
    """Agenda items that differ: (new | changed | renumbered | removed, number, title)."""
    standing: dict[str, Any] | None = None
    """Where the agenda stands afterwards, if that differs: status, adopted_on, session."""
    frame: tuple[tuple[str, Any], ...] = ()
    """What else of the content differs, as it is afterwards: items, names of outcomes and topics."""

    def __bool__(self) -> bool:
        return bool(self.changes or self.agenda or self.standing)


def compare(old: Content | None, new: Content) -> Diff:
    """What ``new`` says that ``old`` does not; a first programme is new from end to end.

    ``new`` is a draft or a later release: what a draft has no longer is cancelled by its release.
    """
    before, after = _by_id(old), _by_id(new)
    changes = [_change(before.get(key), session) for key, session in after.items()]
    changes += [_change(s, None) for key, s in before.items() if key not in after and not s["cancelled"]]
    found = sorted((c for c in changes if c.kinds), key=lambda c: (c.moment, c.id))
    return Diff(
        tuple(found), tuple(_agenda_changes(old, new)), _standing(old, new), tuple(_frame_changes(old, new))
    )


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
    # A calendar shows people, items and notes too, and some read an event again only if this rises.
    changed = old["cancelled"] != new["cancelled"] or _plain(old) != _plain(new)
    moved = {"moved_from": _moved_from(old, new)}
    return {
        **new,
        **{key: value for key, value in moved.items() if value},
        "sequence": old["sequence"] + changed,
        "changed_at": now.isoformat() if changed else old["changed_at"],
    }


def _moved_from(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """When earlier releases said it would begin, if that is not when it does."""
    said = [*old.get("moved_from", []), old["starts_at"]]
    return [moment for moment in dict.fromkeys(said) if moment != new["starts_at"]]


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
    key = "id" if all("id" in i for c in (old, new) for i in (c or {}).get("items", [])) else "number"
    before, after = _items(old, key), _items(new, key)
    found = [
        (_item_kind(before.get(known), item), item["number"], Translated(item["title"]))
        for known, item in after.items()
        if before.get(known) != item
    ]
    gone = [item for known, item in before.items() if known not in after]
    return found + [("removed", item["number"], Translated(item["title"])) for item in gone]


def _item_kind(old: dict[str, Any] | None, new: dict[str, Any]) -> str:
    if old is None:
        return "new"
    differ = {name for name in new if old.get(name) != new[name]}
    return "renumbered" if differ <= {"number", "depth"} else "changed"


def _items(content: Content | None, key: str) -> dict[Any, dict[str, Any]]:
    """Items by what they are known by: their id, or, where the content has none, their number."""
    return {item[key]: item for item in (_filled(i, key) for i in (content or {}).get("items", []))}


def _filled(item: dict[str, Any], key: str) -> dict[str, Any]:
    # The first releases numbered items with integers and had no tree, annotations or documents.
    full = {"depth": 0, "annotation": {}, "documents": [], **item, "number": str(item["number"])}
    return full if key == "id" else {name: value for name, value in full.items() if name != "id"}


def _standing(old: Content | None, new: Content) -> dict[str, Any] | None:
    # What does not say where the agenda stands was released as a draft.
    before, after = ({**DRAFT, **(content or {}).get("agenda", {})} for content in (old, new))
    return after if before != after else None


def _frame_changes(old: Content | None, new: Content) -> list[tuple[str, Any]]:
    was = old or {}
    return [(key, new[key]) for key in new if key != "sessions" and was.get(key) != new[key]]
