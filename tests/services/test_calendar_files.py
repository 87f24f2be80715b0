"""Are iCalendar files read by RFC 5545, and is what cannot be a calendar day refused?"""

from datetime import date

import pytest

from web.domain.calendar import Day
from web.domain.calendar_csv import BadFile
from web.services.calendar_files import read_file

ZONE = "Asia/Makassar"


def ics(*lines: str) -> bytes:
    """A calendar of one event."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]
    ).encode()


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        # RFC 5545 3.6.1: without DTEND a date is one day; DTEND is the day after the last.
        (("DTSTART;VALUE=DATE:20260817", "SUMMARY:Proklamasi"), [("08-17", "holiday")]),
        (
            ("DTSTART;VALUE=DATE:20260321", "DTEND;VALUE=DATE:20260323", "SUMMARY:Idulfitri"),
            [("03-21", "holiday"), ("03-22", "holiday")],
        ),
        (("DTSTART;VALUE=DATE:20260216", "SUMMARY:Cuti Bersama Imlek"), [("02-16", "joint_leave")]),
        (("DTSTART;VALUE=DATE:20260901", "SUMMARY:Pemungutan suara"), [("09-01", "election")]),
        # An instant belongs to the office's local date.
        (("DTSTART:20260816T160000Z", "SUMMARY:Upacara"), [("08-17", "holiday")]),
        (("DTSTART:20260817T000000", "DTEND:20260818T000000", "SUMMARY:A"), [("08-17", "holiday")]),
        # RFC 5545 3.1: a long line is folded.
        (("DTSTART;VALUE=DATE:20260817", "SUMMARY:Prok", " lamasi"), [("08-17", "holiday")]),
    ],
)
def test_events_become_days(lines: tuple[str, ...], days: list[tuple[str, str]]) -> None:
    found = read_file(ics(*lines), "holiday", ZONE)

    assert [(f"{day.date:%m-%d}", day.kind) for day in found] == days


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "tidak terbaca"),
        (b"a\x00b", "tidak terbaca"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "rusak"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "tidak berisi hari"),
        (ics("SUMMARY:Tanpa tanggal"), "“Tanpa tanggal”: tidak punya tanggal"),
        (ics("DTSTART;VALUE=DATE:20260817"), "nama kosong"),
        (ics("DTSTART;VALUE=DATE:20260817", "RRULE:FREQ=YEARLY", "SUMMARY:X"), "berulang"),
        (
            ics("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20270101", "SUMMARY:X"),
            "lebih panjang dari 31 hari",
        ),
        (ics("DTSTART;VALUE=DATE:20270310", "SUMMARY:Idulfitri (tentatif)"), "masih perkiraan"),
        (ics("DTSTART;VALUE=DATE:20260817", "STATUS:CANCELLED", "SUMMARY:X"), "tidak berisi hari"),
        (ics("DTSTART;VALUE=DATE:2026", "SUMMARY:X"), "tidak punya tanggal"),
    ],
)
def test_what_is_no_day_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_file(content, "holiday", ZONE)

    assert words in str(caught.value)


def test_anything_else_is_read_as_csv() -> None:
    content = "tanggal,jenis,nama\n2026-08-17,local,Contoh\n".encode("utf-8-sig")

    assert read_file(content, "holiday", ZONE) == [Day(date(2026, 8, 17), "local", "Contoh")]
