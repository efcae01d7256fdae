"""Two people edit one row: the second is told, and nothing of the first is lost."""

from __future__ import annotations

from flask_babel import gettext as _

from fairapp.core.db import Versioned, db
from fairapp.core.refusals import Stale


def take(row: Versioned, seen: int | None) -> None:
    """Keep the row for this transaction and count it up. Refuses with Stale when it changed since
    the person opened it (``seen`` None: never mind)."""
    db.session.refresh(row, ["version"], with_for_update={"of": type(row)})
    if seen is not None and seen != row.version:
        raise Stale(_("Somebody saved this meanwhile. Compare, then save again if you still wish to."))
    row.version += 1
