"""How does one person stand today, and when was their phone last heard of? No place is told."""

from dataclasses import dataclass
from datetime import date, datetime

from web.domain.schedule import local_date
from web.domain.today import FREE
from web.models import CheckIn, Employee
from web.services.last_heard import last_heard
from web.services.today_people import Standing, standings


@dataclass(frozen=True)
class Glance:
    """A person's local date, how they stand on it, their latest check-in and last contact."""

    day: date
    standing: Standing
    last: CheckIn | None
    heard: datetime | None


async def glance(employee: Employee, zone: str, now: datetime) -> Glance:
    """Look at one person; the caller has seen to who may. A bounded number of queries.

    Args:
        employee: who is looked at.
        zone: IANA name of the clock by which they work.
        now: the time.
    """
    id_, day = str(employee.id), local_date(now, zone)
    held = await standings([id_], day, now)
    last = await CheckIn.filter(employee_id=employee.id).order_by("-claimed_at").first()
    heard = await last_heard([id_])
    return Glance(day, held.get(id_, Standing(FREE)), last, heard.get(id_))
