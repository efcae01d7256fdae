"""A state or organization taking part, and where its credential stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText, folded
from fairapp.edition import reference
from fairapp.edition.models import Edition

if TYPE_CHECKING:
    from fairapp.registration.models.credentials import CredentialLetter, CredentialStep
    from fairapp.registration.models.people import Participant

STATUSES = (
    "invited",
    "composition_received",
    "letter_received",
    "verified",
    "accredited",
    "badge_issued",
    "collected",
    "returned",
    "declined",
    "withdrawn",
)
ACCREDITED = ("accredited", "badge_issued", "collected")
"""Who stands in one of these takes part."""


class Delegation(HasId, Versioned, Model):
    """A state or organization taking part in an edition."""

    __tablename__ = "delegation"
    __table_args__ = (
        UniqueConstraint("edition_id", "member_code"),
        UniqueConstraint("edition_id", "category", "precedence"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    member_code: Mapped[str] = mapped_column(String(40))
    """ISO 3166-1 alpha-2 of a state, or the code of a body."""
    category: Mapped[str] = mapped_column(String(40))
    """A code of the vocabulary `participant_category`."""
    name: Mapped[Translated] = mapped_column(TranslatedText)
    sort_name: Mapped[Translated] = mapped_column(TranslatedText)
    region: Mapped[str | None] = mapped_column(String(30))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    status: Mapped[str] = mapped_column(String(30), default="invited")
    precedence: Mapped[int | None]
    """Place in the order of its category, as the edition's rule gives it; None without a rule."""
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Its names and codes in every language, folded, so that a search needs no functions of the
    database: see :func:`search_words`."""

    edition: Mapped[Edition] = relationship()
    participants: Mapped[list[Participant]] = relationship(
        back_populates="delegation",
        cascade="all, delete-orphan",
        order_by="Participant.position, Participant.place, Participant.id",
    )
    letters: Mapped[list[CredentialLetter]] = relationship(
        back_populates="delegation", cascade="all, delete-orphan", order_by="CredentialLetter.id"
    )
    steps: Mapped[list[CredentialStep]] = relationship(
        back_populates="delegation", cascade="all, delete-orphan", order_by="CredentialStep.id"
    )

    @property
    def is_accredited(self) -> bool:
        """Whether the delegation takes part: accredited, with or without badges."""
        return self.status in ACCREDITED

    @property
    def letter(self) -> CredentialLetter | None:
        """The letter that counts: the last one that arrived."""
        return self.letters[-1] if self.letters else None

    @property
    def head(self) -> Participant | None:
        """The head of delegation, once named."""
        return next((p for p in self.participants if p.role == "head"), None)


def search_words(name: Translated, member_code: str) -> str:
    """What a delegation is found by: its name in four languages, its code, and what else the
    reference data know it by (“JAM”, “PAHO”, “OPS”)."""
    known = (*name.values(), member_code, *reference.also_known_as(member_code))
    return folded(" ".join(dict.fromkeys(known)))


@event.listens_for(Delegation, "before_insert")
@event.listens_for(Delegation, "before_update")
def _searchable(_mapper: Mapper[Any], _connection: Any, delegation: Delegation) -> None:
    delegation.search_text = search_words(delegation.name, delegation.member_code)
