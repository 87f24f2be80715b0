"""Does an approval give one code for one phone, end by itself, and end when it is taken back?"""

import asyncio
from datetime import timedelta

import pytest

from tests.services.office import Office
from tests.services.phone_acts import Crew, crew_of, refused
from web import clock
from web.domain.phone_changes import APPROVAL_LIFE
from web.models import (
    Device,
    EnrolmentCode,
)
from web.services import codes


@pytest.fixture
async def crew(office: Office) -> Crew:
    return await crew_of(office)


async def test_a_code_binds_one_phone_and_the_approval_is_used_up(crew: Crew):
    await crew.approved()
    lost_letter, second_letter = await crew.code(), await crew.code()
    await refused(crew.office.stage.bind_with(lost_letter), "code_expired")
    await crew.office.stage.bind_with(second_letter)
    await refused(crew.office.stage.bind_with(second_letter), "code_spent")
    await refused(crew.code(), "second_person")
    assert await Device.filter(employee=crew.budi).count() == 2


async def test_a_code_for_a_first_phone_never_binds_a_further_one(crew: Crew):
    """One from before this rule, or one made in the same moment as the first."""
    siti = await crew.office.hire()
    keys = crew.office.keys
    kept = await codes.issue_code(keys=keys, employee=siti, author=crew.first)
    given = await codes.issue_code(keys=keys, employee=siti, author=crew.first)
    await crew.office.stage.bind_with(given.code)
    await EnrolmentCode.filter(employee=siti, spent_at=None).update(withdrawn_at=None)
    await refused(crew.office.stage.bind_with(kept.code), "code_expired")
    assert await Device.filter(employee=siti).count() == 1


async def test_codes_asked_for_at_once_leave_one_that_works(crew: Crew):
    siti = await crew.office.hire()
    keys = crew.office.keys
    made = await asyncio.gather(
        *(codes.issue_code(keys=keys, employee=siti, author=crew.first) for _ in range(4))
    )
    assert len({one.code for one in made}) == 4
    assert await EnrolmentCode.filter(employee=siti, withdrawn_at=None).count() == 1


async def test_an_approval_and_its_codes_end(crew: Crew):
    given = clock.now()
    await crew.approved(given)
    with clock.at(given + APPROVAL_LIFE - timedelta(hours=1)):
        issued = await codes.issue_code(
            keys=crew.office.keys, employee=crew.budi, author=crew.first
        )
    assert issued.expires_at - given - APPROVAL_LIFE < timedelta(seconds=5)
    with clock.at(given + APPROVAL_LIFE + timedelta(seconds=5)):
        await refused(crew.office.stage.bind_with(issued.code), "code_expired")
        await refused(crew.code(), "second_person")
        again = await crew.file(crew.first, reason="Suratnya terlambat.")
        assert (await crew.card(again)).change.number == 2


@pytest.mark.parametrize("event", ["revoke", "withdraw"])
async def test_taking_an_approval_back_takes_its_codes_along(crew: Crew, event: str):
    change = await crew.approved()
    code = await crew.code()
    who = crew.second if event == "revoke" else crew.first
    await crew.act(who, change, event)
    await refused(crew.office.stage.bind_with(code), "code_expired")
    await refused(crew.code(), "second_person")


async def test_what_is_bound_cannot_be_taken_back(crew: Crew):
    change = await crew.approved()
    await crew.office.stage.bind_with(await crew.code())
    for event in ("revoke", "withdraw"):
        await refused(crew.act(crew.second, change, event), "step_not_now")
