"""What the tests of registration have at hand."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.demo.letter import specimen
from fairapp.registration import services
from fairapp.registration.services import PersonDetails


def person(role="adviser", given="Inés", family="Prueba", **more):
    """Somebody new."""
    return PersonDetails(
        role=role, given_names=given, family_names=family, office=more.pop("office", "Asesora"), **more
    )


def letter(name="carta.pdf"):
    """A true PDF."""
    upload = specimen("TEST")
    upload.filename = name
    return upload


def upload(content, name):
    """A file of that content and name."""
    return FileStorage(BytesIO(content), name)


def chile_with_letter(demo):
    """Chile entered its head and sent its letter: it awaits verification."""
    chile, focal = demo.delegation("CL"), demo.user("focal")
    with transaction():
        services.enter_participant(chile, person("head", "Elena", "Cabeza"), by=focal)
        services.submit_composition(chile, by=focal)
        services.receive_letter(chile, letter(), by=focal)
    return chile


def after_closing(demo):
    """A moment when registration is over."""
    return demo.edition.registration_closes_at + timedelta(minutes=1)


def facts(subject):
    """Names of the facts told about something, in order."""
    return list(
        db.session.scalars(
            select(AuditEntry.fact).where(AuditEntry.subject == subject).order_by(AuditEntry.id)
        )
    )
