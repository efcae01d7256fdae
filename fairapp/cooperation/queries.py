"""Reading offers and requests."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from fairapp.cooperation import policy, rules
from fairapp.cooperation.models import Entry
from fairapp.core.db import db
from fairapp.core.todo import Todo
from fairapp.edition.models import Edition
from fairapp.registration import rights
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.order import in_order


@dataclass(frozen=True)
class Search:
    """What a visitor looks for; empty means everything."""

    q: str = ""
    kind: str = ""
    topic: str = ""
    target: str = ""
    language: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Search:
        """From the address of the page."""
        return cls(**{f.name: args.get(f.name, "").strip()[:80] for f in fields(cls)})

    @property
    def everything(self) -> bool:
        """Whether nothing was asked for."""
        return self == Search()


def published(edition_id: int) -> list[Entry]:
    """Every entry everybody may read, offers first, by code; one select."""
    return _all(_entries().where(Entry.edition_id == edition_id, Entry.status.in_(rules.PUBLIC)))


def awaiting_review(edition_id: int) -> list[Entry]:
    """What the secretariat is to publish or return."""
    return _all(_entries().where(Entry.edition_id == edition_id, Entry.status.in_(rules.AWAITING)))


def by_code(edition_id: int, code: str) -> Entry | None:
    """The entry of that code, with its delegation and people; two selects."""
    return db.session.scalar(
        select(Entry)
        .where(Entry.edition_id == edition_id, Entry.code == code.upper())
        .options(joinedload(Entry.delegation).selectinload(Delegation.participants))
    )


def of_delegation(delegation_id: int, *, published_only: bool = False) -> list[Entry]:
    """The entries of one delegation."""
    return of_delegations([delegation_id], published_only=published_only)


def of_delegations(ids: Collection[int], *, published_only: bool = False) -> list[Entry]:
    """The entries of some delegations; no select when there is none."""
    if not ids:
        return []
    query = _entries().where(Entry.delegation_id.in_(ids))
    return _all(query.where(Entry.status.in_(rules.PUBLIC)) if published_only else query)


def delegations(ids: Collection[int]) -> list[Delegation]:
    """The delegations of those ids, in order of precedence."""
    return in_order(db.session.scalars(select(Delegation).where(Delegation.id.in_(ids))))


def codes(edition_id: int) -> list[str]:
    """Every code given out in the edition."""
    return list(db.session.scalars(select(Entry.code).where(Entry.edition_id == edition_id)))


def takes_part(user: Any, edition_id: int) -> int | None:
    """Id of the delegation for which the visitor may ask for meetings; None for whoever only looks on."""
    if not user.is_authenticated:
        return None
    person = db.session.scalar(
        select(Participant)
        .where(Participant.user_id == user.id, Participant.edition_id == edition_id)
        .order_by(Participant.id)
        .limit(1)
        .options(joinedload(Participant.delegation))
    )
    return person.delegation_id if person and rights.may(person, "request_meetings") else None


def matching(entries: Sequence[Entry], search: Search) -> list[Entry]:
    """Those that answer the search."""
    return [entry for entry in entries if _answers(entry, search)]


def todo_for(user: Any, edition: Edition) -> list[Todo]:
    """What waits for this visitor among the offers and requests."""
    href = url_for("cooperation.entries", edition_slug=edition.slug)
    todos = []
    if policy.may_review(user, edition.id):
        count = _count(Entry.edition_id == edition.id, Entry.status.in_(rules.AWAITING))
        text = ngettext("%(num)s entry awaits your review", "%(num)s entries await your review", count)
        todos += [Todo(text, href + "#review", count, "info", "file-check")] if count else []
    own = policy.delegations_of(user, edition.id)
    if own:
        count = _count(Entry.delegation_id.in_(own), Entry.status == "returned")
        text = ngettext(
            "%(num)s entry was returned for completion", "%(num)s entries were returned for completion", count
        )
        todos += [Todo(text, href + "#own", count, "bad", "undo-2")] if count else []
    return todos


def _entries() -> Select[Any]:
    return select(Entry).options(joinedload(Entry.delegation)).order_by(Entry.kind, Entry.code)


def _all(query: Select[Any]) -> list[Entry]:
    return list(db.session.scalars(query))


def _count(*conditions: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(Entry).where(*conditions)) or 0


def _answers(entry: Entry, search: Search) -> bool:
    words = _plain(search.q).split()
    texts = [*entry.title.values(), *entry.summary.values(), *entry.delegation.name.values(), entry.code]
    return (
        search.kind in {"", entry.kind}
        and search.topic in {"", entry.topic_code}
        and (not search.target or search.target in entry.sdg_targets)
        and (not search.language or search.language in entry.languages)
        and (not words or all(word in _plain(" ".join(texts)) for word in words))
    )


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).casefold()
