"""Are the tables what the record tells? Plays it back, and compares each row with its last state.

What was made past the record while its triggers were away stands in no entry; here it shows: a row
that is not as it was last told, one that was never told of, one that is gone; and an entry that
tells of a row as it was before otherwise than the entry before it left it.

The last state of every row is kept in a temporary SQLite file, sixteen bytes for what it said, so
that a million entries take no more memory than a thousand.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain.audit import changed_fields, states
from web.models.audited import RECORDED
from web.services.audit_entries import read_row
from web.services.audit_rows import alike, digest, key_of, stored

MEMORY = 32_000  # kB that SQLite may keep of the file
SCHEMA = """PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
CREATE TABLE state (subject TEXT, key TEXT, digest BLOB, seq INT, n INT, PRIMARY KEY (subject, key))
  WITHOUT ROWID;
CREATE TABLE found (subject TEXT, key TEXT, seq INT, until INT, before TEXT, after TEXT);
BEGIN;"""

Told = Mapping[str, Any]  # a row as an entry tells it


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was done to a row and stands in no entry.

    Attributes:
        table: the row's table.
        key: its key; "" where that is a secret.
        seq: the last entry that told of it, None where none did.
        until: the entry that shows it; None: the table itself does, now.
        before: the row as it was last told; None where it was not.
        after: the row as it was found; None where it is gone.
    """

    table: str
    key: str
    seq: int | None
    until: int | None
    before: Told | None
    after: Told | None

    @property
    def kind(self) -> str:
        """A key of domain/audit.KINDS."""
        if self.before is None:
            return "create"
        return "change" if self.after is not None else "delete"

    @property
    def columns(self) -> list[str]:
        """Of a changed row, the columns that are not as they were told."""
        if self.before is None or self.after is None:
            return []
        return changed_fields(alike(self.table, self.before), alike(self.table, self.after))


class _Odd(NamedTuple):
    """A difference whose last state has still to be read from the record."""

    table: str
    key: str
    seq: int | None
    until: int | None
    after: Told | None


class Replay:
    """The last state of every row, and what was found to differ. To be closed: use `with`."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)  # a temporary file, gone at the end
        self._file.executescript(f"PRAGMA cache_size = -{MEMORY}; {SCHEMA}")
        self._odd: list[_Odd] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._file.close()

    def take(self, seq: int, table: str, before: Told | None, after: Told | None) -> None:
        """Go on by an entry; `seq` below 0: a change that still waits for one."""
        if table not in RECORDED:
            return
        if before is not None:
            self._leave(seq, table, before)
        if after is not None:
            self._enter(seq, table, after)

    def _leave(self, seq: int, table: str, row: Told) -> None:
        was = _seen(table, row)
        key = key_of(table, row, was)
        held = self._state(table, key)
        if held is None or held[0] != was:
            self._odd.append(_Odd(table, key, held[1] if held else None, seq, row))
        if held and held[2] > 1:
            self._run("UPDATE state SET n = n - 1 WHERE subject = ? AND key = ?", table, key)
        else:
            self._run("DELETE FROM state WHERE subject = ? AND key = ?", table, key)

    def _enter(self, seq: int, table: str, row: Told) -> None:
        now = _seen(table, row)
        key, n = key_of(table, row, now), 1
        if held := self._state(table, key):
            if key == now.hex():  # a secret key: rows that look alike are counted
                n += held[2]
            else:
                self._odd.append(_Odd(table, key, held[1], seq, None))
        self._run("REPLACE INTO state VALUES (?, ?, ?, ?, ?)", table, key, now, seq, n)

    async def compare(self, connection: BaseDBAsyncClient, table: str) -> int:
        """Hold a table against its last states; how many rows it has."""
        count = 0
        async for page in stored(connection, table):
            for _, row in page:
                self._meet(table, row)
            count += len(page)
            await self.settle(connection)
        gone = "SELECT key, seq, n FROM state WHERE subject = ? AND n > 0"
        with closing(self._file.execute(gone, (table,))) as left:
            for key, seq, n in left:
                self._odd += [_Odd(table, key, seq, None, None)] * n
                if len(self._odd) > 1000:
                    await self.settle(connection)
        await self.settle(connection)
        return count

    def _meet(self, table: str, row: Told) -> None:
        now = _seen(table, row)
        key = key_of(table, row, now)
        held = self._state(table, key)
        if held is None or held[2] < 1:
            self._odd.append(_Odd(table, key, None, None, row))
            return
        if held[0] != now:
            self._odd.append(_Odd(table, key, held[1], None, row))
        self._run("UPDATE state SET n = n - 1 WHERE subject = ? AND key = ?", table, key)

    async def settle(self, connection: BaseDBAsyncClient) -> None:
        """Read how the rows that were found to differ were last told."""
        odd, self._odd = self._odd, []
        if not odd:
            return
        told = await _told(connection, {one.seq for one in odd if one.seq is not None})
        for one in odd:
            before = _of(one, told[one.seq]) if one.seq is not None else None
            sides = [json.dumps(side) if side is not None else None for side in (before, one.after)]
            self._run("INSERT INTO found VALUES (?, ?, ?, ?, ?, ?)", *one[:4], *sides)

    def forgive(self, until: int) -> None:
        """Drop what an entry up to a number showed: it was acknowledged."""
        self._run("DELETE FROM found WHERE until BETWEEN 1 AND ?", until)

    def count(self) -> int:
        """How many differences were found."""
        [number] = self._file.execute("SELECT COUNT(*) FROM found").fetchone()
        return int(number)

    def differences(self, *, now: bool = False) -> Iterator[Difference]:
        """What was found, with `now` only what the tables themselves show."""
        condition = "WHERE until IS NULL" if now else ""
        with closing(self._file.execute(f"SELECT * FROM found {condition}")) as found:  # noqa: S608 (no input)
            for table, key, seq, until, *sides in found:
                before, after = (json.loads(side) if side else None for side in sides)
                row: Told = after or before or {}
                shown = "" if key == _seen(table, row).hex() else key
                yield Difference(table, shown, seq, until, before, after)

    def _state(self, table: str, key: str) -> tuple[bytes, int, int] | None:
        asked = "SELECT digest, seq, n FROM state WHERE subject = ? AND key = ?"
        found: tuple[bytes, int, int] | None = self._file.execute(asked, (table, key)).fetchone()
        return found

    def _run(self, statement: str, *values: Any) -> None:
        self._file.execute(statement, values)


def _of(odd: _Odd, told: Sequence[Told | None]) -> Told | None:
    """A row as an entry tells it, which may tell of many."""
    if len(told) == 1:
        return told[0]
    held = (row for row in told if row)
    return next(row for row in held if key_of(odd.table, row, _seen(odd.table, row)) == odd.key)


def _seen(table: str, row: Told) -> bytes:
    return digest(alike(table, row))


async def _told(connection: BaseDBAsyncClient, seqs: set[int]) -> dict[int, list[Told | None]]:
    """What entries, or changes that wait for one, say of their rows afterwards."""
    asked: Sequence[int] = sorted(seqs)
    found: dict[int, list[Told | None]] = {}
    for start in range(0, len(asked), 500):
        part = asked[start : start + 500]
        for one in await rows(
            connection,
            "SELECT seq, body FROM audit_entry WHERE seq IN (?*)",
            [seq for seq in part if seq > 0],
        ):
            found[one["seq"]] = [after for _, after in states(json.loads(one["body"]))]
        for one in await rows(
            connection,
            "SELECT id, subject, after FROM audit_capture WHERE id IN (?*)",
            [-seq for seq in part if seq < 0],
        ):
            found[-one["id"]] = [read_row(one["subject"], one["after"])]
    return found


async def waiting(connection: BaseDBAsyncClient, replay: Replay) -> None:
    """Play on what triggers saw and no entry tells yet: changes made outside of SIKEREN."""
    after = 0
    asked = "SELECT * FROM audit_capture WHERE id > ? ORDER BY id LIMIT 1000"
    while page := await rows(connection, asked, after):
        for one in page:
            before, now = (read_row(one["subject"], one[side]) for side in ("before", "after"))
            replay.take(-one["id"], one["subject"], before, now)
        await replay.settle(connection)
        after = page[-1]["id"]
