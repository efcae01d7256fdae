"""The print kit: from plain values to a tagged PDF, the same bytes for the same data.

A room's `pdf.py` turns its records into dataclasses and a :class:`Print`; this module renders it.
Templates see no models, and the renderer can fetch nothing but our own `static/` folder.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

from flask import abort, current_app, g, render_template

from fairapp.core.glyphs import settable
from fairapp.core.i18n import LANGUAGES, speaking
from fairapp.core.refusals import Refusal
from fairapp.core.typography import compose

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

BASE = "https://static.invalid/"
"""Stands for `static/`. Relative addresses need a scheme they can be joined to; `.invalid` never
resolves, should a request ever slip past the fetcher."""
_pango = threading.Lock()


class PrintingUnavailable(Refusal):
    """The machine lacks the text layout libraries the renderer needs."""

    status = 503


@dataclass(frozen=True)
class Print:
    """A document ready to be set: a template under `templates/print/`, its values, a language.

    ``dated`` is the moment the data speaks of (not the moment of printing): it is written into
    the file, so that the same data gives the same bytes.
    """

    template: str
    title: str
    lang: str
    dated: datetime
    values: dict[str, Any] = field(default_factory=dict)
    filename: str = "document.pdf"


def html_of(job: Print) -> str:
    """The document as HTML, in its language, with the spaces of its typography, in letters our fonts
    have."""
    made = job.dated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with speaking(job.lang):
        html = render_template(
            f"print/{job.template}", title=job.title, doc_lang=job.lang, made=made, **job.values
        )
    return settable(compose(html, job.lang))


def digest_of(html: str) -> str:
    """What the bytes of a print depend on, as a hash: its words, the style sheet, the renderer."""
    return hashlib.sha256(f"{_kit_version()}\0{html}".encode()).hexdigest()


def render(job: Print) -> bytes:
    """The document as a PDF/UA-1 file. Kept by the hash of what went into it, and served again."""
    return file_of(html_of(job)).read_bytes()


def store() -> Path:
    """The folder in which files are kept by the hash of what went into them."""
    return Path(current_app.config["DATA_DIR"]) / "renditions"


def place_of(key: str) -> Path:
    """Where the file of that hash is kept, once it is set."""
    return store() / key[:2] / f"{key}.pdf"


def file_of(html: str) -> Path:
    """The file of a composed page: the one kept from last time, or set now."""
    key = digest_of(html)
    kept = place_of(key)
    if not kept.exists():
        pdf = typeset(html, key)
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        draft.write_bytes(pdf)
        draft.replace(kept)
    return kept


def typeset(html: str, key: str) -> bytes:
    """Set a composed page as a PDF; ``key`` identifies the file. Refuses with PrintingUnavailable."""
    try:
        from weasyprint import HTML
    except OSError as missing:
        raise PrintingUnavailable(
            "Printing needs Pango. On Debian or Ubuntu: apt-get install --no-install-recommends "
            f"libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ({missing})"
        ) from missing
    # Pango's font map is shared by the process and not documented as thread-safe.
    with _pango:
        fonts, sheets = _kit()
        pdf: bytes = HTML(string=html, base_url=BASE, url_fetcher=_fetcher()).write_pdf(
            stylesheets=sheets,
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=key[:32].encode(),
            optimize_images=False,
        )
    return pdf


@lru_cache(maxsize=1)
def _kit() -> tuple[FontConfiguration, list[CSS]]:
    """Fonts and style sheet, parsed once: reading them again costs 0.3 s a document."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_kit.cache_clear)  # the fonts' own goodbye needs an interpreter that is still whole
    return fonts, [CSS(string=_sheet().read_text(), base_url=BASE, font_config=fonts, url_fetcher=_fetcher())]


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    """Gives the renderer files of `static/` and nothing else: no network, no other folder."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    root = Path(str(current_app.static_folder)).resolve()

    class StaticOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = (root / unquote(urlparse(url).path).lstrip("/")).resolve()
            if not url.startswith(BASE) or not path.is_relative_to(root) or not path.is_file():
                # Fatal: the renderer would otherwise log it and print a paper with a hole in it.
                raise FatalURLFetchingError(f"a print may only use files of static/, not {url}")
            return URLFetcherResponse(url, path.read_bytes())

    return StaticOnly()


@lru_cache(maxsize=1)
def _kit_version() -> str:
    from importlib.metadata import version

    return version("weasyprint") + hashlib.sha256(_sheet().read_bytes()).hexdigest()


def _sheet() -> Path:
    return Path(str(current_app.static_folder)) / "css" / "document.css"


def print_language(lang: str) -> None:
    """Say that this request's ``lang`` is a document's, not the visitor's own choice."""
    g.print_language = True
    if lang not in LANGUAGES:
        abort(404)
