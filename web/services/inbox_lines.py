"""What waits on a supervisor's desk, as far as its order, its filters and its counts want it?

A part of `inbox`. Of all that waits only a line is read, with one statement a kind; the matters
themselves are read for one page (`Kind.items`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tortoise import Tortoise

from web.db import rows
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.models import Employee

# Columns of the person (`e`) and of their office (`a`), behind those of the matter itself.
_PERSON = ", e.name, e.nip, e.supervisor_id, e.agency_id, a.timezone"
_OPEN = (
    " FROM open_matter o JOIN employee e ON e.id = o.employee_id{joined}"
    " WHERE o.kind = ? AND e.supervisor_id IN (?*) AND e.id <> ?"
)
_OFFICE = " LEFT JOIN agency a ON a.id = e.agency_id"


@dataclass(slots=True)
class Line:
    """A matter that waits: since when, for which local dates, and whose it is."""

    kind: str
    id: str
    since: datetime
    first: date
    last_day: date
    zone: str
    agency: str  # id; "" where there is none
    people: list[tuple[str, str]]  # names and NIP, of those on whom the viewer decides
    above: set[str]  # ids of their supervisors

    @property
    def key(self) -> str:
        """As `Item.key`."""
        return f"{self.kind}.{self.id}"


@dataclass(frozen=True)
class Opened:
    """How matters of domain/approval.py of one kind are found in `open_matter`.

    Attributes:
        kind: of domain/approval.KINDS.
        days: the first and the last local date of a matter, or one instant; as SQL.
        joined: where these come from, behind `open_matter o` and `employee e`.
        only: a further condition, with the viewer's id for each `?`.
    """

    kind: str
    days: tuple[str, ...]
    joined: str
    only: str = ""

    async def count(self, viewer: Employee) -> int:
        """How many wait for a viewer's word."""
        sql = f"SELECT COUNT(DISTINCT o.subject) AS number{_OPEN}{self.only}"
        [told] = await self._rows(sql.format(joined=""), viewer)
        return int(told["number"])

    async def lines(self, viewer: Employee) -> list[Line]:
        """Those that wait for a viewer's word."""
        first, last = self.days[0], self.days[-1]
        head = f"SELECT o.subject AS id, o.since, {first} AS first_day, {last} AS last_day{_PERSON}"
        sql = f"{head}{_OPEN}{self.only}".format(joined=self.joined + _OFFICE)
        return gathered(self.kind, await self._rows(sql, viewer))

    async def _rows(self, sql: str, viewer: Employee) -> list[dict[str, Any]]:
        own = str(viewer.id)
        above = [str(one) for one in viewer.deciding]
        more = [own] * self.only.count("?")
        return await rows(Tortoise.get_connection("default"), sql, self.kind, above, own, *more)


def gathered(kind: str, found: Sequence[dict[str, Any]]) -> list[Line]:
    """The lines of one kind; a row for each person of a matter makes one line."""
    made: dict[str, Line] = {}
    for one in sorted(found, key=lambda row: (row["name"], row["nip"])):
        id_ = str(one["id"])
        line = made.get(id_)
        if line is None:
            zone = one["timezone"] or HOME_ZONE
            line = made[id_] = Line(
                kind,
                id_,
                _moment(one["since"]),
                _day(one["first_day"], zone),
                _day(one["last_day"], zone),
                zone,
                str(one["agency_id"] or ""),
                [],
                set(),
            )
        line.people.append((one["name"], one["nip"]))
        line.above.add(str(one["supervisor_id"]))
    return list(made.values())


def _moment(value: Any) -> datetime:
    """An instant, which SQLite has as text."""
    at: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at


def _day(value: Any, zone: str) -> date:
    """A local date as the database has it, or that of an instant."""
    if isinstance(value, str) and len(value) == len("2026-11-24"):
        return date.fromisoformat(value)
    if isinstance(value, str | datetime):
        return local_date(_moment(value), zone)
    day: date = value
    return day
