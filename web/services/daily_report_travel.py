"""What did somebody do on a day of travel? Taken from the travel report: nobody tells it twice.

A part of `daily_reports`.
"""

from datetime import date
from typing import Any

from web.domain.daily_reports import Line


async def lines_from_travel(employee: Any, day: date) -> list[Line]:
    """The activities that a travel report tells of a day, as lines of a daily report.

    Travel reports do not tell activities by day yet: there are none.

    Args:
        employee: id of the traveller.
        day: the local date.
    """
    del employee, day
    return []
