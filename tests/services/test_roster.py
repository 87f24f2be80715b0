"""Does the roster refuse what cannot be, on either database?"""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, enact
from web import clock
from web.domain.schedule import local_date
from web.errors import Problem
from web.models import Agency, Employee, Posting, WorkPattern
from web.services import roster
from web.services.roster import Service
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


async def change(cast: Cast, **more: Any) -> Employee:
    """Change something of Budi's."""
    budi = await Employee.get(id=cast.people["budi"].id).select_related("agency", "supervisor")
    same = {"name": budi.name, "agency": budi.agency, "supervisor": budi.supervisor}
    return await roster.change_employee(
        employee=budi, **(same | {"role": "employee", "active": True} | more)
    )


async def test_an_operator_takes_no_role_that_was_given_while_they_typed(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        siti = cast.people["siti"]
        siti.role = "operator"
        await Employee.filter(id=cast.people["budi"].id).update(role="admin")
        with pytest.raises(Problem) as caught:
            await change(cast, author=siti)
        assert caught.value.fields.keys() == {"role"}
        assert (await Employee.get(id=cast.people["budi"].id)).role == "admin"


async def test_another_agency_is_a_posting_and_the_old_one_stays_known(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        await change(cast, name="Budi Lain")
        assert await Posting.all().count() == 0

        await change(cast, agency=cast.other_office)
        await change(cast, agency=cast.office)

        held = await Posting.filter(employee=cast.people["budi"]).order_by("created_at")
        agencies = [cast.office.id, cast.other_office.id, cast.office.id]
        today = local_date(clock.now(), "Asia/Makassar")
        assert [one.agency_id for one in held] == agencies
        assert [one.valid_from for one in held] == [None, today, today]


async def test_who_becomes_inactive_is_judged_until_that_day(installation: Settings) -> None:
    async with enact(installation) as cast:
        assert (await change(cast, active=False)).ends_on == local_date(
            clock.now(), "Asia/Makassar"
        )
        assert (await change(cast, active=True)).ends_on is None
        earlier = Service("III/a", "Analis", date(2020, 1, 1), date(2026, 1, 31))
        ended = await change(cast, active=False, service=earlier)
        assert (ended.rank, ended.ends_on) == ("III/a", date(2026, 1, 31))
        with pytest.raises(Problem) as caught:
            await change(cast, service=Service("x" * 61, "", date(2026, 2, 1), date(2026, 1, 1)))
        assert caught.value.fields.keys() == {"rank", "ends_on"}
