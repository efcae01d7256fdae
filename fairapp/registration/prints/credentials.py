"""The report on credentials as a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from fairapp.core import dates
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import words
from fairapp.registration.credentials_report import Report, Standing, report
from fairapp.registration.models import CredentialLetter
from fairapp.registration.prints.participants import dated_of, honorific
from fairapp.timetable.zones import local

KIND = "credentials_report"


@dataclass(frozen=True)
class Figures:
    """A line of the table of figures."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A delegation and what the table says of it, cell by cell."""

    place: str
    name: str
    name_lang: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """The delegations of one category."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chapter:
    """A heading with its number, the columns of its table, its rows, and what is said without any."""

    number: str
    id: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[Rows, ...]
    nobody: str


def credentials_report(edition: Edition, lang: str) -> Print:
    """The report in ``lang``, as credentials stand at the last thing that happened."""
    moment = dated_of(edition)
    with speaking(lang):
        found = report(edition.id)
        day = dates.day_text(local(moment).date(), lang)
        head = letterhead(edition, KIND, lang, status=_("(As of %(day)s)", day=day))
        values = {
            "head": head,
            "paper": "roll",
            "running": head.symbol,
            "opening": _opening(edition, found, day, lang),
            "figures": _figures(found, lang),
            "chapters": _chapters(found, lang),
        }
    return Print(
        "credentials-report.html",
        title=head.title,
        lang=lang,
        dated=moment,
        values=values,
        filename="credentials-report.pdf",
    )


def _opening(edition: Edition, found: Report, day: str, lang: str) -> tuple[str, ...]:
    return (
        _(
            "Delegations to the %(meeting)s are accredited by written communication to the Secretary "
            "General.",
            meeting=edition.name.to(lang),
        ),
        ngettext(
            "Position on %(day)s: %(num)s delegation invited; accredited, %(accredited)d; with credentials "
            "incomplete or under examination, %(incomplete)d; without an answer, %(silent)d; declined or "
            "withdrawn, %(away)d.",
            "Position on %(day)s: %(num)s delegations invited; accredited, %(accredited)d; with credentials "
            "incomplete or under examination, %(incomplete)d; without an answer, %(silent)d; declined or "
            "withdrawn, %(away)d.",
            len(found.everyone),
            day=day,
            accredited=len(found.accredited),
            incomplete=len(found.incomplete),
            silent=len(found.silent),
            away=len(found.away),
        ),
    )


def _figures(found: Report, lang: str) -> tuple[Figures, ...]:
    lines = [Figures(_category(code, lang), found.in_category(code)) for code in found.categories]
    groups = (found.everyone, found.accredited, found.incomplete, found.silent, found.away)
    return (*lines, Figures(_("Total"), tuple(map(len, groups))))


def _chapters(found: Report, lang: str) -> tuple[Chapter, ...]:
    return (
        Chapter(
            "I.",
            "accredited",
            _("Delegations accredited"),
            (_("Delegation"), _("Head of delegation"), _("Letter of"), _("Accredited on")),
            _rows(found.accredited, lang, lambda s: (_head(s, lang), _letter(s.letter, lang), _day(s, lang))),
            _("No delegation is accredited yet."),
        ),
        Chapter(
            "II.",
            "incomplete",
            _("Delegations whose credentials are incomplete or under examination"),
            (_("Delegation"), _("Credential"), _("What is missing")),
            _rows(found.incomplete, lang, lambda s: (str(words.STATUS[s.delegation.status]), _missing(s))),
            _("There are none."),
        ),
        Chapter(
            "III.",
            "silent",
            _("Delegations that have not answered"),
            (_("Delegation"),),
            _rows(found.silent, lang, lambda _s: ()),
            _("There are none."),
        ),
        Chapter(
            "IV.",
            "away",
            _("Delegations that declined or have withdrawn"),
            (_("Delegation"), _("Credential"), _("Since")),
            _rows(found.away, lang, lambda s: (str(words.STATUS[s.delegation.status]), _day(s, lang))),
            _("There are none."),
        ),
    )


def _rows(
    standings: Iterable[Standing], lang: str, cells: Callable[[Standing], tuple[str, ...]]
) -> tuple[Rows, ...]:
    return tuple(
        Rows(_category(category, lang), tuple(_line(standing, lang, cells(standing)) for standing in group))
        for category, group in groupby(standings, key=lambda s: s.delegation.category)
    )


def _line(standing: Standing, lang: str, cells: tuple[str, ...]) -> Line:
    shown = standing.delegation.name.shown(lang)
    place = standing.delegation.precedence
    return Line(str(place) if place else "", shown.text, shown.lang, cells)


def _category(code: str, lang: str) -> str:
    return reference.term("participant_category", code).to(lang)


def _head(standing: Standing, lang: str) -> str:
    head = standing.head
    return f"{honorific(head.honorific, lang)} {head.name}".strip() if head else "–"


def _letter(letter: CredentialLetter | None, lang: str) -> str:
    """The day the letter bears, or the day it came when nobody noted that one."""
    if letter is None:
        return "–"
    if letter.dated:
        return dates.day_in_block(letter.dated, lang)
    return _("received %(day)s", day=dates.day_in_block(local(letter.uploaded_at).date(), lang))


def _day(standing: Standing, lang: str) -> str:
    return dates.day_in_block(local(standing.since).date(), lang) if standing.since else "–"


def _missing(standing: Standing) -> str:
    if standing.lacks:
        return " ".join(str(words.MISSING[lack]) for lack in standing.lacks)
    if standing.delegation.status == "returned":
        return _("The delegation was asked to put it right.")
    return _("Nothing; it awaits a decision.")
