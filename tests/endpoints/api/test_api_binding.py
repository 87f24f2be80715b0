"""Which keys may bind a phone, and whose phone is it then?"""

from asyncio import gather
from uuid import UUID, uuid4

import pytest

from tests.endpoints.api.wire import Phone, Wire, problem_of
from web.domain.jws import b64url
from web.models import Device, Session
from web.services import keys
from web.services.binding import finish_enrolment
from web.services.softkeys import Key, Passkey

STRANGER = "/enrolments/00000000-0000-4000-8000-000000000000/device"


def proofs(phone: Phone, challenge: str) -> dict[str, str]:
    key, header = phone.key, {"typ": "device-proof+jwt", "alg": "ES256"}
    claims = {"challenge": challenge}
    good = key.jws(header, claims)
    return {
        "another key": Key().jws(header, claims),
        "another challenge": key.jws(header, {"challenge": challenge[::-1]}),
        "no challenge": key.jws(header, {}),
        "a list": key.jws(header, {"challenge": [challenge]}),
        "another kind of message": key.jws(
            header | {"typ": "checkin+jwt"}, {"challenge": challenge}
        ),
        "no kind": key.jws({"alg": "ES256"}, claims),
        "no algorithm": key.jws(header | {"alg": "none"}, claims),
        "a MAC": key.jws(header | {"alg": "HS256"}, claims),
        "no signature": good.rpartition(".")[0] + ".",
        "no JWS": "x",
        "signs from elsewhere": "é.é.é",
    }


def test_the_device_key_must_have_signed_the_challenge(wire: Wire):
    phone, started = wire.start(wire.code())
    for name, proof in proofs(phone, started.json()["options"]["challenge"]).items():
        assert problem_of(wire.finish(phone, started, proof=proof)) == (401, "bad_proof"), name
    assert wire.run(Device.all().count) == wire.run(Session.all().count) == 0
    # Nothing of it spent the code.
    assert wire.finish(phone, started).status_code == 201


def test_the_passkey_must_have_signed_the_challenge(wire: Wire):
    phone, started = wire.start(wire.code())
    options = started.json()["options"]
    elsewhere, other = Passkey("https://sikeren.example"), Passkey(wire.origin)
    other.flags = 0x01  # somebody is there, nobody was verified
    wrong = [
        elsewhere.register(options),
        other.register(options),
        phone.passkey.register(options | {"challenge": b64url(bytes(32))}),
        phone.passkey.answer(options["challenge"]),
        {},
        {"id": "x"},
        {"response": {"clientDataJSON": "x", "attestationObject": "x"}},
    ]
    for credential in wrong:
        refused = wire.finish(phone, started, credential=credential)
        assert problem_of(refused) == (422, "bad_credential"), credential
    assert wire.finish(phone, started).status_code == 201


def test_keys_are_one_person_s(wire: Wire):
    bound = wire.bind()
    again = bound.post("/enrolments", bound.enrolment(wire.code()))
    assert problem_of(again) == (409, "device_taken")
    phone, started = wire.start(wire.code())
    phone.passkey = bound.passkey
    assert problem_of(wire.finish(phone, started)) == (409, "device_taken")


@pytest.mark.parametrize(
    "key", [{}, {"kty": "EC"}, {"kty": "oct", "k": "AAAA"}, keys.public_jwk, None, "x", []]
)
def test_a_device_key_that_is_none(wire: Wire, key):
    value = {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"} if callable(key) else key
    assert problem_of(wire.start(wire.code(), device_key=value)[1]) == (422, "invalid")


def test_a_private_key_is_refused_not_kept(wire: Wire):
    key = Phone(wire).key.jwk | {"d": "secret"}
    assert problem_of(wire.start(wire.code(), device_key=key)[1]) == (422, "invalid")


def test_a_new_phone_replaces_the_old_one(wire: Wire):
    employee = wire.hire()
    old = wire.bind(employee)
    new = wire.bind(employee, platform="iPhone", synced=True)
    assert old.browser.get("/api/v1/state").status_code in (401, 403)
    state = new.browser.get("/api/v1/state").json()
    assert (state["device"]["binding"], state["device"]["platform"]) == ("synced", "iPhone")
    assert [one.follows_another for one in wire.run(_devices)] == [False, True]


async def _devices():
    return await Device.all().order_by("follows_another")


def test_an_enrolment_that_nobody_started(wire: Wire):
    phone = Phone(wire)
    for path in (STRANGER, f"/enrolments/{uuid4()}/device", "/enrolments/x/device"):
        body = {"credential": {}, "proof": "x"}
        assert problem_of(phone.post(path, body)) == (404, "not_found")


def test_five_answers_at_once_bind_one_phone(wire: Wire):
    phone, started = wire.start(wire.code())
    body = phone.binding(started.json()["options"])

    async def at_once() -> list[Device]:
        enrolment_id = UUID(started.json()["enrolment_id"])
        finish = (
            finish_enrolment(settings=wire.app.state.settings, enrolment_id=enrolment_id, **body)
            for _ in range(5)
        )
        return await gather(*finish)

    assert len({device.id for device in wire.run(at_once)}) == 1
    assert wire.run(Device.all().count) == 1
