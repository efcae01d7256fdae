"""Files of people: encodings, separators, workbooks, and what is refused before it does harm."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from datetime import time as clock_time

import pytest
from openpyxl import Workbook

from fairapp.core.dates import zone
from fairapp.core.i18n import LANGUAGES, speaking
from fairapp.edition import reference
from fairapp.registration.sheets import cells, columns, files, reading, terms
from fairapp.registration.sheets.cells import Cells, Unclear
from fairapp.registration.sheets.files import Unreadable
from fairapp.registration.sheets.reading import read
from tests.registration.sheets import csv_of, xlsx_of

SPANISH = "Delegación;Función;Nombres;Apellidos;Cargo\r\nCL;Asesor(a);Íñigo;Núñez – Peña;Asesor\r\n"


@pytest.fixture(autouse=True)
def speak_english(app):
    with app.app_context(), speaking("en"):
        yield


def refusal(content, **more):
    with pytest.raises(Unreadable) as caught:
        read(content, **more)
    assert caught.value.field == "file"
    return caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_are_read_whatever_the_encoding(encoding):
    sheet = read(SPANISH.encode(encoding))

    assert sheet.lang == "es"
    assert sheet.rows[0].cells["given_names"] == "Íñigo"
    assert sheet.rows[0].cells["family_names"] == "Núñez – Peña"


def test_utf_16_of_either_byte_order_is_read():
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert read(mark + SPANISH.encode(encoding)).rows[0].cells["given_names"] == "Íñigo"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_separator_is_found_in_the_heading_row(sign):
    office = "Director; of A, B\tand C"

    sheet = read(csv_of(("CL", "Adviser", "Ana", "Prueba", office, ""), separator=sign))

    assert sheet.rows[0].cells["office"] == office


def test_a_comma_in_every_other_cell_does_not_mislead():
    rows = "Rol;Nombres;Apellidos;Cargo\n" + "".join(f"x;A, B, C;D, {n};E, F\n" for n in range(5))

    sheet = read(rows.replace("Rol", "Función").encode(), scoped=True)

    assert sheet.rows[4].cells["family_names"] == "D, 4"


def test_excel_may_say_the_separator_itself():
    assert read(b"sep=;\r\n" + SPANISH.encode()).rows[0].number == 3


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_file():
    content = csv_of(
        ("CL", "Adviser", "Ana", "Una", "", ""),
        ("", " ", "", "", "", ""),
        ("CL", "Adviser", "Eva", "Dos", "", ""),
    )

    assert [row.number for row in read(content).rows] == [2, 4]
    book = xlsx_of(("CL", "Adviser", "Ana", "Una"), (None, "  "), (), ("CL", "Adviser", "Eva", "Dos"))
    assert [row.number for row in read(book).rows] == [2, 5]


def test_a_cell_of_several_lines_is_one_cell():
    sheet = read(
        csv_of(
            ("CL", "Adviser", "Ana", "Una", "Director\nof Cooperation", ""),
            ("CL", "Adviser", "Eva", "Dos", "", ""),
        )
    )

    assert sheet.rows[0].cells["office"] == "Director\nof Cooperation"
    assert sheet.rows[1].number == 3


def test_columns_stand_in_any_order_and_bear_names_of_any_language():
    sheet = read("  sobrenomes ,PRÉNOMS,Role,delegacion,Shoe size,\nSilva,Ana,Adviser,CL,39,\n".encode())

    assert sheet.columns == ("family_names", "given_names", "role", "delegation")
    assert sheet.unknown == ("Shoe size",)


def test_every_name_of_a_column_means_one_column():
    meant = {}
    for column in columns.BY_CODE.values():
        for name in (column.code, *column.aliases, *column.label.values()):
            assert meant.setdefault(columns.plain(name), column.code) == column.code, name
        assert not column.label.missing()


@pytest.mark.parametrize("group", ["delegation_role", "honorific", "participant_category"])
def test_every_term_is_understood_in_every_language(group):
    for code, term in reference.vocabulary(group).items():
        for label in term.label.values():
            assert terms.codes(group)[columns.plain(label)] == code


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("jefa de delegación", "head"),
        ("Jefe de Delegacion", "head"),
        ("HEAD OF DELEGATION", "head"),
        ("Asesora", "adviser"),
        ("conseillère", "adviser"),
        ("Conseiller", "adviser"),
        ("Observatrice permanente", "observer"),
        ("adviser", "adviser"),
    ],
)
def test_a_role_is_understood_as_people_write_it(word, role):
    assert Cells("en", UTC).value("role", word) == role


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"%PDF-1.7\n\x00\x01\x02", "CSV or XLSX"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "CSV or XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"\xff\xfeD", "CSV or XLSX"),
        (b"one,two\n1,2\n", "templates"),
        (b"Delegation,Role,Given names\nCL,Adviser,Ana\n", "This column is missing: Family names."),
        (b"Role,Given names\nAdviser,Ana\n", "These columns are missing: Delegation, Family names."),
        (b"Delegation,Role,Given names,Family names\n", "no row"),
        (b"Delegation,Role,Given names,Nombres,Family names\nCL,a,b,c,d\n", "twice"),
        (b"Delegation,Role,Given names,Family names\nCL,a,b,c,d\n", "Row 2 has more cells"),
    ],
)
def test_what_is_no_list_of_people_is_refused_in_a_sentence(content, part):
    assert part in refusal(content)


def test_a_sheet_with_numbers_needs_no_other_column():
    assert read(b"No.,Phone\n12,+1 202 555 0100\n").columns == ("number", "phone")


def test_a_sheet_for_one_delegation_need_not_name_it():
    content = b"Role,Given names,Family names\nAdviser,Ana,Una\n"

    assert "Delegation" in refusal(content)
    assert read(content, scoped=True).rows


# limits


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LIMIT", 100)

    assert "megabyte" in refusal(b"x" * 101)


def test_more_rows_than_anybody_has_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    rows = [("CL", "Adviser", "Ana", f"N{n}", "", "") for n in range(4)]

    assert read(csv_of(*rows[:3]))
    assert "at most 3 rows" in refusal(csv_of(*rows))
    assert "at most 3 rows" in refusal(xlsx_of(*rows))


def test_a_row_a_million_rows_down_ends_the_reading():
    def far(page):
        page.cell(1_000_000, 1, "x")

    assert "rows" in refusal(xlsx_of(("CL", "Adviser", "Ana", "Una", "", ""), settle=far))


def test_columns_without_end_are_refused():
    wide = [""] * 70
    wide[69] = "far away"

    assert "columns" in refusal(csv_of(("CL", "Adviser", "A", "B"), head=("Delegation", "Role", *wide)))
    assert "columns" in refusal(
        xlsx_of(("CL", "Adviser", "A", "B"), settle=lambda page: page.cell(1, 16_000, "x"))
    )


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"0" * (files.UNPACKED + 1))
    assert len(bomb.getvalue()) < 200_000

    assert "too much" in refusal(bomb.getvalue())


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_that_grow_are_not_unfolded(part):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    dtd = f'<!DOCTYPE s [<!ENTITY l0 "ha">{laughs}]>'
    content = xlsx_of(("CL", "Adviser", "Ana", "HERE", "", ""))
    book = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as good, zipfile.ZipFile(book, "w") as bad:
        for name in good.namelist():
            text = good.read(name)
            if name == part:
                text = dtd.encode() + text.replace(b"HERE", b"&l11;").replace(b"Sheet", b"&l11;")
            bad.writestr(name, text)

    assert "damaged" in refusal(book.getvalue())


def test_another_archive_is_no_workbook():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert "CSV or XLSX" in refusal(other.getvalue())


def test_a_workbook_cut_short_is_damaged():
    content = xlsx_of(("CL", "Adviser", "Ana", "Una", "", ""))

    assert "damaged" in refusal(content[: len(content) // 2])


# cells of a workbook


def test_a_formula_stays_a_formula_even_when_its_value_is_stored():
    def cached(content):
        """As Excel saves it: the formula, and the value it last had."""
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w") as kept:
            for name in made.namelist():
                part = made.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    assert b"<f>" in part
                    part = part.replace(b"<v />", b"<v>4711</v>").replace(b"<v></v>", b"<v>4711</v>")
                    assert b"4711" in part
                kept.writestr(name, part)
        return out.getvalue()

    sheet = read(cached(xlsx_of(("CL", "Adviser", "Ana", "=1+4710", "", ""))))

    assert sheet.rows[0].cells["family_names"] == files.Formula("=1+4710")
    with pytest.raises(Unclear, match="formula"):
        Cells("en", UTC).value("family_names", sheet.rows[0].cells["family_names"])


def test_an_error_of_the_spreadsheet_program_is_not_a_name():
    def broken(page):
        page["D2"], page["D2"].data_type = "#REF!", "e"

    sheet = read(xlsx_of(("CL", "Adviser", "Ana", "", "", ""), settle=broken))

    with pytest.raises(Unclear, match="#REF!"):
        Cells("en", UTC).value("family_names", sheet.rows[0].cells["family_names"])


def test_text_that_looks_like_a_formula_is_text():
    sheet = read(xlsx_of(("CL", "Adviser", "Ana", "", "", ""), settle=lambda page: _as_text(page, "=1+1")))

    assert sheet.rows[0].cells["family_names"] == "=1+1"


def _as_text(page, text):
    page["D2"] = text
    page["D2"].data_type = "s"


def test_numbers_in_cells_of_text_are_read_as_they_look():
    read_cell = Cells("en", UTC).value

    assert read_cell("phone", 12025550100) == "12025550100"
    assert read_cell("phone", 12025550100.0) == "12025550100"
    assert read_cell("office", None) == ""
    assert Cells("en", UTC).number(12.0) == 12
    assert Cells("en", UTC).number("12") == 12
    assert Cells("en", UTC).number(None) is None


@pytest.mark.parametrize("cell", [True, "twelve", "-1", "1.5", 1.5, "²", "9" * 12, files.Formula("=A1")])
def test_what_is_no_number_of_a_person_is_refused(cell):
    with pytest.raises(Unclear):
        Cells("en", UTC).number(cell)


def test_only_the_first_sheet_that_shows_is_read():
    book = Workbook()
    book.active.append(["something", "else"])
    book.active.sheet_state = "hidden"
    people = book.create_sheet("People")
    people.append(["Delegation", "Role", "Given names", "Family names"])
    people.append(["CL", "Adviser", "Ana", "Una"])
    file = io.BytesIO()
    book.save(file)

    assert read(file.getvalue()).rows[0].cells["given_names"] == "Ana"


# days and times

LIMA = zone("America/Lima")
"""Five hours behind UTC all year."""


def moment(text, lang="es", code="arrives_at"):
    return Cells(lang, LIMA).value(code, text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("2027-04-21 16:30", "en"),
        ("2027-04-21T16:30", "pt"),
        ("2027-04-21 21:30+00:00", "es"),
        ("21/04/2027 16:30", "es"),
        ("21.4.2027 16h30", "fr"),
        ("21-04-27, 16h30", "pt"),
        ("21/4/2027 4:30 p.m.", "es"),
        ("4/21/2027 4:30 PM", "en"),
        ("21/4/2027 16:30", "en"),
        (datetime(2027, 4, 21, 16, 30), "en"),  # noqa: DTZ001 - as a workbook has it
    ],
)
def test_day_and_time_are_read_as_people_write_them(text, lang):
    assert moment(text, lang) == datetime(2027, 4, 21, 21, 30, tzinfo=UTC)


def test_a_day_alone_is_a_whole_day():
    assert moment("2027-04-21").astimezone(LIMA).time() == clock_time(0, 0)
    assert moment("2027-04-21", code="departs_at").astimezone(LIMA).time() == clock_time(23, 59)
    day = files.Day(datetime(2027, 4, 21))  # noqa: DTZ001
    assert moment(day, code="departs_at").astimezone(LIMA).time() == clock_time(23, 59)


def test_a_date_of_a_workbook_says_whether_it_has_a_time():
    def dated(page):
        page["A2"], page["A2"].number_format = datetime(2027, 4, 21), "dd/mm/yyyy"  # noqa: DTZ001
        page["B2"], page["B2"].number_format = datetime(2027, 4, 21), "dd/mm/yyyy hh:mm"  # noqa: DTZ001

    head = ("Arrival", "Departure", "No.")
    row = read(xlsx_of((None, None, 1), head=head, settle=dated)).rows[0].cells

    assert isinstance(row["arrives_at"], files.Day)
    assert row["departs_at"] == datetime(2027, 4, 21)  # noqa: DTZ001


def test_in_english_a_date_that_may_be_two_days_is_refused():
    with pytest.raises(Unclear, match="April 3, 2027"):
        moment("3/4/2027 10:00", "en")
    assert moment("3/4/2027 10:00", "es").astimezone(LIMA).month == 4
    assert moment("4/4/2027 10:00", "en").astimezone(LIMA).day == 4


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "2027-13-01",
        "31/02/2027",
        "4/21/2027",
        "2027-04-21 25:00",
        "16:30",
        46133,
        True,
        "9999-12-31",
        "21/4/2027 13 p.m.",
        clock_time(9),
    ],
)
def test_what_is_no_moment_is_refused_not_guessed(text):
    with pytest.raises(Unclear):
        Cells("es", LIMA).value("departs_at", text)


@pytest.mark.parametrize("cell", ["Sí", "oui", "SIM", "yes", "x", "✓", "TRUE", True, 1])
def test_yes_is_understood_in_four_languages(cell):
    assert Cells("en", UTC).value("listed", cell) is True


@pytest.mark.parametrize("cell", ["No", "non", "não", "NAO", "false", False, 0])
def test_no_is_understood_in_four_languages(cell):
    assert Cells("en", UTC).value("listed", cell) is False


def test_an_empty_answer_is_no_answer():
    assert Cells("en", UTC).value("listed", "") is None
    with pytest.raises(Unclear, match="yes"):
        Cells("en", UTC).value("listed", "perhaps")


def test_languages_are_understood_by_name_and_code():
    value = Cells("fr", UTC).value

    assert value("languages", "Spanish; inglês / FR") == ["es", "en", "fr"]
    assert value("languages", "") == []
    with pytest.raises(Unclear, match="Klingon"):
        value("languages", "español, Klingon")


def test_an_unknown_term_is_answered_with_those_there_are_in_the_language_of_the_sheet():
    with pytest.raises(Unclear, match="Jefe\\(a\\) de Delegación"):
        Cells("es", UTC).value("role", "rey")
    assert cells.Cells("es", UTC).value("honorific", "") == "none"


def test_states_are_found_by_name_in_any_language_and_by_code(demo):
    found = terms.Delegations([demo.delegation(code) for code in ("CL", "JM", "US", "eclac")])

    for name in ("Chile", "CHL", "cl", "chile "):
        assert [d.member_code for d in found.called(name)] == ["CL"]
    for name in ("États-Unis", "Estados Unidos", "USA", "united states of america"):
        assert [d.member_code for d in found.called(name)] == ["US"]
    for name in ("CEPAL", "ECLAC", "Economic Commission for Latin America and the Caribbean"):
        assert [d.member_code for d in found.called(name)] == ["eclac"]
    assert found.called("Narnia") == []
    assert len(LANGUAGES) == 4
