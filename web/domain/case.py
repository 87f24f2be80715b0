"""What is known around a check-in when it is judged?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from web.domain.claims import CheckInFacts, Fix
from web.domain.duties import Assignment
from web.domain.geofence import Judgement, Shape, judge
from web.domain.timing import Claimed


class Link(NamedTuple):
    """A place in a device's chain that a signed check-in takes, recorded or refused.

    `mirror`: of a refused one, whose bytes no passkey vouches for, the hash that it would have
    with its other signature. Whoever carries a check-in can swap them: that is no fork.
    """

    seq: int
    prev: str | None
    hash: str
    mirror: str | None = None

    def fits(self, hash_: str | None) -> bool:
        """Whether this is the check-in of that hash."""
        return hash_ is not None and hash_ in (self.hash, self.mirror)


class PlacedPoint(NamedTuple):
    """A point in force at the time that counts; `opening` in words where it is not always open."""

    name: str
    shape: Shape
    opening: str = ""


class Sighting(NamedTuple):
    """Where the person was at their check-in before this one: degrees, metres."""

    at: datetime
    lat: float
    lng: float
    accuracy: float


class DeviceFacts(NamedTuple):
    """What enrolment and revocation say of the device."""

    enrolled_at: datetime
    follows_another: bool
    backup_eligible: bool
    revoked_at: datetime | None
    revoked_reason: str | None
    lost_at: datetime | None = None  # when one that had ended otherwise turned out to be lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A check-in with all that is known around it."""

    facts: CheckInFacts
    claimed: Claimed
    anchor_at: datetime
    received_at: datetime
    via: str
    backup_eligible: bool
    device: DeviceFacts
    timezone: str
    offline_days: int
    links: tuple[Link, ...] = ()  # of this device: seq - 1, seq, seq + 1, and the same prev
    newer_anchor_below: bool = False
    contacts: tuple[tuple[int, datetime], ...] = ()  # (last_seq, at)
    place: tuple[PlacedPoint, Judgement] | None = None  # the nearest point in force and open
    shut: tuple[PlacedPoint, Judgement] | None = None  # the nearest one that is not open then
    duty: Assignment | None = None  # the approved duty that runs, or that the check-in names
    others_at_fix: int = 0  # other people within 30 days
    other_days_at_fix: int = 0  # of this person
    before: Sighting | None = None
    inherited: tuple[str, ...] = ()  # codes of the receipt that a lost check-in came back with

    @property
    def told(self) -> tuple[PlacedPoint, Judgement] | None:
        """The point of which reviewers are told: the nearest, or the shut one they stand in."""
        if self.shut and (not self.place or (self.shut[1].inside and not self.place[1].inside)):
            return self.shut
        return self.place


def nearest_point(
    fix: Fix | None, points: Sequence[PlacedPoint], cap: float
) -> tuple[PlacedPoint, Judgement] | None:
    """The point whose edge is the most favourable to the person, with the judgement."""
    if fix is None:
        return None
    judged = ((point, judge(point.shape, fix.lat, fix.lng, fix.accuracy, cap)) for point in points)
    return min(judged, key=lambda pair: pair[1].beyond, default=None)
