"""Which entries of the record does somebody look for? Newest first, a bounded number at a time.

A million entries page as fast as a hundred: a page begins below a number, and every filter has
an index that ends in that number. Words are looked for in a bounded stretch of what the other
filters leave; the page says so, and goes on from there.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web.db import rows
from web.models import AuditEntry, Employee

PAGE = 50
STRETCH = 20_000  # entries in which words are looked for at a time
NARROW = 20_000  # entries of a period that are collected rather than passed by
COLUMNS = "e.seq, e.at, e.kind, e.subject, e.record, e.via, e.author, e.agency, e.body, e.hash"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for. An empty value does not narrow; `people` of None neither.

    Attributes:
        people: ids, of whom an entry concerns one.
        authors: ids, of whom one acted.
        since, until: instants, the second not included.
        below: only entries with a smaller number.
        text: words that stand in the entry, in any case of letters.
    """

    kind: str = ""
    subject: str = ""
    via: str = ""
    agency: UUID | None = None
    people: tuple[UUID, ...] | None = None
    authors: tuple[UUID, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    below: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Page:
    """Some entries, newest first. `older` is where the next page begins, None at the end.

    `searched_to` is the last number that was looked into where words were looked for and the
    stretch ended before the page was full.
    """

    entries: list[dict[str, Any]]
    older: int | None
    searched_to: int | None = None


async def page(viewer: Employee, wanted: Wanted, size: int = PAGE) -> Page:
    """A page of the entries that are wanted; none for whom the record is not open."""
    if not await AuditEntry.visible_to(viewer).limit(1).exists():
        return Page([], None)
    where, values = await _where(wanted)
    ordered = f"FROM audit_entry e WHERE {where} ORDER BY e.seq DESC"
    if not wanted.text:
        found = await _ask(f"SELECT {COLUMNS} {ordered} LIMIT ?", *values, size + 1)
        return Page(found[:size], found[size - 1]["seq"] if len(found) > size else None)
    like = "ILIKE" if _postgres() else "LIKE"
    stretch = f"SELECT {COLUMNS} {ordered} LIMIT {STRETCH}"
    found = await _ask(
        f"SELECT * FROM ({stretch}) e WHERE e.body {like} ? ESCAPE '!'"  # noqa: S608 (no input)
        " ORDER BY e.seq DESC LIMIT ?",
        *(*values, _pattern(wanted.text), size + 1),
    )
    if len(found) > size:
        return Page(found[:size], found[size - 1]["seq"])
    [end] = await _ask(
        f"SELECT COUNT(*) AS n, MIN(e.seq) AS seq FROM ({stretch}) e",  # noqa: S608 (no input)
        *values,
    )
    more = end["seq"] if end["n"] == STRETCH else None
    return Page(found, more, more)


async def everything(viewer: Employee, wanted: Wanted, most: int) -> AsyncIterator[dict[str, Any]]:
    """All entries that are wanted, newest first, up to `most`, a page in memory at a time."""
    count, below = 0, wanted.below
    while count < most:
        found = await page(viewer, replace(wanted, below=below), 500)
        for entry in found.entries[: most - count]:
            count += 1
            yield entry
        if found.older is None:
            return
        below = found.older


async def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    """The condition, and its values; only what is wanted stands in it."""
    parts: list[str] = ["1 = 1"]
    values: list[Any] = []
    for column in ("kind", "subject", "via", "agency"):
        if value := getattr(wanted, column):
            parts.append(f"e.{column} = ?")
            values.append(str(value))
    if wanted.authors is not None:
        parts.append("e.author IN (?*)")
        values.append([str(one) for one in wanted.authors])
    if wanted.people is not None:
        parts.append("e.seq IN (SELECT p.seq FROM audit_person p WHERE p.person IN (?*))")
        values.append([str(one) for one in wanted.people])
    if wanted.below is not None:
        parts.append("e.seq < ?")
        values.append(wanted.below)
    period, limits = _period(wanted)
    if period:
        # What is few is collected by its time; what is many is found along the way.
        few = f"SELECT e.seq FROM audit_entry e WHERE {period}"  # noqa: S608 (no input)
        [count] = await _ask(
            f"SELECT COUNT(*) AS n FROM ({few} LIMIT {NARROW + 1}) e",  # noqa: S608 (no input)
            *limits,
        )
        parts.append(f"e.seq IN ({few})" if count["n"] <= NARROW else period)
        values += limits
    return " AND ".join(parts), values


def _period(wanted: Wanted) -> tuple[str, list[Any]]:
    parts = [("e.at >= ?", wanted.since), ("e.at < ?", wanted.until)]
    told = [(sql, value) for sql, value in parts if value]
    return " AND ".join(sql for sql, _ in told), [value for _, value in told]


def _pattern(text: str) -> str:
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return f"%{text}%"


def _postgres() -> bool:
    return Tortoise.get_connection("default").capabilities.dialect != "sqlite"


async def _ask(statement: str, *values: Any) -> list[dict[str, Any]]:
    found = await rows(Tortoise.get_connection("default"), statement, *values)
    for row in found:
        if isinstance(row.get("at"), str):
            row["at"] = datetime.fromisoformat(row["at"])
    return found
