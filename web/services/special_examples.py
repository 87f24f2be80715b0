"""What does a special day do to who comes late, or not at all, in an office that works on it?"""

from datetime import date
from typing import Any

from web.domain.day import Special
from web.domain.hours import clock as minutes_of
from web.domain.special_days import example
from web.models import Agency, SpecialDay
from web.services import rulebook
from web.services.name_order import by_name


async def of_day(agency: Agency | None, day: date, row: SpecialDay) -> dict[str, Any]:
    """The cases of an agency's date with its `office` and `hours`, or the `reason` for none.

    For everybody the first agency that works on the date is the example.
    """
    offices = [agency] if agency else (await by_name(Agency.all()))[:10]
    plans = await rulebook.plans_on([one.id for one in offices], day)
    rules = await rulebook.load([], day, day)
    deadline = minutes_of(row.deadline) if row.deadline else None
    special = Special(row.name, row.absent, deadline, 1.0 if row.factor is None else row.factor)
    for one in offices:
        plan = plans[str(one.id)]
        if plan.spans:
            table = rules.table_on(str(one.id), day)
            return {"office": one, "cases": example(plan, table, special), "hours": plan.hours}
    reasons = [plans[str(one.id)].reason for one in offices]
    return {"cases": [], "reason": reasons[0] if reasons else "Belum ada OPD."}
