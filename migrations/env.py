"""How Alembic runs our migrations: in one transaction, on SQLite without cascading row losses.

On SQLite a changed table is rebuilt (batch mode): with `foreign_keys=ON` the rebuild's DROP TABLE
would cascade and silently delete the rows that point to it. The pragma only works outside a
transaction, so it is switched off on the raw connection first, and every reference is checked
before the commit.
"""

from __future__ import annotations

import importlib
import logging
from pathlib import Path
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from fairapp.core.db import Model, UTCDateTime, db, transaction
from fairapp.core.i18n import TranslatedText

log = logging.getLogger("alembic.env")


def know_all_tables() -> None:
    """Import every room's models: one that no view needs yet has tables all the same."""
    for path in Path(current_app.root_path).glob("*/models.py"):
        importlib.import_module(f"fairapp.{path.parent.name}.models")


def plain_types(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our column types as what the database stores: a migration must outlive the code."""
    if kind != "type":
        return False
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, TranslatedText):
        return "sa.JSON()"
    return False


def skip_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """No differences, no file."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []
        log.info("The database matches the models.")


def run() -> None:
    """Upgrade or downgrade over a connection of the application's own engine."""
    # `transaction` makes SQLite begin IMMEDIATE: of two that migrate at once, the second waits.
    with transaction(), db.engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        raw: Any = connection.connection.driver_connection
        if on_sqlite:
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            migrate(connection, on_sqlite=on_sqlite)
        finally:
            if on_sqlite:
                connection.rollback()
                raw.execute("PRAGMA foreign_keys=ON")


def migrate(connection: Connection, *, on_sqlite: bool) -> None:
    """Run the revisions; all of them happen, or none."""
    know_all_tables()
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        transactional_ddl=True,
        render_item=plain_types,
        process_revision_directives=skip_empty,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if on_sqlite else []
        if broken:
            raise RuntimeError(f"the migration would leave references without a target: {broken[:5]}")


if context.is_offline_mode():
    raise SystemExit("Migrations look at the database; `--sql` is not supported.")
run()
