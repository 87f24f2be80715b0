"""What is known around a check-in? A case without any doubt, to be changed one thing at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.domain.making import checkin
from web.domain import times
from web.domain.case import Case, DeviceFacts, Link, PlacedPoint, nearest_point
from web.domain.claims import CheckInFacts, read_claims
from web.domain.evidence import assess
from web.domain.geofence import Circle
from web.domain.jws import parse_compact
from web.domain.timing import claimed_time

# Tuesday 24 November 2026, 07.25 WITA.
TAP = datetime(2026, 11, 23, 23, 25, tzinfo=UTC)
ANCHOR_AT = TAP - timedelta(minutes=5)
RECEIVED_AT = TAP + timedelta(seconds=2)
OFFICE = PlacedPoint("Kantor Contoh", Circle(-2.68, 118.89, 100))
PREV = "A" * 43


def seconds(number: float) -> timedelta:
    """A length of time."""
    return timedelta(seconds=number)


def facts_of(**changes: Any) -> CheckInFacts:
    """What an honest phone signs at TAP, with an anchor that arrived at ANCHOR_AT."""
    claims = {
        "anchor_seen_at": times.write(ANCHOR_AT),
        "device_time": times.write(TAP),
        "elapsed_ms": (TAP - ANCHOR_AT) // timedelta(milliseconds=1),
        "fixes": [{"lat": -2.68, "lng": 118.89, "accuracy": 10.0, "at": times.write(TAP)}],
        "prev": PREV,
    }
    return read_claims(parse_compact(checkin(**claims | changes)))


def case_of(
    *,
    claims: dict[str, Any] | None = None,
    points: tuple[PlacedPoint, ...] = (OFFICE,),
    cap: float = 50,
    **around: Any,
) -> Case:
    """A case; `claims` change the check-in, the rest changes what is known around it."""
    facts = facts_of(**claims or {})
    anchor_at = around.pop("anchor_at", ANCHOR_AT)
    received_at = around.pop("received_at", RECEIVED_AT)
    known: dict[str, Any] = {
        "via": "own",
        "backup_eligible": False,
        "device": DeviceFacts(TAP - timedelta(days=400), False, False, None, None),
        "timezone": "Asia/Makassar",
        "offline_days": 7,
        "links": (
            Link(facts.seq - 1, "B" * 43, facts.prev or ""),
            Link(facts.seq, facts.prev, facts.hash),
        ),
        "place": nearest_point(facts.fix, points, cap),
    }
    return Case(
        facts=facts,
        claimed=claimed_time(facts, anchor_at, received_at),
        anchor_at=anchor_at,
        received_at=received_at,
        **known | around,
    )


def codes(case: Case) -> set[str]:
    """The flags that the rules raise."""
    return {flag.code for flag in assess(case).flags}


def words(case: Case, code: str) -> str:
    """What the person flagged reads."""
    (found,) = [flag.detail for flag in assess(case).flags if flag.code == code]
    return found
