"""The text of an annotated agenda: plain paragraphs as somebody types them, read as parts.

A line that ends with a colon and stands at the head of its paragraph is a heading (“Objectives:”);
lines that begin with “a.”, “1.” or a dash are a list; everything else is a paragraph. Paragraphs are
separated by an empty line. So the text stays readable wherever it is copied to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADING = 60
"""Longest heading, in characters; a longer line that ends with a colon is a sentence."""
_MARK = re.compile(r"(?:(?P<letter>[a-z])[.)]|(?P<digit>\d{1,2})[.)]|[-–•])\s+(?P<text>\S.*)")


@dataclass(frozen=True)
class Part:
    """``kind`` is heading, text, letters, numbers or dashes; a list has one line an entry."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of a heading or a paragraph."""
        return " ".join(self.lines)


def parts(text: str) -> tuple[Part, ...]:
    """The text in its parts, in order."""
    found: list[Part] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = [" ".join(line.split()) for line in paragraph.split("\n") if line.strip()]
        if lines and _is_heading(lines):
            found.append(Part("heading", (lines.pop(0).removesuffix(":").rstrip(),)))
        found += _pieces(lines)
    return tuple(found)


def _is_heading(lines: list[str]) -> bool:
    return lines[0].endswith(":") and len(lines[0]) <= HEADING and not _MARK.fullmatch(lines[0])


def _pieces(lines: list[str]) -> list[Part]:
    """Runs of lines of one kind; an entry that goes on in the next line is one entry."""
    runs: list[tuple[str, list[str]]] = []
    for line in lines:
        entry = _MARK.fullmatch(line)
        kind = _kind(entry) if entry else "text"
        if entry is None and runs:
            runs[-1][1][-1] += f" {line}"
        elif runs and runs[-1][0] == kind:
            runs[-1][1].append(entry["text"] if entry else line)
        else:
            runs.append((kind, [entry["text"] if entry else line]))
    return [Part(kind, tuple(found)) for kind, found in runs]


def _kind(entry: re.Match[str]) -> str:
    return "letters" if entry["letter"] else "numbers" if entry["digit"] else "dashes"
