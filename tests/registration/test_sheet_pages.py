"""The pages of import and export, as the secretariat and a focal point meet them; the command line."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from fairapp.core import clock, files, jobs
from fairapp.core.db import db, transaction
from fairapp.core.i18n import LANGUAGES
from fairapp.registration import services
from fairapp.registration.models import ImportFile, Participant
from fairapp.registration.sheets.reading import read
from tests.registration.helpers import person
from tests.registration.sheets import csv_of
from tests.selects import selects

UPLOAD = "/demo/delegations/import"
ROWS = (
    ("Chile", "Adviser", "Ana", "Prueba", "Asesora", "ana@example.org"),
    ("Chile", "King", "Eva", "Dos", "<script>alert(1)</script>", ""),
)


def sent(content, name="people.csv"):
    return {"file": (io.BytesIO(content), name)}


def compared(visitor, content, at=UPLOAD, name="people.csv"):
    """Upload a sheet and open the comparison; its address and page."""
    answer = visitor.post(at, sent(content, name), status=303)
    url = answer.response.headers["Location"]
    return url, visitor.get(url)


def named(given):
    return db.session.scalar(select(Participant).where(Participant.given_names == given))


def test_the_secretariat_uploads_looks_and_imports(demo, visit):
    secretariat = visit("secretariat")
    assert "Import people" in secretariat.get(UPLOAD).h1

    url, page = compared(secretariat, csv_of(*ROWS))
    assert "Ana Prueba" in page.words
    assert "Import 1 row" in page.words
    assert named("Ana") is None
    refused = secretariat.get(f"{url}?show=refused")
    assert "Eva Dos" in refused.words
    assert "<script>alert" not in refused.text

    done = secretariat.post(f"{url}/apply", page.form("/apply"), status=303)
    after = secretariat.follow(done)

    assert after.h1 == "Imported"
    assert "1 row was imported." in after.words
    assert named("Ana").delegation.member_code == "CL"
    assert named("Eva") is None


def test_a_sheet_is_imported_once_however_often_the_button_is_pressed(demo, visit):
    secretariat = visit("secretariat")
    url, page = compared(secretariat, csv_of(ROWS[0]))
    form = page.form("/apply")

    for _ in range(2):
        secretariat.post(f"{url}/apply", form, status=303)

    assert db.session.query(Participant).filter_by(given_names="Ana").count() == 1


def test_what_changed_meanwhile_is_shown_and_nothing_is_imported(demo, visit):
    secretariat = visit("secretariat")
    url, page = compared(secretariat, csv_of(ROWS[0]))
    with transaction():
        services.enter_participant(
            demo.delegation("CL"), person(given="Ana", family="Prueba"), by=demo.user("focal")
        )

    again = secretariat.post(f"{url}/apply", page.form("/apply"), status=409)

    assert "Somebody changed people of the list meanwhile" in again.words
    assert named("Ana").email is None
    secretariat.post(f"{url}/apply", again.form("/apply"), status=303)
    db.session.expire_all()
    assert named("Ana").email == "ana@example.org"


def test_a_file_that_is_no_list_is_refused_beside_the_field(demo, visit):
    page = visit("secretariat").post(UPLOAD, sent(b"%PDF-1.7 \x00", "people.xlsx"), status=422)

    assert "cannot be read as a list of people" in page.words
    assert db.session.query(ImportFile).count() == 0
    assert "Please choose a file." in visit("secretariat").post(UPLOAD, {}, status=422).words


def test_a_focal_point_imports_into_its_own_delegation(demo, visit):
    focal = visit("focal")
    chile = demo.delegation("CL")
    link = focal.get(f"/demo/delegations/{chile.id}").soup.find(
        "a", href=f"/demo/delegations/{chile.id}/import"
    )
    assert link

    content = csv_of(("Adviser", "Ana", "Prueba"), head=("Role", "Given names", "Family names"))
    url, page = compared(focal, content, at=link["href"])
    focal.post(f"{url}/apply", page.form("/apply"), status=303)

    assert named("Ana").delegation_id == chile.id
    assert focal.get(f"/demo/delegations/{chile.id}/people.csv").status == 200
    assert focal.get(f"/demo/delegations/{chile.id}/import/template.xlsx?in=pt").status == 200


def test_nobody_sees_the_sheet_of_somebody_else(demo, visit):
    url, _page = compared(visit("secretariat"), csv_of(*ROWS))
    for short in ("focal", "protocol", "delegate"):
        visitor = visit(short)
        for ending in ("", "/refused"):
            visitor.get(f"{url}{ending}", status=403)
        for verb in ("/apply", "/discard"):
            visitor.post(f"{url}{verb}", {}, status=403)
    visit("secretariat").get(f"{UPLOAD}/999999", status=404)
    assert visit(None)._open("GET", url).status == 302


def test_who_may_import_and_export_what(demo, visit):
    jamaica, chile = demo.delegation("JM").id, demo.delegation("CL").id
    expected = {
        "secretariat": (200, 200, 200, 200, 200),
        "protocol": (403, 403, 200, 200, 403),
        "focal": (403, 403, 403, 403, 403),
        "delegate": (403, 403, 403, 403, 403),
    }
    for short, statuses in expected.items():
        visitor = visit(short)
        addresses = (
            UPLOAD, f"/demo/delegations/{jamaica}/import", "/demo/delegations/export.csv",
            f"/demo/delegations/{jamaica}/people.xlsx", f"{UPLOAD}/template.csv",
        )  # fmt: skip
        assert tuple(visitor._open("GET", url).status for url in addresses) == statuses, short
    assert visit("focal").get(f"/demo/delegations/{chile}/import").status == 200


def test_the_refused_rows_can_be_downloaded_before_and_after(demo, visit):
    secretariat = visit("secretariat")
    url, page = compared(secretariat, csv_of(*ROWS))

    def refused():
        answer = secretariat.get(f"{url}/refused").response
        assert "attachment" in answer.headers["Content-Disposition"]
        return read(answer.data)

    before = refused()
    secretariat.post(f"{url}/apply", page.form("/apply"), status=303)
    assert [row.cells["given_names"] for row in before.rows] == ["Eva"]
    assert refused().rows == before.rows


def test_a_discarded_sheet_leaves_nothing(demo, visit):
    secretariat = visit("secretariat")
    url, page = compared(secretariat, csv_of(*ROWS))
    key = db.session.scalars(select(ImportFile)).one().key

    secretariat.post(f"{url}/discard", page.form("/discard"), status=303)

    assert db.session.query(ImportFile).count() == 0
    assert not list(files.place(key).parent.glob(f"{files.place(key).name}*"))
    secretariat.get(url, status=404)


def test_sheets_are_forgotten_after_a_day(demo, visit):
    secretariat = visit("secretariat")
    compared(secretariat, csv_of(*ROWS))
    key = db.session.scalars(select(ImportFile)).one().key

    with clock.stopped_at(clock.now() + timedelta(hours=23)):
        jobs.run_minutely()
        assert db.session.query(ImportFile).count() == 1
    with clock.stopped_at(clock.now() + timedelta(hours=25)):
        jobs.run_minutely()

    assert db.session.query(ImportFile).count() == 0
    assert not files.place(key).exists()


def test_five_hundred_rows_are_shown_a_hundred_at_a_time_in_few_questions(demo, visit):
    secretariat = visit("secretariat")
    names = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(500)]
    url, page = compared(secretariat, csv_of(*[("CL", "Adviser", name, "Prueba", "", "") for name in names]))

    assert len(page.soup.select("#rows tbody tr")) == 100
    assert len(page.text) < 100_000
    with selects() as made:
        last = secretariat.get(f"{url}?show=added&page=5")
    assert "401–500 of 500" in last.words
    assert len(made) <= 12


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_stand_in_every_language(demo, visit, lang):
    secretariat = visit("secretariat", lang)
    secretariat.get(UPLOAD)
    url, _page = compared(secretariat, csv_of(*ROWS))
    for outcome in ("added", "changed", "unchanged", "refused", "nonsense"):
        secretariat.get(f"{url}?show={outcome}")
    for other in LANGUAGES:
        secretariat.get(f"{url}?lang={other}")


def test_an_export_honours_the_filters_of_the_list(demo, visit):
    secretariat = visit("secretariat")

    def found(query):
        sheet = read(secretariat.get(f"/demo/delegations/export.csv?{query}").response.data)
        return {row.cells["delegation"] for row in sheet.rows}, len(sheet.rows)

    everybody = db.session.query(Participant).count()
    assert found("of=delegations")[1] == everybody
    assert found("of=delegations&q=jamaica")[0] == {"Jamaica"}
    states, count = found("of=delegations&category=member_state")
    assert "Mexico" in states
    assert count < everybody
    assert found(f"delegation={demo.delegation('MX').id}")[0] == {"Mexico"}
    assert found("of=roster&category=permanent_observer")[0] >= {"France", "Japan"}
    collected = db.session.query(Participant).filter(Participant.badge_collected_at.is_not(None)).count()
    assert found("of=roster&badge=collected")[1] == collected
    for page in ("", "roster", "people"):
        link = secretariat.get(f"/demo/delegations/{page}").soup.select_one("a[href*='/delegations/export.']")
        assert secretariat.get(link["href"]).status == 200
    nobody = secretariat.get("/demo/delegations/export.csv?q=nobody-at-all").response.data
    assert nobody.decode("utf-8-sig").count("\r\n") == 1


def test_downloads_are_never_shown_in_the_page(demo, visit):
    for ending, kind in (("csv", "text/csv"), ("xlsx", "application/vnd")):
        answer = visit("secretariat").get(f"/demo/delegations/export.{ending}").response
        assert answer.headers["Content-Type"].startswith(kind)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


# the command line


def run(app, *words):
    return app.test_cli_runner().invoke(args=["registration", *words])


def test_the_command_line_says_row_by_row_what_it_would_do_and_does_it(app, demo, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(*ROWS))

    dry = run(app, "import", str(path), "--edition", "demo", "--dry-run")
    assert dry.exit_code == 1
    assert "added     Chile: Ana Prueba" in dry.output
    assert "Role “King”: This is none of:" in dry.output
    assert "Would be: 1 added, 0 changed, 0 unchanged, 1 refused" in dry.output
    assert named("Ana") is None

    assert run(app, "import", str(path), "--edition", "demo").exit_code == 1
    assert named("Ana")
    again = run(app, "import", str(path), "--edition", "demo")
    assert "0 added, 0 changed, 1 unchanged, 1 refused" in again.output


def test_the_command_line_ends_with_what_came_of_it(app, demo, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(ROWS[0]))
    assert (
        run(app, "import", str(path), "--edition", "demo", "--by", "secretariat@example.org").exit_code == 0
    )
    path.write_bytes(b"one,two\n1,2\n")
    unreadable = run(app, "import", str(path), "--edition", "demo", "--lang", "es")
    assert unreadable.exit_code == 2
    assert run(app, "import", str(path), "--edition", "nowhere").exit_code == 1
    assert (
        "nobody of the secretariat"
        in run(app, "import", str(path), "--edition", "demo", "--by", "focal@example.org").output
    )


def test_the_command_line_writes_what_it_can_read(app, demo, tmp_path):
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"people.{kind}"
        wrote = run(app, "export", "--edition", "demo", "--format", kind, "--lang", "fr", "-o", str(path))
        assert wrote.exit_code == 0
        back = run(app, "import", str(path), "--edition", "demo", "--dry-run")
        assert back.exit_code == 0
        assert "Would be: 0 added, 0 changed," in back.output
        empty = tmp_path / f"template.{kind}"
        assert run(app, "template", "--edition", "demo", "--format", kind, "-o", str(empty)).exit_code == 0
        assert empty.stat().st_size > 100
