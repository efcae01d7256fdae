"""Who may write, read and publish offers and requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fairapp.accounts.policy import holds
from fairapp.cooperation import rules
from fairapp.cooperation.models import Entry

Speaks = Callable[[Any, int], list[int]]
_voices: list[Speaks] = []


def speaks_for(voice: Speaks) -> Speaks:
    """Decorator: the function says for which delegations (ids) of an edition a user may write.

    Rooms above add theirs: who manages an exhibitor writes for its delegation.
    """
    _voices.append(voice)
    return voice


@speaks_for
def _focal_point(user: Any, edition_id: int) -> list[int]:
    return list(user.scopes("focal_point", edition_id))


def delegations_of(user: Any, edition_id: int) -> list[int]:
    """Ids of the delegations the visitor may write entries for."""
    if not user.is_authenticated:
        return []
    return sorted({found for voice in _voices for found in voice(user, edition_id)})


def wrote(user: Any, entry: Entry) -> bool:
    """Whether the entry is the visitor's to write."""
    return entry.delegation_id in delegations_of(user, entry.edition_id)


def may_review(user: Any, edition_id: int) -> bool:
    """Whether the visitor publishes and returns entries."""
    return holds(user, "secretariat", edition_id)


def may_see(user: Any, entry: Entry) -> bool:
    """Everybody reads what is published; the rest is for its authors and the secretariat."""
    return entry.status in rules.PUBLIC or may_review(user, entry.edition_id) or wrote(user, entry)


def may_edit(user: Any, entry: Entry) -> bool:
    """Authors while it is a draft or returned, the secretariat until it has ended."""
    if may_review(user, entry.edition_id):
        return bool(rules.NEXT[entry.status])
    return entry.status in rules.OPEN_TO_AUTHORS and wrote(user, entry)


def may_withdraw(user: Any, entry: Entry) -> bool:
    """Its authors and the secretariat, while it can be withdrawn."""
    own = may_review(user, entry.edition_id) or wrote(user, entry)
    return own and "withdrawn" in rules.NEXT[entry.status]
