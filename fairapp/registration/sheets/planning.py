"""What an import would do, row by row. The import does what this says: it asks here again, under its locks.

Pure: a sheet and what stands go in, a plan comes out; nothing is written.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairapp.accounts.models import User
from fairapp.registration import policy
from fairapp.registration.models import Delegation
from fairapp.registration.sheets.clashes import settle_claims
from fairapp.registration.sheets.lines import OUTCOMES, Line
from fairapp.registration.sheets.places import seat_all
from fairapp.registration.sheets.reading import Sheet
from fairapp.registration.sheets.rows import Rows
from fairapp.registration.sheets.standing import Standing


@dataclass(frozen=True)
class Plan:
    """What becomes of each row, and how many people the sheet does not speak of."""

    lines: tuple[Line, ...]
    others: int
    unknown: tuple[str, ...]
    """Names of columns nobody knows; what stands in them is not read."""
    digest: str
    """The same for the same plan, in any language."""

    def of(self, outcome: str) -> list[Line]:
        """The rows that end so."""
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows end how."""
        found = dict.fromkeys(OUTCOMES, 0)
        for line in self.lines:
            found[line.outcome] += 1
        return found


def plan(sheet: Sheet, stands: Standing) -> Plan:
    """What importing the sheet would do to what stands."""
    lines = tuple(Rows(sheet, stands).lines())
    settle_claims(lines, stands)
    seat_all(lines, stands)
    spoken_of = {line.person.id for line in lines if line.person}
    return Plan(lines, len(stands.people) - len(spoken_of), sheet.unknown, _digest(lines))


def _digest(lines: tuple[Line, ...]) -> str:
    whole = [
        [
            line.row.number,
            line.outcome,
            line.delegation.id if line.delegation else None,
            line.person.id if line.person else None,
            line.values if line.outcome == "added" else line.changes,
            line.standing,
            line.proposed,
            [[problem.code, problem.kind] for problem in line.problems],
        ]
        for line in lines
    ]
    return hashlib.sha256(json.dumps(whole, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def may_import(user: User, delegation: Delegation | None, edition_id: int) -> bool:
    """Whether somebody imports at all: the secretariat everywhere, others into what they manage."""
    if delegation is None:
        return policy.may_invite(user, edition_id)
    return policy.may_edit(user, delegation)
