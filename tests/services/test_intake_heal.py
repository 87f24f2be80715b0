"""A server was restored from an older copy: do the phones give back what it lost?"""

import pytest
from tortoise import Tortoise

from tests.services.forgery import claims_of
from tests.services.office import DAY, HOUR, MINUTE, MORNING, SECOND, Office, codes, counts, stands
from web.models import Assessment, CheckIn, Quarantine, Receipt
from web.services.keys import KeyRing
from web.services.softphone import SoftPhone


async def lose_everything() -> None:
    """The database as it was before anybody checked in."""
    connection = Tortoise.get_connection("default")
    for table in ("receipt", "assessment", "checkin", "quarantine", "contact"):
        await connection.execute_query(f"DELETE FROM {table}")


async def recorded(office: Office, **how) -> tuple[SoftPhone, dict, str]:
    """A phone, its check-in and the receipt that it keeps."""
    phone = await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    envelope = office.press(phone, **how)
    answer = await office.one(envelope, through=phone)
    assert answer.receipt
    return phone, envelope, answer.receipt


async def test_a_lost_check_in_comes_back_as_it_was(office: Office):
    phone, envelope, receipt = await recorded(office)
    before = await CheckIn.get()
    await lose_everything()
    again = await office.one(envelope | {"receipt": receipt}, at=MORNING + 20 * DAY, through=phone)
    assert (again.status, again.verdict, codes(again)) == ("recorded", "accepted", set())
    assert again.receipt == receipt == (await Receipt.get()).jws
    after = await CheckIn.get()
    for name in (
        "jws",
        "received_at",
        "claimed_at",
        "anchor_at",
        "hash",
        "jti",
        "seq",
        "sign_count",
    ):
        assert getattr(after, name) == getattr(before, name), name
    assert after.restored
    assert (await office.one(envelope)).status == "duplicate"


async def test_without_its_receipt_it_comes_back_late(office: Office):
    _, envelope, receipt = await recorded(office)
    await lose_everything()
    again = await office.one(envelope, at=MORNING + 20 * DAY)
    assert codes(again) == {"late_delivery", "time_asserted"}
    assert again.receipt != receipt
    assert not (await CheckIn.get()).restored


async def test_a_verdict_that_cannot_be_found_again_is_kept(office: Office):
    """Two colleagues' check-ins made it doubtful; they do not come back."""
    shared = [office.place()]
    colleagues = [await office.phone() for _ in range(2)]
    await office.hand_in(*(office.press(one, fixes=shared) for one in colleagues))
    phone, envelope, receipt = await recorded(office, fixes=shared)
    assert claims_of(receipt)["flags"] == ["shared_fix"]
    await lose_everything()
    again = await office.one(envelope | {"receipt": receipt}, at=MORNING + HOUR)
    assert (again.verdict, codes(again)) == ("review", {"shared_fix"})
    # It is still known after the next one of the chain made the rules look again.
    await office.one(office.press(phone, MORNING + SECOND, prev=None), at=MORNING + MINUTE)
    assert {"shared_fix", "chain_fork"} <= await stands(envelope)


async def test_an_information_is_found_again_or_not_at_all(office: Office):
    phone = await office.phone()
    first, second = office.press(phone), office.press(phone, MORNING + SECOND)
    receipt = (await office.one(second, through=await office.phone())).receipt
    assert claims_of(receipt)["flags"] == ["chain_gap", "time_asserted", "carried"]
    await office.one(first)
    await lose_everything()
    answers = await office.hand_in(first, second | {"receipt": receipt}, at=MORNING + HOUR)
    assert codes(answers[1]) == {"time_asserted"}


async def test_a_forged_or_foreign_receipt_is_ignored(office: Office):
    phone, envelope, receipt = await recorded(office)
    other, theirs, foreign = await recorded(office)
    older = office.press(phone, MORNING + SECOND, kind="out")
    another = (await office.one(older)).receipt
    spoiled = (await office.one(theirs | {"jws": envelope["jws"]})).receipt
    claims = claims_of(receipt)
    header, payload, signature = receipt.split(".")
    stranger = KeyRing.create(office.settings.data / "stranger")
    worthless = [
        "",
        "x",
        "a.b.c",
        foreign,
        another,
        phone.anchor,
        office.keys.sign_anchor(claims),
        stranger.sign_receipt(claims),
        phone.key.jws({"alg": "ES256", "typ": "receipt+jwt", "kid": "x"}, claims),
        f"{header}.{payload}.{'A' * len(signature)}",
        office.keys.sign_receipt(claims | {"status": "refused"}),
        office.keys.sign_receipt(claims | {"hash": "A" * 43}),
        office.keys.sign_receipt(claims | {"sub": other.device_id}),
        office.keys.sign_receipt(claims | {"received_at": None}),
    ]
    assert spoiled
    for number, text in enumerate(worthless):
        await lose_everything()
        later = MORNING + 20 * DAY
        again = await office.one(envelope | {"receipt": text}, at=later)
        assert (again.status, again.receipt != receipt) == ("recorded", True), number
        assert (await CheckIn.get()).received_at == later
        assert not (await CheckIn.get()).restored


async def test_what_was_not_lost_is_not_changed_by_a_receipt(office: Office):
    _, envelope, receipt = await recorded(office)
    claims = claims_of(receipt) | {"verdict": "review", "flags": ["outside"]}
    other = office.keys.sign_receipt(claims)
    again = await office.one(envelope | {"receipt": other}, at=MORNING + DAY)
    assert (again.status, again.receipt, codes(again)) == ("duplicate", receipt, set())
    assert (await Assessment.get()).verdict == "accepted"


async def test_the_older_key_s_receipt_heals_too(office: Office):
    _, envelope, receipt = await recorded(office)
    await lose_everything()
    office.intake.keys = KeyRing.create(office.settings.data / "keys")
    again = await office.one(envelope | {"receipt": receipt}, at=MORNING + DAY)
    assert (again.receipt, codes(again)) == (receipt, set())


@pytest.mark.parametrize("carried", [True, False])
async def test_a_receipt_proves_nothing_that_the_envelope_does_not(office: Office, carried: bool):
    phone, envelope, receipt = await recorded(office)
    await lose_everything()
    wrong = await office.phone()
    envelope["assertion"] = wrong.passkey.answer("AAAA")
    through = wrong if carried else phone
    again = await office.one(envelope | {"receipt": receipt}, through=through)
    assert again.reason == "bad_assertion"
    assert await counts() == (0, 1)
    assert (await Quarantine.get()).jti == again.id


async def test_the_phone_revoked_since_is_no_doubt_on_what_came_before(office: Office):
    phone, envelope, receipt = await recorded(office)
    await lose_everything()
    await office.block(phone, "lost", at=MORNING + HOUR)
    again = await office.one(envelope | {"receipt": receipt}, at=MORNING + DAY)
    assert codes(again) == set()
