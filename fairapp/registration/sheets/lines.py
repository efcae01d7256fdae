"""A row of a sheet, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services.approval import VERIFIED
from fairapp.registration.sheets.reading import Row, shown

OUTCOMES = ("added", "changed", "unchanged", "refused")
NAMES = ("given_names", "family_names")


@dataclass(frozen=True)
class Problem:
    """Why a row is refused: at which column, what stands in the cell, a sentence. ``kind`` tells
    reasons apart in any language."""

    code: str
    kind: str
    message: str
    cell: str = ""


@dataclass
class Line:
    """A row, and what becomes of it."""

    row: Row
    delegation: Delegation | None = None
    person: Participant | None = None
    """Whom the row speaks of; None: somebody new."""
    given: dict[str, Any] = field(default_factory=dict)
    """What the row says, by field."""
    values: dict[str, Any] = field(default_factory=dict)
    """All that is stored of the person once the row is imported (or asked for, see ``waits``)."""
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Of a known person: what is, and what the row wants instead."""
    asked: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """The same against what is on record, leaving aside what awaits approval."""
    problems: list[Problem] = field(default_factory=list)
    standing: str = ""
    """Of somebody new, or whose seat changes: “waiting”, “entered” or “accredited”."""
    waits: bool = False
    """Whether what the row changes of verified fields waits for protocol."""

    @property
    def outcome(self) -> str:
        """added, changed, unchanged or refused."""
        if self.problems:
            return "refused"
        if self.person is None:
            return "added"
        return "changed" if self.changes else "unchanged"

    @property
    def written(self) -> dict[str, tuple[Any, Any]]:
        """What is written at once; the rest of ``asked`` waits for protocol."""
        return {f: pair for f, pair in self.asked.items() if not (self.waits and f in VERIFIED)}

    @property
    def proposed(self) -> tuple[str, ...]:
        """Fields whose change waits for protocol."""
        return tuple(f for f in self.changes if self.waits and f in VERIFIED)

    @property
    def name(self) -> str:
        """The person as the sheet calls them, or as they are known."""
        told = {**({f: getattr(self.person, f) for f in NAMES} if self.person else {}), **self.given}
        told = {**{f: shown(self.row.cells.get(f)).strip() for f in NAMES}, **told}
        return " ".join(str(told[f]) for f in NAMES if told[f])[:120]

    def refuse(self, code: str, kind: str, message: str) -> None:
        """Say why this row cannot be imported."""
        self.problems.append(Problem(code, kind, message, shown(self.row.cells.get(code))[:120]))
