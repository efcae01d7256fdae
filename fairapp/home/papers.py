"""Papers of somebody's own: the personal schedule."""

from __future__ import annotations

from flask import abort, request
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import SECRETARIAT
from fairapp.core.db import db
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.i18n import current_language
from fairapp.core.prints import print_language
from fairapp.documents.answers import answer
from fairapp.documents.prints import Printable
from fairapp.documents.renditions import fresh
from fairapp.edition.scope import current_edition
from fairapp.home import queries
from fairapp.home.personal import personal_schedule, title
from fairapp.home.views import pages
from fairapp.registration.models import Participant


@pages.get("/my-agenda.pdf")
@door(SIGNED_IN)
def agenda_paper() -> Response:
    """The visitor's own schedule on paper, in ``?lang=``; who takes no part has none (404)."""
    mine = queries.people_of(current_user, current_edition().id)
    return _paper(mine[0]) if mine else abort(404)


@pages.get("/participants/<int:participant_id>/schedule.pdf")
@door(SECRETARIAT)
def person_paper(participant_id: int) -> Response:
    """The same of anybody in the edition, for the secretariat to hand out."""
    person = db.session.get(Participant, participant_id)
    if person is None or person.edition_id != current_edition().id:
        abort(404)
    return _paper(person)


def _paper(person: Participant) -> Response:
    lang = request.args.get("lang") or current_language()
    print_language(lang)
    printable = Printable(
        f"personal-schedule-{person.id}", "", lambda edition, to: personal_schedule(person, edition, to)
    )
    return answer(fresh(current_edition(), printable, lang), title(), lang)
