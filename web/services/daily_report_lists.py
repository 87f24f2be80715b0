"""Which daily reports are there for a viewer, where do they stand, and what was recorded that day?

A part of `daily_reports`. The last step of a report names the content that counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web import clock
from web.db import counted, rows
from web.domain import approval
from web.domain.daily_reports import Line, parse_lines
from web.domain.vocabulary import HOME_ZONE
from web.models import DailyReport, DailyReportVersion, Employee
from web.services import seeking
from web.services.approvals import Standing, standings
from web.services.months import settle
from web.services.recaps import stored

LATE_SECONDS = 3600  # by which a report arrives after it was written before that is said
DECIDED = (
    "SELECT r.report_id AS id FROM decided_report r JOIN employee e ON e.id = r.employee_id WHERE "
)
OPEN = (
    "SELECT r.id AS id FROM open_matter o JOIN employee e ON e.id = o.employee_id"
    " JOIN daily_report r ON r.id = o.subject WHERE o.kind = 'daily_report' AND "
)
ORDERS = {
    "day": ("r.workday", "e.name"),
    "name": ("e.name", "r.workday"),
    "at": ("r.at",),
}


@dataclass(frozen=True)
class Card:
    """A report as it is shown: its content that counts, whose it is, and where it stands.

    `came` and `went` are that workday's Absen Masuk and Pulang, as the recap counts them.
    """

    report: DailyReport  # with employee and agency
    version: DailyReportVersion
    standing: Standing
    came: datetime | None = None
    went: datetime | None = None

    @property
    def person(self) -> Employee:
        """Whose report it is."""
        return self.report.employee

    @property
    def lines(self) -> tuple[Line, ...]:
        """The content."""
        return parse_lines(self.version.lines)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.standing.state or approval.SUBMITTED

    @property
    def minutes(self) -> int:
        """How long all of it took."""
        return sum(one.minutes for one in self.lines)

    @property
    def zone(self) -> str:
        """The IANA zone of its times."""
        return self.person.agency.timezone if self.person.agency else HOME_ZONE

    @property
    def travelled(self) -> bool:
        """Whether it arrived a good while after it was written, without a network."""
        return (self.version.at - self.version.written_at).total_seconds() > LATE_SECONDS


async def count(viewer: Employee, text: str = "", *, waits: bool) -> int:
    """How many `find` has."""
    sql, values = _statement(viewer, text, waits)
    return await counted(Tortoise.get_connection("default"), sql, *values)


async def find(
    viewer: Employee,
    text: str = "",
    *,
    waits: bool,
    by: str = "day",
    falling: bool = False,
    part: slice,
) -> list[UUID]:
    """Some of the reports that wait for a viewer's word, or on which there is one.

    Args:
        viewer: with `principals`.
        text: part of a name or NIP, to narrow them.
        waits: whether those that wait.
        by: a key of ORDERS.
        falling: whether the other way round.
        part: which of them.
    """
    sql, values = _statement(viewer, text, waits)
    sql += f" ORDER BY {_order(by, falling)} LIMIT ? OFFSET ?"
    values += [part.stop - part.start, part.start]
    found = await rows(Tortoise.get_connection("default"), sql, *values)
    return [UUID(str(one["id"])) for one in found]


def _statement(viewer: Employee, text: str, waits: bool) -> tuple[str, list[Any]]:
    """The statement of the reports of a viewer's people that wait, or were decided on."""
    where = f"{OPEN if waits else DECIDED}e.supervisor_id IN (?*) AND e.id <> ?"
    values: list[Any] = [[str(one) for one in viewer.deciding], str(viewer.id)]
    if text:
        person, told = seeking.condition(text)
        where, values = f"{where} AND {person}", [*values, *told]
    return where, values


def _order(by: str, falling: bool) -> str:
    first, *rest = ORDERS[by]
    return ", ".join((f"{first} DESC" if falling else first, *rest, "id"))


async def cards(ids: Sequence[UUID], *, records: bool = False) -> list[Card]:
    """Reports as they are shown, in the order asked for.

    Args:
        ids: of reports that the caller may show.
        records: whether to read that day's check-ins too.
    """
    stand = await standings(approval.DAILY_REPORT, ids)
    last = {one.last.version for one in stand.values() if one.last}
    versions = {
        one.report_id: one
        for one in await DailyReportVersion.filter(id__in=last).select_related(
            "report__employee__agency"
        )
    }
    times = await _records([one.report for one in versions.values()]) if records else {}
    return [
        Card(versions[id].report, versions[id], stand[id], *times.get(id, (None, None)))
        for id in ids
        if id in versions
    ]


async def _records(
    reports: Sequence[DailyReport],
) -> dict[UUID, tuple[datetime | None, datetime | None]]:
    """When each person came and went on the day reported of."""
    months: dict[str, set[Any]] = {}
    for one in reports:
        months.setdefault(f"{one.workday:%Y-%m}", set()).add(one.employee_id)
    folded = {}
    for month, people in months.items():
        await settle(people, month, clock.now())
        for person, row in (await stored(list(people), month)).items():
            folded[person, month] = row["days"]
    return {
        one.id: times_of(
            folded.get((str(one.employee_id), f"{one.workday:%Y-%m}"), {}), one.workday.day
        )
        for one in reports
    }


def times_of(days: dict[str, Any], number: int) -> tuple[datetime | None, datetime | None]:
    """Coming and going of a day of a folded month."""
    day = days.get(str(number)) or {}
    came, went = (
        datetime.fromisoformat(day[kind]) if day.get(kind) else None for kind in ("in", "out")
    )
    return came, went
