"""Every route of the room, tried as every role: what each is answered stands in one table below.

Of the delegation of Jamaica, unless an address says otherwise: “own” is its focal point, “focal”
that of another delegation, “delegate” one of its people. A number is the answer's status. A form
sent empty is “in” when the visitor came as far as the form's or the verb's own answer (422, 409,
303 …), and a number when they were stopped before it: 302 to the sign-in page, 403, 404.

After a change that is meant: `APPROVE=1 pytest tests/registration/test_who_may_enter.py` prints the
table as it is now, to be read and put here.
"""

from __future__ import annotations

import os

import pytest
from flask import Flask
from werkzeug.routing import Rule

from fairapp.accounts.services import grant, open_account
from fairapp.core.db import db, transaction
from tests.house.examples import address_of
from tests.inspector import PASSWORD

ROLES = (None, "rapporteur", "exhibitor", "delegate", "chair", "focal", "own", "protocol", "secretariat")
STOPPED = {302, 403, 404}

COLUMNS = "stranger rapporteur exhibitor delegate chair focal own protocol secretariat"
TABLE = """
accept_invitation     GET  404 404 404 404 404 404 404 404 404
accept_invitation     POST 404 404 404 404 404 404 404 404 404
accredit              POST 302 403 403 403 403 403 403  in  in
add_person            GET  302 403 403 403 403 403 200 403 200
add_person            POST 302 403 403 403 403 403  in 403  in
add_zone              GET  302 403 403 403 403 403 403 403 200
add_zone              POST 302 403 403 403 403 403 403 403  in
apply_import          POST 302 404 404 404 404 404 404 404 404
ask_invitation_again  POST 404 404 404 404 404 404 404 404 404
badge                 POST 302 403 403 403 403 403 403  in  in
categories            GET  302 403 403 403 403 403 403 200 200
category_seats        GET  302 403 403 403 403 403 403 403 200
category_seats        POST 302 403 403 403 403 403 403 403  in
changes               GET  302 403 403 403 403 403 403 200 200
collect_badges        POST 302 403 403 403 403 403 403  in  in
crop_photo            GET  302 403 403 403 403 403 404 403 404
crop_photo            POST 302 403 403 403 403 403 404 403 404
decide                POST 302 403 403 403 403 403 403  in  in
decline               GET  302 403 403 403 403 403 200 403 200
decline               POST 302 403 403 403 403 403  in 403  in
delegation            GET  302 403 403 403 403 403 200 200 200
delegation_seats      GET  302 403 403 403 403 403 403 403 200
delegation_seats      POST 302 403 403 403 403 403 403 403  in
delegation_template   GET  302 403 403 403 403 403 200 403 200
delegations           GET  302 403 403 403 403 403 403 200 200
describe_letter       POST 302 403 403 403 403 403 403  in  in
discard_import        POST 302 404 404 404 404 404 404 404 404
draw                  GET  302 403 403 403 403 403 403 200 200
draw                  POST 302 403 403 403 403 403 403  in  in
edit_category         GET  302 403 403 403 403 403 403 403 200
edit_category         POST 302 403 403 403 403 403 403 403  in
edit_person           GET  302 403 403 403 403 403 200 403 200
edit_person           POST 302 403 403 403 403 403  in 403  in
edit_photo            GET  302 403 403 403 403 403 200 403 200
edit_photo            POST 302 403 403 403 403 403  in 403  in
export                GET  302 403 403 403 403 403 403 200 200
export_delegation     GET  302 403 403 403 403 403 200 200 200
focal_points          GET  302 403 403 403 403 403 403 403 200
focal_points          POST 302 403 403 403 403 403 403 403  in
import_into           GET  302 403 403 403 403 403 200 403 200
import_into           POST 302 403 403 403 403 403  in 403  in
import_people         GET  302 403 403 403 403 403 403 403 200
import_people         POST 302 403 403 403 403 403 403 403  in
import_plan           GET  302 404 404 404 404 404 404 404 404
import_template       GET  302 403 403 403 403 403 403 403 200
invite                GET  302 403 403 403 403 403 403 403 200
invite                POST 302 403 403 403 403 403 403 403  in
invite_again          POST 302 403 403 403 403 403 403 403  in
invite_focal_points   GET  302 403 403 403 403 403 403 403 200
invite_focal_points   POST 302 403 403 403 403 403 403 403  in
invite_organization   POST 302 403 403 403 403 403 403 403  in
invite_states         POST 302 403 403 403 403 403 403 403  in
issue_badges          POST 302 403 403 403 403 403 403  in  in
issued_list_paper     GET  302 403 403 403 403 403 403 404 404
issued_list_sheet     GET  302 403 403 403 403 403 403 404 404
letter                GET  302 403 403 403 403 403 200 200 200
letter_page           GET  302 403 403 403 403 403 200 200 200
lists                 GET  302 403 403 403 403 403 403 200 200
lists                 POST 302 403 403 403 403 403 403  in  in
move_person           POST 302 403 403 403 403 403  in 403  in
move_zone             POST 302 403 403 403 403 403 403 403  in
my_delegations        GET  302 200 200 200 200 200 200 200 200
next_list_paper       GET  302 403 403 403 403 403 403 200 200
next_list_sheet       GET  302 403 403 403 403 403 403 200 200
order                 GET  200 200 200 200 200 200 200 200 200
order_list            POST 302 403 403 403 403 403 403  in  in
overview              GET  302 403 403 403 403 403 403 200 200
participants          GET  200 200 200 200 200 200 200 200 200
participants_sheet    GET  200 200 200 200 200 200 200 200 200
people                GET  302 403 403 403 403 403 403 200 200
photo                 GET  302 403 403 403 403 403 404 404 404
precedence            GET  302 403 403 403 403 403 403 200 200
queue                 GET  302 403 403 403 403 403 403 200 200
record_draw           GET  302 403 403 403 403 403 403 200 200
record_draw           POST 302 403 403 403 403 403 403  in  in
refused_rows          GET  302 404 404 404 404 404 404 404 404
remove_focal_point    GET  302 403 403 403 403 403 403 403 404
remove_focal_point    POST 302 403 403 403 403 403 403 403 404
remove_person         GET  302 403 403 403 403 403 200 403 200
remove_person         POST 302 403 403 403 403 403  in 403  in
remove_photo          POST 302 403 403 403 403 403  in 403  in
remove_zone           GET  302 403 403 403 403 403 403 403 200
remove_zone           POST 302 403 403 403 403 403 403 403  in
rename_zone           GET  302 403 403 403 403 403 403 403 200
rename_zone           POST 302 403 403 403 403 403 403 403  in
return_credential     GET  302 403 403 403 403 403 403 200 200
return_credential     POST 302 403 403 403 403 403 403  in  in
revoke_invitation     GET  302 403 403 403 403 403 403 403 200
revoke_invitation     POST 302 403 403 403 403 403 403 403  in
roster                GET  302 403 403 403 403 403 403 200 200
roster_print          GET  302 403 403 403 403 403 403 200 200
search                GET  302 403 403 403 403 403 403 200 200
seating               GET  200 200 200 200 200 200 200 200 200
seating_pdf           GET  200 200 200 200 200 200 200 200 200
send_invitation_again POST 302 403 403 403 403 403 403 403  in
set_precedence_rule   POST 302 403 403 403 403 403 403  in  in
submit                POST 302 403 403 403 403 403  in 403  in
upload_letter         POST 302 403 403 403 403 403  in 403  in
uploaded_photo        GET  302 403 403 403 403 403 404 403 404
verify                POST 302 403 403 403 403 403 403  in  in
withdraw              GET  302 403 403 403 403 403 200 403 200
withdraw              POST 302 403 403 403 403 403  in 403  in
"""


def rules(app: Flask) -> list[tuple[Rule, str]]:
    found = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("registration.")
        for method in sorted(rule.methods & {"GET", "POST"})
    ]
    return sorted(found, key=lambda each: (each[0].endpoint, each[1]))


@pytest.fixture
def crowd(demo, visit):
    """A visitor for each role."""
    with transaction():
        user = open_account("own@example.org", "Ona Propia (demo)", lang="es", password=PASSWORD)
        grant(
            user,
            "focal_point",
            edition_id=demo.edition.id,
            scope="delegation",
            scope_id=demo.delegation("JM").id,
        )
    return [visit(role) for role in ROLES]


def answer(app, demo, visitor, rule, method) -> str:
    url = address_of(app, rule, demo)
    if method == "GET":
        return str(visitor._open("GET", url).status)
    page = visitor._open("POST", url, data={"csrf_token": visitor._token()})
    to = page.response.headers.get("Location", "")
    stopped = page.status in STOPPED and (page.status != 302 or "/sign-in" in to)
    return str(page.status) if stopped else "in"


def lines(app, demo, crowd, database, wanted):
    """A line of the table for each route; a form that did something is undone before the next."""
    found = []
    nobody_connected()
    database.keep_picture("crowd")
    for rule, method in rules(app):
        if wanted(method):
            answers = [answer(app, demo, visitor, rule, method) for visitor in crowd]
            found.append([rule.endpoint.removeprefix("registration."), method, *answers])
            if "in" in answers:
                as_before(database)
    return found


def as_before(database) -> None:
    nobody_connected()
    database.restore("crowd")


def nobody_connected() -> None:
    """A database is copied while nobody looks; PostgreSQL shows everybody out."""
    db.session.remove()
    db.engine.dispose()


def expected(method):
    rows = [line.split() for line in TABLE.strip().splitlines()]
    return [row for row in rows if row[1] == method]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_role_is_answered_as_the_table_says(app, demo, crowd, database, method):
    found = lines(app, demo, crowd, database, lambda each: each == method)
    if os.environ.get("APPROVE"):
        print("\n".join(" ".join(row) for row in found))

    assert found == expected(method)


def test_the_table_has_a_column_for_each_role():
    assert COLUMNS.split() == [role or "stranger" for role in ROLES]


def test_the_table_knows_every_route_and_no_other(app):
    named = {tuple(line.split()[:2]) for line in TABLE.strip().splitlines()}

    assert named == {(rule.endpoint.removeprefix("registration."), method) for rule, method in rules(app)}
