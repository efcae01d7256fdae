"""The focal point registers a delegation with the keyboard alone, in two languages: from the link in
the invitation to the accredited delegation's answer; nothing on the way is a barrier."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.registration import services
from fairapp.registration.models import Delegation
from fairapp.registration.services import Invitee
from tests.browser.conftest import Live
from tests.browser.test_accessibility import ALL_RULES, barriers_on
from tests.browser.test_keyboard import follow, tab_to
from tests.conftest import TODAY
from tests.people import DemoPeople
from tests.registration.helpers import letter as true_pdf

Person = Callable[..., Page]
LINK = re.compile(r"http://[^\s/]+(/demo/invitation/\S+)")
DELEGATION = r"/delegations/\d+(\?lang=\w\w)?$"


@pytest.fixture
def invitation(live: Live, request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """Invite somebody to manage a delegation; the path of the link in the letter."""

    def invite(code: str, lang: str) -> str:
        address = f"enlace-{code.lower()}@example.org"
        with live.app.app_context(), clock.stopped_at(TODAY):
            demo = DemoPeople()
            with transaction():
                services.invite_focal_point(
                    demo.delegation(code),
                    Invitee("Elisa Enlace (demo)", address, lang),
                    by=demo.user("secretariat"),
                )
            db.session.remove()
        (written,) = live.outbox(to=address)
        found = LINK.search(written.text)
        assert found, written.text
        return found[1]

    return invite


def no_barrier(page: Page) -> None:
    assert barriers_on(page, ALL_RULES) == []


def type_into(page: Page, name: str, text: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


def choose(page: Page, name: str, value: str) -> None:
    """Choose from a list by its arrow keys."""
    tab_to(page, f"select[name={name}]")
    options = page.eval_on_selector_all(f"select[name={name}] option", "all => all.map(o => o.value)")
    at = page.eval_on_selector(f"select[name={name}]", "e => e.selectedIndex")
    for _ in range(abs(options.index(value) - at)):
        page.keyboard.press("ArrowDown" if options.index(value) > at else "ArrowUp")
    assert page.eval_on_selector(f"select[name={name}]", "e => e.value") == value


def send(page: Page, selector: str) -> None:
    """Press a button by Tab and Enter, and wait for the page that answers."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize(("lang", "code"), [("es", "GT"), ("en", "HN")])
def test_a_delegation_is_registered_with_the_keyboard_alone(
    lang: str, code: str, as_person: Person, live: Live, invitation: Callable[[str, str], str], tmp_path: Path
) -> None:
    page = as_person(lang=lang)
    page.goto(invitation(code, lang))
    no_barrier(page)
    send(page, "main form button[type=submit]")
    expect(page).to_have_url(re.compile(DELEGATION))
    home = page.url.partition("?")[0]
    no_barrier(page)

    enters_the_head(page)
    is_told_what_is_wrong_and_loses_nothing(page, home)
    sends_the_letter(page, home, tmp_path)
    submits(page, home)

    with live.app.app_context():
        delegation = db.session.get_one(Delegation, int(home.rpartition("/")[2]))
        assert delegation.status == "letter_received"
        assert {person.role for person in delegation.participants} >= {"head", "adviser"}
        assert delegation.steps[-1].to_status == "letter_received"


def enters_the_head(page: Page) -> None:
    follow(page, "main a[href$='/people/new']", "/people/new$")
    no_barrier(page)
    choose(page, "role", "head")
    type_into(page, "given_names", "Elena")
    type_into(page, "family_names", "Cabeza Ficticia")
    type_into(page, "office", "Directora")
    type_into(page, "email", f"elena-{abs(hash(page.url)) % 10_000}@example.org")
    send(page, "main form button[type=submit]:not([name])")
    expect(page).to_have_url(re.compile(DELEGATION))
    expect(page.locator("main")).to_contain_text("CABEZA FICTICIA")


def is_told_what_is_wrong_and_loses_nothing(page: Page, home: str) -> None:
    """A second head, an address that is none: said beside the field, and what was typed is still there."""
    page.goto(f"{home}/people/new")
    choose(page, "role", "head")
    type_into(page, "given_names", "Otro")
    type_into(page, "family_names", "Más")
    type_into(page, "email", "nobody-at-home")
    send(page, "main form button[type=submit]:not([name])")
    expect(page.locator("#email-error")).to_be_visible()
    no_barrier(page)
    assert page.locator("[name=given_names]").input_value() == "Otro"
    page.locator("[name=email]").fill("")
    send(page, "main form button[type=submit]:not([name])")
    expect(page.locator("#role-error")).to_contain_text("Elena Cabeza Ficticia")
    no_barrier(page)
    choose(page, "role", "adviser")
    send(page, "main form button[type=submit]:not([name])")
    expect(page.locator("main")).to_contain_text("MÁS")


def sends_the_letter(page: Page, home: str, folder: Path) -> None:
    page.goto(home)
    program = folder / "carta.pdf"
    program.write_bytes(b"MZ" + b"\0" * 500)
    page.locator("input[type=file][name=letter]").set_input_files(program)
    send(page, "form[action$='/letter'] button[type=submit]")
    expect(page.locator("#letter-error")).to_be_visible()
    no_barrier(page)
    program.write_bytes(true_pdf().stream.read())
    page.locator("input[type=file][name=letter]").set_input_files(program)
    send(page, "form[action$='/letter'] button[type=submit]")
    expect(page.locator("main")).to_contain_text("carta.pdf")


def submits(page: Page, home: str) -> None:
    """What is missing is said of whom; once it is there, the composition is submitted."""
    page.goto(home)
    missing = page.locator("main a[href*='/people/']", has_text=re.compile("Otro"))
    expect(missing.first).to_be_attached()
    follow(page, f"main .person a[href$='/people/{adviser_of(page)}']", r"/people/\d+$")
    type_into(page, "office", "Asesor")
    send(page, "main form button[type=submit]:not([name])")
    expect(page).to_have_url(re.compile(DELEGATION))
    send(page, "form[action$='/submit'] button[type=submit]")
    no_barrier(page)


def adviser_of(page: Page) -> str:
    """The number of the person called Otro, from the page."""
    row = page.locator("li.person", has_text="MÁS").first
    return str(row.get_attribute("id")).removeprefix("person-")


def test_a_used_or_false_link_says_so_and_signs_nobody_in(
    as_person: Person, invitation: Callable[[str, str], str]
) -> None:
    path = invitation("DM", "en")
    first = as_person(lang="en")
    first.goto(path)
    send(first, "main form button[type=submit]")
    second = as_person(lang="es")
    assert second.goto(path).status == 410
    no_barrier(second)
    assert second.goto(path[:-4] + "XXXX").status == 404
    no_barrier(second)
    second.goto("/account")
    expect(second).to_have_url(re.compile("/sign-in"))


def test_the_page_holds_on_a_phone_in_the_dark(as_person: Person) -> None:
    page = as_person("focal", lang="es", width=375, dark=True)
    page.goto("/demo/home")
    page.goto("/demo/delegations/mine")
    no_barrier(page)
    page.locator("main a[href*='/delegations/']").first.click()
    no_barrier(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 375
