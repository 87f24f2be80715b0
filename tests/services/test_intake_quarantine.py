"""What becomes of an envelope that is refused, and can anybody harm a colleague with one?"""

from uuid import uuid4

from tests.services.forgery import asserted, claims_of, mirrored, tampered
from tests.services.office import MINUTE, MORNING, SECOND, Office, codes, counts, stands
from web.domain.jws import digest
from web.models import Quarantine
from web.services.softkeys import BACKED_UP, BACKUP_ELIGIBLE, USER_PRESENT, USER_VERIFIED

BOTH = USER_PRESENT | USER_VERIFIED


async def test_a_refusal_s_receipt_tells_no_more_than_was_proven(office: Office):
    phone, other = await office.phone(), await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    envelope = office.press(phone)
    unknown = phone.sealed(claims_of(envelope["jws"]) | {"sub": str(uuid4())})
    unproven = {"sub": None, "kind": None, "claimed_at": None, "verdict": None, "point": None}

    receipt = claims_of((await office.one(envelope | {"jws": unknown["jws"]})).receipt)
    assert receipt["status"] == "refused"
    assert receipt["hash"] == digest(unknown["jws"])
    assert receipt["jti"] == claims_of(envelope["jws"])["jti"]
    assert receipt["flags"] == []
    assert {name: receipt[name] for name in unproven} == unproven

    forged = envelope | {"assertion": other.passkey.answer(digest(envelope["jws"]))}
    receipt = claims_of((await office.one(forged)).receipt)
    assert (receipt["reason"], receipt["sub"]) == ("bad_assertion", phone.device_id)
    assert receipt["claimed_at"] == "2026-11-23T23:25:00.000Z"
    assert (receipt["verdict"], receipt["point"]) == (None, None)


async def test_a_malformed_one_with_an_id_gets_a_receipt(office: Office):
    phone = await office.phone()
    envelope = office.press(phone, kind="breakfast")
    refused = await office.one(envelope)
    receipt = office.keys.read_receipt(refused.receipt or "")
    assert receipt
    assert (receipt["status"], receipt["reason"]) == ("refused", "malformed")
    assert (receipt["sub"], receipt["hash"]) == (phone.device_id, digest(envelope["jws"]))
    assert (receipt["kind"], receipt["claimed_at"]) == (None, None)


async def test_quarantine_lays_to_a_device_only_what_its_key_signed(office: Office):
    phone = await office.phone()
    signed = office.press(phone, kind="breakfast")
    forged = asserted(phone, tampered(office.press(phone)["jws"], seq=1))
    await office.hand_in(signed, forged)
    found = {one.reason: one for one in await Quarantine.all()}
    assert (str(found["malformed"].device_id), found["malformed"].seq) == (phone.device_id, 1)
    assert (found["bad_signature"].device_id, found["bad_signature"].seq) == (None, None)
    assert found["bad_signature"].jti == claims_of(forged["jws"])["jti"]


async def test_who_carries_a_check_in_cannot_make_it_look_forged(office: Office):
    """ES256 takes a second signature that anybody can compute from the first."""
    phone = await office.phone()
    first, second = office.press(phone), office.press(phone, MORNING + SECOND, kind="out")
    swapped = [{**one, "jws": mirrored(one["jws"])} for one in (first, second)]
    answers = await office.hand_in(swapped[0], first, second, swapped[1], swapped[0])
    assert [one.reason for one in answers] == [
        *("bad_assertion", None, None, "bad_assertion", "bad_assertion")
    ]
    assert await stands(first) == await stands(second) == {"time_asserted"}
    assert await counts() == (2, 2)
    third = office.press(phone, MORNING + 2 * SECOND)
    assert codes(await office.one(third)) == {"time_asserted"}


async def test_flags_of_backup_that_no_authenticator_gives_are_no_proof(office: Office):
    phone = await office.phone(platform="iPhone")
    text = office.press(phone)["jws"]
    assert (await office.one(asserted(phone, text, flags=BOTH | BACKED_UP))).reason == (
        "bad_assertion"
    )
    eligible = BOTH | BACKUP_ELIGIBLE
    assert (await office.one(asserted(phone, text, flags=eligible))).status == "recorded"
