"""How do points come in from a file? A point keeps its history: a change is a new version."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from web import clock
from web.domain.import_columns import Places
from web.domain.import_plan import CHANGED, NEW, Plan
from web.domain.import_points import POINTS, Place, columns_of, plan_points
from web.domain.import_roster import named
from web.domain.import_table import Row
from web.models import Agency, Employee, Point, PointVersion
from web.services.import_matter import Choice, Report, Told
from web.services.points import add_point, change_point

REASON = "Impor dari berkas"


class Points:
    """Points, each with its agency."""

    kind = POINTS
    scoped = True
    of_admins = False

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Which points would be added or changed."""
        agencies = {named(one.name): one.name for one in await Agency.visible_to(viewer)}
        held = {
            (one.point.agency.name, named(one.name)): (one.name, one.shape)
            for one in await _open(viewer)
        }
        return plan_points(rows, places, agencies, held, agency.name if agency else "")

    async def export(self, viewer: Employee, agency: Agency | None) -> list[dict[str, str]]:
        """All open points that stand without an end."""
        return [
            {"name": one.name, "agency": one.point.agency.name, **columns_of(one.shape)}
            for one in await _open(viewer, agency)
        ]

    async def apply(self, viewer: Employee, plan: Plan, choice: Choice, told: Told) -> Report:
        """Add and change what the plan says."""
        report = Report(plan=plan)
        agencies = {one.name: one for one in await Agency.visible_to(viewer)}
        held = {(one.point.agency.name, named(one.name)): one for one in await _open(viewer)}
        for entry in plan.of(NEW):
            said: Place = entry.record
            home = agencies[said.agency]
            await add_point(agency=home, name=said.name, shape=said.shape, author=viewer)
            report.new += 1
            told(report.new)
        for entry in plan.of(CHANGED):
            said = entry.record
            version = held[said.agency, named(said.name)]
            await change_point(
                point=version.point,
                name=said.name,
                shape=said.shape,
                author=viewer,
                valid_until=version.valid_until,
                seen=version.id,
                reason=REASON,
            )
            report.changed += 1
            told(report.new + report.changed)
        return report


async def _open(viewer: Employee, agency: Agency | None = None) -> list[PointVersion]:
    """The newest version of every point that is not closed, by agency and name. Two queries."""
    found = Point.visible_to(viewer)
    if agency:
        found = found.filter(agency=agency)
    points = {one.id: one for one in await found.select_related("agency")}
    newest: dict[UUID, PointVersion] = {}
    for version in await PointVersion.all().order_by("created_at"):
        if version.point_id in points:
            newest[version.point_id] = version
            version.point = points[version.point_id]
    now = clock.now()
    still: list[Any] = [
        one for one in newest.values() if one.valid_until is None or one.valid_until > now
    ]
    return sorted(still, key=lambda one: (one.point.agency.name, named(one.name)))
