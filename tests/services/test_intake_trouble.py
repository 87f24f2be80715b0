"""When something goes wrong that nobody foresaw, is it alone, and is nothing acknowledged?"""

import asyncio

import pytest

from tests.services.office import DAY, MORNING, SECOND, Office, codes, counts
from web.domain.jws import b64url
from web.errors import Problem
from web.services import intake as module
from web.services import ledger
from web.services.intake import Intake


async def test_rubbish_that_no_decoder_can_read_is_refused_and_spoils_nothing(office: Office):
    phone = await office.phone()
    good, bad = office.press(phone), office.press(phone, MORNING + SECOND)
    for name in ("clientDataJSON", "authenticatorData", "signature"):
        for data in (b"[" * 6000, b'{"a":' * 1000, b"\x81" * 6000, b"\x9b" + b"\xff" * 8):
            response = bad["assertion"]["response"] | {name: b64url(data)}
            forged = bad | {"assertion": bad["assertion"] | {"response": response}}
            answers = await office.hand_in(forged, good, forged)
            assert [one.reason for one in answers] == ["bad_assertion", None, "bad_assertion"]


async def test_a_failure_in_one_body_leaves_the_others_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    phones = [await office.phone() for _ in range(6)]
    unlucky = phones[3].device_id
    real = module.verify

    def verify(envelope, device, **how):
        if device and device.id == unlucky:
            raise MemoryError
        return real(envelope, device, **how)

    monkeypatch.setattr(module, "verify", verify)
    deliveries = [office.one(office.press(phone)) for phone in phones]
    answers = await asyncio.gather(*deliveries, return_exceptions=True)
    failed = [isinstance(one, MemoryError) for one in answers]
    assert failed == [phone.device_id == unlucky for phone in phones]
    assert await counts() == (5, 0)


async def test_a_body_that_cannot_be_stored_leaves_the_others_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    phones = [await office.phone() for _ in range(6)]
    unlucky = phones[3].device_id
    real = ledger.write_receipts

    async def write_receipts(connection, receipts):
        await real(connection, receipts)
        found = await connection.execute_query_dict("SELECT device_id FROM checkin")
        if unlucky in {str(row["device_id"]) for row in found}:
            raise OSError("no space left on device")

    monkeypatch.setattr(ledger, "write_receipts", write_receipts)
    envelopes = [office.press(phone) for phone in phones]
    answers = await asyncio.gather(*map(office.one, envelopes), return_exceptions=True)
    failed = [isinstance(one, OSError) for one in answers]
    assert failed == [phone.device_id == unlucky for phone in phones]
    assert await counts() == (5, 0)
    # Nothing of it was kept, so it can simply be handed in again.
    monkeypatch.undo()
    assert (await office.one(envelopes[3])).status == "recorded"


async def test_beyond_what_can_wait_a_phone_is_asked_to_come_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "WAITING", 2)
    phone = await office.phone()
    queue = [office.press(phone, MORNING + n * SECOND) for n in range(3)]
    with pytest.raises(Problem) as problem:
        await office.hand_in(*queue)
    assert (problem.value.code, problem.value.status) == ("unavailable", 503)
    assert problem.value.headers["Retry-After"]
    assert await counts() == (0, 0)
    assert len(await office.hand_in(*queue[:2])) == 2


async def test_what_waits_is_stored_before_the_server_ends(office: Office):
    intake = Intake(office.settings, office.keys)
    await intake.start()
    office.intake = intake
    phone = await office.phone()
    waiting = [asyncio.create_task(office.one(office.press(phone))) for _ in range(3)]
    await asyncio.sleep(0)
    await intake.stop()
    assert [(await one).status for one in waiting] == ["recorded"] * 3


async def test_a_phone_that_hangs_up_loses_nothing(office: Office):
    phone = await office.phone()
    envelope = office.press(phone)
    hand_in = asyncio.create_task(office.one(envelope))
    await asyncio.sleep(0)
    hand_in.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hand_in
    again = await office.one(envelope)
    assert again.status in ("recorded", "duplicate")
    assert await counts() == (1, 0)


SOMEDAY = "2199-12-31T23:59:59.999Z"
ABSURD = [
    {"elapsed_ms": 1.7e308},
    {"elapsed_ms": 2**53},
    {"device_time": SOMEDAY, "anchor_seen_at": "2000-01-01T00:00:00.000Z"},
    {"device_time": "2000-01-01T00:00:00.000Z", "anchor_seen_at": SOMEDAY},
    {"seq": 2**53},
    {"note": "\U0010ffff" * 500, "tz": "../../etc/passwd", "duty": "'; DROP TABLE checkin; --"},
    *(
        {"fixes": [{"lat": lat, "lng": lng, "accuracy": accuracy, "at": SOMEDAY}]}
        for lat, lng in ((90, 180), (-90, -180), (0, 0), (5e-324, -5e-324), (-2.68, 118.89))
        for accuracy in (0, 5e-324, 1.7e308)
    ),
]


async def test_absurd_figures_are_recorded_and_told_as_they_are(office: Office):
    """They can be laid to a device, so nothing of them is a reason to refuse."""
    phone = await office.phone()
    envelopes = [
        office.press(phone, MORNING + number * SECOND, **claims)
        for number, claims in enumerate(ABSURD)
    ]
    answers = await office.hand_in(*envelopes, at=MORNING + DAY)
    assert [one.status for one in answers] == ["recorded"] * len(ABSURD)
    assert all(flag.detail for one in answers for flag in one.flags)
    again = await office.hand_in(*envelopes)
    assert [one.receipt for one in again] == [one.receipt for one in answers]


async def test_an_anchor_never_ends(office: Office):
    phone = await office.phone(at=MORNING - 3000 * DAY)
    answer = await office.one(office.press(phone))
    assert (answer.status, codes(answer)) == ("recorded", {"time_asserted"})
