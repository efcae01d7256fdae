"""Moving sessions on the board: by mouse, by finger's grip, by keyboard, and when it is refused."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import sign_in


def _block(page: Page, code_or_title: str) -> Locator:
    return page.locator("[data-block]", has_text=code_or_title).first


def _room(page: Page, code: str) -> Locator:
    return page.locator(f"section[data-room={code}]")


def _drag(page: Page, block: Locator, room: Locator, minutes: int) -> None:
    """Drag by the middle of the block to a room, so that it begins ``minutes`` after midnight."""
    block.scroll_into_view_if_needed()
    box = block.bounding_box()
    first = int(page.locator("[data-board]").get_attribute("data-first")) * 60
    lane = room.locator("[data-list]").bounding_box()
    assert box
    assert lane
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    target = (lane["x"] + lane["width"] / 2, lane["y"] + (minutes - first) * 1.5 + 10)
    page.mouse.move(box["x"] + 30, box["y"] + 20)
    page.mouse.move(*target, steps=6)
    page.mouse.up()


@pytest.fixture
def board(as_person):
    page = as_person("secretariat", width=1500)
    page.set_viewport_size({"width": 1500, "height": 1600})
    page.goto("/demo/agenda/editor?day=2027-04-22")
    return page


def test_a_drag_moves_a_session_for_good(board):
    block = _block(board, "Inaugural session")
    _drag(board, block, _room(board, "HOA"), 8 * 60 + 30)

    expect(board.locator("[data-board-says]")).to_have_text(re.compile(r"8:30\s–\s9:10"))
    board.reload()
    expect(_block(board, "Inaugural session").locator("[data-when]")).to_have_text(re.compile("8:30"))


def test_a_clash_puts_the_block_back_and_says_why(board):
    block = _block(board, "Official photograph")
    before = block.locator("[data-when]").inner_text()
    _drag(board, block, _room(board, "SBR"), 11 * 60)

    expect(board.locator("[data-toasts-live]")).to_contain_text("Simón Bolívar Room is taken by")
    expect(_room(board, "TER").locator("[data-block]", has_text="Official photograph")).to_have_count(1)
    expect(block.locator("[data-when]")).to_have_text(before)


def test_the_keyboard_moves_a_session_and_is_told_of_each_step(board):
    block = _block(board, "Reception")
    says = board.locator("[data-board-says]")
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


def test_a_session_goes_to_the_tray_and_back(board):
    block = _block(board, "Luncheon")
    block.locator(".block-grip").focus()
    board.keyboard.press("Enter")
    for _ in range(10):
        board.keyboard.press("ArrowLeft")
    board.keyboard.press("Enter")
    expect(board.locator(".tray [data-block]", has_text="Luncheon")).to_have_count(1)
    expect(board.locator("[data-board-says]")).to_have_text(re.compile("not on the schedule"))

    _drag(board, _block(board, "Luncheon"), _room(board, "TER"), 13 * 60)
    expect(_room(board, "TER").locator("[data-block]", has_text="Luncheon")).to_have_count(1)
    expect(board.locator("[data-board-says]")).to_have_text(re.compile("Terrace"))


def test_a_block_someone_else_moved_goes_where_it_really_is(board, as_person):
    other = as_person("secretariat", width=1500)
    other.goto("/demo/agenda/editor?day=2027-04-22")
    _block(other, "Drafting group").locator(".block-grip").focus()
    other.keyboard.press("Enter")
    other.keyboard.press("PageDown")
    other.keyboard.press("Enter")
    expect(other.locator("[data-board-says]")).to_have_text(re.compile("4:45"))

    _drag(board, _block(board, "Drafting group"), _room(board, "GUE"), 9 * 60)
    expect(board.locator("[data-toasts-live]")).to_contain_text("meanwhile")
    expect(_block(board, "Drafting group").locator("[data-when]")).to_have_text(re.compile("4:45"))


def test_without_scripts_the_day_is_a_list_with_a_way_to_move_each_session(browser, live):
    context = browser.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "secretariat")
    page.goto("/demo/agenda/editor?day=2027-04-23&lang=en")
    _block(page, "Press conference").get_by_role("link", name="Move…").click()
    page.locator("[name=starts_at]").fill("17:00")
    page.locator("[name=ends_at]").fill("17:25")
    page.get_by_role("button", name="Move", exact=True).click()

    expect(_block(page, "Press conference").locator("[data-when]")).to_have_text(re.compile("5:00"))
    context.close()
