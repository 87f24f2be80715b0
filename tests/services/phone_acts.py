"""Who asks for a further phone, prepares it and approves it? The people of one office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.services.office import Office
from web import clock
from web.errors import Problem
from web.models import Employee
from web.security import load_scope
from web.services import codes, phone_changes, roster
from web.services.phone_cards import Card, cards
from web.services.softphone import SoftPhone


@dataclass
class Crew:
    """Budi with a phone, his supervisor, two operators of the office and one of another."""

    office: Office
    budi: Employee
    phone: SoftPhone
    above: Employee
    first: Employee
    second: Employee
    stranger: Employee
    admin: Employee

    async def ask(self, **more: Any) -> UUID:
        """Budi asks on his old phone."""
        return await self.file(self.budi, **more)

    async def file(
        self, author: Employee, *, cause: str = "change", reason: str = "HP lama rusak layarnya."
    ) -> UUID:
        """Somebody files a request for Budi; its id."""
        id_ = uuid4()
        await phone_changes.file(
            employee=self.budi, author=author, cause=cause, reason=reason, id=id_
        )
        return id_

    async def act(self, who: Employee, change: UUID, event: str, **more: Any) -> Any:
        """Somebody does something with a request."""
        return await phone_changes.act(
            card=await self.card(change), author=who, event=event, words="Sudah ditanya.", **more
        )

    async def card(self, change: UUID) -> Card:
        """Where it stands."""
        [found] = await cards([change])
        return found

    async def code(self, author: Employee | None = None) -> str:
        """A code for Budi, by the first operator unless another is named."""
        issued = await codes.issue_code(
            keys=self.office.keys, employee=self.budi, author=author or self.first
        )
        return issued.code

    async def approved(self, at: datetime | None = None) -> UUID:
        """A request of Budi's that the second operator has approved."""
        with clock.at(at or clock.now()):
            change = await self.file(self.first)
            await self.act(self.second, change, "approve")
        return change


async def crew_of(office: Office) -> Crew:
    """Hire everybody and bind Budi's first phone."""
    other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    above, budi = await office.hire(), await office.hire()
    budi.supervisor = above
    await budi.save()
    operators: list[Employee] = []
    for number, agency in enumerate((office.agency, office.agency, other, None)):
        operators.append(
            await roster.add_employee(
                nip=f"OP-{number}",
                name=f"Operator {number}",
                agency=agency,
                role="operator" if agency else "admin",
            )
        )
    for one in operators:
        await load_scope(one)
    phone = await office.phone(budi)
    return Crew(office, budi, phone, above, *operators)


async def refused(work, code: str) -> None:
    """What is asked for is refused with this code."""
    with pytest.raises(Problem) as caught:
        await work
    assert caught.value.code == code, caught.value
