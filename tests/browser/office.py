"""Where do the people of these tests work? Offices with a point, and who is employed there."""

import itertools
from dataclasses import dataclass

from tests.browser.server import Server
from web.models import Agency, Device, Employee, WorkPattern
from web.services import access, codes, points, roster
from web.services.keys import KeyRing
from web.settings import Settings

ZONE = "Asia/Makassar"
DEGREE = 110_574  # metres of a degree of latitude near the equator
RADIUS = 100  # metres

_numbers = itertools.count(1)
_people = itertools.count(1)
_spots = itertools.count(1)


@dataclass(frozen=True)
class Person:
    """Somebody on the roster."""

    id: str
    nip: str
    name: str


class Office:
    """An agency with one point, far enough from every other test's."""

    def __init__(self, server: Server, *, point: bool = True) -> None:
        self.server = server
        number = next(_numbers)
        self.name = f"Dinas Contoh {number}"
        self.point_name = f"Kantor Dinas Contoh {number}"
        self.lat = round(-2.68 - number * 0.02, 6)
        self.lng = 118.89

        async def found(_: Settings) -> str:
            agency = await roster.add_agency(name=self.name, timezone=ZONE)
            # No day is over yet: at whatever hour a test runs, Absen Masuk is what comes first.
            days = {str(number): ["07:30", "23:59"] for number in range(1, 6)}
            await WorkPattern.filter(agency=agency).update(days=days)
            if point:
                shape = {"type": "circle", "lat": self.lat, "lng": self.lng, "radius": RADIUS}
                await points.add_point(agency=agency, name=self.point_name, shape=shape)
            return str(agency.id)

        self.id = server.enter(found)

    def hire(
        self, name: str, *, supervisor: Person | None = None, role: str = "employee"
    ) -> Person:
        """Put somebody on the roster."""
        nip = f"199001012015011{next(_people):03d}"

        async def add(_: Settings) -> Person:
            above = await Employee.get(id=supervisor.id) if supervisor else None
            agency = await Agency.get(id=self.id)
            made = await roster.add_employee(
                nip=nip, name=name, agency=agency, supervisor=above, role=role
            )
            return Person(str(made.id), nip, name)

        return self.server.enter(add)

    def code_for(self, person: Person) -> str:
        """An enrolment code as it stands on the letter: "ABCD-2345"."""

        async def issue(settings: Settings) -> str:
            keys = KeyRing.load(settings.data / "keys")
            employee = await Employee.get(id=person.id)
            return (await codes.issue_code(keys=keys, employee=employee)).code

        return self.server.enter(issue)

    def sign_in_link_for(self, person: Person) -> str:
        """A one-time link to the desks."""

        async def issue(settings: Settings) -> str:
            employee = await Employee.get(id=person.id)
            return (await access.issue_link(settings=settings, employee=employee)).url

        return self.server.enter(issue)

    def devices_of(self, person: Person) -> list[str]:
        """The phones that were ever bound to somebody, by their ids."""

        async def find(_: Settings) -> list[str]:
            return [str(device.id) for device in await Device.filter(employee_id=person.id)]

        return self.server.enter(find)

    def spot(self, *, metres_north: float = 0, accuracy: float = 8) -> dict[str, float]:
        """A fix near the point's centre. No two are equal to the last digit, as in life."""
        jitter = next(_spots) * 1e-7  # a centimetre: hundreds of them stay within metres
        return {
            "latitude": self.lat + metres_north / DEGREE + jitter,
            "longitude": self.lng,
            "accuracy": accuracy,
        }
