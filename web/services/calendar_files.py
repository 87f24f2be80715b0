"""Which days does an iCalendar file name? Read into the same rows as a CSV file.

RFC 5545; the library does its folding, escaping and value types.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from web.domain.calendar import Day
from web.domain.calendar_csv import BadFile, checked, parse_csv, read_day

MAX_SPAN = 31  # days of one event
JOINT_LEAVE = re.compile(r"cuti bersama|joint (holiday|leave)", re.IGNORECASE)
ELECTION = re.compile(r"pemungutan suara|pemilu|pilkada|election", re.IGNORECASE)


def read_file(content: bytes, kind: str, zone: str) -> list[Day]:
    """The days of a CSV or iCalendar file.

    Args:
        content: the file's bytes.
        kind: what a day of an iCalendar file is, unless its name says joint leave or election.
        zone: IANA zone for events that have a time of day.

    Raises:
        BadFile: it cannot be read, or a row is wrong.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("Berkas tidak terbaca. Simpan lagi sebagai CSV UTF-8 atau ICS.") from None
    if "\x00" in text:
        raise BadFile("Berkas tidak terbaca. Simpan lagi sebagai CSV UTF-8 atau ICS.")
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        return _parse_ics(text, kind, zone)
    return parse_csv(text)


def _parse_ics(text: str, kind: str, zone: str) -> list[Day]:
    try:
        calendar = Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, IndexError, KeyError):
        raise BadFile("Berkas ICS ini rusak. Unduh atau ekspor lagi dari sumbernya.") from None
    days: list[Day] = []
    wrong: list[str] = []
    for event in events:
        name = " ".join(str(event.get("SUMMARY", "")).split())
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        try:
            days += [
                read_day(day.isoformat(), _kind(name, kind), name) for day in _dates(event, zone)
            ]
        except BadFile as error:
            wrong += [f"Acara “{name[:60]}”: {one}" for one in error.sentences]
    return checked(days, wrong)


def _kind(name: str, otherwise: str) -> str:
    if JOINT_LEAVE.search(name):
        return "joint_leave"
    return "election" if ELECTION.search(name) else otherwise


def _dates(event: Any, zone: str) -> Iterator[date]:
    """The dates of an event. DTEND of a date is the day after the last (RFC 5545 3.6.1)."""
    if "RRULE" in event or "RDATE" in event:
        raise BadFile("berulang. Impor hanya menerima tanggal tertentu.")
    start, end = _value(event, "DTSTART"), _value(event, "DTEND")
    if not isinstance(start, date):
        raise BadFile("tidak punya tanggal mulai.")
    first, last = _local(start, zone), _local(start, zone)
    if isinstance(end, datetime):
        last = _local(end - timedelta(microseconds=1), zone)
    elif isinstance(end, date):
        last = end - timedelta(days=1)
    if (last - first).days >= MAX_SPAN:
        raise BadFile(f"lebih panjang dari {MAX_SPAN} hari.")
    for offset in range(max(0, (last - first).days) + 1):
        yield first + timedelta(days=offset)


def _value(event: Any, name: str) -> Any:
    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _local(moment: date, zone: str) -> date:
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(ZoneInfo(zone)).date() if moment.tzinfo else moment.date()
