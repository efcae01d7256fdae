"""What is handed out can be read back: an import of an export changes nothing, and nothing is evaluated."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from fairapp.accounts.services import grant
from fairapp.core.db import db, transaction
from fairapp.core.forms import clean
from fairapp.core.i18n import LANGUAGES, Translated, speaking
from fairapp.core.sheets import as_typed, neutralised
from fairapp.edition.reference import Party
from fairapp.registration import services
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.sheets import exporting, writing
from fairapp.registration.sheets.applying import import_people
from fairapp.registration.sheets.columns import COLUMNS
from fairapp.registration.sheets.planning import plan
from fairapp.registration.sheets.reading import read
from fairapp.registration.sheets.rows import FIELDS
from fairapp.registration.sheets.standing import standing
from fairapp.registration.sheets.template import template
from tests.registration.helpers import person
from tests.registration.sheets import csv_of, xlsx_of

KINDS = ("csv", "xlsx")
NASTY = (
    *("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "'=x", "''+y", "'s Gravesande", "O’Higgins"),
    *('"quoted", and; so', "sep=;", "a\tb", "\u05d0\u05d1 مثال", "e\u0301a\u0308", "🙂 smile"),
    *("NULL", "007", "1e5", "TRUE", "_x000D_", "<b>&amp;"),
)


@pytest.fixture(autouse=True)
def speak_english(app):
    with app.app_context(), speaking("en"):
        yield


# what cannot be typed into the form cannot be in a list either: control characters, lone surrogates
letters = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"))
text = st.one_of(st.sampled_from(NASTY), st.text(letters, max_size=40)).map(clean)
near = st.datetimes(datetime(2027, 4, 1), datetime(2027, 4, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC, second=0, microsecond=0)
)


@st.composite
def people(draw):
    """A person as the form could have let in."""
    arrives = draw(st.one_of(st.none(), near))
    return {
        "given_names": draw(text) or "Ana",
        "family_names": draw(text.filter(lambda words: any(sign.isalpha() for sign in words))),
        "role": draw(st.sampled_from(("adviser", "representative", "alternate"))),
        "honorific": draw(st.sampled_from(("none", "ms", "he", "ambassador"))),
        "office": draw(text),
        "institution": draw(text),
        "phone": draw(st.sampled_from(("", "+1 202 555 0100", "12345", "-12345", "+5025550100"))),
        "languages": draw(st.lists(st.sampled_from(list(LANGUAGES)), unique=True)),
        "diet": draw(text),
        "access_needs": draw(text),
        "arrives_at": arrives,
        "departs_at": arrives + timedelta(hours=draw(st.integers(1, 99))) if arrives else None,
        "list_email": draw(st.booleans()),
        "open_to_meetings": draw(st.booleans()),
        "listed": draw(st.booleans()),
    }


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(found=st.lists(people(), min_size=1, max_size=6))
@example(found=[{"given_names": words, "family_names": f"Prueba {n}", "office": words, "institution": words,
                 "diet": words, "role": "adviser"} for n, words in enumerate(map(clean, NASTY))])  # fmt: skip
def test_an_import_of_an_export_changes_nothing(app, database, demo, found):
    db.session.remove()
    db.engine.dispose()
    database.restore("demo")
    chile, by = demo.delegation("CL"), demo.user("secretariat")
    with transaction():
        for number, values in enumerate(found):
            unique = {
                **values,
                "family_names": f"{values['family_names']} {'abcdefghijklmnopqrstuvwxyz'[number]}",
            }
            services.enter_participant(chile, services.PersonDetails(**unique), by=by)

    for kind in KINDS:
        for lang in LANGUAGES:
            with speaking(lang):
                sheet = read(exporting.everybody(demo.edition, kind))
            assert sheet.lang == lang
            made = plan(sheet, standing(demo.edition, by=by))
            assert made.counts["unchanged"] == len(made.lines), [
                (line.problems, line.changes) for line in made.lines if line.outcome != "unchanged"
            ]
            assert made.others == 0
            # And read by themselves, without anything to compare with, the cells say the same.
            for line in made.lines:
                assert {f: line.given[f] for f in FIELDS if f != "email"} == {
                    f: line.values[f] for f in FIELDS if f != "email"
                }


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_entered_into_an_empty_delegation_makes_the_same_people(demo, kind):
    mexico = demo.delegation("MX")
    content = exporting.export_delegation(mexico, kind, by=demo.user("secretariat"), private=True)
    sheet = read(content)
    mine = [{f: getattr(p, f) for f in FIELDS if f != "email"} for p in mexico.participants]
    rows = tuple(
        type(row)(row.number, {**row.cells, "number": None, "delegation": "CL", "email": None})
        for row in sheet.rows
    )

    with transaction():
        import_people(
            demo.edition,
            type(sheet)(sheet.kind, sheet.columns, rows, (), sheet.lang),
            by=demo.user("secretariat"),
        )

    chile = demo.delegation("CL")
    assert [{f: getattr(p, f) for f in FIELDS if f != "email"} for p in chile.participants] == mine


@given(st.one_of(st.sampled_from(NASTY), st.text(letters)))
def test_what_is_neutralised_can_be_taken_back(words):
    cell = neutralised(words)

    assert cell.lstrip()[:1] not in {"=", "+", "-", "@"}
    assert cell[:1] not in {"\t", "\r"}
    assert as_typed(cell) == words


def test_no_cell_that_is_handed_out_is_evaluated(demo):
    with transaction():
        services.enter_participant(
            demo.delegation("CL"),
            person(
                given="=HYPERLINK(1)", family="Prueba", office="+1+1", institution="@SUM(A1)", phone="+1202"
            ),
            by=demo.user("secretariat"),
        )
    for kind in KINDS:
        for cell in _cells(exporting.everybody(demo.edition, kind), kind):
            assert not str(cell).startswith(("=", "+", "-", "@", "\t", "\r")), cell


def _cells(content, kind):
    if kind == "csv":
        return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    page = load_workbook(io.BytesIO(content)).active
    assert all(cell.data_type != "f" for row in page for cell in row)
    return [cell.value or "" for row in page for cell in row]


@pytest.mark.parametrize("kind", KINDS)
def test_another_reader_finds_the_same_in_what_we_write(demo, kind):
    content = exporting.everybody(demo.edition, kind)
    if kind == "xlsx":
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    assert rows[0] == [column.label.to("en") for column in COLUMNS]
    names = [(as_typed(row[5]), as_typed(row[6])) for row in rows[1:]]
    stored = [(p.given_names, p.family_names) for p in db.session.query(Participant)]
    assert sorted(names) == sorted(stored)


@pytest.mark.parametrize(("lang", "sign"), [("en", ","), ("es", ";"), ("fr", ";"), ("pt", ";")])
def test_csv_opens_in_the_excel_of_its_readers(demo, lang, sign):
    with speaking(lang):
        content = exporting.everybody(demo.edition, "csv")

    assert content.startswith(b"\xef\xbb\xbf")
    first = content.decode("utf-8-sig").split("\r\n")[0]
    assert first.split(sign) == [column.label.to(lang) for column in COLUMNS]


def test_the_same_export_is_the_same_bytes(demo):
    assert exporting.everybody(demo.edition, "xlsx") == exporting.everybody(demo.edition, "xlsx")


def test_the_hour_that_the_clock_shows_twice_is_told_apart(demo):
    demo.edition.time_zone = "America/New_York"
    words = writing.Words("en", writing.zone("America/New_York"))
    first, second = (datetime(2027, 11, 7, hour, 30, tzinfo=UTC) for hour in (5, 6))

    assert words.of("arrives_at", first) == "2027-11-07 01:30"
    assert words.of("arrives_at", second) == "2027-11-07 01:30-05:00"
    db.session.rollback()


def test_delegations_of_the_same_name_are_written_by_their_codes(demo):
    name, by = Translated(en="Twin", es="Gemela", fr="Jumelle", pt="Gêmea"), demo.user("secretariat")
    with transaction():
        for code in ("twin-a", "twin-b"):
            twin = services.invite_delegation(demo.edition, Party(code, "civil_society", name, name), by=by)
            services.enter_participant(twin, person("participant", family=f"De {code}"), by=by)

    content = exporting.everybody(demo.edition, "csv")

    assert b"twin-a" in content
    assert b",Twin," not in content
    assert plan(read(content), standing(demo.edition, by=by)).counts["refused"] == 0


def test_whoever_awaits_approval_finds_in_the_export_what_they_asked_for(demo):
    jamaica = demo.delegation("JM")
    with transaction():
        grant(
            demo.user("focal"),
            "focal_point",
            edition_id=demo.edition.id,
            scope="delegation",
            scope_id=jamaica.id,
        )
        one = next(p for p in jamaica.participants if p.role != "head")
        details = services.PersonDetails(**{**{f: getattr(one, f) for f in FIELDS}, "office": "Otro cargo"})
        services.change_participant(one, details, by=demo.user("focal"))

    def again(short):
        by = demo.user(short)
        content = exporting.export_delegation(demo.delegation("JM"), "csv", by=by, private=True)
        return content, plan(
            read(content),
            standing(demo.edition, by=by, only=demo.delegation("JM") if short == "focal" else None),
        )

    for short, holds in (("focal", True), ("secretariat", False)):
        content, made = again(short)
        assert (b"Otro cargo" in content) is holds
        assert made.counts["unchanged"] == len(made.lines)


def test_needs_are_for_the_secretariat_and_the_delegation_alone(demo):
    with transaction():
        services.enter_participant(demo.delegation("CL"), person(diet="Sin sal"), by=demo.user("secretariat"))

    assert b"Sin sal" in exporting.export(demo.edition, "csv", {}, private=True)
    content = exporting.export(demo.edition, "csv", {}, private=False)
    assert b"Sin sal" not in content
    assert b"Dietary" not in content
    everybody_ = exporting.export(demo.edition, "csv", {}, private=False)
    assert exporting.export(demo.edition, "csv", {"needs": "diet"}, private=False) == everybody_


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_are_understood_when_they_are_filled_in(demo, lang):
    names = [d.name.to(lang) for d in db.session.query(Delegation)]
    content = template("xlsx", lang, writing.columns_for(private=True), names)
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    lists = book.worksheets[1]
    assert page.max_row == 1  # whatever stands under the heading is a person
    assert lists.sheet_state == "hidden"
    assert all(page.cell(1, place).comment for place in (1, 2, 4, 6))
    rules = {str(rule.sqref).split(":")[0][:1]: rule for rule in page.data_validations.dataValidation}
    for letter, row in (("B", 3), ("D", 2), ("S", 2)):
        assert letter in rules
        page[f"{letter}2"] = lists[f"{letter}{row}"].value
    page["F2"], page["G2"] = "Ana", "Prueba"
    file = io.BytesIO()
    book.save(file)

    sheet = read(file.getvalue())
    assert sheet.lang == lang
    assert not sheet.unknown
    made = plan(sheet, standing(demo.edition, by=demo.user("secretariat")))
    assert not [p for line in made.lines for p in line.problems if p.kind in {"term", "unknown", "answer"}]
    assert read(template("csv", lang, writing.columns_for(private=True)) + b"\r\n1").lang == lang


def test_what_was_refused_is_handed_out_with_reasons_and_can_be_sent_again(demo):
    rows = [
        ("CL", "King", "=Ana", "Prueba", "'=x", ""),
        ("CL", "Adviser", "Eva", "Dos", "", "eva@example.org"),
    ]
    for content in (csv_of(*rows), xlsx_of(*rows)):
        sheet = read(content)
        made = plan(sheet, standing(demo.edition, by=demo.user("secretariat")))
        again = read(writing.refused_sheet(sheet, made, "en", "Refused"))
        assert len(again.rows) == 1
        assert again.columns == sheet.columns
        assert not again.unknown
        second = plan(again, standing(demo.edition, by=demo.user("secretariat")))
        assert second.counts["refused"] == 1
        assert second.lines[0].given["office"] == made.lines[0].given["office"] == "=x"
