"""Everything the program says, it says in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house.floors import ROOT

LANGUAGES = ("es", "fr", "pt")
"""English is the language of the source."""
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


@cache
def spoken() -> dict[tuple[str | None, str], tuple[str, str | tuple[str, ...]]]:
    """Every message of code and templates: (context, text) → (where, text or singular and plural)."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[tuple[str | None, str], tuple[str, str | tuple[str, ...]]] = {}
    for folder in ("fairapp", "templates"):
        patterns = [(p.removeprefix(f"{folder}/"), m) for p, m in methods if p.startswith(f"{folder}/")]
        own = {p.removeprefix(f"{folder}/"): o for p, o in options.items()}
        for name, line, message, _comments, context in extract_from_dir(
            str(ROOT / folder), patterns, own, KEYWORDS, strip_comment_tags=True
        ):
            first = message if isinstance(message, str) else message[0]
            found[context, first] = f"{folder}/{name}:{line}", message
    return found


def test_the_program_speaks():
    assert len(spoken()) > 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_translated(lang):
    flaws = list(flaws_of(lang))

    assert flaws == [], f"{len(flaws)} messages of {lang} are not in order"


def flaws_of(lang: str) -> Iterator[str]:
    """Where the catalogue of a language falls short, each with the place in the source."""
    path = ROOT / f"fairapp/translations/{lang}/LC_MESSAGES/messages.po"
    if not path.exists():
        yield f"{path.relative_to(ROOT)} is not there"
        return
    with path.open("rb") as file:
        catalog = read_po(file, locale=lang)
    for (context, first), (where, message) in spoken().items():
        entry = catalog.get(first, context)
        if entry is None or not entry.string or entry.fuzzy:
            yield f"{where}: “{first}” is {'fuzzy' if entry and entry.fuzzy else 'missing'}"
            continue
        strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        wanted = catalog.num_plurals if isinstance(message, tuple) else 1
        if len(strings) != wanted or not all(strings):
            yield f"{where}: “{first}” lacks a plural form"
        yield from (f"{where}: {flaw}" for flaw in unlike(message, strings))


def unlike(message: str | tuple[str, ...], strings: tuple[str, ...]) -> Iterator[str]:
    """Translations that do not name the same things as the source."""
    originals = message if isinstance(message, tuple) else (message,)
    allowed = {name for text in originals for name in PLACEHOLDER.findall(text)}
    needed = {name for name in allowed if all(name in PLACEHOLDER.findall(text) for text in originals)}
    for string in strings:
        named = set(PLACEHOLDER.findall(string))
        # A plural form may say “one” in words.
        if not needed - {"num"} <= named <= allowed:
            yield f"“{string}” names {sorted(named)} instead of {sorted(allowed)}"
