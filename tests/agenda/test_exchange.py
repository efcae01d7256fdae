"""schedule.xml, read as an app for conference-goers reads it."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from fairapp.agenda import queries, services
from fairapp.core.db import transaction
from tests.agenda.acts import place, session

FORMAT = etree.RelaxNG(etree.parse(Path(__file__).with_name("schedule.rng")))


def _read(client, lang="en"):
    answer = client.get(f"/demo/schedule.xml?lang={lang}")
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return etree.fromstring(answer.data)


def _release(demo):
    with transaction():
        services.release_programme(demo.edition, by=demo.user("secretariat"))


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_it_keeps_to_the_format(demo, client, lang):
    document = _read(client, lang)

    assert FORMAT.validate(document), FORMAT.error_log
    for kind in ("id", "guid"):
        found = document.xpath(f"//event/@{kind}")
        assert len(set(found)) == len(found)


@pytest.mark.skipif(
    "FAIRAPP_SCHEDULE_XSD" not in os.environ, reason="no copy of the format's own schema named"
)
@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_format_s_own_schema_accepts_it(demo, client, lang):
    schema = etree.XMLSchema(etree.parse(os.environ["FAIRAPP_SCHEDULE_XSD"]))

    assert schema.validate(_read(client, lang)), schema.error_log


def test_it_says_what_was_released(demo, client):
    document = _read(client, "es")
    events = {e.get("id"): e for e in document.iter("event")}
    standing = queries.public_programme(demo.edition.id).standing

    assert events.keys() == {str(s.id) for s in standing}
    for sitting in standing:
        event = events[str(sitting.id)]
        begins = datetime.fromisoformat(event.findtext("date"))
        hours, minutes = event.findtext("duration").split(":")
        assert begins == sitting.starts_at
        assert begins.strftime("%H:%M") == event.findtext("start")
        assert begins + timedelta(hours=int(hours), minutes=int(minutes)) == sitting.ends_at
        assert (event.findtext("title"), event.findtext("language")) == (sitting.title["es"], "es")
        assert event.findtext("room") == event.getparent().get("name") == sitting.room["es"]
        assert event.findtext("url") == f"http://fairapp.test/demo/programme/{sitting.code}"
    named = {d.participant for s in standing for d in s.duties if d.participant}
    assert {int(i) for i in document.xpath("//person/@id")} == named


def test_every_event_stands_in_the_day_on_which_it_begins(demo, client):
    document = _read(client)
    zone = ZoneInfo(demo.edition.time_zone)
    for day in document.iter("day"):
        start, end = (datetime.fromisoformat(day.get(side)) for side in ("start", "end"))
        assert start.astimezone(zone).isoformat().startswith(f"{day.get('date')}T00:00")
        assert end.astimezone(zone).hour == 0
        for event in day.iter("event"):
            assert start <= datetime.fromisoformat(event.findtext("date")) < end
    assert [d.get("index") for d in document.iter("day")] == [
        str(n) for n in range(1, int(document.findtext("conference/days")) + 1)
    ]


def test_a_moved_session_keeps_its_guid_and_a_cancelled_one_is_left_out(demo, client):
    by = demo.user("secretariat")
    moved, gone = session(demo, "D2-16"), session(demo, "D2-11")
    before = {e.get("id"): e.get("guid") for e in _read(client).iter("event")}
    with transaction():
        services.move_session(moved, place(demo, "MIR", 2, "17:00", "17:25"), version=1, by=by)
        services.remove_session(gone, version=1, by=by)
    _release(demo)

    document = _read(client)
    after = {e.get("id"): e.get("guid") for e in document.iter("event")}
    assert before.keys() - after.keys() == {str(gone.id)}
    assert after.items() <= before.items()
    assert document.findtext("version") == "2"
