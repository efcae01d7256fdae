"""A test client that looks at every page it opens, as a careful reader would."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, g, has_app_context
from werkzeug.test import TestResponse

PASSWORD = "demo-fairapp"


class Page:
    """A page that was opened: its status, text and parsed HTML."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.get_data(as_text=True) if "text" in response.mimetype else ""
        self.soup = BeautifulSoup(self.text, "html5lib")

    @property
    def h1(self) -> str:
        """The page's heading."""
        heading = self.soup.find("h1")
        return " ".join(heading.get_text(" ").split()) if heading else ""

    @property
    def words(self) -> str:
        """Everything a reader can read, on one line."""
        main = self.soup.find("main") or self.soup
        return " ".join(main.get_text(" ").split())

    def errors(self) -> list[str]:
        """Messages beside fields and in the summary."""
        return [" ".join(e.get_text(" ").split()) for e in self.soup.select("[data-error]")]

    def form(self, action_part: str = "") -> dict[str, str]:
        """The fields of the first form whose action contains the part, as a browser would send them."""
        for form in self.soup.find_all("form", method=re.compile("post", re.IGNORECASE)):
            if action_part in (form.get("action") or ""):
                return _fields(form)
        raise AssertionError(f"no form with “{action_part}” on this page")


def _forget() -> None:
    for name in list(g) if has_app_context() else ():
        g.pop(name)


def _fields(form: Any) -> dict[str, Any]:  # noqa: C901 - the rules of HTML forms, in order
    values: dict[str, Any] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "select":
            chosen = [o.get("value", "") for o in field.find_all("option") if o.has_attr("selected")]
            if not field.has_attr("multiple"):
                first = field.find("option")
                values[name] = chosen[0] if chosen else (first.get("value", "") if first else "")
            elif chosen:
                values[name] = chosen
        elif field.name == "textarea":
            values[name] = field.text
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "y"))
        elif field.get("type") not in {"submit", "file"}:
            values[name] = field.get("value", "")
    return values


class Visitor:
    """Somebody with a browser."""

    def __init__(self, app: Flask, short: str | None, lang: str) -> None:
        self.client = app.test_client()
        self.client.set_cookie("lang", lang)
        self.lang = lang
        if short:
            self.sign_in(f"{short}@example.org")

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Come in through the sign-in page."""
        page = self.get("/sign-in")
        page = self.post("/sign-in", {**page.form("/sign-in"), "email": email, "password": password})
        assert page.status in {302, 303}, page.words

    def get(self, url: str, status: int = 200) -> Page:
        """Open a page, expect the status, inspect what is shown."""
        page = self._open("GET", url)
        assert page.status == status, f"{url}: {page.status} instead of {status}: {page.words[:300]}"
        if page.text and page.response.mimetype == "text/html" and page.status not in {301, 302, 303, 308}:
            inspect(page, url)
        return page

    def post(self, url: str, data: dict[str, Any] | None = None, status: int | None = None) -> Page:
        """Send a form; adds the CSRF token of the session when the data has none."""
        data = dict(data or {})
        if "csrf_token" not in data:
            data["csrf_token"] = self._token()
        page = self._open("POST", url, data=data, content_type="multipart/form-data")
        if status is not None:
            assert page.status == status, f"{url}: {page.status} instead of {status}: {page.words[:300]}"
        if page.text and page.response.mimetype == "text/html" and page.status not in {302, 303}:
            inspect(page, url)
        return page

    def follow(self, page: Page) -> Page:
        """Go where a redirect leads."""
        return self.get(page.response.headers["Location"])

    def _open(self, method: str, url: str, **sent: Any) -> Page:
        """One request, as a server sees it: nothing of the one before is remembered in `g`, or the
        visitor before would still be signed in. (Tests stand in an application context, which the
        client takes for its own.)"""
        _forget()
        page = Page(self.client.open(url, method=method, **sent))
        _forget()
        return page

    def _token(self) -> str:
        for url in ("/sign-in", "/account"):  # whoever is signed in is sent on from the first
            field = self._open("GET", url).soup.find("input", attrs={"name": "csrf_token"})
            if field:
                return field.get("value", "")
        return ""


def inspect(page: Page, url: str) -> None:
    """What every page owes its reader; raises AssertionError naming the flaw."""
    soup = page.soup
    html = soup.find("html")
    assert html.get("lang") in {"en", "es", "fr", "pt"}, f"{url}: no language"
    headings = soup.find_all("h1")
    assert len(headings) == 1, f"{url}: {len(headings)} h1"
    title = soup.title.get_text() if soup.title else ""
    assert page.h1, f"{url}: empty h1"
    assert page.h1.split(" ")[0] in title, f"{url}: title “{title}” does not name “{page.h1}”"
    ids = [e["id"] for e in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"{url}: repeated ids {sorted({i for i in ids if ids.count(i) > 1})}"
    assert not soup.find_all(style=True), f"{url}: inline style"
    assert not [
        s for s in soup.find_all("script") if not s.get("src") and s.get("type") != "application/ld+json"
    ]
    assert not soup.find_all("style"), f"{url}: style element"
    assert not [t for t in soup.find_all(True) for a in t.attrs if a.startswith("on")], (
        f"{url}: inline handler"
    )
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") in {"hidden", "submit", "button"}:
            continue
        named = (field.get("id") and soup.find("label", attrs={"for": field["id"]})) or field.find_parent(
            "label"
        )
        assert named or field.get("aria-label") or field.get("aria-labelledby"), (
            f"{url}: {field} has no label"
        )
    for link in soup.find_all("a"):
        assert link.get_text(strip=True) or link.get("aria-label") or link.find("title"), (
            f"{url}: {link} says nothing"
        )
    for reference in soup.select("[aria-describedby], [aria-labelledby], [aria-controls]"):
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (reference.get(name) or "").split():
                assert target in ids, f"{url}: {name} points to missing “{target}”"
