"""What is answered for an envelope: recorded, duplicate or refused?"""

import asyncio
import json

import pytest

from tests.services.forgery import claims_of
from tests.services.office import HOUR, MINUTE, MORNING, SECOND, Office, codes, counts
from web.domain.jws import digest
from web.models import CheckIn, Quarantine, Receipt
from web.services import intake


async def test_a_check_in_is_recorded_once_with_the_bytes_that_were_signed(office: Office):
    phone = await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    envelope = office.press(phone, note="Apel pagi")
    answer = await office.one(envelope, through=phone)
    assert (answer.status, answer.verdict, answer.reason) == ("recorded", "accepted", None)
    assert codes(answer) == set()
    kept = await CheckIn.get()
    assert kept.jws == envelope["jws"]
    assert json.loads(kept.assertion) == envelope["assertion"]
    assert (kept.hash, kept.jti, kept.seq, kept.prev) == (phone.head, answer.id, 1, None)
    assert (kept.claimed_at, kept.received_at) == (MORNING, MORNING + 2 * SECOND)
    assert (kept.via, kept.note, kept.sign_count) == ("own", "Apel pagi", 1)
    assert not kept.restored


async def test_a_receipt_says_what_stood_and_verifies_under_our_keys(office: Office):
    phone = await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    envelope = office.press(phone, kind="out")
    answer = await office.one(envelope)
    claims = office.keys.read_receipt(answer.receipt or "")
    assert claims == {
        "jti": answer.id,
        "sub": phone.device_id,
        "hash": digest(envelope["jws"]),
        "status": "recorded",
        "reason": None,
        "kind": "out",
        "claimed_at": "2026-11-23T23:25:00.000Z",
        "received_at": "2026-11-23T23:25:02.000Z",
        "verdict": "accepted",
        "flags": [],
        "point": "Kantor",
        "iss": "http://localhost:8000",
    }


async def test_the_same_bytes_again_are_a_duplicate_with_the_same_receipt(office: Office):
    phone = await office.phone()
    envelope = office.press(phone)
    first = await office.one(envelope)
    again, once_more = await office.hand_in(envelope, envelope, at=MORNING + HOUR)
    assert (first.status, again.status, once_more.status) == ("recorded", "duplicate", "duplicate")
    assert again == once_more
    assert (again.receipt, again.verdict, again.flags) == (
        first.receipt,
        first.verdict,
        first.flags,
    )
    assert (await CheckIn.get()).received_at == MORNING + 2 * SECOND
    assert await counts() == (1, 0)


async def test_twice_in_one_body_is_one_row(office: Office):
    envelope = office.press(await office.phone())
    first, second = await office.hand_in(envelope, envelope)
    assert (first.status, second.status) == ("recorded", "duplicate")
    assert first.receipt == second.receipt


async def test_a_new_assertion_over_known_bytes_is_not_judged(office: Office):
    phone, stranger = await office.phone(), await office.phone()
    envelope = office.press(phone)
    first = await office.one(envelope)
    hash_ = digest(envelope["jws"])
    others = [
        phone.passkey.answer(hash_),
        stranger.passkey.answer(hash_),
        phone.passkey.answer(digest("x")),
        envelope["assertion"] | {"response": {}},
        {},
        None,
        "rubbish",
    ]
    for assertion in others:
        again = await office.one({"jws": envelope["jws"], "assertion": assertion})
        assert (again.status, again.receipt) == ("duplicate", first.receipt), assertion
    assert json.loads((await CheckIn.get()).assertion) == envelope["assertion"]
    assert await counts() == (1, 0)


async def test_fifty_at_once_make_one_row_and_fifty_equal_receipts(office: Office):
    envelope = office.press(await office.phone())
    answers = await asyncio.gather(*(office.one(envelope) for _ in range(50)))
    assert {answer.receipt for answer in answers} == {(await Receipt.get()).jws}
    assert sorted(answer.status for answer in answers) == ["duplicate"] * 49 + ["recorded"]
    assert await counts() == (1, 0)


async def test_fifty_at_once_of_a_refused_one_keep_it_once(office: Office):
    phone, other = await office.phone(), await office.phone()
    envelope = office.press(phone)
    envelope["assertion"] = other.passkey.answer(digest(envelope["jws"]))
    answers = await asyncio.gather(*(office.one(envelope) for _ in range(50)))
    assert {answer.status for answer in answers} == {"refused"}
    assert {answer.receipt for answer in answers} == {(await Quarantine.get()).receipt}
    assert await counts() == (0, 1)


async def test_what_waits_shares_a_transaction(office: Office, monkeypatch: pytest.MonkeyPatch):
    stored = []
    real = intake.store

    async def store(items, **how):
        stored.append(len(items))
        return await real(items, **how)

    monkeypatch.setattr(intake, "store", store)
    phone = await office.phone()
    envelopes = [office.press(phone, MORNING + n * SECOND) for n in range(40)]
    answers = await asyncio.gather(*map(office.one, envelopes))
    assert {answer.status for answer in answers} == {"recorded"}
    assert sum(stored) == 40
    assert len(stored) < 10


async def test_a_bad_neighbour_spoils_nothing(office: Office):
    phone = await office.phone()
    good = [office.press(phone, MORNING + n * SECOND) for n in range(3)]
    bad = ['{"jws":"a","jws":"b"}', "[" * 3000 + "]" * 3000, '{"jws":"\\u0000"}', "null"]
    wide = json.dumps({"jws": "x" * 20_000})
    mixed = [good[0], bad[0], good[1], bad[1], bad[2], good[2], bad[3], wide]
    answers = await office.hand_in(*mixed)
    assert [answer.status for answer in answers] == [
        "recorded" if one in good else "refused" for one in mixed
    ]
    assert [one.reason for one in answers if one.reason] == ["malformed"] * 4 + ["too_large"]
    assert {one.id for one in answers if one.reason} == {None}
    assert {one.receipt for one in answers if one.reason} == {None}
    assert await counts() == (3, 5)


async def test_what_is_refused_is_kept_byte_for_byte(office: Office):
    bodies = ['{ "jws" : "é😀" }', '{"a":"\\ud800"}', "[1, 2,  NaN]", '""']
    await office.hand_in(*bodies)
    broken = b'{"checkins":[{"jws":"\xff\xfe"}]}'
    await office.deliver(broken, MORNING)
    kept = {bytes(one.envelope) for one in await Quarantine.all()}
    assert kept == {body.encode() for body in bodies} | {b'{"jws":"\xff\xfe"}'}


async def test_ids_are_unique_per_device_so_nobody_burns_a_colleague_s(office: Office):
    mine, theirs = await office.phone(), await office.phone()
    envelope = office.press(mine)
    jti = claims_of(envelope["jws"])["jti"]
    burnt = office.press(theirs, jti=jti)
    first, second = await office.hand_in(burnt, envelope)
    assert (first.status, second.status) == ("recorded", "recorded")
    assert first.id == second.id == jti
    assert first.receipt != second.receipt
    assert await counts() == (2, 0)


async def test_other_bytes_under_a_recorded_id_are_refused(office: Office):
    phone = await office.phone()
    first = office.press(phone)
    jti = claims_of(first["jws"])["jti"]
    second = office.press(phone, MORNING + SECOND, jti=jti)
    assert (await office.one(first)).status == "recorded"
    refused = await office.one(second)
    assert (refused.status, refused.reason, refused.id) == ("refused", "id_reused", jti)
    assert claims_of(refused.receipt)["hash"] == digest(second["jws"])
    assert (await office.one(first)).status == "duplicate"


async def test_a_refusal_never_takes_the_id(office: Office):
    phone, other = await office.phone(), await office.phone()
    envelope = office.press(phone)
    hash_ = digest(envelope["jws"])
    spoiled = envelope | {"assertion": other.passkey.answer(hash_)}
    assert (await office.one(spoiled)).reason == "bad_assertion"
    assert (await office.one(envelope)).status == "recorded"
    assert await counts() == (1, 1)


async def test_both_ids_in_one_body_the_first_takes_it(office: Office):
    phone = await office.phone()
    first = office.press(phone)
    second = office.press(phone, MORNING + SECOND, jti=claims_of(first["jws"])["jti"])
    answers = await office.hand_in(first, second)
    assert [answer.reason for answer in answers] == [None, "id_reused"]


@pytest.mark.parametrize("reason", ["bad_assertion", "malformed"])
async def test_equal_refused_bytes_are_kept_once_with_one_receipt(office: Office, reason: str):
    phone = await office.phone()
    envelope = office.press(phone) | (
        {"assertion": {}} if reason == "malformed" else {"assertion": phone.passkey.answer("AAAA")}
    )
    first = await office.one(envelope)
    again, other = await office.hand_in(envelope, envelope, at=MORNING + HOUR)
    assert first.reason == reason
    assert first == again == other
    assert claims_of(first.receipt)["received_at"] == "2026-11-23T23:25:02.000Z"
    assert await counts() == (0, 1)
