"""Who interprets: their languages, their booths, and that nobody is in two at once."""

from __future__ import annotations

import pytest

from fairapp.agenda import queries, services
from fairapp.agenda.errors import NotTheirLanguages
from fairapp.agenda.services import InterpreterDetails, Interpreting
from fairapp.core.db import db, transaction
from fairapp.timetable.errors import AlreadyBooked
from fairapp.timetable.queries import agenda_of
from tests.agenda.acts import added, details, place, session
from tests.selects import selects

URL = "/demo/agenda/interpreters"


def _interpreter(demo, name="Ines Voice (demo)", pairs=(("es", "en"),)):
    with transaction():
        return services.add_interpreter(
            demo.edition, InterpreterDetails(name, pairs=list(pairs)), by=demo.user("secretariat")
        )


def _in_booth(demo, interpreter, *where, title="Panel on waste", pair=("es", "en")):
    with transaction():
        return services.add_session(
            demo.edition,
            details(title),
            interpreters=[Interpreting(interpreter, *pair)],
            place=place(demo, *where) if where else None,
            by=demo.user("secretariat"),
        )


def test_an_interpreter_is_added_changed_and_removed_by_form(demo, visit):
    visitor = visit("secretariat")
    form = {**visitor.get(URL).form("/interpreters"), "name": "Ines Voice", "pairs": ["es:en", "en:es"]}
    visitor.post(URL, form, 303)
    made = next(i for i in queries.interpreters(demo.edition.id) if i.name == "Ines Voice")
    assert sorted(made.pairs) == [["en", "es"], ["es", "en"]]

    one = f"{URL}/{made.id}"
    visitor.post(one, {**visitor.get(one).form(one), "email": "Ines@Example.org"}, 303)
    db.session.expire_all()
    assert queries.interpreter(demo.edition.id, made.id).email == "ines@example.org"
    visitor.post(f"{one}/remove", {"version": "2"}, 303)
    assert "Ines Voice" not in [i.name for i in queries.interpreters(demo.edition.id)]


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"name": ""}, 422, "Please fill this in."),
        ({"pairs": []}, 422, "Please tick at least one."),
        ({"pairs": ["es:es"]}, 422, "not a valid choice"),
        ({"email": "nobody"}, 422, "address"),
        ({"name": "Ingrid Interpreter (demo)"}, 409, "Another interpreter has this name."),
    ],
)
def test_a_slip_is_said_and_what_was_typed_stays(demo, visit, typed, status, message):
    visitor = visit("secretariat")
    form = {**visitor.get(URL).form("/interpreters"), "name": "Ines Voice", "pairs": ["es:en"], **typed}
    page = visitor.post(URL, form, status)
    assert message in page.words
    assert len(queries.interpreters(demo.edition.id)) == 2


def test_the_session_form_puts_them_into_the_booth_and_the_timetable_keeps_their_time(demo, visit):
    ines = _interpreter(demo)
    made = added(demo, "TER", 1, "18:00", "19:00")
    visitor, url = visit("secretariat"), f"/demo/agenda/sessions/{made.id}"
    visitor.post(url, {**visitor.get(url).form(url), "interpreters": [f"{ines.id}:es:en"]}, 303)

    assert [b.subject for b in agenda_of(ines.resource_id)] == [f"session:{made.id}"]
    assert visitor.get(url).form(url)["interpreters"] == [f"{ines.id}:es:en"]
    visitor.post(url, {**visitor.get(url).form(url), "interpreters": []}, 303)
    assert agenda_of(ines.resource_id) == []


def test_nobody_interprets_twice_at_once(demo):
    ines = _interpreter(demo)
    _in_booth(demo, ines, "TER", 1, "18:00", "19:00")
    with pytest.raises(AlreadyBooked) as refused:
        _in_booth(demo, ines, "MIR", 1, "18:30", "19:30", title="Second")
    assert "Ines Voice (demo)" in refused.value.message
    waiting = _in_booth(demo, ines, title="Third")  # not on the schedule: holds no time
    with pytest.raises(AlreadyBooked), transaction():
        services.move_session(
            waiting, place(demo, "MIR", 1, "18:55", "19:30"), version=1, by=demo.user("secretariat")
        )
    with transaction():
        services.move_session(
            session(demo, waiting.code),
            place(demo, "MIR", 1, "19:00", "19:30"),
            version=1,
            by=demo.user("secretariat"),
        )
    assert len(agenda_of(ines.resource_id)) == 2


def test_each_works_between_their_languages_only(demo):
    ines = _interpreter(demo)
    with pytest.raises(NotTheirLanguages) as refused:
        _in_booth(demo, ines, "TER", 1, "18:00", "19:00", pair=("fr", "pt"))
    assert refused.value.message == "Ines Voice (demo) does not interpret French → Portuguese."


def test_who_is_needed_stays_on_the_list_and_keeps_the_languages(demo, visit):
    ines = _interpreter(demo, pairs=[("es", "en"), ("fr", "en")])
    _in_booth(demo, ines, "TER", 1, "18:00", "19:00")
    visitor, one = visit("secretariat"), f"{URL}/{ines.id}"

    page = visitor.post(f"{one}/remove", {"version": "1"}, 409)
    assert "Ines Voice (demo) is still needed at “Panel on waste”." in page.words
    page = visitor.post(one, {**visitor.get(one).form(one), "pairs": ["fr:en"]}, 409)
    assert "still needed" in page.soup.find(id="pairs-error").get_text()
    visitor.post(one, {**visitor.get(one).form(one), "pairs": ["es:en"]}, 303)
    assert "Panel on waste" in visitor.get(URL).words


def test_two_who_change_one_interpreter_the_second_is_told(demo, visit):
    ines = _interpreter(demo)
    first, second, one = visit("secretariat"), visit("secretariat"), f"{URL}/{ines.id}"
    mine, theirs = first.get(one).form(one), second.get(one).form(one)
    first.post(one, {**mine, "email": "a@example.org"}, 303)
    page = second.post(one, {**theirs, "name": "Ines Other"}, 409)
    assert "was changed meanwhile" in page.words
    assert page.form(one)["name"] == "Ines Other"


def test_the_list_costs_the_same_for_any_number(demo, visit):
    visitor = visit("secretariat")
    visitor.get(URL)
    with selects() as before:
        visitor.get(URL)
    for n, room in enumerate(("TER", "MIR", "GUE")):
        _in_booth(demo, _interpreter(demo, f"Voice {n}"), room, 1, "20:00", "21:00", title=f"Late {n}")
    with selects() as after:
        visitor.get(URL)
    assert len(after) == len(before) <= 12


def test_interpreters_are_the_secretariats_to_know(demo, visit):
    ines = _interpreter(demo)
    for url in (URL, f"{URL}/{ines.id}"):
        visit("delegate").get(url, 403)
        visit().get(url, 302)
    visit("secretariat").get(f"{URL}/999999", 404)


def test_a_copy_leaves_out_who_is_elsewhere(demo):
    ines, by = _interpreter(demo), demo.user("secretariat")
    first = _in_booth(demo, ines, "TER", 1, "18:00", "19:00")
    with transaction():
        copy, left_out = services.duplicate_session(first, place(demo, "MIR", 1, "18:00", "19:00"), by=by)
    assert copy.interpreters == []
    assert left_out == ["Ines Voice (demo)"]
    with transaction():
        later, left_out = services.duplicate_session(
            session(demo, first.code), place(demo, "MIR", 1, "20:00", "21:00"), by=by
        )
    assert [row.interpreter_id for row in later.interpreters] == [ines.id]
    assert list(left_out) == []
