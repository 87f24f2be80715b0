"""How does a roster of shifts come in from a file, and leave? A month, or any dates, of people."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from tortoise import Tortoise

from web import clock
from web.db import day_of, rows
from web.domain.import_columns import Places
from web.domain.import_plan import CHANGED, NEW, Plan
from web.domain.import_shifts import ROSTERS, Duties, Turns, plan_shifts
from web.domain.import_table import Row
from web.domain.rosters import FREE
from web.domain.schedule import days_between, local_date
from web.domain.vocabulary import HOME_ZONE
from web.models import Agency, Employee, RosterEntry, Shift
from web.services.bulk import Bulk
from web.services.import_matter import Choice, Report, Told
from web.services.import_people import ids_of, present
from web.services.name_order import ordered
from web.services.recaps import month_of

PART = 256  # people in one statement
COLUMNS = ("id", "employee_id", "date", "shift_id", "author_id", "created_at")
HELD = (
    "SELECT r.employee_id, r.date, s.code FROM roster_entry r LEFT JOIN shift s"
    " ON s.id = r.shift_id WHERE r.employee_id IN (?*) AND r.date >= ? AND r.date <= ?"
    " ORDER BY r.created_at"
)


class Rosters:
    """Who has which shift on which date."""

    kind = ROSTERS
    scoped = False
    of_admins = False
    rests_on: tuple[str, ...] = ("employee", "agency", "shift", "roster_entry")

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Which shifts would be entered."""
        held = list(rows)
        people = (await present(viewer)).people
        nips = {one.cell(places["nip"]) for one in held} & set(people)
        days = sorted(date.fromisoformat(key) for key in places if key[:1].isdigit())
        own: list[Agency] = await Agency.visible_to(viewer)
        duties = Duties(
            people=people,
            shifts=await _codes(own),
            held=await _held(await ids_of(nips), days[0], days[-1]),
        )
        return await asyncio.to_thread(plan_shifts, held, places, duties)

    async def export(
        self, viewer: Employee, agency: Agency | None, month: str = "", /
    ) -> list[dict[str, str]]:
        """The roster of a month, of an agency or of all that have shifts; this month's unless told.

        Raises:
            Problem: `invalid` with `month`.
        """
        today = local_date(clock.now(), agency.timezone if agency else HOME_ZONE)
        first, last = month_of(month or f"{today:%Y-%m}")
        own = [agency] if agency else await Agency.visible_to(viewer)
        shifts = await _codes(own)
        offices = [one.id for one in own if agency or one.name in shifts]
        found = Employee.filter(agency_id__in=offices, active=True)
        people = await ordered(found, "agency__name", "name", "nip")
        codes = await _held({one.nip: one.id for one in people}, first, last)
        days = days_between(first, last)
        return [
            {"nip": one.nip, "who": one.name}
            | {day.isoformat(): codes.get((one.nip, day), "") for day in days}
            for one in people
        ]

    async def prepare(
        self, viewer: Employee, plan: Plan, choice: Choice, told: Told
    ) -> tuple[Report, Bulk]:
        """The entries that the rows say, newer than all that stand."""
        report = Report(plan=plan, new=len(plan.of(NEW)), changed=len(plan.of(CHANGED)))
        turns: dict[str, Turns] = {one.key: one.record for one in plan.entries if one.written}
        newest = Shift.all().order_by("created_at").only("id", "agency_id", "code")
        shifts = {(one.agency_id, one.code): str(one.id) for one in await newest}
        bulk, done, author = Bulk(), 0, str(viewer.id)
        # An index takes keys in their order many times faster than here and there.
        ids = iter(sorted(str(uuid4()) for one in turns.values() for _ in one.codes))
        for part in _parts([*turns]):
            people = await Employee.filter(nip__in=list(part)).only("id", "nip", "agency_id")
            at = await _after(people)
            records = []
            for one in people:
                codes = turns[one.nip].codes
                known = {code: shifts[one.agency_id, code] for _, code in codes if code != FREE}
                records += [
                    (next(ids), str(one.id), day, known.get(code), author, at)
                    for day, code in codes
                ]
                bulk.touch("roster", one.id, codes[0][0], codes[-1][0])
            bulk.add_records(RosterEntry, COLUMNS, records)
            done += len(part)
            told(done)
        return report, bulk


async def _after(people: Sequence[Employee]) -> datetime:
    """An instant that is later than every entry of some people."""
    ids = [one.id for one in people]
    newest = await RosterEntry.filter(employee_id__in=ids).order_by("-created_at").first()
    return clock.after(newest.created_at) if newest else clock.now()


async def _held(people: dict[str, UUID], first: date, last: date) -> dict[tuple[str, date], str]:
    """The codes that stand between two dates, by number and date."""
    found = {}
    for part in _parts([*people.items()]):
        nips = {str(id_): nip for nip, id_ in part}
        for one in await rows(Tortoise.get_connection("default"), HELD, [*nips], first, last):
            found[nips[str(one["employee_id"])], day_of(one["date"])] = one["code"] or FREE
    return found


async def _codes(agencies: Sequence[Agency]) -> dict[str, list[str]]:
    """The codes of shifts of those agencies that have any, by their names. One query."""
    names = {one.id: one.name for one in agencies}
    found: dict[str, list[str]] = defaultdict(list)
    for id_, code in await Shift.all().order_by("code").distinct().values_list("agency_id", "code"):
        if id_ in names:
            found[names[id_]].append(code)
    return found


def _parts(held: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (held[start : start + PART] for start in range(0, len(held), PART))
