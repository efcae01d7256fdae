"""A real server, a real browser, and the people of the demo in front of it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from config import Config
from fairapp.app import create_app
from fairapp.core import clock
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter
from fairapp.demo.cli import load
from tests.conftest import FIRST_DAY, TODAY
from tests.inspector import PASSWORD

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Live:
    """A server on the loopback with the demo edition; its clock stands on the day of the tests."""

    url: str
    app: Flask

    def outbox(self, to: str | None = None, kind: str | None = None) -> list[Letter]:
        """The letters written so far, oldest first: to an address, of a kind, or all."""
        query = select(Letter).order_by(Letter.id)
        query = query.where(Letter.to_email == to) if to else query
        query = query.where(Letter.kind == kind) if kind else query
        with self.app.app_context():
            letters = list(db.session.scalars(query))
            db.session.expunge_all()
        return letters


@pytest.fixture(scope="session")
def demo_picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo edition in a SQLite file, loaded once."""
    folder = tmp_path_factory.mktemp("browser-demo")
    app = application(folder)
    with app.app_context(), clock.stopped_at(TODAY):
        db.create_all()
        with transaction():
            load(FIRST_DAY)
        db.session.remove()
        db.engine.dispose()
    return folder


def application(folder: Path) -> Flask:
    return create_app(
        Config(
            data_dir=folder,
            database_url=f"sqlite:///{folder / 'fairapp.db'}",
            secret_key="tests only",
            testing=True,
            development=True,
        )
    )


@pytest.fixture(scope="module")
def live(demo_picture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The server of this module, on a copy of the demo of its own."""
    folder = tmp_path_factory.mktemp("live") / "data"
    shutil.copytree(demo_picture, folder)
    app = application(folder)

    def with_stopped_clock(environ: Any, start_response: Any) -> Any:
        with clock.stopped_at(TODAY):
            return app(environ, start_response)

    server = make_server("127.0.0.1", 0, with_stopped_clock, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Live(f"http://127.0.0.1:{server.server_port}", app)
    server.shutdown()
    thread.join(timeout=10)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: `CHROMIUM` names one to prefer, else the system's, else Playwright's own."""
    installed = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def as_person(browser: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """`as_person("delegate", lang="es", width=375)` is a page of that person, signed in; without a
    name, of a stranger. At the end of the test nothing may have gone wrong in any of them."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(
        short: str | None = None, *, lang: str = "en", width: int = 1280, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            base_url=live.url,
            locale=lang,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": "lang", "value": lang, "url": live.url}])
        page = context.new_page()
        watch(page, problems)
        if short:
            sign_in(page, short)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def sign_in(page: Page, short: str) -> None:
    """Come in through the sign-in page, as that person would."""
    page.goto("/sign-in")
    page.locator("input[name=email]").first.fill(f"{short}@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def watch(page: Page, problems: list[str]) -> None:
    """Note scripts that fail, what the content policy blocked, and requests that leave the house."""

    def console(message: Any) -> None:
        # A refused form answers 4xx; Chromium reports that as an error, we do not.
        if message.type == "error" and "Failed to load resource" not in message.text:
            problems.append(f"{page.url}: {message.text}")

    def request(sent: Any) -> None:
        if not sent.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            problems.append(f"{page.url} asks {sent.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    page.on("request", request)
