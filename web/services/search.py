"""Which people, agencies, points and events match what was typed, of those that the viewer may see?

From anywhere at the desks. Whatever is not theirs is neither listed nor counted: the scope is part
of every query here.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Case, Q, When
from tortoise.queryset import QuerySet

from web import clock
from web.domain.seeking import number, words
from web.models import Agency, Employee, PointVersion
from web.services import event_search, name_order, seeking

LEAST = 2  # letters, below which everybody would match
KINDS = ("people", "agencies", "points", "events")


@dataclass(frozen=True)
class Group:
    """What matches of one kind: some of it, best first, and how much there is."""

    kind: str  # one of KINDS
    total: int
    hits: Sequence[
        Any
    ]  # Employee with agency, Agency, PointVersion with its point's agency, or JointEvent


async def find(
    viewer: Employee,
    text: str,
    *,
    today: date,
    headed: Collection[UUID],
    kinds: Collection[str] = KINDS,
    limit: int,
    offset: int = 0,
) -> list[Group]:
    """What matches, by kind; kinds of which nothing does are left out. Two queries a kind.

    Args:
        viewer: with what is loaded at sign-in (`agencies`, `principals`).
        text: a part of a name or NIP; fewer than `LEAST` letters match nothing.
        today: the local date; a team's people are found while they serve.
        headed: ids of the agencies whose head the viewer is.
        kinds: some of KINDS.
        limit: of each kind.
        offset: how many of each come before.
    """
    if len(number(text)) < LEAST:
        return []
    held = await event_search.coming(viewer, today)
    told: dict[str, Callable[[], QuerySet[Any]]] = {
        "people": lambda: _people(viewer, text, today, headed),
        "agencies": lambda: seeking.named(Agency.visible_to(viewer), text, '"agency"."name"'),
        "points": lambda: _points(viewer, text),
        "events": lambda: event_search.matching(held, text),
    }
    found = []
    for kind in (one for one in KINDS if one in kinds and (one == "people" or words(text))):
        matching = told[kind]()
        total = await matching.count()
        if total:
            ranked = _ranked(matching, text).offset(offset).limit(limit)
            found.append(Group(kind, total, await ranked.select_related(*RELATED[kind])))
    return found


RELATED = {
    "people": ("agency",),
    "agencies": ("parent",),
    "points": ("point__agency",),
    "events": ("agency",),
}


def _ranked(found: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Names that begin with what was typed first."""
    begins = Case(When(folded__startswith=" ".join(words(text)), then="0"), default="1")
    return name_order.ordered(found.annotate(nearness=begins), "nearness", "name", "id")


def _people(
    viewer: Employee, text: str, today: date, headed: Collection[UUID]
) -> QuerySet[Employee]:
    """Of an operator all, of a supervisor or head those who serve now: as their pages show them."""
    found = Employee.all()
    if not viewer.everywhere:
        team = Q(supervisor_id__in=viewer.deciding) & ~Q(id=viewer.id)
        serving = Q(active=True) & (Q(starts_on__isnull=True) | Q(starts_on__lte=today))
        theirs = (team | Q(agency_id__in=[*headed])) & serving & Q(agency_id__isnull=False)
        found = found.filter(theirs | viewer.reach())
    return seeking.people(found, text)


def _points(viewer: Employee, text: str) -> QuerySet[PointVersion]:
    return seeking.named(PointVersion.told_to(viewer, clock.now()), text, '"point_version"."name"')
