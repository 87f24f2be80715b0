"""How does a change become an entry? What triggers captured is put into the chain, in order.

Called by the database's client alone, as the last act of a transaction: PostgreSQL's lock on the
end of the chain is taken after every other one and held until the commit that follows at once,
so that nobody waits for another lock while holding it. SQLite has one writer anyway.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

from tortoise.backends.base.client import BaseDBAsyncClient

from web import acting, clock
from web.db import insert, rows
from web.domain import times
from web.domain.audit import BEGINNING, Draft, Head, chained, draft_of
from web.services.audit_entries import Change, contents_of, read_row

LOCK = 7603
PART = 2000  # changes that are put into the chain at a time: others get a turn in between
OUTSIDE = acting.Actor(via="outside")
# SQLite puts them together faster than rows can be handed over; in another order they would not
# have the digest that is expected, and be told as usual.
CAPTURED = (
    "SELECT group_concat(after, '') AS texts, EXISTS (SELECT 1 FROM audit_capture WHERE tx <> 0)"
    " AS outside FROM (SELECT after FROM audit_capture WHERE subject = ? AND before IS NULL"
    " ORDER BY id)"
)
ENTRY = (*("seq", "at", "kind", "subject", "record", "via", "author", "agency", "body", "hash"),)


async def begin(connection: BaseDBAsyncClient) -> None:
    """Before a transaction's first recorded write: what was captured before is not its own.

    Only SQLite needs it, and there it is a write, so that the transaction begins with one.
    """
    if connection.capabilities.dialect == "sqlite":
        await connection.execute_query("UPDATE audit_capture SET tx = 1 WHERE tx = 0")


async def record(connection: BaseDBAsyncClient, act: str | None = None) -> None:
    """Put what this transaction changed into the record; first what was changed outside.

    Args:
        connection: of the transaction.
        act: that its own changes are; None: a new one.
    """
    await lock(connection)
    acts, many = {True: str(uuid4()), False: act or str(uuid4())}, False
    while found := await _captured(connection):
        many |= len(found) == PART
        for outside, actor in ((True, OUTSIDE), (False, acting.now())):
            changes = [change for change in found if change.outside == outside]
            together = many and not outside
            await append(connection, changes, actor, acts[outside], together=together)
        if len(found) < PART:
            break


async def lock(connection: BaseDBAsyncClient) -> None:
    """Be the only one who continues the chain, until the commit."""
    if connection.capabilities.dialect != "sqlite":
        await connection.execute_query("SELECT pg_advisory_xact_lock(?)".replace("?", str(LOCK)))


async def head(connection: BaseDBAsyncClient) -> Head:
    """The end of the chain."""
    found = await rows(connection, "SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1")
    return Head(found[0]["seq"], found[0]["hash"]) if found else Head(0, BEGINNING)


async def _captured(connection: BaseDBAsyncClient) -> list[Change]:
    """Take of what was captured the next that belongs into the chain.

    On PostgreSQL others' open transactions are not seen.
    """
    ours = "0" if connection.capabilities.dialect == "sqlite" else "txid_current()"
    next_ = f"SELECT id FROM audit_capture ORDER BY id LIMIT {PART}"  # noqa: S608 (no input)
    found = await rows(
        connection,
        f"DELETE FROM audit_capture WHERE id IN ({next_})"  # noqa: S608 (no input)
        f" RETURNING *, tx <> {ours} AS outside",
    )
    now = clock.now()
    return [
        Change(
            row["subject"],
            read_row(row["subject"], row["before"]),
            read_row(row["subject"], row["after"]),
            times.read(row["at"]) if row["outside"] else now,
            bool(row["outside"]),
        )
        for row in sorted(found, key=lambda row: row["id"])
    ]


async def append(
    connection: BaseDBAsyncClient,
    changes: Sequence[Change],
    actor: acting.Actor,
    act: str | None = None,
    *,
    together: bool = False,
) -> None:
    """Continue the chain with changes of one actor; all get the same `act`, a new one if None."""
    if changes:
        contents = await contents_of(connection, changes, together=together)
        await continue_chain(connection, contents, actor, act)


async def continue_chain(
    connection: BaseDBAsyncClient,
    contents: Sequence[Mapping[str, Any]],
    actor: acting.Actor,
    act: str | None = None,
) -> None:
    """Write entries of these contents; the lock on the chain's end is held."""
    act = act or str(uuid4())
    made = [(content["at"], entry_of(content, actor, act)) for content in contents]
    await _extend(connection, made)


class Entry(NamedTuple):
    """An entry but for its time and place in the chain: its text, its columns and its people."""

    draft: Draft
    columns: tuple[Any, ...]
    people: Sequence[str]


def entry_of(content: Mapping[str, Any], actor: acting.Actor, act: str) -> Entry:
    """The entry of a content, by whom it is made; what the content says itself stands."""
    who = {
        **{"via": actor.via, "author": actor.author, "role": actor.role, "act": act},
        **{"session": actor.session, "device": actor.device, "route": actor.route},
        "user": actor.system_user,
    }
    whole = {name: value for name, value in {**who, **content}.items() if name != "at"}
    names = ("kind", "subject", "record", "via", "author", "agency")
    return Entry(draft_of(whole), tuple(whole[name] for name in names), whole["people"])


async def _extend(connection: BaseDBAsyncClient, made: Iterable[tuple[str, Entry]]) -> None:
    """Give entries, each with its time, their numbers and hashes, and write them."""
    last = await head(connection)
    seq, before = last.seq, last.hash
    records: list[tuple[Any, ...]] = []
    people: list[tuple[int, str]] = []
    for at, entry in made:
        seq += 1
        body = entry.draft.text(at, seq)
        before = chained(before, body)
        records.append((seq, times.read(at), *entry.columns, body, before))
        people += [(seq, person) for person in entry.people]
    await insert(connection, "audit_entry", ENTRY, records)
    await insert(connection, "audit_person", ("seq", "person"), people)


async def take(
    connection: BaseDBAsyncClient, table: str, digest: bytes, entries: Sequence[Entry]
) -> bool:
    """Continue the chain with entries that were made ready, where just that was captured (SQLite).

    What the triggers saw is what counts: where it differs by a letter, or something was changed
    outside before, nothing is taken and every row is told when the transaction ends.

    Args:
        connection: of the transaction, which has entered new rows of a table.
        table: that one.
        digest: SHA-256 of what triggers are to write down of these rows, in their order.
        entries: of the rows.
    """
    [found] = await rows(connection, CAPTURED, table)
    just = sha256((found["texts"] or "").encode()).digest() == digest
    if found["outside"] or not just:
        return False
    await rows(connection, "DELETE FROM audit_capture WHERE subject = ? AND before IS NULL", table)
    at = times.write(clock.now())
    await _extend(connection, [(at, entry) for entry in entries])
    return True
