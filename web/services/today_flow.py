"""How do check-ins arrive on a day: how many in each minute, and how long after the tap?"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import instant_of, rows
from web.domain.today import WAITED, Delays, delays
from web.services.today_scope import Scope

# The minute, in UTC, and the whole seconds between tap and arrival, as either database has it.
SQLITE = (
    "substr(c.received_at, 1, 16)",
    "CAST(ROUND((julianday(c.received_at) - julianday(c.claimed_at)) * 86400) AS INTEGER)",
)
POSTGRES = (
    "date_trunc('minute', c.received_at)",
    "ROUND(EXTRACT(EPOCH FROM c.received_at - c.claimed_at))::int",
)
ARRIVED = " FROM checkin c WHERE c.received_at >= ? AND c.received_at < ?"
# An expression, that SQLite takes the index of the day's arrivals and not those of each person.
ARRIVED_BY = "COALESCE(c.employee_id, NULL)"


class Arrivals(NamedTuple):
    """What arrived in a minute: at once, and after it had waited on the phone."""

    direct: int = 0
    waited: int = 0

    @property
    def all(self) -> int:
        """Both together."""
        return self.direct + self.waited


async def minutes(scope: Scope) -> dict[datetime, Arrivals]:
    """What arrived on a day, by the minute in UTC; minutes without any are left out. One query."""
    connection = Tortoise.get_connection("default")
    minute, delay = _dialect(connection)
    within, values = scope.people(ARRIVED_BY)
    found: dict[datetime, Arrivals] = {}
    for row in await rows(
        connection,
        f"SELECT {minute} AS minute, COUNT(*) AS count,"
        f" SUM(CASE WHEN {delay} > ? THEN 1 ELSE 0 END) AS waited{ARRIVED}{within} GROUP BY 1",
        *(int(WAITED.total_seconds()), *scope.span, *values),
    ):
        at = instant_of(row["minute"]).astimezone(UTC)
        waited = int(row["waited"])
        found[at] = Arrivals(row["count"] - waited, waited)
    return found


async def delays_of(scope: Scope) -> Delays:
    """How long what arrived on a day had waited. One query."""
    connection = Tortoise.get_connection("default")
    _, delay = _dialect(connection)
    within, values = scope.people(ARRIVED_BY)
    found = await rows(
        connection,
        f"SELECT {delay} AS seconds, COUNT(*) AS count{ARRIVED}{within} GROUP BY 1",
        *(*scope.span, *values),
    )
    counts: Mapping[int, int] = {int(row["seconds"]): row["count"] for row in found}
    return delays(counts)


def _dialect(connection: BaseDBAsyncClient) -> tuple[str, str]:
    return SQLITE if connection.capabilities.dialect == "sqlite" else POSTGRES
