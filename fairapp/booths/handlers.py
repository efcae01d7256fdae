"""What follows from the facts of the fair: letters to those who look after an exhibitor."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from fairapp.accounts.models import User
from fairapp.accounts.queries import holders
from fairapp.booths.events import BoothAssigned, ManagerAppointed
from fairapp.booths.models import Exhibitor
from fairapp.core.db import db
from fairapp.core.events import Fact, subscribe
from fairapp.core.i18n import speaking
from fairapp.core.outbox import Recipient, write
from fairapp.core.web import absolute_url
from fairapp.edition.models import Edition


@subscribe(BoothAssigned)
def tell_where(fact: BoothAssigned) -> None:
    """Say to every manager of the exhibitor which booth it has."""
    exhibitor = _exhibitor(fact)
    for user in holders("exhibitor", exhibitor.edition_id, scope_id=exhibitor.id):
        _write("booth-assigned", user, exhibitor, "booths.exhibitor", booth=fact.booth, days=fact.days)


@subscribe(ManagerAppointed)
def welcome(fact: ManagerAppointed) -> None:
    """Ask the new manager to fill in the profile."""
    exhibitor = _exhibitor(fact)
    user = db.session.get_one(User, fact.user_id)
    _write("exhibitor-welcome", user, exhibitor, "booths.edit_profile")


def _write(kind: str, user: User, exhibitor: Exhibitor, endpoint: str, **values: Any) -> None:
    edition = db.session.get_one(Edition, exhibitor.edition_id)
    with speaking(user.lang):
        write(
            kind,
            Recipient(user.email, user.name, user.lang),
            edition_id=edition.id,
            edition=edition,
            exhibitor=exhibitor,
            action_url=absolute_url(endpoint, edition_slug=edition.slug, exhibitor_id=exhibitor.id),
            action_label=_("Open the profile"),
            **values,
        )


def _exhibitor(fact: Fact) -> Exhibitor:
    return db.session.get_one(Exhibitor, int(fact.subject.partition(":")[2]))
