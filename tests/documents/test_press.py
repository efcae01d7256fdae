"""Long documents are left to the worker; the visitor sees how far it has come."""

from __future__ import annotations

import logging

import pytest

from fairapp.core import press
from fairapp.core.prints import digest_of, html_of, place_of
from fairapp.documents import renditions
from fairapp.documents.prints import find

PAPER = "/demo/documents/list-of-participants.pdf?lang=en"


@pytest.fixture
def worker(app, monkeypatch):
    """Everything counts as long, and the worker does nothing until it is told to."""
    monkeypatch.setattr(press, "LONG", 1)
    waiting = []
    monkeypatch.setitem(app.extensions, "run_job", lambda name, args: waiting.append((name, args)))
    yield waiting
    for name, args in waiting:
        assert name.endswith("set_print")
        press.set_print(*args)


def key_of(demo):
    return digest_of(html_of(find("list-of-participants").build(demo.edition, "en")))


def fresh(demo):
    """Nobody printed these words before."""
    from fairapp.core.db import transaction

    with transaction():
        demo.person("delegate").office = f"Adviser {id(demo)}"
    renditions.forget()
    place_of(key_of(demo)).unlink(missing_ok=True)


def test_a_long_paper_is_promised_then_there(demo, visit, worker):
    fresh(demo)
    visitor = visit()
    page = visitor.get(PAPER, status=202)

    assert "is being prepared" in page.h1
    assert page.response.headers["Refresh"] == page.response.headers["Retry-After"]
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.soup.find("a", href=PAPER), "without the header one looks again by hand"
    press.set_print(*worker[0][1])
    assert visitor.get(PAPER).response.data.startswith(b"%PDF")


def test_asking_again_costs_the_worker_nothing(demo, visit, worker):
    fresh(demo)
    for _time in range(3):
        visit().get(PAPER, status=202)

    assert len(worker) == 1


def test_a_worker_that_gave_up_is_asked_again(demo, visit, worker, monkeypatch):
    fresh(demo)
    visit().get(PAPER, status=202)
    monkeypatch.setattr(press, "GIVEN_UP", -1)
    visit().get(PAPER, status=202)

    assert len(worker) == 2


def test_pages_are_told_as_they_come(demo, visit, worker):
    fresh(demo)
    visit().get(PAPER, status=202)
    key = worker[0][1][0]
    with press._telling(key):
        logging.getLogger("weasyprint.progress").info("Step 5 - Creating layout - Page %d", 3)
        page = visit().get(PAPER, status=202)

    assert "Page 3 of about" in page.words
    assert page.soup.find("progress")["value"] == "3"


def test_setting_it_twice_does_nothing_the_second_time(demo, visit, worker):
    fresh(demo)
    visit().get(PAPER, status=202)
    press.set_print(*worker[0][1])
    press.set_print(*worker[0][1])

    assert not press.under_way(worker[0][1][0])


def test_what_nobody_asked_for_again_is_thrown_away_after_a_day(demo, visit, worker, monkeypatch):
    fresh(demo)
    visit().get(PAPER, status=202)
    press.forget_abandoned()
    assert press.under_way(key_of(demo))

    monkeypatch.setattr(press, "DAY", -1)
    press.forget_abandoned()
    assert not press.under_way(key_of(demo))


def test_the_command_line_waits_for_it(demo, app, worker, tmp_path):
    fresh(demo)
    said = app.test_cli_runner().invoke(
        args=[
            "documents",
            "render",
            "list-of-participants",
            "--edition",
            "demo",
            "--output",
            str(tmp_path / "a.pdf"),
        ]
    )

    assert said.exit_code == 0, said.output
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert not worker
