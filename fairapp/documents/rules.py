"""Pure questions about the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairapp.edition import reference

if TYPE_CHECKING:
    from fairapp.documents.models import OfficialDocument

SERIES = {"doc.": "doc.", "INF.": "INF.", "OD.": "OD.", "DEC.": "DEC.", "CIDI/RES.": "RES."}
"""The vocabulary's way of naming a series, and the registry's."""


def series_of(kind: str) -> str:
    """In which series a kind of document is numbered: “doc.”, “INF.”, “RES.”, “DEC.” or “OD.”"""
    found = reference.vocabulary("document_type").get(kind)
    return SERIES.get(found.extra.get("symbol", "") if found else "", "doc.")


def short_symbol(document: OfficialDocument) -> str:
    """“doc.6”: as sessions and agenda items name it, whatever its revision."""
    return f"{document.series}{document.number}"


def file_name(symbol: str, letter: str) -> str:
    """“CIDI-RACOOP-doc.16-27-rev.1-S.pdf”: the symbol as a file system takes it, and the language."""
    plain = symbol.replace("rev. ", "rev.").replace("/", "-").replace(" ", "-")
    return f"{plain}-{letter}.pdf"
