"""The credential letter: what is taken, who sees it, how it is looked at, what is read on it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from fairapp.core import previews
from fairapp.core.db import db, transaction
from fairapp.registration import errors, services
from tests.registration.helpers import chile_with_letter, facts, letter


def picture(kind="JPEG"):
    out = BytesIO()
    Image.new("RGB", (1700, 2200), "white").save(out, kind)
    return out.getvalue()


def send(demo, visit, content, name):
    url = f"/demo/delegations/{demo.delegation('CL').id}/letter"
    return visit("focal").post(url, {"letter": (BytesIO(content), name)})


def protected():
    out = BytesIO()
    with pikepdf.open(letter().stream) as paper:
        paper.save(out, encryption=pikepdf.Encryption(owner="x", user="x"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "carta.pdf", "This file is empty."),
        (b"MZ\x90\x00" + b"\0" * 200, "carta.pdf", "not a file of a kind we can take (JPG, PDF, PNG)"),
        (b"PK\x03\x04" + b"\0" * 200, "carta.docx", "not a file of a kind we can take"),
        (b"GIF89a" + b"\0" * 200, "carta.png", "not a file of a kind we can take"),
        (protected(), "carta.pdf", "This PDF is protected"),
        (b"%PDF-1.7 nonsense", "carta.pdf", "This PDF cannot be read"),
        (picture()[:300], "carta.jpg", "This picture cannot be read"),
        (b"%PDF-1.4\n" + b"%" * services.LETTER_LIMIT, "carta.pdf", "at most 10 megabytes"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field(demo, visit, content, name, says):
    page = send(demo, visit, content, name)

    assert page.status == 422
    assert says in page.soup.find(id="letter-error").get_text()
    assert demo.delegation("CL").letters == []


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_photograph_is_taken_under_the_ending_of_what_it_is(demo, visit, kind, ending):
    assert send(demo, visit, picture(kind), "carta.exe").status == 303

    kept = demo.delegation("CL").letter
    assert (kept.file_name, kept.pages) == (f"carta.{ending}", 1)


def test_the_pages_of_a_letter_are_counted_when_it_comes(demo):
    out = BytesIO()
    with pikepdf.open(letter().stream) as paper:
        paper.pages.append(paper.pages[0])
        paper.save(out)

    with transaction():
        kept = services.receive_letter(
            demo.delegation("CL"), FileStorage(BytesIO(out.getvalue()), "dos.pdf"), by=demo.user("focal")
        )

    assert kept.pages == 2


def test_a_page_is_shown_as_a_picture_to_those_who_may_see_the_letter(demo, visit):
    chile = chile_with_letter(demo)
    url = f"/demo/delegations/{chile.id}/letters/{chile.letter.id}/pages/1"

    for short in ("focal", "protocol", "secretariat"):
        response = visit(short).get(url).response
        assert response.mimetype == "image/webp"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in response.headers["Cache-Control"]
        with Image.open(BytesIO(response.data)) as shown:
            assert shown.width == 1240
    for short in ("delegate", "exhibitor", "rapporteur"):
        visit(short).get(url, 403)
    visit().get(url, 302)


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_page_that_is_not_there_is_not_found(demo, visit, number):
    chile = chile_with_letter(demo)

    visit("protocol").get(f"/demo/delegations/{chile.id}/letters/{chile.letter.id}/pages/{number}", 404)
    other = demo.delegation("JM").letter.id
    visit("protocol").get(f"/demo/delegations/{chile.id}/letters/{other}/pages/1", 404)


def test_a_picture_is_drawn_once(demo, visit, monkeypatch):
    chile = chile_with_letter(demo)
    url = f"/demo/delegations/{chile.id}/letters/{chile.letter.id}/pages/1"
    first = visit("protocol").get(url).response.data
    monkeypatch.setattr(previews.subprocess, "run", lambda *_a, **_k: pytest.fail("drawn again"))

    assert visit("protocol").get(url).response.data == first


def test_a_page_that_cannot_be_drawn_harms_nobody(demo, visit, app):
    chile = chile_with_letter(demo)
    kept = chile.letter
    path = Path(app.config["DATA_DIR"]) / "files" / kept.file_key
    content = path.read_bytes()
    path.write_bytes(b"%PDF-1.4 ruined")
    for old in (path.parents[2] / "previews").rglob(f"{kept.sha256}-1.webp"):
        old.unlink()
    try:
        visit("protocol").get(f"/demo/delegations/{chile.id}/letters/{kept.id}/pages/1", 404)
    finally:
        path.write_bytes(content)


def test_protocol_notes_date_and_signatory(demo, visit):
    chile = chile_with_letter(demo)
    url = f"/demo/delegations/{chile.id}/letters/{chile.letter.id}"

    page = visit("protocol").post(url, {"dated": "2027-02-20", "signatory": "Canciller Modelo"}, 303)

    page = visit("focal").follow(page)
    assert "Dated February 20, 2027." in page.words
    assert "Signed by Canciller Modelo." in page.words
    assert "LetterDescribed" in facts(f"delegation:{chile.id}")
    visit("focal").post(url, {"signatory": "Otra"}, 403)


def test_a_letter_does_not_bear_a_date_to_come(demo, visit):
    chile = chile_with_letter(demo)
    url = f"/demo/delegations/{chile.id}/letters/{chile.letter.id}"

    page = visit("protocol").post(url, {"dated": "2027-03-02", "signatory": "Canciller"}, 422)
    assert "still to come" in page.soup.find(id="dated-error").get_text()
    assert page.soup.find(id="signatory")["value"] == "Canciller"
    with pytest.raises(errors.MisdatedLetter), transaction():
        services.describe_letter(chile.letter, dated=date(2027, 3, 2), signatory="", by=demo.user("protocol"))

    db.session.expire_all()
    assert chile.letter.dated is None


def test_the_history_tells_the_focal_point_who_did_what_and_why(demo, visit):
    chile = chile_with_letter(demo)
    with transaction():
        services.return_credential(chile, "Falta <b>la firma</b>.", by=demo.user("protocol"))

    page = visit("focal").get(f"/demo/delegations/{chile.id}")

    newest = page.soup.select_one(".history li")
    assert newest.h3.get_text() == "Returned"
    assert newest.blockquote.get_text() == "Falta <b>la firma</b>."
    assert "Pilar Protocolo (demo), protocol" in " ".join(newest.get_text().split())
    assert [h.get_text() for h in page.soup.select(".history h3")][-1] == "Invited"
