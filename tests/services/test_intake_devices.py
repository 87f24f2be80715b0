"""Which phone was it, is it still somebody's, and through whom did the check-in come?"""

import pytest

from tests.services.forgery import asserted
from tests.services.office import DAY, HOUR, MINUTE, MORNING, SECOND, Office, codes, stands
from web.models import CheckIn, PhoneLoss, Revocation
from web.services.softkeys import BACKED_UP, BACKUP_ELIGIBLE, USER_PRESENT, USER_VERIFIED

BOTH = USER_PRESENT | USER_VERIFIED


async def test_the_queue_of_a_replaced_phone_stays_good(office: Office):
    old = await office.phone()
    await office.contact(old, MORNING - MINUTE)
    before = office.press(old, MORNING)
    new = await office.replace(old, at=MORNING + MINUTE)
    after = office.press(old, MORNING + 2 * MINUTE, kind="out")
    answers = await office.hand_in(before, after, at=MORNING + 3 * MINUTE)
    assert [codes(one) for one in answers] == [set(), {"revoked_device"}]
    assert [one.verdict for one in answers] == ["accepted", "review"]
    own = office.press(new, MORNING + 4 * MINUTE, kind="out")
    assert codes(await office.one(own, at=MORNING + 4 * MINUTE)) == {"new_device"}


async def test_a_lost_phone_s_queue_is_doubtful_and_what_arrived_before_is_not(office: Office):
    phone = await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    arrived = office.press(phone, MORNING)
    waiting = office.press(phone, MORNING + SECOND, kind="out")
    await office.one(arrived)
    await office.block(phone, "lost", at=MORNING + MINUTE)
    late = await office.one(waiting, at=MORNING + HOUR)
    assert codes(late) == {"revoked_device", "time_asserted"}
    assert await stands(arrived) == set()


async def test_the_first_revocation_stands(office: Office):
    phone = await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    waiting = office.press(phone, MORNING)
    await office.block(phone, "left", at=MORNING + MINUTE)
    await office.block(phone, "lost", at=MORNING + HOUR)
    assert codes(await office.one(waiting, at=MORNING + 2 * MINUTE)) == set()


async def test_a_replaced_phone_that_turns_out_stolen_is_doubted_from_then_on(office: Office):
    old = await office.phone()
    await office.contact(old, MORNING - MINUTE)
    arrived = office.press(old, MORNING)
    waiting = office.press(old, MORNING + SECOND, kind="out")
    await office.replace(old, at=MORNING + MINUTE)
    assert codes(await office.one(arrived, at=MORNING + 2 * MINUTE)) == set()
    await office.block(old, "lost", at=MORNING + 3 * MINUTE)
    await office.block(old, "lost", at=MORNING + 4 * MINUTE)
    late = await office.one(waiting, at=MORNING + 5 * MINUTE)
    assert codes(late) == {"revoked_device"}
    assert await stands(arrived) == set()
    kept = await Revocation.get(device_id=old.device_id)
    assert (kept.reason, kept.at) == ("replaced", MORNING + MINUTE)
    assert (await PhoneLoss.get(device_id=old.device_id)).at == MORNING + 3 * MINUTE


@pytest.mark.parametrize(
    ("since", "flagged"), [(3 * DAY - SECOND, True), (3 * DAY, False), (4 * DAY, False)]
)
async def test_a_new_phone_shows_for_three_days(office: Office, since, flagged: bool):
    old = await office.phone()
    new = await office.replace(old, at=MORNING - since)
    await office.contact(new, MORNING - MINUTE)
    flags = codes(await office.one(office.press(new)))
    assert flags == ({"new_device"} if flagged else set())


async def test_a_passkey_that_became_one_of_the_cloud_is_told(office: Office):
    for platform, flags in (("Android", BOTH | BACKUP_ELIGIBLE | BACKED_UP), ("iPhone", BOTH)):
        phone = await office.phone(platform=platform)
        await office.contact(phone, MORNING - MINUTE)
        first = await office.one(office.press(phone))
        changed = asserted(phone, office.press(phone, MORNING + SECOND)["jws"], flags=flags)
        answers = first, await office.one(changed)
        assert [codes(one) for one in answers] == [set(), {"passkey_changed"}]


async def test_the_signature_counter_is_stored_and_never_judged(office: Office):
    phone = await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    first, second = office.press(phone), office.press(phone, MORNING + SECOND)
    phone.passkey.counter = 0
    third = office.press(phone, MORNING + 2 * SECOND)
    answers = await office.hand_in(third, second, first)
    assert [codes(one) - {"chain_gap"} for one in answers] == [set()] * 3
    kept = {one.seq: one.sign_count for one in await CheckIn.all()}
    assert kept == {1: 1, 2: 2, 3: 1}


async def test_who_hands_it_in(office: Office):
    phone, colleague = await office.phone(), await office.phone()
    for one in (phone, colleague):
        await office.contact(one, MORNING - MINUTE)
    ways = {"own": phone, "carried": colleague, "sessionless": None}
    for number, (via, through) in enumerate(ways.items()):
        envelope = office.press(phone, MORNING + number * SECOND)
        answer = await office.one(envelope, at=MORNING + MINUTE, through=through)
        assert codes(answer) == ({"carried"} if via == "carried" else set())
        assert answer.verdict == "accepted"
        assert (await CheckIn.get(hash=phone.head)).via == via


async def test_the_first_way_stands(office: Office):
    phone, colleague = await office.phone(), await office.phone()
    envelope = office.press(phone)
    await office.one(envelope, through=colleague)
    assert codes(await office.one(envelope, through=phone)) == {"carried", "time_asserted"}
