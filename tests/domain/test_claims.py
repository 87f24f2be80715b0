"""Is a check-in read exactly as the protocol's table says, claim by claim?"""

from datetime import UTC, datetime

import pytest

from tests.domain.making import CLAIMS, DEVICE, FIX, NOTHING, changed, checkin, compact
from web.domain.claims import read_claims
from web.domain.jws import Malformed, digest, parse_compact

MOMENTS = (
    *(None, 1, 1764026700.123, "", "now", "2026-11-24", "2026-11-24T23:25:00Z"),
    *("2026-11-24T23:25:00.12Z", "2026-11-24T23:25:00.1234Z", "2026-11-24T23:25:00,123Z"),
    *("2026-11-24T23:25:00.123", "2026-11-24T23:25:00.123+00:00", "2026-11-24t23:25:00.123z"),
    *("2026-11-24 23:25:00.123Z", " 2026-11-24T23:25:00.123Z", "2026-11-24T23:25:00.123Z\n"),
    *("1999-12-31T23:59:59.999Z", "2200-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"),
    *("0001-01-01T00:00:00.000Z", "+2026-11-24T23:25:00.123Z", "12026-11-24T23:25:00.123Z"),
    *("2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-11-24T23:60:00.000Z"),
    *("2026-11-24T25:00:00.000Z", "２０２６-11-24T23:25:00.123Z"),
)
NUMBERS = (None, "1", True, [], float("nan"), float("inf"), 2**60)

WRONG = {
    "jti": [
        *(
            None,
            1,
            "",
            "x",
            "0193608a-1c00-7abc-8def-0123456789a",
            "0193608a1c007abc8def0123456789ab",
        ),
        *("0193608a-1c00-4abc-8def-0123456789ab", "0193608a-1c00-7abc-cdef-0123456789ab"),
        *("0193608a-1c00-7abc-8def-0123456789ab\n", "{0193608a-1c00-7abc-8def-0123456789ab}"),
    ],
    "sub": [None, 1, True, [DEVICE], {}],
    "kind": [None, "", "IN", "in ", "masuk", 1, True, ["in"], {"in": 1}],
    "seq": [None, 0, -1, 1.0, 1.5, "1", True, [1], 2**53 + 1, 2**64],
    "prev": [1, "", "A" * 42, "A" * 44, "A" * 42 + "B", "A" * 42 + "=", "A" * 42 + "+", True, []],
    "anchor": [None, 1, True, [], {}],
    "anchor_seen_at": MOMENTS,
    "device_time": MOMENTS,
    "elapsed_ms": ["1", True, [], -1, -0.001, float("inf"), 2**60],
    "tz": [None, 1, True, [], "x" * 65],
    "fixes": [None, "", {}, FIX, [FIX] * 9, [None], [[]], ["x"], [1]],
    "witness": [1, True, [], {}],
    "duty": [1, True, [], {}],
    "note": [1, True, [], {}, "x" * 501],
    "app": [None, 1, True, [], "1" * 65],
}
WRONG_IN_FIX = {
    "lat": [*NUMBERS, 90.0000001, -91],
    "lng": [*NUMBERS, 180.0000001, -181],
    "accuracy": [*NUMBERS, -1, -0.0001],
    "at": MOMENTS,
    "altitude": ["1", True, [], float("inf")],
    "altitude_accuracy": ["1", True, {}],
    "speed": ["1", False, []],
    "heading": ["1", True, []],
}


def read(**changes):
    return read_claims(parse_compact(checkin(**changes)))


def each(table):
    return [(name, value) for name, values in table.items() for value in values]


def test_every_claim_is_read():
    text = checkin(note="Rapat — ¡è 😀", prev=None, elapsed_ms=12.5)
    facts = read_claims(parse_compact(text))
    assert facts.jti == CLAIMS["jti"]
    assert (facts.sub, facts.kind, facts.seq, facts.prev) == (DEVICE, "in", 7, None)
    assert facts.device_time == datetime(2026, 11, 24, 23, 25, 0, 123000, UTC)
    assert facts.anchor_seen_at == datetime(2026, 11, 24, 21, tzinfo=UTC)
    assert (facts.anchor, facts.elapsed_ms) == ("aaaa.bbbb.cccc", 12.5)
    assert (facts.tz, facts.app, facts.note) == ("Asia/Makassar", "1.0.0", "Rapat — ¡è 😀")
    assert (facts.witness, facts.duty, facts.no_fix) == (None, None, None)
    assert facts.hash == digest(text)
    assert facts.fix
    assert (facts.fix.lat, facts.fix.lng, facts.fix.accuracy) == (-2.68, 118.89, 12.5)


@pytest.mark.parametrize("name", CLAIMS)
def test_a_missing_claim_is_malformed(name: str):
    with pytest.raises(Malformed):
        read(**{name: NOTHING})


@pytest.mark.parametrize(("name", "value"), each(WRONG))
def test_a_wrong_claim_is_malformed(name: str, value):
    with pytest.raises(Malformed):
        read(**{name: value})


@pytest.mark.parametrize(("name", "value"), each(WRONG_IN_FIX))
def test_a_wrong_member_of_a_fix_is_malformed(name: str, value):
    with pytest.raises(Malformed):
        read(fixes=[FIX, changed(FIX, **{name: value})])


@pytest.mark.parametrize("name", ["lat", "lng", "accuracy", "at"])
def test_a_missing_member_of_a_fix_is_malformed(name: str):
    with pytest.raises(Malformed):
        read(fixes=[changed(FIX, **{name: NOTHING})])


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 1, "prev": None},
        {"seq": 2**53},
        {"kind": "out"},
        {"elapsed_ms": None},
        {"elapsed_ms": 0},
        {"elapsed_ms": 1e300},
        {"device_time": "2000-01-01T00:00:00.000Z"},
        {"device_time": "2199-12-31T23:59:59.999Z"},
        {"device_time": "2024-02-29T00:00:00.000Z"},
        {"tz": "x" * 64},
        {"tz": ""},
        {"app": "x" * 64},
        {"app": ""},
        {"anchor": ""},
        {"note": "é" * 500},
        {"note": "😀" * 500},
        {"note": ""},
        {"witness": "x"},
        {"duty": "0193608a-1c00-7abc-8def-0123456789ab"},
        {"fixes": [FIX] * 8},
        {"fixes": [changed(FIX, lat=90, lng=-180, accuracy=0)]},
        {"fixes": [changed(FIX, lat=-90, lng=180, accuracy=1e9)]},
        {"fixes": [changed(FIX, altitude=-3.5, altitude_accuracy=1, speed=0, heading=359.9)]},
        {"fixes": [changed(FIX, altitude=None, altitude_accuracy=None, speed=None, heading=None)]},
        {"fixes": [changed(FIX, floor="3", mocked=True)]},
        {"unknown": {"deep": [1, 2, {"er": None}]}},
        {"no_fix": "denied"},
    ],
)
def test_what_the_table_allows_is_read(changes):
    assert read(**changes).hash


@pytest.mark.parametrize("why", ["denied", "unavailable", "timeout"])
def test_without_a_fix_the_phone_says_why(why: str):
    facts = read(fixes=[], no_fix=why)
    assert (facts.no_fix, facts.fix, facts.fixes) == (why, None, ())


@pytest.mark.parametrize("why", [NOTHING, None, "", "Denied", "other", 1, True, [], {}])
def test_without_a_fix_and_without_a_reason_it_is_malformed(why):
    with pytest.raises(Malformed):
        read(fixes=[], no_fix=why)


@pytest.mark.parametrize(
    ("fixes", "best"),
    [
        ([(30, "00"), (10, "01"), (20, "02")], 1),
        ([(10, "00"), (10, "02"), (10, "01")], 1),
        ([(10, "02"), (10, "01"), (10, "00")], 0),
        ([(10.5, "09"), (10.25, "00")], 1),
        ([(0, "00"), (5, "01")], 0),
    ],
)
def test_the_best_accuracy_counts_and_of_equals_the_latest(fixes, best: int):
    made = [
        changed(FIX, lat=number, accuracy=accuracy, at=f"2026-11-24T23:25:{second}.000Z")
        for number, (accuracy, second) in enumerate(fixes)
    ]
    facts = read(fixes=made)
    assert facts.fix
    assert facts.fix.lat == best


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b"null",
        b'{"jti":"x","jti":"x"}',
        b'{"seq":NaN}',
        b'{"note":"\\u0000"}',
        b'{"note":"\\ud800"}',
        b'{"unknown":9007199254740993}',
        b"\xff",
        b"[" * 5000,
    ],
)
def test_a_payload_that_is_no_strict_object_is_malformed(payload: bytes):
    with pytest.raises(Malformed):
        read_claims(parse_compact(compact({"alg": "ES256"}, payload)))
