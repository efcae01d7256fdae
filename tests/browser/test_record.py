"""The record saves itself, and keeps what was typed when the network is gone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from fairapp.agenda.models import Session
from fairapp.core.db import db


def _text(page: Page):
    return page.locator("textarea[name=summary-en]")


@pytest.fixture
def address(live) -> str:
    with live.app.app_context():
        found = select(Session.id).where(Session.kind == "plenary", Session.number == 3)
        return f"/demo/records/{db.session.scalars(found).one()}"


def test_what_is_typed_is_saved_without_a_button(as_person, address):
    page = as_person("rapporteur")
    page.goto(address)
    _text(page).fill("Said and saved.")
    expect(page.locator("[data-autosave-state]")).to_have_text(re.compile(r"Saved at \d"))
    _text(page).fill("Said and saved, twice.")
    expect(page.locator("[data-autosave-state]")).to_have_text("Not saved yet")
    expect(page.locator("[data-autosave-state]")).to_have_text(re.compile(r"Saved at \d"))

    page.reload()
    expect(_text(page)).to_have_value("Said and saved, twice.")


def test_words_typed_without_a_network_wait_on_the_device_and_are_put_back(as_person, address):
    page = as_person("rapporteur")
    page.goto(address)
    page.context.route("**/draft", lambda route: route.abort())
    _text(page).fill("Typed in a tunnel.")
    expect(page.locator("[data-autosave-state]")).to_contain_text("kept on this device")

    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.context.unroute("**/draft")
    page.get_by_role("button", name="Put it back").click()
    expect(_text(page)).to_have_value("Typed in a tunnel.")
    expect(page.locator("[data-autosave-state]")).to_have_text(re.compile(r"Saved at \d"))
    assert page.evaluate("localStorage.length") == 0


def test_a_conflict_stops_saving_and_the_button_shows_both(as_person, address):
    mine, theirs = as_person("rapporteur"), as_person("secretariat")
    mine.goto(address)
    theirs.goto(address)
    _text(theirs).fill("Theirs.")
    expect(theirs.locator("[data-autosave-state]")).to_have_text(re.compile(r"Saved at \d"))
    _text(mine).fill("Mine.")
    expect(mine.locator("[data-autosave-state]")).to_contain_text("Somebody else saved this")

    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("What stands on record now")).to_be_visible()
    expect(mine.get_by_text("Theirs.")).to_be_visible()
    expect(_text(mine)).to_have_value("Mine.")
