"""What is entered in the calendar, by whom? Days set, taken back, imported, and seeded.

Nothing is overwritten: every word on a date is a row, and domain/calendar.py says which counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import holidays
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.calendar import KINDS, MAX_NAME, Day, Entry, day_on, is_guess, national_year
from web.domain.schedule import days_between
from web.domain.tree import inherited
from web.errors import Problem
from web.models import Agency, CalendarDay, Employee
from web.services import agency_tree, months

FIRST_YEAR = 2025  # from which on a new installation knows the national days
MAX_SPAN = 31  # days entered at once
MAX_SOURCE = 200
CATEGORIES = {"public": "holiday", "government": "joint_leave"}


@dataclass(frozen=True)
class Line:
    """A date as a calendar lists it: the row that counts, else the one that took it back."""

    date: date
    row: CalendarDay
    free: bool


@dataclass(frozen=True)
class Change:
    """What a file would do to a date: `before` is what stands there, None where nothing does."""

    day: Day
    before: CalendarDay | None

    @property
    def same(self) -> bool:
        """Whether it says what is known already."""
        known = self.before
        return known is not None and (known.kind, known.name) == (self.day.kind, self.day.name)


async def set_days(
    *,
    agency: Agency | None,
    first: date | None,
    last: date | None,
    kind: str,
    name: str,
    source: str = "",
    author: Employee | None = None,
) -> int:
    """Say what some dates are; how many of them that changed.

    Args:
        agency: for whom; None for everybody.
        first: the first date.
        last: the last date, None for one date only.
        kind: of KINDS; `ordinary` takes back, `follow` leaves it to everybody's calendar.
        name: of the day, or the reason for taking back.
        source: the letter that it rests on.
        author: who says it.

    Raises:
        Problem: `invalid` with `first`, `last`, `kind`, `name` or `source`.
    """
    name, source = " ".join(name.split()), " ".join(source.split())
    if kind == "follow":
        name = name or KINDS[kind]
    wrong = _wrong(agency, kind, name, source) | _wrong_span(first, last)
    if wrong or first is None:
        raise Problem("invalid", fields=wrong)
    dates = days_between(first, last or first)
    return await apply(
        agency=agency,
        days=[Day(day, kind, name) for day in dates],
        source=source or "diisi di kalender",
        author=author,
    )


def _wrong(agency: Agency | None, kind: str, name: str, source: str) -> dict[str, str]:
    wrong = {}
    if kind not in KINDS or (kind == "follow" and agency is None):
        wrong["kind"] = "Pilih jenis harinya."
    if not name:
        why = kind == "ordinary"
        wrong["name"] = "Tulis alasan membatalkannya." if why else "Isi nama hari."
    elif len(name) > MAX_NAME:
        wrong["name"] = f"Paling panjang {MAX_NAME} huruf."
    elif is_guess(name):
        wrong["name"] = "Tanggal perkiraan tidak dicatat. Isi sesudah diumumkan."
    if len(source) > MAX_SOURCE:
        wrong["source"] = f"Paling panjang {MAX_SOURCE} huruf."
    return wrong


def _wrong_span(first: date | None, last: date | None) -> dict[str, str]:
    if first is None:
        return {"first": "Isi tanggalnya."}
    if last and last < first:
        return {"last": "Tanggal akhir harus sesudah tanggal awal."}
    if last and (last - first).days >= MAX_SPAN:
        return {"last": f"Paling banyak {MAX_SPAN} hari sekaligus."}
    return {}


async def preview(agency: Agency | None, days: Sequence[Day]) -> list[Change]:
    """What a file would change for everybody or an agency."""
    standing = await _standing(agency, [day.date for day in days])
    return [Change(day, standing.get(day.date)) for day in days]


async def apply(
    *, agency: Agency | None, days: Sequence[Day], source: str, author: Employee | None
) -> int:
    """Enter the days that say something new; how many there were. Twice is once."""
    async with in_transaction() as connection:
        await serialise(connection)
        new = [one for one in await preview(agency, days) if not one.same]
        for one in new:
            at = clock.after(one.before.created_at) if one.before else clock.now()
            await CalendarDay.create(
                id=uuid4(),
                date=one.day.date,
                kind=one.day.kind,
                name=one.day.name,
                agency=agency,
                source=source,
                author=author,
                created_at=at,
            )
        await _touch(agency, [one.day.date for one in new])
    return len(new)


async def seed_national(author: Employee | None = None, years: Iterable[int] | None = None) -> int:
    """Enter the announced national holidays and joint leave that nobody has entered yet.

    A date on which anything was ever said for everybody is left alone, so that an office's own
    correction stays. Years that are not announced stay empty.

    Args:
        author: who asks for it; None for the installation itself.
        years: which; None for all from 2025 to the next one.
    """
    wanted = range(FIRST_YEAR, clock.now().year + 2) if years is None else years
    added = 0
    for year in wanted:
        announced = national_year(year, library_days(year))
        if announced:
            source, days = announced
            known = await CalendarDay.filter(
                agency_id=None, date__gte=date(year, 1, 1), date__lte=date(year, 12, 31)
            ).values_list("date", flat=True)
            new = [day for day in days if day.date not in set(known)]
            added += await apply(agency=None, days=new, source=source, author=author)
    return added


def library_days(year: int) -> list[Day]:
    """What the library `holidays` has for Indonesia, reckoned dates marked as such."""
    return [
        Day(day, kind, name)
        for category, kind in CATEGORIES.items()
        for day, name in holidays.country_holidays(
            "ID", years=year, categories=(category,), language="id"
        ).items()
    ]


async def year_of(agency: Agency | None, year: int) -> list[Line]:
    """The dates of a year on which anything was said, for everybody or an agency."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return await lines(agency, first, last)


async def lines(agency: Agency | None, first: date, last: date) -> list[Line]:
    """The dates on which anything was said, here or above, as they stand. Two queries."""
    tree, scope = await agency_tree.concerning(agency)
    own = str(agency.id) if agency else None
    rows = CalendarDay.filter(scope, date__gte=first, date__lte=last)
    held: dict[date, list[CalendarDay]] = {}
    for row in await rows.order_by("created_at", "id").select_related("author", "agency"):
        held.setdefault(row.date, []).append(row)
    found = []
    for day, of_day in sorted(held.items()):
        entries, chain = {_entry(row): row for row in of_day}, tree.chain(own, day)
        counts = day_on({day: list(entries)}, chain, day)
        told = entries[counts] if counts else _last_word(of_day, chain)
        if told:
            found.append(Line(day, told, counts is not None))
    return found


async def free_days(agency: Agency | None, first: date, last: date) -> set[date]:
    """The holidays of an agency, or of everybody (None), from a date to another."""
    entries: dict[date, list[Entry]] = {}
    for row in await CalendarDay.filter(date__gte=first, date__lte=last):
        entries.setdefault(row.date, []).append(_entry(row))
    tree, own = await agency_tree.load(), str(agency.id) if agency else None
    return {day for day in entries if day_on(entries, tree.chain(own, day), day)}


async def history(agency: Agency | None, day: date) -> list[CalendarDay]:
    """Everything ever said of a date for everybody, an agency and those above, newest first."""
    _, scope = await agency_tree.concerning(agency)
    rows = CalendarDay.filter(scope, date=day).order_by("-created_at", "-id")
    return await rows.select_related("author", "agency")


def _entry(row: CalendarDay) -> Entry:
    scope = str(row.agency_id) if row.agency_id else None
    return Entry(row.date, row.kind, row.name, scope, row.created_at)


def _last_word(rows: Sequence[CalendarDay], chain: Sequence[str]) -> CalendarDay | None:
    """Of a date that is ordinary: who made it so; None where everybody only follows."""
    newest = {str(row.agency_id) if row.agency_id else None: row for row in rows}
    words = {scope: row for scope, row in newest.items() if row.kind != "follow"}
    return inherited(chain, words.get)


async def _standing(agency: Agency | None, dates: Sequence[date]) -> dict[Any, CalendarDay]:
    """The newest row of one scope by date."""
    if not dates:
        return {}
    rows = CalendarDay.filter(
        agency_id=agency.id if agency else None, date__gte=min(dates), date__lte=max(dates)
    )
    return {row.date: row for row in await rows.order_by("created_at", "id")}


async def _touch(agency: Agency | None, dates: Sequence[date]) -> None:
    if dates:
        await months.touch(
            "calendar", agency=agency.id if agency else None, first=min(dates), last=max(dates)
        )
