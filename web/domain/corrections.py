"""Until when may a record be corrected, and what does a correction say?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# [R] No source names Mamuju's own deadline. Offices verify before the 10th of the following month
# (Kotim, prokal.co); the 5th leaves the supervisor time. The setting `correction_day` decides.
CORRECTION_DAY = 5
KINDS = ("in", "out")
MAX_REASON = MAX_EVIDENCE = 1000


def deadline(day: date, closing_day: int, zone: str) -> datetime:
    """The instant from which on a date can no longer be corrected.

    Args:
        day: the local date to correct.
        closing_day: the last day of the following month on which it may be, 1 to 28.
        zone: IANA zone in which that day ends.
    """
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=min(max(closing_day, 1), 28))
    midnight = datetime.combine(following + timedelta(days=1), datetime.min.time())
    return midnight.replace(tzinfo=ZoneInfo(zone))
