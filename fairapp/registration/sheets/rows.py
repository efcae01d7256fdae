"""Understanding the rows of a sheet, each by itself: whose delegation, who it is, what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from flask_babel import gettext as _

from fairapp.core.dates import zone
from fairapp.core.i18n import current_language
from fairapp.core.refusals import Refusal
from fairapp.edition import reference
from fairapp.registration import policy, rules
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.models.people import name_key
from fairapp.registration.services.approval import awaits_approval
from fairapp.registration.services.guard import open_for_changes
from fairapp.registration.services.obstacles import fits
from fairapp.registration.services.people import PersonDetails
from fairapp.registration.sheets.cells import KEPT_WHEN_EMPTY, Cells, Unclear
from fairapp.registration.sheets.columns import NEEDED
from fairapp.registration.sheets.lines import Line
from fairapp.registration.sheets.reading import Row, Sheet
from fairapp.registration.sheets.shapes import TEXTS, Shapes
from fairapp.registration.sheets.standing import Standing

FIELDS = tuple(each.name for each in fields(PersonDetails))


class Rows:
    """Understands the rows of a sheet, one after the other, each by itself."""

    def __init__(self, sheet: Sheet, stands: Standing) -> None:
        self._sheet, self._stands = sheet, stands
        self._cells = Cells(sheet.lang or current_language(), zone(stands.edition.time_zone))
        self._shapes = Shapes()
        self._spoken_of: dict[int, int] = {}
        self._closed: dict[int, Refusal | None] = {}

    def lines(self) -> list[Line]:
        """Every row, understood and compared."""
        return [self._line(row) for row in self._sheet.rows]

    def _line(self, row: Row) -> Line:
        line = Line(row)
        number = self._find_delegation(line)
        self._read(line)
        self._find_person(line, number)
        # Who it is must be clear; what else is wrong is said all at once.
        if line.delegation and not {problem.code for problem in line.problems} & {"number", "delegation"}:
            self._compare(line, line.delegation)
        return line

    # whose delegation

    def _find_delegation(self, line: Line) -> int | None:
        number = self._value(line, "number", self._cells.number)
        line.delegation = self._named(line)
        known = self._stands.people.get(number or 0)
        if number and known is None:
            line.refuse("number", "nobody", _("Nobody here has the number %(number)s.", number=number))
        elif known and line.delegation is None:
            line.delegation = self._stands.delegations.by_id[known.delegation_id]
        if line.delegation is None and not line.problems:
            line.refuse("delegation", "empty", _("Please fill this in."))
        return number

    def _named(self, line: Line) -> Delegation | None:
        only = self._stands.only
        text = self._value(line, "delegation", lambda cell: self._cells.value("delegation", cell)) or ""
        found = self._stands.delegations.called(text) if text else []
        if not text or line.problems:
            return only
        if len(found) > 1:
            line.refuse(
                "delegation", "several", _("Several delegations are called so; please give the code.")
            )
        elif not found:
            line.refuse("delegation", "unknown", _("No delegation of this meeting is called so."))
        elif (only and found[0] is not only) or not policy.may_edit(self._stands.by, found[0]):
            line.refuse("delegation", "not yours", _("This row is for another delegation."))
        return found[0] if len(found) == 1 and not line.problems else None

    # what it says

    def _value(self, line: Line, code: str, read: Any) -> Any:
        try:
            return read(line.row.cells.get(code))
        except Unclear as unclear:
            line.refuse(code, unclear.kind, unclear.message)
            return None

    def _read(self, line: Line) -> None:
        for code in self._sheet.columns:
            if code in {"number", "delegation"}:
                continue
            value = self._value(line, code, lambda cell, code=code: self._cells.value(code, cell))
            if code in {problem.code for problem in line.problems}:
                continue
            if code in TEXTS:
                value = self._shapes.settled(code, value)
            if value is not None or code not in KEPT_WHEN_EMPTY:
                line.given[code] = value

    # who it is

    def _find_person(self, line: Line, number: int | None) -> None:
        stands, delegation = self._stands, line.delegation
        if delegation is None:
            return
        if number:
            line.person = stands.people.get(number)
        else:
            line.person = self._same_address(line, delegation) or stands.by_name.get(
                (
                    delegation.id,
                    name_key(line.given.get("given_names") or "", line.given.get("family_names") or ""),
                )
            )
        person = line.person
        if person is None:
            return
        if person.delegation_id != delegation.id:
            line.refuse("delegation", "moved", _("%(name)s is in another delegation.", name=person.name))
        elif person.id in self._spoken_of:
            line.refuse(
                "number",
                "twice",
                _("Row %(number)s is this person already.", number=self._spoken_of[person.id]),
            )
            line.person = None
        else:
            self._spoken_of[person.id] = line.row.number

    def _same_address(self, line: Line, delegation: Delegation) -> Participant | None:
        person = self._stands.by_email.get((line.given.get("email") or "").lower())
        return person if person and person.delegation_id == delegation.id else None

    # what it changes

    def _compare(self, line: Line, delegation: Delegation) -> None:
        person = line.person
        line.waits = person is not None and awaits_approval(person, self._stands.by)
        base = _known(person, self._stands.wishes if line.waits else {}) if person else {}
        given = {code: self._kept(line, code, base) for code in line.given}
        if person is None:
            self._complete(line, delegation, given)
        if line.problems:
            return
        details = PersonDetails(**{"role": rules.ALONG, **base, **given})
        line.values = details.values(delegation)
        if person:
            line.changes = {f: (base[f], v) for f, v in line.values.items() if v != base[f]}
            line.asked = {
                f: (getattr(person, f), v) for f, v in line.values.items() if v != getattr(person, f)
            }
        if line.outcome != "unchanged":
            self._obey(line, delegation, details)

    def _kept(self, line: Line, code: str, base: Mapping[str, Any]) -> Any:
        """What would be stored of a cell. What stands already is not questioned."""
        value = line.given[code]
        if code not in TEXTS:
            return value
        if base and value == self._shapes.settled(code, base[code]):
            return base[code]
        try:
            kept = self._shapes.checked(code, value)
        except Unclear as unclear:
            line.refuse(code, unclear.kind, unclear.message)
            return value
        return (kept or None) if code == "email" else kept

    def _complete(self, line: Line, delegation: Delegation, given: Mapping[str, Any]) -> None:
        """Somebody new needs a name, and a role unless they only come along."""
        along = given.get("category") not in {None, "", delegation.category}
        for code in NEEDED:
            told = {problem.code for problem in line.problems}
            if not given.get(code) and code not in told and not (code == "role" and along):
                line.refuse(code, "empty", _("Please fill this in."))

    def _obey(self, line: Line, delegation: Delegation, details: PersonDetails) -> None:
        if closed := self._closed_for(delegation):
            line.refuse("delegation", type(closed).__name__, closed.message)
            return
        if "role" in line.changes or line.person is None:
            _role_offered(line, delegation)
        try:
            fits(delegation, details, besides=line.person)
        except Refusal as refusal:
            code = refusal.field if refusal.field in {"arrives_at", "departs_at"} else "category"
            line.refuse(code, type(refusal).__name__, refusal.message)

    def _closed_for(self, delegation: Delegation) -> Refusal | None:
        if delegation.id not in self._closed:
            try:
                open_for_changes(delegation, self._stands.by)
                self._closed[delegation.id] = None
            except Refusal as refusal:
                self._closed[delegation.id] = refusal
        return self._closed[delegation.id]


def _known(person: Participant, wishes: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    return {**{f: getattr(person, f) for f in FIELDS}, **wishes.get(person.id, {})}


def _role_offered(line: Line, delegation: Delegation) -> None:
    offered = rules.roles_for(delegation.category)
    if line.values["category"] != delegation.category or line.values["role"] in offered:
        return
    words = ", ".join(str(reference.term("delegation_role", role)) for role in offered)
    line.refuse("role", "role", _("In this delegation a role is one of: %(words)s.", words=words))
