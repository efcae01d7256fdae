"""The roster by delegation: on the screen of the desk, and on paper."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairapp.accounts.policy import PROTOCOL
from fairapp.core.doors import door
from fairapp.core.i18n import LETTERS, Translated, current_language
from fairapp.core.prints import print_language
from fairapp.documents import renditions
from fairapp.documents.answers import answer
from fairapp.documents.prints import Printable
from fairapp.edition.scope import current_edition
from fairapp.registration import dashboard, stays, words
from fairapp.registration import roster as rosters
from fairapp.registration.prints import roster_paper
from fairapp.registration.prints.roster import rights_words
from fairapp.registration.views.blueprint import bp


@bp.get("/delegations/roster")
@door(PROTOCOL)
def roster() -> str:
    """Everybody of the delegations that come, delegation by delegation, sixty people at a time."""
    edition = current_edition()
    wanted = rosters.RosterFilter.of(request.args)
    return render_template(
        "registration/roster.html",
        found=rosters.page(edition, wanted, request.args.get("page", 1, int)),
        wanted=wanted,
        categories=rosters.categories(edition.id),
        days=[(code, dashboard.day_label(code)) for code in stays.codes(edition)],
        badges=words.BADGE,
        rights_words=rights_words,
    )


@bp.get("/delegations/roster.pdf")
@door(PROTOCOL)
def roster_print() -> Response:
    """The same on paper, all of it, in ``?lang=``."""
    wanted = rosters.RosterFilter.of(request.args)
    lang = request.args.get("lang") or current_language()
    print_language(lang)
    # Its name keeps the renditions of different choices apart; it is no document of the registry.
    name = "-".join(("roster", *wanted.as_args().values()))
    printable = Printable(name, "", lambda edition, to: roster_paper(edition, to, wanted))
    rendition = renditions.order(current_edition(), printable, lang)
    title = Translated({lang: _("Roster by delegation")})
    return answer(replace(rendition, filename=f"roster-{LETTERS[lang]}.pdf"), title, lang)
