"""Sessions one signs up for: places, the line, and who gets what becomes free."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from fairapp.agenda import queries, services
from fairapp.agenda.errors import FewerPlaces, MayNotSignUp, SignUpClosed
from fairapp.agenda.models import SignUp
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.edition.services import RoomDetails, edit_room
from fairapp.registration.addresses import address_of
from fairapp.registration.models import Participant
from tests.agenda.acts import accredited, added, details, place, room, session
from tests.selects import selects


def _released(demo, *where, capacity=None, sign_up=True, title="Visit to the water works"):
    made = added(
        demo, *(where or ("TER", 1, "18:00", "19:00")), title=title, capacity=capacity, sign_up=sign_up
    )
    with transaction():
        services.release_programme(demo.edition, note="", by=demo.user("secretariat"))
    return made


def _people(demo, count):
    """Accredited participants of the demo, from the last: not those with a test account."""
    query = select(Participant).where(Participant.edition_id == demo.edition.id)
    everybody = db.session.scalars(query.order_by(Participant.id.desc()))
    return [person for person in everybody if person.is_accredited][:count]


def _sign_up(demo, code, *people):
    for person in people:
        with transaction():
            services.sign_up(session(demo, code), person, by=demo.user("secretariat"))


def _withdraw(demo, code, person):
    with transaction():
        services.withdraw(session(demo, code), person, by=demo.user("secretariat"))


def _line(demo, code):
    db.session.expire_all()
    rows = queries.signed_up(session(demo, code).id)
    return (
        [one.participant_id for one in rows if one.standing == "seated"],
        [one.participant_id for one in rows if one.standing == "waiting"],
    )


def _details_of(made, **more):
    return details(
        made.title.to("en"), **{"code": made.code, "capacity": made.capacity, "sign_up": made.sign_up, **more}
    )


def _edit(demo, code, **more):
    made = session(demo, code)
    with transaction():
        services.edit_session(
            made,
            _details_of(made, **more),
            duties=[],
            items=[],
            place=services.place_of(made),
            version=made.version,
            by=demo.user("secretariat"),
        )


def test_somebody_signs_up_and_withdraws_on_the_page(demo, visit):
    accredited(demo)
    made = _released(demo, capacity=5)
    visitor, url = visit("delegate"), f"/demo/programme/{made.code}"

    page = visitor.get(url)
    assert "0 of 5 places are taken." in page.words
    page = visitor.follow(visitor.post(f"{url}/sign-up", page.form("/sign-up"), 303))
    assert "You have a place" in page.words
    assert _line(demo, made.code) == ([demo.person("delegate").id], [])

    page = visitor.follow(visitor.post(f"{url}/withdraw", page.form("/withdraw"), 303))
    assert "You gave your place back." in page.words
    assert _line(demo, made.code) == ([], [])


def test_signing_up_twice_is_signing_up_once(demo):
    made, (ana,) = _released(demo, capacity=1), _people(demo, 1)
    _sign_up(demo, made.code, ana, ana)
    assert _line(demo, made.code) == ([ana.id], [])


def test_who_comes_when_all_is_taken_waits_and_is_told_how_many_are_before(demo, visit):
    accredited(demo)
    made, people = _released(demo, capacity=1), _people(demo, 2)
    _sign_up(demo, made.code, *people)
    visitor, url = visit("delegate"), f"/demo/programme/{made.code}"
    page = visitor.get(url)
    assert "Join the waiting list" in page.words
    page = visitor.follow(visitor.post(f"{url}/sign-up", page.form("/sign-up"), 303))
    assert "1 person is before you." in page.words


def test_a_place_given_back_goes_to_whoever_has_waited_longest_with_a_letter(demo, at):
    made, people = _released(demo, capacity=1), _people(demo, 4)
    _sign_up(demo, made.code, people[0], people[1], people[2])
    _withdraw(demo, made.code, people[0])

    assert _line(demo, made.code) == ([people[1].id], [people[2].id])
    letter = db.session.scalars(select(Letter).where(Letter.kind == "place-given")).one()
    assert (letter.to_email, letter.about) == (address_of(people[1]).email, f"session:{made.id}")
    assert "6:00\u00a0– 7:00\u00a0p.m." in letter.text
    # Whoever waits leaves the line without moving anybody up.
    _withdraw(demo, made.code, people[2])
    assert _line(demo, made.code) == ([people[1].id], [])


def test_more_places_are_filled_from_the_line_and_fewer_than_taken_are_refused(demo):
    made, people = _released(demo, capacity=1), _people(demo, 4)
    _sign_up(demo, made.code, *people)
    _edit(demo, made.code, capacity=3)
    assert _line(demo, made.code) == ([p.id for p in people[:3]], [people[3].id])

    with pytest.raises(FewerPlaces) as refused:
        _edit(demo, made.code, capacity=2)
    assert refused.value.field == "capacity"
    assert refused.value.message == "3 people have signed up: there cannot be fewer places."
    assert session(demo, made.code).capacity == 3


def test_the_form_says_how_many_beside_the_number(demo, visit):
    made, people = _released(demo, capacity=3), _people(demo, 3)
    _sign_up(demo, made.code, *people)
    visitor, url = visit("secretariat"), f"/demo/agenda/sessions/{made.id}"
    page = visitor.post(url, {**visitor.get(url).form(url), "capacity": "2"}, 409)
    assert "3 people have signed up" in page.soup.find(id="capacity-error").get_text()
    assert page.form(url)["capacity"] == "2"
    assert "3 of 3 places are taken." in visitor.get(f"{url}/sign-ups").words


def test_without_a_number_the_room_says_how_many(demo):
    secretariat = demo.user("secretariat")
    where = room(demo, "TER")
    with transaction():
        where.capacity = 2
    made, people = _released(demo), _people(demo, 3)
    _sign_up(demo, made.code, *people)
    assert _line(demo, made.code) == ([p.id for p in people[:2]], [people[2].id])

    def seats(number):
        now = room(demo, "TER")
        with transaction():
            edit_room(now, RoomDetails("TER", now.name, number), version=now.version, by=secretariat)

    with pytest.raises(FewerPlaces):
        seats(1)
    db.session.expire_all()
    assert room(demo, "TER").capacity == 2
    seats(10)
    assert _line(demo, made.code) == ([p.id for p in people], [])


def test_a_session_does_not_move_into_a_room_too_small_for_those_who_signed_up(demo):
    with transaction():
        room(demo, "MIR").capacity = 1
    made, people = _released(demo), _people(demo, 2)
    _sign_up(demo, made.code, *people)
    with pytest.raises(FewerPlaces), transaction():
        services.move_session(
            session(demo, made.code),
            place(demo, "MIR", 1, "18:00", "19:00"),
            version=made.version,
            by=demo.user("secretariat"),
        )
    assert session(demo, made.code).room.code == "TER"


def test_it_is_closed_before_the_release_says_so_and_once_it_has_begun(demo, at, visit):
    accredited(demo)
    (ana,) = _people(demo, 1)
    draft = added(demo, "TER", 1, "20:00", "21:00", title="Unreleased", sign_up=True)
    with pytest.raises(SignUpClosed):
        _sign_up(demo, draft.code, ana)
    plain = _released(demo, sign_up=False)
    with pytest.raises(SignUpClosed):
        _sign_up(demo, plain.code, ana)

    made = _released(demo, "MIR", 1, "19:00", "20:00", title="Second visit", capacity=5)
    _sign_up(demo, made.code, ana)
    with at(made.booking.starts_at - timedelta(minutes=1)):
        _sign_up(demo, made.code, *_people(demo, 2))
    with at(made.booking.starts_at):
        with pytest.raises(SignUpClosed):
            _withdraw(demo, made.code, ana)
        url = f"/demo/programme/{made.code}"
        visitor = visit("delegate")
        page = visitor.get(url)
        assert "The session has begun: places are settled." in page.words
        assert "/sign-up" not in str(page.soup.main)
        page = visitor.follow(visitor.post(f"{url}/sign-up", status=303))
        assert "The session has begun: places are settled." in page.words
    assert len(_line(demo, made.code)[0]) == 2


def test_only_those_who_take_part_sign_up(demo, visit):
    made = _released(demo, capacity=5)
    url = f"/demo/programme/{made.code}"
    visit().post(f"{url}/sign-up", status=302)
    visit("secretariat").post(f"{url}/sign-up", status=403)
    person = demo.person("delegate")
    with transaction():
        person.delegation.status = "verified"
    with pytest.raises(MayNotSignUp):
        _sign_up(demo, made.code, demo.person("delegate"))
    visit("delegate").post(f"{url}/sign-up", status=403)
    visit("secretariat").post("/demo/programme/NONE/sign-up", status=404)
    assert "accredited people sign up here" in visit().get(url).words


def test_who_signed_up_is_for_the_secretariat(demo, visit):
    made = _released(demo, capacity=1)
    _sign_up(demo, made.code, *_people(demo, 2))
    url = f"/demo/agenda/sessions/{made.id}/sign-ups"
    page = visit("secretariat").get(url)
    assert (
        len(page.soup.select("#seated-table tbody tr"))
        == len(page.soup.select("#waiting-table tbody tr"))
        == 1
    )
    visit("delegate").get(url, 403)


def test_a_removed_session_that_comes_back_has_its_places_again(demo):
    made, people = _released(demo, capacity=1), _people(demo, 2)
    _sign_up(demo, made.code, *people)
    secretariat = demo.user("secretariat")
    with transaction():
        services.remove_session(session(demo, made.code), version=made.version, by=secretariat)
    assert db.session.scalars(select(SignUp).where(SignUp.session_id == made.id)).all() == []
    with transaction():
        services.undo(demo.edition, by=secretariat)
    assert _line(demo, made.code) == ([people[0].id], [people[1].id])


def test_the_page_costs_the_same_however_many_signed_up(demo, visit):
    accredited(demo)
    made = _released(demo, capacity=2)
    visitor, url = visit("delegate"), f"/demo/programme/{made.code}"
    visitor.get(url)
    with selects() as before:
        visitor.get(url)
    _sign_up(demo, made.code, *_people(demo, 6))
    with selects() as after:
        visitor.get(url)
    assert len(after) == len(before) <= 12
