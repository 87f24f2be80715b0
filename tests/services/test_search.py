"""Does the search find what a viewer may see, nothing else, and the same on either database?"""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, enact
from tests.queries import count_queries
from web.models import Agency, Employee, Role
from web.security import load_scope
from web.services import points, roster, search
from web.settings import Settings

TODAY = date(2026, 11, 25)
CIRCLE = {"type": "circle", "lat": -2.7, "lng": 118.9, "radius": 80.0}


async def seek(viewer: Employee, text: str, **more: Any) -> dict[str, list[str]]:
    """The names that are found, by kind."""
    await load_scope(viewer)
    asked = {"today": TODAY, "headed": [], "limit": 6, **more}
    groups = await search.find(viewer, text, **asked)
    assert all(one.total >= len(one.hits) > 0 for one in groups)
    return {one.kind: [hit.name for hit in one.hits] for one in groups}


async def made(cast: Cast, who: str, role: Role) -> Employee:
    """Somebody of the cast in another role."""
    await Employee.filter(id=cast.people[who].id).update(role=role)
    return await Employee.get(id=cast.people[who].id).select_related("agency")


async def test_names_numbers_agencies_and_points(copied: Settings) -> None:
    async with enact(copied) as cast:
        admin = await made(cast, "dewi", Role.ADMIN)
        nip = "199001012015011777"
        office = await Agency.get(id=cast.office.id)
        await roster.add_employee(nip=nip, name="Ândré Ma'ruf, S.Pd.", agency=office)
        assert await seek(admin, "MARUF andre") == {"people": ["Ândré Ma'ruf, S.Pd."]}
        assert await seek(admin, "19900101 201501 1 777") == {"people": ["Ândré Ma'ruf, S.Pd."]}
        assert await seek(admin, "1777") == {"people": ["Ândré Ma'ruf, S.Pd."]}
        assert await seek(admin, "badan lain") == {"agencies": ["Badan Lain Contoh"]}
        assert await seek(admin, "kantor dinas") == {"points": ["Kantor Dinas Contoh"]}
        found = await seek(admin, "contoh")
        assert found["agencies"] == ["Badan Lain Contoh", "Dinas Contoh"]
        assert len(found["people"]) == 5


async def test_what_was_typed_is_no_pattern(copied: Settings) -> None:
    async with enact(copied) as cast:
        admin = await made(cast, "dewi", Role.ADMIN)
        for typed in ("%%", "__", "' OR '1'='1", "\\%", "c", "", "  ", "';--"):
            assert await seek(admin, typed) == {}, typed


async def test_names_that_begin_so_come_first_and_pages_do_not_overlap(copied: Settings) -> None:
    async with enact(copied) as cast:
        admin = await made(cast, "dewi", Role.ADMIN)
        for at, name in enumerate(("Zainal Andi", "Andi Zainal", "Bahar Andi")):
            nip = f"19900101201501188{at}"
            await roster.add_employee(nip=nip, name=name, agency=cast.office)
        assert (await seek(admin, "andi"))["people"] == [
            *("Andi Contoh", "Andi Zainal", "Bahar Andi", "Zainal Andi"),
        ]
        first, second = [
            await seek(admin, "andi", limit=2, offset=at, kinds=("people",)) for at in (0, 2)
        ]
        assert first["people"] + second["people"] == [
            *("Andi Contoh", "Andi Zainal", "Bahar Andi", "Zainal Andi"),
        ]


async def test_a_point_is_found_by_its_newest_name_alone(copied: Settings) -> None:
    async with enact(copied) as cast:
        admin = await made(cast, "dewi", Role.ADMIN)
        await points.change_point(point=cast.point, name="Gedung Baru", shape=CIRCLE)
        assert await seek(admin, "gedung baru") == {"points": ["Gedung Baru"]}
        assert await seek(admin, "kantor dinas") == {}


async def test_an_operator_finds_their_own_office_and_nothing_of_another(copied: Settings) -> None:
    async with enact(copied) as cast:
        operator = await made(cast, "siti", Role.OPERATOR)
        found = await seek(operator, "contoh")
        assert found["agencies"] == ["Dinas Contoh"]
        assert sorted(found["people"]) == [
            *("Andi Contoh", "Budi Contoh", "Rosmini Contoh", "Siti Contoh"),
        ]
        assert await seek(operator, "dewi") == await seek(operator, "badan") == {}
        assert await seek(operator, cast.people["dewi"].nip) == {}


async def test_a_supervisor_finds_their_team_while_it_serves(copied: Settings) -> None:
    async with enact(copied) as cast:
        rosmini = await Employee.get(id=cast.people["rosmini"].id).select_related("agency")
        assert await seek(rosmini, "contoh") == {
            "people": ["Andi Contoh", "Budi Contoh", "Siti Contoh"]
        }
        await Employee.filter(id=cast.people["budi"].id).update(active=False)
        await Employee.filter(id=cast.people["siti"].id).update(starts_on=date(2027, 1, 4))
        assert await seek(rosmini, "contoh") == {"people": ["Andi Contoh"]}


async def test_who_has_nobody_finds_nobody_and_a_head_their_office(copied: Settings) -> None:
    async with enact(copied) as cast:
        budi = await Employee.get(id=cast.people["budi"].id).select_related("agency")
        assert await seek(budi, "contoh") == {}
        found = await seek(budi, "contoh", headed=[cast.other_office.id])
        assert found == {"people": ["Dewi Contoh"]}


async def test_the_statements_do_not_grow_with_what_is_found(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with enact(copied) as cast:
        admin = await made(cast, "dewi", Role.ADMIN)
        await load_scope(admin)
        asked, counts = await count_queries(monkeypatch), []
        for times in range(2):
            for at in range(20 * times):
                nip = f"1990010120150119{at:02d}"
                await roster.add_employee(nip=nip, name=f"Contoh {at}", agency=cast.office)
            asked.clear()
            await search.find(admin, "contoh", today=TODAY, headed=[], limit=50)
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 8
