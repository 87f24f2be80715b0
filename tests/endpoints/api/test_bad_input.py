"""Whatever is thrown at an endpoint: a clear problem, never a 500, and nothing is harmed."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.endpoints.api.wire import API, Phone, Wire, problem_of
from web.models import CheckIn, Contact, Device, Enrolment, Explanation

SOME = "0193608a-1c00-7abc-8def-0123456789ab"
# Every endpoint of the protocol that reads a body, and a body that is right in form.
BODIES = {
    ("POST", "/enrolments"): {"code": "ABCD-2345", "device_key": {}, "platform": "Android"},
    ("POST", f"/enrolments/{SOME}/device"): {"credential": {}, "proof": "x"},
    ("POST", "/session/challenge"): {"device_id": SOME},
    ("POST", "/session"): {"device_id": SOME, "proof": "x"},
    ("POST", "/anchor"): {"last_seq": 1, "last_hash": "A" * 43},
    ("PUT", f"/explanations/{SOME}"): {"checkin": SOME, "text": "Macet."},
    ("POST", "/checkins"): {"checkins": [{"jws": "x", "assertion": {}}]},
}
NOT_JSON = {
    "nothing": b"",
    "text": b"hello",
    "half an object": b'{"a":',
    "form data": b"code=ABCD-2345&platform=x",
    "not UTF-8": b"\xff\xfe\x00",
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"a":1}',
    "two documents": b"{}{}",
    "a trailing comma": b'{"a":1,}',
    "single quotes": b"{'a':1}",
    "deep lists": b"[" * 50_000,
    "deep objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "a NUL": b"\x00",
}
ANOTHER_SHAPE = {
    "a list": b"[]",
    "null": b"null",
    "a number": b"1",
    "true": b"true",
    "a string": b'"x"',
    "nothing in it": b"{}",
    "a huge number": b'{"a":1' + b"0" * 5000 + b"}",
    "a number beyond 2^53": b'{"a":9007199254740993}',
    "an infinite number": b'{"a":1e999}',
    "NaN": b'{"a":NaN}',
    "a doubled key": b'{"a":1,"a":2}',
    "U+0000": b'{"a":"\\u0000"}',
    "a lone surrogate": b'{"a":"\\ud800"}',
    "a surrogate as key": b'{"\\udfff":1}',
    "UTF-8 of a surrogate": b'{"a":"\xed\xa0\x80"}',
}
REFUSALS = {400, 401, 403, 404, 409, 410, 413, 422, 429}
NOTHING = (CheckIn, Contact, Enrolment, Explanation)
ODD = [
    *(None, True, 0, -1, 1.5, 1e308, 2**53, [], {}, [[]], {"a": {"a": None}}, "", " ", "x"),
    *("é😀", "'; DROP TABLE checkin; --", "<script>", "%00", "../../..", "A" * 3000, "\u202e"),
]


def send(phone: Phone, method: str, path: str, content: bytes):
    headers = {"Content-Type": "application/json"}
    return phone.browser.request(method, API + path, content=content, headers=headers)


@pytest.fixture
def phone(wire: Wire) -> Phone:
    return wire.bind()


def kept(wire: Wire) -> list[int]:
    return [wire.run(table.all().count) for table in NOTHING]


def test_what_is_not_json_is_a_bad_request(wire: Wire, phone: Phone):
    before = kept(wire)
    for method, path in BODIES:
        for name, content in NOT_JSON.items():
            answer = send(phone, method, path, content)
            assert problem_of(answer) == (400, "bad_request"), (path, name)
    assert kept(wire) == before


def test_json_of_another_shape_is_refused(wire: Wire, phone: Phone):
    before = kept(wire)
    for method, path in BODIES:
        for name, content in ANOTHER_SHAPE.items():
            status, _ = problem_of(send(phone, method, path, content))
            assert status in (400, 422), (path, name)
    assert kept(wire) == before


def test_a_member_that_is_missing_or_odd_is_refused(wire: Wire, phone: Phone):
    before = kept(wire)
    for (method, path), body in BODIES.items():
        if path == "/checkins":
            continue
        for name in body:
            missing = {key: value for key, value in body.items() if key != name}
            for wrong in [missing, *({**body, name: value} for value in ODD)]:
                answer = send(phone, method, path, json.dumps(wrong).encode())
                if answer.status_code != 200:
                    status, code = problem_of(answer)
                    assert status in REFUSALS, (path, wrong)
                    assert code != "internal"
    assert kept(wire)[::2] == before[::2]


def test_odd_envelopes_are_refused_one_by_one(wire: Wire, phone: Phone):
    envelopes = [
        *ODD,
        *({"jws": value} for value in ODD),
        *({"jws": "a.b.c", "assertion": value} for value in ODD),
        *({"jws": "a.b.c", "assertion": {}, "receipt": value} for value in ODD),
    ]
    good = phone.press()
    answers = phone.hand_in(*envelopes[:50], good, *envelopes[50:])
    assert [one["status"] for one in answers] == [
        *["refused"] * 50,
        "recorded",
        *["refused"] * (len(envelopes) - 50),
    ]
    assert {one["reason"] for one in answers} == {"malformed", None}


def test_an_odd_name_in_an_address_leads_nowhere(wire: Wire, phone: Phone):
    for name in ("%00", "%FF", "%ED%A0%80", "..%2fx", "x", "1" * 3000, "%F0%9F%98%80", "{}", "%"):
        for method, path in (
            ("POST", f"/enrolments/{name}/device"),
            ("PUT", f"/explanations/{name}"),
            ("GET", f"/checkins/{name}/receipt"),
            ("GET", f"/{name}"),
        ):
            assert problem_of(send(phone, method, path, b"{}")) == (404, "not_found"), path


def test_an_odd_device_in_a_query_is_refused(wire: Wire, phone: Phone):
    for device in ("", "x", "%00", "%FF", "1" * 3000):
        answer = phone.browser.get(f"{API}/checkins/{SOME}/receipt?device={device}")
        assert problem_of(answer)[0] in (404, 422), device


def test_another_method_is_told_which_ones_there_are(wire: Wire, phone: Phone):
    for path in (path for _, path in BODIES):
        for method in ("PATCH", "DELETE", "GET"):
            if (method, path) == ("DELETE", "/session"):
                continue
            answer = send(phone, method, path, b"{}")
            assert problem_of(answer) == (405, "method_not_allowed"), (method, path)
            assert answer.headers["allow"]


def test_a_large_body_where_small_ones_are_read(wire: Wire, phone: Phone):
    padding = b'{"padding":"' + b"x" * 70_000 + b'"}'
    for method, path in BODIES:
        status, code = problem_of(send(phone, method, path, padding))
        assert (status, code) == ((422, "invalid") if path == "/checkins" else (413, "too_large"))
        huge = send(phone, method, path, padding * 70)
        assert problem_of(huge) == (413, "too_large")


def test_odd_headers_are_no_error(wire: Wire, phone: Phone):
    good = json.dumps({"checkins": [phone.press()]}).encode()
    for headers in (
        {"Content-Type": "text/plain"},
        {"Content-Type": "\xff"},
        {"Accept": "x", "Accept-Language": "\xe9"},
        {"Content-Encoding": "gzip"},
        {"Cookie": "=;;==;sikeren-device"},
        {"If-None-Match": "\xff"},
    ):
        raw = {name: value.encode("latin-1") for name, value in headers.items()}
        answer = phone.browser.post(f"{API}/checkins", content=good, headers=raw)
        assert answer.status_code == 200, headers
        assert phone.browser.get(f"{API}/state", headers=raw).status_code in (200, 401)


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def test_whatever_comes_is_answered_properly(wire: Wire, phone: Phone):
    """Valid JSON and rubbish of all kinds, at every endpoint."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sorted(BODIES)), st.data())
    def throw(endpoint, data):
        method, path = endpoint
        names = st.fixed_dictionaries({}, optional=dict.fromkeys(BODIES[endpoint], anything))
        content = data.draw(
            st.binary(max_size=40) | (names | anything).map(lambda one: json.dumps(one).encode())
        )
        answer = send(phone, method, path, content)
        if answer.status_code not in (200, 204):
            assert problem_of(answer)[0] in REFUSALS

    throw()
    assert wire.run(Device.all().count) == 1
