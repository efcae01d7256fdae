"""Warnings somebody takes note of, and the thresholds of warnings."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.agenda.errors import AcknowledgedAlready, WarningGone
from fairapp.agenda.events import WarningAcknowledged, WarningLimitsChanged, WarningRaisedAgain
from fairapp.agenda.models import Acknowledgement, WarningLimits
from fairapp.agenda.standing import limits_of, warned_of
from fairapp.agenda.warnings import Limits
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.models import Edition


def acknowledge(edition: Edition, key: str, reason: str, *, by: User) -> Acknowledgement:
    """Leave a warning standing, for a reason. It is listed with it, and no longer counted as open.

    Refuses with WarningGone when the draft gives no such warning any more, and AcknowledgedAlready when
    somebody was first. Tells WarningAcknowledged.
    """
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update(key_share=True))
    standing = {one.warning.key: one for one in warned_of(edition.id)}.get(key)
    if standing is None:
        raise WarningGone(_("The draft was changed meanwhile; this warning does not apply any more."))
    if standing.note:
        raise AcknowledgedAlready(
            _(
                "%(who)s has taken note of this warning already: %(reason)s",
                who=standing.note.who or _("Somebody"),
                reason=standing.note.reason,
            )
        )
    note = Acknowledgement(edition_id=edition.id, key=key, reason=reason, at=clock.now(), by=by.id)
    db.session.add(note)
    db.session.flush()
    publish(
        WarningAcknowledged(
            edition_id=edition.id,
            by=by.id,
            subject=f"acknowledgement:{note.id}",
            changes={"warning": (None, key), "reason": (None, reason)},
        )
    )
    return note


def raise_again(edition: Edition, key: str, *, by: User) -> None:
    """Take an acknowledgement back: the warning counts as open again. Tells WarningRaisedAgain; one that
    somebody took back before changes nothing."""
    note = db.session.scalar(
        select(Acknowledgement)
        .where(Acknowledgement.edition_id == edition.id, Acknowledgement.key == key)
        .with_for_update()
    )
    if note is None:
        return
    publish(
        WarningRaisedAgain(
            edition_id=edition.id,
            by=by.id,
            subject=f"acknowledgement:{note.id}",
            changes={"warning": (key, None), "reason": (note.reason, None)},
        )
    )
    db.session.delete(note)
    db.session.flush()


def set_limits(edition: Edition, limits: Limits, *, by: User) -> None:
    """From when on the edition is warned. Tells WarningLimitsChanged if anything changed."""
    before = limits_of(edition.id)
    if before == limits:
        return
    db.session.merge(WarningLimits(edition_id=edition.id, **vars(limits)))
    publish(
        WarningLimitsChanged(
            edition_id=edition.id,
            by=by.id,
            subject=f"edition:{edition.id}",
            changes={
                name: (old, vars(limits)[name])
                for name, old in vars(before).items()
                if old != vars(limits)[name]
            },
        )
    )
