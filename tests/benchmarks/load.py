"""Asking a server for the same thing again and again: with wrk where there is one, else ourselves."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.benchmarks.server import Server


@dataclass(frozen=True)
class Measured:
    """What a run showed."""

    count: int
    seconds: float
    cpu: float
    """Seconds the workers spent."""
    latencies: tuple[float, float]
    """Half and 99 % of the answers came within so many milliseconds."""
    failures: int = 0

    @property
    def rate(self) -> float:
        return self.count / self.seconds

    @property
    def cpu_ms(self) -> float:
        return self.cpu / self.count * 1000


@dataclass(frozen=True)
class Answer:
    """One answer of the server."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    server: Server, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: str = ""
) -> Answer:
    """Ask once."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
    try:
        connection.request(method, path, body=body or None, headers=headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def press(server: Server, path: str, headers: dict[str, str], *, seconds: int, expect: int = 200) -> Measured:
    """Sixteen connections ask for `path` for so many seconds."""
    first = ask(server, path, headers)
    if first.status != expect:
        raise SystemExit(f"{path} answers {first.status}, not {expect}: nothing to measure")
    for _ in range(20):
        ask(server, path, headers)  # both workers have met the page before we count
    if shutil.which("wrk"):
        return _wrk(server, path, headers, seconds)
    deadline = time.monotonic() + seconds
    return crowd(
        server, 16, lambda: time.monotonic() < deadline, lambda _: ("GET", path, headers, ""), {expect}
    )


def _wrk(server: Server, path: str, headers: dict[str, str], seconds: int) -> Measured:
    words = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", *words]
    before = server.cpu()
    out = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    spent = server.cpu() - before
    count, took = re.search(r"(\d+) requests in ([\d.]+)s", out).groups()  # type: ignore[union-attr]
    failures = sum(map(int, re.findall(r"(?:Non-2xx or 3xx responses: |timeout )(\d+)", out)))
    return Measured(int(count), float(took), spent, (_ms(out, "50%"), _ms(out, "99%")), failures)


def _ms(out: str, percent: str) -> float:
    number, unit = re.search(rf"{percent}\s+([\d.]+)(us|ms|s)", out).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def crowd(
    server: Server,
    threads: int,
    more: Callable[[], bool],
    what: Callable[[int], tuple[str, str, dict[str, str], str]],
    good: set[int],
) -> Measured:
    """So many threads, each with one connection that stays open, ask for `what(number)` while `more()`."""
    lock, numbers, times, bad = threading.Lock(), iter(range(10**9)), [], []

    def run() -> None:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
        while True:
            with lock:
                if not more():
                    break
                number = next(numbers)
            method, path, headers, body = what(number)
            begun = time.perf_counter()
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            answer.read()
            times.append((time.perf_counter() - begun) * 1000)
            if answer.status not in good:
                bad.append(answer.status)
        connection.close()

    before, begun = server.cpu(), time.perf_counter()
    crew = [threading.Thread(target=run) for _ in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    seconds = time.perf_counter() - begun
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    return Measured(len(times), seconds, server.cpu() - before, (cuts[49], cuts[98]), len(bad))
