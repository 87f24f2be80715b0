"""How does a change become an entry? What triggers captured is put into the chain, in order.

Called by the database's client alone, as the last act of a transaction: PostgreSQL's lock on the
end of the chain is taken after every other one and held until the commit that follows at once,
so that nobody waits for another lock while holding it. SQLite has one writer anyway.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.fields import BooleanField, DatetimeField, JSONField
from tortoise.models import Model

from web import acting, clock
from web.db import insert, rows
from web.domain import times
from web.domain.audit import BEGINNING, Head, chained, text_of
from web.models.audited import WATCHED
from web.services.audit_people import concerned

LOCK = 7603
PART = 2000  # changes that are put into the chain at a time: others get a turn in between
OUTSIDE = acting.Actor(via="outside")
ENTRY = (*("seq", "at", "kind", "subject", "record", "via", "author", "agency", "body", "hash"),)


@dataclass(slots=True)
class Change:
    """A row before and after, and whether SIKEREN made the change."""

    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    at: datetime
    outside: bool

    @property
    def row(self) -> dict[str, Any]:
        """The row as it is now, or was."""
        return self.after or self.before or {}

    @property
    def kind(self) -> str:
        """A key of domain/audit.KINDS."""
        if self.before is None:
            return "create"
        return "change" if self.after is not None else "delete"


async def begin(connection: BaseDBAsyncClient) -> None:
    """Before a transaction's first recorded write: what was captured before is not its own.

    Only SQLite needs it, and there it is a write, so that the transaction begins with one.
    """
    if connection.capabilities.dialect == "sqlite":
        await connection.execute_query("UPDATE audit_capture SET tx = 1 WHERE tx = 0")


async def record(connection: BaseDBAsyncClient) -> None:
    """Put what this transaction changed into the record; first what was changed outside."""
    await lock(connection)
    acts = {True: str(uuid4()), False: str(uuid4())}
    while found := await _captured(connection):
        for outside, actor in ((True, OUTSIDE), (False, acting.now())):
            changes = [change for change in found if change.outside == outside]
            await append(connection, changes, actor, acts[outside])
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


def read_row(table: str, text: str | None) -> dict[str, Any] | None:
    """A captured row, alike on both databases: truth values, instants in UTC, documents.

    What somebody wrote past SIKEREN that is no such value stays as it is written.
    """
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    kinds = _kinds(table)
    return {name: _value(value, kinds.get(name)) for name, value in row.items()}


@cache
def model_of(table: str) -> type[Model]:
    """The model of a recorded table."""
    models: dict[str, type[Model]] = Tortoise.apps["sikeren"]
    return next(model for model in models.values() if model._meta.db_table == table)


@cache
def _kinds(table: str) -> dict[str, Any]:
    meta = model_of(table)._meta
    return {name: meta.fields_map[key] for key, name in meta.fields_db_projection.items()}


def _value(value: Any, field: Any) -> Any:
    if value is None:
        return None
    try:
        if isinstance(field, BooleanField):
            return bool(int(value))
        if isinstance(field, DatetimeField):
            return times.write(datetime.fromisoformat(value))
        if isinstance(field, JSONField) and isinstance(value, str):
            return json.loads(value)
    except (ValueError, TypeError, OverflowError):
        pass
    return value


async def append(
    connection: BaseDBAsyncClient,
    changes: Sequence[Change],
    actor: acting.Actor,
    act: str | None = None,
) -> None:
    """Continue the chain with changes of one actor; all get the same `act`, a new one if None."""
    if not changes:
        return
    people = await concerned(connection, [(one.subject, one.row) for one in changes])
    contents = [
        {
            "kind": change.kind,
            "subject": change.subject,
            "record": _key(change),
            "at": times.write(change.at),
            "people": sorted(found.people),
            "agency": found.agency,
            "before": change.before,
            "after": change.after,
        }
        for change, found in zip(changes, people, strict=True)
    ]
    await continue_chain(connection, contents, actor, act)


def _key(change: Change) -> str:
    key = model_of(change.subject)._meta.db_pk_column
    return "" if key in WATCHED[change.subject].secret else str(change.row[key])


async def continue_chain(
    connection: BaseDBAsyncClient,
    contents: Sequence[Mapping[str, Any]],
    actor: acting.Actor,
    act: str | None = None,
) -> None:
    """Write entries of these contents; the lock on the chain's end is held."""
    last = await head(connection)
    seq, before, act = last.seq, last.hash, act or str(uuid4())
    who = {
        **{"via": actor.via, "author": actor.author, "role": actor.role, "act": act},
        **{"session": actor.session, "device": actor.device, "route": actor.route},
        "user": actor.system_user,
    }
    records: list[tuple[Any, ...]] = []
    people: list[tuple[int, str]] = []
    for content in contents:
        seq += 1
        whole = {"seq": seq, **who, **content}
        body = text_of(whole)
        before = chained(before, body)
        at = times.read(whole["at"])
        names = ("kind", "subject", "record", "via", "author", "agency")
        records.append((seq, at, *(whole[name] for name in names), body, before))
        people += [(seq, person) for person in whole["people"]]
    await insert(connection, "audit_entry", ENTRY, records)
    await insert(connection, "audit_person", ("seq", "person"), people)
