"""Words in cells: what people write for a role, a category, a language, yes or no, a state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Any

from fairapp.core.i18n import LANGUAGES
from fairapp.edition import reference
from fairapp.registration.models import Delegation
from fairapp.registration.sheets.columns import plain

YES = {"en": "yes", "es": "sí", "fr": "oui", "pt": "sim"}
NO = {"en": "no", "es": "no", "fr": "non", "pt": "não"}
_more_yes = ("x", "1", "true", "y", "s", "verdadero", "vrai", "verdadeiro", "✓", "✔")
_more_no = ("0", "false", "n", "falso", "faux")
ANSWERS = {
    **{plain(word): True for word in (*YES.values(), *_more_yes[:-2])},
    **{plain(word): False for word in (*NO.values(), *_more_no)},
    "✓": True,
    "✔": True,
}
"""What stands for yes and no, compared plainly."""

_bracketed = re.compile(r"(\w+)\((\w+)\)")


@cache
def codes(group: str) -> dict[str, str]:
    """The words of a vocabulary in the four languages, compared plainly, and the code of each; also the
    code itself, and both forms of “Jefe(a)”."""
    found: dict[str, str] = {}
    for code, term in reference.vocabulary(group).items():
        for label in (code, *term.label.values(), *_plural_of(term)):
            for form in forms(label):
                found.setdefault(plain(form), code)
    found.pop("", None)
    return found


def _plural_of(term: reference.Term) -> Iterable[str]:
    plural: dict[str, str] = term.extra.get("plural") or {}
    return plural.values()


def forms(label: str) -> Iterator[str]:
    """“Jefe(a) de Delegación”, “Jefe de Delegación”, “Jefa de Delegación” …: an ending in brackets is
    left out, added, or takes the place of up to four letters. Forms nobody writes do no harm."""
    yield label
    brackets = _bracketed.findall(label)
    for chosen in product(*(_endings(*pair) for pair in brackets)):
        words = iter(chosen)
        yield _bracketed.sub(lambda _found, words=words: next(words), label)  # type: ignore[misc]


def _endings(stem: str, ending: str) -> list[str]:
    return [stem, *(stem[: len(stem) - letters] + ending for letters in range(5))]


@cache
def languages() -> dict[str, str]:
    """The names of the four languages in each of them, and their codes."""
    names = reference.read("vocabularies")["languages"]
    return {
        plain(name): code for code in LANGUAGES for name in (code, LANGUAGES[code], *names[code].values())
    }


class Delegations:
    """The delegations of an edition by any name a sheet may call them."""

    def __init__(self, delegations: Iterable[Delegation]) -> None:
        self.by_id = {each.id: each for each in delegations}
        self._ids: dict[str, set[int]] = defaultdict(set)
        for each in self.by_id.values():
            for name in (*each.name.values(), *each.sort_name.values(), *more_names(each.member_code)):
                self._ids[plain(name)].add(each.id)
        for each in self.by_id.values():  # a code means one, whatever else is called so
            self._ids[plain(each.member_code)] = {each.id}

    def called(self, text: str) -> list[Delegation]:
        """Whom the text may mean: one, nobody, or several of the same name."""
        return [self.by_id[number] for number in sorted(self._ids.get(plain(text), ()))]

    def name_of(self, delegation: Delegation, lang: str) -> str:
        """What a sheet calls it: its name, or its code where the name is not its own alone."""
        name = delegation.name.to(lang)
        return name if len(self._ids[plain(name)]) == 1 and plain(name) else delegation.member_code


@cache
def _further_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for state in reference.read("member_states")["states"]:
        found[state["iso2"]] = (state["iso3"], *_values(state["name_long"]), *_values(state["cldr"]))
    for observer in reference.read("permanent_observers")["observers"]:
        found[observer["code"]] = (observer.get("iso3") or "", *_values(observer.get("cldr")))
    for body in reference.read("organizations")["organizations"]:
        found[body["code"]] = tuple(_values(body.get("acronym")))
    return found


def _values(texts: Any) -> Iterable[str]:
    return (text for text in (texts or {}).values() if text)


def more_names(member_code: str) -> tuple[str, ...]:
    """Further names of a state or body: ISO alpha-3, the long name, the acronym."""
    return tuple(name for name in _further_names().get(member_code, ()) if name)
