"""Of which days have some people a performance report, and where does each stand?

A part of `happenings`; shared with whoever lists reports.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from tortoise import Tortoise

from web.db import rows
from web.domain.approval import EVENTS
from web.services.assignments import day_of

LAST = (
    "SELECT r.employee_id, r.workday, s.event FROM daily_report r JOIN approval_step s"
    " ON s.subject = r.id AND s.kind = 'daily_report' WHERE r.employee_id IN (?*)"
    " AND r.workday >= ? AND r.workday <= ? AND NOT EXISTS (SELECT 1 FROM approval_step later"
    " WHERE later.subject = s.subject AND later.kind = s.kind AND later.number > s.number)"
)


async def reported(
    employees: Collection[Any], first: date, last: date
) -> dict[str, dict[date, str]]:
    """The states of domain/approval.py by person (id as text) and workday. One query."""
    found: dict[str, dict[date, str]] = {}
    for one in await rows(Tortoise.get_connection("default"), LAST, employees, first, last):
        state = EVENTS[one["event"]].leads
        found.setdefault(str(one["employee_id"]), {})[day_of(one["workday"])] = state
    return found
