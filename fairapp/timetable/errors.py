"""The refusals of the timetable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from fairapp.core.dates import clock_time
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Refusal
from fairapp.timetable.zones import local


@dataclass(frozen=True)
class InTheWay:
    """One obstacle: who or what is taken, by what, from when to when (UTC)."""

    resource_id: int
    who: Translated
    kind: str
    purpose: str
    what: Translated
    starts_at: datetime
    ends_at: datetime
    subject: str = ""
    """What the booking is for, as its owner finds it again: “session:12”."""


class AlreadyBooked(Refusal):
    """Somebody or something is somewhere else at that time. ``obstacles`` says who and where."""

    def __init__(self, obstacles: Sequence[InTheWay], *, field: str | None = None) -> None:
        super().__init__("", field=field)
        self.obstacles = tuple(obstacles)

    @property
    def message(self) -> str:
        """“From 10:00 to 10:20 a.m., Bo is at “Opening panel”.” — one sentence per obstacle."""
        return " ".join(sentence(one) for one in self.obstacles) or _("This time was taken just now.")


def sentence(one: InTheWay) -> str:
    """The obstacle in words, in the edition's zone (the caller's context names it)."""
    words = {
        "who": one.who.shown().text,
        "what": one.what.shown().text,
        "start": clock_time(local(one.starts_at)),
        "end": clock_time(local(one.ends_at)),
    }
    if one.kind == "participant":
        if one.purpose == "meeting":
            # What others discuss, and with whom, is not ours to tell.
            return _("From %(start)s to %(end)s, %(who)s has a meeting.", **words)
        return _("From %(start)s to %(end)s, %(who)s is at “%(what)s”.", **words)
    if one.purpose == "meeting":
        return _("From %(start)s to %(end)s, %(who)s is taken.", **words)
    return _("From %(start)s to %(end)s, %(who)s is taken by “%(what)s”.", **words)
