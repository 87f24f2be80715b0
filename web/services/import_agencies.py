"""How does a regency's tree of agencies come in from a file? Admins bring it, parents first."""

from collections.abc import Iterable
from typing import Any

from web.domain.import_agencies import AGENCIES, ZONES, Office, plan_agencies
from web.domain.import_columns import Places
from web.domain.import_plan import CHANGED, NEW, Entry, Plan, chosen
from web.domain.import_roster import named
from web.domain.import_table import Row
from web.domain.supervision import depths
from web.errors import Problem
from web.models import Agency, Employee, Role
from web.services.agency_moves import move
from web.services.import_matter import Choice, Report, Told
from web.services.roster import add_agency

LABELS = {code: label for label, code in ZONES.items()}


class Agencies:
    """OPD and their units."""

    kind = AGENCIES
    scoped = False
    of_admins = True

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Which agencies would be added or moved.

        Raises:
            Problem: `forbidden`; somebody may lose the role while a file is looked at.
        """
        if viewer.role != Role.ADMIN:
            raise Problem("forbidden")
        held = {named(one.name): _office(one) for one in await _all()}
        return plan_agencies(rows, places, held)

    async def export(
        self, viewer: Employee, agency: Agency | None, _: str = "", /
    ) -> list[dict[str, str]]:
        """All agencies that the viewer reads, those above before those below."""
        readable = {one.id for one in await Agency.visible_to(viewer)}
        return [
            {
                "name": one.name,
                "parent": one.parent.name if one.parent else "",
                "zone": LABELS[one.timezone],
            }
            for one in await _all()
            if one.id in readable
        ]

    async def apply(self, viewer: Employee, plan: Plan, choice: Choice, told: Told) -> Report:
        """Add and move what was agreed to.

        Raises:
            Problem: whatever `add_agency` and `move` say.
        """
        agreed = chosen(plan, doubtful=choice.doubtful, agencies=())
        report = Report(plan=agreed)
        agencies: dict[str, Any] = {named(one.name): one for one in await _all()}
        for entry in _parents_first(agreed.of(NEW)):
            said: Office = entry.record
            agencies[entry.key] = await add_agency(
                name=said.name,
                timezone=said.zone,
                parent=agencies[named(said.parent)] if said.parent else None,
                author=viewer,
            )
            report.new += 1
            told(report.new)
        for entry in _parents_first(agreed.of(CHANGED)):
            agency, parent = agencies[entry.key], agencies[named(entry.record.parent)]
            await move(agency=agency, parent=parent, author=viewer, seen=agency.parent_id)
            report.changed += 1
            told(report.new + report.changed)
        return report


async def _all() -> list[Agency]:
    return await Agency.all().order_by("name").select_related("parent")


def _office(agency: Agency) -> Office:
    return Office(agency.name, agency.parent.name if agency.parent else "", agency.timezone)


def _parents_first(entries: list[Entry]) -> list[Entry]:
    keys = {one.key for one in entries}
    above = {one.key: named(one.record.parent) for one in entries if one.record.parent}
    depth = depths({key: parent for key, parent in above.items() if parent in keys})
    return sorted(entries, key=lambda one: (depth.get(one.key, 0), one.number))
