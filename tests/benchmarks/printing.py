"""What our print kit adds to a bare WeasyPrint run of the same HTML: at most 15 % is the bar.

    .venv/bin/python -m tests.benchmarks.printing [--rounds 7]

Both sides set the same page with the same fonts, warm, in turns; ours also reads the database,
fills the template and sets the spaces. CPU time of the process, medians.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from config import Config
from fairapp.app import create_app
from fairapp.core import prints as kit
from fairapp.core.db import db, transaction
from fairapp.demo.cli import load
from fairapp.documents import prints
from fairapp.documents.renditions import produce
from fairapp.edition.models import Edition
from fairapp.edition.queries import by_slug
from fairapp.timetable.zones import spoken_in
from tests.conftest import FIRST_DAY

LANG = "es"


def main() -> None:
    """Measure every print of the demo."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config(data_dir=Path(folder), testing=True, secret_key="measuring"))
        with app.app_context():
            db.create_all()
            with transaction():
                load(FIRST_DAY)
            edition = by_slug("demo")
            assert edition is not None
            print("| print | bare ms | ours ms | more | again, unchanged ms |\n|---|---|---|---|---|")
            for name in prints.names():
                print(_row(edition, name, rounds))


def _row(edition: Edition, name: str, rounds: int) -> str:
    printable = prints.find(name)
    assert printable is not None

    def compose() -> str:
        db.session.expire_all()
        with spoken_in(edition.time_zone):
            return kit.html_of(printable.build(edition, LANG))

    html = compose()
    bare, ours = _in_turns(rounds, _bare(html), lambda: kit.typeset(compose(), "0" * 32))

    def serve() -> bytes:
        return produce(edition, printable, LANG).path.read_bytes()

    (again,) = _in_turns(rounds * 10, serve)
    return f"| {name} | {bare:.0f} | {ours:.0f} | {ours / bare - 1:+.0%} | {again:.2f} |"


def _bare(html: str) -> Callable[[], object]:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    static = Path(__file__).parents[2] / "static"
    fonts = FontConfiguration()
    sheet = CSS(
        string=(static / "css/document.css").read_text(), base_url=f"{static.as_uri()}/", font_config=fonts
    )
    return lambda: HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")


def _in_turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Median CPU milliseconds of each, after a first run that nobody counts."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + 1):
        for place, work in enumerate(works):
            begin = time.process_time()
            work()
            if turn:
                taken[place].append((time.process_time() - begin) * 1000)
    return [statistics.median(each) for each in taken]


if __name__ == "__main__":
    main()
