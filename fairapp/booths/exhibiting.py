"""The verbs about exhibitors themselves: entering, approving, presenting."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.accounts.services import account_of, grant
from fairapp.booths.errors import NameTaken
from fairapp.booths.events import ExhibitorApproved, ExhibitorEntered, ManagerAppointed, ProfileChanged
from fairapp.booths.models import Exhibitor
from fairapp.booths.services import settle
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import LANGUAGES, Translated, sort_key
from fairapp.core.versions import take
from fairapp.edition.models import Edition
from fairapp.edition.reference import Party
from fairapp.registration.errors import AlreadyRegistered
from fairapp.registration.models import Delegation
from fairapp.registration.services import invite_delegation


@dataclass(frozen=True)
class Needs:
    """What kind of exhibitor it is and what it needs of a booth."""

    organization_type: str
    size: str = "3x3"
    needs_power: bool = False


@dataclass(frozen=True)
class Profile:
    """How an exhibitor presents itself."""

    blurb: Translated
    topic_codes: list[str] = field(default_factory=list)
    sdg_targets: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    seeks: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    website: str = ""


def add_exhibitor(
    edition: Edition, name: str, region: str, languages: list[str], needs: Needs, *, by: User
) -> Exhibitor:
    """Enter an organization, approved at once since the secretariat enters it; its people will be
    those of a delegation of the category `exhibitor`. Refuses with NameTaken."""
    everywhere = Translated(dict.fromkeys(LANGUAGES, name))
    party = Party(_code(name), "exhibitor", everywhere, everywhere, region, languages=tuple(languages))
    try:
        delegation = invite_delegation(edition, party, by=by)
    except AlreadyRegistered as refusal:
        raise NameTaken(_("%(name)s is at the fair already.", name=name), field="name") from refusal
    return exhibit(delegation, needs, status="approved", by=by)


def exhibit(
    delegation: Delegation,
    needs: Needs,
    *,
    profile: Profile | None = None,
    status: str = "requested",
    by: User,
) -> Exhibitor:
    """Make a delegation an exhibitor. Tells ExhibitorEntered."""
    exhibitor = Exhibitor(
        edition_id=delegation.edition_id,
        delegation=delegation,
        status=status,
        blurb=Translated(),
        **vars(needs),
    )
    if profile:
        _present(exhibitor, profile)
    db.session.add(exhibitor)
    db.session.flush()
    publish(ExhibitorEntered(edition_id=exhibitor.edition_id, by=by.id, subject=f"exhibitor:{exhibitor.id}"))
    return exhibitor


def appoint_manager(exhibitor: Exhibitor, email: str, name: str, *, by: User) -> User:
    """Let somebody look after the exhibitor's profile; opens an account if there is none.
    Tells ManagerAppointed."""
    user = account_of(email, name, by=by.id)
    grant(
        user,
        "exhibitor",
        edition_id=exhibitor.edition_id,
        scope="exhibitor",
        scope_id=exhibitor.id,
        by=by.id,
    )
    publish(
        ManagerAppointed(
            edition_id=exhibitor.edition_id,
            by=by.id,
            subject=f"exhibitor:{exhibitor.id}",
            user_id=user.id,
        )
    )
    return user


def approve(exhibitor: Exhibitor, *, by: User) -> None:
    """Accept an organization that asked for a booth. Refuses with DoesNotFollow. Tells ExhibitorApproved."""
    take(exhibitor, None)
    db.session.refresh(exhibitor, ["status"])
    changes = {"status": (exhibitor.status, "approved")}
    settle(exhibitor, "approved")
    publish(
        ExhibitorApproved(
            edition_id=exhibitor.edition_id,
            by=by.id,
            subject=f"exhibitor:{exhibitor.id}",
            changes=changes,
        )
    )


def change_profile(exhibitor: Exhibitor, profile: Profile, *, by: User, version: int | None = None) -> None:
    """Say anew what the exhibitor is about. Refuses with Stale. Tells ProfileChanged."""
    take(exhibitor, version)
    changes = _present(exhibitor, profile)
    publish(
        ProfileChanged(
            edition_id=exhibitor.edition_id,
            by=by.id,
            subject=f"exhibitor:{exhibitor.id}",
            changes=changes,
        )
    )


def _present(exhibitor: Exhibitor, profile: Profile) -> dict[str, tuple[Any, Any]]:
    changes = {}
    for key, new in vars(profile).items():
        owner = exhibitor.delegation if key == "languages" else exhibitor
        old = getattr(owner, key)
        if old != new:
            changes[key] = (old, new)
            setattr(owner, key, new)
    return changes


def _code(name: str) -> str:
    """The same for the same name, however it is written."""
    plain = sort_key(name)
    return f"exhibitor-{plain[:16]}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}"
