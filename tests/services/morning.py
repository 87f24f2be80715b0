"""How do tests look at a Monday morning, and let people come?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.cast import Cast, enact
from web import clock
from web.models import Employee, Role
from web.security import load_scope
from web.services import statuses, today
from web.services.today_scope import scope_of
from web.settings import Settings

MONDAY = date(2026, 11, 23)
ZONE = "Asia/Makassar"
NOW = datetime(2026, 11, 23, 0, 10, tzinfo=UTC)  # 08.10 WITA
BOUND = datetime(2026, 11, 2, tzinfo=UTC)


@asynccontextmanager
async def monday(settings: Settings) -> AsyncIterator[Cast]:
    """The people of a small office at 08.10 on a Monday, three of whom have phones."""
    with clock.at(BOUND):
        async with enact(settings) as hired:
            for who in ("budi", "siti", "dewi"):
                await hired.bind(who)
            with clock.at(NOW):
                yield hired


async def operator(cast: Cast, who: str = "rosmini") -> Employee:
    person = cast.people[who]
    person.role = Role.OPERATOR
    await person.save()
    await load_scope(person)
    return person


async def look(viewer: Employee, agency: Any = None, day: date = MONDAY) -> today.State:
    return await today.state(await scope_of(viewer, agency, day, ZONE), clock.now())


def counts(share: Any) -> dict[str, int]:
    told = asdict(share)
    return {name: told[name] for name in ("arrived", "away", "later", "missing") if told[name]}


async def come(cast: Cast, who: str, minutes: int, **more: Any) -> Any:
    with clock.at(NOW + timedelta(minutes=minutes)):
        await cast.stage.contact(cast.phones[who])
        return await cast.check_in(who, **more)


async def excuse(cast: Cast, who: str, **what: Any) -> Any:
    told: dict[str, Any] = {"code": "I", "first_day": MONDAY, "last_day": MONDAY, "number": "1"}
    return await statuses.add_status(employee=cast.people[who], **told | what)
