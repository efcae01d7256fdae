"""The verbs of the editor in the browser, what they answer, and the pages for those without scripts."""

from __future__ import annotations

import pytest

from fairapp.agenda import queries, services
from fairapp.agenda.models import Acknowledgement
from fairapp.agenda.services import OnDuty
from fairapp.agenda.standing import open_warnings, warned_of
from fairapp.core.db import db, transaction
from tests.agenda.acts import accredited, added, place, session
from tests.selects import selects

HERE = "/demo/agenda"


class Editor:
    """Somebody whose browser runs the editor's script."""

    def __init__(self, visitor):
        self.visitor, self.client = visitor, visitor.client
        self.token = visitor._token()

    def send(self, path, status=200, **body):
        answer = self.visitor._open(
            "POST", HERE + path, json=body, headers={"X-CSRFToken": self.token}
        ).response
        assert answer.status_code == status, answer.text[:300]
        return answer.json

    def ask(self, path, status=200, **headers):
        answer = self.client.get(HERE + path, headers={"Accept": "application/json", **headers})
        assert answer.status_code == status, answer.text[:300]
        return answer


@pytest.fixture
def editor(demo, visit):
    return Editor(visit("secretariat"))


def drawn(**more):
    return {
        "title": "Panel on waste",
        "kind": "panel",
        "room": "MIR",
        "start": "2027-04-22T07:00",
        "minutes": 45,
        **more,
    }


def test_a_session_is_drawn_on_the_board(demo, editor):
    answer = editor.send("/draft/sessions", 201, **drawn())

    shown = answer["session"]
    assert (shown["room"], shown["day"], shown["start"], shown["minutes"]) == ("MIR", "2027-04-22", 420, 45)
    assert session(demo, shown["code"]).title["en"] == "Panel on waste"
    assert answer["undo"] == {"can": True, "label": "New session “Panel on waste”"}


def test_a_session_is_drawn_in_the_tray(demo, editor):
    answer = editor.send("/draft/sessions", 201, title="Later", kind="panel", room=None)

    assert answer["session"]["room"] is None


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"kind": "concert"}, 400),
        ({"room": "NOWHERE"}, 404),
        ({"start": "soon"}, 400),
        ({"minutes": 3}, 400),
        ({"title": "  "}, 422),
        ({"title": "x" * 301}, 422),
        ({"start": "2027-04-22T07:02"}, 422),
        ({"start": "2029-04-22T07:00"}, 422),
    ],
)
def test_what_is_drawn_wrongly_adds_nothing(demo, editor, data, status):
    before = len(queries.sessions(demo.edition.id))
    editor.send("/draft/sessions", status, **drawn(**data))

    assert len(queries.sessions(demo.edition.id)) == before


def test_a_refusal_says_who_does_what_until_when(demo, editor):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "07:00", "08:00", duties=[OnDuty("chair", kezia)], title="Working Group 9")
    other = added(demo, "GUE", 1, "06:00", "07:00", duties=[kezia])

    answer = editor.send(
        f"/sessions/{other.id}/move", 409, version=1, room="GUE", start="2027-04-22T07:30", minutes=60
    )

    assert answer["message"].replace("\u00a0", " ").startswith("Until 8:00 a.m., Kezia Specimen (Jamaica")
    assert "chairs “Working Group 9”." in answer["message"]
    assert answer["session"]["start"] == 360


def test_an_end_is_dragged(demo, editor):
    moved = added(demo, "MIR", 1, "07:00", "08:00")
    path = f"/sessions/{moved.id}/move"
    answer = editor.send(path, version=1, room="MIR", start="2027-04-22T07:15", minutes=30)

    assert (answer["session"]["start"], answer["session"]["minutes"]) == (435, 30)


def test_a_copy_names_who_is_left_out(demo, editor):
    kezia = accredited(demo)
    first = added(demo, "MIR", 1, "07:00", "08:00", duties=[kezia])
    path = f"/draft/sessions/{first.id}/duplicate"

    answer = editor.send(path, 201, room="GUE", start="2027-04-22T07:00", minutes=60)

    assert answer["left_out"] == ["Kezia Specimen"]
    assert "Kezia Specimen" in answer["message"]
    assert editor.send(path, 201)["session"]["room"] is None


def test_undo_and_redo_say_what_they_did(demo, editor):
    moved = added(demo, "MIR", 1, "07:00", "08:00")

    answer = editor.send("/draft/undo")
    assert (answer["session"], answer["gone"]) == (None, moved.id)
    assert answer["message"] == "Undone: New session “Side event on water”."
    assert (answer["undo"]["can"], answer["redo"]["can"]) == (False, True)

    answer = editor.send("/draft/redo")
    assert (answer["session"]["id"], answer["session"]["start"]) == (moved.id, 420)
    assert editor.send("/draft/redo", 409)["message"] == "There is nothing to do again."


def test_a_step_that_cannot_be_undone_makes_way_for_the_one_before(demo, editor):
    mine = added(demo, "MIR", 1, "07:00", "08:00", title="First")
    theirs = added(demo, "GUE", 1, "07:00", "08:00", title="Second")
    with transaction():
        services.move_session(
            theirs, place(demo, "GUE", 1, "06:00", "07:00"), version=1, by=demo.user("protocol")
        )

    answer = editor.send("/draft/undo", 409)
    assert "has changed “Second” since: time." in answer["message"]
    assert answer["undo"]["label"] == "New session “First”"
    editor.send("/draft/undo")

    assert queries.session(demo.edition.id, mine.id) is None
    assert queries.session(demo.edition.id, theirs.id) is not None


def test_undo_without_scripts_is_a_button(demo, visit):
    added(demo, "MIR", 2, "07:00", "08:00")
    secretariat = visit("secretariat")

    answer = secretariat.post(f"{HERE}/draft/undo", {"day": "2027-04-23"}, status=303)

    assert answer.response.headers["Location"].endswith("/demo/agenda/editor?day=2027-04-23")
    assert "Undone: New session “Side event on water”." in secretariat.follow(answer).text


def test_clashes_are_told_before_the_drop(demo, editor):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "06:00", "07:00", duties=[OnDuty("chair", kezia)], title="Working Group 9")
    moved = added(demo, "GUE", 1, "05:00", "05:30", duties=[kezia])
    with transaction():
        place(demo, "GUE", 1, "05:00", "06:00").room.hours = {"2027-04-22": ["05:00", "20:00"]}

    answer = editor.ask(f"/draft/clashes?session={moved.id}&day=2027-04-22").json

    spans = {(s["room"], s["start"], s["end"]): s["text"].replace("\u00a0", " ") for s in answer["spans"]}
    assert spans[None, 360, 420].endswith("chairs “Working Group 9”.")
    assert spans["MIR", 360, 420] == "Until 7:00 a.m., Miranda Room is taken by “Working Group 9”."
    assert "Guerrero Room is open" in spans["GUE", 0, 300]
    assert ("GUE", 1200, 1440) in spans
    assert ("GUE", 300, 330) not in spans, "it does not stand in its own way"


def test_a_meeting_stands_in_the_way_without_saying_with_whom(demo, editor):
    from fairapp.meetings.models import Meeting

    meeting = db.session.query(Meeting).filter_by(status="accepted").first()
    moved = added(demo, "GUE", 1, "05:00", "05:30")
    with transaction():
        meeting.asker.delegation.status = "accredited"
    with transaction():
        services.edit_session(
            moved,
            services.SessionDetails("panel", moved.title, code=moved.code),
            duties=[OnDuty("secretary", meeting.asker)],
            items=[],
            place=place(demo, "GUE", 1, "05:00", "05:30"),
            version=1,
            by=demo.user("secretariat"),
        )
    day = meeting.booking.starts_at.date().isoformat()

    texts = [
        s["text"]
        for s in editor.ask(f"/draft/clashes?session={moved.id}&day={day}").json["spans"]
        if not s["room"]
    ]

    assert any(text.endswith("has a meeting.") for text in texts), texts
    assert not any(meeting.host.family_names in text for text in texts)


def test_clashes_cost_the_same_for_any_number_of_sessions(demo, editor):
    moved = added(demo, "GUE", 1, "05:00", "05:30", duties=[accredited(demo)])
    path = f"/draft/clashes?session={moved.id}&day=2027-04-22"

    def cost():
        with selects() as made:
            editor.ask(path)
        return len(made)

    cost()  # what the test itself has changed is read anew
    before = cost()
    for hour in (1, 2, 3, 4):
        added(demo, "MIR", 1, f"0{hour}:00", f"0{hour}:30", duties=[accredited(demo)])
    cost()
    assert cost() == before <= 12


@pytest.mark.parametrize("query", ["", "?session=1", "?session=1&day=soon", "?session=999999&day=2027-04-22"])
def test_clashes_need_a_session_and_a_day(demo, editor, query):
    assert editor.client.get(f"{HERE}/draft/clashes{query}").status_code in {400, 404}


def test_who_looks_again_learns_what_others_changed_and_otherwise_nothing(demo, editor):
    first = editor.ask("/draft/state")
    tag = first.headers["ETag"]
    again = editor.ask("/draft/state", 304, **{"If-None-Match": tag})
    moved = added(demo, "MIR", 1, "05:00", "06:00")

    changed = editor.ask("/draft/state", **{"If-None-Match": tag})

    assert not again.data
    assert moved.id in {s["id"] for s in changed.json["sessions"]}
    assert moved.id not in {s["id"] for s in first.json["sessions"]}


def test_looking_again_costs_little(demo, editor):
    tag = editor.ask("/draft/state").headers["ETag"]
    with selects() as made:
        editor.ask("/draft/state", 304, **{"If-None-Match": tag})

    assert len(made) <= 5, made


def plenary(demo, **more):
    return added(demo, "GUE", 1, "05:00", "06:00", kind="plenary", title="Plenary at dawn", **more)


def test_warnings_come_with_every_answer(demo, editor):
    answer = editor.send("/draft/sessions", 201, **drawn(kind="plenary", title="At dawn", room="GUE"))

    mine = {w["kind"]: w for w in answer["warnings"] if answer["session"]["id"] in w["sessions"]}
    assert "no_chair" in mine
    assert mine["no_chair"]["text"] == "“At dawn” (Plenary session) has no chair."


def test_warnings_of_a_draft_take_six_selects_however_long_it_is(demo):
    edition_id = demo.edition.id

    def cost():
        with selects() as made:
            warned_of(edition_id)
        return len(made)

    before = cost()
    for hour in (1, 2, 3, 4):
        added(demo, "MIR", 1, f"0{hour}:00", f"0{hour}:30", duties=[accredited(demo)], kind="plenary")
    assert cost() == before <= 6


def test_a_warning_is_taken_note_of_with_a_reason_and_raised_again(demo, visit):
    gathering, secretariat = plenary(demo), visit("secretariat")
    page = secretariat.get(f"{HERE}/draft/warnings")
    row = next(
        li for li in page.soup.select(".warnings li") if "Plenary at dawn" in li.text and "chair" in li.text
    )
    href = row.select_one("a.button")["href"]

    form = secretariat.get(href).form("/acknowledge")
    refused = secretariat.post(f"{HERE}/draft/warnings/acknowledge", {**form, "reason": " "}, status=422)
    assert "Please fill this in." in refused.words
    done = secretariat.post(
        f"{HERE}/draft/warnings/acknowledge", {**form, "reason": "The Chair is elected there."}, status=303
    )

    page = secretariat.follow(done)
    noted = page.soup.select_one("[aria-labelledby=noted], #noted") or page.soup
    assert "The Chair is elected there." in noted.text
    assert demo.user("secretariat").name in page.words
    assert "no_chair" not in {w.kind for w in open_warnings(demo.edition.id) if gathering.id in w.sessions}

    again = page.form("/warnings/raise")
    secretariat.follow(secretariat.post(f"{HERE}/draft/warnings/raise", again, status=303))
    assert "no_chair" in {w.kind for w in open_warnings(demo.edition.id) if gathering.id in w.sessions}


def test_the_same_clash_at_another_time_warns_again(demo, editor):
    gathering = added(demo, "MIR", 1, "05:00", "06:00", kind="plenary")
    added(demo, "GUE", 1, "05:00", "06:30", kind="working_group")

    def parallel():
        return [
            w for w in open_warnings(demo.edition.id) if w.kind == "parallel" and gathering.id in w.sessions
        ]

    (one,) = parallel()
    editor.send("/draft/warnings/acknowledge", key=one.key, reason="Agreed with the Chair.")
    assert parallel() == []
    with transaction():
        services.move_session(
            gathering, place(demo, "MIR", 1, "05:05", "06:00"), version=1, by=demo.user("secretariat")
        )
    assert len(parallel()) == 1


def test_of_two_who_take_note_the_second_reads_the_firsts_reason(demo, editor):
    gathering = plenary(demo)
    key = next(w.key for w in open_warnings(demo.edition.id) if gathering.id in w.sessions)
    with transaction():
        services.acknowledge(demo.edition, key, "It is so.", by=demo.user("protocol"))

    answer = editor.send("/draft/warnings/acknowledge", 409, key=key, reason="Mine.")

    assert answer["message"].endswith("has taken note of this warning already: It is so.")
    assert db.session.query(Acknowledgement).count() == 1


def test_a_warning_that_is_gone_cannot_be_taken_note_of(demo, editor):
    editor.send("/draft/warnings/acknowledge", 409, key="no_chair:gone", reason="Why not.")
    editor.ask("/draft/warnings/acknowledge?key=gone", 422)


def test_limits_are_the_editions_own(demo, visit):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "05:00", "06:00", duties=[kezia])
    second = added(demo, "GUE", 1, "06:10", "07:00", duties=[kezia])
    secretariat = visit("secretariat")

    def walking():
        return [w for w in open_warnings(demo.edition.id) if w.kind == "walking" and second.id in w.sessions]

    assert walking() == []
    form = secretariat.get(f"{HERE}/draft/warnings").form("/limits")
    assert form["walking"] == "5"
    secretariat.post(f"{HERE}/draft/warnings/limits", {**form, "walking": "-1"}, status=422)
    secretariat.post(f"{HERE}/draft/warnings/limits", {**form, "walking": "15"}, status=303)
    assert len(walking()) == 1


@pytest.mark.parametrize(
    "path", ["/draft/warnings", "/draft/state", "/draft/clashes?session=1&day=2027-04-22"]
)
def test_only_the_secretariat_looks_at_the_draft(demo, visit, path):
    visit("delegate").get(HERE + path, status=403)


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_page_of_warnings_speaks_every_language(demo, visit, lang):
    plenary(demo)
    visit("secretariat", lang=lang).get(f"{HERE}/draft/warnings")


def test_another_editions_sessions_are_not_there(demo, editor):
    for path in ("/draft/sessions/999999/duplicate", "/sessions/999999/move"):
        editor.send(path, 404, version=1, room=None)
