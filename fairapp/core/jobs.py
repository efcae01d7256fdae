"""Work that waits: mail, long prints, whatever may take its time. huey runs it.

Without REDIS_URL the queue is a SQLite file in the data folder; with it, Redis. Rooms register
functions with :func:`job` and :func:`every_minute`; they must bear being run twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from flask.cli import AppGroup
from huey import Huey, MemoryHuey, SqliteHuey, crontab

log = logging.getLogger(__name__)
cli = AppGroup("jobs", help="Background work: mail, expiring holds, long prints.")

_jobs: dict[str, Callable[..., None]] = {}
_minutely: list[Callable[[], None]] = []
_nightly: list[Callable[[], None]] = []


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Decorator: let ``enqueue`` run this function later, in an application context."""
    _jobs[f"{function.__module__}.{function.__name__}"] = function
    return function


def every_minute(function: Callable[[], None]) -> Callable[[], None]:
    """Decorator: run this function about once a minute while a worker is up."""
    if function not in _minutely:
        _minutely.append(function)
    return function


def every_night(function: Callable[[], None]) -> Callable[[], None]:
    """Decorator: run this function once a night, for tidying up."""
    if function not in _nightly:
        _nightly.append(function)
    return function


def enqueue(function: Callable[..., None], *args: Any) -> None:
    """Hand the job to the worker. Call it after the commit; arguments must be plain values."""
    name = f"{function.__module__}.{function.__name__}"
    current_app.extensions["run_job"](name, args)


def init_app(app: Flask, *, data_dir: str, redis_url: str) -> None:
    """Open the queue and tell it how to run our jobs inside the application."""
    huey = _open(data_dir, redis_url, testing=app.config["TESTING"])
    app.extensions["huey"] = huey

    @huey.task(retries=3, retry_delay=20, name="run_job")  # type: ignore[untyped-decorator]
    def run_job(name: str, args: tuple[Any, ...]) -> None:
        with app.app_context():
            _jobs[name](*args)

    @huey.periodic_task(crontab(minute="*"), name="each_minute")  # type: ignore[untyped-decorator]
    def each_minute() -> None:
        with app.app_context():
            run_minutely()

    @huey.periodic_task(crontab(hour="3", minute="20"), name="each_night")  # type: ignore[untyped-decorator]
    def each_night() -> None:
        with app.app_context():
            run_nightly()

    app.extensions["run_job"] = run_job
    app.cli.add_command(cli)


def run_minutely() -> None:
    """Everything that is due each minute. One failure does not keep the others from running."""
    _run_each(_minutely)


def run_nightly() -> None:
    """Everything that is due each night, likewise."""
    _run_each(_nightly)


def _run_each(functions: list[Callable[[], None]]) -> None:
    for function in functions:
        try:
            function()
        except Exception:
            log.exception("periodic job %s failed", function.__name__)


def _open(data_dir: str, redis_url: str, *, testing: bool) -> Huey:
    if testing:
        return MemoryHuey("fairapp", immediate=True, results=False)
    if redis_url:
        from huey import RedisHuey

        return RedisHuey("fairapp", url=redis_url, results=False)
    return SqliteHuey("fairapp", filename=f"{data_dir}/jobs.db", results=False, fsync=True)


@cli.command("work")
def work() -> None:
    """Run the worker until it is stopped."""
    huey: Huey = current_app.extensions["huey"]
    huey.create_consumer(workers=1, worker_type="thread", periodic=True).run()


@cli.command("once")
def once() -> None:
    """Do what is due this minute, and return."""
    run_minutely()


@cli.command("tidy")
def tidy() -> None:
    """Do what is due each night, and return."""
    run_nightly()
