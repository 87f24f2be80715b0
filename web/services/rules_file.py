"""How do rules travel from one regency to the next? As one document, read and written here.

docs/rules-file.md describes it. Reading checks everything before anything is stored; what is
there already in the same words is left, what differs becomes a newer row, nothing is deleted.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from tortoise.models import Model
from tortoise.transactions import in_transaction

from web import clock
from web.domain.bands import DEFAULT_PRESET, PRESETS
from web.domain.rules_document import EVERY, FORMAT, Rule, read_rules
from web.errors import Problem
from web.models import (
    Agency,
    BandTable,
    CalendarDay,
    Employee,
    Shift,
    SpecialDay,
    WorkGroup,
    WorkPattern,
)
from web.services.months import touch

MODELS: dict[str, type[Model]] = {
    "patterns": WorkPattern,
    "shifts": Shift,
    "bands": BandTable,
    "calendar": CalendarDay,
    "special_days": SpecialDay,
}
Document = dict[str, Any]


@dataclass
class Imported:
    """What came of an import: how many rules are new, were there already, or had no agency."""

    added: int = 0
    unchanged: int = 0
    skipped: list[str] = field(default_factory=list)


async def export_rules() -> Document:
    """Every rule as it counts, without people: their own hours and rosters stay here."""
    names = {str(one.id): one.name for one in await Agency.all()}
    groups = {str(one.id): one.name for one in await WorkGroup.all()}

    def placed(row: Document) -> Document:
        return {"agency": names.get(str(row["agency_id"]))}

    return {
        "sikeren_rules": FORMAT,
        "patterns": [
            placed(one)
            | {
                "group": groups.get(str(one["group_id"])),
                "name": one["name"],
                "days": one["days"],
                "options": one["options"] or {},
                **_validity(one),
            }
            for one in await _newest(
                WorkPattern, "agency_id", "group_id", "valid_from", "valid_until"
            )
            if one["employee_id"] is None
        ],
        "shifts": [
            placed(one) | {key: one[key] for key in ("code", "name", "hours")}
            for one in await _newest(Shift, "agency_id", "code")
        ],
        "bands": await _bands(names),
        "calendar": [
            {"date": one["date"].isoformat()}
            | placed(one)
            | {key: one[key] for key in ("kind", "name", "source")}
            for one in await _newest(CalendarDay, "agency_id", "date")
        ],
        "special_days": [
            {"date": one["date"].isoformat()}
            | placed(one)
            | {key: one[key] for key in ("name", "absent", "deadline", "factor")}
            for one in await _newest(SpecialDay, "agency_id", "date")
        ],
    }


async def _bands(names: dict[str, str]) -> list[Document]:
    """The tables of bands; where nobody entered one for everybody, the preset that holds then."""
    found = await _newest(BandTable, "agency_id", "valid_from", "valid_until")
    if all(one["agency_id"] for one in found):
        preset = PRESETS[DEFAULT_PRESET]
        usual = {"agency_id": None, "valid_from": None, "valid_until": None}
        found.append(usual | {"name": preset.name, "source": preset.source, "body": preset.body})
    return [
        {"agency": names.get(str(one["agency_id"])), "name": one["name"], "source": one["source"]}
        | _validity(one)
        | one["body"]
        for one in found
    ]


async def _newest(model: type[Model], *key: str) -> list[Document]:
    """The rows that count: of several with the same name the one entered last."""
    found: dict[tuple[Any, ...], Document] = {}
    for one in await model.all().order_by("created_at", "id").values():
        if one.get("employee_id") is None:
            found[tuple(one[part] for part in key)] = one
    # Who cancels a rule ends it on the day before it begins: it was never in force.
    held = [one for one in found.values() if not _cancelled(one)]
    return sorted(held, key=lambda one: [str(one[part]) for part in key])


def _cancelled(row: Document) -> bool:
    first, last = row.get("valid_from"), row.get("valid_until")
    return bool(first and last and last < first)


def _validity(row: Document) -> Document:
    return {
        key: row[key].isoformat() if row[key] else None for key in ("valid_from", "valid_until")
    }


async def import_rules(document: Any, author: Employee | None = None) -> Imported:
    """Read a document and store what it adds, all or nothing.

    A rule of an agency or group that is not here is skipped, and said so.

    Raises:
        Problem: `invalid`; its fields name each place that cannot be, such as "bands[0].late".
    """
    rules, errors = read_rules(document)
    if errors:
        raise Problem("invalid", "Berkas aturan ini belum dapat dipakai.", fields=errors)
    agencies = {one.name: one.id for one in await Agency.all()}
    groups = {(one.agency_id, one.name): one.id for one in await WorkGroup.all()}
    outcome = Imported()
    async with in_transaction():
        for rule in rules:
            for key in _keys(rule, agencies, groups, outcome):
                await _store(rule, key, author, outcome)
        if outcome.added:
            await touch("rules")
    return outcome


def _keys(
    rule: Rule,
    agencies: dict[str, UUID],
    groups: dict[tuple[UUID, str], UUID],
    outcome: Imported,
) -> list[Document]:
    """The columns that name a rule here, once for each agency that it is for."""
    if rule.agency is not None and rule.agency != EVERY and rule.agency not in agencies:
        outcome.skipped.append(f"{rule.where}: OPD “{rule.agency}” tidak ada di sini.")
        return []
    named: list[UUID | None] = [agencies[rule.agency]] if rule.agency in agencies else [None]
    keys = []
    for agency in agencies.values() if rule.agency == EVERY else named:
        key = rule.key | {"agency_id": agency}
        if rule.part == "patterns":
            group = groups.get((agency, rule.group)) if agency and rule.group else None
            if rule.group and group is None:
                outcome.skipped.append(f"{rule.where}: kelompok “{rule.group}” tidak ada.")
                continue
            key |= {"group_id": group, "employee_id": None}
        keys.append(key)
    return keys


async def _store(rule: Rule, key: Document, author: Employee | None, outcome: Imported) -> None:
    model = MODELS[rule.part]
    newest: Any = await model.filter(**key).order_by("-created_at", "-id").first()
    if newest and all(getattr(newest, name) == value for name, value in rule.body.items()):
        outcome.unchanged += 1
        return
    at = clock.after(newest.created_at) if newest else clock.now()
    await model.create(id=uuid4(), created_at=at, author=author, **key, **rule.body)
    outcome.added += 1
