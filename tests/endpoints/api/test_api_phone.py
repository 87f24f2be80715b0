"""What does a bound phone get to know: anchors, its state, its history?"""

from datetime import datetime
from uuid import uuid4

from tests.endpoints.api.wire import (
    CIRCLE,
    DAY,
    MINUTE,
    MORNING,
    Phone,
    Wire,
    problem_of,
)
from web.domain.jws import digest, loads_object, parse_compact
from web.models import Contact
from web.services import points

POINT = {"type": "circle", "lat": -2.7, "lng": 118.9, "radius": 50.0}


# POST /anchor


def test_an_anchor_is_given_for_a_declaration(wire: Wire):
    phone = wire.bind()
    wire.now += MINUTE
    answer = phone.contact()
    assert answer.status_code == 200
    assert set(answer.json()) == {"server_time", "anchor", "head"}
    assert answer.json()["server_time"] == "2026-11-23T23:26:00.000Z"
    assert answer.json()["head"] == {"seq": 0, "hash": None}
    claims = loads_object(parse_compact(answer.json()["anchor"]).payload)
    assert (claims["sub"], claims["iss"]) == (phone.device_id, wire.origin)
    assert datetime.fromtimestamp(claims["iat"], wire.now.tzinfo) == wire.now


def test_the_head_tells_what_the_server_has(wire: Wire):
    phone = wire.bind()
    phone.hand_in(phone.press())
    assert phone.contact().json()["head"] == {"seq": 1, "hash": phone.head}


def test_a_declaration_that_contradicts_the_record_is_a_conflict(wire: Wire):
    phone = wire.bind()
    phone.hand_in(phone.press())
    answer = phone.post("/anchor", {"last_seq": 1, "last_hash": digest("x")})
    assert problem_of(answer) == (409, "chain_contradiction")
    assert wire.run(Contact.all().count) == 1


NO_DECLARATIONS = [
    {},
    {"last_hash": None},
    {"last_seq": None, "last_hash": None},
    {"last_seq": "0", "last_hash": None},
    {"last_seq": -1, "last_hash": None},
    {"last_seq": 0.0, "last_hash": None},
    {"last_seq": 1.5, "last_hash": "A" * 43},
    {"last_seq": True, "last_hash": "A" * 43},
    {"last_seq": 2**53 + 1, "last_hash": "A" * 43},
    {"last_seq": 1e300, "last_hash": "A" * 43},
    {"last_seq": [1], "last_hash": "A" * 43},
    {"last_seq": 0, "last_hash": "A" * 43},
    {"last_seq": 1, "last_hash": None},
    {"last_seq": 1, "last_hash": ""},
    {"last_seq": 1, "last_hash": 1},
    {"last_seq": 1, "last_hash": "A" * 44},
    {"last_seq": 1, "last_hash": " " * 500 + "A"},
    {"last_seq": 1, "last_hash": {"a": 1}},
]


def test_a_declaration_must_be_whole(wire: Wire):
    phone = wire.bind()
    for body in NO_DECLARATIONS:
        answer = phone.post("/anchor", body)
        assert problem_of(answer) in ((422, "invalid"), (400, "bad_request")), body
    assert wire.run(Contact.all().count) == 1


# GET /state


def etag(answer) -> str:
    assert answer.status_code == 200, answer.text
    tag: str = answer.headers["etag"]
    assert tag.startswith('"')
    return tag


def state(phone: Phone, tag: str | None = None):
    return phone.browser.get("/api/v1/state", headers={"If-None-Match": tag} if tag else {})


def test_the_state_holds_all_that_a_phone_needs_for_fourteen_days(wire: Wire):
    employee = wire.hire()
    phone = wire.bind(employee)
    found = state(phone).json()
    assert set(found) == {
        *("employee", "device", "points", "schedule", "duties", "policy", "valid_until"),
        *("contact", "reminders", "app"),
    }
    assert found["employee"] == {
        "nip": employee.nip,
        "name": employee.name,
        "agency": "Dinas Contoh",
        "timezone": "Asia/Makassar",
        "supervisor": None,
    }
    assert found["device"] == {
        "id": phone.device_id,
        "enrolled_at": "2026-11-23T23:25:00.000Z",
        "binding": "device",
        "platform": "Android",
    }
    (point,) = found["points"]
    assert (point["name"], point["shape"]) == ("Kantor", CIRCLE)
    days = found["schedule"]["days"]
    assert [days[0]["date"], days[13]["date"], len(days)] == ["2026-11-24", "2026-12-07", 14]
    assert days[0] == {"date": "2026-11-24", "workday": True, "start": "07:30", "end": "16:00"}
    assert days[4] == {"date": "2026-11-28", "workday": False, "start": None, "end": None}
    assert found["duties"] == []
    limits = {"offline_days": 7, "cap": 50, "low_accuracy": 100}
    assert found["policy"] == limits | {"photo": "none", "photo_days": 90}
    # To the end of the fourteenth day in Makassar.
    assert found["valid_until"] == "2026-12-07T16:00:00.000Z"


def test_the_state_holds_events_to_come_and_none_that_are_over(wire: Wire):
    phone = wire.bind()
    spans = {
        "kemarin": (-DAY, -MINUTE),
        "sekarang": (-MINUTE, MINUTE),
        "minggu depan": (7 * DAY, 8 * DAY),
        "tahun depan": (300 * DAY, 301 * DAY),
    }
    for name, (since, until) in spans.items():
        dates = {"valid_from": MORNING + since, "valid_until": MORNING + until}
        wire.run(points.add_point, agency=wire.agency, name=name, shape=POINT, **dates)
    names = {point["name"] for point in state(phone).json()["points"]}
    assert names == {"Kantor", "sekarang", "minggu depan"}


def test_what_has_not_changed_is_not_sent_again(wire: Wire):
    phone = wire.bind()
    tag = etag(state(phone))
    wire.now += MINUTE
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        unchanged = state(phone, known)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["etag"] == tag
    for other in ('"other"', "other", tag.strip('"'), '""'):
        assert etag(state(phone, other)) == tag


def test_a_change_of_points_changes_the_tag(wire: Wire):
    phone = wire.bind()
    tag = etag(state(phone))
    wire.run(points.add_point, agency=wire.agency, name="Lapangan", shape=POINT)
    assert etag(state(phone, tag)) != tag


def test_states_are_each_one_s_own(wire: Wire):
    one, other = wire.bind(), wire.bind()
    assert etag(state(one)) != etag(state(other))
    assert state(one).json()["device"]["id"] == one.device_id


# GET /history and PUT /explanations


def test_the_history_shows_how_things_stand_now(wire: Wire):
    phone = wire.bind()
    first, second = phone.press(), phone.press()
    (late,) = phone.hand_in(second)
    assert [flag["code"] for flag in late["flags"]] == ["chain_gap"]
    phone.hand_in(first)
    answer = phone.browser.get("/api/v1/history")
    found = answer.json()["checkins"]
    assert late["id"] in {one["id"] for one in found}
    assert [one["flags"] for one in found] == [[], []]
    assert {one["point"] for one in found} == {"Kantor"}
    tag = etag(answer)
    again = phone.browser.get("/api/v1/history", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_the_history_is_the_owner_s_for_35_days(wire: Wire):
    phone, colleague = wire.bind(), wire.bind()
    phone.hand_in(phone.press())
    colleague.hand_in(colleague.press())
    assert len(phone.browser.get("/api/v1/history").json()["checkins"]) == 1
    wire.now += 36 * DAY
    fresh = phone.post("/session", phone.renewal(_nonce(phone)))
    assert fresh.status_code == 204
    assert phone.browser.get("/api/v1/history").json() == {"checkins": []}


def _nonce(phone: Phone) -> str:
    asked = phone.post("/session/challenge", {"device_id": phone.device_id})
    return str(asked.json()["nonce"])


def test_an_explanation_is_kept_once_under_the_phone_s_own_id(wire: Wire):
    phone, stranger = wire.bind(), wire.bind()
    (recorded,) = phone.hand_in(phone.press())
    path = f"/api/v1/explanations/{uuid4()}"
    body = {"checkin": recorded["id"], "text": "Sinyal hilang di jalan."}
    assert phone.browser.put(path, json=body).status_code == 201
    assert phone.browser.put(path, json=body).status_code == 200
    other = phone.browser.put(path, json=body | {"text": "Lain."})
    assert problem_of(other) == (409, "content_differs")
    foreign = stranger.browser.put(f"/api/v1/explanations/{uuid4()}", json=body)
    assert problem_of(foreign) == (404, "not_found")
    taken = stranger.browser.put(path, json=body)
    assert problem_of(taken) == (404, "not_found")
    (shown,) = phone.browser.get("/api/v1/history").json()["checkins"]
    assert [one["text"] for one in shown["explanations"]] == ["Sinyal hilang di jalan."]
