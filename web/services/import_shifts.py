"""How does a roster of shifts come in from a file, and leave? A month, or any dates, of people."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from web import clock
from web.domain.import_columns import Places
from web.domain.import_plan import CHANGED, NEW, Plan
from web.domain.import_shifts import ROSTERS, Duties, Turns, plan_shifts
from web.domain.import_table import Row
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.models import Agency, Employee, Shift
from web.services.import_matter import Choice, Report, Told
from web.services.import_people import present
from web.services.recaps import month_of
from web.services.shifts import assign, code_in, entries

PART = 200  # people in one statement


class Rosters:
    """Who has which shift on which date."""

    kind = ROSTERS
    scoped = False
    of_admins = False

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
            held=await _held(await _ids(nips), days[0], days[-1]),
        )
        return plan_shifts(held, places, duties)

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
        people = await found.order_by("agency__name", "name", "nip")
        codes = await _held({one.nip: one.id for one in people}, first, last)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [
            {"nip": one.nip, "who": one.name}
            | {day.isoformat(): codes.get((one.nip, day), "") for day in days}
            for one in people
        ]

    async def apply(self, viewer: Employee, plan: Plan, choice: Choice, told: Told) -> Report:
        """Enter what the rows say, agency by agency.

        Raises:
            Problem: whatever `assign` says.
        """
        report = Report(plan=plan, new=len(plan.of(NEW)), changed=len(plan.of(CHANGED)))
        turns: dict[str, Turns] = {one.key: one.record for one in plan.entries if one.written}
        people = [one for part in _parts([*turns]) for one in await _people(part)]
        people.sort(key=lambda one: str(one.agency_id))
        done = 0
        for _, together in groupby(people, lambda one: one.agency_id):
            for part in _parts(list(together)):
                cells = {(one.id, day): code for one in part for day, code in turns[one.nip].codes}
                await assign(agency=part[0].agency, cells=cells, author=viewer)
                done += len(part)
                told(done)
        return report


async def _people(nips: Sequence[str]) -> list[Employee]:
    return await Employee.filter(nip__in=list(nips)).select_related("agency")


async def _ids(nips: Iterable[str]) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for part in _parts(sorted(nips)):
        people = Employee.filter(nip__in=list(part))
        found |= {one.nip: one.id for one in await people.only("id", "nip")}
    return found


async def _held(people: dict[str, UUID], first: date, last: date) -> dict[tuple[str, date], str]:
    """The codes that stand between two dates, by number and date."""
    found = {}
    for part in _parts([*people.items()]):
        nips = {id_: nip for nip, id_ in part}
        for (person, day), entry in (await entries([*nips], first, last)).items():
            found[nips[person], day] = code_in(entry)
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
