"""The line of steps of one editor: every change of the draft leaves one, undo and redo walk along it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import delete, select

from fairapp.agenda.models import EditStep, Session
from fairapp.agenda.services.pictures import Picture, picture_of
from fairapp.core import clock
from fairapp.core.db import db

KEPT = 200
"""Steps of one person in one edition; older ones are forgotten."""

P = ParamSpec("P")
R = TypeVar("R")


def recorded(
    verb: str,
) -> Callable[[Callable[Concatenate[Session, P], R]], Callable[Concatenate[Session, P], R]]:
    """Decorator of a verb on a session: what was before and after becomes a step of whoever acts."""

    def wrap(act: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
        @wraps(act)
        def acting(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs["by"]
            before = picture_of(session)
            answer = act(session, *args, **kwargs)
            note_step(verb, session.edition_id, session.id, before, picture_of(session), by=by.id)
            return answer

        return acting

    return wrap


def note_step(
    verb: str, edition_id: int, session_id: int, before: Picture | None, after: Picture | None, *, by: int
) -> None:
    """Put a step at the end of somebody's line. What they had undone can no longer be done again."""
    if before == after:
        return
    db.session.execute(delete(EditStep).where(*_of(edition_id, by), EditStep.undone))
    db.session.add(
        EditStep(
            edition_id=edition_id,
            by=by,
            at=clock.now(),
            verb=verb,
            session_id=session_id,
            before=before,
            after=after,
        )
    )
    db.session.flush()
    oldest = (
        select(EditStep.id).where(*_of(edition_id, by)).order_by(EditStep.id.desc()).offset(KEPT).limit(1)
    )
    db.session.execute(delete(EditStep).where(*_of(edition_id, by), EditStep.id <= oldest.scalar_subquery()))


def next_to_undo(edition_id: int, by: int) -> EditStep | None:
    """The last thing somebody did and has not undone."""
    mine = select(EditStep).where(*_of(edition_id, by), ~EditStep.undone)
    return db.session.scalar(mine.order_by(EditStep.id.desc()).limit(1))


def next_to_redo(edition_id: int, by: int) -> EditStep | None:
    """What somebody undid last and can do again."""
    mine = select(EditStep).where(*_of(edition_id, by), EditStep.undone)
    return db.session.scalar(mine.order_by(EditStep.id).limit(1))


def forget_step(step_id: int) -> None:
    """Take a step out of the line: it can be walked no longer, those around it can."""
    db.session.execute(delete(EditStep).where(EditStep.id == step_id))


def forget_steps(edition_id: int) -> None:
    """Forget everybody's steps in an edition: nothing of what was done before can be undone."""
    db.session.execute(delete(EditStep).where(EditStep.edition_id == edition_id))


def _of(edition_id: int, by: int) -> tuple[Any, ...]:
    return EditStep.edition_id == edition_id, EditStep.by == by
