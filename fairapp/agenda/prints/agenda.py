"""The agenda and the annotated agenda as official documents: numbered items, never a time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from fairapp.agenda import queries
from fairapp.agenda.annotations import Part, parts
from fairapp.agenda.programme import Programme, ReleasedItem, parse
from fairapp.agenda.services.releases import draft_of
from fairapp.agenda.words import standing_of
from fairapp.core import dates
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents import queries as documents
from fairapp.documents.letterhead import Letterhead, letterhead, original_note
from fairapp.documents.models import OfficialDocument
from fairapp.documents.rules import short_symbol
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.timetable.zones import spoken_in


@dataclass(frozen=True)
class PrintedItem:
    """An item as it is set: “a.” under its parent; what is annotated about it, in which language."""

    numeral: str
    number: str
    depth: int
    title: str
    title_lang: str
    parts: tuple[Part, ...] = ()
    parts_lang: str = ""
    remark: str = ""
    documents: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


def agenda(edition: Edition, lang: str) -> Print:
    """The items as released, in ``lang``: the draft agenda, or the agenda once it is adopted. Before
    the first release, the draft's."""
    programme = _programme(edition)
    adopted = programme.agenda.status == "adopted"
    return _print(edition, programme, lang, "agenda" if adopted else "draft_agenda", "agenda.html")


def annotated_agenda(edition: Edition, lang: str) -> Print:
    """The items with what was written about each: background, objectives, questions, result."""
    return _print(edition, _programme(edition), lang, "annotated_agenda", "annotated-agenda.html")


def _print(edition: Edition, programme: Programme, lang: str, kind: str, template: str) -> Print:
    with speaking(lang), spoken_in(edition.time_zone):
        head = _head(edition, programme, kind, lang)
        known = documents.in_edition(edition.id, ("general",)) if kind == "annotated_agenda" else []
        values = {
            "head": head,
            "items": tuple(_item(i, programme, known, lang) for i in programme.items),
            "opening": _opening(edition, known, lang),
        }
    return Print(
        template,
        title=head.title,
        lang=lang,
        dated=programme.released_at,
        values=values,
        filename=template.replace(".html", ".pdf"),
    )


def _programme(edition: Edition) -> Programme:
    release = queries.last_release(edition.id)
    if release:
        return queries.programme(release)
    return parse(draft_of(edition), number=0, released_at=edition.created_at)


def _head(edition: Edition, programme: Programme, kind: str, lang: str) -> Letterhead:
    draft = programme.agenda.status == "draft"
    head = letterhead(edition, kind, lang, status="" if draft else f"({standing_of(programme.agenda)})")
    entry = documents.of_kind(edition.id, kind)
    if kind == "agenda" and not (entry and entry.title):
        # Registered as a draft, it is called what it has become.
        head = replace(head, title=reference.term("document_type", kind).to(lang))
    return head


def _item(item: ReleasedItem, programme: Programme, known: list[OfficialDocument], lang: str) -> PrintedItem:
    title, text = item.title.shown(lang), item.annotation.shown(lang)
    foreign = text.fallback and text.text
    return PrintedItem(
        numeral=f"{item.number.rpartition('.')[2]}.",
        number=f"{item.number}.",
        depth=item.depth,
        title=title.text,
        title_lang=title.lang,
        parts=parts(text.text),
        parts_lang=text.lang,
        remark=original_note(text.lang, lang) if foreign else "",
        documents=tuple(_document(symbol, known, lang) for symbol in item.documents),
        outcomes=tuple(
            _("%(code)s. %(title)s", code=code, title=programme.outcomes[code].to(lang))
            for code in item.outcomes
            if code in programme.outcomes
        ),
    )


def _document(symbol: str, known: list[OfficialDocument], lang: str) -> str:
    """“CIDI/RACOOP/doc.6/27, “Role of the OAS …””; the short symbol where the registry has none."""
    entry = next((d for d in known if short_symbol(d) == symbol), None)
    if entry is None:
        return symbol
    title = documents.title_of(entry).to(lang)
    return _("%(symbol)s, “%(title)s”", symbol=entry.symbol, title=title)


def _opening(edition: Edition, known: list[OfficialDocument], lang: str) -> str:
    """What convened the meeting: its resolutions, if the registry has them."""
    resolutions = [d for d in known if d.kind == "convening_resolution"]
    days = dates.days_text(edition.first_day, edition.last_day, lang)
    if not resolutions:
        return ""
    return _(
        "The %(meeting)s, to be held in %(place)s on %(days)s, is convened under %(resolutions)s.",
        meeting=edition.name.to(lang),
        place=edition.place.to(lang),
        days=days,
        resolutions="; ".join(
            _("%(symbol)s, “%(title)s”", symbol=d.symbol, title=documents.title_of(d).to(lang))
            for d in resolutions
        ),
    )
