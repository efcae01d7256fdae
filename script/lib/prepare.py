"""`flask db upgrade`, `flask demo load`, `flask demo accounts` in one process: the start is quicker."""

from __future__ import annotations

import logging
import sys

from flask.cli import ScriptInfo
from sqlalchemy.exc import OperationalError

from fairapp.app import create_app


def main() -> None:
    """Bring the database up to date, load the demo once, print who can sign in."""
    app = create_app()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for command in (["db", "upgrade"], ["demo", "load"], ["demo", "accounts"]):
        try:
            app.cli.main(command, standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))
        except OperationalError as problem:
            sys.exit(f"The database does not answer: {problem.orig}\nCheck DATABASE_URL, then start again.")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
