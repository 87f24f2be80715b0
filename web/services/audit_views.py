"""Who looked at where somebody was? Views of locations and of health papers are recorded.

Once for a viewer, what was looked at, and an hour: a page that renews itself is not a new view.
One's own is nobody's business.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from tortoise.expressions import Subquery
from tortoise.transactions import in_transaction

from web import acting, clock
from web.domain import times
from web.models import AuditEntry, AuditPerson, Employee
from web.services import audit_chain

MOST_NAMED = 2000  # people of one view; a day's map shows no more


async def saw(
    viewer: Employee,
    what: str,
    record: Any,
    people: Collection[Any],
    agency: Any = None,
) -> None:
    """Record that a viewer saw where people were, those of whom this hour knows it not yet.

    Args:
        viewer: who looked.
        what: a key of domain/audit_words.VIEWS.
        record: key of the record that was opened; with `what`, what counts as the same view.
        people: ids of those who were seen; the viewer is left out.
        agency: id of their agency, where it is one.
    """
    now = clock.now()
    others = {str(one) for one in people} - {str(viewer.id)}
    seen = sorted(others - await _recorded(viewer, what, str(record), now))[:MOST_NAMED]
    if seen:
        await _write(viewer, what, record, seen, agency, now)


async def took_away(viewer: Employee, wanted: str) -> None:
    """Record that a viewer took the record itself away, as a file of what was wanted."""
    await _write(viewer, "audit_export", wanted[:1000], [], None, clock.now())


async def _write(
    viewer: Employee, what: str, record: Any, seen: list[str], agency: Any, now: datetime
) -> None:
    content = {
        **{"kind": "view", "subject": what, "record": str(record), "at": times.write(now)},
        **{"author": str(viewer.id), "people": seen},
        "agency": str(agency) if agency else None,
        **{"before": None, "after": None},
    }
    async with in_transaction() as connection:
        await audit_chain.begin(connection)
        await audit_chain.lock(connection)
        await audit_chain.continue_chain(connection, [content], acting.now())


async def _recorded(viewer: Employee, what: str, record: str, now: datetime) -> set[str]:
    """Of whom this hour's view stands in the record. Two at one moment make two: no harm."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    seqs = AuditEntry.filter(
        author=viewer.id, kind="view", subject=what, record=record, at__gte=hour
    ).values("seq")
    people = await AuditPerson.filter(seq__in=Subquery(seqs)).values_list("person", flat=True)
    return {str(one) for one in people}
