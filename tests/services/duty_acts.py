"""Who sends whom on duty? Letters filed and decided through the real services."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests.services.month import moment
from web import clock
from web.domain.duties import Letter, Place
from web.models import Employee
from web.services import duties, duty_filing
from web.services.duty_filing import Filing

CLOSING_DAY = 5
FILED = moment(20, "09:00")


def letter(first: int = 24, last: int = 26, **other: Any) -> Letter:
    """A letter for some days of November 2026, out of town unless it is said otherwise."""
    told = {
        "number": "090/12/SPT/2026",
        "letter_date": date(2026, 11, 20),
        "purpose": "Rapat koordinasi kepegawaian.",
        "kind": "out_of_town",
        "covers": "both",
        "first_day": date(2026, 11, first),
        "last_day": date(2026, 11, last),
        "places": (Place("Kantor Gubernur"),),
    }
    return Letter(**(told | other))


async def team_of(office: Any, people: int = 1) -> tuple[Employee, list[Employee]]:
    """A supervisor with some people, all with their agency."""
    above = await office.hire()
    team = []
    for _ in range(people):
        one = await office.hire()
        one.supervisor = above
        await one.save()
        team.append(one)
    return above, team


async def file(author: Employee, *people: Employee, at: Any = FILED, **other: Any) -> UUID:
    """File a letter for its author, or for others."""
    id_ = other.pop("id", None) or uuid4()
    note = other.pop("note", "")
    operates = other.pop("operates", False)
    with clock.at(at):
        await duty_filing.file(
            id=id_,
            author=author,
            filing=Filing(letter=letter(**other), people=people or (author,), note=note),
            closing_day=CLOSING_DAY,
            now=at,
            operates=operates,
        )
    return id_


async def decide(viewer: Employee, duty: UUID, event: str = "approve", at: Any = FILED) -> None:
    """Decide as somebody who may see the duty."""
    with clock.at(at):
        card = await duties.load(viewer, duty)
        await duties.decide(card=card, author=viewer, event=event, words="Sesuai surat.")
