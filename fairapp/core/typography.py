"""The spaces a language's typography asks for, set into a finished page of HTML.

French puts a narrow no-break space before ; : ! ? » and after «. Words of other languages within
the page (marked by ``lang``) are left as they are.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

NARROW = "\u202f"
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
VERBATIM = frozenset({"style", "script", "svg"})

_before = re.compile(r"(?<=\S)[ \u00a0\u202f]*([;!?»])|(?<=\S)[ \u00a0\u202f]*(:)(?=\s|$)")
_after = re.compile(r"«[ \u00a0\u202f]*")


def french(text: str) -> str:
    """“Objet: où? «Ici»” becomes “Objet : où ? « Ici »”, with spaces that do not break."""
    text = _before.sub(lambda found: NARROW + (found[1] or found[2]), text)
    return _after.sub("«" + NARROW, text)


def compose(html: str, lang: str) -> str:
    """The page with the spaces of its language. Only French asks for any."""
    if lang != "fr" and 'lang="fr"' not in html:
        return html
    composer = _Composer()
    composer.feed(html)
    composer.close()
    return "".join(composer.parts)


class _Composer(HTMLParser):
    """Passes everything through; words in French get their spaces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")
        if tag not in VOID:
            lang = dict(attrs).get("lang") or self._open[-1][1]
            self._open.append((tag, "" if tag in VERBATIM else lang))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        while len(self._open) > 1:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        self.parts.append(french(data) if self._open[-1][1] == "fr" else data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")
