"""One letter to each person a release concerns, reviewed before it leaves."""

from __future__ import annotations

from sqlalchemy import select

from fairapp.agenda import digests, queries, services
from fairapp.agenda.digests import concerned_by
from fairapp.agenda.models import Bookmark, Duty, Release, SignUp
from fairapp.agenda.services.releases import draft_changes
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from tests.agenda.acts import place, session


def moved(demo, code="D2-16", *where):
    found = session(demo, code)
    with transaction():
        services.move_session(
            found,
            place(demo, *(where or ("MIR", 2, "17:00", "17:25"))),
            version=found.version,
            by=demo.user("secretariat"),
        )


def on_duty(demo, code, short, role="panelist"):
    with transaction():
        found = session(demo, code)
        found.duties.append(Duty(role=role, participant=demo.person(short), office={}, position=9))


def release(demo):
    with transaction():
        made = services.release_programme(demo.edition, by=demo.user("secretariat"))
    digests.tell_concerned(made.id)
    return queries.last_release(demo.edition.id)


def letters(made):
    return list(
        db.session.scalars(
            select(Letter).where(Letter.about == digests.letter_about(made)).order_by(Letter.to_name)
        )
    )


def test_those_with_a_task_a_place_or_a_bookmark_get_one_letter_each(demo):
    with transaction():
        closing = session(demo, "D2-16")
        db.session.add(Bookmark(user_id=demo.user("delegate").id, session_id=closing.id))
        db.session.add(Bookmark(user_id=demo.user("rapporteur").id, session_id=closing.id))
        db.session.add(
            SignUp(
                session_id=closing.id,
                participant_id=demo.person("delegate").id,
                standing="seated",
                at=clock.now(),
            )
        )
    moved(demo)
    on_duty(demo, "D2-15", "counterpart")

    made = release(demo)

    by_address = {letter.to_email: letter for letter in letters(made)}
    assert {"delegate@example.org", "rapporteur@example.org", "counterpart@example.org"} <= by_address.keys()
    assert len(by_address) == len(letters(made))
    assert {letter.status for letter in letters(made)} == {"held"}
    assert "D2-16" in by_address["delegate@example.org"].text
    assert "D2-15" not in by_address["delegate@example.org"].text
    assert "D2-15" in by_address["counterpart@example.org"].text


def test_each_letter_speaks_its_readers_language_and_the_meetings_time(demo):
    with transaction():
        db.session.add(Bookmark(user_id=demo.user("rapporteur").id, session_id=session(demo, "D2-16").id))
    moved(demo)

    letter = next(each for each in letters(release(demo)) if each.to_email == "rapporteur@example.org")

    assert letter.lang == "fr"
    assert "17\xa0h" in letter.text


def test_nobody_is_written_to_for_what_does_not_concern_them(demo):
    on_duty(demo, "D2-15", "counterpart")
    release(demo)
    moved(demo)

    _last, found = draft_changes(demo.edition)

    assert "counterpart@example.org" not in {one.to.email for one in concerned_by(found)}


def test_telling_twice_tells_once(demo):
    with transaction():
        db.session.add(Bookmark(user_id=demo.user("delegate").id, session_id=session(demo, "D2-16").id))
    moved(demo)
    made = release(demo)
    count = len(letters(made))

    digests.tell_concerned(made.id)
    digests.tell_of_releases()

    assert len(letters(made)) == count > 0


def test_a_release_whose_letters_were_never_written_gets_them_within_the_minute(demo):
    with transaction():
        db.session.add(Bookmark(user_id=demo.user("delegate").id, session_id=session(demo, "D2-16").id))
    moved(demo)
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))

    digests.tell_of_releases()

    made = queries.last_release(demo.edition.id)
    assert made.told_at == clock.now()
    assert letters(made)
    assert not db.session.scalar(select(Release.id).where(Release.told_at.is_(None)))


def test_who_is_told_costs_the_same_for_one_and_for_many(demo):
    from tests.selects import selects

    moved(demo)
    _last, few = draft_changes(demo.edition)
    with selects() as one:
        concerned_by(few)
    for code, start, end in (("D2-15", "19:00", "19:25"), ("D2-11", "18:00", "18:30")):
        moved(demo, code, "GUE", 2, start, end)
    _last, many = draft_changes(demo.edition)
    db.session.expire_all()
    draft_changes(demo.edition)
    with selects() as three:
        concerned_by(many)

    assert max(len(one), len(three)) <= 6


def test_the_secretariat_reviews_them_together(demo, visit):
    secretariat = visit("secretariat")
    with transaction():
        db.session.add(Bookmark(user_id=demo.user("delegate").id, session_id=session(demo, "D2-16").id))
    moved(demo)
    page = secretariat.get("/demo/agenda/release")
    assert "gets a letter" in page.words or "get a letter each" in page.words
    answer = secretariat.post("/demo/agenda/release", {"note": "Closing later", "version": "1"}, status=303)
    made = queries.last_release(demo.edition.id)
    about = digests.letter_about(made)
    assert letters(made)
    assert "Release no. 2" in secretariat.follow(answer).words

    outbox = secretariat.get(f"/demo/desk/outbox?about={about}")
    assert "for your review" in outbox.words
    secretariat.post("/demo/desk/outbox/review", {"about": about, "verb": "burn"}, status=400)
    secretariat.post("/demo/desk/outbox/review", {"about": about, "verb": "send"}, status=303)

    db.session.expire_all()
    assert {letter.status for letter in letters(made)} == {"queued"}
    secretariat.post("/demo/desk/outbox/review", {"about": about, "verb": "discard"}, status=303)
    assert letters(made), "what was let go is not discarded"


def test_letters_can_be_discarded_unsent(demo, visit):
    with transaction():
        db.session.add(Bookmark(user_id=demo.user("delegate").id, session_id=session(demo, "D2-16").id))
    moved(demo)
    made = release(demo)

    visit("secretariat").post(
        "/demo/desk/outbox/review", {"about": digests.letter_about(made), "verb": "discard"}, status=303
    )

    db.session.expire_all()
    assert letters(made) == []


def test_a_release_made_meanwhile_is_shown_before_anything_is_released(demo, visit):
    secretariat = visit("secretariat")
    moved(demo)
    page = secretariat.get("/demo/agenda/release")
    seen = page.form("/agenda/")["version"]
    release(demo)
    moved(demo, "D2-15", "GUE", 2, "19:00", "19:25")

    again = secretariat.post("/demo/agenda/release", {"note": "", "version": seen}, status=409)

    assert "meanwhile" in again.words
    assert queries.last_release(demo.edition.id).number == 2


def test_older_releases_stay_readable_for_everybody_and_say_they_are_old(demo, visit):
    moved(demo)
    release(demo)
    stranger = visit(None)

    old = stranger.get("/demo/programme/releases/1")
    new = stranger.get("/demo/programme/releases/2")

    assert "A later release has taken the place of this one." in old.words
    assert "4:50" in old.words
    assert "Moved to" in new.words
    assert "A later release" not in new.words
    stranger.get("/demo/programme/releases/3", status=404)
