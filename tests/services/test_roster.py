"""Does the roster refuse what cannot be, on either database?"""

import pytest

from tests.cast import enact
from web.errors import Problem
from web.models import Agency, Employee, WorkPattern
from web.services import roster
from web.settings import Settings


async def test_an_agency_without_hours_never_exists(installation: Settings) -> None:
    async with enact(installation):
        with pytest.raises(Problem) as caught:
            await roster.add_agency(name="Dinas Contoh", timezone="Asia/Makassar")

        assert caught.value.code == "already_exists"
        assert "name" in caught.value.fields
        assert await WorkPattern.all().count() == await Agency.all().count()


async def test_a_number_belongs_to_one_person_however_it_is_written(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        with pytest.raises(Problem) as caught:
            await roster.add_employee(
                nip="19920315 201503 1 901", name="Lain", agency=cast.other_office
            )

        assert caught.value.fields.keys() == {"nip"}
        assert await Employee.filter(nip="199203152015031901").count() == 1


async def test_all_that_is_wrong_is_told_at_once(installation: Settings) -> None:
    async with enact(installation) as cast:
        with pytest.raises(Problem) as caught:
            await roster.add_employee(nip="1", name=" ", agency=cast.office, role="raja")

        assert caught.value.fields.keys() == {"nip", "name", "role"}


async def test_nobody_stands_above_their_own_supervisor(installation: Settings) -> None:
    async with enact(installation) as cast:
        budi, rosmini, siti = (cast.people[name] for name in ("budi", "rosmini", "siti"))

        async def place(person: Employee, above: Employee | None) -> None:
            await roster.change_employee(
                employee=person,
                name=person.name,
                agency=cast.office,
                supervisor=above,
                role="employee",
                active=True,
            )

        await place(siti, budi)
        for above in (rosmini, budi, siti):
            with pytest.raises(Problem) as caught:
                await place(rosmini, above)
            assert "supervisor" in caught.value.fields
        await place(budi, None)
        assert (await Employee.get(id=siti.id)).supervisor_id == budi.id
