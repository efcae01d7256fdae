"""What every verb that furnishes an edition needs: the next number, and the fact."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from fairapp.accounts.models import User
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.edition.events import EditionFurnished


def next_number(column: Any, edition_id: int) -> int:
    """One more than the highest number the column has in the edition."""
    return (
        int(db.session.scalar(select(func.max(column)).where(column.class_.edition_id == edition_id)) or 0)
        + 1
    )


def tell(edition_id: int, by: User | None, **changes: tuple[Any, Any]) -> None:
    """Publish EditionFurnished."""
    publish(
        EditionFurnished(
            edition_id=edition_id,
            by=by.id if by else None,
            subject=f"edition:{edition_id}",
            changes=changes,
        )
    )
