"""Every letter can be written to anybody, in each of the four languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import StrictUndefined
from sqlalchemy import select

from fairapp.agenda.models import Session
from fairapp.booths.models import Exhibitor
from fairapp.core import outbox
from fairapp.core.db import db
from fairapp.meetings.models import Meeting
from fairapp.timetable.zones import spoken_in
from tests.house.floors import ROOT

KINDS = sorted(path.stem for path in (ROOT / "templates/letters").glob("*.txt"))
HEAD_AND_BODY = 2


@pytest.fixture
def values(demo):
    """Whatever letters speak of, from the demo edition."""
    meeting = db.session.scalars(select(Meeting).where(Meeting.status == "accepted").limit(1)).one()
    return {
        "edition": demo.edition,
        "delegation": demo.delegation("JM"),
        "exhibitor": db.session.scalars(select(Exhibitor).limit(1)).one(),
        "booth": "A01",
        "days": demo.edition.days,
        "meeting": meeting,
        "other": meeting.asker,
        "participant": meeting.asker,
        "table": meeting.table,
        "role": "adviser",
        "reason": "The letter is not signed.",
        "name": "Inés Prueba",
        "changes": [],
        "sentence": str,
        "minutes": 30,
        "until": demo.edition.registration_closes_at,
        "secretariat": "secretariat@example.org",
        "can_sign_in": True,
        "action_url": "https://fairapp.test/there",
        "action_label": "Open",
        "page_url": "https://fairapp.test/here",
        "number": 3,
        "note": "The plenary hall is larger.",
        "session": db.session.scalars(select(Session).where(Session.booking_id.is_not(None)).limit(1)).one(),
        "sessions": [("D1-07", demo.edition.name, ["Moved to the morning.", "New room."])],
    }


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_can_be_written(app, values, monkeypatch, kind, lang):
    monkeypatch.setattr(app.jinja_env, "undefined", StrictUndefined)
    to = outbox.Recipient("reader@example.org", "Ana Lectora", lang)

    with app.test_request_context(), spoken_in("America/New_York"):
        letter = outbox.write(kind, to, edition_id=values["edition"].id, **values)
        message = outbox.as_message(letter)

    assert 5 < len(letter.subject) <= 300
    assert "\n" not in letter.subject
    assert "Ana Lectora" in letter.text
    assert values["action_url"] in letter.text
    assert f'lang="{lang}"' in letter.html
    assert "%(" not in letter.text + letter.subject
    assert len(list(message.iter_parts())) == HEAD_AND_BODY


def test_there_are_letters():
    assert len(KINDS) > 5
    assert not [
        kind for kind in KINDS if not Path(ROOT / f"templates/letters/{kind}.txt").read_text().strip()
    ]
