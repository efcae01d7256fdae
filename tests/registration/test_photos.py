"""The photograph of a participant, from upload to badge, and who sees it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from fairapp.core import files
from fairapp.core.db import db, transaction
from fairapp.registration import services
from fairapp.registration.services import photos as kept
from tests.core.test_photos import bomb, picture, with_place
from tests.registration.helpers import after_closing, facts, person


@pytest.fixture
def elena(demo):
    with transaction():
        return services.enter_participant(
            demo.delegation("CL"), person("head", "Elena", "Cabeza"), by=demo.user("focal")
        )


def _at(who, tail=""):
    return f"/demo/delegations/{who.delegation_id}/people/{who.id}/photo{tail}"


def _upload(browser, who, content, status=303, name="photo.jpg"):
    return browser.post(_at(who), {"photo": (io.BytesIO(content), name)}, status)


def _uploads():
    return set(files.place(kept.UPLOADS).rglob("*.jpg"))


def _give(browser, who):
    crop = _upload(browser, who, with_place(6)).response.headers["Location"]
    browser.post(crop, {"across": "50", "down": "25", "zoom": "150"}, 303)
    db.session.expire_all()
    return crop


def test_a_photograph_is_uploaded_cut_and_shown(demo, visit, elena):
    focal = visit("focal")

    crop = _upload(focal, elena, with_place(6)).response.headers["Location"]
    page = focal.get(crop)
    shown = focal.get(page.soup.find("image")["href"]).response
    assert shown.mimetype == "image/jpeg"
    saved = focal.post(crop, page.form(crop), 303)

    db.session.expire_all()
    stored = files.place(elena.photo_key).read_bytes()
    with Image.open(io.BytesIO(stored)) as badge:
        assert (badge.size, badge.format, dict(badge.getexif())) == ((413, 531), "JPEG", {})
    assert focal.follow(saved).soup.select_one("img.portrait")["src"].startswith(_at(elena, ".jpg"))
    assert facts(f"participant:{elena.id}")[-1] == "ParticipantChanged"


def test_nothing_of_the_upload_is_left_once_it_was_cut(demo, visit, elena):
    focal = visit("focal")
    before = _uploads()

    crop = _give(focal, elena)

    assert _uploads() == before
    focal.get(crop, 404)


def test_looking_at_another_part_saves_nothing(demo, visit, elena):
    focal = visit("focal")
    crop = _upload(focal, elena, picture()).response.headers["Location"]

    page = focal.post(crop, {"across": "0", "down": "0", "zoom": "400", "look": "1"}, 200)

    box = [float(part) for part in page.soup.find("svg", class_="crop-frame")["viewBox"].split()]
    assert box[:2] == [0, 0]
    assert box[2] == 150  # a quarter of 600
    db.session.expire_all()
    assert elena.photo_key is None


def test_a_frame_that_cannot_be_is_said_beside_its_field(demo, visit, elena):
    focal = visit("focal")
    crop = _upload(focal, elena, picture()).response.headers["Location"]

    page = focal.post(crop, {"across": "500", "down": "x", "zoom": "1"}, 422)

    assert "A number from 0 to 100" in page.soup.find(id="across-error").get_text()
    db.session.expire_all()
    assert elena.photo_key is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a photograph we can read"),
        (b"<html>x</html>", "not a photograph we can read"),
        (picture("GIF"), "not a photograph we can read"),
        (b"\xff\xd8\xff" + b"0" * (10 * 1_048_576), "at most 10 megabytes"),
        (bomb(), "too many pixels"),
        (b"", "Please choose a file|empty"),
    ],
)
def test_what_is_no_photograph_is_refused_beside_the_field(demo, visit, elena, content, says):
    page = _upload(visit("focal"), elena, content, 422)

    assert re.search(says, page.soup.find(id="photo-error").get_text())


def test_a_photograph_goes_inline_to_those_who_may_see_the_delegation_and_to_nobody_else(demo, visit, elena):
    _give(visit("focal"), elena)

    for short in ("focal", "protocol", "secretariat"):
        answer = visit(short).get(_at(elena, ".jpg")).response
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"].startswith("private")
        assert answer.mimetype == "image/jpeg"
    for short in ("delegate", "exhibitor", "counterpart"):
        visit(short).get(_at(elena, ".jpg"), 403)
        visit(short).get(_at(elena), 403)
    visit().get(_at(elena, ".jpg"), 302)


def test_an_upload_is_cut_only_for_the_person_it_was_made_for(demo, visit, elena):
    focal = visit("focal")
    with transaction():
        other = services.enter_participant(demo.delegation("CL"), person(given="Otro"), by=demo.user("focal"))
    crop = _upload(focal, elena, picture()).response.headers["Location"]

    focal.get(crop.replace(f"/people/{elena.id}/", f"/people/{other.id}/"), 404)
    focal.get(_at(elena, "/made-up"), 404)


def test_a_photograph_is_taken_away_and_its_file_goes_at_night(demo, visit, elena, at):
    focal = visit("focal")
    _give(focal, elena)
    path = files.place(elena.photo_key)
    _upload(focal, elena, picture())

    focal.post(_at(elena, "/remove"), {}, 303)
    today = datetime.now(UTC)  # files bear the date of the machine, not of the test
    with at(today):
        kept.tidy()
    assert path.exists(), "what was written today waits a day"
    with at(today + timedelta(days=2)):
        kept.tidy()

    db.session.expire_all()
    assert elena.photo_key is None
    assert not path.exists()
    assert not _uploads()


def test_a_photograph_in_use_stays(demo, visit, elena, at):
    _give(visit("focal"), elena)

    with at(datetime.now(UTC) + timedelta(days=2)):
        kept.tidy()

    assert files.place(elena.photo_key).exists()


def test_after_closing_no_photograph_is_given(demo, visit, elena, at):
    focal = visit("focal")
    crop = _upload(focal, elena, picture()).response.headers["Location"]

    with at(after_closing(demo)):
        page = focal.post(crop, {"across": "50", "down": "25", "zoom": "100"}, 409)

    assert "Registration closed" in page.words
