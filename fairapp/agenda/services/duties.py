"""Who has a task in a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from fairapp.agenda import rules
from fairapp.agenda.errors import NotAccredited, NoVoice
from fairapp.agenda.models import Duty, Session
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.edition import reference
from fairapp.registration import rights
from fairapp.registration.models import Participant


@dataclass(frozen=True)
class OnDuty:
    """Somebody with a task in a session: a participant, an office in words, or both."""

    role: str
    participant: Participant | None = None
    office: Translated = Translated()  # noqa: RUF009 - immutable


def put_on_duty(session: Session, duties: Sequence[OnDuty]) -> None:
    """Give the session these people and offices. Refuses with NotAccredited and NoVoice, for who is new."""
    known = {duty.participant_id for duty in session.duties}
    for duty in duties:
        person = duty.participant
        # Who is on duty already stays, whatever became of the accreditation since.
        if person and person.id not in known and not _is_accredited(person, session.edition_id):
            raise NotAccredited(
                _("The delegation of %(name)s is not accredited yet.", name=person.name), field="duties"
            )
    _require_voice(session, duties)
    wanted = [(d.role, d.participant.id if d.participant else None, d.office) for d in duties]
    if wanted != [(d.role, d.participant_id, d.office) for d in session.duties]:
        session.duties = [
            Duty(role=d.role, participant=d.participant, office=d.office, position=position)
            for position, d in enumerate(duties)
        ]
    db.session.flush()


def _require_voice(session: Session, duties: Sequence[OnDuty]) -> None:
    """Who is to speak has a voice at this meeting; who had the task already keeps it."""
    had = {(duty.participant_id, duty.role) for duty in session.duties}
    new = [
        duty.participant
        for duty in duties
        if duty.participant and rules.speaks(duty.role) and (duty.participant.id, duty.role) not in had
    ]
    rows = rights.matrix(session.edition_id) if new else {}
    for person in new:
        if not rights.category_may(person.category, "voice", rows):
            category = reference.term("participant_category", person.category)
            raise NoVoice(
                _(
                    "%(name)s cannot be given a task that speaks: people of the category “%(category)s”"
                    " have no voice at this meeting.",
                    name=person.name,
                    category=category,
                ),
                field="duties",
            )


def _is_accredited(person: Participant, edition_id: int) -> bool:
    return person.edition_id == edition_id and person.is_accredited
