"""What may a phone say of reminders, and what is it told of them?"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import Response

from tests.endpoints.api.conftest import serving
from tests.endpoints.api.wire import API, Phone, Wire, problem_of
from tests.push_service import Reader
from web.models import PushSubscription
from web.services.reminder_wishes import endpoint_hash
from web.settings import Settings

SERVICE = "https://fcm.googleapis.com"
SETTINGS = {
    "kinds": {
        "checkin": True,
        "waiting": True,
        "returned": True,
        "decision": False,
        "report": True,
        "team": False,
    },
    "quiet": {"from": "21:00", "until": "05:00"},
}


@pytest.fixture
def phone(wire: Wire) -> Phone:
    return wire.bind()


def told(phone: Phone) -> Any:
    return phone.browser.get(f"{API}/state").json()["reminders"]


def put(phone: Phone, body: Any) -> Response:
    return phone.browser.put(f"{API}/reminders", json=body)


def subscription(phone: Phone, **changes: Any) -> dict[str, Any]:
    return Reader().subscription(SERVICE, told(phone)["key"]) | changes


def test_a_phone_learns_our_key_and_what_is_kept_of_it(phone: Phone):
    before = told(phone)
    assert len(before["key"]) == 87
    assert (before["endpoint"], before["settings"]) == (None, None)
    said = subscription(phone)
    answer = put(phone, {"settings": SETTINGS, "subscription": said})
    assert answer.status_code == 200
    assert answer.json()["reminders"] == told(phone)
    assert told(phone) == {
        "key": before["key"],
        "endpoint": endpoint_hash(said["endpoint"]),
        "settings": SETTINGS,
    }


def test_the_same_again_changes_nothing_and_the_state_keeps_its_etag(wire: Wire, phone: Phone):
    body = {"settings": SETTINGS, "subscription": subscription(phone)}
    put(phone, body)
    tag = phone.browser.get(f"{API}/state").headers["etag"]
    assert put(phone, body).status_code == 200
    again = phone.browser.get(f"{API}/state", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert wire.run(PushSubscription.all().count) == 1


def test_reminders_end_when_the_phone_says_so(phone: Phone):
    put(phone, {"settings": SETTINGS, "subscription": subscription(phone)})
    assert put(phone, {"settings": SETTINGS, "subscription": None}).status_code == 200
    assert told(phone)["endpoint"] is None
    assert told(phone)["settings"] == SETTINGS


def test_each_phone_has_its_own(wire: Wire, phone: Phone):
    put(phone, {"settings": SETTINGS, "subscription": subscription(phone)})
    other = wire.bind()
    assert told(other)["endpoint"] is None
    assert told(other)["settings"] is None


def test_a_stranger_is_not_let_in(wire: Wire):
    answer = wire.browser().put(f"{API}/reminders", json={})
    assert problem_of(answer) == (401, "not_signed_in")


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://10.0.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com@evil.example/x",
        f"{SERVICE}/{'x' * 1000}",
        "",
        None,
        7,
    ],
)
def test_no_address_but_a_push_service_s_is_taken(phone: Phone, endpoint: Any):
    body = {"settings": SETTINGS, "subscription": subscription(phone, endpoint=endpoint)}
    answer = put(phone, body)
    assert problem_of(answer) == (422, "invalid")
    assert "endpoint" in answer.json()["fields"]
    assert told(phone)["settings"] is None  # nothing of it was kept


@pytest.mark.parametrize(
    "keys",
    [
        None,
        {},
        [],
        {"p256dh": "x", "auth": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"p256dh": "BA" + "A" * 85, "auth": "AAAAAAAAAAAAAAAAAAAAAA"},  # not on the curve
        {"p256dh": 1, "auth": 2},
    ],
)
def test_keys_that_nobody_could_read_with_are_refused(phone: Phone, keys: Any):
    answer = put(phone, {"settings": SETTINGS, "subscription": subscription(phone, keys=keys)})
    assert problem_of(answer) == (422, "invalid")
    assert "keys" in answer.json()["fields"]


def test_an_auth_secret_of_another_length_is_refused(phone: Phone):
    said = subscription(phone)
    said["keys"]["auth"] = "AAAA"
    answer = put(phone, {"settings": SETTINGS, "subscription": said})
    assert problem_of(answer) == (422, "invalid")


@pytest.mark.parametrize("key", [None, "", "B" * 87])
def test_a_subscription_of_a_key_that_is_not_ours_is_refused(phone: Phone, key: Any):
    answer = put(phone, {"settings": SETTINGS, "subscription": subscription(phone, key=key)})
    assert problem_of(answer) == (422, "invalid")
    assert "key" in answer.json()["fields"]


@pytest.mark.parametrize(
    "settings",
    [None, [], {}, {"kinds": {"checkin": "yes"}}, {"kinds": {}, "quiet": {"from": "x"}}],
)
def test_settings_that_cannot_be_are_refused(phone: Phone, settings: Any):
    assert problem_of(put(phone, {"settings": settings, "subscription": None})) == (422, "invalid")


def test_what_a_newer_app_says_beyond_this_is_left_out(phone: Phone):
    newer = {"kinds": {"checkin": False, "weather": True}, "quiet": None, "sound": "bell"}
    assert put(phone, {"settings": newer, "subscription": None, "more": 1}).status_code == 200
    assert "weather" not in told(phone)["settings"]["kinds"]
    assert told(phone)["settings"]["kinds"]["checkin"] is False


@pytest.fixture
def without(copied: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """A server whose operator sends no reminders."""
    with serving(replace(copied, push_services=""), monkeypatch) as running:
        yield running


def test_a_server_without_reminders_says_so_and_all_else_works(without: Wire):
    phone = without.bind()
    assert told(phone) is None
    answer = put(phone, {"settings": SETTINGS, "subscription": None})
    assert problem_of(answer) == (409, "reminders_off")
    (result,) = phone.hand_in(phone.press())
    assert result["status"] == "recorded"
