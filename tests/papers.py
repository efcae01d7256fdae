"""What every printed paper owes its reader, asked of the file itself by independent tools."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import page
from pypdf import PdfReader

OURS = "Liberation-Serif"


def inspect_paper(path: Path, lang: str) -> PdfReader:
    """PDF/UA-1, tagged, in the right language, with bookmarks, in our fonts only."""
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [f"{f.clause} {f.message}" for f in report.failures[:5]]
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"]
    assert reader.outline, "no bookmarks"
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.author
    assert fonts_of(path) <= {OURS, f"{OURS}-Bold", f"{OURS}-Italic", f"{OURS}-Bold-Italic"}, fonts_of(path)
    return reader


def fonts_of(path: Path) -> set[str]:
    """Families embedded in the file, without the subset's prefix."""
    listed = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    return {line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]}


def words_of(reader: PdfReader) -> str:
    """All text on one line."""
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
