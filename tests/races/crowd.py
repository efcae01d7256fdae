"""Many at once: threads of this process and processes of their own, all on the test's database."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from flask import Flask

from fairapp.core.db import db
from tests.databases import Database

ROOT = Path(__file__).resolve().parents[2]


def all_at_once(app: Flask, how_many: int, act: Callable[[int], str]) -> Counter[str]:
    """Let `how_many` threads call `act(number)` at the same moment; counts what they answered.

    An exception counts under the name of its type: a race may end in refusals, never in errors.
    """
    ready = threading.Barrier(how_many)
    answers: list[str] = []

    def run(number: int) -> None:
        with app.app_context():
            ready.wait(timeout=60)
            try:
                answers.append(act(number))
            except Exception as problem:
                answers.append(f"{type(problem).__name__}: {problem}"[:300])
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return Counter(answers)


def start_process(database: Database, *words: object) -> subprocess.Popen[str]:
    """A process of its own, with its own application: `python -m tests.races.worker WORDS…`."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.races.worker", str(database.folder), database.url, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def answers_of(processes: list[subprocess.Popen[str]]) -> Counter[str]:
    """Wait for all of them and add up what they printed, line by line."""
    total: Counter[str] = Counter()
    with ExitStack() as stack:
        for process in processes:
            stack.enter_context(process)
        for process in processes:
            out, _ = process.communicate(timeout=180)
            assert process.returncode == 0, f"a process ended with {process.returncode}"
            total.update(out.split("\n")[:-1])
    return total
