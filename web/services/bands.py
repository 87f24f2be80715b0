"""Which tables of bands are there, who enters one, and what would a month be under another?

A table is never edited: a correction is a newer table from the same date on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.domain.bands import PRESETS, BadTable, Table, parse_table, percent_words
from web.domain.schedule import pattern_on
from web.errors import Problem
from web.models import Agency, BandTable, Employee
from web.services import agency_tree
from web.services.months import touch
from web.services.recaps import Row

MAX_NAME, MAX_SOURCE = 200, 300
EXAMPLES = (11, 45, 75, 120)  # minutes after 07.30, one for each of the commonest bands


@dataclass(frozen=True)
class Dated:
    """A stored table, read: in force now, still to come, or past."""

    row: BandTable
    table: Table
    standing: str  # current, coming, past


@dataclass(frozen=True)
class Compared:
    """A person's cut in percent now and under another table."""

    row: Row
    now: float
    then: float
    changes: int  # days whose code would differ

    @property
    def difference(self) -> float:
        """Percent points more, or fewer where negative."""
        return round(self.then - self.now, 4)


async def tables(agency: Agency | None, today: date) -> list[Dated]:
    """The tables that concern an agency, or everybody's for None, the newest first.

    Those of offices above are among them: they count where the agency has none of its own.
    """
    _, scope = await agency_tree.concerning(agency)
    held = await BandTable.filter(scope).select_related("author", "agency")
    held.sort(key=lambda one: (one.valid_from or date.min, one.created_at), reverse=True)
    current = {
        found.id
        for owner in {one.agency_id for one in held}
        if (found := pattern_on([one for one in held if one.agency_id == owner], today))
    }
    return [Dated(one, parse_table(one.body), _standing(one, current, today)) for one in held]


def _standing(row: BandTable, current: set[Any], today: date) -> str:
    if row.id in current:
        return "current"
    return "coming" if row.valid_from and row.valid_from > today else "past"


async def add_table(
    *,
    name: str,
    source: str,
    body: Any,
    agency: Agency | None,
    valid_from: date | None,
    valid_until: date | None,
    author: Employee | None,
) -> BandTable:
    """Enter a table from a date on; months that are not locked are folded again.

    Args:
        name: as the office calls it.
        source: the regulation that it is taken from.
        body: as domain/bands.py reads it.
        agency: None for everybody.
        valid_from: the first local date; None since always.
        valid_until: the last; None is open.
        author: who enters it.

    Raises:
        Problem: `invalid` with `name`, `source`, `valid_until` or the part of the table.
    """
    name, source = " ".join(name.split()), " ".join(source.split())
    fields = {}
    if not 1 <= len(name) <= MAX_NAME:
        fields["name"] = f"Isi nama tabel, paling panjang {MAX_NAME} huruf."
    if not 1 <= len(source) <= MAX_SOURCE:
        fields["source"] = f"Isi peraturan sumbernya, paling panjang {MAX_SOURCE} huruf."
    if valid_from and valid_until and valid_until < valid_from:
        fields["valid_until"] = "Tanggal akhir tidak boleh sebelum tanggal mulai."
    try:
        parse_table(body)
    except BadTable as error:
        fields[error.where] = str(error)
    if fields:
        raise Problem("invalid", fields=fields)
    async with in_transaction():
        made = await BandTable.create(
            id=uuid4(),
            name=name,
            source=source,
            body=body,
            agency=agency,
            valid_from=valid_from,
            valid_until=valid_until,
            author=author,
            created_at=clock.now(),
        )
        owner = agency.id if agency else None
        await touch("rules", agency=owner, first=valid_from, last=valid_until)
    return made


async def named(key: str, agency: Agency) -> tuple[str, Table]:
    """A table by the key of a preset or the id of a stored one, with its name.

    Raises:
        Problem: `not_found`, also for another agency's table.
    """
    if key in PRESETS:
        return PRESETS[key].name, parse_table(PRESETS[key].body)
    _, scope = await agency_tree.concerning(agency)
    for one in await BandTable.filter(scope):
        if str(one.id) == key:
            return one.name, parse_table(one.body)
    raise Problem("not_found")


def compare(rows: Sequence[Row], others: Sequence[Row]) -> list[Compared]:
    """The same people's month side by side, the greatest difference first."""
    then = {row["employee_id"]: row for row in others}
    found = [
        Compared(
            row=row,
            now=row["totals"]["cut_percent"],
            then=then[row["employee_id"]]["totals"]["cut_percent"],
            changes=_changes(row, then[row["employee_id"]]),
        )
        for row in rows
        if row["employee_id"] in then
    ]
    return sorted(found, key=lambda one: (-abs(one.difference), -one.changes, one.row["name"]))


def _changes(row: Row, other: Row) -> int:
    return sum(day["code"] != other["days"][key]["code"] for key, day in row["days"].items())


def examples(table: Table) -> list[str]:
    """Example days on hours from 07.30 to 16.00, in words."""
    told = []
    for minutes in EXAMPLES:
        band = table.late_band(minutes)
        at = f"{7 + (30 + minutes) // 60:02}.{(30 + minutes) % 60:02}"
        what = f"{band.code}, potongan {percent_words(band.cut)}" if band else "tanpa potongan"
        told.append(f"Masuk {at}, {minutes} menit setelah 07.30: {what}.")
    early = table.early_band(15)
    what = f"{early.code}, potongan {percent_words(early.cut)}" if early else "tanpa potongan"
    return [*told, f"Pulang 15.45, 15 menit sebelum 16.00: {what}."]
