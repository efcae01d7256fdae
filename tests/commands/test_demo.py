"""The first command of the README. What it installs is proven by every fresh clone that runs it;
here: start, second start, stop, and every way it can go wrong."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time

import pytest

from tests.commands.demo_run import clean_environment, is_alive, started
from tests.house.floors import ROOT
from tests.postgres import free_port

pytestmark = pytest.mark.slow


def test_it_starts_serves_and_stops_and_starts_again_quickly(tmp_path):
    port = free_port()
    with started(tmp_path, port) as demo:
        demo.wait_until_ready()
        children = demo.children()

        assert demo.status_of("/health") == 200
        assert f"http://127.0.0.1:{port}/demo/meetings/" in demo.page("/outbox")
        assert demo.status_of("/demo/") == 200
        assert "secretariat@example.org" in demo.said
        assert children.keys() == {"server", "worker"}
        assert (tmp_path / "data" / "fairapp.db").exists(), "a folder is meant from where one stands"

        demo.process.send_signal(signal.SIGTERM)
        assert demo.wait() == 0, demo.said
        assert demo.lines[-1] == "Stopped."
        assert not any(map(is_alive, children.values()))

    with started(tmp_path, free_port()) as again:
        seconds = again.wait_until_ready()
        assert "The demo edition is loaded already." in again.said
        os.killpg(again.process.pid, signal.SIGINT)  # Ctrl-C reaches everybody at the terminal
        assert again.wait() == 0, again.said
    # The bar is five seconds on a machine that does nothing else, and is measured there
    # (docs/performance.md). Here two tests run at a time on a machine that may have more to do.
    patience = 5 * max(4, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert seconds < patience, f"the second start took {seconds:.1f} s"


@pytest.mark.parametrize(("victim", "name"), [("worker", "job worker"), ("server", "server")])
def test_if_one_dies_it_stops_the_other_and_says_so(tmp_path, victim, name):
    with started(tmp_path, free_port()) as demo:
        demo.wait_until_ready()
        children = demo.children()

        os.kill(children[victim], signal.SIGKILL)

        assert demo.wait() == 1
        assert f"The {name} ended by itself" in demo.said
        deadline = time.monotonic() + 10
        while any(map(is_alive, children.values())) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not any(map(is_alive, children.values()))


def test_a_port_in_use_is_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(tmp_path, port) as demo:
            assert demo.wait() == 1

    assert f"Nothing can listen at 127.0.0.1, port {port}: Address already in use." in demo.said
    assert f"PORT={port + 1} ./script/demo" in demo.said
    assert "Traceback" not in demo.said


@pytest.mark.parametrize("port", ["no", "99999"])
def test_a_port_that_is_none_is_a_sentence(tmp_path, port):
    with started(tmp_path, 1, PORT=port) as demo:
        assert demo.wait() == 1

    assert "port" in demo.said.lower()
    assert "Traceback" not in demo.said


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path):
    with started(
        tmp_path, free_port(), DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/x"
    ) as demo:
        assert demo.wait() == 1

    assert "The database does not answer" in demo.said
    assert "Traceback" not in demo.said


@pytest.mark.skipif(not os.environ.get("FAIRAPP_TEST_DATABASE"), reason="this run has no PostgreSQL server")
def test_it_runs_on_postgresql(tmp_path, database):
    database._run(f'DROP DATABASE IF EXISTS "{database.name}_command" WITH (FORCE)')
    database._run(f'CREATE DATABASE "{database.name}_command"')
    url = database.url + "_command"
    try:
        with started(tmp_path, free_port(), DATABASE_URL=url) as demo:
            demo.wait_until_ready()
            assert demo.status_of("/demo/") == 200
            demo.process.send_signal(signal.SIGTERM)
            assert demo.wait() == 0, demo.said
    finally:
        database._run(f'DROP DATABASE IF EXISTS "{database.name}_command" WITH (FORCE)')


@pytest.mark.parametrize("name", ["demo", "test"])
def test_help_is_printed_and_an_unknown_word_refused(name):
    def run(word: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / "script" / name, word],
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("--help").returncode == 0
    assert run("--help").stdout.strip()
    assert run("nonsense").returncode == 2


def test_an_old_python_is_a_sentence(tmp_path):
    """With no Python but an old one on the path, it says what is needed and how to get it."""
    for tool in ("bash", "dirname", "sed", "env"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)

    done = subprocess.run(
        [ROOT / "script/demo"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and this machine's python3 is Python 3.9.2" in done.stderr
