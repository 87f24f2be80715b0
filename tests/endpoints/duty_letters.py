"""What letters of assignment do the tests of the pages file, and with which forms?"""

from datetime import date
from typing import Any
from uuid import uuid4

from tests.endpoints.conftest import Cast
from web import clock
from web.domain.duties import Letter, Place
from web.domain.schedule import local_date
from web.models import ApprovalStep, Employee
from web.services import duty_filing
from web.services.duty_filing import Filing

HOME = "/desk/duties"


def today() -> date:
    """The date that it is for the cast's office, whatever it is in UTC."""
    return local_date(clock.now(), "Asia/Makassar")


def letter(**other: Any) -> Letter:
    day = today()
    told: dict[str, Any] = {
        **{"number": "090/77", "letter_date": day, "purpose": "Rapat.", "kind": "out_of_town"},
        **{"covers": "both", "first_day": day, "last_day": day},
    }
    return Letter(**(told | {"places": (Place("Makassar"),)} | other))


async def file_letter(cast: Cast, who: str = "employee", **other: Any) -> str:
    id_ = uuid4()
    person = await Employee.get(id=cast.people[who].id).select_related("agency")
    await duty_filing.file(
        id=id_,
        author=person,
        filing=Filing(letter=letter(**other), people=(person,)),
        closing_day=5,
        now=clock.now(),
    )
    return str(id_)


def events_of(cast: Cast, duty: str) -> list[str]:
    async def look() -> list[str]:
        steps = ApprovalStep.filter(subject=duty).order_by("number")
        return [one.event for one in await steps]

    found: list[str] = cast.run(look)
    return found


def typed(**other: str) -> dict[str, str]:
    day = today().isoformat()
    return {
        **{"id": str(uuid4()), "number": "800/1", "letter_date": day, "first_day": day},
        **{"purpose": "Bimtek.", "kind": "out_of_town", "covers": "both", "place1": "Majene"},
    } | other
