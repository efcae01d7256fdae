"""Search as one types, by keyboard, with what a screen reader is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import barriers_on

FIELD = "#finder"


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("fr", 375)])
def test_a_person_is_found_and_reached_with_the_keyboard_alone(
    as_person: Callable[..., Page], lang: str, width: int
) -> None:
    page = as_person("protocol", lang=lang, width=width)
    page.goto("/demo/delegations/overview")
    field = page.locator(FIELD)
    field.focus()
    page.keyboard.type("jamaïque kez")

    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-finder-count]")).not_to_be_empty()
    assert barriers_on(page) == []

    page.keyboard.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("jamaïque kez")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/delegations/\d+#person-\d+$"))


def test_enter_without_a_choice_leads_to_the_page_of_answers(as_person: Callable[..., Page]) -> None:
    page = as_person("secretariat", lang="es")
    page.goto("/demo/delegations/")
    page.locator(FIELD).fill("chile")
    page.locator(FIELD).press("Enter")

    page.wait_for_url(re.compile(r"/search\?q=chile$"))
    expect(page.get_by_role("link", name="Chile", exact=True)).to_be_visible()


def test_nobody_found_is_said(as_person: Callable[..., Page]) -> None:
    page = as_person("protocol")
    page.goto("/demo/delegations/people")
    page.locator(FIELD).fill("zzzz")

    expect(page.locator("[data-finder-note]")).to_have_text("Nothing found.")
    expect(page.locator("[data-finder-count]")).to_have_text("Nothing found.")
