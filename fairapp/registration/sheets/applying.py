"""The import: what the plan says, in one transaction, with every promise of the verbs for one person.

The verbs `enter_participant` and `change_participant` ask the database several times for each person;
here it is asked once for all: what is checked was checked by the plan, and the database still keeps its
keys. What follows from people (seats, approval, badges, admission, facts) is left to those who do it for
one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from fairapp.accounts.models import User
from fairapp.core import clock
from fairapp.core.db import db
from fairapp.core.events import publish
from fairapp.core.refusals import Refusal
from fairapp.edition.models import Edition
from fairapp.registration import rules
from fairapp.registration.events import ParticipantChanged, ParticipantEntered
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.models.people import LAST, name_key
from fairapp.registration.queries.seats import seats_of
from fairapp.registration.seats import Seats
from fairapp.registration.services import badges
from fairapp.registration.services.admission import admit_people
from fairapp.registration.services.approval import Changes, set_apart, vouch
from fairapp.registration.services.guard import in_turn
from fairapp.registration.services.people import resource_name
from fairapp.registration.services.seating import change_seat, take_seat
from fairapp.registration.sheets.lines import NAMES, Line
from fairapp.registration.sheets.planning import Plan, plan
from fairapp.registration.sheets.reading import Sheet
from fairapp.registration.sheets.standing import Standing, standing
from fairapp.timetable.models import Resource


class PlanChanged(Refusal):
    """What stands is not what was compared with: the sheet would now do something else."""


def import_people(
    edition: Edition, sheet: Sheet, *, by: User, only: Delegation | None = None, seen: str | None = None
) -> Plan:
    """Enter and change the people of a sheet, those rows that can be; the others are in the plan, with
    why not. ``seen`` is the digest of the plan that was looked at (None: whatever comes of it).

    Refuses with PlanChanged, and then nothing was written. Tells ParticipantEntered and
    ParticipantChanged of each person, and what follows. All happens at one moment.
    """
    with clock.stopped_at(clock.now()):
        _hold_all(edition, only)
        stands = standing(edition, by=by, only=only)
        made = plan(sheet, stands)
        if seen is not None and made.digest != seen:
            raise _changed()
        try:
            _carry_out(made, stands)
        except IntegrityError as error:
            raise _changed() from error
        return made


def _changed() -> PlanChanged:
    return PlanChanged(
        _("Somebody changed people of the list meanwhile. Nothing was imported; please look at it again.")
    )


def _hold_all(edition: Edition, only: Delegation | None) -> None:
    """In the order in which everybody takes their turn: the edition, then delegations."""
    in_turn(edition.id)
    there = Delegation.id == only.id if only else Delegation.edition_id == edition.id
    db.session.scalars(
        select(Delegation)
        .where(there)
        .order_by(Delegation.id)
        .with_for_update(of=Delegation)
        .execution_options(populate_existing=True)
    ).all()


def _carry_out(made: Plan, stands: Standing) -> None:
    changed, added = made.of("changed"), made.of("added")
    if not changed and not added:
        return
    seats = seats_of(stands.edition.id)
    _write_changes(changed, stands, seats)
    _enter(added, stands, seats)
    touched: dict[int, Delegation] = {}
    for line in (*changed, *added):
        if line.delegation and (line.person is None or line.written):
            touched[line.delegation.id] = line.delegation
    for delegation in touched.values():
        # Whoever verifies must have seen the composition as it is.
        delegation.version += 1
    db.session.flush()
    _follow(touched.values(), by=stands.by)


def _follow(delegations: Iterable[Delegation], *, by: User) -> None:
    """Badges and accounts of accredited delegations, once for each."""
    for delegation in delegations:
        db.session.expire(delegation, ["participants"])
        if delegation.is_accredited:
            badges.follow(delegation, by=by)
            _meet_users(delegation)
            admit_people(delegation, by=by)


def _meet_users(delegation: Delegation) -> None:
    """Read the accounts of its people in one select, before each is asked for."""
    ids = [person.user_id for person in delegation.participants if person.user_id]
    if ids:
        db.session.scalars(select(User).where(User.id.in_(ids))).unique().all()


# those who are known


Known = Sequence[tuple[Participant, Line]]


def _write_changes(lines: Sequence[Line], stands: Standing, seats: Seats) -> None:
    known = [(line.person, line) for line in lines if line.person]
    _meet_resources([person for person, _line in known])
    for person, line in known:
        if line.waits or person.id in stands.wishes:
            set_apart(person, line.asked, by=stands.by)
    known = [(person, line) for person, line in known if line.written]
    before = {person.id: person.category for person, _line in known}
    _vacate(known)
    for person, line in known:
        _write(person, line.written)
    db.session.flush()
    for person, line in known:
        if line.written.keys() & {"category", "role"}:
            change_seat(person, before[person.id], seats=seats)
    for person, line in known:
        publish(
            ParticipantChanged(
                edition_id=person.edition_id,
                by=stands.by.id,
                subject=f"participant:{person.id}",
                changes=line.written,
            )
        )


def _meet_resources(people: Sequence[Participant]) -> None:
    for start in range(0, len(people), 5000):
        ids = [person.resource_id for person in people[start : start + 5000]]
        db.session.scalars(select(Resource).where(Resource.id.in_(ids))).all()


def _vacate(known: Known) -> None:
    """Give up what only one may have, before anybody takes it: two people of a sheet may change places,
    and the database looks at one row after the other."""
    rows = []
    for person, line in known:
        written = line.written
        names = [written.get(f, ("", getattr(person, f)))[1] for f in NAMES]
        renamed = name_key(*names) != person.name_key
        if renamed or {"email", "role"} & written.keys():
            rows.append(
                {
                    "id": person.id,
                    "email": None if "email" in written else person.email,
                    "role": rules.ALONG if "role" in written else person.role,
                    "name_key": f"#{person.id}" if renamed else person.name_key,
                }
            )
    if rows:
        db.session.execute(update(Participant), rows, execution_options={"synchronize_session": None})


def _write(person: Participant, written: Changes) -> None:
    for name, (_old, new) in written.items():
        setattr(person, name, new)
    if "role" in written:
        person.position, person.place = rules.rank_of(person.role), LAST
    if written.keys() & set(badges.SHOWN):
        person.badge_issued_at = person.badge_collected_at = None
    person.version += 1
    person.resource.name = resource_name(person)


# those who are new


def _enter(lines: Sequence[Line], stands: Standing, seats: Seats) -> None:
    people = [_somebody(line, stands) for line in lines]
    db.session.add_all(people)
    db.session.flush()
    for line, person in zip(lines, people, strict=True):
        if line.delegation:
            take_seat(line.delegation, person, seats=seats)
            vouch(line.delegation, person, by=stands.by)
    db.session.flush()
    for person in people:
        publish(
            ParticipantEntered(
                edition_id=person.edition_id, by=stands.by.id, subject=f"participant:{person.id}"
            )
        )


def _somebody(line: Line, stands: Standing) -> Participant:
    values = line.values
    person = Participant(
        edition_id=stands.edition.id,
        delegation_id=line.delegation.id if line.delegation else None,
        position=rules.rank_of(values["role"]),
        created_at=clock.now(),
        **values,
    )
    person.resource = Resource(edition_id=stands.edition.id, kind="participant", name=resource_name(person))
    return person
