"""What hangs at the doors."""

from __future__ import annotations

import pytest

from fairapp.agenda import queries
from fairapp.agenda.prints.doors import paper
from tests.agenda.acts import added
from tests.papers import inspect_paper, words_of

PAPER = "/demo/programme/doors.pdf"


def _sheets(demo, day, room="", lang="en"):
    made = paper(queries.public_programme(demo.edition.id), demo.moment(day, "12:00").date(), room)
    return made.build(demo.edition, lang).values["sheets"]


def test_each_room_of_the_day_has_a_sheet_with_all_its_sessions_in_order(app, demo):
    with app.test_request_context():
        sheets = _sheets(demo, 1)

    programme = queries.public_programme(demo.edition.id)
    day = demo.moment(1, "12:00").date()
    held = [
        s for s in programme.standing if s.starts_at.astimezone(demo.moment(1, "12:00").tzinfo).date() == day
    ]
    assert [s.room for s in sheets] == list(
        dict.fromkeys(str(s.room) for s in sorted(held, key=lambda s: (s.room_order, s.room_code)))
    )
    assert sum(len(s.lines) for s in sheets) == len(held)
    plenary = next(s for s in sheets if s.room == "Simón Bolívar Room")
    assert [line.time.replace("\u00a0", " ") for line in plenary.lines][:2] == [
        "10:00 – 10:30 a.m.",
        "10:45 a.m. – 12:20 p.m.",
    ]


def test_one_room_alone(app, demo):
    with app.test_request_context():
        assert [s.room for s in _sheets(demo, 1, "SBR")] == ["Simón Bolívar Room"]


def test_a_full_day_is_set_smaller(app, demo):
    with app.test_request_context():
        sizes = {s.room: s.size for s in _sheets(demo, 1)}

    assert sizes["Fair Stage"] == "roomy"
    assert sizes["Simón Bolívar Room"] != "roomy"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Thursday, April 22", "Simón Bolívar Room", "10:45 a.m.")),
        ("es", ("Jueves 22 de abril", "Salón Simón Bolívar")),
        ("fr", ("Jeudi 22 avril", "Salle Simón Bolívar", "10 h 45")),
        ("pt", ("Quinta-feira, 22 de abril", "Sala Simón Bolívar", "10h45")),
    ],
)
def test_the_paper_in_four_languages_a_page_for_each_room(app, client, demo, tmp_path, lang, words):
    file = tmp_path / "doors.pdf"
    file.write_bytes(client.get(f"{PAPER}?day={demo.moment(1, '09:00').date()}&lang={lang}").data)

    reader = inspect_paper(file, lang)
    text = words_of(reader).replace("\u00a0", " ")

    with app.test_request_context():
        assert len(reader.pages) == len(_sheets(demo, 1))
    for each in words:
        assert each in text


def test_only_what_is_released_hangs_there(client, demo):
    added(demo, "MIR", 0, "10:00", "11:00", title="A secret of the draft")

    assert client.get(f"{PAPER}?day={demo.moment(0, '09:00').date()}&room=MIR").status_code == 404


@pytest.mark.parametrize("asked", ["", "?day=nonsense", "?day=1999-01-01"])
def test_nothing_to_hang_is_not_found(client, demo, asked):
    assert client.get(PAPER + asked).status_code == 404
