"""The roster on paper: a working paper of the desk with boxes to tick, not an official document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from fairapp.core import dates
from fairapp.core.i18n import speaking
from fairapp.core.prints import Print
from fairapp.documents.letterhead import letterhead
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import rights, roster, words
from fairapp.registration.dashboard import day_label
from fairapp.registration.prints.participants import dated_of, honorific
from fairapp.registration.roster import Block, Line, RosterFilter
from fairapp.timetable.zones import local


@dataclass(frozen=True)
class Row:
    """Somebody as the desk reads them; a badge made or handed over has its day, else an empty box."""

    made: str
    handed: str
    awaits: bool
    """Not accredited yet: there is nothing to tick."""
    name: str
    role: str
    office: str
    zones: str
    rights: str
    arrives: str


@dataclass(frozen=True)
class Party:
    """A delegation and its rows."""

    name: str
    name_lang: str
    place: str
    rows: tuple[Row, ...]


def roster_paper(edition: Edition, lang: str, wanted: RosterFilter) -> Print:
    """The roster in ``lang``: delegations in order of precedence. Diet and access needs are not on it:
    it lies on a desk."""
    moment = roster.dated(edition, dated_of(edition))
    with speaking(lang):
        blocks = roster.whole(edition, wanted)
        letters = _letters(edition, lang)
        title = _("Roster by delegation")
        # An internal paper has no symbol and no place among the documents: only the file's particulars.
        head = replace(letterhead(edition, "", lang), title=title, symbol="", reference="")
        stand = _(
            "As of %(day)s, %(time)s",
            day=dates.day_text(local(moment).date()),
            time=dates.clock_time(local(moment)),
        )
        values = {
            "head": head,
            "paper": "roster",
            "running": f"{title} · {stand}",
            "stand": stand,
            "chosen": _chosen(wanted, lang),
            "legend": list(letters.items()),
            "parties": tuple(_party(block, letters, lang) for block in blocks),
        }
    return Print("roster.html", title=title, lang=lang, dated=moment, values=values, filename="roster.pdf")


def _letters(edition: Edition, lang: str) -> dict[str, str]:
    """The letter of each zone, the same everywhere: their names would fill the line."""
    return {door.name.to(lang): door.letter for door in rights.doors(edition.id)}


def _chosen(wanted: RosterFilter, lang: str) -> str:
    parts = []
    if wanted.category:
        parts.append(reference.term("participant_category", wanted.category).to(lang))
    if wanted.day:
        parts.append(_("Arrival: %(day)s", day=day_label(wanted.day)))
    if wanted.badge in words.BADGE:
        parts.append(_("Badge: %(state)s", state=words.BADGE[wanted.badge]))
    return " · ".join(parts)


def _party(block: Block, letters: dict[str, str], lang: str) -> Party:
    shown = block.delegation.name.shown(lang)
    place = str(block.delegation.precedence or "")
    return Party(shown.text, shown.lang, place, tuple(_row(line, letters, lang) for line in block.lines))


def _row(line: Line, letters: dict[str, str], lang: str) -> Row:
    person = line.person
    return Row(
        made=dates.day_in_block(local(person.badge_issued_at).date()) if person.badge_issued_at else "",
        handed=dates.day_in_block(local(person.badge_collected_at).date())
        if person.badge_collected_at
        else "",
        awaits=not line.is_accredited,
        name=f"{honorific(person.honorific, lang)} {person.formal_name}".strip(),
        role=reference.term("delegation_role", person.role).to(lang),
        office=person.office,
        zones=" ".join(sorted(letters.get(zone.to(lang), "") for zone in line.zones)),
        rights=rights_words(line),
        arrives=_arrives(line),
    )


def rights_words(line: Line) -> str:
    """“Voice and vote”, “Voice by permission”; nothing for who has neither."""
    if line.voice == "no":
        return ""
    if line.vote:
        return _("Voice and vote")
    return _("Voice") if line.voice == "yes" else _("Voice by permission")


def _arrives(line: Line) -> str:
    if line.person.arrives_at is None:
        return ""
    moment = local(line.person.arrives_at)
    return f"{dates.weekday_short(moment.date())}, {dates.clock_time(moment)}"
