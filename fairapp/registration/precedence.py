"""The order of precedence as arithmetic: alphabets, a list that begins at a name, a draw anybody can repeat.

Pure functions of plain values. “Letter by letter” is without spaces, accents and capitals, as the lists
of the General Assembly are: Santa Lucía before San Vicente y las Granadinas.
"""

from __future__ import annotations

import hashlib
import secrets
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from fairapp.core.i18n import Translated, sort_key

SEED_BYTES = 16
"""128 random bits: nobody guesses or chooses where a draw will fall."""
DIGEST_BITS = 256

Names = Mapping[str, Translated]
"""Names by code of those who are to be put in order."""


def letter_by_letter(names: Names, lang: str) -> list[str]:
    """Codes in the alphabetical order of a language; the code decides between equal names."""
    return sorted(names, key=lambda code: (sort_key(names[code].to(lang)), code))


def rotated(names: Names, drawn: Translated) -> list[str]:
    """Codes in Spanish alphabetical order, beginning with the name drawn by lot.

    Where the drawn name is not (any more) among them, the list begins where it would stand: nobody
    else's place in relation to another depends on who joins or leaves. Model rules of specialized
    conferences, article 5; practice of the General Assembly.
    """
    base = letter_by_letter(names, "es")
    start = bisect_left([sort_key(names[code].to("es")) for code in base], sort_key(drawn.to("es")))
    return base[start:] + base[:start]


def by_day(names: Names, days: Mapping[str, date]) -> list[str]:
    """Codes by the day their credential letter arrived; those of one day by the Spanish alphabet, and
    after them, by the same alphabet, those whose letter has not arrived."""
    place = {code: number for number, code in enumerate(letter_by_letter(names, "es"))}
    return sorted(names, key=lambda code: (code not in days, days.get(code, date.max), place[code]))


def new_seed() -> str:
    """Fresh randomness of the system, as hexadecimal digits."""
    return secrets.token_hex(SEED_BYTES)


def drawn_from(box: Sequence[str], seed: str) -> str:
    """The code drawn from the box (codes in alphabetical order) by that seed: always the same one, so
    that whoever knows box and seed can draw again. Every code is as likely as any other."""
    attempt = 0
    while (place := fair_place(digest_of(box, seed, attempt), len(box))) is None:
        attempt += 1
    return box[place]


def digest_of(box: Sequence[str], seed: str, attempt: int = 0) -> int:
    """SHA-256 of “seed:AG,AR,BB,…”, read as a number; a further attempt adds “:1”, “:2” …"""
    text = lot_text(box, seed) + (f":{attempt}" if attempt else "")
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def lot_text(box: Sequence[str], seed: str) -> str:
    """What is hashed for a draw: the seed, a colon, the codes in the box with commas between."""
    return f"{seed}:{','.join(box)}"


def fair_place(number: int, size: int, *, bits: int = DIGEST_BITS) -> int | None:
    """Which of ``size`` places (from 0) a random number of so many bits stands for: its remainder. None
    for the last numbers, which would favour the first places: another number is asked for."""
    whole = (1 << bits) // size * size
    return number % size if number < whole else None


def command_to_check(box: Sequence[str], seed: str) -> str:
    """A line of Python that draws again, for whoever wants to check. It leaves out the further attempts,
    which one draw in 10 to the power of 75 needs."""
    return (
        f'python3 -c "import hashlib; s, box = {seed!r}, {",".join(box)!r}; '
        "n = int(hashlib.sha256((s + ':' + box).encode()).hexdigest(), 16); "
        "box = box.split(','); print(box[n % len(box)])\""
    )
