"""A few meetings of the demo: arranged, awaiting an answer, declined."""

from __future__ import annotations

from fairapp.demo.stage import Stage
from fairapp.meetings import queries, services
from fairapp.meetings.models import Meeting
from fairapp.meetings.services import Wish
from fairapp.registration.models import Participant

# Who asks whom (party, place in its list), for which of their common times, on which offer or request,
# what about, what came of it. The delegate (D1, 2) and the counterpart (D2, 1) have nothing open
# between them: that is for trying out.
ASKED = (
    (
        ("delegation:D1", 2),
        ("booth:A01", 0),
        0,
        "OF-01",
        "Losses in our parish networks: what would a technical visit to your utility involve?",
        "accepted",
    ),
    (
        ("delegation:D4", 1),
        ("delegation:D2", 1),
        1,
        "OF-05",
        "Una visita de nuestras cooperativas de recicladores: calendario y reparto de los costos.",
        "accepted",
    ),
    (
        ("delegation:D3", 1),
        ("delegation:D1", 2),
        3,
        "OF-02",
        "Placing three of our municipal engineers as interns: when could they begin?",
        "requested",
    ),
    (
        ("delegation:D1", 2),
        ("delegation:D5", 1),
        4,
        "OF-09",
        "How well the warnings reach villages where mobile coverage is thin.",
        "requested",
    ),
    (
        ("booth:A02", 0),
        ("delegation:D2", 1),
        2,
        "",
        "Presentar nuestras guías de captación de lluvia para escuelas rurales.",
        "declined",
    ),
)
NO = "Gracias por su interés. Esta vez nuestra delegación se concentra en residuos y reciclaje."


def load(stage: Stage) -> None:
    """Add them to the demo edition, through the verbs people use."""
    for asker, host, place, code, purpose, answer in ASKED:
        meeting = _ask(
            stage, _person(stage, *asker), _person(stage, *host), place=place, code=code, purpose=purpose
        )
        _answer(stage, meeting, answer)


def _person(stage: Stage, party: str, place: int) -> Participant:
    people = stage.delegations[party].participants
    return people[min(place, len(people) - 1)]


def _ask(
    stage: Stage, asker: Participant, host: Participant, *, place: int, code: str, purpose: str
) -> Meeting:
    times = queries.common_times(asker, host).free
    wish = Wish(times[place % len(times)].id, purpose, code)
    return services.ask_for_meeting(asker, host, wish, by=asker.user or stage.owner)


def _answer(stage: Stage, meeting: Meeting, answer: str) -> None:
    by = meeting.host.user or stage.owner
    if answer == "accepted":
        services.accept_meeting(meeting, by=by)
    elif answer == "declined":
        services.decline_meeting(meeting, NO, by=by)
