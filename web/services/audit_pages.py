"""How is an entry shown? Names for ids, words for columns, and nothing that is not the reader's.

What is said of somebody's health is for the person and whoever keeps the records (UU 27/2022
art. 4): an auditor sees that it changed, not what it says.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from tortoise import Tortoise

from web.domain import times
from web.domain.audit import KINDS, VIAS, changed_fields
from web.domain.audit_words import VIEWS, field_name, place_words, value_words
from web.domain.jws import Malformed
from web.domain.opening import parse_opening
from web.domain.statuses import STATUSES
from web.domain.vocabulary import HOME_ZONE
from web.models import Agency, Employee, Point, PointVersion, Role
from web.models.audited import WATCHED

HIDDEN = "dirahasiakan (kesehatan)"
EMPTY = (None, "")
OFFICE = "office of "  # before the id of a point: whose it is, among the names


@dataclass(frozen=True)
class Line:
    """A column before and after, in words; `changed` where it differs."""

    name: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True)
class Shown:
    """An entry as a page shows it."""

    seq: int
    at: datetime
    kind: str
    what: str
    who: str
    via: str
    way: str
    people: list[str]
    agency: str
    about: str
    href: str
    lines: list[Line]
    hash: str

    @property
    def changed(self) -> list[Line]:
        """The lines in which something changed, or all that a new or deleted record says."""
        return [line for line in self.lines if line.changed]


async def shown(
    viewer: Employee, entries: Sequence[Mapping[str, Any]], known: dict[str, str] | None = None
) -> list[Shown]:
    """Entries with names for the ids in them. Four queries, however many entries.

    Args:
        viewer: with their agency.
        entries: rows of the record.
        known: names by id, to which those that it lacks are added; for a file, which is made of
            one part after the other.
    """
    told = [mask(viewer, json.loads(entry["body"])) for entry in entries]
    zone = ZoneInfo(viewer.agency.timezone if viewer.agency else HOME_ZONE)
    names = {} if known is None else known
    await _learn(names, told)
    return [_one(entry, content, names, zone) for entry, content in zip(entries, told, strict=True)]


def mask(viewer: Employee, content: dict[str, Any]) -> dict[str, Any]:
    """The content of an entry without what the viewer may not read of somebody's health."""
    how = WATCHED.get(content["subject"])
    if viewer.role == Role.ADMIN or how is None or not _of_health(content):
        return content
    return content | {
        state: content[state]
        and {
            name: HIDDEN if name in how.health and value not in EMPTY else value
            for name, value in content[state].items()
        }
        for state in ("before", "after")
    }


def _of_health(content: Mapping[str, Any]) -> bool:
    """Whether it may be: a status tells by its code, what refers to one does not say."""
    row = content["after"] or content["before"] or {}
    if content["subject"] == "day_status":
        status = STATUSES.get(row.get("code", ""))
        return status is None or status.health
    return content["subject"] != "attachment" or row.get("subject_kind") == "day_status"


async def _learn(names: dict[str, str], told: Sequence[Mapping[str, Any]]) -> None:
    """Add the names of the people, agencies and points that entries speak of, by id."""
    ids: set[str] = set()
    for content in told:
        ids |= {one for one in (*content["people"], content["author"], content["agency"]) if one}
        for row in (content["before"], content["after"], *content.get("many", ())):
            ids |= {row[name] for name in _naming() & row.keys() if row[name]} if row else set()
    ids -= names.keys()
    if not ids:
        return
    for model in (Employee, Agency):
        found = await model.filter(id__in=ids).values_list("id", "name")
        names |= {str(id_): name for id_, name in found}
    points = Point.filter(id__in=ids - names.keys())
    offices: dict[Any, str] = dict(await points.values_list("id", "agency__name"))
    for version in await PointVersion.filter(point_id__in=list(offices)).order_by("created_at"):
        names[str(version.point_id)] = version.name
        names[f"{OFFICE}{version.point_id}"] = offices[version.point_id]


@lru_cache(maxsize=1)
def _naming() -> frozenset[str]:
    """The columns, of whatever table, that refer to somebody or something with a name."""
    return frozenset(
        str(model._meta.fields_map[name].source_field)
        for model in Tortoise.apps["sikeren"].values()
        for name in model._meta.fk_fields | model._meta.o2o_fields
        if getattr(model._meta.fields_map[name], "related_model", None) in (Employee, Agency, Point)
    )


def _one(
    entry: Mapping[str, Any], content: Mapping[str, Any], names: Mapping[str, str], zone: ZoneInfo
) -> Shown:
    before, after = content["before"], content["after"]
    differs = {*changed_fields(before, after)}
    whole = before is None or after is None
    lines = [
        Line(
            field_name(name),
            _words(name, (before or {}).get(name), names, zone),
            _words(name, (after or {}).get(name), names, zone),
            name in differs and not (whole and (before or after)[name] in EMPTY),
        )
        for name in {**(before or {}), **(after or {})}
    ]
    lines += _each(content.get("many", ()), names, zone)
    how = WATCHED.get(content["subject"])
    return Shown(
        seq=entry["seq"],
        at=entry["at"],
        kind=content["kind"],
        what=how.words if how else VIEWS.get(content["subject"], content["subject"]),
        who=_who(content, names),
        via=VIAS[content["via"]],
        way=content["route"] or "",
        people=[names.get(one, one[:8]) for one in content["people"]],
        agency=names.get(content["agency"] or "", ""),
        about=_about(content, names),
        href=_href(content),
        lines=lines,
        hash=entry["hash"],
    )


def _each(
    many: Sequence[Mapping[str, Any]], names: Mapping[str, str], zone: ZoneInfo
) -> Iterator[Line]:
    """A line for each of the rows that stand in one entry, with what it has of its own."""
    for number, row in enumerate(many, 1):
        told = [
            f"{field_name(name)} {_words(name, value, names, zone)}" for name, value in row.items()
        ]
        yield Line(f"Baris {number}", "", ", ".join(told), changed=True)


def _about(content: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The point that a record belongs to, and whose it is; "" for what belongs to none."""
    point = ((content["after"] or content["before"]) or {}).get("point_id") or ""
    return ", ".join(filter(None, (names.get(point), names.get(f"{OFFICE}{point}"))))


def _who(content: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if content["author"]:
        return names.get(content["author"], content["author"][:8])
    if content["user"]:
        return f"Pengguna server {content['user']}"
    return {"outside": "Tidak diketahui", "server": "SIKEREN"}.get(content["via"], "Belum masuk")


def _href(content: Mapping[str, Any]) -> str:
    record, subject = content["record"], content["subject"]
    if content["kind"] == "delete" or not record:
        return ""
    if subject == "checkin_location":
        return f"/desk/checkins/{record}"
    how = WATCHED.get(subject)
    return how.page.replace("{id}", record) if how else ""


def _words(column: str, value: Any, names: Mapping[str, str], zone: ZoneInfo) -> str:
    if column == "shape" and isinstance(value, dict):
        return place_words(value)
    if column == "opening" and isinstance(value, dict):
        opening = parse_opening(value, zone.key)
        return opening.words if opening else value_words(None)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    if isinstance(value, str):
        if value.endswith("Z"):
            with suppress(Malformed):
                return times.read(value).astimezone(zone).strftime("%d/%m/%Y %H.%M.%S %Z")
        return names.get(value) or value_words(value)
    return value_words(value)


_SUBJECTS = {table: how.words for table, how in WATCHED.items()} | VIEWS
CHOICES = {
    "kinds": KINDS,
    "vias": VIAS,
    "subjects": dict(sorted(_SUBJECTS.items(), key=lambda one: one[1])),
}
