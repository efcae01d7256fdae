"""Measure the programme editor in Chromium: from drop to confirmation, and how smoothly it drags.

    python -m tests.benchmarks.editor [--moves 30]

Sixty sessions in twelve rooms on one day, half of them with somebody on duty, beside the demo's
programme; two gunicorn workers; everything on one machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright
from sqlalchemy import select

from fairapp.accounts.queries import by_email
from fairapp.agenda import queries
from fairapp.agenda.services import OnDuty, Place, SessionDetails, add_session
from fairapp.core.dates import zone
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated, speaking
from fairapp.demo.cli import load, next_thursday
from fairapp.edition.models import Edition, Room
from fairapp.registration import rights
from fairapp.timetable.models import Resource
from fairapp.timetable.spans import Span
from tests.benchmarks import stage
from tests.benchmarks.server import running
from tests.browser.conftest import FLAGS, sign_in

ROOMS, ROWS = 12, 5
WATCH = """() => {
  window.frames_ = []; let last = performance.now(), on = true;
  const tick = now => { window.frames_.push(now - last); last = now; if (on) requestAnimationFrame(tick); };
  requestAnimationFrame(tick); window.unwatch_ = () => { on = false; return window.frames_.slice(2); };
}"""
CONFIRMED = """() => new Promise(done => {
  let from = 0;
  addEventListener('pointerup', () => { from = performance.now(); }, { once: true, capture: true });
  new MutationObserver((_all, me) => {
    if (!from || document.querySelector('[aria-busy]')) return;
    me.disconnect(); window.took_ = performance.now() - from;
  }).observe(document.querySelector('[data-board]'), { subtree: true, attributeFilter: ['aria-busy'] });
  done();
})"""


def main() -> None:
    """Build, measure, print one line for each figure."""
    options = argparse.ArgumentParser(prog="tests.benchmarks.editor")
    options.add_argument("--moves", type=int, default=30)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="fairapp-bench-") as name:
        day = build(Path(name))
        environment = {"FAIRAPP_DATA": name, "SECRET_KEY": stage.KEY, "FAIRAPP_DEVELOPMENT": "1"}
        with running("wsgi:app", environment) as server, sync_playwright() as playwright:
            installed = os.environ.get("CHROMIUM") or shutil.which("chromium")
            chromium = playwright.chromium.launch(executable_path=installed, args=list(FLAGS))
            page = chromium.new_page(
                base_url=f"http://127.0.0.1:{server.port}",
                viewport={"width": 1900, "height": 1300},
                bypass_csp=True,  # so that the page can be asked
            )
            sign_in(page, "secretariat")
            measure(page, day, chosen.moves)
            chromium.close()


def build(folder: Path) -> date:
    """The demo, and the day after it full of sessions."""
    app = stage.application(folder, f"sqlite:///{folder / 'fairapp.db'}")
    with app.app_context(), speaking("en"):
        db.create_all()
        with transaction():
            load(next_thursday(datetime.now(UTC).date()))
        with transaction():
            day = fill(db.session.scalars(select(Edition)).one())
        db.engine.dispose()
    return day


def fill(edition: Edition) -> date:
    """Five sessions of an hour in each of twelve rooms, two hours apart."""
    rooms = list(db.session.scalars(select(Room).order_by(Room.position)))
    for number in range(len(rooms), ROOMS):
        label = Translated({"en": f"Room {number}"})
        resource = Resource(edition_id=edition.id, kind="room", name=label)
        rooms.append(
            Room(edition_id=edition.id, code=f"R{number}", name=label, position=99, resource=resource)
        )
    db.session.add_all(rooms)
    db.session.flush()
    owner = by_email("secretariat@example.org")
    people = [who for who in queries.people(edition.id) if rights.may(who, "voice")]
    assert owner is not None
    day = edition.last_day + timedelta(days=1)
    for row in range(ROWS):
        start = datetime.combine(day, time(9 + 2 * row), zone(edition.time_zone))
        for column, room in enumerate(rooms[:ROOMS]):
            title = Translated({"en": f"Session {row}.{column}"})
            duty = [OnDuty("panelist", people[column])] if column < min(6, len(people)) else []
            place = Place(room, Span(start, start + timedelta(hours=1)))
            add_session(edition, SessionDetails("side_event", title), duties=duty, place=place, by=owner)
    return day


def measure(page: Page, day: date, moves: int) -> None:
    """Drag blocks up and down by a quarter of an hour and watch."""
    with page.expect_response(lambda answer: "/draft/state" in answer.url):
        page.goto(f"/demo/agenda/editor?day={day}")
    blocks = page.locator(".room [data-block]")
    print(f"{blocks.count()} sessions, {page.locator('section.room').count()} rooms")
    took: list[float] = []
    frames: list[float] = []
    for number in range(moves):
        page.evaluate(WATCH)
        page.evaluate(CONFIRMED)
        pull(page, blocks.nth(number % 12 * 5), 15 if number % 24 < 12 else -15)
        page.wait_for_function("window.took_ > 0")
        took.append(page.evaluate("const took = window.took_; window.took_ = 0; took"))
        frames += page.evaluate("window.unwatch_()")
    told("drop to confirmation", took)
    told("frame while dragging", frames)
    frames = sorted(frames)
    print(f"frames over 25 ms: {sum(f > 25 for f in frames)} of {len(frames)}")


def pull(page: Page, block: Locator, minutes: int) -> None:
    """One drag, over the neighbours and back, ending so many minutes later."""
    box = block.bounding_box()
    assert box
    x, y = box["x"] + 20, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 200, y + 60, steps=20)
    page.mouse.move(x, y + minutes * 1.5, steps=20)
    page.mouse.up()


def told(what: str, figures: list[float]) -> None:
    """Median, 95th of a hundred and worst, in milliseconds."""
    ordered = sorted(figures)
    late = ordered[int(len(ordered) * 0.95)]
    print(
        f"{what}: median {statistics.median(ordered):.1f} ms, p95 {late:.1f} ms, worst {ordered[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
