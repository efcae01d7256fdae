"""A plan as its pages show it: in words, kept beside the uploaded file, so that no page compares anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _

from fairapp.core.dates import zone
from fairapp.core.i18n import current_language
from fairapp.edition.models import Edition
from fairapp.registration.sheets.columns import BY_CODE, COLUMNS
from fairapp.registration.sheets.lines import NAMES, OUTCOMES, Line
from fairapp.registration.sheets.planning import Plan
from fairapp.registration.sheets.writing import Words

PER_PAGE = 100
SHOWN = tuple(c.code for c in COLUMNS if c.code not in {"number", "delegation", *NAMES})


@dataclass(frozen=True)
class Said:
    """A field: its name, what was, what the sheet says; or why that cannot be."""

    label: str
    old: str = ""
    new: str = ""
    reason: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Told:
    """A row in words."""

    number: int
    outcome: str
    name: str
    delegation: str
    delegation_id: int | None
    said: tuple[Said, ...]
    note: str = ""


@dataclass(frozen=True)
class Report:
    """The figures of a plan, and where its rows are."""

    digest: str
    counts: dict[str, int]
    others: int
    unknown: tuple[str, ...]
    rows: tuple[str, ...] = ()
    """One line of JSON each; only those of a page are read."""

    def of(self, outcome: str, start: int, size: int = PER_PAGE) -> list[Told]:
        """Rows that end so, from the given one on."""
        first = sum(self.counts[each] for each in OUTCOMES[: OUTCOMES.index(outcome)]) + start
        here = self.rows[first : min(first + size, first - start + self.counts[outcome])]
        return [_told_again(json.loads(row)) for row in here]

    @property
    def imports(self) -> int:
        """How many rows an import would write."""
        return self.counts["added"] + self.counts["changed"]


def _told_again(row: dict[str, Any]) -> Told:
    return Told(**{**row, "said": tuple(Said(**each) for each in row["said"])})


def written_down(made: Plan, edition: Edition) -> str:
    """The report of a plan in the current language, as text to be kept."""
    head = {"digest": made.digest, "counts": made.counts, "others": made.others, "unknown": made.unknown}
    told = sorted(tell(made, edition), key=lambda row: (OUTCOMES.index(row.outcome), row.number))
    return "\n".join(json.dumps(part) for part in (head, *(asdict(row) for row in told)))


def read_again(text: str) -> Report:
    """The report, from its text."""
    head, *rows = text.split("\n")
    return Report(**{**json.loads(head), "rows": tuple(rows)})


def tell(made: Plan, edition: Edition) -> Iterator[Told]:
    """Every row of a plan in words of the current language."""
    lang = current_language()
    words = Words(lang, zone(edition.time_zone))
    for line in made.lines:
        home = line.delegation
        yield Told(
            line.row.number,
            line.outcome,
            line.name,
            home.name.to(lang) if home else "",
            home.id if home else None,
            tuple(_said(line, words)),
            _note(line),
        )


def _said(line: Line, words: Words) -> Iterator[Said]:
    lang = words.lang
    if line.outcome == "refused":
        for problem in line.problems:
            yield Said(BY_CODE[problem.code].label.to(lang), new=problem.cell, reason=problem.message)
    elif line.outcome == "added":
        for code in SHOWN:
            told = words.of(code, line.values[code]) if code in line.given or code == "role" else ""
            if told:
                yield Said(BY_CODE[code].label.to(lang), new=told)
    else:
        for code, (old, new) in line.changes.items():
            label = BY_CODE[code].label.to(lang)
            yield Said(label, words.of(code, old), words.of(code, new), waits=code in line.proposed)


def _note(line: Line) -> str:
    if line.outcome not in {"added", "changed"}:
        return ""
    if line.standing == "waiting":
        return _("No seat is left for this category: this person goes on the waiting list.")
    if line.outcome == "added" and line.standing == "entered" and line.delegation:
        return _("Awaits approval by protocol.") if line.delegation.is_accredited else ""
    return _("Awaits approval by protocol.") if line.proposed else ""
