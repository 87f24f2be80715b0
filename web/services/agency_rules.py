"""From which office does an agency have each of its rules: laid down itself, above it, or nowhere?

The rules are resolved as everywhere by domain/tree.inherited; here it is only said whose they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tortoise.expressions import Q

from web.domain.schedule import pattern_on
from web.domain.tree import inherited
from web.models import (
    Agency,
    BandTable,
    CalendarDay,
    JointEvent,
    PhonePolicy,
    Policy,
    SpecialDay,
    WorkPattern,
)
from web.services import agency_tree

AHEAD = 365  # days looked ahead for dated entries
HOURS, POLICY, PHONES, TABLE = "hours", "policy", "phones", "table"
KINDS = {
    HOURS: "Jam kerja",
    POLICY: "Ketentuan",
    PHONES: "Absen dan HP",
    TABLE: "Tabel potongan",
}
ENTRIES = {"calendar": "Kalender", "special": "Hari khusus", "events": "Kegiatan bersama"}

Scope = str | None  # an agency's id as text; None is everybody


@dataclass(frozen=True)
class Laid:
    """All that offices have laid down, by kind and by whom."""

    rows: Mapping[str, Mapping[Scope, Sequence[Any]]]
    entries: Mapping[str, Mapping[Scope, int]]

    def source(self, kind: str, chain: Sequence[str], day: date) -> tuple[bool, Scope]:
        """Whether a kind is laid down for an agency on a date, and by which office."""
        found = self.row(kind, chain, day)
        return found is not None, _scope(found) if found else None

    def row(self, kind: str, chain: Sequence[str], day: date) -> Any:
        """The row of a kind that counts on a date, or None."""
        return inherited(chain, lambda scope: pattern_on(self.rows[kind].get(scope, ()), day))

    def ahead(self, kind: str, scope: Scope) -> int:
        """How many dated entries of a kind an office has from today on."""
        return self.entries[kind].get(scope, 0)


async def hours_of(agency: Agency, day: date) -> tuple[WorkPattern | None, Agency | None]:
    """The week that an agency works on a date, and the office above that it is from, if it is."""
    chain = await agency_tree.chain_of(agency.id, day)
    rows = WorkPattern.filter(agency_id__in=list(chain), group_id=None, employee_id=None)
    held = _by_scope(await rows.select_related("agency"))
    found: WorkPattern | None = inherited(chain, lambda one: pattern_on(held.get(one, ()), day))
    above = found.agency if found and found.agency_id != agency.id else None
    return found, above


async def load(today: date) -> Laid:
    """Everything laid down, of dated entries their number from today on. Seven queries."""
    usual = Q(group_id__isnull=True, employee_id__isnull=True)
    span = {"date__gte": today, "date__lte": today + timedelta(days=AHEAD)}
    return Laid(
        {
            HOURS: _by_scope(await WorkPattern.filter(usual)),
            POLICY: _by_scope([_Until(one) for one in await Policy.all()]),
            PHONES: _by_scope([_Until(one) for one in await PhonePolicy.all()]),
            TABLE: _by_scope(await BandTable.all()),
        },
        {
            "calendar": _counted(await CalendarDay.filter(**span).values("agency_id")),
            "special": _counted(await SpecialDay.filter(**span).values("agency_id")),
            "events": _counted(await JointEvent.filter(**span).values("agency_id")),
        },
    )


@dataclass(frozen=True)
class Source:
    """A kind of rule and whose it is: `office` None is everybody's, `nobody` what is usual."""

    key: str
    label: str
    own: bool
    office: str | None = None
    nobody: bool = False


async def sources(agency: Agency, chain: Sequence[str], day: date) -> list[Source]:
    """Whose rules an agency has on a date, one entry a kind."""
    laid, names = await load(day), await agency_tree.names_of(chain)
    found = []
    for kind, label in KINDS.items():
        there, scope = laid.source(kind, chain, day)
        if kind == HOURS and there and laid.row(kind, chain, day).valid_from is None:
            there, scope = False, None  # what every agency begins with, laid down by nobody
        mine = scope == str(agency.id)
        office = names.get(scope) if scope and not mine else None
        found.append(Source(kind, label, mine, office, not there))
    for kind, label in ENTRIES.items():
        told = [names[one] for one in chain[1:] if laid.ahead(kind, one)]
        own, everybody = laid.ahead(kind, str(agency.id)), laid.ahead(kind, None)
        nobody = not told and not everybody and not own
        found.append(Source(kind, label, bool(own), ", ".join(told) or None, nobody))
    return found


class _Until:
    """A policy as something dated: it holds until another one does."""

    valid_until = None

    def __init__(self, row: Policy | PhonePolicy) -> None:
        self.agency_id, self.valid_from, self.created_at = (
            row.agency_id,
            row.valid_from,
            row.created_at,
        )


def _scope(row: Any) -> Scope:
    return str(row.agency_id) if row.agency_id else None


def _by_scope(rows: Sequence[Any]) -> dict[Scope, list[Any]]:
    found: dict[Scope, list[Any]] = {}
    for row in rows:
        found.setdefault(_scope(row), []).append(row)
    return found


def _counted(rows: Sequence[Mapping[str, Any]]) -> dict[Scope, int]:
    found: dict[Scope, int] = {}
    for row in rows:
        scope = str(row["agency_id"]) if row["agency_id"] else None
        found[scope] = found.get(scope, 0) + 1
    return found
