"""Which entries of the record does somebody look for? Newest first, a bounded number at a time.

A million entries page as fast as a hundred: a page begins below a number, and every filter has
an index that ends in that number. Words are looked for in a bounded stretch of what the other
filters leave; the page says so, and goes on from there.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise import Tortoise

from web.db import rows
from web.domain.audit import text_of
from web.models import AuditEntry, Employee
from web.services.audit_pages import mask

PAGE = 50
PART = 200  # entries of a file at a time: what others ask for waits no longer than for these
STRETCH = 20_000  # entries in which words are looked for at a time
NARROW = 20_000  # entries of a period that are collected rather than passed by
MOST_COUNTED = 200_000  # entries of a filter that are counted, to begin with the narrowest
Condition = tuple[str, Any]  # SQL over an entry `e` with one value, and that
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
    told = [one for one in found[:size] if _tells(viewer, one, wanted.text)]
    if len(found) > size:
        return Page(told, found[size - 1]["seq"])
    [end] = await _ask(
        f"SELECT COUNT(*) AS n, MIN(e.seq) AS seq FROM ({stretch}) e",  # noqa: S608 (no input)
        *values,
    )
    more = end["seq"] if end["n"] == STRETCH else None
    return Page(told, more, more)


def _tells(viewer: Employee, entry: dict[str, Any], text: str) -> bool:
    """Whether the words stand in what of an entry the viewer reads.

    A search that found what is hidden from them would spell it out, letter by letter.
    """
    content = json.loads(entry["body"])
    read = mask(viewer, content)
    return read is content or text.casefold() in text_of(read).casefold()


async def everything(viewer: Employee, wanted: Wanted) -> AsyncIterator[list[dict[str, Any]]]:
    """All entries that are wanted, newest first, a part in memory at a time."""
    below = wanted.below
    while True:
        found = await page(viewer, replace(wanted, below=below), PART)
        yield found.entries
        if found.older is None:
            return
        below = found.older


async def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    """The condition, and its values; only what is wanted stands in it."""
    told = await _narrowest_first(_equal(wanted))
    parts = ["1 = 1", *(sql for sql, _ in told)]
    values: list[Any] = [value for _, value in told]
    if wanted.below is not None:
        parts.append("e.seq < ?")
        values.append(wanted.below)
    limits = _period(wanted)
    if limits:
        sql, told = await _within(*limits)
        parts.append(sql)
        values += told
    return " AND ".join(parts), values


def _equal(wanted: Wanted) -> list[Condition]:
    """What an entry's columns and people must be, each with its one value."""
    parts: list[Condition] = []
    if wanted.people is not None:
        sql = "e.seq IN (SELECT p.seq FROM audit_person p WHERE p.person IN (?*))"
        parts.append((sql, [str(one) for one in wanted.people]))
    if wanted.authors is not None:
        parts.append(("e.author IN (?*)", [str(one) for one in wanted.authors]))
    for column in ("agency", "subject", "via", "kind"):
        if value := getattr(wanted, column):
            parts.append((f"e.{column} = ?", str(value)))
    return parts


async def _narrowest_first(parts: list[Condition]) -> list[Condition]:
    """Let SQLite look up what leaves the fewest, and try the others on what that finds.

    It knows how often a value stands in a column on average only, which of a kind or a way says
    nothing: one value stands in nearly all entries, another in none. PostgreSQL keeps count.
    """
    if _postgres() or len(parts) < 2:
        return parts
    counts = [await _many(sql, [value], MOST_COUNTED) for sql, value in parts]
    first = counts.index(min(counts))
    return [(sql if n == first else _passing(sql), value) for n, (sql, value) in enumerate(parts)]


def _passing(sql: str) -> str:
    """The condition, not to be looked up in an index (SQLite's own sign for that)."""
    return sql if _postgres() else sql.replace("e.", "+e.")


async def _many(sql: str, values: list[Any], most: int) -> int:
    """How many entries fulfil a condition; of more than `most` it is not known how many more."""
    [told] = await _ask(
        "SELECT COUNT(*) AS n FROM"  # noqa: S608 (no input)
        f" (SELECT 1 FROM audit_entry e WHERE {sql} LIMIT {most + 1}) AS found",
        *values,
    )
    return int(told["n"])


def _period(wanted: Wanted) -> tuple[str, list[Any]] | None:
    parts = [("e.at >= ?", wanted.since), ("e.at < ?", wanted.until)]
    told = [(sql, value) for sql, value in parts if value]
    return (" AND ".join(sql for sql, _ in told), [value for _, value in told]) if told else None


async def _within(period: str, limits: list[Any]) -> tuple[str, list[Any]]:
    """The condition of a period. What is few is collected by its time.

    What is many is found along the way, between its first and last number: the numbers follow the
    times, but for what was found out later. Plain `MIN(seq)` would walk the whole record.
    """
    of_period = f"FROM audit_entry e WHERE {period}"
    if await _many(period, limits, NARROW) <= NARROW:
        return f"e.seq IN (SELECT e.seq {of_period})", limits
    [ends] = await _ask(
        f"SELECT MIN(e.seq + 0) AS first, MAX(e.seq + 0) AS last {of_period}",
        *limits,
    )
    between = [ends["first"], ends["last"]]
    return f"{_passing(period)} AND e.seq BETWEEN ? AND ?", [*limits, *between]


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
