"""`script/demo` as somebody at a terminal runs it, on a port and in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house.floors import ROOT


class Demo:
    """A started demo and what it has printed so far."""

    def __init__(self, folder: Path, port: int, **environment: str) -> None:
        self.begun = time.monotonic()
        self.lines: list[str] = []
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [ROOT / "script/demo"],
            cwd=folder,
            env={**clean_environment(), "PORT": str(port), "FAIRAPP_DATA": "data", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def said(self) -> str:
        return "\n".join(self.lines)

    def wait_until_ready(self, seconds: float = 120) -> float:
        """Wait for the address to be printed; gives the seconds it took."""
        while "is ready at" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() - self.begun < seconds, self.said
            time.sleep(0.05)
        return time.monotonic() - self.begun

    def children(self) -> dict[str, int]:
        """What it started, by its job: `server`, `worker`."""
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        words = {int(pid): Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in pids}
        return {"worker" if "jobs work" in said else "server": pid for pid, said in words.items()}

    def status_of(self, path: str) -> int:
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return answer.status

    def page(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return answer.read().decode()

    def wait(self) -> int:
        """Wait for its end; gives its exit status."""
        status = self.process.wait(timeout=60)
        self._reader.join(timeout=10)
        self.process.stdout.close()
        return status


def clean_environment() -> dict[str, str]:
    """This shell's, without what would configure the program."""
    ours = ("FAIRAPP_", "DATABASE_URL", "HOST", "PORT", "REDIS_URL", "FLASK_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextmanager
def started(folder: Path, port: int, **environment: str) -> Iterator[Demo]:
    """A demo that is gone afterwards, whatever the test found."""
    demo = Demo(folder, port, **environment)
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            os.killpg(demo.process.pid, signal.SIGKILL)
            demo.wait()


def is_alive(pid: int) -> bool:
    """Whether a process still does anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False
