"""Can one person alone hand out somebody's identity? A further phone, by every way and actor."""

import asyncio
from uuid import uuid4

import pytest

from tests.push_service import Reader
from tests.services.inbox_acts import waiting
from tests.services.office import Office
from tests.services.phone_acts import Crew, crew_of, refused
from tests.services.ward import Ward
from web.domain.reminders import Wish
from web.errors import Problem
from web.models import (
    ApprovalStep,
    Delegation,
    Device,
    Notice,
    PhoneChange,
    Revocation,
)
from web.services import codes, inbox_acts, phone_changes
from web.services.inbox_phones import PHONES


@pytest.fixture
async def crew(office: Office) -> Crew:
    return await crew_of(office)


async def test_a_first_phone_needs_no_second_person(crew: Crew):
    siti = await crew.office.hire()
    issued = await codes.issue_code(keys=crew.office.keys, employee=siti, author=crew.first)
    phone = await crew.office.stage.bind_with(issued.code)
    assert (await Device.get(id=phone.device_id)).employee_id == siti.id


async def test_asked_prepared_approved_and_only_then_a_code(crew: Crew):
    await refused(crew.code(), "second_person")
    change = await crew.ask()
    await refused(crew.code(), "second_person")
    await crew.act(crew.first, change, "prepare")
    assert (await crew.card(change)).state == "submitted"
    await refused(crew.code(), "second_person")
    await crew.act(crew.above, change, "approve")
    phone = await crew.office.stage.bind_with(await crew.code())
    assert phone.device_id != crew.phone.device_id
    assert (await Revocation.get(device_id=crew.phone.device_id)).reason == "replaced"
    card = await crew.card(change)
    assert card.state == "bound"
    assert [one.event for one in card.standing.steps] == ["ask", "prepare", "approve"]
    assert [one.author_id for one in card.standing.steps] == [
        *(crew.budi.id, crew.first.id, crew.above.id)
    ]


@pytest.mark.parametrize("who", ["above", "second", "admin"])
async def test_every_second_person_may_approve(crew: Crew, who: str):
    change = await crew.file(crew.first)
    await crew.act(getattr(crew, who), change, "approve")
    assert (await crew.card(change)).state == "approved"


@pytest.mark.parametrize("who", ["first", "budi", "stranger"])
@pytest.mark.parametrize("event", ["approve", "reject", "return"])
async def test_nobody_else_decides(crew: Crew, who: str, event: str):
    change = await crew.file(crew.first)
    await refused(crew.act(getattr(crew, who), change, event), "forbidden")
    assert (await crew.card(change)).state == "submitted"


async def test_an_operator_does_not_become_the_second_person_by_a_detour(crew: Crew):
    """Returned and prepared again by a colleague: whoever prepared it once stays out."""
    change = await crew.file(crew.first)
    await crew.act(crew.second, change, "return")
    await crew.act(crew.second, change, "prepare")
    for who in (crew.first, crew.second):
        await refused(crew.act(who, change, "approve"), "forbidden")
    await crew.act(crew.admin, change, "approve")


async def test_nor_by_having_opened_the_approval_before_preparing_it(crew: Crew):
    """The form of the approval is on its way, and slow, when the same person prepares."""
    change, prepared = await crew.ask(), uuid4()
    opened = await crew.card(change)
    await crew.act(crew.first, change, "prepare", id=prepared)
    approval = phone_changes.act(
        card=opened, author=crew.first, event="approve", words="Ya.", seen=prepared
    )
    await refused(approval, "forbidden")
    assert (await crew.card(change)).state == "submitted"


async def test_an_operator_who_supervises_does_not_approve_on_the_other_desk(crew: Crew):
    """Meja atasan is another way to the same act."""
    crew.budi.supervisor = crew.first
    await crew.budi.save()
    change = await crew.file(crew.first)
    last = str((await ApprovalStep.get(subject=change)).id)
    assert await waiting(crew.first, "phone_change") == []
    assert await PHONES.items(crew.first, [change]) == []
    await refused(
        inbox_acts.decide(
            viewer=crew.first,
            ticked={f"phone_change.{change}": last},
            event="approve",
            words="Ya.",
            batch=uuid4(),
        ),
        "not_found",
    )


async def test_whoever_acts_for_the_preparer_does_not_approve_in_their_name(crew: Crew):
    crew.budi.supervisor = crew.first
    await crew.budi.save()
    siti = await crew.office.hire()
    siti.principals = frozenset({crew.first.id})
    change = await crew.file(crew.first)
    await refused(crew.act(siti, change, "approve"), "forbidden")


async def test_a_delegate_approves_on_behalf_of_the_supervisor(crew: Crew):
    siti = await crew.office.hire()
    siti.principals = frozenset({crew.above.id})
    change = await crew.file(crew.first)
    step = await crew.act(siti, change, "approve")
    assert step.on_behalf_of_id == crew.above.id
    assert not await Delegation.exists()


async def test_an_operator_does_not_prepare_their_own(crew: Crew):
    await crew.office.phone(crew.first)
    id_ = uuid4()
    await phone_changes.file(
        employee=crew.first, author=crew.first, cause="change", reason="HP baru.", id=id_
    )
    assert (await crew.card(id_)).state == "asked"
    await refused(crew.act(crew.first, id_, "prepare"), "forbidden")
    await crew.act(crew.second, id_, "prepare")
    await refused(crew.act(crew.first, id_, "approve"), "forbidden")


async def test_of_two_who_decide_at_once_one_is_taken(crew: Crew):
    change = await crew.file(crew.first)
    answers = await asyncio.gather(
        crew.act(crew.second, change, "approve"),
        crew.act(crew.above, change, "reject"),
        crew.act(crew.admin, change, "approve"),
        return_exceptions=True,
    )
    assert sum(isinstance(one, ApprovalStep) for one in answers) == 1
    assert {one.code for one in answers if isinstance(one, Problem)} == {"step_not_now"}
    assert await ApprovalStep.filter(subject=change).count() == 2


async def test_one_request_is_open_at_a_time_also_when_filed_at_once(crew: Crew):
    answers = await asyncio.gather(
        crew.ask(), crew.file(crew.first), crew.file(crew.second), return_exceptions=True
    )
    assert sum(isinstance(one, Problem) and one.code == "already_exists" for one in answers) == 2
    assert await PhoneChange.filter(employee=crew.budi).count() == 1


async def test_the_same_filing_twice_is_one_and_another_isrefused(crew: Crew):
    told = {"employee": crew.budi, "author": crew.budi, "cause": "broken", "id": uuid4()}
    assert await phone_changes.file(**told, reason="Layar  pecah.")
    assert not await phone_changes.file(**told, reason="Layar pecah.")
    await refused(phone_changes.file(**told, reason="Lain."), "content_differs")


async def test_an_old_request_does_not_come_to_life_beside_a_new_one(crew: Crew):
    change = await crew.file(crew.first)
    await crew.act(crew.second, change, "reject")
    await crew.file(crew.first)
    await refused(crew.act(crew.second, change, "revoke"), "step_not_now")


async def test_who_decides_names_what_they_saw(crew: Crew):
    change = await crew.ask()
    seen = (await ApprovalStep.get(subject=change)).id
    await crew.act(crew.first, change, "prepare", seen=seen)
    await refused(crew.act(crew.second, change, "approve", seen=seen), "step_not_now")


async def test_a_lost_phone_is_blocked_in_the_act_of_asking(crew: Crew):
    await crew.file(crew.first, cause="lost")
    ended = await Revocation.get(device_id=crew.phone.device_id)
    assert (ended.reason, ended.author_id) == ("lost", crew.first.id)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"cause": "stolen"}, "cause"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
    ],
)
async def test_a_request_is_whole(crew: Crew, more: dict, field: str):
    with pytest.raises(Problem) as caught:
        await crew.ask(**more)
    assert set(caught.value.fields) == {field}
    assert not await PhoneChange.exists()


async def test_who_never_had_a_phone_needs_no_request(crew: Crew):
    siti = await crew.office.hire()
    await refused(
        phone_changes.file(
            employee=siti, author=crew.first, cause="lost", reason="HP lama hilang."
        ),
        "step_not_now",
    )


async def test_it_comes_onto_the_supervisor_s_desk_and_is_decided_and_undone_there(crew: Crew):
    change = await crew.ask()
    assert await waiting(crew.above, "phone_change") == []
    await crew.act(crew.first, change, "prepare")
    assert await waiting(crew.above, "phone_change") == [change]
    [item] = await PHONES.items(crew.above, [change])
    assert item.waits
    assert item.said == "HP lama rusak layarnya."
    batch = uuid4()
    await inbox_acts.decide(
        viewer=crew.above,
        ticked={item.key: item.last},
        event="approve",
        words="Sudah ditanya.",
        batch=batch,
    )
    assert (await crew.card(change)).state == "approved"
    await inbox_acts.undo(viewer=crew.above, batch=batch)
    assert (await crew.card(change)).state == "submitted"
    await refused(crew.code(), "second_person")


async def test_who_holds_the_server_leaves_a_record(crew: Crew):
    issued = await codes.issue_code(
        keys=crew.office.keys, employee=crew.budi, reason="Admin tunggal kehilangan HP."
    )
    await crew.office.stage.bind_with(issued.code)
    made = await PhoneChange.get(employee=crew.budi)
    assert (made.author_id, made.reason) == (None, "Admin tunggal kehilangan HP.")
    assert (await crew.card(made.id)).state == "bound"


async def test_the_old_phone_hears_of_a_request_that_its_owner_never_made(ward: Ward):
    crew = await crew_of(ward.office)
    await ward.subscribe(crew.phone, Reader(), Wish())
    change = await crew.file(crew.first)
    told = await Notice.get(employee=crew.budi)
    assert (told.tag, told.url) == (str(change), "#phone")
    assert "Bukan Anda?" in told.body
