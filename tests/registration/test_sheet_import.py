"""The import does what the comparison said, as if each person had been entered by hand, in one go."""

from __future__ import annotations

import threading
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from fairapp.accounts.queries import by_email
from fairapp.accounts.services import grant
from fairapp.core import clock
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import speaking
from fairapp.core.outbox import Letter
from fairapp.core.refusals import Refusal
from fairapp.registration import services
from fairapp.registration.models import (
    CredentialStep,
    Delegation,
    Participant,
    ProposedChange,
)
from fairapp.registration.services.people import PersonDetails
from fairapp.registration.sheets.applying import PlanChanged, import_people
from fairapp.registration.sheets.planning import plan
from fairapp.registration.sheets.reading import read
from fairapp.registration.sheets.rows import FIELDS
from fairapp.registration.sheets.standing import standing
from tests.conftest import TODAY
from tests.registration.helpers import facts, person
from tests.registration.sheets import HEAD, csv_of, imported, outcomes, planned
from tests.selects import selects


@pytest.fixture(autouse=True)
def speak_english(app):
    with app.app_context(), speaking("en"):
        yield


def enter(demo, code="CL", by="secretariat", **details):
    with transaction():
        return services.enter_participant(demo.delegation(code), person(**details), by=demo.user(by))


def manage(demo, code):
    with transaction():
        grant(
            demo.user("focal"), "focal_point", edition_id=demo.edition.id, scope="delegation",
            scope_id=demo.delegation(code).id,
        )  # fmt: skip


def named(given):
    return db.session.scalar(select(Participant).where(Participant.given_names == given))


ANA = ("Chile", "Adviser", "Ana", "Prueba", "Asesora", "ana@example.org")


def test_somebody_imported_is_somebody_entered(demo):
    version = demo.delegation("CL").version
    imported(demo, ANA)

    ana = named("Ana")
    assert ana.delegation.member_code == "CL"
    assert (ana.email, ana.role, ana.standing, ana.category) == (
        "ana@example.org",
        "adviser",
        "entered",
        "member_state",
    )
    assert (ana.resource.kind, ana.resource.name["es"]) == ("participant", "Ana Prueba")
    assert ana.name_key == "anaprueba"
    assert "asesora" in ana.search_text
    assert facts(f"participant:{ana.id}") == ["ParticipantEntered"]
    assert demo.delegation("CL").version == version + 1


def test_somebody_changed_has_a_new_name_in_the_timetable_too(demo):
    ana = enter(demo, given="Ana", family="Prueba")
    version = ana.version

    imported(demo, (ana.id, "CL", "Adviser", "Anabel", "Prueba", "Directora", ""), head=("No.", *HEAD))

    assert (ana.given_names, ana.office, ana.resource.name["en"]) == ("Anabel", "Directora", "Anabel Prueba")
    assert ana.name_key == "anabelprueba"
    assert ana.version == version + 1
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.subject == f"participant:{ana.id}").order_by(AuditEntry.id)
    ).all()[-1]
    assert entry.changes == {"given_names": ["Ana", "Anabel"], "office": ["Asesora", "Directora"]}
    assert entry.by == demo.user("secretariat").id


def test_the_same_sheet_again_changes_nothing(demo):
    rows = [ANA, ("JM", "Adviser", "Eva", "Dos", "", "eva@example.org")]
    imported(demo, *rows)
    before = db.session.scalar(select(func.count(AuditEntry.id)))
    versions = {d.id: d.version for d in db.session.scalars(select(Delegation))}

    made = imported(demo, *rows)

    assert outcomes(made) == ["unchanged", "unchanged"]
    assert db.session.scalar(select(func.count(AuditEntry.id))) == before
    assert {d.id: d.version for d in db.session.scalars(select(Delegation))} == versions


def test_good_rows_are_imported_and_refused_ones_are_not(demo):
    made = imported(demo, ANA, ("CL", "King", "Eva", "Dos", "", ""))

    assert outcomes(made) == ["added", "refused"]
    assert named("Ana")
    assert named("Eva") is None


def test_two_people_change_places_names_and_addresses(demo):
    head = enter(demo, role="head", given="Ana", family="Una", email="a@example.org")
    other = enter(demo, role="alternate_head", given="Eva", family="Dos", email="b@example.org")

    imported(
        demo,
        (head.id, "CL", "Alternate Head of Delegation", "Eva", "Dos", "Asesora", "b@example.org"),
        (other.id, "CL", "Head of Delegation", "Aná", "Una", "Asesora", "a@example.org"),
        head=("No.", *HEAD),
    )

    db.session.expire_all()
    assert (head.role, head.name, head.email, head.position) == (
        "alternate_head",
        "Eva Dos",
        "b@example.org",
        2,
    )
    assert (other.role, other.name, other.email, other.position) == ("head", "Aná Una", "a@example.org", 1)
    assert (head.name_key, other.name_key) == ("evados", "anauna")


def test_a_new_head_takes_the_place_that_a_row_gives_up(demo):
    head = enter(demo, role="head", given="Ana", family="Una")

    imported(
        demo,
        ("CL", "Head of Delegation", "Eva", "Dos", "", ""),
        ("CL", "Adviser", "Ana", "Una", "Asesora", ""),
    )

    db.session.expire_all()
    assert demo.delegation("CL").head.name == "Eva Dos"
    assert head.role == "adviser"


def test_people_of_an_accredited_delegation_are_admitted_and_told(demo):
    imported(demo, ("JM", "Adviser", "Nueva", "Persona", "Asesora", "nueva@example.org"))

    assert named("Nueva").is_accredited
    assert by_email("nueva@example.org")
    assert named("Nueva").user.email == "nueva@example.org"
    assert db.session.scalar(select(Letter).where(Letter.to_email == "nueva@example.org"))


def test_what_a_focal_point_changes_of_accredited_people_awaits_approval(demo):
    manage(demo, "JM")
    ana = next(p for p in demo.delegation("JM").participants if p.is_accredited and p.role != "head")
    office = ana.office

    imported(
        demo,
        (ana.id, "Otro cargo", "+1 876 555 0100"),
        head=("No.", "Office", "Phone"),
        by="focal",
        only="JM",
    )

    db.session.expire_all()
    assert (ana.office, ana.phone) == (office, "+1 876 555 0100")
    (change,) = db.session.scalars(select(ProposedChange).where(ProposedChange.participant_id == ana.id))
    assert (change.field, change.old, change.new) == ("office", office, "Otro cargo")


def test_a_badge_that_says_another_name_is_no_badge(demo):
    jamaica = demo.delegation("JM")
    with transaction():
        services.issue_badges(jamaica, by=demo.user("protocol"))
    ana = next(p for p in jamaica.participants if p.badge_issued_at)

    imported(demo, (ana.id, "Renamed"), head=("No.", "Given names"))

    db.session.expire_all()
    assert ana.badge_issued_at is None
    assert demo.delegation("JM").status == "accredited"


def test_what_changed_since_it_was_looked_at_is_shown_not_imported(demo):
    seen = planned(demo, ANA).digest
    enter(demo, given="Ana", family="Prueba")

    with pytest.raises(PlanChanged):
        imported(demo, ANA, seen=seen)

    assert named("Ana").email is None
    assert outcomes(imported(demo, ANA, seen=planned(demo, ANA).digest)) == ["changed"]


def test_two_imports_of_the_same_sheet_at_once_enter_everybody_once(app, demo):
    content = csv_of(*[("CL", "Adviser", f"Nombre {letter}", "Prueba", "", "") for letter in "ABCDEFGH"])
    ended = []

    def work():
        with app.app_context(), speaking("en"), clock.stopped_at(TODAY), transaction():
            edition, by = demo.edition, demo.user("secretariat")
            ended.append(import_people(edition, read(content), by=by).counts)
            db.session.flush()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(counts["added"] for counts in ended) == [0, 0, 0, 8]
    assert len(demo.delegation("CL").participants) == 8


def test_importing_asks_the_database_as_often_for_three_rows_as_for_three_hundred(demo):
    names = count()

    def asked(number):
        rows = [("CL", "Adviser", f"N{_letters(next(names))}", "Prueba", "", "") for _ in range(number)]
        with selects() as made:
            imported(demo, *rows)
        return len(made)

    few = asked(3)
    assert asked(300) <= few + 3  # rows are sent in batches
    assert few <= 30


def _letters(number):
    return "".join(chr(65 + int(digit)) for digit in str(number))


# random sheets against random states

GIVEN = ("Ana", "Eva", "Ida", "Ána")
FAMILY = ("Una", "Dos")
ROLES = ("Head of Delegation", "Alternate Head of Delegation", "Adviser", "Representative", "")
ADDRESSES = ("", "a@example.org", "b@example.org", "c@example.org", "nowhere")
CATEGORIES = ("", "Press", "Accompanying persons", "Member states")
CODES = ("CL", "JM", "MX")
CODE_OF = {
    "Head of Delegation": "head",
    "Alternate Head of Delegation": "alternate_head",
    "Adviser": "adviser",
    "Representative": "representative",
}

somebody = st.tuples(
    st.sampled_from(CODES[:2]),
    st.sampled_from(ROLES[:4]),
    st.sampled_from(GIVEN[:3]),
    st.sampled_from(FAMILY),
    st.sampled_from(ADDRESSES[:4]),
    st.sampled_from(("", "press")),
)
row = st.tuples(
    st.one_of(st.just(""), st.integers(0, 5)),
    st.sampled_from(CODES),
    st.sampled_from(CATEGORIES),
    st.sampled_from(ROLES),
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILY),
    st.sampled_from(("Asesora", "Directora", "")),
    st.sampled_from(ADDRESSES),
)
LINE = ("No.", "Delegation", "Category", "Role", "Given names", "Family names", "Office", "E-mail")
sheets_against_states = given(
    people=st.lists(somebody, max_size=6),
    rows=st.lists(row, min_size=1, max_size=7),
    seats=st.one_of(st.none(), st.integers(0, 2)),
    by=st.sampled_from(("secretariat", "focal")),
)
random_states = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Random:
    """Jamaica (accredited) and Chile with some people, few seats for the press, and a sheet."""

    def __init__(self, app, database, demo):
        self.app, self.database, self.demo = app, database, demo

    def begin(self, people, seats):
        """Back to the demo, where Jamaica has three people and Chile nobody; then enter people."""
        db.session.remove()
        db.engine.dispose()
        self.database.restore("demo")
        manage(self.demo, "JM")
        office = self.demo.user("secretariat")
        if seats is not None:
            with transaction():
                services.set_general_seats(self.demo.edition, "member_state", "press", seats, by=office)
        self.known = [person_.id for person_ in self.demo.delegation("JM").participants[:2]]
        for code, role, given_, family, email, category in people:
            details = PersonDetails(
                CODE_OF[role], given_, family, office="Asesora", email=email or None, category=category
            )
            try:
                with transaction():
                    entered = services.enter_participant(self.demo.delegation(code), details, by=office)
                    self.known.append(entered.id)
            except Refusal:
                continue

    def sheet(self, rows, only):
        numbered = [((self.known[n] if n != "" and n < len(self.known) else ""), *rest) for n, *rest in rows]
        return read(csv_of(*numbered, head=LINE), scoped=only is not None)

    def picture(self):
        """Everything that is stored of people, and what was told."""
        db.session.expire_all()
        return {
            p.id: {**{f: getattr(p, f) for f in FIELDS}, "standing": p.standing, "name_key": p.name_key,
                   "position": p.position, "delegation": p.delegation_id, "resource": dict(p.resource.name),
                   "user": p.user_id is not None}
            for p in db.session.scalars(select(Participant).order_by(Participant.id))
        }  # fmt: skip


def _no(values):
    return {key: value for key, value in values.items() if key not in {"resource", "user"}}


@pytest.mark.slow
@random_states
@sheets_against_states
def test_the_comparison_says_exactly_what_the_import_does(app, database, demo, people, rows, seats, by):
    world = Random(app, database, demo)
    world.begin(people, seats)
    only = demo.delegation("JM") if by == "focal" else None
    sheet = world.sheet(rows, only)
    foretold = plan(sheet, standing(demo.edition, by=demo.user(by), only=only))
    told = [
        (line.outcome, line.person.id if line.person else None, line.values, line.written, line.standing)
        for line in foretold.lines
    ]
    before = world.picture()
    proposals = _open_proposals()

    with transaction():
        done = import_people(
            demo.edition,
            sheet,
            by=demo.user(by),
            only=demo.delegation("JM") if only else None,
            seen=foretold.digest,
        )

    after = world.picture()
    assert [line.outcome for line in done.lines] == [outcome for outcome, *_more in told]
    new = sorted(after.keys() - before.keys())
    added = [entry for entry in told if entry[0] == "added"]
    assert len(new) == len(added)
    for person_id, (_outcome, _known, values, _written, seat) in zip(new, added, strict=True):
        assert {f: after[person_id][f] for f in FIELDS} == values
        assert after[person_id]["standing"] == seat
    changed = {
        known: (written, seat) for outcome, known, _values, written, seat in told if outcome == "changed"
    }
    for person_id, was in before.items():
        written, seat = changed.get(person_id, ({}, ""))
        expected = {**{f: was[f] for f in FIELDS}, **{f: pair[1] for f, pair in written.items()}}
        assert {f: after[person_id][f] for f in FIELDS} == expected
        if seat:
            assert after[person_id]["standing"] == seat
    waits = {(line.person.id, f) for line in done.of("changed") for f in line.proposed}
    assert _open_proposals() - proposals == waits
    if not done.counts["refused"]:
        again = plan(
            sheet, standing(demo.edition, by=demo.user(by), only=demo.delegation("JM") if only else None)
        )
        assert again.counts["unchanged"] == len(rows)


def _open_proposals():
    found = db.session.scalars(select(ProposedChange).where(ProposedChange.decided_at.is_(None)))
    return {(change.participant_id, change.field) for change in found}


@pytest.mark.slow
@random_states
@sheets_against_states
def test_an_import_is_what_the_verbs_for_one_person_would_do(app, database, demo, people, rows, seats, by):
    world = Random(app, database, demo)
    world.begin(people, seats)
    only = demo.delegation("JM") if by == "focal" else None
    sheet = world.sheet(rows, only)
    with transaction():
        import_people(demo.edition, sheet, by=demo.user(by), only=only)
    whole, told_whole = world.picture(), _told()

    world.begin(people, seats)
    only = demo.delegation("JM") if by == "focal" else None
    made = plan(sheet, standing(demo.edition, by=demo.user(by), only=only))
    try:
        _by_hand(demo, made, by)
    except Refusal:
        return  # people who change places: one after the other they cannot
    single, told_single = world.picture(), _told()

    assert {k: _no(v) for k, v in whole.items()} == {k: _no(v) for k, v in single.items()}
    assert [v["resource"] for v in whole.values()] == [v["resource"] for v in single.values()]
    assert [v["user"] for v in whole.values()] == [v["user"] for v in single.values()]
    assert told_whole == told_single


def _by_hand(demo, made, by):
    """Each row by the verb for one person: first who is changed, then who is new."""
    orders = [
        (line.person.id if line.person else None, line.delegation.id,
         {**line.values, "category": line.values["category"]})
        for outcome in ("changed", "added") for line in made.of(outcome)
    ]  # fmt: skip
    for person_id, delegation_id, values in orders:
        with transaction():
            details = PersonDetails(**values)
            if person_id:
                services.change_participant(db.session.get(Participant, person_id), details, by=demo.user(by))
            else:
                services.enter_participant(
                    db.session.get(Delegation, delegation_id), details, by=demo.user(by)
                )


def _told():
    """How often each fact about people was told, and the steps of credentials."""
    kinds = (
        "ParticipantEntered",
        "ParticipantChanged",
        "ParticipantAdmitted",
        "ChangeProposed",
        "ChangeTakenBack",
        "SeatGiven",
    )
    facts_ = db.session.execute(
        select(AuditEntry.fact, AuditEntry.subject).where(AuditEntry.fact.in_(kinds))
    ).all()
    steps = db.session.execute(select(CredentialStep.delegation_id, CredentialStep.to_status)).all()
    return sorted(map(tuple, facts_)), sorted(map(tuple, steps))


def test_a_seat_that_a_row_gives_up_goes_to_whoever_waits_not_to_a_new_row(demo):
    with transaction():
        services.set_general_seats(demo.edition, "member_state", "press", 1, by=demo.user("secretariat"))
    seated = enter(demo, role="participant", given="Ana", family="Una", category="press")
    waiting = enter(demo, role="participant", given="Eva", family="Dos", category="press")
    assert waiting.standing == "waiting"
    rows = [
        ("", "CL", "Press", "", "Ida", "Tres"),
        (seated.id, "CL", "Member states", "Adviser", "Ana", "Una"),
    ]
    head = ("No.", "Delegation", "Category", "Role", "Given names", "Family names")

    foretold = planned(demo, *rows, head=head)
    imported(demo, *rows, head=head, seen=foretold.digest)

    db.session.expire_all()
    assert [line.standing for line in foretold.lines] == ["waiting", "entered"]
    assert (waiting.standing, named("Ida").standing) == ("entered", "waiting")
