"""Delegations and people of the demo. Every person is visibly fictional."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle

from sqlalchemy import select

from fairapp.accounts.models import User
from fairapp.accounts.services import grant, open_account
from fairapp.core import clock
from fairapp.core.dates import zone
from fairapp.core.db import db
from fairapp.core.i18n import Translated
from fairapp.demo.letter import specimen
from fairapp.demo.stage import PASSWORD, Stage
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.edition.reference import Party
from fairapp.registration import rules
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services import (
    Entrant,
    Invitee,
    PersonDetails,
    accept_invitation,
    accredit,
    change_participant,
    change_rights,
    collect_badges,
    draw_precedence,
    enter_participant,
    invite_delegation,
    invite_focal_point,
    issue_badges,
    link_of,
    note_opened,
    receive_letter,
    return_credential,
    rights_row,
    set_general_seats,
    set_rule,
    submit_composition,
    verify,
)

DRAWN = "JM"
"""The demo's box gave Jamaica: an invented draw."""
HAND = "Catalina Presidencia (demo), Presidencia provisional"

GIVEN = {
    "es": ("Ana Lucía", "Rodrigo", "Marisol", "Esteban", "Valentina", "Joaquín", "Renata", "Tomás"),
    "en": ("Amara", "Desmond", "Kezia", "Winston", "Althea", "Marcus", "Shanice", "Clive"),
    "fr": ("Mirlande", "Jacques", "Solange", "Étienne"),
    "pt": ("Beatriz", "Otávio", "Luana", "Caetano"),
}
FAMILY = {
    "es": ("Ejemplo", "Ficticia Modelo", "Muestra", "Supuesto", "Modelo Prueba", "Imaginario"),
    "en": ("Sample", "Placeholder", "Specimen", "Fictitious", "Mockford", "Example"),
    "fr": ("Exemple", "Fictif", "Spécimen", "Modèle"),
    "pt": ("Exemplo", "Fictício", "Amostra", "Modelo"),
}
FEMININE = frozenset(
    {"Ana Lucía", "Marisol", "Valentina", "Renata", "Amara", "Kezia", "Althea", "Shanice"}
    | {"Mirlande", "Solange", "Beatriz", "Luana"}
)
OFFICES = {
    "head": {
        "es": (
            "Directora Ejecutiva de Cooperación Internacional",
            "Director Ejecutivo de Cooperación Internacional",
        ),
        "en": ("Executive Director of International Cooperation",) * 2,
        "fr": (
            "Directrice exécutive de la coopération internationale",
            "Directeur exécutif de la coopération internationale",
        ),
        "pt": (
            "Diretora-Executiva de Cooperação Internacional",
            "Diretor-Executivo de Cooperação Internacional",
        ),
    },
    "alternate": {
        "es": ("Representante Alterna ante la OEA", "Representante Alterno ante la OEA"),
        "en": ("Alternate Representative to the OAS",) * 2,
        "fr": ("Représentante suppléante près l’OEA", "Représentant suppléant près l’OEA"),
        "pt": ("Representante Alterna junto à OEA", "Representante Alterno junto à OEA"),
    },
    "representative": {
        "es": ("Directora de Cooperación Multilateral", "Director de Cooperación Multilateral"),
        "en": ("Director of Multilateral Cooperation",) * 2,
        "fr": ("Directrice de la coopération multilatérale", "Directeur de la coopération multilatérale"),
        "pt": ("Diretora de Cooperação Multilateral", "Diretor de Cooperação Multilateral"),
    },
    "adviser": {
        "es": ("Asesora de Cooperación Sur-Sur", "Asesor de Cooperación Sur-Sur"),
        "en": ("Adviser on South-South Cooperation",) * 2,
        "fr": ("Conseillère pour la coopération Sud-Sud", "Conseiller pour la coopération Sud-Sud"),
        "pt": ("Assessora de Cooperação Sul-Sul", "Assessor de Cooperação Sul-Sul"),
    },
    "observer": {
        "es": ("Observadora Permanente ante la OEA", "Observador Permanente ante la OEA"),
        "en": ("Permanent Observer to the OAS",) * 2,
        "fr": ("Observatrice permanente près l’OEA", "Observateur permanent près l’OEA"),
        "pt": ("Observadora Permanente junto à OEA", "Observador Permanente junto à OEA"),
    },
    "participant": {
        "es": ("Coordinadora de Alianzas", "Coordinador de Alianzas"),
        "en": ("Partnerships Coordinator",) * 2,
        "fr": ("Coordonnatrice des partenariats", "Coordonnateur des partenariats"),
        "pt": ("Coordenadora de Parcerias", "Coordenador de Parcerias"),
    },
}
"""What people are, said of a woman and of a man."""
INSTITUTIONS = {
    "es": "Agencia Nacional de Cooperación (demostración)",
    "en": "National Cooperation Agency (demonstration)",
    "fr": "Agence nationale de coopération (démonstration)",
    "pt": "Agência Nacional de Cooperação (demonstração)",
}


ARRIVALS = (-1, -1, -2, -1, None, 0, -1, -3, -2, -1, None)
DEPARTURES = (1, 0, 1, 1, None, 2, 1, 0)
"""Days from the first day people arrive, and from the last day they leave; some have not said."""
NEEDS = "Acceso sin escalones (demostración)"
DIETS = ("Vegetariana (demostración)", "Sin gluten (demostración)", "Halal (demostración)")

MISSION = "Misión Permanente de Observación (demostración)"


class Cast:
    """Hands out names, none twice."""

    def __init__(self, edition: Edition) -> None:
        self._count = 0
        self._edition = edition
        self._given = {lang: cycle(names) for lang, names in GIVEN.items()}
        self._family = {lang: cycle(names) for lang, names in FAMILY.items()}

    def person(self, role: str, lang: str, institution: str) -> PersonDetails:
        """Somebody new for a role, speaking ``lang`` first."""
        self._count += 1
        given = next(self._given[lang])
        man = given not in FEMININE
        return PersonDetails(
            role=role,
            given_names=given,
            family_names=next(self._family[lang]),
            office=OFFICES.get(role, OFFICES["participant"])[lang][man],
            institution=institution,
            honorific="ambassador" if role == "head" and self._count % 2 else ("ms", "mr")[man],
            email=f"person{self._count:03d}@example.org",
            phone="",
            list_email=self._count % 3 == 0,
            languages=[lang, "en" if lang != "en" else "es"],
            arrives_at=self._moment(self._edition.first_day, ARRIVALS),
            departs_at=self._moment(self._edition.last_day, DEPARTURES),
            access_needs=NEEDS if self._count % 29 == 0 else "",
            diet=DIETS[self._count % 23 % 3] if self._count % 23 < 3 else "",
        )

    def _moment(self, day: date, offsets: tuple[int | None, ...]) -> datetime | None:
        """An hour of the day so many days from that one; None where nobody said."""
        offset = offsets[self._count % len(offsets)]
        if offset is None:
            return None
        hour = time(7 + self._count * 5 % 16, self._count * 10 % 60)
        there = zone(self._edition.time_zone)
        return datetime.combine(day + timedelta(days=offset), hour, there).astimezone(UTC)


def load(stage: Stage) -> None:
    """All participating states, some observers and bodies, the exhibitors, the demo accounts."""
    cast = Cast(stage.edition)
    with clock.stopped_at(clock.now() - timedelta(weeks=6)):
        _member_states(stage, cast)
        _observers_and_bodies(stage, cast)
        _exhibitors(stage, cast)
    _accounts(stage)
    _credentials(stage)
    _focal_points(stage)
    _seats(stage, cast)


def _member_states(stage: Stage, cast: Cast) -> None:
    day = stage.edition.first_day
    delegations = {
        party.code: invite_delegation(stage.edition, party, by=stage.owner)
        for party in reference.member_states(day)
    }
    draw_precedence(stage.edition, DRAWN, by=stage.owner, hand=HAND)
    ordered = sorted(delegations.values(), key=lambda d: d.precedence or 0)
    for spot, delegation in zip(stage.programme["delegation_slots"], ordered, strict=False):
        stage.delegations[f"delegation:{spot['code']}"] = delegation
        _people(stage, cast, delegation, spot["members"])
    # Others have begun: see `_credentials`.
    for place, delegation in enumerate(ordered[8:20]):
        _people(stage, cast, delegation, ["head", "adviser"][: 1 + place % 2])


def _observers_and_bodies(stage: Stage, cast: Cast) -> None:
    observers = {o.code: o for o in reference.permanent_observers(stage.edition.first_day)}
    for code in ("ES", "FR", "JP", "KR"):
        delegation = invite_delegation(stage.edition, observers[code], by=stage.owner)
        _people(stage, cast, delegation, ["observer"], institution=MISSION)
    set_rule(stage.edition, "permanent_observer", "alphabetical", by=stage.owner)
    for body in reference.organizations():
        if body.code in {"eclac", "idb", "paho", "undp", "segib", "caf"}:
            delegation = invite_delegation(stage.edition, body, by=stage.owner)
            _people(stage, cast, delegation, ["participant"], institution=body.name.to("es"))


def _exhibitors(stage: Stage, cast: Cast) -> None:
    for booth in stage.programme["booths"]:
        name = Translated(en=booth["name"], es=booth["name"], fr=booth["name"], pt=booth["name"])
        party = Party(
            f"exhibitor-{booth['code'].lower()}",
            "exhibitor",
            name,
            name,
            booth["region"],
            languages=tuple(booth["languages"]),
        )
        delegation = invite_delegation(stage.edition, party, by=stage.owner)
        stage.delegations[f"booth:{booth['code']}"] = delegation
        _people(stage, cast, delegation, ["participant", "participant"], institution=booth["name"])


def _people(
    stage: Stage, cast: Cast, delegation: Delegation, roles: list[str], institution: str = ""
) -> None:
    lang = next((code for code in delegation.languages if code in GIVEN), "es")
    for role in roles:
        enter_participant(
            delegation, cast.person(role, lang, institution or INSTITUTIONS[lang]), by=stage.owner
        )


GENERAL_SEATS = {
    ("member_state", "press"): 2,
    ("member_state", "accompanying_person"): 2,
    ("permanent_observer", "permanent_observer"): 3,
    ("exhibitor", "support_staff"): 2,
}
CAPACITY = {"exhibitor": 60, "press": 30, "accompanying_person": 40}
REPORTERS = (("Clarisa", "Crónica"), ("Tadeo", "Titular"), ("Perla", "Portada"))
"""The press of one state: one more than it has seats."""


def _seats(stage: Stage, cast: Cast) -> None:
    """Numbers of seats as such events set them; one state brings more press than it has seats for."""
    for (home, category), number in GENERAL_SEATS.items():
        set_general_seats(stage.edition, home, category, number, by=stage.owner)
    for category, number in CAPACITY.items():
        row = rights_row(stage.edition, category)
        change_rights(row, {"capacity": number}, by=stage.owner)
    state = next(d for d in _all(stage) if d.status == "letter_received")
    for given, family in REPORTERS:
        person = replace(
            cast.person(rules.ALONG, "es", "Canal Ficticio (demostración)"),
            category="press",
            honorific="none",
            given_names=given,
            family_names=family,
            office="Periodista",
        )
        enter_participant(state, person, by=stage.owner)


def _accounts(stage: Stage) -> None:
    edition = stage.edition
    for short, name, lang, role in (
        ("protocol", "Pilar Protocolo (demo)", "es", "protocol"),
        ("rapporteur", "Renaud Rapporteur (démo)", "fr", "rapporteur"),
        ("chair", "Catalina Presidencia (demo)", "es", "chair"),
    ):
        stage.users[short] = _account(short, name, lang)
        grant(stage.users[short], role, edition_id=edition.id, by=stage.owner.id)
    empty = next(d for d in _all(stage) if not d.participants and d.category == "member_state")
    stage.users["focal"] = _account("focal", "Fátima Enlace (demo)", "es")
    stage.delegations["focal"] = empty
    grant(
        stage.users["focal"],
        "focal_point",
        edition_id=edition.id,
        scope="delegation",
        scope_id=empty.id,
        by=stage.owner.id,
    )
    for short, party, place in (
        ("delegate", "delegation:D1", 2),
        ("counterpart", "delegation:D2", 1),
        ("exhibitor", "booth:A01", 0),
    ):
        person = stage.delegations[party].participants[place]
        stage.users[short] = _account(short, person.name, person.languages[0])
        _become(person, stage, short)


def _focal_points(stage: Stage) -> None:
    """The first delegation has a focal point and is to have another; so is the second."""
    first, second = stage.delegations["delegation:D1"], stage.delegations["delegation:D2"]
    with clock.stopped_at(clock.now() - timedelta(days=9)):
        ines = Invitee("Inés Enlace (demo)", "enlace@example.org", "es")
        invitation = invite_focal_point(first, ines, by=stage.owner)
        entrant = Entrant(ines.name, ines.lang)
        accept_invitation(stage.edition.id, link_of(invitation), entrant)
        opened = Invitee("Owen Liaison (demo)", "liaison@example.org", "en")
        note_opened(invite_focal_point(first, opened, by=stage.owner))
    clara = Invitee("Clara Enlace (demo)", "clara@example.org", "es")
    invite_focal_point(second, clara, by=stage.owner)


POINTS = ("accredited", "verified", "letter_received", "composition_received", "invited", "returned")
"""Where the states after the first eight stand, in turn, as in any real week before a meeting."""
RETURNED = "Demostración: la carta nombra un asesor más que la composición."


def _credentials(stage: Stage) -> None:
    """Bring every delegation with people to its point of the way, over the last five weeks."""
    named = [d for d in _all(stage) if d.participants]
    states = [d for d in named if d.category == "member_state"]
    for number, delegation in enumerate(named):
        place = states.index(delegation) if delegation in states else 0
        point = POINTS[(place - 8) % len(POINTS)] if place >= 8 else "accredited"
        _bring_to(delegation, point, stage, weeks_ago=5 - number % 3)
    _afterwards(stage, states[5], states[6])


def _afterwards(stage: Stage, changing: Delegation, ready: Delegation) -> None:
    """What goes on after accreditation: one state asks for changes, another's badges are made."""
    focal, protocol = stage.users["focal"], stage.users["protocol"]
    someone = changing.participants[-1]
    known = {each.name: getattr(someone, each.name) for each in fields(PersonDetails)}
    asked = {**known, "office": "Directora de Alianzas", "family_names": f"{someone.family_names} Nueva"}
    with clock.stopped_at(clock.now() - timedelta(days=2)):
        change_participant(someone, PersonDetails(**asked), by=focal)
        enter_participant(
            changing,
            PersonDetails("adviser", "Nadia", "Recién Llegada", "Asesora de Alianzas", languages=["es"]),
            by=focal,
        )
        issue_badges(ready, by=protocol)
        collect_badges(ready, by=protocol, people=[ready.participants[0].id])


def _bring_to(delegation: Delegation, point: str, stage: Stage, *, weeks_ago: int) -> None:
    protocol = stage.users["protocol"]
    moves: list[Callable[[], object]] = [lambda: submit_composition(delegation, by=stage.owner)]
    if rules.needs_letter(delegation.category):
        letter = specimen(delegation.member_code)
        moves.append(lambda: receive_letter(delegation, letter, by=stage.owner))
    if point == "returned":
        moves.append(lambda: return_credential(delegation, RETURNED, by=protocol))
    moves += [lambda: verify(delegation, by=protocol), lambda: accredit(delegation, by=protocol)]
    begun = clock.now() - timedelta(weeks=weeks_ago)
    for number, move in enumerate(moves):
        if delegation.status == point:
            break
        with clock.stopped_at(begun + timedelta(days=4 * number, hours=number)):
            move()


def _become(person: Participant, stage: Stage, short: str) -> None:
    user = stage.users[short]
    person.user, person.email = user, user.email


def _account(short: str, name: str, lang: str) -> User:
    return open_account(f"{short}@example.org", name, lang=lang, password=PASSWORD)


def _all(stage: Stage) -> list[Delegation]:
    return list(
        db.session.scalars(
            select(Delegation)
            .where(Delegation.edition_id == stage.edition.id)
            .order_by(Delegation.precedence, Delegation.id)
        )
    )
