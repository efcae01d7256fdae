"""Every page for everybody: axe finds nothing, in any language, light and dark, phone and desktop;
nothing scrolls sideways on the narrowest phone; the keyboard gets past the head of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from fairapp.core import clock
from tests.conftest import TODAY
from tests.house.examples import address_of
from tests.inspector import Visitor
from tests.people import DemoPeople

PEOPLE = (None, "delegate", "focal", "exhibitor", "rapporteur", "protocol", "secretariat")
"""In this order a page is looked at by the first who may open it."""
ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable", "meta-viewport"]
"""What may differ in another scheme or width. The rest is said by the markup, once."""
LOOKS = (
    (1280, "light", ALL_RULES),
    (375, "dark", ALL_RULES),
    (1280, "dark", OF_LOOKS),
    (375, "light", OF_LOOKS),
)
SETTLED = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map(a => a.finished)),
  new Promise(done => setTimeout(done, 1000)),
])"""
MAIN_PAGES = {
    None: ("/demo/", "/demo/programme/", "/demo/participants", "/demo/fair/", "/sign-in", "/no-such-page"),
    "delegate": ("/demo/home", "/demo/meetings/", "/demo/meetings/directory"),
    "secretariat": ("/demo/home", "/demo/desk/", "/demo/agenda/editor"),
}
"""Looked at in all four languages; everything else in Spanish."""


@pytest.fixture(scope="module")
def pages_of(live) -> dict[str | None, list[str]]:
    """Who looks at which pages: every address that answers with HTML, once."""
    shared: dict[str | None, list[str]] = {short: [] for short in PEOPLE}
    with live.app.app_context(), clock.stopped_at(TODAY):
        crowd = {short: Visitor(live.app, short, "es") for short in PEOPLE}
        for url in sorted(addresses(live)):
            for short in PEOPLE:
                page = crowd[short]._open("GET", url)
                if page.status == 200 and page.response.mimetype == "text/html":
                    shared[short].append(url)
                    break
    return shared


def addresses(live) -> Iterator[str]:
    demo = DemoPeople()
    for rule in live.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint not in {"static", "accounts.use_link"}:
            yield address_of(live.app, rule, demo)


@pytest.mark.parametrize("short", PEOPLE)
def test_no_barrier_on_any_page_in_light_and_dark_on_phone_and_desktop(short, pages_of, as_person):
    page = as_person(short, lang="es")
    barriers = []
    for url in pages_of[short]:
        page.goto(url)
        for width, scheme, rules in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            barriers += [f"{url} {width} {scheme}: {flaw}" for flaw in barriers_on(page, rules)]

    assert pages_of[short], "nobody looked at anything"
    assert not barriers, "\n".join(barriers)


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_no_barrier_on_the_main_pages_in_any_language(lang, as_person):
    barriers = []
    for short, urls in MAIN_PAGES.items():
        page = as_person(short, lang=lang)
        for url in urls:
            page.goto(url)
            assert page.locator("html").get_attribute("lang") == lang, url
            barriers += [f"{url}: {flaw}" for flaw in barriers_on(page)]

    assert not barriers, "\n".join(barriers)


@pytest.mark.parametrize("short", PEOPLE)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(short, pages_of, as_person):
    page = as_person(short, lang="fr", width=320)
    wide = []
    for url in pages_of[short]:
        page.goto(url)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{url}: {width} px")

    assert not wide, "\n".join(wide)


def test_the_first_key_press_offers_to_skip_to_the_content(as_person):
    page = as_person()
    page.goto("/demo/programme/")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def barriers_on(page: Page, rules: list[str] = ALL_RULES) -> list[str]:
    """What axe finds: rule, impact, and the elements it means."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    # A colour that is still on its way from one scheme to the other has no contrast to speak of. What
    # has not arrived after a second never will (a transition replaced by another does not end).
    page.evaluate(SETTLED)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{each['id']} ({each['impact']}): " + "; ".join(node["html"][:120] for node in each["nodes"][:3])
        for each in found
    ]
