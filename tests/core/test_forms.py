"""Fields of our own."""

from __future__ import annotations

import pytest

from fairapp.core.forms import Form, TranslatedField
from fairapp.core.i18n import speaking


class Titled(Form):
    title = TranslatedField("Title", longest=20)


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_a_missing_text_is_pointed_out_in_the_language_the_page_speaks(app, lang):
    with app.test_request_context(method="POST", data={"title-en": " "}), speaking(lang):
        form = Titled()

        assert not form.validate()
        assert [field for field, _message in form.problems() if field != "csrf_token"] == [f"title-{lang}"]


def test_a_text_that_is_too_long_is_pointed_out_where_it_is(app):
    with app.test_request_context(method="POST", data={"title-es": "x", "title-fr": "x" * 21}):
        form = Titled()

        assert not form.validate()
        assert [field for field, _message in form.problems() if field != "csrf_token"] == ["title-fr"]
