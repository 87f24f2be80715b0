"""Does a phone stay signed in by its key, silently, and does nobody else?"""

from uuid import uuid4

import pytest

from tests.endpoints.api.conftest import serving
from tests.endpoints.api.wire import DAY, MINUTE, SECOND, Phone, Wire, problem_of
from web.models import Device, Employee, UsedNonce
from web.services.access import open_session
from web.services.binding import block_device
from web.services.softkeys import Key
from web.settings import Settings


def nonce(wire: Wire, device_id: str) -> str:
    answer = wire.client.post("/api/v1/session/challenge", json={"device_id": device_id})
    assert answer.status_code == 200
    assert answer.json()["expires_in"] == 120
    assert set(answer.json()) == {"nonce", "expires_in"}
    return answer.json()["nonce"]


def renew(phone: Phone, proof_by: str):
    phone.browser.cookies.clear()
    return phone.post("/session", phone.renewal(proof_by))


def test_the_device_key_renews_the_session(wire: Wire):
    phone = wire.bind()
    phone.browser.cookies.clear()
    assert problem_of(phone.browser.get("/api/v1/state")) == (401, "not_signed_in")
    answer = renew(phone, nonce(wire, phone.device_id))
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["set-cookie"].startswith("sikeren-device=")
    assert phone.browser.get("/api/v1/state").status_code == 200


@pytest.mark.parametrize(
    ("after", "good"), [(120 * SECOND - SECOND / 1000, True), (120 * SECOND, False)]
)
def test_a_nonce_lives_for_120_seconds(wire: Wire, after, good: bool):
    phone = wire.bind()
    wire.now += SECOND * 0.9
    made = nonce(wire, phone.device_id)
    wire.now += after
    answer = renew(phone, made)
    assert answer.status_code == 204 if good else problem_of(answer) == (401, "bad_proof")


def test_a_nonce_serves_once(wire: Wire):
    phone = wire.bind()
    made = nonce(wire, phone.device_id)
    body = phone.renewal(made)
    assert phone.post("/session", body).status_code == 204
    phone.browser.cookies.clear()
    assert problem_of(phone.post("/session", body)) == (401, "bad_proof")
    assert problem_of(renew(phone, made)) == (401, "bad_proof")
    assert renew(phone, nonce(wire, phone.device_id)).status_code == 204


def test_used_nonces_are_forgotten_once_they_are_over(wire: Wire):
    phone = wire.bind()
    for _ in range(3):
        assert renew(phone, nonce(wire, phone.device_id)).status_code == 204
        wire.now += 3 * MINUTE
    assert wire.run(UsedNonce.all().count) == 1


def test_a_nonce_belongs_to_one_device(wire: Wire):
    mine, theirs = wire.bind(), wire.bind()
    made = nonce(wire, mine.device_id)
    assert problem_of(renew(theirs, made)) == (401, "bad_proof")
    assert renew(mine, made).status_code == 204  # that attempt did not use it up


def test_an_unknown_device_gets_the_same_answers(wire: Wire):
    """Nobody learns from the door which devices there are."""
    phone = wire.bind()
    stranger = Phone(wire)
    stranger.device_id = str(uuid4())
    asked = [nonce(wire, one.device_id) for one in (phone, stranger)]
    assert len(asked[0]) == len(asked[1])
    other = phone.key
    phone.key = Key()
    answers = [renew(phone, asked[0]), renew(stranger, asked[1])]
    assert answers[0].json() == answers[1].json()
    assert problem_of(answers[0]) == (401, "bad_proof")
    phone.key = other
    assert renew(phone, asked[0]).status_code == 204  # a wrong proof does not use it up


def test_a_proof_is_for_this_server_and_this_purpose(wire: Wire):
    phone = wire.bind()
    made = nonce(wire, phone.device_id)
    key, header = phone.key, {"typ": "device-proof+jwt", "alg": "ES256"}
    claims = {"nonce": made, "aud": wire.origin}
    wrong = [
        key.jws(header, claims | {"aud": "https://sikeren.example"}),
        key.jws(header, claims | {"aud": f"{wire.origin}/"}),
        key.jws(header, claims | {"aud": [wire.origin]}),
        key.jws(header, {"nonce": made}),
        key.jws(header, {"aud": wire.origin}),
        key.jws(header, claims | {"nonce": [made]}),
        key.jws(header, claims | {"nonce": made + "A"}),
        key.jws(header, claims | {"nonce": ""}),
        key.jws(header | {"typ": "checkin+jwt"}, claims),
        key.jws(header | {"alg": "none"}, claims),
        key.jws({"alg": "ES256"}, claims),
        phone.press()["jws"],
        phone.anchor,
        "x",
        "é",
    ]
    for proof in wrong:
        answer = phone.post("/session", {"device_id": phone.device_id, "proof": proof})
        assert problem_of(answer) == (401, "bad_proof"), proof
    assert renew(phone, made).status_code == 204


def test_a_phone_that_was_taken_off_is_told_so_only_by_its_own_key(wire: Wire):
    phone = wire.bind()
    device = wire.run(Device.get, id=phone.device_id)
    wire.run(block_device, device=device, reason="lost", author=None)
    assert problem_of(phone.browser.get("/api/v1/state")) == (401, "not_signed_in")
    assert problem_of(renew(phone, nonce(wire, phone.device_id))) == (403, "device_revoked")
    phone.key = Key()
    assert problem_of(renew(phone, nonce(wire, phone.device_id))) == (401, "bad_proof")


def test_a_closed_account_is_not_signed_in(wire: Wire):
    employee = wire.hire()
    phone = wire.bind(employee)
    wire.run(Employee.filter(id=employee.id).update, active=False)
    assert problem_of(phone.browser.get("/api/v1/state")) == (403, "inactive")
    assert problem_of(renew(phone, nonce(wire, phone.device_id))) == (403, "inactive")


def test_a_session_ends_when_the_phone_says_so_and_after_its_days(wire: Wire):
    phone = wire.bind()
    token = phone.browser.cookies["sikeren-device"]
    answer = phone.browser.delete("/api/v1/session")
    assert answer.status_code == 204
    assert 'sikeren-device=""' in answer.headers["set-cookie"]
    phone.browser.cookies.set("sikeren-device", token, domain="localhost.local")
    assert problem_of(phone.browser.get("/api/v1/state")) == (401, "not_signed_in")
    phone.browser.cookies.clear()
    assert renew(phone, nonce(wire, phone.device_id)).status_code == 204
    wire.now += 30 * DAY
    assert problem_of(phone.browser.get("/api/v1/state")) == (401, "not_signed_in")


@pytest.mark.parametrize("token", ["", "x", "\x7f", "a" * 4000, "%00", "é"])
def test_a_made_up_cookie_opens_nothing(wire: Wire, token: str):
    headers = {"Cookie": f"sikeren-device={token}".encode()}
    for path in ("/api/v1/state", "/api/v1/history"):
        assert problem_of(wire.client.get(path, headers=headers)) == (401, "not_signed_in")


def test_every_door_for_phones_is_shut_without_a_session(wire: Wire):
    client = wire.client
    body = {"last_seq": 0, "last_hash": None}
    assert problem_of(client.post("/api/v1/anchor", json=body)) == (401, "not_signed_in")
    assert problem_of(client.delete("/api/v1/session")) == (401, "not_signed_in")
    path = f"/api/v1/explanations/{uuid4()}"
    assert problem_of(client.put(path, json={})) == (401, "not_signed_in")


def test_a_phone_s_token_is_no_desk_s_and_the_other_way_round(wire: Wire):
    """An operator's phone renews itself silently; that must not open the operator's desk."""
    employee = wire.hire()
    wire.run(Employee.filter(id=employee.id).update, role="admin")
    phone = wire.bind(employee)
    token = phone.browser.cookies["sikeren-device"]
    client = wire.browser()
    client.cookies.set("sikeren-desk", token, domain="localhost.local")
    answer = client.get("/desk/today")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in")
    desk = wire.run(open_session, employee=employee)
    client = wire.browser()
    client.cookies.set("sikeren-device", desk, domain="localhost.local")
    assert problem_of(client.get("/api/v1/state")) == (401, "not_signed_in")


def test_over_https_the_cookie_is_bound_to_the_host(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
):
    secure = Settings(
        data=copied.data, database_url=copied.database_url, origin="https://absen.contoh.id"
    )
    with serving(secure, monkeypatch) as wire:
        phone, started = wire.start(wire.code())
        cookie = wire.finish(phone, started).headers["set-cookie"]
        assert cookie.startswith("__Host-sikeren-device=")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
        assert phone.browser.get("/api/v1/state").status_code == 200
