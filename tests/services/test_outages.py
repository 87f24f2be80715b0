"""Whose days does an outage change, and what is refused?"""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.services.month import codes_of, moment, play, row_of
from tests.services.office import Office
from web import clock
from web.errors import Problem
from web.models import Employee, Outage, Role
from web.security import load_scope
from web.services import outages, rulings

AT = moment(26, "09:00")
ZONE = "Asia/Makassar"


async def _operator(office: Office) -> Employee:
    found = await office.hire()
    found.role = Role.OPERATOR
    await found.save()
    await load_scope(found)
    return found


async def _declare(office: Office, author: Employee, **changes: Any) -> Outage:
    plain = {
        "starts_at": moment(25, "07:00"),
        "ends_at": moment(25, "08:00"),
        "kinds": "in",
        "reason": "Listrik kantor padam.",
    }
    with clock.at(AT):
        return await outages.declare(agency=office.agency, author=author, **(plain | changes))


async def test_what_fell_due_counts_once_a_second_person_approves(office: Office):
    # The server was down in the rush, thousands were booked late (Batola, 1 October 2019).
    author, second = await _operator(office), await _operator(office)
    missing, late, punctual = [await office.hire() for _ in range(3)]
    days = {"missing": ["out 16:05"], "late": ["in 08:20", "out 16:05"]}
    await play(office, await office.phone(missing), {25: days["missing"]})
    await play(office, await office.phone(late), {25: days["late"]})
    await play(office, await office.phone(punctual), {25: ["in 07:20", "out 16:05"]})
    outage = await _declare(office, author)

    effect = await outages.effect_of(outage, ZONE, AT)
    assert codes_of(await row_of(office.agency, missing, AT))[25] == "TAM"

    with clock.at(AT):
        await rulings.rule(subject_id=outage.id, author=second, outcome="approved", reason="Ya.")
    people = (author, second, missing, late, punctual)
    found = [codes_of(await row_of(office.agency, one, AT))[25] for one in people]
    # Who came after it ended came late; who recorded nothing at all went home unrecorded too.
    assert found == ["TAP", "TAP", "H", "TL2", "H"]
    assert (effect.days, effect.people) == (3, 3)
    assert await outages.effect_of(outage, ZONE, AT) == effect

    with clock.at(AT):
        await rulings.withdraw(subject=outage, author=author, reason="Ternyata hanya satu ruangan.")
    assert codes_of(await row_of(office.agency, missing, AT))[25] == "TAM"


async def test_what_waits_is_for_others_than_its_author(office: Office):
    author, second = await _operator(office), await _operator(office)
    outage = await _declare(office, author)
    assert await outages.unruled(author).count() == 0
    assert [one.id for one in await outages.unruled(second)] == [outage.id]
    assert await outages.unruled(await office.hire()).count() == 0
    await rulings.rule(subject_id=outage.id, author=second, outcome="rejected", reason="Tidak.")
    assert await outages.unruled(second).count() == 0


async def test_one_id_is_one_outage(office: Office):
    author, id_ = await _operator(office), uuid4()
    first = await _declare(office, author, id=id_)
    assert (await _declare(office, author, id=id_)).id == first.id
    with pytest.raises(Problem) as caught:
        await _declare(office, author, id=id_, reason="Lain.")
    assert caught.value.code == "content_differs"
    assert await Outage.all().count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_at": None}, "starts_at"),
        ({"ends_at": None}, "ends_at"),
        ({"ends_at": moment(25, "07:00")}, "ends_at"),
        ({"ends_at": moment(26, "09:01")}, "ends_at"),  # not over yet
        ({"starts_at": moment(17, "07:00")}, "ends_at"),  # longer than a week
        ({"kinds": "some"}, "kinds"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
    ],
)
async def test_an_outage_is_whole(office: Office, changes: dict[str, datetime], field: str):
    author = await _operator(office)
    with pytest.raises(Problem) as caught:
        await _declare(office, author, **changes)
    assert field in caught.value.fields
    assert await Outage.all().count() == 0
