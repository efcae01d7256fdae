"""The print kit: from plain values to a tagged PDF, the same bytes for the same data.

A room's `pdf.py` turns its records into dataclasses and a :class:`Print`; this module renders it.
Templates see no models, and the renderer can fetch nothing but our own `static/` folder.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

from flask import current_app, g, render_template

from fairapp.core.i18n import speaking
from fairapp.core.refusals import Refusal

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

BASE = "static:/"
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
    """The document as HTML, in its language."""
    with speaking(job.lang):
        return render_template(
            f"print/{job.template}", title=job.title, doc_lang=job.lang, dated=job.dated, **job.values
        )


def render(job: Print) -> bytes:
    """The document as a PDF/UA-1 file. Kept by the hash of what went into it, and served again."""
    html = html_of(job)
    key = hashlib.sha256("\0".join((html, job.dated.isoformat(), _kit_version())).encode()).hexdigest()
    kept = Path(current_app.config["DATA_DIR"]) / "renditions" / key[:2] / f"{key}.pdf"
    if kept.exists():
        return kept.read_bytes()
    pdf = _set(html, key)
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(f".{threading.get_ident()}.part")
    draft.write_bytes(pdf)
    draft.replace(kept)
    return pdf


def _set(html: str, key: str) -> bytes:
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
        return HTML(string=html, base_url=BASE, url_fetcher=_fetcher()).write_pdf(
            stylesheets=sheets,
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=key[:32].encode(),
            optimize_images=False,
        )


@lru_cache(maxsize=1)
def _kit() -> tuple[FontConfiguration, list[CSS]]:
    """Fonts and style sheet, parsed once: reading them again costs 0.3 s a document."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = Path(str(current_app.static_folder)) / "css" / "document.css"
    return fonts, [CSS(string=sheet.read_text(), base_url=BASE, font_config=fonts, url_fetcher=_fetcher())]


def _fetcher() -> Any:
    """Gives the renderer files of `static/` and nothing else: no network, no other folder."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    root = Path(str(current_app.static_folder)).resolve()

    class StaticOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = (root / unquote(urlparse(url).path).lstrip("/")).resolve()
            if not url.startswith(BASE) or not path.is_relative_to(root):
                raise ValueError(f"a print may only use files of static/, not {url}")
            return URLFetcherResponse(url, path.read_bytes())

    return StaticOnly()


@lru_cache(maxsize=1)
def _kit_version() -> str:
    from importlib.metadata import version

    sheet = Path(str(current_app.static_folder)) / "css" / "document.css"
    return version("weasyprint") + hashlib.sha256(sheet.read_bytes()).hexdigest()


def print_language(lang: str) -> None:
    """Say that this request's ``lang`` is a document's, not the visitor's own choice."""
    g.print_language = True
    if lang not in ("en", "es", "fr", "pt"):
        from flask import abort

        abort(404)
