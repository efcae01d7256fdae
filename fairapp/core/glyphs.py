"""Letters our printed papers can set. Names come in every script; the bundled serif has Latin, Greek,
Cyrillic and Hebrew.

What it lacks would be set in whatever font a machine happens to have, or as empty boxes, which no
reader and no screen reader makes anything of. Such letters are written in Latin ones instead: the
same on every machine, and legible.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from flask import current_app
from markupsafe import escape

FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def settable(html: str) -> str:
    """The page with every letter the fonts lack in Latin letters: “王” as “Wang”."""
    return _lacking(str(current_app.static_folder)).sub(_in_latin, unicodedata.normalize("NFC", html))


def _in_latin(found: re.Match[str]) -> str:
    from anyascii import anyascii

    # Escaped, since there are other characters for “<” than the one that opens a tag.
    return str(escape(anyascii(found[0])))


@cache
def _lacking(static: str) -> re.Pattern[str]:
    """Runs of characters that not all faces have; white space is nobody's glyph."""
    from fontTools.ttLib import TTFont

    folder = Path(static) / "fonts"
    maps = [TTFont(folder / f"LiberationSerif-{face}.ttf", lazy=True).getBestCmap() for face in FACES]
    known = sorted(set.intersection(*map(set, maps)) | set(map(ord, " \t\r\n\f")))
    ranges: list[list[int]] = []
    for code in known:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    inside = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)
    return re.compile(f"[^{inside}]+")
