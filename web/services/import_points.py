"""How do points come in from a file? A point keeps its history: a change is a new version."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from web import clock
from web.domain import import_shapes, import_terms
from web.domain.import_columns import Places
from web.domain.import_plan import CHANGED, NEW, Plan
from web.domain.import_points import POINTS, Ground, Place, plan_points
from web.domain.import_roster import ByName, named
from web.domain.import_table import Row
from web.domain.import_terms import Terms
from web.domain.name_order import name_key
from web.models import Agency, Employee, Point, PointShare, PointVersion
from web.services import point_versions
from web.services.bulk import Bulk
from web.services.import_matter import Choice, Report, Told
from web.services.point_versions import last_moment, new_point, next_version

PART = 256  # points in one question
REASON = "Impor dari berkas"


class Points:
    """Points, each with its agency."""

    kind = POINTS
    scoped = True
    of_admins = False
    rests_on: tuple[str, ...] = ("employee", "agency", "point", "point_version", "point_share")

    async def plan(
        self, viewer: Employee, rows: Iterable[Row], places: Places, agency: Agency | None
    ) -> Plan:
        """Which points would be added or changed."""
        own: list[Agency] = await Agency.visible_to(viewer)
        held: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for one in await _open(viewer):
            held[one.agency, named(one.name)].append(one)
        ground = Ground(
            held=held,
            agencies=ByName((one.name, one.name) for one in own),
            zones={one.name: one.timezone for one in own},
            now=clock.now(),
            fixed=agency.name if agency else "",
        )
        return await asyncio.to_thread(plan_points, rows, places, ground)

    async def export(
        self, viewer: Employee, agency: Agency | None, _: str = "", /
    ) -> list[dict[str, str]]:
        """All points that are not closed, those of joint events aside."""
        zones = {one.name: one.timezone for one in await Agency.visible_to(viewer)}
        return [
            {
                "name": one.name,
                "agency": one.agency,
                **import_shapes.columns_of(one.shape),
                **import_terms.columns_of(one.terms, zones[one.agency]),
            }
            for one in await _open(viewer, agency)
        ]

    async def prepare(
        self, viewer: Employee, plan: Plan, choice: Choice, told: Told
    ) -> tuple[Report, Bulk]:
        """The points to add, and the versions that follow.

        Raises:
            Problem: whatever `new_point` and `next_version` say.
        """
        new, changed = plan.of(NEW), [entry.record for entry in plan.of(CHANGED)]
        report, bulk = Report(len(new), len(changed), plan=plan), Bulk()
        agencies = {one.name: one for one in await Agency.all()}
        for done, entry in enumerate(new, 1):
            said: Place = entry.record
            new_point(
                bulk,
                agencies[said.agency],
                said.name,
                said.shape,
                viewer,
                span=(said.terms.begins, said.terms.ends),
                terms=_kept(said.terms, agencies),
            )
            await _tell(told, done)
        held = await _versions([UUID(one.id) for one in changed])
        for done, said in enumerate(changed, len(new) + 1):
            versions = held[UUID(said.id)]
            now = clock.after(versions[0].created_at)
            begins = PointVersion.standing(versions, now).valid_from
            after = next_version(
                bulk,
                versions[0],
                said.name,
                said.shape,
                viewer,
                valid_until=said.terms.ends,
                terms=_kept(said.terms, agencies),
                reason=REASON,
                begins=max(now, begins) if begins else now,
            )
            bulk.change(("valid_until",), _ended(versions, after.valid_from or now))
            await _tell(told, done)
        return report, bulk


async def _tell(told: Told, done: int) -> None:
    if done % PART == 0:
        told(done)
        await asyncio.sleep(0)  # check-ins go on


async def _versions(points: Sequence[UUID]) -> dict[UUID, list[PointVersion]]:
    """The versions of each, the newest first."""
    found: dict[UUID, list[PointVersion]] = defaultdict(list)
    for start in range(0, len(points), PART):
        some = PointVersion.filter(point_id__in=list(points[start : start + PART]))
        for one in await some.order_by("-created_at"):
            found[one.point_id].append(one)
    return found


def _ended(versions: Sequence[PointVersion], at: datetime) -> list[PointVersion]:
    """Those that were open at a moment, planned ones too, and end then or before they begin."""
    still = [one for one in versions if one.valid_until is None or one.valid_until > at]
    for one in still:
        one.valid_until = last_moment(one, at)
    return still


def _kept(terms: Terms, agencies: dict[str, Agency]) -> point_versions.Terms:
    """Terms as they are stored."""
    shared = frozenset(agencies[name].id for name in terms.shared)
    return point_versions.Terms(terms.opening, shared)


async def _open(viewer: Employee, agency: Agency | None = None) -> list[Place]:
    """Every point that is not closed, as it is now, by agency and name. Three queries."""
    found = Point.visible_to(viewer)
    if agency:
        found = found.filter(agency=agency)
    held = {one.id: one for one in await found.select_related("agency")}
    versions: dict[UUID, list[PointVersion]] = defaultdict(list)
    for version in await PointVersion.all().order_by("-created_at"):
        if version.point_id in held:
            versions[version.point_id].append(version)
    now = clock.now()
    still = [
        (PointVersion.standing(some, now), some[0], some[-1])
        for some in versions.values()
        if some[0].valid_until is None or some[0].valid_until > now
    ]
    shared = await _shared({one.id for one, _, _ in still})
    places = [
        Place(
            name=one.name,
            agency=held[one.point_id].agency.name,
            shape=one.shape,
            terms=Terms(
                opening=one.opening,
                shared=frozenset(shared.get(one.id, ())),
                begins=first.valid_from,
                ends=newest.valid_until,
            ),
            id=str(one.point_id),
            planned=newest.valid_from if newest.id != one.id else None,
        )
        for one, newest, first in still
    ]
    return sorted(places, key=lambda one: (name_key(one.agency), name_key(one.name), one.id))


async def _shared(versions: Collection[UUID]) -> dict[UUID, set[str]]:
    """The names of those with whom some versions are shared."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for version, name in await PointShare.all().values_list("version_id", "agency__name"):
        if version in versions:
            found[version].add(name)
    return found
