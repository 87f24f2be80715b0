"""What is known around these check-ins? Loads, for a whole batch, what the rules look at.

A part of the intake. One query a kind of fact for any number of check-ins, in plain SQL: this
is the hot path. Times and ids come as text from SQLite and as objects from PostgreSQL.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain.case import DeviceFacts, Link, Sighting
from web.domain.claims import CheckInFacts
from web.domain.duties import Assignment
from web.domain.timing import Claimed
from web.services import phone_policies
from web.services.assignments import approved
from web.services.links import links_near
from web.services.phone_policies import PhonePolicies
from web.services.point_scope import Points, load_points

SHARED_WITHIN = timedelta(days=30)
SPEED_WINDOW = timedelta(days=4)  # half the earth at 250 km/h takes 80 hours
DEFAULT_ZONE = "Asia/Makassar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A recorded check-in, as its assessment needs it."""

    facts: CheckInFacts
    device_id: str
    employee_id: str
    claimed: Claimed
    anchor_at: datetime
    received_at: datetime
    via: str
    backup_eligible: bool
    place: str | None  # the coordinates that count, to the last digit
    inherited: tuple[str, ...] = ()

    @property
    def link(self) -> Link:
        """Its place in the device's chain."""
        return Link(self.facts.seq, self.facts.prev, self.facts.hash)


class DeviceRow(NamedTuple):
    """A device, its owner's office, and how far its chain reaches."""

    facts: DeviceFacts
    agency_id: str | None
    timezone: str
    max_seq: int


class Neighbour(NamedTuple):
    """A check-in of the same person with a fix."""

    at: datetime
    hash: str
    sighting: Sighting


class Twin(NamedTuple):
    """A check-in at the very same coordinates."""

    hash: str
    employee_id: str
    at: datetime


@dataclass(slots=True)
class Surroundings:
    """Everything around a batch, by device, person, place and agency."""

    devices: dict[str, DeviceRow] = field(default_factory=dict)
    links: dict[str, set[Link]] = field(default_factory=dict)
    anchors: dict[str, list[tuple[int, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    contacts: dict[str, list[tuple[int, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    twins: dict[str, list[Twin]] = field(default_factory=lambda: defaultdict(list))
    sightings: dict[str, list[Neighbour]] = field(default_factory=lambda: defaultdict(list))
    points: Points = field(default_factory=Points)
    duties: dict[str, list[Assignment]] = field(default_factory=dict)
    policies: PhonePolicies = field(default_factory=PhonePolicies)


def place_of(facts: CheckInFacts) -> str | None:
    """ "lat,lng" of the fix that counts, to the last digit that the phone gave."""
    fix = facts.fix
    return None if fix is None else f"{fix.lat + 0.0!r},{fix.lng + 0.0!r}"


def moment(value: Any) -> datetime:
    """An instant from either database."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


async def load(connection: BaseDBAsyncClient, subjects: Sequence[Subject]) -> Surroundings:
    """All that is known around the given check-ins, themselves included."""
    found = Surroundings()
    await _devices(connection, subjects, found)
    found.links = await links_near(connection, [(s.device_id, s.link) for s in subjects])
    await _anchors_and_contacts(connection, subjects, found)
    await _places(connection, subjects, found)
    await _sightings(connection, subjects, found)
    offices = {device.agency_id for device in found.devices.values() if device.agency_id}
    found.points = await load_points(connection, offices)
    found.policies = await phone_policies.load(connection, found.points.tree)
    found.duties = await _duties(connection, subjects)
    return found


async def _devices(
    connection: BaseDBAsyncClient, subjects: Sequence[Subject], found: Surroundings
) -> None:
    for row in await rows(
        connection,
        "SELECT d.id, d.enrolled_at, d.follows_another, d.backup_eligible, r.at, r.reason,"
        " l.at AS lost_at,"
        " e.agency_id, a.timezone, (SELECT MAX(c.seq) FROM checkin c WHERE c.device_id = d.id)"
        " AS max_seq FROM device d JOIN employee e ON e.id = d.employee_id"
        " LEFT JOIN agency a ON a.id = e.agency_id LEFT JOIN revocation r ON r.device_id = d.id"
        " LEFT JOIN phone_loss l ON l.device_id = d.id"
        " WHERE d.id IN (?*)",
        {subject.device_id for subject in subjects},
    ):
        facts = DeviceFacts(
            moment(row["enrolled_at"]),
            bool(row["follows_another"]),
            bool(row["backup_eligible"]),
            moment(row["at"]) if row["at"] else None,
            row["reason"],
            moment(row["lost_at"]) if row["lost_at"] else None,
        )
        agency = str(row["agency_id"]) if row["agency_id"] else None
        found.devices[str(row["id"])] = DeviceRow(
            facts, agency, row["timezone"] or DEFAULT_ZONE, row["max_seq"] or 0
        )


async def _anchors_and_contacts(
    connection: BaseDBAsyncClient, subjects: Sequence[Subject], found: Surroundings
) -> None:
    devices = {subject.device_id for subject in subjects}
    for row in await rows(
        connection,
        "SELECT device_id, seq, anchor_at FROM checkin WHERE device_id IN (?*) AND anchor_at > ?",
        devices,
        min(subject.anchor_at for subject in subjects),
    ):
        found.anchors[str(row["device_id"])].append((row["seq"], moment(row["anchor_at"])))
    for row in await rows(
        connection,
        "SELECT device_id, last_seq, at FROM contact WHERE device_id IN (?*) AND at > ?",
        devices,
        min(subject.claimed.at for subject in subjects),
    ):
        found.contacts[str(row["device_id"])].append((row["last_seq"], moment(row["at"])))


async def _places(
    connection: BaseDBAsyncClient, subjects: Sequence[Subject], found: Surroundings
) -> None:
    places = {subject.place for subject in subjects if subject.place}
    for row in await rows(
        connection,
        "SELECT place, hash, employee_id, claimed_at FROM checkin WHERE place IN (?*)"
        " AND (employee_id IN (?*) OR claimed_at BETWEEN ? AND ?)",
        places,
        {subject.employee_id for subject in subjects},
        min(subject.claimed.at for subject in subjects) - SHARED_WITHIN,
        max(subject.claimed.at for subject in subjects) + SHARED_WITHIN,
    ):
        twin = Twin(row["hash"], str(row["employee_id"]), moment(row["claimed_at"]))
        found.twins[row["place"]].append(twin)


async def _sightings(
    connection: BaseDBAsyncClient, subjects: Sequence[Subject], found: Surroundings
) -> None:
    for row in await rows(
        connection,
        "SELECT employee_id, claimed_at, hash, lat, lng, accuracy FROM checkin"
        " WHERE employee_id IN (?*) AND claimed_at BETWEEN ? AND ? AND lat IS NOT NULL",
        {subject.employee_id for subject in subjects},
        min(subject.claimed.at for subject in subjects) - SPEED_WINDOW,
        max(subject.claimed.at for subject in subjects) + SPEED_WINDOW,
    ):
        at = moment(row["claimed_at"])
        sighting = Sighting(at, row["lat"], row["lng"], row["accuracy"])
        found.sightings[str(row["employee_id"])].append(Neighbour(at, row["hash"], sighting))


async def _duties(
    connection: BaseDBAsyncClient, subjects: Sequence[Subject]
) -> dict[str, list[Assignment]]:
    """The approved duties around the days of these check-ins, wide enough for every zone."""
    moments = [subject.claimed.at for subject in subjects]
    around = timedelta(days=2)
    return await approved(
        {subject.employee_id for subject in subjects},
        (min(moments) - around).date(),
        (max(moments) + around).date(),
        connection=connection,
    )
