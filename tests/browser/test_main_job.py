"""The main job from end to end, in Spanish, as the five people it takes: each step goes on where the
last one ended, in one edition, in real browsers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from fairapp.demo.letter import specimen
from tests.browser.conftest import Live

Person = Callable[..., Page]

# The steps are told in order and each needs the one before.
pytestmark = pytest.mark.browser


def press(page: Page, action: str) -> None:
    """Press the button of the form that goes to that address."""
    page.locator(f"main form[action$='{action}'] button[type=submit]").last.click()
    page.wait_for_load_state()


def save(page: Page) -> None:
    """Press the one button that ends a form."""
    page.locator("main form .submit-row button[type=submit]").first.click()
    page.wait_for_load_state()


def choose(page: Page, name: str, words: str) -> None:
    """Choose the entry of a list that contains the words."""
    select = page.locator(f"select[name={name}]")
    value = select.locator("option", has_text=words).first.get_attribute("value")
    select.select_option(value)


def write_in(page: Page, name: str, lang: str, text: str) -> None:
    """Fill one language of a four-language field, through its tab."""
    field = page.locator(f"[name={name}-{lang}]")
    if not field.is_visible():
        fieldset = page.locator("fieldset", has=field)
        label = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}[lang]
        fieldset.get_by_role("tab", name=re.compile(label)).click()
    field.fill(text)


def enter_person(page: Page, **person: str) -> None:
    page.goto(f"{page.url.split('#')[0].rstrip('/')}/people/new")
    page.select_option("[name=role]", person.pop("role"))
    page.check(f"[name=languages][value={person.pop('language')}]")
    for name, value in person.items():
        page.fill(f"[name={name}]", value)
    save(page)


def test_the_main_job_as_five_people(as_person: Person, live: Live, tmp_path: Path) -> None:
    registers(as_person, tmp_path)
    accredits(as_person)
    builds_the_agenda(as_person)
    assigns_a_booth(as_person)
    delegate = comes_in_by_link(as_person, live)
    meets(as_person, live, delegate)
    reports(as_person)


def registers(as_person: Person, tmp_path: Path) -> None:
    """The focal point enters the head and an adviser, and uploads the letter."""
    page = as_person("focal", lang="es")
    page.goto("/demo/home")
    page.locator("main a[href*='/delegations/']").first.click()
    page.wait_for_url("**/delegations/*")
    delegation = page.url.split("#")[0]
    expect(page.locator("h1")).to_contain_text("Chile")

    enter_person(
        page,
        role="head",
        language="es",
        given_names="Violeta",
        family_names="Muestra Ficticia",
        office="Directora Ejecutiva",
        email="violeta@example.org",
    )
    page.goto(delegation)
    enter_person(
        page, role="head", language="es", given_names="Otra", family_names="Jefa", office="Directora"
    )
    expect(page.locator("[aria-invalid=true][name=role]")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Violeta Muestra Ficticia")
    assert page.input_value("[name=given_names]") == "Otra"

    page.goto(delegation)
    enter_person(
        page,
        role="adviser",
        language="es",
        given_names="Matilde",
        family_names="Ejemplo Inventado",
        office="Asesora de Cooperación Sur-Sur",
        email="matilde@example.org",
    )
    page.goto(delegation)
    letter = tmp_path / "carta.pdf"
    letter.write_bytes(specimen("CL").read())
    page.set_input_files("input[type=file]", letter)
    press(page, "/letter")
    press(page, "/submit")
    expect(page.locator("main")).to_contain_text("carta.pdf")


def accredits(as_person: Person) -> None:
    """The secretariat verifies and accredits; the public reads the list, in order of precedence."""
    page = as_person("secretariat", lang="es")
    page.goto("/demo/delegations/?q=Chile")
    page.locator("main a[href*='/delegations/']", has_text="Chile").first.click()
    press(page, "/verify")
    press(page, "/accredit")

    stranger = as_person(None, lang="es", width=375)
    stranger.goto("/demo/participants")
    names = stranger.locator("main").inner_text()
    assert "Violeta MUESTRA FICTICIA" in names
    assert names.index("Jamaica") < names.index("Perú") < names.index("Chile")


def builds_the_agenda(as_person: Person) -> None:
    """The secretariat adds a session, is told of a clash, moves it, and releases the programme."""
    page = as_person("secretariat", lang="es")
    page.goto("/demo/agenda/sessions/new")
    write_in(page, "title", "es", "Mesa redonda de prueba")
    page.select_option("[name=kind]", "side_event")
    choose(page, "room", "Salón Simón Bolívar")
    page.fill("[name=day]", "2027-04-22")
    page.fill("[name=starts_at]", "10:15")
    page.fill("[name=ends_at]", "11:00")
    save(page)
    expect(page.locator("main [role=alert]")).to_contain_text("Primera sesión plenaria")
    assert page.input_value("[name=title-es]") == "Mesa redonda de prueba"

    choose(page, "room", "Salón Miranda")
    save(page)
    stranger = as_person(None, lang="es", width=375)
    stranger.goto("/demo/programme/")
    expect(stranger.locator("main")).not_to_contain_text("Mesa redonda de prueba")

    page.goto("/demo/agenda/release")
    expect(page.locator("main")).to_contain_text("Mesa redonda de prueba")
    page.locator("main form [name=note]").fill("Se añade una mesa redonda.")
    save(page)
    stranger.goto("/demo/programme/")
    expect(stranger.locator("main")).to_contain_text("Mesa redonda de prueba")
    feed = stranger.request.get("/demo/programme.ics?lang=es").body()
    titles = [str(e["SUMMARY"]) for e in Calendar.from_ical(feed).walk("VEVENT")]
    assert "Mesa redonda de prueba" in titles


def assigns_a_booth(as_person: Person) -> None:
    """The secretariat gives the exhibitor without a place the free booth; the plan shows it."""
    page = as_person("secretariat", lang="es")
    page.goto("/demo/fair/allocation")
    choose(page, "exhibitor", "Lac-aux-Hérons")
    choose(page, "booth", "G02")
    for box in page.locator("[name=days]").all():
        box.check()
    save(page)

    stranger = as_person(None, lang="es")
    stranger.goto("/demo/fair/?q=Lac-aux-Hérons")
    stranger.locator("main a", has_text="Lac-aux-Hérons").first.click()
    expect(stranger.locator("main")).to_contain_text("G02")


def comes_in_by_link(as_person: Person, live: Live) -> Page:
    """The adviser, whose delegation is accredited now, asks for a link and comes in by it."""
    (welcome,) = live.outbox(to="matilde@example.org", kind="participant-welcome")
    assert welcome.lang == "es"
    page = as_person(None, lang="es")
    page.goto("/sign-in")
    page.fill("[name=link-email]", "matilde@example.org")
    press(page, "/sign-in/link")
    letter = live.outbox(to="matilde@example.org", kind="sign-in-link")[-1]
    link = re.search(r"https?://[^/\s]+(/sign-in/\S+)", letter.text)
    assert link is not None
    page.goto(link[1])
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


def meets(as_person: Person, live: Live, page: Page) -> None:
    """The adviser finds a counterpart and asks; the other accepts; both have it in their agenda and
    in a calendar invitation."""
    page.goto("/demo/meetings/directory?q=Rodrigo+Ficticia")
    row = page.locator("main a[href*='/meetings/ask/']", has_text="Rodrigo Ficticia Modelo").first
    row.click()
    page.wait_for_url("**/meetings/ask/*")
    page.fill("[name=purpose]", "Intercambio sobre reciclaje inclusivo")
    page.locator("[name=slot]").first.check(force=True)
    save(page)

    other = as_person("counterpart", lang="es", width=375)
    other.goto("/demo/meetings/")
    other.locator("main a[href*='/meetings/']", has_text="Chile").first.click()
    expect(other.locator("main")).to_contain_text("Intercambio sobre reciclaje inclusivo")
    press(other, "/accept")

    for reader in (page, other):
        reader.goto("/demo/my-agenda")
        expect(reader.locator("main")).to_contain_text("Chile – México")
    for address in ("matilde@example.org", "counterpart@example.org"):
        letter = live.outbox(to=address, kind="meeting-accepted")[-1]
        assert letter.calendar_method == "REQUEST"
        (event,) = Calendar.from_ical(letter.calendar or "").walk("VEVENT")
        assert {str(a) for a in event["ATTENDEE"]} == {
            "mailto:matilde@example.org",
            "mailto:counterpart@example.org",
        }


def reports(as_person: Person) -> None:
    """The rapporteur writes the record of a session, with a decision, and takes the report away."""
    page = as_person("rapporteur", lang="es")
    page.goto("/demo/records/")
    page.locator("main a[href*='/records/']", has_text="Tercera sesión plenaria").first.click()
    page.wait_for_url("**/records/*")
    record = page.url
    write_in(page, "summary", "es", "Las delegaciones intercambiaron puntos de vista (texto de prueba).")
    save(page)
    page.goto(f"{record}/decisions/new")
    write_in(page, "text", "es", "Encomendar a la Secretaría una propuesta de prueba.")
    page.check("[name=outcomes][value=O3]")
    save(page)
    page.goto(record)
    press(page, "/finalise")

    pages = {}
    for lang in ("es", "en", "fr", "pt"):
        answer = page.request.get(f"/demo/documents/rapporteur-report.pdf?lang={lang}")
        assert answer.headers["content-type"] == "application/pdf"
        reader = PdfReader(io.BytesIO(answer.body()))
        assert str(reader.trailer["/Root"]["/Lang"]).startswith(lang)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        pages[lang] = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    assert "Informe de la Relatoría".upper() in pages["es"].upper()
    assert "Encomendar a la Secretaría una propuesta de prueba." in pages["es"]
    assert "texto de prueba" in pages["es"]
    assert "CIDI/RACOOP/doc.16/27" in pages["es"]

    listed = page.request.get("/demo/documents/list-of-participants.pdf?lang=es").body()
    words = " ".join(" ".join(p.extract_text() for p in PdfReader(io.BytesIO(listed)).pages).split())
    assert "Violeta MUESTRA FICTICIA" in words
