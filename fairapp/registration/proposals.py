"""How the fields of a person are called and shown where an old and a new value stand side by side."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fairapp.edition import reference

FIELD: dict[str, Any] = {
    "role": _l("Role in the delegation"),
    "category": _l("Category"),
    "honorific": _l("Form of address"),
    "given_names": _l("Given names"),
    "family_names": _l("Family names"),
    "office": _l("Office"),
    "institution": _l("Institution"),
}
"""Fields that protocol verifies."""
VOCABULARY = {"role": "delegation_role", "category": "participant_category", "honorific": "honorific"}


def shown(name: str, value: Any) -> str:
    """A value as a reader may see it: codes by their words, nothing as “none”."""
    if name in VOCABULARY and value and value != "none":
        return reference.term(VOCABULARY[name], value).shown().text
    return str(value) if value and value != "none" else _("none")
