"""What went wrong at the door lately? Failures of the server, and deliveries refused as a whole.

Counts live in this process and go with it: whoever wants to know why reads the log. A refused
envelope of a delivery that was taken is kept in the database instead (`Quarantine`).
"""

from collections import Counter
from datetime import datetime, timedelta

from web.errors import CATALOGUE

KEPT = timedelta(hours=24)
HOUR = timedelta(hours=1)
MOST_KEYS = 10_000


class Troubles:
    """How often which problem was answered, by the minute, for a day at most."""

    def __init__(self, now: datetime) -> None:
        self.since = now
        self._counts: Counter[tuple[datetime, str, bool]] = Counter()

    def note(self, code: str, delivery: bool, now: datetime) -> None:
        """Count a problem that was answered.

        Args:
            code: of the catalogue.
            delivery: whether phones were handing check-ins in.
            now: the time.
        """
        if CATALOGUE[code].status < 500 and not delivery:
            return
        if len(self._counts) >= MOST_KEYS:
            self._forget(now)
        self._counts[now.replace(second=0, microsecond=0), code, delivery] += 1

    def failures(self, now: datetime) -> int:
        """How often the server itself failed within the last hour."""
        return sum(
            count
            for (at, code, _), count in self._counts.items()
            if CATALOGUE[code].status >= 500 and timedelta() <= now - at <= HOUR
        )

    def refused(self, now: datetime) -> dict[str, int]:
        """Deliveries of check-ins that were refused as a whole within a day, by title."""
        return self._told(now, delivery=True)

    def elsewhere(self, now: datetime) -> dict[str, int]:
        """What failed within a day where nobody was handing check-ins in, by title."""
        return self._told(now, delivery=False)

    def _told(self, now: datetime, *, delivery: bool) -> dict[str, int]:
        found: Counter[str] = Counter()
        for (at, code, of_delivery), count in self._counts.items():
            if of_delivery == delivery and now - at <= KEPT:
                found[CATALOGUE[code].title] += count
        return dict(found)

    def _forget(self, now: datetime) -> None:
        self._counts = Counter({key: n for key, n in self._counts.items() if now - key[0] <= KEPT})
