"""What an import would do: whom a row speaks of, what it changes, why it is refused."""

from __future__ import annotations

import pytest

from fairapp.accounts.services import grant
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import speaking
from fairapp.registration import services
from fairapp.registration.models import Participant
from fairapp.registration.services.people import PersonDetails
from fairapp.registration.sheets.planning import plan
from fairapp.registration.sheets.reading import read
from fairapp.registration.sheets.standing import standing
from tests.registration.helpers import after_closing, person
from tests.registration.sheets import HEAD, csv_of, imported, outcomes, planned, reasons, xlsx_of
from tests.selects import selects


@pytest.fixture(autouse=True)
def speak_english(app):
    with app.app_context(), speaking("en"):
        yield


def enter(demo, code="CL", by="secretariat", **details):
    with transaction():
        return services.enter_participant(demo.delegation(code), person(**details), by=demo.user(by))


def set_seats(demo, category, seats, home="member_state"):
    with transaction():
        services.set_general_seats(demo.edition, home, category, seats, by=demo.user("secretariat"))


ANA = ("Chile", "Adviser", "Ana", "Prueba", "Adviser", "ana@example.org")


# whom a row speaks of


def test_somebody_nobody_knows_is_added(demo):
    made = planned(demo, ANA)

    (line,) = made.lines
    assert line.outcome == "added"
    assert line.person is None
    assert line.values["email"] == "ana@example.org"
    assert line.values["category"] == "member_state"
    assert line.values["listed"] is True
    assert line.standing == "entered"
    assert made.others == db.session.query(Participant).count()


def test_people_are_known_by_number_then_by_address_then_by_name(demo):
    one = enter(demo, given="Uno", family="Prueba", email="one@example.org")
    two = enter(demo, given="Dos", family="Prueba", email="two@example.org")

    made = planned(
        demo,
        (one.id, "Chile", "Adviser", "Renamed", "Person", "Asesora", "one@example.org"),
        ("", "Chile", "Adviser", "Otro", "Nombre", "Asesora", " TWO@example.org "),
        head=("No.", *HEAD),
    )

    assert [line.person for line in made.lines] == [one, two]
    assert made.lines[1].changes == {"given_names": ("Dos", "Otro"), "family_names": ("Prueba", "Nombre")}


def test_a_name_is_the_same_however_it_is_spelled(demo):
    one = enter(demo, given="José María", family="Núñez")

    (line,) = planned(demo, ("CL", "Adviser", "JOSE MARIA", "nunez", "Asesora", "")).lines

    assert line.person is one


def test_the_same_name_in_another_delegation_is_somebody_else(demo):
    enter(demo, given="Ana", family="Prueba")

    assert planned(demo, ("Jamaica", "Adviser", "Ana", "Prueba", "", "")).lines[0].person is None


def test_a_row_that_says_what_stands_is_left_alone_whatever_was_typed_before(demo):
    with transaction():
        services.enter_participant(
            demo.delegation("CL"),
            PersonDetails("adviser", "Ana", "Prueba", office="", phone="not a phone"),
            by=demo.user("secretariat"),
        )

    made = planned(demo, ("CL", "Adviser", "Ana", "Prueba", "not a phone"), head=(*HEAD[:4], "Phone"))

    assert outcomes(made) == ["unchanged"]


def test_fields_are_compared_one_by_one_and_columns_left_out_are_left_alone(demo):
    enter(demo, given="Ana", family="Prueba", office="Asesora", phone="+56 2 555 0100", email="a@example.org")

    made = planned(demo, ("CL", "Adviser", "Ana", "Prueba", "Directora", ""))

    assert made.lines[0].changes == {"office": ("Asesora", "Directora"), "email": ("a@example.org", None)}


def test_an_empty_cell_of_a_consent_a_role_or_a_category_says_nothing(demo):
    enter(demo, given="Ana", family="Prueba", open_to_meetings=False)

    made = planned(
        demo,
        ("CL", "", "Ana", "Prueba", "", "", ""),
        head=(
            "Delegation",
            "Role",
            "Given names",
            "Family names",
            "Category",
            "May be asked for meetings",
            "In the public list",
        ),
    )

    assert outcomes(made) == ["unchanged"]


def test_whoever_is_not_in_the_sheet_is_counted_and_left_alone(demo):
    enter(demo, given="Ana", family="Prueba")
    before = db.session.query(Participant).count()

    assert planned(demo, ("CL", "Adviser", "Ana", "Prueba", "Asesora", "")).others == before - 1


# refusals


@pytest.mark.parametrize(
    ("row", "column", "part"),
    [
        (("Narnia", "Adviser", "Ana", "Prueba", "", ""), "delegation", "called so"),
        (("", "Adviser", "Ana", "Prueba", "", ""), "delegation", "fill this in"),
        (("CL", "", "Ana", "Prueba", "", ""), "role", "fill this in"),
        (("CL", "King", "Ana", "Prueba", "", ""), "role", "Head of Delegation, Alternate Head"),
        (("CL", "Permanent Observer", "Ana", "Prueba", "", ""), "role", "In this delegation"),
        (("CL", "Adviser", "", "Prueba", "", ""), "given_names", "fill this in"),
        (("CL", "Adviser", "Ana", "P" * 300, "", ""), "family_names", "120"),
        (("CL", "Adviser", "Ana", "Prue\u202eba", "", ""), "family_names", "U+202E"),
        (("CL", "Adviser", "Ana", "1234", "", ""), "family_names", "letter"),
        (("CL", "Adviser", "Ana", "Prueba", "O" * 201, ""), "office", "200"),
        (("CL", "Adviser", "Ana", "Prueba", "", "nowhere"), "email", "not an e-mail address"),
        (("CL", "Adviser", "Ana", "Prueba", "", "ana@español.example"), "email", "xn--"),
        (("CL", "Adviser", "Ana", "Prueba", "", "person001@example.org"), "email", "Another participant"),
    ],
)
def test_a_row_that_cannot_be_says_where_and_why(demo, row, column, part):
    made = planned(demo, row)

    assert outcomes(made) == ["refused"]
    assert [code for code, _message in reasons(made)] == [column]
    assert part in reasons(made)[0][1]


def test_all_that_is_wrong_with_a_row_is_said_at_once(demo):
    made = planned(
        demo,
        ("CL", "King", "", "P" * 300, "nowhere", "12", "Klingon", "soon", "perhaps"),
        head=(
            "Delegation",
            "Role",
            "Given names",
            "Family names",
            "E-mail",
            "Phone",
            "Languages",
            "Arrival",
            "Listed",
        ),
    )

    assert {code for code, _message in reasons(made)} == {
        "role", "given_names", "family_names", "email", "phone", "languages", "arrives_at", "listed"
    }  # fmt: skip


def test_a_formula_is_refused_in_its_row(demo):
    content = xlsx_of(("CL", "Adviser", "Ana", "=A1", "", ""), ANA)
    made = plan(read(content), standing(demo.edition, by=demo.user("secretariat")))

    assert outcomes(made) == ["refused", "added"]
    assert reasons(made) == [("family_names", "The cell holds a formula; please paste its value.")]


def test_a_delegation_has_one_head_and_the_first_row_has_it(demo):
    made = planned(
        demo,
        ("CL", "Head of Delegation", "Ana", "Una", "", ""),
        ("CL", "Head of Delegation", "Eva", "Dos", "", ""),
        ("JM", "Head of Delegation", "Ida", "Tres", "", ""),
    )

    assert outcomes(made) == ["added", "refused", "refused"]
    assert reasons(made)[0] == ("role", "Row 2 has somebody as Head of Delegation already.")
    assert "is Head of Delegation; change that first." in reasons(made)[1][1]


def test_no_more_of_a_role_than_may_be(demo):
    made = planned(
        demo,
        ("CL", "Alternate Head of Delegation", "Ana", "Una", "", ""),
        ("CL", "Alternate Head of Delegation", "Eva", "Dos", "", ""),
    )

    assert outcomes(made) == ["added", "refused"]


def test_two_people_may_change_places_in_one_sheet(demo):
    head = enter(demo, role="head", given="Ana", family="Una", email="a@example.org")
    alternate = enter(demo, role="alternate_head", given="Eva", family="Dos", email="b@example.org")

    made = planned(
        demo,
        (head.id, "CL", "Alternate Head of Delegation", "Eva", "Dos", "Asesora", "b@example.org"),
        (alternate.id, "CL", "Head of Delegation", "Ana", "Una", "Asesora", "a@example.org"),
        head=("No.", *HEAD),
    )

    assert outcomes(made) == ["changed", "changed"]


def test_who_is_refused_keeps_what_somebody_else_wanted(demo):
    enter(demo, role="head", given="Ana", family="Una")
    enter(demo, role="alternate_head", given="Eva", family="Dos")
    enter(demo, given="Ida", family="Tres", email="ida@example.org")

    made = planned(
        demo,
        # Ana would make room for Eva, but cannot: the address she wants is Ida's.
        ("CL", "Adviser", "Ana", "Una", "Asesora", "ida@example.org"),
        ("CL", "Head of Delegation", "Eva", "Dos", "Asesora", ""),
    )

    by_name = {line.name: line for line in made.lines}
    assert made.counts["refused"] == 2
    assert by_name["Eva Dos"].problems[0].message == "Ana Una is Head of Delegation; change that first."


def test_a_person_stands_once_in_a_sheet(demo):
    enter(demo, given="Ana", family="Una")

    made = planned(
        demo,
        ("CL", "Adviser", "Ana", "Una", "Directora", ""),
        ("CL", "Adviser", "ANA", "UNA", "Ministra", ""),
        ("CL", "Adviser", "Eva", "Dos", "", "eva@example.org"),
        ("CL", "Adviser", "Evá", "Dós", "", ""),
        ("CL", "Adviser", "Ida", "Tres", "", "eva@example.org"),
    )

    assert outcomes(made) == ["changed", "refused", "added", "refused", "refused"]
    assert [message for _code, message in reasons(made)] == [
        "Row 2 is this person already.",
        "Row 4 is this person already.",
        "Row 4 has this address already.",
    ]


def test_nobody_takes_a_name_or_an_address_that_somebody_of_the_delegation_has(demo):
    enter(demo, given="Ana", family="Una", email="ana@example.org")
    eva = enter(demo, given="Eva", family="Dos")

    made = planned(demo, (eva.id, "CL", "Adviser", "Ana", "Una", "Asesora", ""), head=("No.", *HEAD))
    assert reasons(made)[0][0] == "family_names"
    assert "add a second name" in reasons(made)[0][1]
    made = planned(
        demo, (eva.id, "CL", "Adviser", "Eva", "Dos", "Asesora", "ana@example.org"), head=("No.", *HEAD)
    )
    assert reasons(made) == [("email", "Ana Una, of this delegation, has this address.")]


def test_numbers_are_of_people_of_this_meeting_and_nobody_moves_to_another_delegation(demo):
    ana = enter(demo, given="Ana", family="Una")

    made = planned(
        demo,
        (999_999, "CL", "Adviser", "Eva", "Dos", "", ""),
        ("twelve", "CL", "Adviser", "Ida", "Tres", "", ""),
        (ana.id, "Jamaica", "Adviser", "Ana", "Una", "", ""),
        head=("No.", *HEAD),
    )

    assert [code for code, _message in reasons(made)] == ["number", "number", "delegation"]
    assert reasons(made)[2][1] == "Ana Una is in another delegation."


def test_a_row_with_a_number_need_not_name_the_delegation(demo):
    ana = enter(demo, given="Ana", family="Una")

    made = planned(demo, (ana.id, "+56 2 555 0100"), head=("No.", "Phone"))

    assert made.lines[0].changes == {"phone": ("", "+56 2 555 0100")}


def test_whoever_comes_along_has_no_role_and_comes_only_where_that_is_offered(demo):
    head = ("Delegation", "Category", "Role", "Given names", "Family names")
    made = planned(
        demo,
        ("CL", "Press", "", "Ana", "Una"),
        ("CL", "Prensa", "Adviser", "Eva", "Dos"),
        ("CL", "Exhibitors", "", "Ida", "Tres"),
        head=head,
    )

    assert outcomes(made) == ["added", "added", "refused"]
    assert [line.values["role"] for line in made.lines[:2]] == ["participant", "participant"]
    assert reasons(made) == [("category", "Nobody of this category comes along with this delegation.")]


def test_a_stay_has_an_order_and_lies_near_the_meeting(demo):
    head = ("Delegation", "Role", "Given names", "Family names", "Arrival", "Departure")
    made = planned(
        demo,
        ("CL", "Adviser", "Ana", "Una", "2027-04-21 10:00", "2027-04-20 10:00"),
        ("CL", "Adviser", "Eva", "Dos", "2026-04-21", ""),
        ("CL", "Adviser", "Ida", "Tres", "2027-04-21", "2027-04-21"),
        head=head,
    )

    assert outcomes(made) == ["refused", "refused", "added"]
    assert [code for code, _message in reasons(made)] == ["departs_at", "arrives_at"]


# who may, and when


def test_a_focal_point_imports_into_its_own_delegation_only(demo):
    ours = enter(demo, given="Ana", family="Una")
    theirs = demo.person("delegate")

    made = planned(
        demo,
        ("", "Chile", "Adviser", "Eva", "Dos", "", ""),
        ("", "", "Adviser", "Ida", "Tres", "", ""),
        ("", "Jamaica", "Adviser", "Una", "Intrusa", "", ""),
        (theirs.id, "", "Adviser", "Una", "Intrusa", "", ""),
        (ours.id, "Jamaica", "Adviser", "Ana", "Una", "", ""),
        head=("No.", *HEAD),
        by="focal",
        only="CL",
    )

    assert outcomes(made) == ["added", "added", "refused", "refused", "refused"]
    assert all(theirs.family_names not in message for _code, message in reasons(made))


def test_an_address_of_another_delegation_is_refused_without_saying_whose(demo):
    theirs = demo.person("delegate")

    made = planned(
        demo,
        ("Adviser", "Eva", "Dos", theirs.email),
        head=("Role", "Given names", "Family names", "E-mail"),
        by="focal",
        only="CL",
    )

    assert reasons(made) == [("email", "Another participant has this address.")]


def test_after_registration_closed_only_the_secretariat_adds_people(demo):
    with clock.stopped_at(after_closing(demo)):
        assert outcomes(planned(demo, ANA)) == ["added"]
        made = planned(demo, ANA, by="focal", only="CL")

    assert reasons(made)[0][0] == "delegation"
    assert "Registration closed" in reasons(made)[0][1]


def test_rows_that_change_nothing_are_no_trouble_after_closing(demo):
    enter(demo, given="Ana", family="Prueba", office="Asesora")

    with clock.stopped_at(after_closing(demo)):
        made = planned(demo, ("CL", "Adviser", "Ana", "Prueba", "Asesora", ""), by="focal", only="CL")

    assert outcomes(made) == ["unchanged"]


def test_nobody_is_added_to_a_delegation_that_does_not_come(demo):
    with transaction():
        services.decline(demo.delegation("CL"), by=demo.user("focal"), reason="")

    assert reasons(planned(demo, ANA)) == [("delegation", "This delegation declined the invitation.")]


# what follows


def test_who_finds_no_seat_is_said_to_wait(demo):
    set_seats(demo, "press", 1)
    head = ("Delegation", "Category", "Given names", "Family names", "Role")

    made = planned(demo, *[("CL", "Press", f"Name {letter}", "Prueba", "") for letter in "ABC"], head=head)

    assert [line.standing for line in made.lines] == ["entered", "waiting", "waiting"]


def test_new_people_of_an_accredited_delegation_await_approval_unless_the_secretariat_enters_them(demo):
    new = ("Jamaica", "Adviser", "Nueva", "Persona", "", "")
    assert planned(demo, new).lines[0].standing == "accredited"

    _manage(demo, "JM")
    assert planned(demo, new, by="focal", only="JM").lines[0].standing == "entered"


def test_changes_that_await_approval_are_named_and_what_was_asked_before_is_what_stands(demo):
    _manage(demo, "JM")
    ana = next(p for p in demo.delegation("JM").participants if p.is_accredited and p.role != "head")
    row = (ana.id, "Anders", "+1 876 555 0100")
    head = ("No.", "Office", "Phone")

    made = planned(demo, row, head=head, by="focal", only="JM")
    assert made.lines[0].proposed == ("office",)
    assert made.lines[0].written == {"phone": (ana.phone, "+1 876 555 0100")}

    imported(demo, row, head=head, by="focal", only="JM")
    assert outcomes(planned(demo, row, head=head, by="focal", only="JM")) == ["unchanged"]
    assert outcomes(
        planned(demo, (ana.id, "+1 876 555 0100"), head=("No.", "Phone"), by="focal", only="JM")
    ) == ["unchanged"]
    assert outcomes(planned(demo, row, head=head)) == ["changed"]


def _manage(demo, code):
    with transaction():
        grant(
            demo.user("focal"), "focal_point", edition_id=demo.edition.id, scope="delegation",
            scope_id=demo.delegation(code).id,
        )  # fmt: skip
    db.session.expire_all()


# the plan as a whole


def test_a_plan_is_the_same_in_any_language_and_another_when_anything_differs(demo):
    rows = [ANA, ("CL", "King", "Eva", "Dos", "", "")]
    made = planned(demo, *rows)
    with speaking("fr"):
        assert planned(demo, *rows).digest == made.digest
    assert (
        planned(demo, ("Chile", "Adviser", "Ana", "Prueba", "Director", "ana@example.org"), rows[1]).digest
        != made.digest
    )
    enter(demo, given="Ana", family="Prueba", email="ana@example.org")
    assert planned(demo, *rows).digest != made.digest


def test_comparing_asks_the_database_as_often_for_three_rows_as_for_three_hundred(demo):
    def asked(count):
        content = csv_of(
            *[
                ("CL", "Adviser", f"N{chr(65 + n // 26)}", f"F{chr(65 + n % 26)}", "", "")
                for n in range(count)
            ]
        )
        db.session.expire_all()
        edition, by = demo.edition, demo.user("secretariat")
        with selects() as made:
            plan(read(content), standing(edition, by=by))
        return len(made)

    assert asked(300) == asked(3) <= 12
