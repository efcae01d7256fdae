"""The outbox: a letter is a row, written with the facts it tells, sent after the commit.

The secretariat can read every letter, hold it, and send it again. Letters go out once: a row is
claimed before the relay is spoken to, and a claim that was never finished is shown as failed
rather than sent a second time.
"""

from __future__ import annotations

import logging
import re
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid, parseaddr

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import CheckConstraint, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from fairapp.core import clock, jobs
from fairapp.core.db import HasId, Model, db, transaction
from fairapp.core.i18n import speaking
from fairapp.core.refusals import Refusal

log = logging.getLogger(__name__)

STATUSES = ("held", "queued", "sending", "sent", "failed")
_single_use = re.compile(r"(/(?:sign-in|invitation)/)[\w.-]{20,}")
PATIENCE = timedelta(minutes=10)
"""After this long a claimed letter counts as interrupted."""


class Letter(HasId, Model):
    """One message to one person."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="sent"),
    )

    edition_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(60), default="", index=True)
    """The subject of the fact it tells, as in the log; letters about one thing are reviewed together."""
    to_name: Mapped[str] = mapped_column(String(200), default="")
    to_email: Mapped[str] = mapped_column(String(254), index=True)
    lang: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str | None] = mapped_column(Text)
    calendar_method: Mapped[str | None] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10), default="queued", index=True)
    written_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    problem: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Recipient:
    """Whom a letter is for, and in which language."""

    email: str
    name: str
    lang: str


class NotResendable(Refusal):
    """Only a letter that failed or is held can be released, only one that was sent sent again."""


class OnItsWay(Refusal):
    """The letter has left, or is leaving at this moment: it cannot be held."""


def write(
    kind: str,
    to: Recipient,
    *,
    edition_id: int | None,
    calendar: str | None = None,
    method: str | None = None,
    about: str = "",
    review: bool = False,
    **values: object,
) -> Letter:
    """Put a letter in the outbox, within the caller's transaction. See :func:`compose`."""
    letter = compose(
        kind,
        to,
        edition_id=edition_id,
        calendar=calendar,
        method=method,
        about=about,
        review=review,
        **values,
    )
    db.session.add(letter)
    return letter


def compose(
    kind: str,
    to: Recipient,
    *,
    edition_id: int | None,
    calendar: str | None = None,
    method: str | None = None,
    about: str = "",
    review: bool = False,
    **values: object,
) -> Letter:
    """A letter in words, not in the outbox yet: many are composed before the transaction that adds them.

    ``kind`` names ``templates/letters/<kind>.txt``: its first line is the subject, the rest the
    body; ``values`` are what the template speaks of. ``calendar`` is an iTIP object and ``method``
    its method (REQUEST, CANCEL). An ``action_url`` among the values becomes the HTML part's button.
    ``about`` is the subject of the fact it tells; ``review``: it is held until the secretariat lets it go.
    """
    with speaking(to.lang):
        whole = _in_words(f"letters/{kind}.txt", to=to, **values)
        subject, _sep, body = whole.strip().partition("\n")
        html = _in_words("letters/_frame.html", subject=subject, body=body.strip(), to=to, **values)
    return Letter(
        edition_id=edition_id,
        kind=kind,
        about=about,
        status="held" if review else "queued",
        to_name=to.name,
        to_email=to.email,
        lang=to.lang,
        subject=subject.strip(),
        text=body.strip() + "\n",
        html=html,
        calendar=calendar,
        calendar_method=method,
        written_at=clock.now(),
        message_id=make_msgid(domain=_domain()),
    )


def sealed(text: str) -> str:
    """The text of a letter as others than its addressee may read it: its links that sign in are cut
    short, or whoever reads the outbox could come in as anybody it writes to."""
    return _single_use.sub(r"\1…", text)


def _in_words(template: str, **values: object) -> str:
    """A letter knows only what it is given: none of what a page is furnished with (its navigation,
    the visitor) is worked out for it, and none of it can slip in."""
    return current_app.jinja_env.get_template(template).render(**values)


def release(letter: Letter) -> None:
    """Queue a held or failed letter (again). Refuses with NotResendable for any other."""
    if letter.status not in {"held", "failed"}:
        raise NotResendable(_("This letter is already on its way."))
    letter.status = "queued"
    letter.problem = None
    letter.claimed_at = None


def hold(letter: Letter) -> None:
    """Keep a queued letter from leaving. Refuses with OnItsWay when the worker was quicker."""
    # One conditional statement: of the worker's claim and this, the database lets one win.
    held = db.session.scalar(
        update(Letter)
        .where(Letter.id == letter.id, Letter.status == "queued")
        .values(status="held")
        .returning(Letter.id)
    )
    if held is None:
        raise OnItsWay(_("This letter has left already."))


def release_held(edition_id: int, about: str) -> int:
    """Queue every held letter of the edition about one thing; how many there were."""
    held = (Letter.edition_id == edition_id, Letter.about == about, Letter.status == "held")
    done = update(Letter).where(*held).values(status="queued", problem=None, claimed_at=None)
    return len(db.session.execute(done.returning(Letter.id)).all())


def discard_held(edition_id: int, about: str) -> int:
    """Throw away every held letter of the edition about one thing; how many there were."""
    held = (Letter.edition_id == edition_id, Letter.about == about, Letter.status == "held")
    return len(db.session.execute(delete(Letter).where(*held).returning(Letter.id)).all())


def send_again(letter: Letter) -> Letter:
    """Queue a copy of a letter that was sent. Refuses with NotResendable for any other."""
    if letter.status != "sent":
        raise NotResendable(_("Only a letter that was sent can be sent again."))
    kept = {
        name: getattr(letter, name)
        for name in (
            "edition_id",
            "kind",
            "about",
            "to_name",
            "to_email",
            "lang",
            "subject",
            "text",
            "html",
            "calendar",
            "calendar_method",
        )
    }
    again = Letter(**kept, written_at=clock.now(), message_id=make_msgid(domain=_domain()))
    db.session.add(again)
    db.session.flush()
    return again


@jobs.every_minute
def deliver() -> None:
    """Send what is queued. Does nothing without a mail server: the letters stay readable."""
    if not current_app.config["MAIL_SERVER"]:
        return
    _mark_interrupted()
    while letter_id := _claim():
        letter = db.session.get_one(Letter, letter_id)
        message = as_message(letter)
        db.session.rollback()
        problem = _hand_over(message)
        with transaction():
            letter = db.session.get_one(Letter, letter_id)
            letter.status = "failed" if problem else "sent"
            letter.sent_at = None if problem else clock.now()
            letter.problem = problem


def _mark_interrupted() -> None:
    with transaction():
        db.session.execute(
            update(Letter)
            .where(Letter.status == "sending", Letter.claimed_at < clock.now() - PATIENCE)
            .values(status="failed", problem="interrupted while sending: it may have been delivered")
        )


def _claim() -> int | None:
    """Take one queued letter for ourselves; two workers never take the same one."""
    with transaction():
        letter_id = db.session.scalar(
            select(Letter.id)
            .where(Letter.status == "queued")
            .order_by(Letter.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if letter_id is not None:
            db.session.execute(
                update(Letter).where(Letter.id == letter_id).values(status="sending", claimed_at=clock.now())
            )
    return letter_id


def as_message(letter: Letter) -> EmailMessage:
    """The letter as an RFC 5322 message: text, HTML and, for invitations, text/calendar."""
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = formataddr((letter.to_name, letter.to_email))
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.lang
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.calendar:
        message.add_alternative(
            letter.calendar, subtype="calendar", params={"method": letter.calendar_method or "REQUEST"}
        )
    return message


def _hand_over(message: EmailMessage) -> str | None:
    """Give one message to the relay; returns what went wrong, or None."""
    config = current_app.config
    host, _, port = config["MAIL_SERVER"].partition(":")
    try:
        with smtplib.SMTP(host, int(port or 25), timeout=30) as relay:
            if config["MAIL_TLS"]:
                relay.starttls()
            if config["MAIL_USER"]:
                relay.login(config["MAIL_USER"], config["MAIL_PASSWORD"])
            relay.send_message(message)
    except (OSError, smtplib.SMTPException) as problem:
        log.warning("letter %s not delivered: %s", message["Message-ID"], problem)
        return f"{type(problem).__name__}: {problem}"
    return None


def sender_address() -> str:
    """The secretariat's own address, as letters bear it and pages show it."""
    return parseaddr(str(current_app.config["MAIL_FROM"]))[1]


def _domain() -> str:
    return str(current_app.config["MAIL_FROM"]).rpartition("@")[2].rstrip(">") or "fairapp.invalid"
