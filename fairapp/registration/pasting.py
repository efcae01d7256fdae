"""A pasted list of focal points: “delegation; name; e-mail address; language”, a line each."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select

from fairapp.core import spelling
from fairapp.core.db import db
from fairapp.core.forms import clean
from fairapp.core.i18n import LANGUAGES, folded
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import rules, words
from fairapp.registration.models import Delegation
from fairapp.registration.queries import invitations as letters
from fairapp.registration.services import Invitee

MOST_LINES = 300
LONGEST_NAME = 200
"""Characters of a person's name."""


@dataclass(frozen=True)
class Row:
    """A line that was understood, and what becomes of it: `new`, `again` (an invitation waits, and is
    sent anew) or `manages` (already: nothing is sent)."""

    delegation: Delegation
    invitee: Invitee
    state: str


@dataclass(frozen=True)
class Pasted:
    """A list as it was understood; nobody is written to while there are problems."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(edition: Edition, text: str) -> Pasted:
    """The lines of a list that are not empty. Three selects, whatever its length."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return Pasted(problems=[_("At most %(count)d lines at a time, please.", count=MOST_LINES)])
    called = _by_name(edition.id)
    waiting, managing = letters.invited_addresses(edition.id), letters.managing_addresses(edition.id)
    pasted = Pasted()
    seen: dict[tuple[int, str], int] = {}
    for number, line in lines:
        try:
            delegation, invitee = _read_line(line, called)
        except _Misread as misread:
            pasted.problems.extend(_at(number, sentence) for sentence in misread.sentences)
            continue
        key = (delegation.id, invitee.email)
        if key in seen:
            pasted.problems.append(_at(number, _("It says the same as line %(number)s.", number=seen[key])))
            continue
        seen[key] = number
        state = "manages" if key in managing else "again" if key in waiting else "new"
        pasted.rows.append(Row(delegation, invitee, state))
    return pasted


class _Misread(Exception):
    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def _read_line(line: str, called: dict[str, Delegation]) -> tuple[Delegation, Invitee]:
    cells = [clean(cell) for cell in line.split("\t" if "\t" in line else ";")]
    while cells and not cells[-1]:
        cells.pop()
    if not 3 <= len(cells) <= 4:
        raise _Misread(_("Three or four parts are expected, with a semicolon between them."))
    who, name, email, *spoken = cells
    sentences: list[str] = []
    delegation = called.get(folded(who))
    if delegation is None:
        sentences.append(_("No delegation is called “%(name)s”.", name=who))
    elif delegation.status in rules.AWAY:
        sentences.append(str(words.STANDS[delegation.status]))
    lang = _language(spoken[0] if spoken else "", delegation)
    if lang is None:
        sentences.append(_("“%(name)s” is none of the four languages.", name=spoken[0]))
    try:
        name, email = _named(name), spelling.address(email)
    except spelling.Misspelt as refusal:
        sentences.append(refusal.message)
    if sentences or delegation is None or lang is None:
        raise _Misread(*sentences)
    return delegation, Invitee(name, email, lang)


def _named(name: str) -> str:
    if not name:
        raise spelling.Misspelt(_("The name is missing."))
    if len(name) > LONGEST_NAME:
        raise spelling.Misspelt(_("At most %(max)d characters, please.", max=LONGEST_NAME))
    return spelling.name(name)


def _language(said: str, delegation: Delegation | None) -> str | None:
    if not said:
        spoken = delegation.languages if delegation else ()
        return next((code for code in spoken if code in LANGUAGES), "en")
    names = {folded(reference.language_name(code, lang)): code for code in LANGUAGES for lang in LANGUAGES}
    names |= {code: code for code in LANGUAGES}
    return names.get(folded(said))


def _by_name(edition_id: int) -> dict[str, Delegation]:
    """Delegations by everything they are called: names in four languages, codes of two and three
    letters."""
    called: dict[str, Delegation] = {}
    longer = {s["iso2"]: s["iso3"] for s in reference.read("member_states")["states"]}
    for delegation in db.session.scalars(select(Delegation).where(Delegation.edition_id == edition_id)):
        code = delegation.member_code
        said = (*delegation.name.values(), *delegation.sort_name.values(), code, longer.get(code, code))
        for word in said:
            called.setdefault(folded(word), delegation)
    return called


def _at(number: int, sentence: str) -> str:
    return _("Line %(number)s: %(sentence)s", number=number, sentence=sentence)
