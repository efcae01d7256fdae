"""Shapes of input: agenda items, where the agenda stands, how it is numbered."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField

from fairapp.agenda import queries, rules
from fairapp.agenda.models import Agenda, AgendaItem, Session
from fairapp.agenda.numbering import LEVELS
from fairapp.agenda.services import ItemDetails
from fairapp.core.forms import (
    CheckList,
    Optional,
    TranslatedField,
    ValidationError,
    VersionedForm,
    at_most,
    clean,
    required,
    strip,
)
from fairapp.documents import policy as documents_policy
from fairapp.documents import queries as documents
from fairapp.documents.rules import short_symbol
from fairapp.edition import queries as editions
from fairapp.edition.models import Edition
from fairapp.timetable.zones import local

NUMERALS = {"1": "1, 2, 3", "I": "I, II, III", "A": "A, B, C", "a": "a, b, c", "i": "i, ii, iii"}
"""Kinds of numerals, as they are offered."""


class NewItemForm(VersionedForm):
    """An item that is being added: its title, and where it goes."""

    title = TranslatedField(_l("Title"), longest=300)
    where = SelectField(_l("Place"), validators=[Optional()])

    def furnish(self, items: list[AgendaItem]) -> None:
        """Offer the end, and the places below and after each item."""
        self._items = {str(item.id): item for item in items}
        self.where.choices = [("", _("At the end"))]
        for key, item in self._items.items():
            words = {"number": item.number, "title": item.title}
            if item.depth + 1 < LEVELS:
                self.where.choices.append((f"under-{key}", _("Below %(number)s. %(title)s", **words)))
            self.where.choices.append((f"after-{key}", _("After %(number)s. %(title)s", **words)))

    def neighbour(self) -> dict[str, AgendaItem]:
        """Below or after which item: what the verb is told; nothing at the end."""
        way, _dash, key = (self.where.data or "").partition("-")
        return {way: self._items[key]} if key in self._items else {}

    def details(self) -> ItemDetails:
        """What was entered, as the verb wants it."""
        return ItemDetails(self.title.value)


class ItemForm(VersionedForm):
    """Everything an item says."""

    title = TranslatedField(_l("Title"), longest=300)
    annotation = TranslatedField(
        _l("Annotation"),
        longest=12000,
        required=False,
        paragraphs=True,
        description=_l(
            "For the annotated agenda: background with its mandates, objectives, guiding questions, expected "
            "result. An empty line ends a paragraph; a line that ends with a colon is a heading; lines that "
            "begin with a., 1. or a dash are a list."
        ),
    )
    documents = CheckList(_l("Documents of the registry"))
    more_documents = StringField(
        _l("Other documents"),
        filters=[clean],
        validators=[at_most(300)],
        description=_l("Short symbols that are not in the registry yet, separated by commas: doc.6, INF.2"),
    )
    outcome_codes = CheckList(_l("Expected outcomes it serves"))

    def furnish(self, edition: Edition, user: Any) -> None:
        """Offer the outcomes of the edition and the documents of its registry."""
        found = documents.in_edition(edition.id, documents_policy.circulations(user, edition.id))
        self._registered = {short_symbol(d): documents.title_of(d) for d in found}
        self.documents.choices = [(s, f"{s} – {title}") for s, title in self._registered.items()]
        self.outcome_codes.choices = [(o.code, f"{o.code}. {o.title}") for o in editions.outcomes(edition.id)]

    def open(self, item: AgendaItem) -> None:
        """Fill in what the item says."""
        self.version.data = str(item.version)
        for name in ("title", "annotation"):
            self[name].process(None, getattr(item, name))
        self.outcome_codes.data = list(item.outcome_codes)
        self.documents.data = [s for s in item.document_symbols if s in self._registered]
        self.more_documents.data = ", ".join(s for s in item.document_symbols if s not in self._registered)

    def validate_more_documents(self, field: Any) -> None:
        """Symbols look like symbols."""
        for symbol in _listed(field.data):
            if not rules.SYMBOL.fullmatch(symbol):
                raise ValidationError(_("“%(symbol)s” is not a document symbol.", symbol=symbol))

    def details(self) -> ItemDetails:
        """What was entered, as the verb wants it."""
        symbols = [*(self.documents.data or []), *_listed(self.more_documents.data)]
        return ItemDetails(
            self.title.value,
            self.outcome_codes.data or [],
            self.annotation.value,
            list(dict.fromkeys(symbols)),
        )


class RemoveForm(VersionedForm):
    """Taking an item off: its version, and the agenda's, as they were shown."""

    seen = StringField()


class StatusForm(VersionedForm):
    """Where the agenda stands; when adopted, on which day and in which session."""

    status = RadioField(_l("State"), validators=[required()])
    session = SelectField(_l("Adopted in"), validators=[Optional()])
    adopted_on = DateField(
        _l("Adopted on"),
        validators=[Optional()],
        description=_l("When left empty, the day of the session"),
    )

    def furnish(self, edition: Edition, agenda: Agenda) -> None:
        """Offer the sessions that have a time, and what is known."""
        self._sessions = {s.code: s for s in queries.placed(edition.id) if s.booking}
        in_order = sorted(self._sessions.values(), key=lambda s: s.booking.starts_at if s.booking else 0)
        self.status.choices = [
            ("draft", _("Draft: the Secretariat is still working on it")),
            ("provisional", _("Provisional: circulated, to be adopted by the meeting")),
            ("adopted", _("Adopted: its items stay as they are")),
        ]
        self.session.choices = [("", _("No session named"))] + [
            (s.code, f"{s.code} – {s.title}") for s in in_order if not rules.is_minor(s.kind)
        ]
        if not self.is_submitted():
            self.status.data, self.version.data = agenda.status, str(agenda.version)

    def chosen_session(self) -> Session | None:
        """The session that adopted it."""
        return self._sessions.get(self.session.data or "")

    def validate(self, extra_validators: Any = None) -> bool:
        """An adopted agenda has a day: its own, or the session's."""
        fine: bool = super().validate(extra_validators)
        if self.status.data != "adopted" or self.adopted_on.data or self.adopted_on.errors:
            return fine
        session = self.chosen_session()
        if session is None or session.booking is None:
            words = _("Choose the session that adopted it, or give the day.")
            self.adopted_on.errors = (*self.adopted_on.errors, words)
            return False
        self.adopted_on.data = local(session.booking.starts_at).date()
        return fine


class ReopenForm(VersionedForm):
    """Why an adopted agenda is opened again."""

    reason = TextAreaField(
        _l("Reason"),
        filters=[strip],
        validators=[at_most(500)],
        description=_l("It stays in the log, with your name and the hour."),
    )


class NumberingForm(VersionedForm):
    """The numerals of each level."""

    first = SelectField(_l("First level"))
    second = SelectField(_l("Second level"))
    third = SelectField(_l("Third level"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in (self.first, self.second, self.third):
            field.choices = list(NUMERALS.items())

    def open(self, agenda: Agenda) -> None:
        """Fill in how the agenda is numbered."""
        self.first.data, self.second.data, self.third.data = agenda.numbering[:LEVELS]
        self.version.data = str(agenda.version)

    def styles(self) -> list[str]:
        """What was chosen, from the top."""
        return [self.first.data, self.second.data, self.third.data]


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]
