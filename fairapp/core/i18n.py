"""Four languages: which one speaks now, texts that exist in several, and how they fall back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale
from flask_login import current_user
from markupsafe import Markup, escape
from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
"""Codes of the official languages, each by its own name."""
FALLBACK = ("en", "es", "fr", "pt")
"""Where content is looked for, in this order, when the wanted language lacks it."""
LETTERS = {"es": "S", "en": "E", "fr": "F", "pt": "P"}
"""Language letters of official documents."""
COOKIE = "lang"

babel = Babel()
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
"""The language of the block that `speaking` opened: asked for thousands of times by a long print."""


@dataclass(frozen=True)
class Shown:
    """What is shown of a text, and in which language it really is."""

    text: str
    lang: str
    fallback: bool


class Translated(Mapping[str, str]):
    """A text in up to four languages. Immutable; empty languages are left out."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str | None] | None = None, **more: str | None) -> None:
        merged = {**(texts or {}), **more}
        unknown = merged.keys() - LANGUAGES.keys()
        if unknown:
            raise ValueError(f"not an official language: {', '.join(sorted(unknown))}")
        self._texts = {k: v.strip() for k, v in merged.items() if v and v.strip()}

    def __getitem__(self, lang: str) -> str:
        return self._texts[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Translated):
            return self._texts == other._texts
        return NotImplemented

    def __repr__(self) -> str:
        return f"Translated({self._texts!r})"

    def __str__(self) -> str:
        return self.shown().text

    def shown(self, lang: str | None = None) -> Shown:
        """The text in ``lang`` (default: the current language), or in the first that exists."""
        wanted = lang or current_language()
        for code in (wanted, *FALLBACK):
            if code in self._texts:
                return Shown(self._texts[code], code, code != wanted)
        return Shown("", wanted, fallback=False)

    def to(self, lang: str) -> str:
        """The words in ``lang``, or in the language it falls back to."""
        return self.shown(lang).text

    def missing(self) -> list[str]:
        """Languages not filled yet."""
        return [code for code in LANGUAGES if code not in self._texts]


class TranslatedText(TypeDecorator[Translated]):
    """Column of a :class:`Translated`: one JSON object."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> dict[str, str]:
        return dict(value) if value is not None else {}

    def process_result_value(self, value: Any, dialect: Dialect) -> Translated:
        return Translated(value or {})


def current_language() -> str:
    """Code of the language spoken now: the request's, a letter's, a print's; English outside."""
    spoken = _spoken.get()
    if spoken:
        return spoken
    locale = get_locale()
    code = locale.language if locale else "en"
    return code if code in LANGUAGES else "en"


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within the block everything is said in ``lang``: letters, prints and calendars use it."""
    token = _spoken.set(lang if lang in LANGUAGES else None)
    try:
        with force_locale(lang):
            yield
    finally:
        _spoken.reset(token)


def choose_language() -> str:
    """The visitor's language: ``?lang=``, then the cookie, then the account, then the browser."""
    if not has_request_context():
        return "en"
    asked = request.args.get("lang") or request.cookies.get(COOKIE)
    if asked in LANGUAGES:
        return asked
    if current_user and current_user.is_authenticated and current_user.lang in LANGUAGES:
        return str(current_user.lang)
    return request.accept_languages.best_match(LANGUAGES) or "en"


def sort_key(text: str) -> str:
    """Official alphabetical order: letter by letter, without spaces, accents or capitals.

    So “Santa Lucía” stands before “San Vicente y las Granadinas”, as on the Assembly's lists.
    """
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if c.isalnum()).casefold()


def folded(text: str) -> str:
    """The text as a search sees it: without accents and capitals, single spaces, any script."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def tr_mark(value: Translated) -> Markup:
    """The text for a page; words in another language say so to readers and screen readers."""
    shown = value.shown()
    if not shown.fallback:
        return escape(shown.text)
    return Markup('<span lang="{lang}">{text}</span> <abbr class="lang-mark">{code}</abbr>').format(
        lang=shown.lang, text=shown.text, code=shown.lang.upper()
    )


def init_app(app: Flask) -> None:
    """Languages of the interface, the ``?lang=`` switch that is remembered, template filters."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=choose_language)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.filters["tr"] = lambda value, lang=None: value.shown(lang).text if value else ""
    app.jinja_env.filters["tr_mark"] = lambda value: tr_mark(value) if value else ""
    app.context_processor(lambda: {"lang": current_language(), "languages": LANGUAGES})

    @app.after_request
    def remember_language(response: Any) -> Any:
        asked = request.args.get("lang")
        if asked in LANGUAGES and not getattr(g, "print_language", False):
            response.set_cookie(
                COOKIE,
                asked,
                max_age=31_536_000,
                samesite="Lax",
                secure=app.config["SESSION_COOKIE_SECURE"],
            )
        return response
