"""The audit log: every fact leaves a line, in the transaction that made it true."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from fairapp.core import clock
from fairapp.core.db import HasId, Model, db
from fairapp.core.events import Fact, subscribe


class AuditEntry(HasId, Model):
    """Who did what to which thing, when, and what it was before.

    Has no foreign keys: the log must outlive what it speaks of.
    """

    __tablename__ = "audit_entry"

    at: Mapped[datetime] = mapped_column(index=True)
    edition_id: Mapped[int | None] = mapped_column(index=True)
    by: Mapped[int | None]
    fact: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


@subscribe(Fact)
def write_down(fact: Fact) -> None:
    """Keep a line of the log for any fact."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            edition_id=fact.edition_id,
            by=fact.by,
            fact=type(fact).__name__,
            subject=fact.subject,
            changes={key: [_plain(a), _plain(b)] for key, (a, b) in fact.changes.items()},
        )
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "items"):
        return dict(value)
    return str(value)
