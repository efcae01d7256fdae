"""The protocol officer works through the queue with the keyboard alone, in two languages; nothing on
the way is a barrier, and without scripts everything works by buttons."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.registration import services, waiting
from tests.browser.conftest import Live, sign_in
from tests.browser.test_accessibility import ALL_RULES, barriers_on
from tests.browser.test_keyboard import follow, tab_to
from tests.conftest import TODAY
from tests.people import DemoPeople
from tests.registration.helpers import person
from tests.registration.test_approval import change

QUEUE = "/demo/delegations/queue"
Person = Callable[..., Page]


@pytest.fixture
def something_waits(live: Live, request: pytest.FixtureRequest) -> None:
    """Somebody new and two changed fields in accredited Jamaica, by its focal point."""
    with live.app.app_context(), clock.stopped_at(TODAY):
        demo = DemoPeople()
        jamaica, focal = demo.delegation("JM"), demo.user("focal")
        word = re.sub(r"\W", "", request.node.name)[-12:]
        with transaction():
            services.enter_participant(jamaica, person(given="Nueva", family=word), by=focal)
        change(demo, jamaica.participants[0], by="focal", office=f"Ministra {word}", institution=word)
        db.session.remove()


def waits(live: Live) -> dict[str, int]:
    with live.app.app_context():
        return waiting.counts(DemoPeople().edition.id)


def case_of(page: Page) -> str:
    """The case at hand."""
    return page.locator(".case form input[name=case]").first.input_value()


def press(page: Page, pressed: str) -> None:
    """Press a key that decides, and wait for the case that comes next."""
    before = page.url, case_of(page)
    with page.expect_navigation():
        page.keyboard.press(pressed)
    page.wait_for_load_state()
    assert (page.url, case_of(page) if page.locator(".case").count() else "") != before


def no_barrier(page: Page) -> None:
    assert barriers_on(page, ALL_RULES) == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_queue_is_worked_through_with_the_keyboard_alone(
    lang: str, as_person: Person, live: Live, something_waits: None
) -> None:
    before = waits(live)
    page = as_person("protocol", lang=lang)
    page.goto("/demo/delegations/")
    follow(page, "nav.tabs a[href$='/queue']", "/queue$")
    goes_back_and_forth(page)
    verifies(page)
    returns_and_accredits(page)
    approves_and_refuses(page)
    issues(page)

    after = waits(live)
    assert after["letter"] == before["letter"] - 1
    assert after["accredit"] == before["accredit"] - 1  # one returned, one accredited, one verified
    assert (after["person"], after["changes"]) == (before["person"] - 1, before["changes"] - 1)


def goes_back_and_forth(page: Page) -> None:
    first = case_of(page)
    for forth, back in (("j", "k"), ("ArrowRight", "ArrowLeft")):
        press(page, forth)
        assert case_of(page) != first
        press(page, back)
        assert case_of(page) == first
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    no_barrier(page)
    page.keyboard.press("j")  # does nothing behind a dialog
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    assert case_of(page) == first


def verifies(page: Page) -> None:
    page.goto(f"{QUEUE}?kind=letter")
    no_barrier(page)
    name = page.locator("#case-title").inner_text()
    expect(page.locator(".letter-pages img").first).to_have_js_property("complete", True)
    assert page.locator(".letter-pages img").first.evaluate("e => e.naturalWidth") > 1000
    tab_to(page, "[name=dated]")
    while page.evaluate("document.activeElement.name") == "dated":
        page.keyboard.press("Tab")  # day, month, year and calendar show the focus within the field
    page.keyboard.type("Vera v. Jurado")  # keys typed into a field are letters
    tab_to(page, "button[value=verify]")
    press(page, "v")
    expect(page.locator("[data-said]")).to_contain_text(name)
    if page.locator(".case").count():
        expect(page.locator("#case-title")).to_be_focused()


def returns_and_accredits(page: Page) -> None:
    page.goto(f"{QUEUE}?kind=accredit")
    name = page.locator("#case-title").inner_text()
    page.keyboard.press("r")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    no_barrier(page)
    page.keyboard.press("Escape")
    expect(page.locator("textarea[name=reason]")).to_be_hidden()
    page.keyboard.press("r")
    page.keyboard.type("arovx: falta la firma")
    tab_to(page, "button[value=return]")
    press(page, "Enter")
    expect(page.locator("[data-said]")).to_contain_text(name)
    press(page, "a")
    expect(page.locator("[data-said] .notice-ok")).to_be_visible()


def approves_and_refuses(page: Page) -> None:
    page.goto(f"{QUEUE}?kind=person")
    no_barrier(page)
    press(page, "a")
    page.goto(f"{QUEUE}?kind=changes")
    no_barrier(page)
    tab_to(page, ".diff input[type=checkbox]")
    page.keyboard.press("Space")  # the first goes on waiting
    page.keyboard.press("x")
    expect(page.locator("textarea[name=reason]")).to_be_focused()
    page.keyboard.type("La carta dice otra cosa.")
    tab_to(page, "button[value=refuse]")
    press(page, "Enter")
    press(page, "a")


def issues(page: Page) -> None:
    page.goto(f"{QUEUE}?kind=badges")
    no_barrier(page)
    press(page, "a")
    with page.expect_navigation():
        page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"/delegations/\d+$"))


def test_the_keys_can_be_turned_off_and_stay_off(as_person: Person) -> None:
    page = as_person("protocol")
    page.goto(QUEUE)
    first = case_of(page)
    tab_to(page, "#keys-switch")
    page.keyboard.press("Space")
    page.keyboard.press("j")
    page.reload()
    page.keyboard.press("j")
    page.wait_for_timeout(300)

    assert case_of(page) == first
    expect(page.locator(".key").first).to_be_hidden()
    tab_to(page, "#keys-switch")
    page.keyboard.press("Space")
    press(page, "j")


def test_on_a_phone_the_list_comes_first_and_the_case_after(as_person: Person) -> None:
    page = as_person("protocol", lang="es", width=375, dark=True)
    page.goto(QUEUE)

    no_barrier(page)
    above = page.locator(".queue-list").bounding_box()
    below = page.locator(".case").bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_without_scripts_everything_works_by_buttons(browser, live: Live, something_waits: None) -> None:
    context = browser.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "protocol")
    page.goto(f"{QUEUE}?kind=changes")
    expect(page.locator(".key").first).to_be_hidden()
    expect(page.locator("[data-keys-tools]")).to_be_hidden()
    page.locator("summary[data-key=x]").click()
    page.locator("textarea[name=reason]").fill("No.")
    page.locator("button[value=refuse]").click()
    expect(page.locator("[data-said] .notice-ok")).to_be_visible()
    page.goto(f"{QUEUE}?kind=person")
    page.locator("button[value=approve]").click()
    expect(page.locator("[data-said] .notice-ok")).to_be_visible()
    context.close()
