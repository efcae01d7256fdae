"""Places in a session that one signs up for: how many there are, and who is next."""

from __future__ import annotations

from flask_babel import ngettext
from sqlalchemy import func, select

from fairapp.agenda.errors import FewerPlaces
from fairapp.agenda.events import PlaceGiven
from fairapp.agenda.models import Session, SignUp
from fairapp.core.db import db
from fairapp.core.events import publish


def seated(session_id: int) -> int:
    """How many have a place."""
    query = select(func.count()).where(SignUp.session_id == session_id, SignUp.standing == "seated")
    return db.session.scalar(query) or 0


def settle_places(session: Session) -> None:
    """After places became more or fewer: give what is free to those who wait, first come first served.

    The session is held by the caller. Refuses with FewerPlaces, saying how many, when more people have
    a place than there would be. Tells PlaceGiven of each who got one.
    """
    places, taken = session.places, seated(session.id)
    if places is not None and taken > places:
        raise FewerPlaces(
            ngettext(
                "%(num)d person has signed up: there cannot be fewer places.",
                "%(num)d people have signed up: there cannot be fewer places.",
                taken,
            ),
            field="capacity",
        )
    if session.booking is None or not session.sign_up:
        return
    for waiting in _next_in_line(session.id, None if places is None else places - taken):
        waiting.standing = "seated"
        db.session.flush()
        publish(
            PlaceGiven(
                edition_id=session.edition_id,
                by=None,
                subject=f"session:{session.id}",
                changes={"participant": (None, waiting.participant.name)},
                session_id=session.id,
                participant_id=waiting.participant_id,
            )
        )


def _next_in_line(session_id: int, how_many: int | None) -> list[SignUp]:
    """Those who have waited longest."""
    query = (
        select(SignUp)
        .where(SignUp.session_id == session_id, SignUp.standing == "waiting")
        .order_by(SignUp.at, SignUp.id)
        .limit(how_many)
    )
    return list(db.session.scalars(query))
