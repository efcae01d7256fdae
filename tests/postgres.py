"""A PostgreSQL server of our own, for as long as one command runs:

    python -m tests.postgres pytest tests/races

It starts a throw-away cluster on a free loopback port, names it in FAIRAPP_TEST_DATABASE, runs the
command and removes everything. An address that is already in FAIRAPP_TEST_DATABASE is used as it is.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADDRESS = "FAIRAPP_TEST_DATABASE"
# Durability is proven on SQLite and trusted of PostgreSQL: a cluster that lives for minutes
# need not wait for the disk.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")


def programs() -> Path:
    """The folder of initdb and pg_ctl: of the newest PostgreSQL there is."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3])
    )
    if not installed:
        raise SystemExit("PostgreSQL is not installed (Debian, Ubuntu: apt-get install postgresql).")
    return installed[-1].parent


@contextmanager
def cluster() -> Iterator[str]:
    """Run a server within the block; gives the address of its maintenance database."""
    folder = Path(tempfile.mkdtemp(prefix="fairapp-pg-"))
    prefix: list[str] = []
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        prefix = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    port = free_port()
    binaries = programs()

    def run(program: str, *words: str) -> None:
        command = [*prefix, str(binaries / program), "-D", str(folder / "data"), *words]
        done = subprocess.run(  # noqa: PLW1510 - the status is answered with the program's own words
            command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise SystemExit(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")

    options = " ".join(["-h 127.0.0.1", f"-p {port}", f"-k {folder}", *(f"-c {s}" for s in SETTINGS)])
    try:
        run("initdb", "-A", "trust", "-U", "fairapp", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://fairapp@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    """Run the command of the arguments with a server beside it; returns its status."""
    # An interrupted run must still stop its server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if os.environ.get(ADDRESS):
        return subprocess.call(sys.argv[1:])
    with cluster() as address:
        return subprocess.call(sys.argv[1:], env={**os.environ, ADDRESS: address})


if __name__ == "__main__":
    sys.exit(main())
