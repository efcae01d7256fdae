"""Search as you type over everybody and every delegation of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, func, or_, select

from fairapp.core.db import db
from fairapp.core.i18n import Translated, folded
from fairapp.registration import search
from fairapp.registration.models import Delegation, Participant

MOST_DELEGATIONS = 8
MOST_PEOPLE = 20


@dataclass(frozen=True)
class FoundDelegation:
    """A delegation that was found."""

    id: int
    name: Translated
    member_code: str
    category: str
    status: str


@dataclass(frozen=True)
class FoundPerson:
    """A person who was found."""

    id: int
    given_names: str
    family_names: str
    office: str
    delegation_id: int
    delegation: Translated

    @property
    def formal_name(self) -> str:
        """“Amara NKEMELU”."""
        return f"{self.given_names} {self.family_names.upper()}"


@dataclass(frozen=True)
class Found:
    """What words led to; there may be more than is shown."""

    delegations: Sequence[FoundDelegation] = ()
    people: Sequence[FoundPerson] = ()
    more: bool = False

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.delegations) + len(self.people)


def find(edition_id: int, text: str) -> Found:
    """Delegations and people whom every word speaks of, the likeliest first; two selects.

    A word may be part of a name, an office or an institution, of the delegation's name in any of the
    four languages, or one of its codes: “kezia jamaica” finds Kezia of Jamaica. Without words, nobody.
    """
    if not search.words_of(text):
        return Found()
    delegations = [FoundDelegation(*row) for row in db.session.execute(delegations_found(edition_id, text))]
    people = [FoundPerson(*row) for row in db.session.execute(people_found(edition_id, text))]
    more = len(delegations) > MOST_DELEGATIONS or len(people) > MOST_PEOPLE
    return Found(delegations[:MOST_DELEGATIONS], people[:MOST_PEOPLE], more)


def delegations_found(edition_id: int, text: str) -> Select[int, Translated, str, str, str]:
    """The select behind it: the code itself first, then names that begin so, then the others."""
    d = Delegation
    likely = case((func.lower(d.member_code) == folded(text), 0), else_=1)
    return (
        select(d.id, d.name, d.member_code, d.category, d.status)
        .where(d.edition_id == edition_id, search.matches(text, d.search_text))
        .order_by(likely, search.rank(text, d.search_text), d.search_text)
        .limit(MOST_DELEGATIONS + 1)
    )


def people_found(edition_id: int, text: str) -> Select[int, str, str, str, int, Translated]:
    """The select behind it: first whose own name begins so, then whose words begin so anywhere. An
    address finds its owner, too."""
    p, d = Participant, Delegation
    named = search.matches(text, p.search_text, d.search_text)
    if "@" in text:
        named = or_(named, p.email == text.strip().lower())
    return (
        select(p.id, p.given_names, p.family_names, p.office, p.delegation_id, d.name)
        .join(p.delegation)
        .where(p.edition_id == edition_id, named)
        .order_by(
            search.rank(text, p.search_text),
            search.rank(text, p.search_text, d.search_text),
            p.sort_key,
            p.id,
        )
        .limit(MOST_PEOPLE + 1)
    )
