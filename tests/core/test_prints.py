"""The print kit: the same bytes for the same data, nothing fetched, readable by everybody."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairapp.core import prints

DATED = datetime(2027, 4, 23, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
HTML = """<!doctype html><html lang="fr"><head><title>Épreuve</title><meta name="author" content="A">
<meta name="dcterms.created" content="2027-04-23T12:00:00Z"></head><body><h1 id="a">Épreuve</h1>
<p>Oui\u202f! « Ñandú » <i>№</i> <b>ção</b>.</p></body></html>"""
ALONE = """
import sys
from pathlib import Path
from config import Config
from fairapp.app import create_app
from fairapp.core import prints
app = create_app(Config(data_dir=Path(sys.argv[1]), testing=True, secret_key="tests only"))
with app.app_context():
    sys.stdout.buffer.write(prints.typeset(sys.stdin.read(), "0" * 32))
"""


def test_the_same_page_set_by_two_processes_is_the_same_to_the_byte(app, tmp_path):
    def alone(seed: str) -> str:
        run = subprocess.run(
            [sys.executable, "-c", ALONE, str(tmp_path)],
            input=HTML.encode(),
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
        return hashlib.sha256(run.stdout).hexdigest()

    with app.app_context():
        prints.typeset(HTML.replace("Oui", "Something else first"), "1" * 32)
        here = hashlib.sha256(prints.typeset(HTML, "0" * 32)).hexdigest()

    assert alone("1") == alone("2") == here


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x.png",
        "file:///etc/hostname",
        "../../config.py",
        "https://static.invalid/../config.py",
        "%2e%2e/%2e%2e/etc/hostname",
        "img/no-such-file.png",
    ],
)
def test_a_page_that_wants_anything_but_our_own_files_is_not_set(app, address):
    from weasyprint.urls import FatalURLFetchingError

    html = HTML.replace("<p>", f'<img alt="x" src="{address}"><p>')
    with app.app_context(), pytest.raises(FatalURLFetchingError):
        prints.typeset(html, "0" * 32)


def test_our_own_pictures_may_be_used(app):
    html = HTML.replace("<p>", '<img alt="fairapp" src="img/emblem.svg"><p>')
    with app.app_context():
        assert prints.typeset(html, "0" * 32).startswith(b"%PDF-")


def test_a_file_is_set_once_and_found_again(app, monkeypatch):
    with app.app_context():
        first = prints.file_of(HTML)
        monkeypatch.setattr(prints, "typeset", lambda *_: pytest.fail("set again"))

        assert prints.file_of(HTML) == first
        assert prints.digest_of(HTML) != prints.digest_of(HTML + " ")


def test_the_renderer_has_nothing_to_complain_about(app, caplog):
    with app.app_context():
        prints._kit.cache_clear()
        prints.typeset(HTML, "2" * 32)

    assert not [r.getMessage() for r in caplog.records if r.name == "weasyprint"]
