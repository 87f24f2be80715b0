"""What waits or failed: doubtful check-ins, silent phones, refused envelopes. One query each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise import Tortoise

from web.db import instant_of, rows
from web.domain.today import SILENT_DAYS, SILENT_WORKDAYS, Queue, Silent
from web.domain.workday import Plan
from web.services.last_heard import quiet
from web.services.stated import NEVER
from web.services.today_scope import Scope

WAITING = (
    "SELECT COUNT(*) AS count, MIN(c.claimed_at) AS oldest,"
    " SUM(CASE WHEN s.id IS NULL THEN 1 ELSE 0 END) AS nobody FROM assessment a JOIN checkin c"
    " ON c.hash = a.checkin_id JOIN employee e ON e.id = c.employee_id"
    " LEFT JOIN employee s ON s.id = e.supervisor_id AND s.active"
    " WHERE a.verdict = 'review' AND COALESCE((SELECT d.outcome FROM decision"
    " d WHERE d.checkin_id = a.checkin_id ORDER BY d.at DESC LIMIT 1), 'revoked') = 'revoked'"
)
# Grouped by what is said of a phone, PostgreSQL looks once whether each is quiet; in sums, twice.
PHONES = (
    f"SELECT ({quiet('d', '?')}) AS quiet, (e.agency_id IN (?*) AND e.id NOT IN (?*)) AS missed,"  # noqa: S608
    " COUNT(*) AS count FROM device d JOIN employee e ON e.id = d.employee_id WHERE e.active"
    " AND NOT EXISTS (SELECT 1 FROM revocation r WHERE r.device_id = d.id)"
)
REFUSED = (
    "SELECT q.reason, q.device_id IS NULL AS strange, COUNT(*) AS count FROM quarantine q"
    " LEFT JOIN device d ON d.id = q.device_id WHERE q.received_at >= ? AND q.received_at < ?"
)


@dataclass(frozen=True)
class Refused:
    """Envelopes refused on a day, by reason: of phones that are known, and of strangers'."""

    known: Mapping[str, int]
    strange: Mapping[str, int]


async def reviews(scope: Scope) -> Queue:
    """The doubtful check-ins on which no decision stands, whenever they were made."""
    within, values = scope.people("c.employee_id")
    [row] = await rows(Tortoise.get_connection("default"), WAITING + within, *values)
    return Queue(
        count=row["count"], oldest=instant_of(row["oldest"]), nobody=int(row["nobody"] or 0)
    )


async def silent(
    scope: Scope, plans: Mapping[str, tuple[Plan, ...]], away: Collection[str], now: datetime
) -> Silent:
    """Phones that are bound and did not speak with the server for long.

    Args:
        scope: whose phones.
        plans: of the days before today, by agency: where nobody worked, nobody is missed.
        away: ids of those who are away today.
        now: the time.
    """
    since = now - timedelta(days=SILENT_DAYS)
    asked = [
        agency
        for agency, held in plans.items()
        if sum(bool(plan.spans or plan.shift) for plan in held) >= SILENT_WORKDAYS
    ]
    within, values = scope.people("d.employee_id")
    bound = silent = expected = 0
    for row in await rows(
        Tortoise.get_connection("default"),
        f"{PHONES}{within} GROUP BY 1, 2",
        *(since, since, asked, list(away) or [NEVER], *values),
    ):
        bound += row["count"]
        silent += row["count"] if row["quiet"] else 0
        expected += row["count"] if row["quiet"] and row["missed"] else 0
    return Silent(bound=bound, silent=silent, expected=expected)


async def refused(scope: Scope) -> Refused:
    """What was refused on a day; what no known phone signed concerns nobody but all."""
    within, values = scope.people("d.employee_id")
    known: dict[str, int] = {}
    strange: dict[str, int] = {}
    for row in await rows(
        Tortoise.get_connection("default"),
        f"{REFUSED}{within} GROUP BY 1, 2",
        *(*scope.span, *values),
    ):
        (strange if row["strange"] else known)[row["reason"]] = row["count"]
    return Refused(known, strange)
