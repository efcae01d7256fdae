"""The rapporteur's report as plain values in one language: numbered chapters, ready to be set."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from fairapp.agenda import queries as agenda
from fairapp.agenda.models import Session
from fairapp.core import dates
from fairapp.core.i18n import LETTERS, current_language
from fairapp.documents import queries as documents
from fairapp.documents.letterhead import Passage, original_note, passage
from fairapp.edition import queries as editions
from fairapp.edition import reference
from fairapp.edition.models import Edition, Outcome
from fairapp.outcomes import queries, rules, words
from fairapp.outcomes.models import Decision, SessionRecord
from fairapp.registration import published
from fairapp.timetable.zones import local

NOT_NAMED = ("exhibitor", "press", "support_staff")
"""Categories the report does not name one by one."""


@dataclass(frozen=True)
class DecisionBlock:
    """A decision as the report prints it."""

    heading: str
    text: Passage
    adopted: str
    serves: str


@dataclass(frozen=True)
class Proceeding:
    """One session: who presided and spoke, what was said, what was decided."""

    number: str
    id: str
    title: str
    when: str
    people: tuple[str, ...]
    summary: Passage
    decisions: tuple[DecisionBlock, ...]


@dataclass(frozen=True)
class OutcomeBlock:
    """An expected outcome, how far it has come, the decisions that serve it."""

    number: str
    id: str
    title: str
    text: Passage
    status: str
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class Introduction:
    """How the meeting came about, and who and what was there."""

    convocation: tuple[str, ...]
    agenda: tuple[tuple[int, str, str], ...]
    """Depth, numeral (“a.”) and title of each item."""
    states: tuple[str, ...]
    others: tuple[str, ...]
    """Further categories with their names: “Permanent observers: France, Spain”."""


@dataclass(frozen=True)
class Paper:
    """A line of the list of documents."""

    symbol: str
    title: str
    title_lang: str
    original: str


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    depth: int
    number: str
    text: str
    id: str


@dataclass(frozen=True)
class Report:
    """Everything the template needs."""

    introduction: Introduction
    proceedings: tuple[Proceeding, ...]
    outcomes: tuple[OutcomeBlock, ...]
    papers: tuple[Paper, ...]
    contents: tuple[Entry, ...]
    is_provisional: bool


def report(edition: Edition) -> Report:
    """The report in the current language, from the records there are, open ones included."""
    records = queries.records(edition.id)
    recorded = [s for s in agenda.sessions(edition.id) if s.id in records]
    proceedings = tuple(_proceeding(n, s, records[s.id]) for n, s in enumerate(recorded, 1))
    decisions = queries.decisions(edition.id, final_only=False)
    outcomes = tuple(
        _outcome(n, outcome, decisions) for n, outcome in enumerate(editions.outcomes(edition.id), 1)
    )
    return Report(
        introduction=_introduction(edition),
        proceedings=proceedings,
        outcomes=outcomes,
        papers=_papers(edition),
        contents=_contents(proceedings, outcomes),
        is_provisional=any(record.status == "open" for record in records.values()),
    )


def _introduction(edition: Edition) -> Introduction:
    states, others = _participants(edition)
    return Introduction(
        convocation=_convocation(edition),
        agenda=tuple(
            (item.depth, f"{item.number.rpartition('.')[2]}.", item.title.to(current_language()))
            for item in agenda.items(edition.id)
        ),
        states=states,
        others=others,
    )


def _convocation(edition: Edition) -> tuple[str, ...]:
    lang = current_language()
    days = dates.days_text(edition.first_day, edition.last_day, lang)
    if edition.organ:
        opening = _(
            "The %(meeting)s was convened by the %(organ)s and was held in %(place)s, %(venue)s, "
            "on %(days)s.",
            meeting=edition.name.to(lang),
            organ=edition.organ.to(lang),
            place=edition.place.to(lang),
            venue=edition.venue.to(lang),
            days=days,
        )
    else:
        opening = _(
            "The %(meeting)s was held in %(place)s, %(venue)s, on %(days)s.",
            meeting=edition.name.to(lang),
            place=edition.place.to(lang),
            venue=edition.venue.to(lang),
            days=days,
        )
    if not edition.fair_name:
        return (opening,)
    return opening, _("The %(fair)s took place beside it.", fair=edition.fair_name.to(lang))


def _participants(edition: Edition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lang = current_language()
    by_category: dict[str, list[str]] = {}
    for delegation in published.accredited(edition.id):
        by_category.setdefault(delegation.category, []).append(delegation.name.to(lang))
    states = tuple(by_category.pop("member_state", []))
    for category in NOT_NAMED:
        by_category.pop(category, None)
    others = tuple(
        _(
            "%(category)s: %(names)s.",
            category=reference.term("participant_category", category).to(lang),
            names="; ".join(names),
        )
        for category, names in by_category.items()
    )
    return states, others


def _proceeding(number: int, session: Session, record: SessionRecord) -> Proceeding:
    lang = current_language()
    return Proceeding(
        number=f"{rules.letter(number)}.",
        id=f"session-{session.id}",
        title=session.title.to(lang),
        when=_when(session),
        people=tuple(
            _("%(role)s: %(who)s", role=role, who="; ".join(people)) for role, people in words.duties(session)
        ),
        summary=passage(record.summary, lang),
        decisions=tuple(_decision(d) for d in record.decisions),
    )


def _when(session: Session) -> str:
    if session.booking is None or session.room is None:
        return ""
    lang = current_language()
    start = local(session.booking.starts_at)
    return _(
        "%(day)s, %(time)s, %(room)s",
        day=dates.day_text(start.date(), lang),
        time=dates.time_range(start, local(session.booking.ends_at), lang),
        room=session.room.name.to(lang),
    )


def _decision(decision: Decision) -> DecisionBlock:
    return DecisionBlock(
        heading=_("Decision No. %(number)s", number=decision.number),
        text=passage(decision.text, current_language()),
        adopted=str(rules.ADOPTION_WORDS[decision.adopted]),
        serves=", ".join(decision.outcome_codes),
    )


def _outcome(number: int, outcome: Outcome, decisions: list[Decision]) -> OutcomeBlock:
    lang = current_language()
    return OutcomeBlock(
        number=f"{rules.letter(number)}.",
        id=f"outcome-{outcome.code}",
        title=_("%(code)s. %(title)s", code=outcome.code, title=outcome.title.to(lang)),
        text=passage(outcome.text, lang),
        status=rules.statuses()[outcome.status].to(lang),
        decisions=tuple(
            _(
                "Decision No. %(number)s, taken in: %(session)s",
                number=d.number,
                session=d.record.session.title.to(lang),
            )
            for d in decisions
            if outcome.code in d.outcome_codes
        ),
    )


def _papers(edition: Edition) -> tuple[Paper, ...]:
    lang = current_language()
    papers = []
    for document in documents.in_edition(edition.id, ("general",)):
        title = documents.title_of(document).shown(lang)
        note = f" {original_note(title.lang, lang)}" if title.fallback else ""
        papers.append(Paper(document.symbol, title.text + note, title.lang, LETTERS[document.original_lang]))
    return tuple(papers)


def _contents(proceedings: tuple[Proceeding, ...], outcomes: tuple[OutcomeBlock, ...]) -> tuple[Entry, ...]:
    introduction = (
        ("A.", _("Convocation"), "convocation"),
        ("B.", _("Agenda"), "agenda"),
        ("C.", _("Participants"), "participants"),
        ("D.", _("Documents"), "documents"),
    )
    return (
        Entry(1, "I.", _("Introduction"), "introduction"),
        *(Entry(2, *line) for line in introduction),
        Entry(1, "II.", _("Proceedings"), "proceedings"),
        *(Entry(2, p.number, p.title, p.id) for p in proceedings),
        Entry(1, "III.", _("Expected outcomes"), "outcomes"),
        *(Entry(2, o.number, o.title, o.id) for o in outcomes),
        Entry(1, "", reference.doc_string("annex", current_language()), "annex"),
    )
