"""Who is concerned by what separates two releases, and the one letter each of them gets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fairapp.accounts.models import User
from fairapp.agenda import words
from fairapp.agenda.diff import Change, Diff, compare
from fairapp.agenda.models import Bookmark, Release, SignUp
from fairapp.core import jobs, outbox
from fairapp.core.clock import now
from fairapp.core.db import db, transaction
from fairapp.core.i18n import speaking
from fairapp.core.outbox import Letter, Recipient
from fairapp.core.web import absolute_url
from fairapp.edition.models import Edition
from fairapp.registration.addresses import address_of
from fairapp.registration.models import Participant
from fairapp.timetable.zones import spoken_in

KIND = "programme-digest"


@dataclass(frozen=True)
class Concerned:
    """Somebody with a task in sessions that changed, who signed up for them, or who follows them."""

    to: Recipient
    signs_in: bool
    changes: tuple[Change, ...] = field(compare=False)


def concerned_by(diff: Diff) -> list[Concerned]:
    """Everybody whom the changes concern, each once, by name. Three selects, however many they are."""
    ids = {change.id for change in diff.changes}
    people: dict[int, set[int]] = defaultdict(set)
    for change in diff.changes:
        for person in _on_duty(change):
            people[person].add(change.id)
    rows = db.session.execute(
        select(SignUp.participant_id, SignUp.session_id).where(SignUp.session_id.in_(ids))
    )
    for person, session in rows:
        people[person].add(session)
    return _addressed(diff, people, _followers(ids))


def letter_about(release: Release) -> str:
    """What letters about a release name as their subject."""
    return f"release:{release.id}"


@jobs.job
def tell_concerned(release_id: int) -> None:
    """Write to everybody whom the release concerns, once, for the secretariat to review.

    The letters are composed before the transaction that adds them; doing it again adds nothing.
    """
    release = db.session.get_one(Release, release_id)
    letters = _letters(release) if release.told_at is None else []
    with transaction():
        release = db.session.get_one(Release, release_id, with_for_update=True)
        if release.told_at is None:
            db.session.add_all(letters)
            release.told_at = now()


@jobs.every_minute
def tell_of_releases() -> None:
    """Write the letters of every release that has none yet."""
    waiting = list(db.session.scalars(select(Release.id).where(Release.told_at.is_(None))))
    db.session.rollback()
    for release_id in waiting:
        tell_concerned(release_id)


def _letters(release: Release) -> list[Letter]:
    edition = db.session.get_one(Edition, release.edition_id)
    before = db.session.scalar(
        select(Release).where(Release.edition_id == release.edition_id, Release.number == release.number - 1)
    )
    diff = compare(before.content if before else None, release.content)
    return [_letter(release, edition, one) for one in concerned_by(diff)]


def _letter(release: Release, edition: Edition, one: Concerned) -> Letter:
    with speaking(one.to.lang), spoken_in(edition.time_zone):
        return outbox.compose(
            KIND,
            one.to,
            edition_id=edition.id,
            about=letter_about(release),
            review=True,
            edition=edition,
            number=release.number,
            note=release.note,
            sessions=[(c.code, c.title, words.sentences(c)) for c in one.changes],
            action_url=absolute_url(
                "pages.my_agenda" if one.signs_in else "agenda.programme", edition_slug=edition.slug
            ),
        )


def _on_duty(change: Change) -> set[int]:
    duties = [duty for side in (change.before, change.after) for duty in (side or {}).get("duties", [])]
    return {duty["participant"] for duty in duties if duty.get("participant")}


def _followers(ids: Collection[int]) -> dict[int, set[int]]:
    followed: dict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(
        select(Bookmark.user_id, Bookmark.session_id).where(Bookmark.session_id.in_(ids))
    )
    for user, session in rows:
        followed[user].add(session)
    return followed


def _addressed(diff: Diff, people: dict[int, set[int]], followed: dict[int, set[int]]) -> list[Concerned]:
    """One letter an address: whoever has a duty and follows besides reads of both in it."""
    found: dict[str, tuple[Recipient, bool, set[int]]] = {}

    def add(to: Recipient | None, signs_in: bool, sessions: Iterable[int]) -> None:
        if to is not None:
            found.setdefault(to.email, (to, signs_in, set()))[2].update(sessions)

    participants = db.session.scalars(
        select(Participant).where(Participant.id.in_(people)).options(joinedload(Participant.user))
    )
    for person in participants:
        add(address_of(person), person.user is not None, people[person.id])
    for user in db.session.scalars(select(User).where(User.id.in_(followed), User.is_active)):
        add(Recipient(user.email, user.name, user.lang), True, followed[user.id])
    concerned = [
        Concerned(to, signs_in, tuple(c for c in diff.changes if c.id in sessions))
        for to, signs_in, sessions in found.values()
    ]
    return sorted(concerned, key=lambda one: (one.to.name, one.to.email))
