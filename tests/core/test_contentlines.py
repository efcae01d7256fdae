"""The lines of an iCalendar file: whatever is put in comes out at the other end, in lines of 75 octets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from fairapp.core.contentlines import line, text, uri

ANY = st.characters(blacklist_categories=["Cs", "Cc"])
WORDS = st.text(ANY | st.sampled_from('\\;,:"\nñé🏛'), max_size=300)


@given(WORDS)
def test_a_text_reads_back_as_it_was(words):
    written = "BEGIN:VEVENT\r\n" + line("SUMMARY", text(words)) + "END:VEVENT\r\n"

    assert str(Event.from_ical(written)["SUMMARY"]) == words


@given(WORDS)
def test_no_line_is_longer_than_75_octets_and_none_ends_within_a_character(words):
    written = line("SUMMARY", text(words)).encode()

    assert written.endswith(b"\r\n")
    for piece in written.split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode()


@given(st.text(max_size=80))
def test_nothing_typed_begins_a_line_of_its_own(typed):
    written = line("ATTENDEE", uri(f"mailto:{typed}"), {"CN": typed}) + line("SUMMARY", text(typed))
    whole = written.encode("utf-8", "surrogatepass").replace(b"\r\n ", b"")

    assert whole.count(b"\n") == whole.count(b"\r\n") == 2
    assert whole.count(b"\r") == 2


def test_a_name_with_a_comma_is_quoted():
    assert "CN=\"Ejemplo, Ana 'hija'\"" in line("ATTENDEE", "mailto:a@x.test", {"CN": 'Ejemplo, Ana "hija"'})
