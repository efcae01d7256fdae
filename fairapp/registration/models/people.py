"""A person in a delegation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from fairapp.accounts.models import User
from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import folded, sort_key
from fairapp.timetable.models import Resource

if TYPE_CHECKING:
    from fairapp.registration.models.credentials import ProposedChange
    from fairapp.registration.models.delegations import Delegation

STANDINGS = ("waiting", "entered", "accredited")
"""`waiting`: all seats of the category are taken; `entered`: has a seat, awaits accreditation."""

LAST = 1000
"""Place of whoever was not put in order: after those who were."""


class Participant(HasId, Versioned, Model):
    """A person in a delegation."""

    __tablename__ = "participant"
    __table_args__ = (
        Index(
            "uq_participant_head",
            "delegation_id",
            unique=True,
            sqlite_where=text("role = 'head'"),
            postgresql_where=text("role = 'head'"),
        ),
        Index("ix_participant_delegation_id", "delegation_id"),
        Index("ix_participant_user_id", "user_id"),
        Index("ix_participant_edition_id_category", "edition_id", "category"),
        Index("ix_participant_edition_id_sort_key", "edition_id", "sort_key"),
        UniqueConstraint("edition_id", "email"),
        UniqueConstraint("delegation_id", "name_key"),
        CheckConstraint(f"standing IN {STANDINGS}", name="standing"),
        CheckConstraint("(standing = 'waiting') = (waiting_since IS NOT NULL)", name="waiting"),
        CheckConstraint("arrives_at < departs_at", name="stay"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegation.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    category: Mapped[str] = mapped_column(String(40))
    """A code of `participant_category`: the delegation's own, or that of somebody who comes along,
    such as press or an accompanying person. Rights and seats are counted by it."""
    role: Mapped[str] = mapped_column(String(30))
    """A code of the vocabulary `delegation_role`."""
    position: Mapped[int] = mapped_column(default=0)
    """Rank of the role. The list of a delegation goes by it, then by ``place``, then by entry."""
    place: Mapped[int] = mapped_column(default=LAST)
    """Place among those of the role, once the delegation put them in order."""
    standing: Mapped[str] = mapped_column(String(20), default="entered")
    waiting_since: Mapped[datetime | None]
    honorific: Mapped[str] = mapped_column(String(20), default="none")
    given_names: Mapped[str] = mapped_column(String(120))
    family_names: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(260))
    """The name without spaces, accents and capitals: nobody is in a delegation twice."""
    sort_key: Mapped[str] = mapped_column(String(260), default="")
    """The same with the family names first: the alphabet in which people are listed."""
    office: Mapped[str] = mapped_column(String(200), default="")
    institution: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    diet: Mapped[str] = mapped_column(String(300), default="")
    access_needs: Mapped[str] = mapped_column(String(300), default="")
    """Both are for the secretariat and the delegation only; never printed, never searched."""
    arrives_at: Mapped[datetime | None]
    departs_at: Mapped[datetime | None]
    photo_key: Mapped[str | None] = mapped_column(String(200))
    list_email: Mapped[bool] = mapped_column(default=False)
    """The person agreed to have the address printed in the list of participants."""
    open_to_meetings: Mapped[bool] = mapped_column(default=True)
    """The person agreed to be asked for meetings."""
    listed: Mapped[bool] = mapped_column(default=True)
    """The person agreed to appear in the public list of participants."""
    badge_issued_at: Mapped[datetime | None]
    badge_collected_at: Mapped[datetime | None]
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Name, office and institution, folded."""
    created_at: Mapped[datetime]

    delegation: Mapped[Delegation] = relationship(back_populates="participants")
    resource: Mapped[Resource] = relationship()
    user: Mapped[User | None] = relationship()
    changes: Mapped[list[ProposedChange]] = relationship(
        back_populates="participant", cascade="all, delete-orphan", order_by="ProposedChange.id"
    )

    @property
    def name(self) -> str:
        """“Amara Nkemelu”: as spoken."""
        return f"{self.given_names} {self.family_names}"

    @property
    def formal_name(self) -> str:
        """“Amara NKEMELU”: as printed in lists, family names in capitals."""
        return f"{self.given_names} {self.family_names.upper()}"

    @property
    def is_accredited(self) -> bool:
        """Whether this person takes part: accredited, in a delegation that is."""
        return self.standing == "accredited" and self.delegation.is_accredited


def name_key(given_names: str, family_names: str) -> str:
    """What makes two spellings one person's: letters and digits, without accents and capitals."""
    return sort_key(given_names + family_names)[:260]


def derived(given_names: str, family_names: str, office: str = "", institution: str = "") -> dict[str, str]:
    """The columns that follow from what a person is called: for those who insert many rows at once,
    past the listener below."""
    said = (given_names, family_names, office or "", institution or "")
    return {
        "name_key": name_key(given_names, family_names),
        "sort_key": name_key(family_names, given_names),
        "search_text": folded(" ".join(said)),
    }


@event.listens_for(Participant, "before_insert")
@event.listens_for(Participant, "before_update")
def _searchable(_mapper: Mapper[Any], _connection: Any, person: Participant) -> None:
    columns = derived(person.given_names, person.family_names, person.office, person.institution)
    for column, value in columns.items():
        setattr(person, column, value)
