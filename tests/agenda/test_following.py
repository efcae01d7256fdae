"""Sessions somebody follows: stars, warnings, one's own agenda."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from fairapp.agenda import services
from fairapp.agenda.errors import SessionWithdrawn
from fairapp.agenda.models import Bookmark, SignUp
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.timetable.services import book
from fairapp.timetable.spans import Span
from tests.agenda.acts import OnDuty, accredited, added, session
from tests.selects import selects


def _bookmarks():
    return db.session.scalar(select(func.count()).select_from(Bookmark))


def _release(demo):
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))


def _follow(visitor, code, status=303, **more):
    return visitor.post("/demo/programme/follow", {"follow": code, **more}, status)


def test_a_session_is_followed_and_left_on_its_page_without_scripts(demo, visit):
    visitor = visit("delegate")
    page = visitor.get("/demo/programme/D2-07")
    star = page.soup.select_one("button.button-star")
    assert (star["name"], star["aria-pressed"]) == ("follow", "false")

    page = visitor.follow(_follow(visitor, "D2-07"))

    assert "is on your agenda" in page.words
    star = page.soup.select_one("button.button-star")
    assert (star["name"], star["value"], star["aria-pressed"]) == ("leave", "D2-07", "true")
    visitor.post("/demo/programme/follow", {"leave": "D2-07"}, 303)
    assert _bookmarks() == 0


def test_the_stars_of_the_programme_are_each_visitors_own(demo, visit):
    visitor, other = visit("delegate"), visit("counterpart")
    _follow(visitor, "D2-07", back="/demo/programme/?view=room")

    def filled(one):
        page = one.get("/demo/programme/?view=room")
        return {b["value"] for b in page.soup.select(".star[aria-pressed=true]")}

    assert filled(visitor) == {"D2-07"}
    assert filled(other) == set()
    assert visit().get("/demo/programme/").soup.select(".star") == []


def test_following_leads_back_into_this_house_only(demo, visit):
    visitor = visit("delegate")
    to = _follow(visitor, "D2-07", back="/demo/programme/?view=room").response.headers["Location"]
    assert to == "/demo/programme/?view=room"
    to = _follow(visitor, "D2-07", back="//elsewhere.example").response.headers["Location"]
    assert to == "/demo/programme/D2-07"


def test_with_scripts_the_star_changes_where_it_is(demo, visit):
    visitor = visit("delegate")
    token = visitor.get("/demo/programme/").soup.find("input", attrs={"name": "csrf_token"})["value"]

    answer = visitor.client.post(
        "/demo/programme/follow",
        data={"follow": "D2-07", "csrf_token": token},
        headers={"HX-Request": "true"},
    )

    told = json.loads(answer.headers["HX-Trigger"])
    assert answer.status_code == 204
    assert told["followed"] == {"code": "D2-07", "on": True}
    assert "Working Group 1" in told["toast"]["text"]


def test_who_must_be_elsewhere_is_warned_and_not_refused(demo, visit):
    when = session(demo, "D2-07").booking
    with transaction():
        book(
            [demo.person("delegate").resource_id],
            Span(when.starts_at, when.ends_at),
            edition_id=demo.edition.id,
            purpose="shift",
            subject="nothing:1",
            title=Translated(en="At the booth"),
            place=Translated(en="Hall"),
        )
    visitor = visit("delegate")

    page = visitor.follow(_follow(visitor, "D2-07"))

    assert "At the same time you have: “At the booth”" in page.words
    assert _bookmarks() == 1
    _follow(visitor, "D2-08")
    assert (
        "Working Group 1" in visitor.get("/demo/programme/D2-08").soup.select_one(".notice-warn").get_text()
    )


def test_strangers_do_not_follow_and_unknown_sessions_are_not_followed(demo, visit):
    visit().post("/demo/programme/follow", {"follow": "D2-07"}, 302)
    assert _bookmarks() == 0
    _follow(visit("delegate"), "NONE", 404)
    added(demo, "MIR", 1, "10:00", "11:00", code="SECRET", title="Of the draft")
    _follow(visit("delegate"), "SECRET", 404)


def test_following_twice_is_following_once(demo):
    user, one = demo.user("delegate"), session(demo, "D2-07")
    for _ in range(2):
        with transaction():
            services.follow(one.id, by=user)
    assert _bookmarks() == 1


def test_what_is_gone_from_the_draft_is_not_followed_any_more_but_who_follows_it_goes_on(demo, visit):
    visitor = visit("delegate")
    _follow(visitor, "D2-11")
    gone = session(demo, "D2-11").id
    with transaction():
        services.remove_session(session(demo, "D2-11"), version=1, by=demo.user("secretariat"))

    with pytest.raises(SessionWithdrawn), transaction():
        services.follow(gone, by=demo.user("counterpart"))
    entry = visitor.get("/demo/my-agenda").soup.select_one(".moment")
    assert "moment-off" not in entry["class"], "the public has not been told yet"
    _release(demo)
    entry = visitor.get("/demo/my-agenda").soup.select_one(".moment-off")
    assert "SAMOA" in entry.get_text()
    assert "Cancelled" in entry.get_text()


def test_the_own_agenda_names_tasks_places_and_what_is_followed(demo, visit):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "08:00", "08:10", title="With a task", duties=[OnDuty("moderator", kezia)])
    small = added(demo, "MIR", 1, "08:15", "08:25", title="Few places", sign_up=True, capacity=1)
    added(demo, "MIR", 1, "08:30", "08:40", title="To hear", code="HEAR")
    with transaction():
        db.session.add(
            SignUp(session_id=small.id, participant_id=kezia.id, standing="waiting", at=clock.now())
        )
    _release(demo)
    visitor = visit("delegate")
    _follow(visitor, "HEAR")
    page = visitor.get("/demo/my-agenda")

    said = {
        m.select_one(".moment-title").get_text(strip=True): m.select_one(".moment-body").get_text(" ")
        for m in page.soup.select(".moment")
    }
    assert "Moderator" in said["With a task"]
    assert "On the waiting list" in said["Few places"]
    assert "Followed" in said["To hear"]
    assert page.soup.select_one("button[name=leave][value=HEAR]")
    assert "To hear" not in visit("counterpart").get("/demo/my-agenda").words


def test_a_task_in_a_session_one_follows_is_said_once(demo, visit):
    kezia = accredited(demo)
    added(demo, "MIR", 1, "08:00", "08:10", title="Mine", code="MINE", duties=[OnDuty("rapporteur", kezia)])
    _release(demo)
    visitor = visit("delegate")
    _follow(visitor, "MINE")
    titles = [t.get_text(strip=True) for t in visitor.get("/demo/my-agenda").soup.select(".moment-title")]
    assert titles.count("Mine") == 1


def test_clashes_on_the_own_agenda_are_marked_on_both_sides(demo, visit):
    visitor = visit("delegate")
    _follow(visitor, "D2-07")
    _follow(visitor, "D2-08")
    marks = [m.get_text() for m in visitor.get("/demo/my-agenda").soup.select(".moment-same")]
    assert any("Working Group 2" in mark for mark in marks)
    assert any("Working Group 1" in mark for mark in marks)


def test_the_agenda_opens_with_today(demo, visit, at):
    visitor = visit("delegate")
    _follow(visitor, "D1-07")
    _follow(visitor, "D2-07")
    with at(demo.moment(2, "08:00")):
        page = visitor.get("/demo/my-agenda")
    assert page.soup.select_one(".day-links [aria-current=date]")["href"] == "#day-2027-04-23"
    assert "Second plenary" in page.soup.select_one("details.past-days").get_text()


def test_an_agenda_of_many_sessions_asks_no_more_than_one_of_few(demo, visit):
    visitor = visit("delegate")
    _follow(visitor, "D2-07")
    with selects() as few:
        visitor.get("/demo/my-agenda")
    for code in ("D1-05", "D1-07", "D1-10", "D1-14", "D2-02", "D2-08", "D2-12"):
        _follow(visitor, code)
    with selects() as many:
        visitor.get("/demo/my-agenda")
    assert len(many) == len(few) <= 12
