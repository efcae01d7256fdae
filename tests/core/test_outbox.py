"""Letters: written with the facts, sent once, held when interrupted."""

from __future__ import annotations

import email
import email.policy
import socket
import threading
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from fairapp.core import clock, outbox
from fairapp.core.db import db, transaction
from fairapp.core.outbox import Letter, NotResendable


class Relay:
    """A mail server that keeps what it is given, and refuses the first `busy` deliveries."""

    def __init__(self, busy: int = 0) -> None:
        self.messages: list[bytes] = []
        self.busy = busy
        self.lock = threading.Lock()

    async def handle_DATA(self, server, session, envelope):
        with self.lock:
            if self.busy:
                self.busy -= 1
                return "451 try again later"
            self.messages.append(envelope.content)
        return "250 ok"


@pytest.fixture
def relay(clean: Flask):
    handler = Relay()
    with socket.create_server(("127.0.0.1", 0)) as finder:
        port = finder.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    clean.config.update(MAIL_SERVER=f"127.0.0.1:{port}", MAIL_TLS=False)
    yield handler
    controller.stop()
    clean.config.update(MAIL_SERVER="", MAIL_TLS=True)


def letter(number: int = 1, **values) -> Letter:
    given = {
        "kind": "test",
        "to_name": "Ana Ejemplo",
        "to_email": f"ana{number}@example.org",
        "lang": "es",
        "subject": f"Invitación {number}",
        "text": "Señora:\nBienvenida.\n",
        "html": "<p>Señora: Bienvenida.</p>",
        "written_at": clock.now(),
        "message_id": f"<{number}@fairapp.test>",
        **values,
    }
    written = Letter(**given)
    db.session.add(written)
    return written


def test_a_letter_is_sent_once_with_all_its_parts(relay):
    with transaction():
        letter(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="REQUEST")

    outbox.deliver()
    outbox.deliver()

    assert len(relay.messages) == 1
    message = email.message_from_bytes(relay.messages[0], policy=email.policy.default)
    assert message["Subject"] == "Invitación 1"
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert message["Message-ID"] == "<1@fairapp.test>"
    assert db.session.scalars(select(Letter)).one().status == "sent"


def test_a_refused_letter_is_shown_as_failed_and_may_be_released(relay):
    relay.busy = 1
    with transaction():
        letter()
    outbox.deliver()
    failed = db.session.scalars(select(Letter)).one()
    assert (failed.status, "451" in (failed.problem or "")) == ("failed", True)

    with transaction():
        outbox.release(failed)
    outbox.deliver()

    assert len(relay.messages) == 1


def test_four_drainers_send_sixty_letters_sixty_times(relay, clean):
    with transaction():
        for number in range(60):
            letter(number)

    def drain() -> None:
        with clean.app_context():
            outbox.deliver()
            db.session.remove()

    drainers = [threading.Thread(target=drain) for _ in range(4)]
    for each in drainers:
        each.start()
    for each in drainers:
        each.join()

    sent = [email.message_from_bytes(raw)["Message-ID"] for raw in relay.messages]
    assert len(sent) == 60
    assert len(set(sent)) == 60


def test_a_letter_interrupted_while_sending_waits_for_a_person(relay):
    with transaction():
        letter(status="sending", claimed_at=clock.now() - outbox.PATIENCE - timedelta(minutes=1))

    outbox.deliver()

    assert relay.messages == []
    assert db.session.scalars(select(Letter)).one().status == "failed"


def test_without_a_mail_server_letters_stay_in_the_outbox(clean):
    with transaction():
        letter()

    outbox.deliver()

    assert db.session.scalars(select(Letter)).one().status == "queued"


def test_a_letter_on_its_way_cannot_be_released_again(clean):
    with transaction():
        written = letter(status="queued")

    with pytest.raises(NotResendable):
        outbox.release(written)
