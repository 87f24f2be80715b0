"""What did somebody do on a day of travel? Taken from the travel report: nobody tells it twice.

A part of `daily_reports`.
"""

from datetime import date
from typing import Any

from web.domain.daily_reports import Line
from web.services.travel_lines import activities_on


async def lines_from_travel(employee: Any, day: date) -> list[Line]:
    """The activities that a travel report tells of a day, as lines of a daily report.

    A travel report may leave out times, which are "" then, and counts nothing: each is one.

    Args:
        employee: id of the traveller.
        day: the local date.
    """
    told = await activities_on(employee, day)
    return [Line(one.begins, one.ends, one.text, 1, "kegiatan") for one in told]
