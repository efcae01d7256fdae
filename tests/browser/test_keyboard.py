"""A bilateral with the keyboard alone: found, asked for and accepted; one always sees where one is."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

MOST = 60
"""More tabs than this to a thing on the page is no way to it."""
SEEN = """() => {
  const at = document.activeElement, ring = at.closest("label, li, div:has(> :focus-visible)") ?? at;
  const drawn = each => ["outlineStyle", "boxShadow"].some(k => getComputedStyle(each)[k] !== "none");
  const box = at.getBoundingClientRect();
  return (drawn(at) || drawn(ring)) && box.bottom > 0 && box.top < innerHeight;
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what the selector names, seeing it all the way."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(SEEN), f"nothing shows that the focus is on {name}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"“{selector}” cannot be reached on {page.url}")


def follow(page: Page, selector: str, to: str) -> None:
    """Go to a link or button by Tab, and press Enter."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(to))


def test_a_meeting_is_asked_for_and_accepted_with_the_keyboard_alone(as_person: Callable[..., Page]) -> None:
    asks = as_person("delegate", lang="es")
    asks.goto("/demo/home")
    follow(asks, ".site-nav [href='/demo/meetings/']", "/meetings/$")
    follow(asks, "main [href$='/meetings/directory']", "/directory$")
    tab_to(asks, "[name=q]")
    asks.keyboard.type("Rodrigo Ficticia")
    asks.keyboard.press("Enter")
    asks.wait_for_url(re.compile("q=Rodrigo"))
    follow(asks, "main [href*='/meetings/ask/']", "/ask/")
    tab_to(asks, "[name=purpose]")
    asks.keyboard.type("Intercambio sobre reciclaje")
    tab_to(asks, "[name=slot]")
    asks.keyboard.press("ArrowDown")
    follow(asks, "main [type=submit]", r"/meetings/\d+$")
    address = asks.url.partition("/demo/")[2]

    answers = as_person("counterpart", lang="es")
    answers.goto("/demo/meetings/")
    follow(answers, f"main [href='/demo/{address}']", f"{address}$")
    tab_to(answers, "form[action$='/accept'] [type=submit]")
    answers.keyboard.press("Enter")

    expect(answers.locator("main form[action$='/accept']")).to_have_count(0)
    answers.goto("/demo/my-agenda")
    expect(answers.locator(f"main [href='/demo/{address}']")).to_be_visible()
