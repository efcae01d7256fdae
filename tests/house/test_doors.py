"""Who may enter where: every door, tried by everybody, compared with a list a person approved.

After a change that is meant, write the list anew and read the difference:

    APPROVE=1 pytest tests/house/test_doors.py && git diff tests/approved/doors.txt
"""

from __future__ import annotations

import os

import pytest
from flask import Flask
from werkzeug.routing import Rule

from fairapp.core.doors import EVERYONE, door_of
from fairapp.documents import prints
from tests.house.examples import address_of
from tests.house.floors import ROOT
from tests.inspector import Visitor

APPROVED = ROOT / "tests/approved/doors.txt"
VISITORS = (None, "secretariat", "protocol", "focal", "delegate", "exhibitor", "rapporteur")
SAFE = {"GET", "HEAD", "OPTIONS"}


def rules(app: Flask) -> list[Rule]:
    """Every route but the static files, in order of address."""
    return sorted(
        (r for r in app.url_map.iter_rules() if r.endpoint != "static"), key=lambda r: (str(r), r.endpoint)
    )


def test_every_route_has_a_door(app):
    assert [rule.endpoint for rule in rules(app) if door_of(app, rule.endpoint) is None] == []


def test_nothing_that_changes_something_answers_to_get(app):
    """Verbs are POST: the last word of their address must not be reachable by following a link."""
    verbs = {
        "accept",
        "submit",
        "verify",
        "accredit",
        "move",
        "renumber",
        "revise",
        "sign-out",
        "upload",
        "publish",
    }

    assert [
        str(rule) for rule in rules(app) if str(rule).rpartition("/")[2] in verbs and "GET" in rule.methods
    ] == []


def test_who_may_enter_is_as_approved(app, demo, visit):
    crowd = {short or "stranger": visit(short) for short in VISITORS}
    lines = [line_of(app, rule, demo, crowd) for rule in rules(app)]
    lines += [print_line(name, crowd) for name in prints.names()]
    found = "\n".join(lines) + "\n"
    if os.environ.get("APPROVE"):
        APPROVED.write_text(found)

    assert found.splitlines() == APPROVED.read_text().splitlines()


def line_of(app: Flask, rule: Rule, demo, crowd: dict[str, Visitor]) -> str:
    """`accounts.account  GET POST  /account  (signed in)  stranger 302  secretariat 200 …`"""
    who = door_of(app, rule.endpoint)
    parts = [rule.endpoint, " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})), str(rule), f"({who.name})"]
    if "GET" in rule.methods:
        url = address_of(app, rule, demo)
        parts += [f"{name} {visitor._open('GET', url).status}" for name, visitor in crowd.items()]
    return "  ".join(parts)


def print_line(name: str, crowd: dict[str, Visitor]) -> str:
    """Each print says for itself who may ask for it."""
    url = f"/demo/documents/{name}.pdf?lang=es"
    statuses = [f"{short} {visitor._open('GET', url).status}" for short, visitor in crowd.items()]
    return "  ".join([name, "GET", url, f"({prints.find(name).who.name})", *statuses])


def test_a_stranger_changes_nothing(app, demo, visit):
    """Every POST behind a door sends a stranger away, token or no token."""
    stranger = visit(None)
    entered = []
    for rule in rules(app):
        if rule.methods <= SAFE or door_of(app, rule.endpoint) is EVERYONE:
            continue
        page = stranger.post(address_of(app, rule, demo))
        if not (page.status == 302 and page.response.headers["Location"].startswith("/sign-in")):
            entered.append(f"{rule.endpoint}: {page.status}")

    assert entered == []


@pytest.mark.parametrize("short", ["delegate", "secretariat"])
def test_a_form_without_its_token_is_refused(app, demo, visit, short):
    visitor = visit(short)
    taken = []
    for rule in rules(app):
        if not rule.methods <= SAFE:
            status = visitor._open("POST", address_of(app, rule, demo), data={}).status
            if status not in {400, 403, 404}:
                taken.append(f"{rule.endpoint}: {status}")

    assert taken == []
