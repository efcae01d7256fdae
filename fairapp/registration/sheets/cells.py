"""What a cell says, as a value; or why it does not say anything clear."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, tzinfo
from typing import Any

from flask_babel import gettext as _

from fairapp.core.dates import day_text
from fairapp.core.refusals import Refusal
from fairapp.core.sheets import as_typed
from fairapp.edition import reference
from fairapp.registration.sheets import terms
from fairapp.registration.sheets.columns import plain
from fairapp.registration.sheets.files import Day, Formula, Mistake
from fairapp.registration.sheets.reading import shown

GROUPS = {"category": "participant_category", "role": "delegation_role", "honorific": "honorific"}
MOMENTS = frozenset({"arrives_at", "departs_at"})
CONSENTS = frozenset({"list_email", "open_to_meetings", "listed"})
KEPT_WHEN_EMPTY = CONSENTS | {"category", "role"}
"""An empty cell of these says nothing; of all others, that there is nothing."""

_numbers = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ ,T]+(.+))?")
_iso = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T].+)?")
_hours = re.compile(r"(\d{1,2})(?: ?[:h.] ?(\d{2}))?(?: ?h(?:rs)?)? ?([ap])?\.? ?(?:m\.?)?", re.IGNORECASE)
_between = re.compile(r"[,;/|\n]")


class Unclear(Refusal):
    """The cell cannot be read as what its column holds. ``kind`` is a word for comparing, not for people."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Cells:
    """Reads the cells of one sheet. ``lang``: that of its heading row, in whose order dates stand;
    ``zone``: that of the edition, in which times are meant."""

    def __init__(self, lang: str, zone: tzinfo) -> None:
        self.lang, self.zone = lang, zone

    def value(self, code: str, cell: Any) -> Any:
        """The value for the column, None when an empty cell says nothing. Refuses with Unclear."""
        if isinstance(cell, Formula):
            raise Unclear("formula", _("The cell holds a formula; please paste its value."))
        if isinstance(cell, Mistake):
            raise Unclear("mistake", _("The cell holds an error (%(text)s).", text=cell.text))
        if code in MOMENTS:
            return self._moment(cell, ends=code == "departs_at")
        text = as_typed(shown(cell).strip())
        if code in GROUPS:
            return self._term(GROUPS[code], text)
        if code in CONSENTS:
            return self._answer(text, cell)
        if code == "languages":
            return self._languages(text)
        return text

    def number(self, cell: Any) -> int | None:
        """The number of somebody known; None when the cell is empty. Refuses with Unclear."""
        text = as_typed(shown(cell).strip())
        if not text:
            return None
        if (
            isinstance(cell, bool | Formula | Mistake | Day)
            or not (text.isascii() and text.isdigit())
            or len(text) > 9
        ):
            raise Unclear("number", _("This is not a number of this list. Leave it empty for new people."))
        return int(text)

    def _term(self, group: str, text: str) -> str | None:
        word = plain(text)
        if not word:
            return "none" if group == "honorific" else None
        code = terms.codes(group).get(word)
        if code is None:
            raise Unclear("term", self._choices(group))
        return code

    def _choices(self, group: str) -> str:
        words = (term.label.to(self.lang) for term in reference.vocabulary(group).values())
        return _("This is none of: %(words)s.", words=", ".join(word for word in words if word))

    def _answer(self, text: str, cell: Any) -> bool | None:
        if isinstance(cell, bool):
            return cell
        if not text:
            return None
        answer = terms.ANSWERS.get(plain(text) or text)
        if answer is None:
            raise Unclear(
                "answer",
                _("Please write “%(yes)s” or “%(no)s”.", yes=terms.YES[self.lang], no=terms.NO[self.lang]),
            )
        return answer

    def _languages(self, text: str) -> list[str]:
        found: list[str] = []
        for word in filter(None, (each.strip() for each in _between.split(text))):
            code = terms.languages().get(plain(word))
            if code is None:
                names = ", ".join(reference.language_name(each, self.lang) for each in terms.YES)
                raise Unclear("language", _("“%(word)s” is none of: %(words)s.", word=word[:60], words=names))
            if code not in found:
                found.append(code)
        return found

    def _moment(self, cell: Any, *, ends: bool) -> datetime | None:
        try:
            if isinstance(cell, Day):
                return self._at(_whole(cell.at, ends=ends))
            if isinstance(cell, datetime):
                return self._at(cell)
            text = as_typed(shown(cell).strip())
            return self._at(self._spelt(text, ends=ends)) if text else None
        except (ValueError, OverflowError) as error:
            example = "2027-04-21 16:30"
            raise Unclear(
                "moment", _("Please write day and time like this: %(example)s.", example=example)
            ) from error

    def _at(self, moment: datetime) -> datetime:
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)

    def _spelt(self, text: str, *, ends: bool) -> datetime:
        if _iso.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return _whole(moment, ends=ends) if len(text) == len("2027-04-21") else moment
        numbers = _numbers.fullmatch(text)
        if not numbers:
            raise ValueError(text)
        day, month = self._day_and_month(int(numbers[1]), int(numbers[2]), int(numbers[3]) % 100 + 2000)
        moment = datetime(int(numbers[3]) % 100 + 2000, month, day)  # noqa: DTZ001 - local, see _at
        return (
            datetime.combine(moment.date(), _clock(numbers[4])) if numbers[4] else _whole(moment, ends=ends)
        )

    def _day_and_month(self, first: int, second: int, year: int) -> tuple[int, int]:
        """Day before month, as people write in three of the languages. In English either may come
        first: then only what cannot be mistaken is read."""
        if self.lang != "en" or first == second or first > 12:
            return first, second
        if second > 12:
            return second, first
        days = [
            day_text(datetime(year, m, d, tzinfo=UTC).date()) for m, d in ((first, second), (second, first))
        ]
        raise Unclear(
            "ambiguous",
            _(
                "This may be %(one)s or %(other)s; please write %(example)s or %(counterexample)s.",
                one=days[0],
                other=days[1],
                example=f"{year}-{first:02d}-{second:02d}",
                counterexample=f"{year}-{second:02d}-{first:02d}",
            ),
        )


def _whole(day: datetime, *, ends: bool) -> datetime:
    """A day without a time of day: somebody arrives from its first minute on, leaves by its last."""
    return day.replace(hour=23, minute=59) if ends else datetime.combine(day.date(), time())


def _clock(text: str) -> time:
    found = _hours.fullmatch(text.strip())
    if not found or not (found[2] or found[3] or "h" in text.lower()):
        raise ValueError(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    return time(hour, minute)
