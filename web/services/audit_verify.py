"""Is the record still as it was written, and are the tables what it tells?

Walks the whole chain, a thousand entries at a time, and plays it back (`audit_replay`). What the
chain cannot show by itself is said in docs/audit.md: whoever may write everything can write it all
anew. Only a head that was kept elsewhere tells that.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from web import audit_triggers
from web.db import rows, snapshot
from web.domain import times
from web.domain.audit import BEGINNING, Break, Entry, Head, first_break, read_text, states
from web.models.audited import RECORDED
from web.services import audit_chain, audit_replay
from web.services.audit_replay import Difference, Replay

PAGE = 1000  # entries in memory at a time
BELOW = -(1 << 62)  # before every number, those that nobody should have given too
ACKNOWLEDGED = "audit_acknowledged"  # subject of the entry that says up to where all was seen
SHOWN = 100  # differences that are told one by one

Progress = Callable[[int, str], None]  # how many more, of what: "entries" or "rows"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk over the record found.

    Attributes:
        head: the last entry that was looked at and holds.
        broken: the first entry that does not, or None.
        unguarded: triggers that are missing: changes may have gone unrecorded since.
        waiting: changes made outside of SIKEREN that stand in no entry yet, by table.
        outside: entries of changes made outside of SIKEREN that nobody has acknowledged.
        untold: changes that stand in no entry; more than 0 only where the tables were compared.
        differences: these changes, the first `SHOWN`.
    """

    head: Head
    broken: Break | None
    unguarded: list[str]
    waiting: dict[str, int] = field(default_factory=dict)
    outside: int = 0
    untold: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the record is as it was written, and nothing passed by it."""
        return self.broken is None and not self.unguarded and not self.untold

    @property
    def to_acknowledge(self) -> bool:
        """Whether somebody has to look at changes that SIKEREN did not make."""
        return bool(self.untold or self.outside or self.waiting)


async def current_head() -> Head:
    """The head as it is to be printed; changes made outside are recorded first."""
    async with in_transaction() as connection:
        await audit_chain.begin(connection)
        await audit_chain.record(connection)
        return await audit_chain.head(connection)


async def verify(
    expected: Head | None = None,
    progress: Progress = lambda _, __: None,
    replay: Replay | None = None,
) -> Verdict:
    """Check every entry against the one before it, one against a kept head, and the tables.

    Everything is read as it stood at one moment, so that SIKEREN may be at work meanwhile.

    Args:
        expected: a head as `current_head` gave it once.
        progress: told how much more was looked at.
        replay: keeps the rows' last states and what differs; None: the tables are not compared.
    """
    async with snapshot() as connection:
        walk = _Walk(connection, replay)
        broken = await walk.through(expected, progress)
        unguarded = await audit_triggers.missing(connection)
        if broken:
            return Verdict(walk.last, broken, unguarded)
        waiting = await rows(
            connection,
            "SELECT subject, COUNT(*) AS n FROM audit_capture GROUP BY subject ORDER BY subject",
        )
        [outside] = await rows(
            connection,
            "SELECT COUNT(*) AS n FROM audit_entry WHERE via = 'outside' AND seq > ?",
            walk.acknowledged,
        )
        untold, differences = 0, list[Difference]()
        if replay:
            await _compare(connection, replay, progress)
            replay.forgive(walk.acknowledged)
            untold, differences = replay.count(), list(islice(replay.differences(), SHOWN))
    by_table = {one["subject"]: one["n"] for one in waiting}
    return Verdict(walk.last, None, unguarded, by_table, outside["n"], untold, differences)


async def _compare(connection: BaseDBAsyncClient, replay: Replay, progress: Progress) -> None:
    await audit_replay.waiting(connection, replay)
    for table in sorted(RECORDED):
        progress(await replay.compare(connection, table), "rows")


class _Walk:
    """Over the whole record: where it holds, and up to where somebody acknowledged it."""

    def __init__(self, connection: BaseDBAsyncClient, replay: Replay | None) -> None:
        self.connection, self.replay = connection, replay
        self.last, self.acknowledged = Head(0, BEGINNING), 0

    async def through(self, expected: Head | None, progress: Progress) -> Break | None:
        """Go on to the end, or to the first entry that does not hold."""
        async for page in _pages(self.connection):
            broken = first_break(page, self.last)
            for entry in _before(page, broken):
                if expected and entry.seq == expected.seq and entry.hash != expected.hash:
                    return Break(entry.seq, "head")
                self.last = Head(entry.seq, entry.hash)
                self._play(entry)
            if broken:
                return broken
            if self.replay:
                await self.replay.settle(self.connection)
            progress(len(page), "entries")
        if expected and expected.seq > self.last.seq:
            return Break(self.last.seq + 1, "short")
        return await _stray_people(self.connection, self.last)

    def _play(self, entry: Entry) -> None:
        said = entry.said or {}
        if said.get("subject") == ACKNOWLEDGED:
            self.acknowledged = max(self.acknowledged, int(said["record"]))
        elif self.replay:
            for before, after in states(said):
                self.replay.take(entry.seq, said["subject"], before, after)


def _before(page: list[Entry], broken: Break | None) -> Iterator[Entry]:
    return (entry for entry in page if broken is None or entry.seq < broken.seq)


async def _pages(connection: BaseDBAsyncClient) -> AsyncIterator[list[Entry]]:
    after = BELOW
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
    return Entry(row["seq"], columns, row["body"], row["hash"], read_text(row["body"]))


async def _stray_people(connection: BaseDBAsyncClient, last: Head) -> Break | None:
    """People beside entries that there are not."""
    found = await rows(
        connection,
        "SELECT MIN(seq) AS seq FROM audit_person WHERE seq > ? OR seq < 1",
        last.seq,
    )
    return Break(found[0]["seq"], "columns") if found[0]["seq"] is not None else None
