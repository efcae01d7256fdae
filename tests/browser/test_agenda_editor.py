"""The programme editor as it is used: by mouse, by keyboard alone, by two people at once, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from fairapp.agenda.models import Session
from fairapp.core.db import db
from fairapp.timetable.zones import local
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import ALL_RULES, barriers_on

EDITOR = "/demo/agenda/editor"
MOUSE_DAY, KEYS_DAY, SPARE_DAY = "2027-04-24", "2027-04-25", "2027-04-20"
"""Days without sessions."""
MINUTE = 1.5
"""Pixels a minute takes on the board."""
DAY = (
    ("HOA", 9 * 60, 60, "Opening of the day", "plenary"),
    ("SBR", 10 * 60 + 30, 90, "Group on water", "working_group"),
    ("SBR", 14 * 60, 45, "Group on soils", "working_group"),
    ("GUE", 16 * 60 + 5, 25, "Group on seeds", "drafting_group"),
)
"""Room, beginning, length, title and kind of the sessions of a day."""


def _block(page: Page, title: str) -> Locator:
    return page.locator("[data-block]", has_text=title).first


def _room(page: Page, code: str) -> Locator:
    return page.locator(f"section[data-room={code}]")


def _says(page: Page) -> Locator:
    return page.locator("[data-board-says]")


def _warm(page: Page, day: str) -> Page:
    """The editor on a day, tall enough to see all of it, once it knows how the draft stands."""
    page.set_viewport_size({"width": 1900, "height": 1900})
    with page.expect_response(lambda answer: "/draft/state" in answer.url):
        page.goto(f"{EDITOR}?day={day}")
    return page


def _point(page: Page, room: str, minutes: float) -> tuple[float, float]:
    """Where a time of a room is on the screen."""
    first = int(page.locator("[data-board]").get_attribute("data-first") or 0) * 60
    lane = _room(page, room).locator("[data-lane]").bounding_box()
    assert lane
    return lane["x"] + lane["width"] / 2, lane["y"] + (minutes - first) * MINUTE


def _pull(page: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*begin)
    page.mouse.down()
    page.mouse.move(begin[0], begin[1] + 6)
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def _drag(page: Page, block: Locator, room: str, minutes: int) -> None:
    """Drag by a corner of the block to a room, so that it begins ``minutes`` after midnight."""
    block.scroll_into_view_if_needed()
    box = block.bounding_box()
    assert box
    x, y = _point(page, room, minutes)
    _pull(page, (box["x"] + 20, box["y"] + 12), (x, y + 12))


def _settled(page: Page) -> None:
    expect(page.locator("[data-block][aria-busy]")).to_have_count(0)


@pytest.fixture
def board(as_person) -> Page:
    return _warm(as_person("secretariat"), "2027-04-22")


def _built(live, day: str) -> set[tuple[str, int, int, str, str]]:
    """What the database has of a day."""
    with live.app.test_request_context("/demo/"):
        live.app.preprocess_request()
        found = [s for s in db.session.scalars(select(Session)) if s.booking]
        begins = {s.id: local(s.booking.starts_at) for s in found}
        return {
            (s.room.code, at.hour * 60 + at.minute, s.booking.span.minutes, s.title["en"], s.kind)
            for s in found
            if (at := begins[s.id]).date().isoformat() == day
        }


# ---- a whole day, twice -----------------------------------------------------------------------------


def test_a_whole_day_is_built_by_mouse(as_person, live):
    """The first is drawn and named, the second drawn too short and pulled at both ends, the third is a
    copy dragged from those that wait, the fourth is drawn in the wrong room and moved."""
    page = _warm(as_person("secretariat"), MOUSE_DAY)

    def drawn(room: str, start: int, minutes: int, title: str, kind: str) -> None:
        _pull(page, _point(page, room, start + 1), _point(page, room, start + minutes))
        page.locator("#new-title").fill(title)
        page.locator("#new-kind").select_option(kind)
        page.get_by_role("button", name="Save in the draft").click()
        expect(_block(page, title).locator(".block-grip")).to_be_focused()

    first, second, third, fourth = DAY
    drawn(*first)
    drawn("SBR", 10 * 60 + 45, 30, *second[3:])
    box = _block(page, second[3]).bounding_box()
    _pull(page, (box["x"] + 20, box["y"] + box["height"] - 2), _point(page, "SBR", 12 * 60))
    expect(_says(page)).to_have_text(re.compile("12:00"))
    box = _block(page, second[3]).bounding_box()
    _pull(page, (box["x"] + 20, box["y"] + 2), _point(page, "SBR", 10 * 60 + 30))
    expect(_says(page)).to_have_text(re.compile("10:30"))

    _block(page, second[3]).hover()
    _block(page, second[3]).locator(".block-copy").click()
    copy = page.locator(".tray [data-block]").last
    expect(copy.locator(".block-grip")).to_be_focused()
    _drag(page, copy, "SBR", third[1])
    _settled(page)
    copy = _room(page, "SBR").locator("[data-block]").last
    box = copy.bounding_box()
    _pull(page, (box["x"] + 20, box["y"] + box["height"] - 2), _point(page, "SBR", third[1] + third[2]))
    expect(_says(page)).to_have_text(re.compile("2:45"))
    _renamed(page, copy, third[3])

    drawn("TER", *fourth[1:])
    _drag(page, _block(page, fourth[3]), "GUE", fourth[1])
    expect(_says(page)).to_have_text(re.compile("Guerrero"))

    assert _built(live, MOUSE_DAY) == set(DAY)


def _renamed(page: Page, block: Locator, title: str) -> None:
    block.get_by_role("link", name=re.compile("Group on")).first.click()
    page.locator("[name=title-en]").fill(title)
    page.get_by_role("button", name="Save in the draft").click()
    page.wait_for_url(lambda url: "/editor" in url)
    expect(_block(page, title)).to_be_visible()


def test_the_same_day_is_built_by_keyboard_alone(as_person, live):
    """As with the mouse: named where the mark stands, pulled at both ends, copied, carried to a room."""
    page = _warm(as_person("secretariat"), KEYS_DAY)
    press = page.keyboard.press

    def walk(key: str, times: int) -> None:
        for _ in range(times):
            press(key)

    def named(title: str, kind: str) -> None:
        press("Enter")
        expect(page.locator("#new-title")).to_be_focused()
        page.keyboard.type(title)
        press("Tab")
        page.locator("#new-kind:focus").evaluate("(list, kind) => { list.value = kind }", kind)
        press("Shift+Tab")
        press("Enter")
        expect(_block(page, title).locator(".block-grip")).to_be_focused()

    first, second, third, fourth = DAY
    # Into the board by the Tab key: it has one stop, on the first free time.
    page.get_by_role("button", name="Mouse and keys").focus()
    while not page.evaluate("document.activeElement.matches('.board-mark')"):
        press("Tab")
    press("Home")
    hours = (first[1] - int(page.locator("[data-board]").get_attribute("data-first")) * 60) // 30
    walk("PageDown", hours)
    press("Shift+PageDown")
    named(*first[3:])

    press("ArrowRight")
    walk("PageDown", 4)
    walk("ArrowUp", 3)
    named(*second[3:])
    walk("Shift+ArrowDown", 9)
    walk("Alt+ArrowUp", 3)
    press("Enter")
    expect(_says(page)).to_have_text(re.compile("is now from 10:30"))

    press("d")
    expect(page.locator(".tray [data-block] .block-grip:focus")).to_have_count(1)
    press("Enter")
    walk("ArrowRight", 2)
    walk("PageDown", 2)
    expect(_says(page)).to_have_text(re.compile("Simón Bolívar"))
    copy = page.locator(".is-held")
    while not re.match(r"2:00", copy.locator("[data-when]").inner_text()):
        press("ArrowDown")
    walk("[", 9)
    press("Enter")
    expect(_says(page)).to_have_text(re.compile(r"is now from 2:00\s–\s2:45"))
    _settled(page)
    press("e")
    page.locator("[name=title-en]").fill(third[3])
    page.locator("[name=title-en]").press("Enter")
    page.wait_for_url(lambda url: "/editor" in url)

    page.locator(".board [tabindex='0']").first.focus()
    walk("ArrowRight", 2)
    walk("PageDown", 10)
    page.wait_for_timeout(50)
    named(*fourth[3:])
    press("Enter")
    expect(_says(page)).to_have_text(re.compile("picked up"))
    while _block(page, fourth[3]).locator("xpath=ancestor::section").get_attribute("data-room") != "GUE":
        press("ArrowRight")
    while not re.match(r"4:05", _block(page, fourth[3]).locator("[data-when]").inner_text()):
        early = (_block(page, fourth[3]).bounding_box() or {})["y"] < _point(page, "GUE", fourth[1])[1]
        press("ArrowDown" if early else "ArrowUp")
    press("Shift+ArrowUp")
    press("Enter")
    expect(_says(page)).to_have_text(re.compile(r"4:05\s–\s4:30"))

    assert _built(live, KEYS_DAY) == set(DAY)


# ---- one thing at a time ----------------------------------------------------------------------------


def test_a_drag_moves_a_session_for_good(board):
    _drag(board, _block(board, "Inaugural session"), "HOA", 8 * 60 + 30)

    expect(_says(board)).to_have_text(re.compile(r"8:30\s–\s9:10"))
    board.reload()
    expect(_block(board, "Inaugural session").locator("[data-when]")).to_have_text(re.compile("8:30"))


def test_a_clash_is_told_while_dragging_and_refused_when_dropped(board):
    block = _block(board, "Official photograph")
    before = block.locator("[data-when]").inner_text()
    box = block.bounding_box()
    with board.expect_response(lambda answer: "/draft/clashes" in answer.url):
        board.mouse.move(box["x"] + 20, box["y"] + 8)
        board.mouse.down()
        board.mouse.move(box["x"] + 26, box["y"] + 14)
        board.mouse.move(*_point(board, "SBR", 11 * 60 + 5), steps=5)
    expect(block.locator(".block-note")).to_contain_text("Second plenary session")
    expect(board.locator(".clash").first).to_be_visible()
    board.mouse.up()

    expect(board.locator("[data-toasts-live]")).to_contain_text("Second plenary session")
    expect(_room(board, "TER").locator("[data-block]", has_text="Official photograph")).to_have_count(1)
    expect(block.locator("[data-when]")).to_have_text(before)
    expect(board.locator(".clash")).to_have_count(0)


def test_the_keyboard_moves_a_session_and_is_told_of_each_step(board):
    block = _block(board, "Reception")
    says = _says(board)
    block.locator(".block-grip").focus()
    board.keyboard.press("Enter")
    expect(says).to_have_text(re.compile("picked up"))
    board.keyboard.press("PageDown")
    board.keyboard.press("ArrowUp")
    expect(says).to_have_text(re.compile("Hall of the Americas, 6:40"))
    board.keyboard.press("Escape")
    expect(says).to_have_text(re.compile("stays where it was"))
    expect(block.locator("[data-when]")).to_have_text(re.compile("6:15"))

    board.keyboard.press("Enter")
    board.keyboard.press("ArrowRight")
    board.keyboard.press("ArrowRight")
    board.keyboard.press("Enter")
    expect(says).to_have_text(re.compile("in Rubén Darío Room"))
    expect(block.locator(".block-grip")).to_be_focused()
    board.reload()
    expect(_room(board, "RDR").locator("[data-block]", has_text="Reception")).to_have_count(1)


def test_the_keyboard_is_told_why_a_place_is_taken(board):
    block = _block(board, "First plenary session")
    block.locator(".block-grip").focus()
    with board.expect_response(lambda answer: "/draft/clashes" in answer.url):
        board.keyboard.press("Enter")
    board.keyboard.press("PageDown")
    board.keyboard.press("PageDown")
    expect(_says(board)).to_have_text(re.compile("Second plenary session"))
    board.keyboard.press("Escape")


def test_a_session_goes_to_the_tray_and_back(board):
    _block(board, "Luncheon").locator(".block-grip").focus()
    board.keyboard.press("Delete")
    expect(board.locator(".tray [data-block]", has_text="Luncheon")).to_have_count(1)
    expect(_says(board)).to_have_text(re.compile("not on the schedule"))

    _drag(board, _block(board, "Luncheon"), "TER", 13 * 60)
    expect(_room(board, "TER").locator("[data-block]", has_text="Luncheon")).to_have_count(1)
    expect(_says(board)).to_have_text(re.compile("Terrace"))


def test_what_was_done_is_undone_and_done_again(board):
    block = _block(board, "Closing") if _block(board, "Closing").count() else _block(board, "Coffee break")
    when, before = block.locator("[data-when]"), block.locator("[data-when]").inner_text()
    block.locator(".block-grip").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        board.keyboard.press(key)
    _settled(board)
    expect(when).not_to_have_text(before)
    after = when.inner_text()

    board.keyboard.press("Control+z")
    expect(when).to_have_text(before)
    board.keyboard.press("Control+Shift+z")
    expect(when).to_have_text(after)
    board.get_by_role("button", name="Undo").click()
    expect(when).to_have_text(before)
    board.get_by_role("button", name="Redo").click()
    expect(when).to_have_text(after)


def test_a_new_session_that_is_undone_is_gone_and_the_keyboard_stands_where_it_was(as_person):
    page = _warm(as_person("secretariat"), SPARE_DAY)
    page.locator(".board-mark").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("For a moment")
    page.keyboard.press("Enter")
    expect(_block(page, "For a moment").locator(".block-grip")).to_be_focused()
    page.keyboard.press("Control+z")

    expect(page.locator("[data-block]", has_text="For a moment")).to_have_count(0)
    expect(page.locator(".board-mark")).to_be_focused()


def test_without_a_title_nothing_is_made(as_person, live):
    page = _warm(as_person("secretariat"), SPARE_DAY)
    _pull(page, _point(page, "SBR", 9 * 60), _point(page, "SBR", 10 * 60))
    page.keyboard.press("Enter")
    expect(page.locator("#new-session")).to_be_visible()
    page.keyboard.type("   ")
    page.keyboard.press("Enter")
    expect(page.locator("#new-session [data-wrong]")).to_have_text("Please give the session a title.")
    page.keyboard.press("Escape")

    assert not _built(live, SPARE_DAY)


# ---- two editors ------------------------------------------------------------------------------------


def test_a_block_someone_else_moved_goes_where_it_really_is(board, as_person):
    other = _warm(as_person("secretariat"), "2027-04-22")
    _block(other, "Drafting group").locator(".block-grip").focus()
    for key in ("Enter", "PageDown", "Enter"):
        other.keyboard.press(key)
    expect(_says(other)).to_have_text(re.compile("4:45"))

    _drag(board, _block(board, "Drafting group"), "GUE", 9 * 60)
    expect(board.locator("[data-toasts-live]")).to_contain_text("meanwhile")
    expect(_block(board, "Drafting group").locator("[data-when]")).to_have_text(re.compile("4:45"))


def test_what_another_editor_does_appears_without_reload_but_not_during_a_drag(board, as_person):
    """The look that happens every quarter of a minute also happens when the page is seen again."""
    other = _warm(as_person("secretariat"), "2027-04-22")
    _block(other, "Showcase 1").locator(".block-grip").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        other.keyboard.press(key)
    expect(_says(other)).to_have_text(re.compile("2:35"))

    look = "document.dispatchEvent(new Event('visibilitychange'))"
    _block(board, "Inaugural").locator(".block-grip").focus()
    board.keyboard.press("Enter")
    board.evaluate(look)
    expect(_block(board, "Showcase 1").locator("[data-when]")).to_have_text(re.compile("2:30"))
    board.keyboard.press("Escape")
    board.evaluate(look)
    expect(_block(board, "Showcase 1").locator("[data-when]")).to_have_text(re.compile("2:35"))
    expect(board.locator("[data-board-tells]")).to_have_text(re.compile("somebody else: Showcase 1"))
    expect(_block(board, "Inaugural").locator(".block-grip")).to_be_focused()


# ---- warnings, barriers, no scripts -----------------------------------------------------------------


def test_a_warning_is_on_its_block_and_in_the_list_until_it_is_acknowledged(board):
    warning = board.locator("[data-warnings] > li").first
    text = warning.locator("[data-warning-text]").inner_text()
    count = board.locator("[data-warnings] > li").count()
    expect(board.locator("[data-warned]:visible").first).to_be_visible()
    warning.get_by_role("link", name="Acknowledge…").click()
    board.locator("#acknowledge-reason").fill("Agreed with the Chair")
    board.get_by_role("button", name="Acknowledge", exact=True).click()

    expect(board.locator("[data-warnings] > li")).to_have_count(count - 1)
    expect(board.locator("[data-warnings]")).not_to_contain_text(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_while_a_session_is_held_or_drawn(as_person, scheme):
    page = _warm(as_person("secretariat", dark=scheme == "dark"), "2027-04-23")
    page.locator("section.room .block-grip").first.focus()
    with page.expect_response(lambda answer: "/draft/clashes" in answer.url):
        page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    assert barriers_on(page, ALL_RULES) == []
    page.keyboard.press("Escape")
    _pull(page, _point(page, "MIR", 9 * 60), _point(page, "MIR", 10 * 60))
    assert barriers_on(page, ALL_RULES) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mouse and keys").click()
    assert barriers_on(page, ALL_RULES) == []


def test_a_phone_gets_lists_and_may_have_the_grid(as_person):
    page = as_person("secretariat", width=375)
    page.goto(f"{EDITOR}?day=2027-04-23")
    expect(page.locator(".is-grid")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Move…")).first).to_be_visible()
    page.get_by_role("button", name="Show as a grid").click()
    expect(page.locator(".is-grid")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_without_scripts_the_day_is_a_list_with_a_way_to_move_each_session(browser, live):
    context = browser.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "secretariat")
    page.goto(f"{EDITOR}?day=2027-04-23&lang=en")
    before = _block(page, "Press conference").locator("[data-when]").inner_text()
    _block(page, "Press conference").get_by_role("link", name="Move…").click()
    page.locator("[name=starts_at]").fill("17:00")
    page.locator("[name=ends_at]").fill("17:25")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(_block(page, "Press conference").locator("[data-when]")).to_have_text(re.compile("5:00"))

    page.get_by_role("button", name="Undo").click()
    expect(_block(page, "Press conference").locator("[data-when]")).to_have_text(before)
    context.close()
