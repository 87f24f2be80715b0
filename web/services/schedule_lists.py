"""Which hours do an office, its groups and its people have, and how do they stand today?

An office may have thousands of entries of single people. What tells their order and standing is
read for all of them, and the whole entry only for those that are shown.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from web.domain.name_order import name_key
from web.domain.schedule import pattern_on
from web.domain.seeking import fold, words
from web.models import Agency, GroupMember, WorkGroup, WorkPattern

OFFICE, GROUP, PERSON = "office", "group", "person"
STATES = {
    **{"current": "Berlaku", "coming": "Akan datang"},
    **{"covered": "Tertutup yang lebih baru", "past": "Sudah lewat"},
    "never": "Tidak pernah berlaku",
}
FIELDS = ("id", "group_id", "employee_id", "valid_from", "valid_until", "created_at", "name")
WHOSE = ("group__name", "employee__name", "employee__nip")


@dataclass(frozen=True, slots=True)
class Line:
    """Hours by what tells whose they are and from when until when they hold; no end is None."""

    id: UUID
    group_id: UUID | None
    employee_id: UUID | None
    valid_from: date | None
    valid_until: date | None
    created_at: datetime
    name: str | None
    group: str | None
    person: str | None
    nip: str | None

    @property
    def kind(self) -> str:
        """Whose hours they are."""
        return PERSON if self.employee_id else GROUP if self.group_id else OFFICE

    @property
    def begins(self) -> tuple[date, datetime]:
        """By what the newer of two is told."""
        return (self.valid_from or date.min, self.created_at)

    @property
    def whose(self) -> tuple[int, str]:
        """The office's first, then by the names of groups, then of people."""
        return ((OFFICE, GROUP, PERSON).index(self.kind), name_key(self.person or self.group))


async def lines_of(agency: Agency, today: date) -> list[tuple[Line, str]]:
    """All hours of an office with how they stand today, of STATES: by whose, the newest first."""
    found = WorkPattern.filter(agency=agency)
    lines = [Line(*row) for row in await found.values_list(*FIELDS, *WHOSE)]
    held: dict[Any, list[Line]] = {}
    for line in sorted(lines, key=lambda one: one.begins, reverse=True):
        held.setdefault(line.employee_id or line.group_id, []).append(line)
    counting = (pattern_on(own, today) for own in held.values())
    current = {one.id for one in counting if one}
    in_order = sorted((one for own in held.values() for one in own), key=lambda one: one.whose)
    return [(one, _state(one, one.id in current, today)) for one in in_order]


def _state(line: Line, current: bool, today: date) -> str:
    if current:
        return "current"
    if line.valid_from and line.valid_until and line.valid_until < line.valid_from:
        return "never"
    if line.valid_from and line.valid_from > today:
        return "coming"
    return "past" if line.valid_until and line.valid_until < today else "covered"


def meant(line: Line, text: str) -> bool:
    """Whether the names of hours, and of whose they are, have the words of a text."""
    told = fold(" ".join(filter(None, (line.name, line.group, line.person, line.nip))))
    return all(word in told for word in words(text))


async def whole(ids: Sequence[UUID]) -> list[WorkPattern]:
    """Some hours with all that is said of them, in the order given."""
    rows = WorkPattern.filter(id__in=list(ids)).select_related("author", "agency")
    held = {row.id: row for row in await rows}
    return [held[id_] for id_ in ids]


async def members(groups: Collection[UUID], today: date) -> dict[UUID, int]:
    """How many people belong to each of some groups on a date."""
    begun = Q(valid_from=None) | Q(valid_from__lte=today)
    open_ = Q(valid_until=None) | Q(valid_until__gte=today)
    found = GroupMember.filter(begun, open_, group_id__in=list(groups))
    counted = found.annotate(people=Count("employee_id", distinct=True)).group_by("group_id")
    return dict(await counted.values_list("group_id", "people"))


async def hours_of_groups(
    agency: Agency, today: date
) -> list[tuple[WorkGroup, WorkPattern | None]]:
    """The groups of an office by name, with the hours of their own that hold on a date."""
    own: dict[UUID, list[WorkPattern]] = {}
    for row in await WorkPattern.filter(agency=agency, group_id__not_isnull=True):
        if row.employee_id is None:
            own.setdefault(row.group_id, []).append(row)
    groups = await WorkGroup.filter(agency=agency)
    groups.sort(key=lambda one: name_key(one.name))
    return [(one, pattern_on(own.get(one.id, ()), today)) for one in groups]
