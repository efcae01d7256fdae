"""The seat plan on paper: the table as a drawing, and the same as a list."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _

from fairapp.core.i18n import LANGUAGES, Translated, speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import orders
from fairapp.registration.horseshoe import laid
from fairapp.registration.prints.order import KIND, dated, lines
from fairapp.timetable.zones import spoken_in

SEATING = "seating"
"""Not an official document: it has no kind in the vocabulary, and no number."""


def seating(edition: Edition, lang: str) -> Print:
    """Who sits where, in ``lang``: member states at the table, permanent observers behind it."""
    with speaking(lang), spoken_in(edition.time_zone):
        found = [o for o in orders.published(edition.id) if o.category in orders.PUBLISHED]
        states = next((o for o in found if o.category == "member_state"), None)
        values = {
            "paper": "landscape",
            "running": "",
            # The letterhead of the order it follows, without that paper's reference.
            "head": replace(letterhead(edition, KIND, lang), reference=""),
            "plan": laid([d.name.to(lang) for d in states.delegations]) if states else None,
            "how": orders.how(states) if states else "",
            "lists": tuple(
                (reference.term("participant_category", o.category).to(lang), lines(o, lang)) for o in found
            ),
        }
    return Print(
        "seating.html",
        title=seating_title().to(lang),
        lang=lang,
        dated=dated(edition, found),
        values=values,
        filename="seating.pdf",
    )


def seating_title() -> Translated:
    """“Seat plan” in every language."""
    texts = {}
    for lang in LANGUAGES:
        with speaking(lang):
            texts[lang] = _("Seat plan")
    return Translated(texts)
