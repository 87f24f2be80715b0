"""Is the door open to any envelope, and does it answer what became of each?"""

import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.endpoints.api.conftest import serving
from tests.endpoints.api.wire import API, MINUTE, SECOND, Wire, problem_of
from web.domain.jws import loads_object, parse_compact
from web.models import CheckIn, Device, Quarantine
from web.services.binding import block_device
from web.services.keys import public_key, verify_es256
from web.settings import Settings

ANSWERED = {"id", "status", "verdict", "flags", "reason", "receipt"}


def test_a_queue_is_answered_one_by_one_in_order(wire: Wire):
    phone = wire.bind()
    first, second = phone.press(), phone.press()
    answer = phone.post("/checkins", {"checkins": [second, {"jws": "x"}, first, second]})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"server_time", "results"}
    results = answer.json()["results"]
    assert all(set(one) == ANSWERED for one in results)
    statuses = [one["status"] for one in results]
    assert statuses == ["recorded", "refused", "recorded", "duplicate"]
    assert results[1] == {
        "id": None,
        "status": "refused",
        "verdict": None,
        "flags": [],
        "reason": "malformed",
        "receipt": None,
    }
    assert results[0]["receipt"] == results[3]["receipt"]


def test_a_flag_has_a_code_and_words(wire: Wire):
    phone = wire.bind()
    (result,) = phone.hand_in(phone.press(fixes=[], no_fix="denied"))
    assert result["flags"] == [{"code": "no_location", "detail": "Izin lokasi tidak diberikan."}]
    assert (result["verdict"], result["reason"]) == ("review", None)


def test_the_server_s_time_is_of_the_answer_and_the_arrival_is_of_the_body(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
):
    phone = wire.bind()
    envelope = phone.press()
    hand_in = wire.app.state.intake.hand_in

    async def slow(*envelopes, **how):
        wire.now += MINUTE
        return await hand_in(*envelopes, **how)

    monkeypatch.setattr(wire.app.state.intake, "hand_in", slow)
    arrived = wire.now
    answer = phone.post("/checkins", {"checkins": [envelope]})
    assert answer.json()["server_time"] == "2026-11-23T23:26:00.000Z"
    assert wire.run(CheckIn.get).received_at == arrived


def test_an_envelope_needs_no_session(wire: Wire):
    phone, colleague = wire.bind(), wire.bind()
    envelopes = [phone.press() for _ in range(4)]
    stranger = wire.browser()
    dead = wire.browser()
    dead.cookies.set("sikeren-device", "long gone", domain="localhost.local")
    ways = [phone.browser, colleague.browser, stranger, dead]
    for browser, envelope in zip(ways, envelopes, strict=True):
        answer = browser.post(f"{API}/checkins", json={"checkins": [envelope]})
        assert answer.json()["results"][0]["status"] == "recorded"
    kept = {one.seq: one.via for one in wire.run(_checkins)}
    assert kept == {1: "own", 2: "carried", 3: "sessionless", 4: "sessionless"}


async def _checkins():
    return await CheckIn.all()


def test_after_a_log_out_or_a_revocation_a_queue_still_drains(wire: Wire):
    phone = wire.bind()
    first, second = phone.press(), phone.press()
    assert phone.browser.delete(f"{API}/session").status_code == 204
    (result,) = phone.hand_in(first)
    assert (result["status"], result["flags"]) == ("recorded", [])
    device = wire.run(Device.get, id=phone.device_id)
    wire.now += SECOND
    wire.run(block_device, device=device, reason="replaced", author=None)
    (result,) = phone.hand_in(second)
    assert (result["status"], result["flags"]) == ("recorded", [])


def test_a_receipt_verifies_with_what_is_published(wire: Wire):
    phone = wire.bind()
    (result,) = phone.hand_in(phone.press())
    answer = wire.client.get("/.well-known/jwks.json")
    assert answer.status_code == 200
    published = {key["kid"]: key for key in answer.json()["keys"]}
    receipt = parse_compact(result["receipt"])
    assert verify_es256(public_key(published[receipt.header["kid"]]), receipt)
    claims = loads_object(receipt.payload)
    assert (claims["hash"], claims["iss"]) == (phone.head, wire.origin)


# GET /checkins/{id}/receipt


def test_a_receipt_can_be_asked_for_by_anybody_and_stays_the_same(wire: Wire):
    phone = wire.bind()
    first, second = phone.press(), phone.press()
    (late,) = phone.hand_in(second)
    phone.hand_in(first)
    answer = wire.browser().get(f"{API}/checkins/{late['id']}/receipt")
    assert answer.json() == {"receipt": late["receipt"]}
    named = wire.browser().get(f"{API}/checkins/{late['id']}/receipt?device={phone.device_id}")
    assert named.content == answer.content


def test_an_id_that_two_phones_used_is_settled_by_the_device(wire: Wire):
    mine, theirs = wire.bind(), wire.bind()
    envelope = mine.press()
    jti = loads_object(parse_compact(envelope["jws"]).payload)["jti"]
    (first,), (second,) = mine.hand_in(envelope), theirs.hand_in(theirs.press(jti=jti))
    assert first["id"] == second["id"] == jti
    path = f"{API}/checkins/{jti}/receipt"
    assert problem_of(wire.client.get(path)) == (409, "ambiguous_id")
    for phone, result in ((mine, first), (theirs, second)):
        found = wire.client.get(f"{path}?device={phone.device_id}")
        assert found.json() == {"receipt": result["receipt"]}
    assert problem_of(wire.client.get(f"{path}?device={uuid4()}")) == (404, "not_found")


def test_a_refused_or_unknown_id_has_no_receipt_here(wire: Wire):
    phone = wire.bind()
    (refused,) = phone.hand_in(phone.press(kind="breakfast"))
    assert (refused["status"], bool(refused["receipt"])) == ("refused", True)
    for name in (refused["id"], uuid4(), "x", "%00", "%ED%A0%80", "a" * 5000):
        answer = wire.client.get(f"{API}/checkins/{name}/receipt")
        assert problem_of(answer) == (404, "not_found"), name
    assert UUID(refused["id"]).version == 7


# Sizes and quotas


def test_one_to_a_hundred_envelopes(wire: Wire):
    phone = wire.bind()
    hundred = [phone.press() for _ in range(100)]
    answer = phone.post("/checkins", {"checkins": [*hundred, {}]})
    assert problem_of(answer) == (422, "invalid")
    assert problem_of(phone.post("/checkins", {"checkins": []})) == (422, "invalid")
    assert wire.run(CheckIn.all().count) == wire.run(Quarantine.all().count) == 0
    results = phone.hand_in(*hundred)
    assert {one["status"] for one in results} == {"recorded"}
    assert wire.run(CheckIn.all().count) == 100


def test_a_body_of_four_mebibytes_is_read_and_a_byte_more_is_not(wire: Wire):
    most = 4 * 1024 * 1024
    body = json.dumps({"checkins": [{"jws": "x"}]}).encode()
    answer = wire.client.post(f"{API}/checkins", content=body.ljust(most))
    assert answer.json()["results"][0]["reason"] == "malformed"
    answer = wire.client.post(f"{API}/checkins", content=body.ljust(most + 1))
    assert problem_of(answer) == (413, "too_large")

    def pieces():
        yield body
        for _ in range(9):
            yield b" " * (most // 8)

    assert problem_of(wire.client.post(f"{API}/checkins", content=pieces())) == (413, "too_large")


def test_beyond_a_quota_nothing_is_acknowledged(copied: Settings, monkeypatch: pytest.MonkeyPatch):
    tight = replace(copied, device_quota=3, address_quota=6)
    with serving(tight, monkeypatch) as wire:
        phone, other = wire.bind(), wire.bind()
        queue = [phone.press() for _ in range(5)]
        assert len(phone.hand_in(*queue[:3])) == 3
        answer = phone.post("/checkins", {"checkins": queue[3:]})
        assert problem_of(answer) == (429, "too_many_requests")
        assert 0 < int(answer.headers["retry-after"]) <= 601
        assert wire.run(CheckIn.all().count) == 3
        # A colleague at the same address goes on, up to the address's quota.
        assert len(other.hand_in(other.press(), other.press())) == 2
        answer = wire.client.post(f"{API}/checkins", json={"checkins": [{}, {}]})
        assert problem_of(answer) == (429, "too_many_requests")
        wire.now += 10 * MINUTE
        assert len(phone.hand_in(*queue[3:])) == 2
        assert wire.run(Quarantine.all().count) == 0


# Other sites


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://sikeren.example"},
        {"Origin": "http://localhost:8001"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"},
    ],
)
def test_another_site_s_page_changes_nothing(wire: Wire, headers):
    phone = wire.bind()
    posts = ["checkins", "anchor", "enrolments", "session", "session/challenge"]
    for path in posts:
        answer = phone.browser.post(f"{API}/{path}", json={}, headers=headers)
        assert problem_of(answer) == (403, "cross_origin")
    answer = phone.browser.delete(f"{API}/session", headers=headers)
    assert problem_of(answer) == (403, "cross_origin")
    assert phone.browser.get(f"{API}/state", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost:8000"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_page_and_clients_that_are_no_browsers_may(wire: Wire, headers):
    body = {"checkins": [{}]}
    assert wire.client.post(f"{API}/checkins", json=body, headers=headers).status_code == 200
