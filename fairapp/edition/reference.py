"""Reference data: states, observers, bodies, goals and vocabularies with their official names.

Files of `fairapp/data/`, read once. Names of states are the names the OAS uses; never a locale
library's. Who is a member depends on the day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fairapp.core.i18n import Translated

FOLDER = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Party:
    """A state or organization that can take part. ``code`` is ISO 3166-1 alpha-2 or a body's own."""

    code: str
    category: str
    name: Translated
    sort_name: Translated
    region: str | None = None
    acronym: Translated | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """One entry of a vocabulary; ``extra`` holds what the group says beyond the label."""

    code: str
    label: Translated
    extra: dict[str, Any]


@cache
def read(name: str) -> Any:
    """One of the data files, parsed."""
    return json.loads((FOLDER / f"{name}.json").read_text())


@cache
def vocabulary(group: str) -> dict[str, Term]:
    """A group of terms in the order of the file: ``session_type``, ``delegation_role`` …"""
    terms = {}
    for code, entry in read("vocabularies")[group].items():
        label = entry.get("label", entry) if isinstance(entry, dict) else {"en": entry}
        extra = {k: v for k, v in entry.items() if k != "label"} if "label" in entry else {}
        terms[code] = Term(code, Translated(label), extra)
    return terms


def term(group: str, code: str) -> Translated:
    """The words for a code, e.g. ``term("delegation_role", "head")``; the code itself if unknown."""
    found = vocabulary(group).get(code)
    return found.label if found else Translated(en=code)


def member_states(day: date) -> list[Party]:
    """The member states that take part on that day, in the file's order."""
    return [_state(s) for s in read("member_states")["states"] if _takes_part(s, day)]


def all_states() -> list[Party]:
    """All 35 states of the hemisphere, whatever their standing."""
    return [_state(s) for s in read("member_states")["states"]]


def permanent_observers(day: date) -> list[Party]:
    """The permanent observers that are not suspended on that day."""
    return [
        _observer(o)
        for o in read("permanent_observers")["observers"]
        if day < _first(o.get("suspended_from"), default=date.max)
    ]


@dataclass(frozen=True)
class Absence:
    """A state that does not take part on a day, and why: `not_participating` (a member that does not),
    `vacant` (a member whose seat nobody holds), `withdrawn`, `suspended` (an observer), `not_yet`.
    ``since`` is the first day of it; for `not_yet` the day it joined."""

    party: Party
    why: str
    since: date | None = None


def absences(day: date) -> list[Absence]:
    """States of the hemisphere and observers that do not take part on that day, in the files' order."""
    found = [_absence(s, day) for s in read("member_states")["states"] if not _takes_part(s, day)]
    present = {party.code for party in permanent_observers(day)}
    found += [
        Absence(_observer(o), "suspended", _first(o["suspended_from"]))
        for o in read("permanent_observers")["observers"]
        if o["code"] not in present
    ]
    return found


def organizations() -> list[Party]:
    """Bodies of the inter-American and United Nations systems, and others."""
    return [
        Party(
            o["code"],
            o["category"],
            Translated(o["name"]),
            Translated(o["name"]),
            acronym=Translated(o["acronym"]) if o.get("acronym") else None,
        )
        for o in read("organizations")["organizations"]
    ]


@cache
def also_known_as(code: str) -> tuple[str, ...]:
    """Other codes of a state or body, for searches: ISO 3166-1 alpha-3, acronyms in every language."""
    states = {s["iso2"]: (s["iso3"],) for s in read("member_states")["states"]}
    bodies = {
        o["code"]: tuple(dict.fromkeys(o["acronym"].values()))
        for o in read("organizations")["organizations"]
        if o.get("acronym")
    }
    return states.get(code) or bodies.get(code) or ()


@cache
def regions() -> dict[str, Translated]:
    """The regions of the hemisphere by code, as the reference data name them."""
    return {code: Translated(name) for code, name in read("member_states")["regions"].items()}


@cache
def sdg_targets() -> dict[str, Translated]:
    """Short labels of the SDG targets, by code (“11.5”)."""
    return {t["code"]: Translated(t["label"]) for t in read("sdg_targets_short")["targets"]}


@cache
def sdg_goals() -> dict[int, dict[str, Any]]:
    """The seventeen goals: short name, colour, readable text colour."""
    return {g["goal"]: {**g, "short": Translated(g["short"])} for g in read("sdg_goals_short")["goals"]}


def doc_string(code: str, lang: str, /, **values: str) -> str:
    """A set phrase of official documents (“Original: Spanish”) in a language."""
    return str(read("vocabularies")["doc_strings"][code][lang]).format(**values)


def ordinal(number: int, lang: str) -> str:
    """“third”, “tercera”, “troisième”, “terceira”: feminine, as sessions are; digits beyond ten."""
    words = read("doc_format")["ordinals_feminine"].get(str(number))
    return str(words[lang]) if words else {"en": f"{number}th", "fr": f"{number}e"}.get(lang, f"{number}.ª")


def language_name(code: str, lang: str) -> str:
    """“Spanish”, “español”, “espagnol”, “espanhol”."""
    return str(read("vocabularies")["languages"][code][lang])


def _state(s: dict[str, Any]) -> Party:
    return Party(
        s["iso2"],
        "member_state",
        Translated(s["name"]),
        Translated(s["sort_name"]),
        s["region"],
        languages=tuple(s["language"]),
    )


def _observer(o: dict[str, Any]) -> Party:
    return Party(o["code"], "permanent_observer", Translated(o["name"]), Translated(o["name"]))


def _absence(s: dict[str, Any], day: date) -> Absence:
    party = _state(s)
    if day < _first(s["valid_from"]):
        return Absence(party, "not_yet", _first(s["valid_from"]))
    if s["valid_to"] and day >= _first(s["valid_to"]):
        return Absence(party, "withdrawn", _first(s["valid_to"]))
    if s["participation"] == "member_not_participating":
        return Absence(party, "not_participating")
    return Absence(party, "vacant", _first(s["vacant_from"]))


def _takes_part(state: dict[str, Any], day: date) -> bool:
    if state["participation"] == "member_not_participating":
        return False
    end = state.get("vacant_from") or state.get("valid_to")
    return _first(state["valid_from"]) <= day < _first(end, default=date.max)


def _first(text: str | None, *, default: date = date.min) -> date:
    """“1981” is the first of January 1981."""
    if text is None:
        return default
    parts = [int(p) for p in text.split("-")]
    return date(parts[0], *[*parts[1:], 1, 1][:2])
