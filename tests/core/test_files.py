"""Uploads are judged by what they are, not by what they are called."""

from __future__ import annotations

import io

import pytest
from werkzeug.datastructures import FileStorage

from fairapp.core import files
from fairapp.core.files import LETTER_TYPES, UnsuitableFile
from fairapp.demo.letter import specimen

PDF = specimen("TEST").read()


def keep(content: bytes, name: str, limit: int = 1_048_576):
    upload = FileStorage(io.BytesIO(content), filename=name)
    return files.keep(upload, "letters", types=LETTER_TYPES, limit=limit, field="file")


def test_a_letter_is_kept_under_its_hash(clean):
    stored = keep(PDF, "../../etc/Carta de acreditación.pdf")

    assert stored.mime == "application/pdf"
    assert stored.key == f"letters/{stored.sha256[:2]}/{stored.sha256}.pdf"
    assert "/" not in stored.name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"just text", "letter.pdf"),
        (b"MZ\x90\x00" + b"\0" * 60, "letter.pdf"),
        (PDF + b"0" * 2_000_000, "large.pdf"),
    ],
)
def test_what_is_not_a_letter_is_refused_beside_its_field(clean, content, name):
    with pytest.raises(UnsuitableFile) as refused:
        keep(content, name)

    assert refused.value.field == "file"
    assert refused.value.message


def test_nothing_outside_the_folder_is_served(clean):
    with clean.test_request_context(), pytest.raises(FileNotFoundError):
        files.serve("../secret_key", name="x", mime="text/plain")
