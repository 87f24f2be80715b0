"""Who acts in tests of the services? A few named people, by the same code as the demonstration.

`async with enact(settings) as cast:` opens the database of a prepared installation, hires them
and starts the intake; whatever they do passes the real services.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from web import clock
from web.db import open_database
from web.models import Agency, Employee, Point
from web.services import points, roster
from web.services.intake import Intake
from web.services.items import Outcome
from web.services.keys import KeyRing
from web.services.softphone import SoftPhone, fix
from web.services.stage import Stage
from web.settings import Settings

OFFICE = (-2.6803, 118.8892)  # degrees; nobody's real office
RADIUS = 100.0  # metres
METRE = 1 / 110_574  # of latitude, in degrees

# Key, NIP, name, supervisor. Budi, Siti and Andi work for Rosmini; Dewi at another office.
PEOPLE = (
    ("rosmini", "197901012005012901", "Rosmini Contoh", None),
    ("budi", "199203152015031901", "Budi Contoh", "rosmini"),
    ("siti", "199505052019032901", "Siti Contoh", "rosmini"),
    ("andi", "198811112012011901", "Andi Contoh", "rosmini"),
    ("dewi", "198101012006042901", "Dewi Contoh", None),
)


@dataclass
class Cast:
    """The people, their phones, and the services they act on."""

    stage: Stage
    office: Agency
    other_office: Agency
    point: Point
    people: dict[str, Employee]
    phones: dict[str, SoftPhone] = field(default_factory=dict)

    async def bind(self, who: str, *, platform: str = "Android") -> SoftPhone:
        """Bind a new phone to somebody."""
        self.phones[who] = await self.stage.bind(self.people[who], platform=platform)
        return self.phones[who]

    def press(self, who: str, kind: str = "in", *, north: float = 0.0, **claims: Any) -> str:
        """Sign a check-in so many metres north of the office; its hash. It waits in the queue."""
        phone, at = self.phones[who], clock.now()
        place = fix(OFFICE[0] + north * METRE, OFFICE[1], 8.0, at)
        phone.check_in(kind, at=at, fixes=[place], **claims)
        return phone.head or ""

    async def check_in(self, who: str, kind: str = "in", **more: Any) -> Outcome:
        """Sign one and hand the queue in; what the server answered for it."""
        self.press(who, kind, **more)
        return (await self.stage.hand_in(self.phones[who]))[-1]


@asynccontextmanager
async def enact(settings: Settings) -> AsyncIterator[Cast]:
    """The cast on an installation whose database is migrated and empty."""
    keys = KeyRing.load(settings.data / "keys")
    async with open_database(settings):
        intake = Intake(settings, keys)
        await intake.start()
        try:
            yield await _hire(Stage(settings, keys, intake))
        finally:
            await intake.stop()


async def _hire(stage: Stage) -> Cast:
    office = await roster.add_agency(name="Dinas Contoh", timezone="Asia/Makassar")
    other = await roster.add_agency(name="Badan Lain Contoh", timezone="Asia/Makassar")
    circle = {"type": "circle", "lat": OFFICE[0], "lng": OFFICE[1], "radius": RADIUS}
    point = await points.add_point(agency=office, name="Kantor Dinas Contoh", shape=circle)
    people: dict[str, Employee] = {}
    for key, nip, name, head in PEOPLE:
        people[key] = await roster.add_employee(
            nip=nip,
            name=name,
            agency=other if key == "dewi" else office,
            supervisor=people[head] if head else None,
        )
    return Cast(stage, office, other, point, people)
