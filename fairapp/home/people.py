"""Who somebody is in an edition, in words for their home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.home import queries


@dataclass(frozen=True)
class Part:
    """One part somebody plays, and for whom."""

    role: str
    of: str = ""


def parts_of(user: Any, edition: Edition) -> list[Part]:
    """Every part the visitor plays in the edition: as a participant, and by roles granted."""
    return [*_as_participant(user, edition), *_over_something(user, edition), *_over_all(user, edition)]


def _as_participant(user: Any, edition: Edition) -> Iterator[Part]:
    for person in queries.people_of(user, edition.id):
        role = reference.term("delegation_role", person.role).shown().text
        yield Part(role, person.delegation.name.shown().text)


def _over_something(user: Any, edition: Edition) -> Iterator[Part]:
    for delegation in queries.delegations_of_focal_point(user, edition.id):
        yield Part(_("Focal point"), delegation.name.shown().text)
    for delegation in queries.delegations_of_exhibitor(user, edition.id):
        yield Part(_("In charge of the booth"), delegation.name.shown().text)


def _over_all(user: Any, edition: Edition) -> Iterator[Part]:
    words = {
        "secretariat": _("Secretariat"),
        "protocol": _("Protocol"),
        "chair": _("Chair of the meeting"),
        "rapporteur": _("Rapporteur"),
        "press": _("Press"),
    }
    for role, word in words.items():
        if user.holds(role, edition.id):
            yield Part(word)
