"""Is the record still as it was written? Walks the whole chain, a thousand entries at a time.

What the chain cannot show by itself is said in docs/audit.md: whoever may write everything can
write it all anew. Only a head that was kept elsewhere tells that.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise import Tortoise
from tortoise.transactions import in_transaction

from web import audit_triggers
from web.db import rows
from web.domain import times
from web.domain.audit import BEGINNING, Break, Entry, Head, first_break
from web.services import audit_chain

PAGE = 1000  # entries in memory at a time
BELOW = -(1 << 62)  # before every number, those that nobody should have given too


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk over the record found.

    Attributes:
        head: the last entry that was looked at and holds.
        broken: the first entry that does not, or None.
        unguarded: triggers that are missing: changes may have gone unrecorded since.
        waiting: changes made outside of SIKEREN that stand in no entry yet, by table.
    """

    head: Head
    broken: Break | None
    unguarded: list[str]
    waiting: dict[str, int]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.broken is None and not self.unguarded


async def current_head() -> Head:
    """The head as it is to be printed; changes made outside are recorded first."""
    async with in_transaction() as connection:
        await audit_chain.begin(connection)
        await audit_chain.record(connection)
        return await audit_chain.head(connection)


async def verify(
    expected: Head | None = None, progress: Callable[[int], None] = lambda _: None
) -> Verdict:
    """Check every entry against the one before it, and one against a head that was kept.

    Args:
        expected: a head as `current_head` gave it once.
        progress: told how many entries were looked at.
    """
    last, broken = await _walk(expected, progress)
    connection = Tortoise.get_connection("default")
    waiting = await rows(
        connection,
        "SELECT subject, COUNT(*) AS n FROM audit_capture GROUP BY subject ORDER BY subject",
    )
    unguarded = await audit_triggers.missing(connection)
    return Verdict(last, broken, unguarded, {one["subject"]: one["n"] for one in waiting})


async def _walk(
    expected: Head | None, progress: Callable[[int], None]
) -> tuple[Head, Break | None]:
    last = Head(0, BEGINNING)
    async for page in _pages():
        broken = first_break(page, last)
        good = [entry for entry in page if broken is None or entry.seq < broken.seq]
        for entry in good:
            if expected and entry.seq == expected.seq and entry.hash != expected.hash:
                return last, Break(entry.seq, "head")
        last = Head(good[-1].seq, good[-1].hash) if good else last
        if broken:
            return last, broken
        progress(len(page))
    if expected and expected.seq > last.seq:
        return last, Break(last.seq + 1, "short")
    return last, await _stray_people(last)


async def _pages() -> AsyncIterator[list[Entry]]:
    connection, after = Tortoise.get_connection("default"), BELOW
    while True:
        found = await rows(
            connection,
            "SELECT seq, at, kind, subject, record, via, author, agency, body, hash"
            " FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT ?",
            *(after, PAGE),
        )
        if not found:
            return
        after = found[-1]["seq"]
        people: dict[int, list[str]] = {}
        for one in await rows(
            connection,
            "SELECT seq, person FROM audit_person WHERE seq BETWEEN ? AND ?",
            *(found[0]["seq"], after),
        ):
            people.setdefault(one["seq"], []).append(str(one["person"]))
        yield [_entry(row, people.get(row["seq"], [])) for row in found]


def _entry(row: dict[str, Any], people: list[str]) -> Entry:
    at = row["at"] if isinstance(row["at"], datetime) else datetime.fromisoformat(row["at"])
    columns = {name: row[name] for name in ("kind", "subject", "record", "via")}
    for name in ("author", "agency"):
        columns[name] = str(row[name]) if row[name] else None
    columns |= {"at": times.write(at), "people": sorted(people)}
    return Entry(row["seq"], columns, row["body"], row["hash"])


async def _stray_people(last: Head) -> Break | None:
    """People beside entries that there are not."""
    found = await rows(
        Tortoise.get_connection("default"),
        "SELECT MIN(seq) AS seq FROM audit_person WHERE seq > ? OR seq < 1",
        last.seq,
    )
    return Break(found[0]["seq"], "columns") if found[0]["seq"] is not None else None
