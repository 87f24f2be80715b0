"""Does the record of changes tell everything? Played back from nothing, it gives the tables.

Every test at the desks ends with this, so that a write which leaves no entry, or a wrong one, is
found by whatever test happens to make it.
"""

from web.models.audited import RECORDED
from web.services.audit_replay import Replay
from web.services.audit_verify import verify


async def untold() -> list[str]:
    """What the record does not tell as it is; empty where it is complete and sound."""
    with Replay() as replay:
        verdict = await verify(replay=replay)
    found = [] if verdict.sound else [f"the record is broken: {verdict}"]
    # What somebody did to check-ins past us waits for the next write to be told.
    found += [f"not recorded: {table}" for table in verdict.waiting.keys() & RECORDED]
    return found + [
        f"{one.table} {one.key} {one.kind} {one.columns}" for one in verdict.differences
    ]
