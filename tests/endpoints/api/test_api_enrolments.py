"""Does a phone get bound to exactly one person, by exactly the keys that it holds?"""

from hashlib import sha256

import pytest

from tests.endpoints.api.wire import DAY, SECOND, Phone, Wire, problem_of
from web.domain.jws import b64url, thumbprint, unb64url
from web.models import Device, Employee, EnrolmentCode
from web.services import binding, codes


def test_a_phone_is_bound_in_two_steps(wire: Wire):
    employee = wire.hire()
    phone, started = wire.start(wire.code(employee))
    assert started.status_code == 201
    assert set(started.json()) == {"enrolment_id", "employee", "options", "contact"}
    person = {"nip": employee.nip, "name": employee.name, "agency": "Dinas Contoh"}
    assert started.json()["employee"] == person

    finished = wire.finish(phone, started)
    assert finished.status_code == 201
    assert finished.json() == {"device_id": finished.json()["device_id"], "employee": person}

    device = wire.run(Device.get, id=finished.json()["device_id"])
    assert device.key == phone.key.jwk
    assert device.thumbprint == b64url(thumbprint(phone.key.jwk))
    assert device.credential_id == b64url(phone.passkey.id)
    assert (device.binding, device.platform, device.follows_another) == ("device", "Android", False)
    assert device.enrolled_at == wire.now
    assert phone.browser.get("/api/v1/state").json()["device"]["id"] == str(device.id)


def test_the_challenge_commits_to_the_device_key(wire: Wire, monkeypatch: pytest.MonkeyPatch):
    """SHA-256("sikeren-enrol-v1" ‖ 0x00 ‖ 32 random bytes ‖ thumbprint of the device key)."""
    monkeypatch.setattr(binding.secrets, "token_bytes", lambda size: bytes(range(size)))
    phone, started = wire.start(wire.code())
    x, y = b64url(phone.key.x), b64url(phone.key.y)
    print_ = sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode()).digest()
    expected = sha256(b"sikeren-enrol-v1" + b"\x00" + bytes(range(32)) + print_).digest()
    assert unb64url(started.json()["options"]["challenge"]) == expected


def test_every_start_draws_another_challenge(wire: Wire):
    code = wire.code()
    made = {wire.start(code)[1].json()["options"]["challenge"] for _ in range(3)}
    assert len(made) == 3


def test_the_cookie_is_the_browser_s_alone(wire: Wire):
    phone, started = wire.start(wire.code())
    cookie = wire.finish(phone, started).headers["set-cookie"]
    assert cookie.startswith("sikeren-device=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie  # plain http on localhost only
    assert "Domain" not in cookie


@pytest.mark.parametrize("typed", ["{}", "  {} ", "{lower}", "{bare}", "{spaced}"])
def test_a_code_may_be_typed_as_people_do(wire: Wire, typed: str):
    code = wire.code()
    bare = code.replace("-", "")
    forms = {"lower": code.lower(), "bare": bare, "spaced": " ".join(bare)}
    assert wire.start(typed.format(code, **forms))[1].status_code == 201


def test_a_code_serves_once(wire: Wire):
    code = wire.code()
    phone, started = wire.start(code)
    # Starting does not spend it.
    assert wire.start(code)[1].status_code == 201
    phone, started = wire.start(code)
    assert wire.finish(phone, started).status_code == 201
    other, again = wire.start(code)
    assert problem_of(again) == (409, "code_spent")
    assert wire.run(Device.all().count) == 1
    assert problem_of(other.browser.get("/api/v1/state")) == (401, "not_signed_in")


def test_a_later_start_replaces_an_earlier_one(wire: Wire):
    code = wire.code()
    first, started = wire.start(code)
    second, started_again = wire.start(code)
    assert problem_of(wire.finish(first, started)) == (404, "not_found")
    assert wire.finish(second, started_again).status_code == 201
    assert problem_of(wire.finish(first, started)) == (404, "not_found")


def test_the_lost_answer_may_be_asked_for_again_and_binds_once(wire: Wire):
    phone, started = wire.start(wire.code())
    body = phone.binding(started.json()["options"])
    path = f"/enrolments/{started.json()['enrolment_id']}/device"
    first, again = phone.post(path, body), phone.post(path, body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert wire.run(Device.all().count) == 1
    # Nobody else gets in by it, and not once the phone is no longer that person's.
    thief = Phone(wire)
    assert thief.post(path, thief.binding(started.json()["options"])).status_code == 401
    device = wire.run(Device.get, id=first.json()["device_id"])
    wire.run(binding.block_device, device=device, reason="lost", author=None)
    assert problem_of(phone.post(path, body)) == (409, "code_spent")


@pytest.mark.parametrize(
    ("after", "answer"),
    [(7 * DAY - SECOND, None), (7 * DAY, (410, "code_expired")), (70 * DAY, (410, "code_expired"))],
)
def test_a_code_lives_for_seven_days(wire: Wire, after, answer):
    code = wire.code()
    wire.now += after
    started = wire.start(code)[1]
    assert started.status_code == 201 if answer is None else problem_of(started) == answer


def test_a_code_may_end_between_the_steps(wire: Wire):
    phone, started = wire.start(wire.code())
    wire.now += 7 * DAY
    assert problem_of(wire.finish(phone, started)) == (410, "code_expired")


def test_a_newer_code_withdraws_the_older_one(wire: Wire):
    employee = wire.hire()
    older, newer = wire.code(employee), None
    phone, started = wire.start(older)
    newer = wire.code(employee)
    assert problem_of(wire.start(older)[1]) == (410, "code_expired")
    assert problem_of(wire.finish(phone, started)) == (410, "code_expired")
    assert wire.start(newer)[1].status_code == 201


def test_a_code_is_stored_as_a_hash_only(wire: Wire):
    code = wire.code()
    kept = wire.run(EnrolmentCode.get)
    assert code.replace("-", "") not in str(dict(kept))
    assert len(code) == 9
    assert set(code) <= set(codes.ALPHABET + "-")


def test_wrong_codes_are_counted_and_right_ones_are_not(wire: Wire):
    limit = wire.app.state.settings.wrong_code_quota
    for number in range(limit):
        assert problem_of(wire.start(f"ZZZZ-{number:04}")[1]) == (404, "code_unknown")
    refused = wire.start("ZZZZ-ZZZZ")[1]
    assert problem_of(refused) == (429, "too_many_requests")
    assert int(refused.headers["retry-after"]) > 0
    wire.now += 600 * SECOND
    assert wire.start(wire.code())[1].status_code == 201


def test_an_account_that_was_closed_binds_nothing(wire: Wire):
    employee = wire.hire()
    code = wire.code(employee)
    phone, started = wire.start(code)
    wire.run(Employee.filter(id=employee.id).update, active=False)
    assert problem_of(wire.start(code)[1]) == (403, "inactive")
    assert problem_of(wire.finish(phone, started)) == (403, "inactive")
