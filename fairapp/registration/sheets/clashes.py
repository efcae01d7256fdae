"""Rows that cannot all be: found among the claims of everybody, and said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from fairapp.edition import reference
from fairapp.registration.models import Participant
from fairapp.registration.sheets.conflicts import Claim, Claims, Clash, claims
from fairapp.registration.sheets.lines import NAMES, Line
from fairapp.registration.sheets.standing import Standing

NOBODY = "another delegation"
"""Who holds an address that belongs to somebody whom this import may not see."""
CLAIMED = ("role", "email", "given_names", "family_names")


def settle_claims(lines: Sequence[Line], stands: Standing) -> None:
    """Refuse the rows that want what somebody else has, or what a row before them wants."""
    book = Claims()
    for address in stands.addresses:
        book.stands((NOBODY, address), [("email", 0, address)])
    for person in stands.people.values():
        book.stands(person.id, _claims_of(person.delegation_id, {f: getattr(person, f) for f in CLAIMED}))
    for place, line in enumerate(lines):
        if line.delegation and line.outcome in {"added", "changed"}:
            holder = line.person.id if line.person else ("row", place)
            book.wants(holder, place, _claims_of(line.delegation.id, _after(line)))
    clashes = book.settle()
    gaining = {line.person.id: line for line in lines if line.person and line.outcome == "changed"}
    for clash in clashes:
        words = _Words(clash, lines, gaining, stands)
        lines[clash.row].refuse(words.column, f"clash {clash.claim[0]}", words.message())


def _claims_of(delegation_id: int, values: Mapping[str, Any]) -> list[Claim]:
    return claims(
        delegation_id, values["role"], values["email"], values["given_names"], values["family_names"]
    )


def _after(line: Line) -> dict[str, Any]:
    """What is on record of the person right after the import."""
    if line.person is None:
        return line.values
    stood = {f: getattr(line.person, f) for f in CLAIMED}
    return {**stood, **{f: new for f, (_old, new) in line.written.items()}}


class _Words:
    """One clash, said to whoever wrote the row."""

    def __init__(
        self, clash: Clash, lines: Sequence[Line], gaining: Mapping[int, Line], stands: Standing
    ) -> None:
        self._what, _where, self._value = clash.claim
        self._line = lines[clash.row]
        self._holder: Participant | None = None
        self._row: int | None = None
        if isinstance(clash.holder, int):
            self._holder = stands.people[clash.holder]
            if clash.holder in gaining and self._gained(gaining[clash.holder]):
                self._row = gaining[clash.holder].row.number
        elif isinstance(clash.holder, tuple) and clash.holder[0] == "row":
            self._row = lines[clash.holder[1]].row.number

    def _gained(self, line: Line) -> bool:
        """Whether the holder has it only by this sheet."""
        fields = {"name": NAMES, "email": ("email",), "role": ("role",)}[self._what]
        return any(field in line.written for field in fields)

    @property
    def column(self) -> str:
        """Where the clash is shown."""
        return "family_names" if self._what == "name" else self._what

    def message(self) -> str:
        """The sentence."""
        return {"role": self._role, "name": self._name, "email": self._email}[self._what]()

    def _role(self) -> str:
        role = reference.term("delegation_role", self._value).shown().text
        if self._row:
            return _("Row %(number)s has somebody as %(role)s already.", number=self._row, role=role)
        name = self._holder.name if self._holder else ""
        return _("%(name)s is %(role)s; change that first.", name=name, role=role)

    def _name(self) -> str:
        if self._row:
            return _("Row %(number)s is this person already.", number=self._row)
        return _("Somebody of this name is in the delegation. If it is another person, add a second name.")

    def _email(self) -> str:
        if self._row:
            return _("Row %(number)s has this address already.", number=self._row)
        home = self._line.delegation
        if self._holder and home and self._holder.delegation_id == home.id:
            return _("%(name)s, of this delegation, has this address.", name=self._holder.name)
        return _("Another participant has this address.")
