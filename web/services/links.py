"""Which check-ins stand beside these in their devices' chains? Recorded ones and refused ones.

A part of the intake.
"""

from collections import defaultdict
from collections.abc import Collection

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain.case import Link
from web.domain.jws import TOLERANT, mirrored, parse_compact


async def links_near(
    connection: BaseDBAsyncClient, placed: Collection[tuple[str, Link]]
) -> dict[str, set[Link]]:
    """The links beside the given ones, by device: a step before and after, and the same `prev`.

    A refused envelope that the device's key signed takes its place like any other.
    """
    devices = {device_id for device_id, _ in placed}
    near = {link.seq + step for _, link in placed for step in (-1, 0, 1)}
    before = {link.prev for _, link in placed if link.prev}
    first = any(link.prev is None for _, link in placed)
    same = "prev IN (?*) OR prev IS NULL" if first else "prev IN (?*)"
    found: dict[str, set[Link]] = defaultdict(set)
    for row in await rows(
        connection,
        " UNION ".join(
            f"SELECT device_id, seq, prev, hash, {envelope} AS envelope FROM {table}"  # noqa: S608
            f" WHERE device_id IN (?*) AND {condition}"
            for table, envelope in (("checkin", "CAST(NULL AS BYTEA)"), ("quarantine", "envelope"))
            for condition in ("seq IN (?*)", f"({same})")
        ),
        *(devices, near, devices, before) * 2,
    ):
        mirror = _mirror(row["envelope"]) if row["envelope"] else None
        found[str(row["device_id"])].add(Link(row["seq"], row["prev"], row["hash"], mirror))
    return found


def _mirror(envelope: bytes) -> str | None:
    """The other hash of a refused check-in whose place in the chain was legible."""
    try:
        read = TOLERANT.decode(envelope.decode("utf-8", "surrogateescape"))
        return mirrored(parse_compact(read["jws"]))
    except RecursionError:
        return None
