"""The demo edition with as many people as wanted: inserted as rows, since no verb is measured here.

Everybody is fictional: names are put together from syllables and from the demo's own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select

from config import Config
from fairapp.app import create_app
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated, speaking
from fairapp.demo.cli import load, next_thursday
from fairapp.demo.people import DIETS, FAMILY, GIVEN, NEEDS
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.models.delegations import search_words
from fairapp.registration.models.people import derived
from fairapp.timetable.models import Resource

KEY = "benchmark only"
SYLLABLES = ("ba", "co", "di", "fe", "gu", "la", "mo", "né", "pu", "ri", "sa", "to", "ví", "xu", "za", "ñe")
OFFICES = ("Directora de Cooperación (prueba)", "Adviser (fictitious)", "Conseiller (fictif)", "Assessora")
PER_DELEGATION = 20


def application(folder: Path, url: str = "") -> Flask:
    """The program with its data there."""
    return create_app(Config(data_dir=folder, database_url=url, secret_key=KEY))


def build(folder: Path, people: int, url: str = "") -> Flask:
    """A demo edition in which that many people are registered, and a delegation for every twenty."""
    app = application(folder, url)
    with app.app_context():
        db.drop_all()
        db.create_all()
        with speaking("en"), transaction():
            load(next_thursday(clock.now().date()))
            edition = db.session.scalars(select(Edition)).one()
            _delegations(edition, people // PER_DELEGATION)
            present = db.session.scalar(select(func.count()).select_from(Participant)) or 0
            _people(edition, people - present)
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
        db.session.remove()
    return app


def _delegations(edition: Edition, wanted: int) -> None:
    known = set(db.session.scalars(select(Delegation.member_code)))
    parties = [*reference.permanent_observers(edition.first_day), *reference.organizations()]
    rows = [_row(edition, p.code, p.category, p.name) for p in parties if p.code not in known]
    for number in range(len(known) + len(rows), wanted):
        name = Translated(en=f"Fictitious network {number}", es=f"Red ficticia {number}")
        rows.append(_row(edition, f"network-{number}", "civil_society", name))
    rows = rows[: max(0, wanted - len(known))]
    if rows:
        db.session.execute(insert(Delegation), rows)


def _row(edition: Edition, code: str, category: str, name: Translated) -> dict[str, Any]:
    return {
        "edition_id": edition.id,
        "member_code": code,
        "category": category,
        "name": name,
        "sort_name": name,
        "status": "accredited",
        "search_text": search_words(name, code),
    }


def _people(edition: Edition, wanted: int) -> None:
    homes = db.session.execute(select(Delegation.id, Delegation.category)).all()
    dice = random.Random(400)
    start = (db.session.scalar(select(func.max(Resource.id))) or 0) + 1
    people = list(_somebodies(edition, homes, dice, start, wanted))
    resources = [
        {
            "id": start + place,
            "edition_id": edition.id,
            "kind": "participant",
            "name": Translated(en=f"{row['given_names']} {row['family_names']}"),
        }
        for place, row in enumerate(people)
    ]
    db.session.execute(insert(Resource), resources)
    db.session.execute(insert(Participant), people)
    if db.engine.dialect.name == "postgresql":
        db.session.execute(db.text("SELECT setval('resource_id_seq', (SELECT max(id) FROM resource))"))


def _somebodies(
    edition: Edition, homes: Any, dice: random.Random, start: int, wanted: int
) -> Iterator[dict[str, Any]]:
    now = clock.now()
    for number in range(wanted):
        delegation_id, category = homes[number % len(homes)]
        lang = dice.choice(tuple(GIVEN))
        given = f"{dice.choice(GIVEN[lang])} {_word(dice)}"
        family = f"{dice.choice(FAMILY[lang])} {_word(dice)}{number}"
        office = dice.choice(OFFICES)
        arrives = edition.registration_closes_at + timedelta(days=dice.randrange(8, 16), minutes=10 * number)
        yield {
            "edition_id": edition.id,
            "delegation_id": delegation_id,
            "resource_id": start + number,
            "category": category,
            "role": "adviser",
            "position": 5,
            "standing": ("accredited", "accredited", "accredited", "entered")[number % 4],
            "given_names": given,
            "family_names": family,
            "office": office,
            "institution": "Institution of the benchmark",
            "email": f"crowd{number}@example.org",
            "languages": [lang],
            "arrives_at": arrives if number % 6 else None,
            "departs_at": arrives + timedelta(days=dice.randrange(1, 5)) if number % 6 else None,
            "access_needs": NEEDS if number % 29 == 0 else "",
            "diet": DIETS[0] if number % 17 == 0 else "",
            "created_at": now,
            **derived(given, family, office, "Institution of the benchmark"),
        }


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(3)).capitalize()
