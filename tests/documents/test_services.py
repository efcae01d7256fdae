"""Numbers of documents: one after the other, without gap or repeat, whoever asks at the same time."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import select

from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Stale
from fairapp.documents import services
from fairapp.documents.errors import AlreadyInRegistry
from fairapp.documents.models import OfficialDocument
from fairapp.documents.services import DocumentDetails, change_document, register_document, revise_document
from fairapp.edition.models import Edition

DAY = date(2027, 4, 22)


def numbers(edition_id: int, series: str = "doc.") -> list[int]:
    found = select(OfficialDocument.number).where(
        OfficialDocument.edition_id == edition_id, OfficialDocument.series == series
    )
    return sorted(db.session.scalars(found))


def test_the_demo_has_its_documents_under_their_numbers(demo):
    assert numbers(demo.edition.id) == list(range(1, 20))
    assert numbers(demo.edition.id, "INF.") == [1, 2, 3]


def test_a_document_gets_the_next_number_of_the_series_of_its_kind(demo):
    with transaction():
        paper = register_document(
            demo.edition, DocumentDetails("working_paper", DAY), by=demo.user("secretariat")
        )
        bulletin = register_document(
            demo.edition, DocumentDetails("information_bulletin", DAY), by=demo.user("secretariat")
        )

    assert paper.symbol == "CIDI/RACOOP/doc.20/27"
    assert bulletin.symbol == "CIDI/RACOOP/INF.4/27"


def test_a_printed_kind_has_one_number_only_and_the_refused_one_takes_none(demo):
    by = demo.user("secretariat")
    with pytest.raises(AlreadyInRegistry) as refused, transaction():
        register_document(demo.edition, DocumentDetails("rapporteur_report", DAY), by=by)
    with transaction():
        paper = register_document(demo.edition, DocumentDetails("working_paper", DAY), by=by)

    assert refused.value.field == "kind"
    assert paper.number == 20


def test_a_number_that_was_rolled_back_is_given_again(demo):
    by = demo.user("secretariat")

    def give_up() -> None:
        with transaction():
            register_document(demo.edition, DocumentDetails("working_paper", DAY), by=by)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        give_up()
    with transaction():
        register_document(demo.edition, DocumentDetails("working_paper", DAY), by=by)

    assert numbers(demo.edition.id) == list(range(1, 21))


@pytest.mark.races
def test_sixteen_people_registering_at_once_get_sixteen_numbers(app, demo):
    edition_id, user_id = demo.edition.id, demo.user("secretariat").id
    gate, broken = threading.Barrier(16), []

    def enter() -> None:
        from fairapp.accounts.models import User

        with app.app_context():
            try:
                gate.wait(timeout=30)
                with transaction():
                    edition, by = db.session.get(Edition, edition_id), db.session.get(User, user_id)
                    register_document(edition, DocumentDetails("working_paper", DAY), by=by)
            except Exception as error:
                broken.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=enter) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()  # look again: the threads' commits came after our snapshot
    assert not broken
    assert numbers(edition_id) == list(range(1, 36))


def one(demo, number: int = 6) -> OfficialDocument:
    return db.session.scalars(
        select(OfficialDocument).where(OfficialDocument.series == "doc.", OfficialDocument.number == number)
    ).one()


def test_a_revision_keeps_the_number_and_takes_the_day(demo):
    document = one(demo)
    with transaction():
        revise_document(document, version=1, dated=DAY, by=demo.user("secretariat"))

    assert document.symbol == "CIDI/RACOOP/doc.6/27 rev. 1"
    assert document.dated == DAY
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.fact == "DocumentRevised")).one()
    assert line.changes == {"symbol": ["CIDI/RACOOP/doc.6/27", "CIDI/RACOOP/doc.6/27 rev. 1"]}


def test_what_somebody_else_changed_in_between_is_not_written_over(demo):
    by = demo.user("secretariat")
    with transaction():
        change_document(one(demo), version=1, by=by, title=Translated(en="Theirs"))
    with pytest.raises(Stale) as stale, transaction():
        change_document(one(demo), version=1, by=by, title=Translated(en="Mine"))

    assert "Theirs" in stale.value.message
    assert one(demo).title == Translated(en="Theirs")


def test_changing_nothing_leaves_no_line_in_the_log(demo):
    with transaction():
        change_document(one(demo), version=1, by=demo.user("secretariat"), status=one(demo).status)

    assert one(demo).version == 1
    assert not db.session.scalars(select(AuditEntry).where(AuditEntry.fact == "DocumentChanged")).all()


def test_kind_and_number_are_not_among_what_a_form_may_change():
    from fairapp.documents.forms import DocumentForm

    assert not {"kind", "number", "series", "revision"} & set(DocumentForm.__dict__)
    assert services.DocumentDetails("agenda", DAY).distribution == "general"
