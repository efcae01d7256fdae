"""What the database can be asked of a delegation, as conditions for any select over delegations."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, exists

from fairapp.accounts.models import Grant
from fairapp.registration import rules
from fairapp.registration.models import ACCREDITED, CredentialLetter, Delegation, Invitation, Participant


def has_head() -> ColumnElement[bool]:
    """Of a delegation: whether its head is named."""
    return exists().where(_own(), Participant.role == "head")


def has_people() -> ColumnElement[bool]:
    """Of a delegation: whether anybody is named, leaving aside who comes along."""
    return exists().where(_own())


def lacks_office() -> ColumnElement[bool]:
    """Of a delegation: whether the office of one of its people is missing."""
    return exists().where(_own(), Participant.office == "")


def _own() -> ColumnElement[bool]:
    same = Participant.category == Delegation.category
    return and_(Participant.delegation_id == Delegation.id, same)


def has_letter() -> ColumnElement[bool]:
    """Of a delegation: whether a letter of credence arrived."""
    return exists().where(CredentialLetter.delegation_id == Delegation.id)


def has_focal_point() -> ColumnElement[bool]:
    """Of a delegation: whether somebody manages it."""
    return exists().where(
        Grant.role == "focal_point",
        Grant.edition_id == Delegation.edition_id,
        Grant.scope_id == Delegation.id,
    )


def is_awaited() -> ColumnElement[bool]:
    """Of a delegation: whether an invitation to manage it was sent and not used yet."""
    return exists().where(
        Invitation.delegation_id == Delegation.id,
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
    )


def awaits_badges() -> ColumnElement[bool]:
    """Of a delegation: whether it is accredited and people of it have no badge yet."""
    return and_(
        Delegation.status.in_(ACCREDITED),
        exists().where(
            Participant.delegation_id == Delegation.id,
            Participant.standing == "accredited",
            Participant.badge_issued_at.is_(None),
        ),
    )


def comes() -> ColumnElement[bool]:
    """Of a delegation: whether it is still expected."""
    return Delegation.status.not_in(sorted(rules.AWAY))


LACKS: dict[str, Callable[[], list[ColumnElement[bool]]]] = {
    "head": lambda: [Delegation.category == "member_state", ~has_head()],
    "people": lambda: [~has_people()],
    "office": lambda: [lacks_office()],
    "letter": lambda: [Delegation.category.not_in(sorted(rules.WITHOUT_LETTER)), ~has_letter()],
    "focal_point": lambda: [~has_focal_point()],
    "badges": lambda: [awaits_badges()],
}
"""What may be missing of a delegation that comes, and how the database recognises it."""
