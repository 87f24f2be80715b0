"""How many days is a leave? Working days by the person's own plan, and calendar days."""

from datetime import date, timedelta

from web.domain.workday import plan
from web.models import Employee
from web.services import rulebook


async def length_of(employee: Employee, first: date, last: date) -> tuple[int, int]:
    """Working and calendar days between two local dates, both included.

    Working days are those on which something is expected of the person: holidays, joint leave
    and days off by roster are not.
    """
    rules = await rulebook.load([employee.id], first, last)
    person = rules.people[str(employee.id)]
    count = (last - first).days + 1
    days = (first + timedelta(days=n) for n in range(count))
    return sum(bool(plan(rules.planning, person, day).spans) for day in days), count
