"""At what time was the button pressed? The time that counts, from proof and claim."""

from datetime import datetime, timedelta
from typing import NamedTuple

from web.domain.claims import CheckInFacts

_LONGEST = 1e12  # milliseconds; beyond it a claim of elapsed time says nothing


class Claimed(NamedTuple):
    """`at` counts and lies within its bounds; `raw` is what the phone's figures say."""

    at: datetime
    raw: datetime


def claimed_time(facts: CheckInFacts, anchor_at: datetime, received_at: datetime) -> Claimed:
    """The time that counts, by the protocol: the anchor plus what the phone's clock measured.

    Args:
        facts: the check-in.
        anchor_at: the server's clock when the anchor was made, the lower bound.
        received_at: the server's clock when the body was read, the upper bound.
    """
    raw = anchor_at + (facts.device_time - facts.anchor_seen_at)
    if raw > received_at and facts.elapsed_ms is not None:
        raw = anchor_at + timedelta(milliseconds=min(facts.elapsed_ms, _LONGEST))
    at = min(max(raw, anchor_at), received_at)
    return Claimed(at.replace(microsecond=at.microsecond // 1000 * 1000), raw)


def clock_drift(facts: CheckInFacts) -> timedelta | None:
    """By how much the monotonic clock ran ahead of the wall clock since the anchor arrived."""
    if facts.elapsed_ms is None:
        return None
    elapsed = timedelta(milliseconds=min(facts.elapsed_ms, _LONGEST))
    return elapsed - (facts.device_time - facts.anchor_seen_at)
