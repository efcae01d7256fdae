"""Everything about a session, as entered."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.form import Form as PlainForm
from wtforms.validators import NumberRange

from fairapp.agenda import queries, rules
from fairapp.agenda.forms.places import PlaceFields, fill_place
from fairapp.agenda.models import AgendaItem, Session
from fairapp.agenda.services import Interpreting, OnDuty, SessionDetails
from fairapp.agenda.services.interpreting import pair_in_words
from fairapp.core.forms import CheckList, Optional, TranslatedField, ValidationError, at_most, clean, strip
from fairapp.core.i18n import Translated, current_language
from fairapp.edition import queries as editions
from fairapp.edition import reference
from fairapp.edition.models import Edition
from fairapp.registration import rights
from fairapp.registration.models import Participant

PLAIN = (
    "kind",
    "number",
    "track",
    "access",
    "code",
    "outcome_codes",
    "topic_codes",
    "version",
    "capacity",
    "sign_up",
    "livestream_url",
    "staff_notes",
)
"""Fields that hold what the session's column of that name holds."""
DUTY_ROWS = 5
"""Rows for people on duty at least; two more than are filled."""


class DutyRow(PlainForm):
    """Who does what in a session. A row without a person and an office is ignored."""

    role = SelectField(_l("Task"))
    person = StringField(_l("Person"), filters=[clean])
    office = StringField(_l("Office or organization"), filters=[clean], validators=[at_most(200)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = reference.vocabulary("session_role").values()
        self.role.choices = [(term.code, term.label.shown().text) for term in roles]


class SessionForm(PlaceFields):
    """Everything about a session."""

    kind = SelectField(_l("Kind"))
    number = IntegerField(
        _l("Number"),
        validators=[Optional(), NumberRange(1, 99)],
        description=_l("Of plenary sessions, working groups and the like: the third plenary session"),
    )
    title = TranslatedField(_l("Title"), longest=300)
    note = TranslatedField(
        _l("Note"),
        longest=1000,
        required=False,
        paragraphs=True,
        description=_l("Shown on the session’s page"),
    )
    track = SelectField(_l("Part of the programme"))
    access = SelectField(_l("Who may attend"))
    duties = FieldList(FormField(DutyRow), _l("People on duty"), max_entries=40)
    items = CheckList(_l("Items of the agenda"))
    outcome_codes = CheckList(_l("Expected outcomes it serves"))
    topic_codes = CheckList(_l("Topics of the fair"))
    documents = StringField(
        _l("Documents"),
        filters=[clean],
        validators=[at_most(300)],
        description=_l("Short symbols, separated by commas: doc.6, INF.2"),
    )
    code = StringField(
        _l("Code"),
        filters=[clean],
        validators=[at_most(20)],
        description=_l("Part of the address of its page; assigned when left empty"),
    )

    sign_up = BooleanField(_l("One signs up for this session"))
    capacity = IntegerField(
        _l("Places"),
        validators=[
            Optional(),
            NumberRange(1, 20_000, _l("A whole number from %(min)d to %(max)d, please.")),
        ],
        description=_l("Left empty: as many as the room seats"),
    )
    interpreters = CheckList(
        _l("Interpreters"),
        description=_l("Their time is taken with the room: nobody interprets twice at once."),
    )
    livestream_url = StringField(
        _l("Livestream"),
        filters=[clean],
        validators=[at_most(300)],
        description=_l("Address of the broadcast, beginning with https://"),
    )
    staff_notes = TextAreaField(
        _l("Notes for the room staff"),
        filters=[strip],
        validators=[at_most(2000)],
        description=_l("Layout and equipment. On the door sheet of the staff, never public."),
    )

    def furnish(self, edition: Edition) -> None:
        super().furnish(edition)
        self.kind.choices = _terms("session_type")
        self.access.choices = _terms("session_access")
        self.track.choices = list(rules.TRACKS.items())
        self._items = {str(item.id): item for item in queries.items(edition.id)}
        self.items.choices = [(key, f"{i.number}. {i.title}") for key, i in self._items.items()]
        self.outcome_codes.choices = [(o.code, f"{o.code}. {o.title}") for o in editions.outcomes(edition.id)]
        self.topic_codes.choices = [(t.code, t.label.shown().text) for t in editions.topics(edition.id)]
        self._booths = {
            f"{person.id}:{source}:{target}": Interpreting(person, source, target)
            for person in queries.interpreters(edition.id)
            for source, target in person.pairs
        }
        self.interpreters.choices = [
            (key, f"{one.interpreter.name}: {pair_in_words((one.from_lang, one.into_lang))}")
            for key, one in self._booths.items()
        ]
        self._people = queries.people(edition.id)
        self._known = {named(person): person for person in self._people}
        self._offices: dict[str, Translated] = {}

    def open(self, session: Session | None) -> None:
        """Fill in what is known of the session, and leave rows to add people."""
        if session:
            self._known |= {named(d.participant): d.participant for d in session.duties if d.participant}
            self._offices = {str(d.office): d.office for d in session.duties}
        if not self.is_submitted() and session:
            self._fill(session)
        while len(self.duties) < DUTY_ROWS or (not self.is_submitted() and self._spare_rows() < 2):
            self.duties.append_entry()

    def suggestions(self) -> list[str]:
        """Who can be put on duty, as typed in a row: people with a voice."""
        rows = rights.matrix(self._edition.id)
        return [named(person) for person in self._people if rights.may(person, "voice", rows)]

    def validate_code(self, field: Any) -> None:
        """A code is a word of an address."""
        if field.data and not all(c.isascii() and (c.isalnum() or c in "-_.") for c in field.data):
            raise ValidationError(_("Letters, digits, hyphens and points only, please."))

    def validate_documents(self, field: Any) -> None:
        """Each symbol has the usual form."""
        for symbol in _listed(field.data):
            if not rules.SYMBOL.fullmatch(symbol):
                raise ValidationError(_("“%(symbol)s” is not a document symbol.", symbol=symbol))

    def validate_duties(self, field: Any) -> None:
        """Each person is somebody who takes part."""
        for row in field:
            typed = row.form.person.data
            if typed and typed not in self._known:
                row.form.person.errors = [
                    *row.form.person.errors,
                    _("Choose somebody from the list, or write the office in the next field."),
                ]
                raise ValidationError(_("“%(name)s” is not among the accredited participants.", name=typed))

    def details(self) -> SessionDetails:
        """What was entered, as the verbs want it."""
        return SessionDetails(
            kind=self.kind.data,
            title=self.title.value,
            code=self.code.data or "",
            number=self.number.data,
            track=self.track.data,
            note=self.note.value,
            access=self.access.data,
            outcome_codes=self.outcome_codes.data or [],
            topic_codes=self.topic_codes.data or [],
            document_symbols=_listed(self.documents.data),
            capacity=self.capacity.data,
            sign_up=bool(self.sign_up.data),
            livestream_url=self.livestream_url.data or "",
            staff_notes=self.staff_notes.data or "",
        )

    def on_duty(self) -> list[OnDuty]:
        """The rows that were filled."""
        rows = (row.form for row in self.duties)
        return [
            OnDuty(row.role.data, self._known.get(row.person.data or ""), self._office(row.office.data or ""))
            for row in rows
            if row.person.data or row.office.data
        ]

    def _office(self, typed: str) -> Translated:
        """The office in the editor's language; left as it was, it keeps its other languages too."""
        return self._offices.get(typed) or Translated({current_language(): typed})

    def chosen_items(self) -> list[AgendaItem]:
        """The agenda items ticked, by number."""
        return [item for key, item in self._items.items() if key in (self.items.data or [])]

    def in_booths(self) -> list[Interpreting]:
        """The interpreters ticked."""
        return [self._booths[key] for key in self.interpreters.data or []]

    def _spare_rows(self) -> int:
        return sum(not (row.form.person.data or row.form.office.data) for row in self.duties)

    def _fill(self, session: Session) -> None:
        for name in PLAIN:
            self[name].data = getattr(session, name)
        for name in ("title", "note"):
            self[name].process(None, getattr(session, name))
        self.items.data = [str(item.id) for item in session.items]
        self.interpreters.data = [
            f"{row.interpreter_id}:{row.from_lang}:{row.into_lang}" for row in session.interpreters
        ]
        self.documents.data = ", ".join(session.document_symbols)
        fill_place(self, session)
        for duty in session.duties:
            person = named(duty.participant) if duty.participant else ""
            self.duties.append_entry({"role": duty.role, "person": person, "office": str(duty.office)})


def named(person: Participant) -> str:
    """How somebody is typed into a row: “Kezia Specimen (Jamaica)”."""
    return f"{person.name} ({person.delegation.name})"


def _terms(group: str) -> list[tuple[str, Translated | str]]:
    return [(term.code, term.label.shown().text) for term in reference.vocabulary(group).values()]


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]
