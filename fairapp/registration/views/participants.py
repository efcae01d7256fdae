"""The public list of participants: a page and a spreadsheet."""

from __future__ import annotations

from flask import Response, render_template, request

from fairapp.core.doors import EVERYONE, door
from fairapp.core.i18n import LETTERS, current_language
from fairapp.core.sheets import MIME
from fairapp.edition.scope import current_edition
from fairapp.registration import issues, published, roll
from fairapp.registration.prints.participants import dated_of
from fairapp.registration.prints.sheet import list_sheet
from fairapp.registration.views.blueprint import bp


@bp.get("/participants")
@door(EVERYONE)
def participants() -> str:
    """Who takes part, as the list stands now."""
    edition = current_edition()
    category = request.args.get("category", "").strip()
    text = request.args.get("q", "").strip()
    found = published.public_list(
        edition, category=category, text=text, number=request.args.get("page", 1, int)
    )
    return render_template(
        "registration/participants.html",
        found=found,
        wanted={"category": category, "q": text},
        provisional=published.is_provisional(edition),
        ordering=issues.ordering_of(edition.id),
        symbol=issues.last_symbol(edition.id),
        section_label=roll.section_label,
    )


@bp.get("/participants.xlsx")
@door(EVERYONE)
def participants_sheet() -> Response:
    """The list as it stands now, as a spreadsheet in the language of the page."""
    edition, lang = current_edition(), current_language()
    sheet = list_sheet(
        roll.current(edition.id), lang, issues.ordering_of(edition.id), dated=dated_of(edition)
    )
    return sheet_answer(sheet, f"{edition.slug}-participants-{LETTERS[lang]}.xlsx")


def sheet_answer(sheet: bytes, name: str) -> Response:
    """A spreadsheet as a download."""
    answer = Response(sheet, mimetype=MIME)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
