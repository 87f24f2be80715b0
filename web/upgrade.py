"""How does an installation come to the newest schema without leaving the record of changes behind?

Migrations run while nothing records. What they change, and what stood in the tables before there
was a record to compare them with, is told afterwards; what differed before is not: it stays to be
found by `sikeren audit verify`.
"""

from web import acting, db
from web.services import audit_acknowledge, audit_verify
from web.services.audit_replay import Replay
from web.settings import Settings

# Since this schema the record tells of every row; before it, rows may be older than the record.
TOLD_SINCE = "0025_import_runs"
COMMAND = "sikeren migrate"


async def upgrade(settings: Settings) -> int:
    """Apply the migrations that are missing, and say how many there were.

    Raises:
        BrokenReferences: a migration broke a foreign key; nothing was changed.
    """
    if not await db.pending(settings):
        return await db.migrate(settings)
    odd = await _odd(settings)
    count = await db.migrate(settings)
    with acting.command(COMMAND), Replay() as replay:
        async with db.open_database(settings):
            await audit_verify.current_head()  # changes from outside become entries of their own
            verdict = await audit_verify.verify(replay=replay)
            if verdict.broken is None:
                await audit_acknowledge.tell(replay, verdict.head, odd)
    return count


async def _odd(settings: Settings) -> set[tuple[str, str]]:
    """Table and key of what the record does not tell as it is, before a migration."""
    if TOLD_SINCE not in await db.applied(settings):
        return set()
    with Replay() as replay:
        async with db.open_database(settings):
            await audit_verify.verify(replay=replay)
        return {(one.table, one.key) for one in replay.differences(now=True)}
