"""How do tests close a month, and read what came of it?"""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.services.month import MONTH
from tests.services.office import HOUR, Office
from web import clock
from web.domain.closing import ADMIN, HEAD, OPERATOR
from web.errors import Problem
from web.models import ClosingStep, Employee, LockedMonth
from web.services import closing
from web.services.recaps import Recap, recap_of

LATER = datetime(2026, 12, 2, 2, tzinfo=UTC)


async def step(
    office: Office, name: str, who: Employee, actor: str, after: int = 0, **more: Any
) -> ClosingStep:
    """Take a step so many hours after the month; heads and admins are people of their own."""
    if actor in (HEAD, ADMIN):
        usual = {"id": uuid4(), "name": actor, "created_at": LATER}
        who, _ = await Employee.get_or_create(nip=f"X-{actor}", defaults=usual)
    with clock.at(LATER + after * HOUR):
        return await closing.take(
            agency=office.agency, month=MONTH, name=name, author=who, actors={actor}, **more
        )


async def lock(office: Office, who: Employee) -> LockedMonth:
    """Close the month."""
    await step(office, "submit", who, OPERATOR, 1)
    await step(office, "approve", who, HEAD, 2)
    made = await step(office, "lock", who, ADMIN, 3)
    return await LockedMonth.get(step_id=made.id).select_related("step")


async def recap(office: Office, after: int = 100) -> Recap:
    """The month as it reads so many hours later."""
    return await recap_of(office.agency, MONTH, LATER + after * HOUR)


async def refused(office: Office, *how: Any, **more: Any) -> Problem:
    """What a step is refused with; nothing may be left of it."""
    before = await ClosingStep.all().count()
    with pytest.raises(Problem) as problem:
        await step(office, *how, **more)
    assert await ClosingStep.all().count() == before
    return problem.value
