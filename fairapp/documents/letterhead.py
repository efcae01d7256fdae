"""What stands at the head of an official document, as plain values for the print kit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from fairapp.core import dates
from fairapp.core.i18n import LETTERS, Translated, speaking
from fairapp.documents import queries
from fairapp.documents.models import OfficialDocument
from fairapp.edition import reference
from fairapp.edition.models import Edition


@dataclass(frozen=True)
class Letterhead:
    """The first page of a document down to its title, line by line, in one language."""

    organization: str
    organ: str
    acronym: str
    meeting: str
    where: tuple[str, ...]
    """Days, place, venue: the lines under the meeting's name."""
    classification: tuple[str, ...]
    """Series, symbol, date, original language; without a number, what the paper is."""
    title: str
    dated: date
    emblem: str
    status: str = ""
    item: str = ""
    reference: str = ""
    notice: str = ""
    symbol: str = ""

    @property
    def meeting_capitals(self) -> str:
        """“SPECIALIZED CIDI MEETING OF …”"""
        return self.meeting.upper()

    @property
    def author(self) -> str:
        """Who the file says it comes from: the convening organ, else the meeting."""
        return self.organ or self.meeting


@dataclass(frozen=True)
class Passage:
    """Paragraphs as they will be printed, in which language, and what must be said about that."""

    paragraphs: tuple[str, ...]
    lang: str
    remark: str = ""


def letterhead(
    edition: Edition,
    kind: str,
    lang: str,
    *,
    status: str | None = None,
    item: str | None = None,
    day: date | None = None,
) -> Letterhead:
    """The head of the document of that kind (a code of `document_type`), in ``lang``.

    The registry gives number, date, title and original language; a paper that is not in it is
    headed as a draft without a number: printing allocates nothing. ``status`` is the line in
    parentheses under the title, ``item`` the number of the agenda item, ``day`` that of a paper
    issued once a day.
    """
    entry = queries.of_kind(edition.id, kind, day)
    day = entry.dated if entry else day or edition.first_day
    with speaking(lang):
        return Letterhead(
            organization=_without_acronym(reference.term("gov_names", "oas").to(lang)).upper(),
            organ=edition.organ.to(lang),
            acronym=edition.organ_acronym,
            meeting=edition.name.to(lang),
            where=_where(edition, lang),
            classification=_classification(edition, entry, day, lang),
            title=_title(entry, kind, lang),
            dated=day,
            emblem=_("Emblem of the document"),
            status=status or "",
            item=reference.doc_string("item", lang, n=item) if item else "",
            reference=_file_reference(edition, entry, lang),
            notice=_notice(edition),
            symbol=entry.symbol if entry else "",
        )


def passage(text: Translated, lang: str) -> Passage:
    """The text for a document in ``lang``; words that exist in another language only are marked
    with a bracketed note, as the Organization's papers do."""
    shown = text.shown(lang)
    parts = tuple(" ".join(part.split()) for part in shown.text.split("\n\n") if part.strip())
    return Passage(parts, shown.lang, original_note(shown.lang, lang) if shown.fallback and parts else "")


def original_note(source: str, lang: str) -> str:
    """“[Original: Spanish]” in the document's language."""
    return f"[{reference.doc_string('original', lang, lang=reference.language_name(source, lang))}]"


def _title(entry: OfficialDocument | None, kind: str, lang: str) -> str:
    title = queries.title_of(entry) if entry else reference.term("document_type", kind)
    return title.to(lang)


def _where(edition: Edition, lang: str) -> tuple[str, ...]:
    lines = (
        dates.days_text(edition.first_day, edition.last_day, lang),
        edition.place.to(lang),
        edition.venue.to(lang),
    )
    return tuple(line for line in lines if line)


def _classification(
    edition: Edition, entry: OfficialDocument | None, day: date, lang: str
) -> tuple[str, ...]:
    source = entry.original_lang if entry else edition.original_lang
    symbol = entry.symbol if entry else _("Draft without a number")
    lines = (
        edition.series,
        symbol,
        dates.day_in_block(day, lang),
        reference.doc_string("original", lang, lang=reference.language_name(source, lang)),
    )
    return tuple(line for line in lines if line)


def _file_reference(edition: Edition, entry: OfficialDocument | None, lang: str) -> str:
    """“CIDI00016S01”: organ, five digits of the registry, language letter, version."""
    if entry is None:
        return ""
    return f"{edition.organ_acronym}{entry.id:05d}{LETTERS[lang]}{entry.revision + 1:02d}"


def _notice(edition: Edition) -> str:
    if edition.is_demo:
        return _("Demonstration document: invented content. Produced with fairapp; not a product of the OAS.")
    return _("Produced with fairapp, independent software.")


def _without_acronym(name: str) -> str:
    return name.rpartition(" (")[0] or name
