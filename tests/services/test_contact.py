"""What does a phone declare when it speaks with the server, and what does it learn?"""

from uuid import UUID

import pytest

from tests.services.forgery import claims_of
from tests.services.office import MINUTE, MORNING, SECOND, Office
from web.domain.jws import digest, parse_compact
from web.errors import Problem
from web.models import Contact
from web.services.contact import Head, make_anchor
from web.services.softphone import SoftPhone


async def declare(office: Office, phone: SoftPhone, seq: int, hash_: str | None, at=MORNING):
    return await make_anchor(
        settings=office.settings,
        keys=office.keys,
        device_id=UUID(phone.device_id),
        last_seq=seq,
        last_hash=hash_,
        now=at,
    )


async def test_an_anchor_tells_this_device_this_moment(office: Office):
    phone = await office.phone()
    anchor, head = await declare(office, phone, 0, None, MORNING + MINUTE / 60000)
    header = parse_compact(anchor).header
    assert (header["typ"], header["alg"]) == ("anchor+jwt", "HS256")
    claims = claims_of(anchor)
    assert claims["iss"] == office.settings.origin
    assert claims["sub"] == phone.device_id
    assert claims["iat"] == pytest.approx(MORNING.timestamp() + 0.001, abs=1e-6)
    assert set(claims) == {"jti", "iss", "sub", "iat"}
    assert head == Head(0, None)
    again, _ = await declare(office, phone, 0, None)
    assert claims_of(again)["jti"] != claims["jti"]


async def test_the_head_is_the_server_s_newest(office: Office):
    phone = await office.phone()
    queue = [office.press(phone, MORNING + n * SECOND) for n in range(3)]
    await office.hand_in(queue[0], queue[1])
    # The phone knows of a third: a restored server lacks it, and the phone can tell.
    _, head = await declare(office, phone, 3, phone.head)
    assert head == Head(2, digest(queue[1]["jws"]))
    await office.one(queue[2])
    assert (await declare(office, phone, 3, phone.head))[1] == Head(3, phone.head)


async def test_a_refused_one_that_was_signed_is_part_of_the_chain(office: Office):
    phone = await office.phone()
    await office.one(office.press(phone))
    refused = office.press(phone, MORNING + SECOND, kind="breakfast")
    assert (await office.one(refused)).reason == "malformed"
    _, head = await declare(office, phone, 2, phone.head)
    assert head == Head(2, digest(refused["jws"]))


async def test_a_hash_that_contradicts_the_recorded_one_is_a_conflict(office: Office):
    phone = await office.phone()
    first = office.press(phone)
    await office.one(first)
    office.press(phone, MORNING + SECOND)
    for wrong in (phone.head, digest("x")):
        with pytest.raises(Problem) as problem:
            await declare(office, phone, 1, wrong)
        assert (problem.value.code, problem.value.status) == ("chain_contradiction", 409)
    assert await Contact.all().count() == 1  # that of the binding: nothing was declared
    await declare(office, phone, 1, digest(first["jws"]))


async def test_what_was_only_refused_contradicts_nobody(office: Office):
    phone, other = await office.phone(), await office.phone()
    envelope = office.press(phone)
    envelope["assertion"] = other.passkey.answer("AAAA")
    await office.one(envelope)
    await declare(office, phone, 1, digest("what this phone says that it signed"))


async def test_a_device_declares_for_itself_only(office: Office):
    phone, other = await office.phone(), await office.phone()
    await office.one(office.press(phone))
    _, head = await declare(office, other, 1, digest("theirs"))
    assert head == Head(0, None)


async def test_every_contact_is_kept(office: Office):
    phone = await office.phone()
    await office.one(office.press(phone))
    await declare(office, phone, 1, phone.head, MORNING + MINUTE)
    kept = await Contact.filter(at=MORNING + MINUTE).get()
    assert (str(kept.device_id), kept.last_seq, kept.last_hash) == (phone.device_id, 1, phone.head)
