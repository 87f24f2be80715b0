"""How is a change that passed by the record told after all, and said to have been seen?

Nothing is taken back and nothing hidden: what was found stands in the record from then on, as made
outside of SIKEREN, with the user who acknowledged it. After it `verify` asks for no more.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import uuid4

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from web import acting, clock
from web.db import rows
from web.domain import times
from web.domain.audit import Head, states
from web.services import audit_chain
from web.services.audit_entries import Change
from web.services.audit_replay import Difference, Replay
from web.services.audit_rows import key_of
from web.services.audit_verify import ACKNOWLEDGED

PART = 1000  # entries in memory at a time


class ChangedMeanwhile(Exception):
    """What was found is not as it was when the tables were compared: compare them again."""


async def acknowledge(replay: Replay, head: Head) -> int:
    """Tell what a comparison found, and say that all up to here was seen.

    Args:
        replay: after `verify`.
        head: where the record ended then.

    Returns:
        How many changes were told that stood in no entry.

    Raises:
        ChangedMeanwhile: nothing was written.
    """
    actor = replace(acting.now(), via="outside")
    async with in_transaction() as connection:
        count = await _tell(connection, replay.differences(now=True), head, actor)
        last = await audit_chain.head(connection)
        seen: dict[str, Any] = {
            **{"kind": "view", "subject": ACKNOWLEDGED, "record": str(last.seq)},
            **{"at": times.write(clock.now()), "people": [], "agency": None},
            **{"before": None, "after": None},
        }
        await audit_chain.continue_chain(connection, [seen], acting.now())
    return count


async def tell(replay: Replay, head: Head, but: set[tuple[str, str]]) -> int:
    """Tell what a migration changed, as the command that migrates: how many rows.

    Args:
        replay: after `verify`.
        head: where the record ended then.
        but: table and key of what differed before the migration already; it stays to be found.

    Raises:
        ChangedMeanwhile: nothing was written.
    """
    found = (one for one in replay.differences(now=True) if (one.table, one.key) not in but)
    async with in_transaction() as connection:
        return await _tell(connection, found, head, acting.now())


async def _tell(
    connection: BaseDBAsyncClient, found: Iterable[Difference], head: Head, actor: acting.Actor
) -> int:
    await audit_chain.begin(connection)
    await audit_chain.lock(connection)
    touched = await _since(connection, head)
    count, act, now, left = 0, str(uuid4()), clock.now(), iter(found)
    while part := list(islice(left, PART)):
        if touched & {(one.table, one.key) for one in part}:
            raise ChangedMeanwhile
        changes = [
            Change(one.table, _plain(one.before), _plain(one.after), now, True) for one in part
        ]
        await audit_chain.append(connection, changes, actor, act)
        count += len(changes)
    return count


async def _since(connection: BaseDBAsyncClient, head: Head) -> set[tuple[str, str]]:
    """Table and key of what was recorded since.

    Raises:
        ChangedMeanwhile: something was changed outside of SIKEREN, which nobody has seen.
    """
    captured = await rows(connection, "SELECT 1 FROM audit_capture LIMIT 1")
    since = await rows(
        connection,
        "SELECT subject, record, via, body FROM audit_entry WHERE seq > ? AND kind <> 'view'",
        head.seq,
    )
    if captured or any(one["via"] == "outside" for one in since):
        raise ChangedMeanwhile
    return {(one["subject"], key) for one in since for key in _keys(one)}


def _keys(entry: Mapping[str, Any]) -> Iterator[str]:
    """The keys of the rows that an entry tells of; "" where they are secrets."""
    said = json.loads(entry["body"])
    if "many" not in said:
        yield entry["record"]
    for _, row in states(said) if "many" in said else ():
        yield key_of(said["subject"], row, b"")


def _plain(row: Any) -> dict[str, Any] | None:
    return None if row is None else dict(row)
