"""Has somebody asked too often? Counts per device and address, within windows of ten minutes.

Counts live in this process and forget themselves; they slow abuse down and lock nobody out: an
office behind one router shares an address, so the address's quota is wide.
"""

from datetime import datetime, timedelta

from web.errors import Problem

WINDOW = timedelta(minutes=10)
MOST_KEYS = 50_000


class Quotas:
    """Windows of counts by key, such as ("address", "203.0.113.7")."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._counts: dict[tuple[str, str], int] = {}

    def spend(self, kind: str, who: str, cost: int, limit: int, now: datetime) -> None:
        """Count `cost` against `who`; a cost of 0 only asks whether anything is left.

        Raises:
            Problem: `too_many_requests` with Retry-After in seconds; nothing is counted then.
        """
        if self._since is None or now - self._since >= WINDOW or now < self._since:
            self._since, self._counts = now, {}
        spent = self._counts.get((kind, who), 0)
        full = len(self._counts) >= MOST_KEYS and (kind, who) not in self._counts
        if spent + max(cost, 1) > limit or full:
            wait = int((self._since + WINDOW - now).total_seconds()) + 1
            raise Problem("too_many_requests", headers={"Retry-After": str(wait)})
        if cost:
            self._counts[kind, who] = spent + cost
