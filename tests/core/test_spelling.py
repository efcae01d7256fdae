"""Names and addresses as people type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wtforms import StringField

from fairapp.core import spelling
from fairapp.core.forms import Form, Optional, clean, email_address, plain_name, required


@pytest.fixture(autouse=True)
def _spoken(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ana.Ruiz@Example.ORG ", "ana.ruiz@example.org"),
        ("o'brien+fair@mail.example.org", "o'brien+fair@mail.example.org"),
        ("ana@xn--exmple-4ta.org.br", "ana@xn--exmple-4ta.org.br"),
    ],
)
def test_an_address_is_kept_in_lower_case(typed, kept):
    assert spelling.address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["ana", "ana@", "@example.org", "ana@example", "ana@@example.org", "a b@example.org", "<a@example.org>",
     "ana@example..org", "ana@exam\u200bple.org", "ana@[127.0.0.1]", "ana@example.org\x00"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(spelling.Misspelt, match="This is not an e-mail address"):
        spelling.address(typed)


def test_an_international_domain_is_refused_with_the_form_to_write_instead():
    with pytest.raises(spelling.Misspelt, match=r"“xn--exmple-4ta\.org\.br” after the “@”"):
        spelling.address("ana@exãmple.org.br")


def test_an_address_with_accents_before_the_at_sign_has_its_own_sentence():
    with pytest.raises(spelling.Misspelt, match="accents or another script before the “@”"):
        spelling.address("josé@example.org")


def test_an_address_is_not_longer_than_mail_allows():
    with pytest.raises(spelling.Misspelt, match="254"):
        spelling.address(f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org")


@pytest.mark.parametrize(
    "said",
    [
        "María-José O’Brien",
        "משה כהן",
        "محمد بن راشد",
        "نوشین می\u200cخواهد",
        "क्\u200dष",
        "Nguyễn Thị Minh",
        "王小明",
        "J\u0331ohn",
    ],
)
def test_names_of_every_script_are_welcome(said):
    assert spelling.name(said) == unicodedata.normalize("NFC", said)


def test_combining_characters_are_composed_so_that_one_name_is_kept_one_way():
    assert spelling.name("Jose\u0301") == "José"


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u200b", "\ufeff", "\u2060", "\x07", "\u2028"]
)
def test_a_character_that_hides_is_refused_by_its_number(sign):
    with pytest.raises(spelling.Misspelt, match=f"U\\+{ord(sign):04X}"):
        spelling.name(f"Ana{sign} Ruiz")


@pytest.mark.parametrize("said", ["123", "--", "’", "\u0301", "\u200d"])
def test_a_name_has_a_letter(said):
    with pytest.raises(spelling.Misspelt, match="letter"):
        spelling.name(said)


@given(st.text())
def test_a_name_once_kept_is_kept_again(text):
    try:
        kept = spelling.name(text)
    except spelling.Misspelt:
        return
    assert spelling.name(kept) == kept


class Typed(Form):
    name = StringField(filters=[clean], validators=[required(), plain_name()])
    email = StringField(filters=[clean], validators=[Optional(), email_address()])


def test_a_form_keeps_the_address_in_lower_case_and_the_name_composed(app):
    with app.test_request_context(method="POST", data={"name": " Jose\u0301  R ", "email": "J@Example.org"}):
        form = Typed(meta={"csrf": False})

        assert form.validate(), form.errors
        assert (form.name.data, form.email.data) == ("José R", "j@example.org")


def test_a_form_says_one_thing_beside_each_field_and_keeps_what_was_typed(app):
    with app.test_request_context(method="POST", data={"name": "A\u202eb", "email": "j@exãmple.org"}):
        form = Typed(meta={"csrf": False})

        assert not form.validate()
        assert [len(form.name.errors), len(form.email.errors)] == [1, 1]
        assert (form.name.data, form.email.data) == ("A\u202eb", "j@exãmple.org")


def test_nothing_entered_is_not_a_misspelt_address(app):
    with app.test_request_context(method="POST", data={"name": "Ana", "email": " "}):
        assert Typed(meta={"csrf": False}).validate()
