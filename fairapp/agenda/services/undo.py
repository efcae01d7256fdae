"""Going back along one's own steps, and forward again; nobody else's work is written over."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.agenda import queries
from fairapp.agenda.errors import CannotGoBack, ChangedSince, NothingToUndo
from fairapp.agenda.events import SessionAdded, SessionChanged
from fairapp.agenda.models import AgendaItem, EditStep, Interpreter, Session
from fairapp.agenda.services.details import code_refusal, described
from fairapp.agenda.services.pictures import Picture, differing, give_back, kept_of, lay_down, picture_of
from fairapp.agenda.services.placing import (
    Place,
    occupy,
    place_change,
    place_of,
    require_not_begun,
    subject_of,
)
from fairapp.agenda.services.sessions import take_out
from fairapp.agenda.services.steps import next_to_redo, next_to_undo
from fairapp.agenda.services.versions import FIELDS
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.i18n import Translated
from fairapp.edition.models import Edition, Room
from fairapp.registration.models import Participant
from fairapp.timetable.spans import Span


def undo(edition: Edition, *, by: User) -> EditStep:
    """Take back the last step of this person: the session is exactly what it was, a removed one under
    its old id and code, with those who had a place in it.

    Refuses with NothingToUndo; with ChangedSince when somebody else changed the session after the
    step; with CannotGoBack when something it had is gone; with AlreadyBooked when its old place is
    taken by now; and with AlreadyBegun and HasRecord like the verbs. Tells what they tell.
    """
    _one_walk_at_a_time(by)
    step = next_to_undo(edition.id, by.id)
    if step is None:
        raise NothingToUndo(_("There is nothing to undo."))
    kept = _walk(edition, step, now=step.after, then=step.before, by=by)
    if kept is not None:
        step.after = {**step.after, "kept": kept}
    step.undone = True
    db.session.flush()
    return step


def redo(edition: Edition, *, by: User) -> EditStep:
    """Do again what this person undid last. Refuses and tells like :func:`undo`."""
    _one_walk_at_a_time(by)
    step = next_to_redo(edition.id, by.id)
    if step is None:
        raise NothingToUndo(_("There is nothing to do again."))
    kept = _walk(edition, step, now=step.before, then=step.after, by=by)
    if kept is not None:
        step.before = {**step.before, "kept": kept}
    step.undone = False
    db.session.flush()
    return step


def _one_walk_at_a_time(by: User) -> None:
    """Two clicks take two steps, never the same one twice."""
    db.session.execute(select(User.id).where(User.id == by.id).with_for_update(key_share=True))


def _walk(
    edition: Edition, step: EditStep, *, now: Picture | None, then: Picture | None, by: User
) -> Picture | None:
    """Bring the step's session from ``now`` to ``then``. Returns what went with it, if it went."""
    session = _held(edition.id, step.session_id)
    present = picture_of(session) if session else None
    if present != _bare(now):
        raise ChangedSince(_who_was_here(step, present, _bare(now)), step_id=step.id)
    if then is None:
        assert session is not None
        kept = kept_of(session)
        take_out(session, by=by)
        return kept
    _require_all_there(edition.id, then, step)
    if session:
        _change(session, then, by)
    else:
        _bring_back(edition, step.session_id, then, by)
    return None


def _held(edition_id: int, session_id: int) -> Session | None:
    """The session, locked, as it is now."""
    return db.session.scalar(
        select(Session)
        .where(Session.edition_id == edition_id, Session.id == session_id)
        .with_for_update(of=Session)
        .execution_options(populate_existing=True)
    )


def _change(session: Session, then: Picture, by: User) -> None:
    before, stood = described(session), place_of(session)
    if then["place"] is None:
        require_not_begun(session)
    _write(session, then)
    session.version += 1
    after, place = described(session), place_of(session)
    changes = {key: (before[key], after[key]) for key in after if before[key] != after[key]}
    publish(
        SessionChanged(
            edition_id=session.edition_id,
            by=by.id,
            subject=subject_of(session),
            changes=changes | place_change(stood, place),
        )
    )


def _bring_back(edition: Edition, session_id: int, then: Picture, by: User) -> None:
    session = Session(id=session_id, edition=edition, code=then["particulars"]["code"])
    _write(session, then)
    give_back(session, then["kept"])
    publish(
        SessionAdded(
            edition_id=edition.id,
            by=by.id,
            subject=subject_of(session),
            changes={"title": (None, session.title), **place_change(None, place_of(session))},
        )
    )


def _write(session: Session, then: Picture) -> None:
    try:
        with db.session.begin_nested():
            lay_down(session, then)
            db.session.add(session)
    except IntegrityError as error:
        raise code_refusal(error) from error
    occupy(session, _place(then["place"]))


def _place(kept: Picture | None) -> Place | None:
    if kept is None:
        return None
    start, end = (datetime.fromisoformat(kept[key]) for key in ("starts_at", "ends_at"))
    return Place(db.session.get_one(Room, kept["room"]), Span(start, end))


def _require_all_there(edition_id: int, then: Picture, step: EditStep) -> None:
    """Rooms, people and items of the picture may have been removed since."""
    wanted = (
        (Participant, {person for _role, person, _office in then["duties"] if person}),
        (AgendaItem, set(then["items"])),
        (Interpreter, {who for who, _source, _target in then["interpreters"]}),
        (Room, {then["place"]["room"]} if then["place"] else set()),
    )
    for model, ids in wanted:
        there = select(model.id).where(model.edition_id == edition_id, model.id.in_(ids))
        if ids and set(db.session.scalars(there)) != ids:
            raise CannotGoBack(
                _(
                    "“%(title)s” cannot be as it was: a room, a person or an agenda item it had is gone.",
                    title=Translated(then["particulars"]["title"]),
                ),
                step_id=step.id,
            )


def _who_was_here(step: EditStep, present: Picture | None, expected: Picture | None) -> str:
    who, _fields = queries.changes_since(f"session:{step.session_id}", 1)
    title = Translated(((step.after or step.before)["particulars"])["title"])
    if present is None:
        return _("%(who)s has removed “%(title)s” since. Your step stays as it is.", who=who, title=title)
    fields = dict.fromkeys(str(FIELDS[name]) for name in differing(expected, present) if name in FIELDS)
    return _(
        "%(who)s has changed “%(title)s” since: %(fields)s. Your step stays as it is.",
        who=who,
        title=title,
        fields=", ".join(fields) or _("several particulars"),
    )


def _bare(picture: Picture | None) -> Picture | None:
    return {key: value for key, value in picture.items() if key != "kept"} if picture else None
