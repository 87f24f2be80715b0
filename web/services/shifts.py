"""Which shifts does an agency have, and which is whose on a date?

The newest shift of a code is the one offered; the newest entry of a person and date stands.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.domain.hours import BadHours, parse_hours
from web.domain.rosters import FREE, BadRoster, code_of
from web.domain.weeks import stored
from web.errors import Problem
from web.models import Agency, Employee, RosterEntry, Shift
from web.services.months import touch
from web.services.weighing import past_reason

MAX_NAME = 100
Cell = tuple[UUID, date]
Cells = Mapping[Cell, str]


class BadCells(Problem):
    """Cells that hold no shift; `cells` says of each what is wrong with it."""

    def __init__(self, cells: dict[Cell, str]) -> None:
        sentence = " ".join(dict.fromkeys(cells.values()))
        super().__init__("invalid", sentence, fields={"roster": sentence})
        self.cells = cells


async def shifts_of(agency: Agency) -> dict[str, Shift]:
    """The shifts in use, by code: of several with one code the newest."""
    newest = {row.code: row for row in await history(agency)}
    return dict(sorted(newest.items()))


async def history(agency: Agency) -> list[Shift]:
    """Every shift that was ever entered, with its author: the earliest first."""
    return await Shift.filter(agency=agency).order_by("created_at").select_related("author")


async def define(
    *,
    agency: Agency,
    code: str,
    name: str,
    hours: Any,
    valid_from: date | None = None,
    author: Employee | None = None,
    reason: str | None = None,
) -> Shift:
    """Enter a shift, or other hours for a known code.

    Args:
        agency: whose.
        code: one to four letters or digits; "L" means free and is none.
        name: as people call it.
        hours: of a day as hours.py reads them; an end before its start is the next day's.
        valid_from: roster entries of this code from this date on get the new hours; None: only
            those entered later.
        author: who enters it.
        reason: why, which is owed for entries of days that have passed; None: nobody is asked.

    Raises:
        Problem: `invalid` with `code`, `name`, `hours` or `reason`.
    """
    fields: dict[str, str] = {}
    checked, name = None, " ".join(name.split())
    try:
        code = code_of(code)
        if code in ("", FREE):
            raise BadRoster(f"Isi kode, bukan {FREE}: itu berarti lepas dinas.")
    except BadRoster as error:
        fields["code"] = str(error)
    try:
        checked = stored(parse_hours(hours))
    except BadHours as error:
        fields["hours"] = str(error)
    if not name or len(name) > MAX_NAME:
        fields["name"] = f"Isi nama, paling panjang {MAX_NAME} huruf."
    known = [one.id for one in await Shift.filter(agency=agency, code=code)]
    renewed = [valid_from] if known and valid_from else []
    told = past_reason(reason, renewed, agency.timezone, fields)
    if fields:
        raise Problem("invalid", fields=fields)
    async with in_transaction():
        shift = await Shift.create(
            id=uuid4(),
            agency=agency,
            code=code,
            name=name,
            hours=checked,
            reason=told,
            author=author,
            created_at=clock.now(),
        )
        if known and valid_from:
            await _renew(shift, known, valid_from, author)
    return shift


async def _renew(
    shift: Shift, known: Collection[UUID], first: date, author: Employee | None
) -> None:
    """Give standing entries of a code the shift's new hours, from a date on."""
    rows = await RosterEntry.filter(date__gte=first, employee__agency_id=shift.agency_id).order_by(
        "created_at"
    )
    newest = {(row.employee_id, row.date): row for row in rows}
    again = {cell: shift for cell, row in newest.items() if row.shift_id in set(known)}
    await _store(again, list(newest.values()), author, shift.reason)


async def entries(people: Collection[UUID], first: date, last: date) -> dict[Any, RosterEntry]:
    """What stands between two dates, by (employee id, date), with the shift loaded."""
    rows = (
        await RosterEntry.filter(employee_id__in=list(people), date__gte=first, date__lte=last)
        .order_by("created_at")
        .select_related("shift")
    )
    return {(row.employee_id, row.date): row for row in rows}


def code_in(entry: RosterEntry | None) -> str:
    """What a cell of the grid shows: a code, "L" for free, "" where nothing was entered."""
    if entry is None:
        return ""
    return entry.shift.code if entry.shift else FREE


async def replaced(cells: Cells) -> list[date]:
    """The dates of cells, with codes, in which something else was entered before, in order."""
    if not cells:
        return []
    dates = [day for _, day in cells]
    held = await entries({person for person, _ in cells}, min(dates), max(dates))
    return sorted(
        day
        for (person, day), code in cells.items()
        if code_in(held.get((person, day))) not in ("", code)
    )


async def assign(
    *,
    agency: Agency,
    cells: Cells,
    author: Employee | None,
    seen: datetime | None = None,
    reason: str | None = None,
) -> int:
    """Enter shifts; only what differs from what stands is a new entry. How many those are.

    Args:
        agency: whose people, which the caller has seen to, and whose shifts.
        cells: (employee id, date) → code, "L" for free. Emptying an entered cell makes it free.
        author: who enters them.
        seen: when the form was made; what somebody entered since is not overwritten.
        reason: why, which is owed for days that have passed; None: nobody is asked.

    Raises:
        BadCells: some hold unknown codes.
        Problem: `invalid` with `roster` for an entry newer than `seen`, or with `reason`.
    """
    if not cells:
        return 0
    known = await shifts_of(agency)
    dates = [day for _, day in cells]
    people = {person for person, _ in cells}
    held = await entries(people, min(dates), max(dates))
    wanted = {}
    for cell, code in _codes(cells, known).items():
        before = code_in(held.get(cell))
        if code == before or (not code and before == FREE):
            continue
        if seen and cell in held and held[cell].created_at > seen:
            raise _bad("Orang lain baru saja mengubah jadwal ini. Muat ulang, lalu isi lagi.")
        wanted[cell] = known.get(code)
    fields: dict[str, str] = {}
    told = past_reason(reason, {day for _, day in wanted}, agency.timezone, fields)
    if fields:
        raise Problem("invalid", fields=fields)
    async with in_transaction():
        await _store(wanted, list(held.values()), author, told)
    return len(wanted)


async def _store(
    wanted: Mapping[tuple[UUID, date], Shift | None],
    held: Collection[RosterEntry],
    author: Employee | None,
    reason: str | None,
) -> None:
    """Write entries newer than all that stand, and mark their months."""
    if not wanted:
        return
    newest = max((row.created_at for row in held), default=None)
    at = clock.after(newest) if newest else clock.now()
    await RosterEntry.bulk_create(
        [
            RosterEntry(
                id=uuid4(),
                employee_id=person,
                date=day,
                shift_id=shift.id if shift else None,
                reason=reason,
                author_id=author.id if author else None,
                created_at=at,
            )
            for (person, day), shift in wanted.items()
        ]
    )
    dates = [day for _, day in wanted]
    people = {person for person, _ in wanted}
    await touch("roster", employees=people, first=min(dates), last=max(dates))


def _codes(cells: Cells, known: Mapping[str, Shift]) -> dict[Cell, str]:
    """What cells say; all that say something wrong are told at once."""
    codes, bad = {}, {}
    for cell, text in cells.items():
        try:
            codes[cell] = _code(text, known)
        except BadRoster as error:
            bad[cell] = str(error)
    if bad:
        raise BadCells(bad)
    return codes


def _code(text: str, known: Mapping[str, Shift]) -> str:
    try:
        code = code_of(text)
    except BadRoster as error:
        raise BadRoster(f"{text[:20]}: {error}") from error
    if code and code != FREE and code not in known:
        named = ", ".join([*known, FREE])
        raise BadRoster(f"Sif {code} belum ada. Pakai {named}, atau tambahkan sifnya dahulu.")
    return code


def _bad(sentence: str) -> Problem:
    return Problem("invalid", sentence, fields={"roster": sentence})
