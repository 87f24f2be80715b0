"""Who hands in, when and through whom? One office, its people and their phones, at any time.

Everything passes the real services; the time is whatever a test says.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from web import clock
from web.domain.body import split
from web.domain.jws import digest
from web.models import Agency, Assessment, CheckIn, Device, Employee, Point, Quarantine
from web.services import binding, points, roster
from web.services.intake import Intake
from web.services.items import Outcome
from web.services.keys import KeyRing
from web.services.softphone import SoftPhone, fix
from web.services.stage import Stage
from web.settings import Settings

Document = dict[str, Any]

LAT, LNG = -2.68, 118.89
CIRCLE = {"type": "circle", "lat": LAT, "lng": LNG, "radius": 100.0}
METRE = 1 / 110_574  # of latitude, in degrees
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SECOND = timedelta(seconds=1)
# Tuesday 24 November 2026, 07.25 WITA.
MORNING = datetime(2026, 11, 23, 23, 25, tzinfo=UTC)


class Office:
    """An agency with one point, the people it hires and the phones they bind."""

    def __init__(self, settings: Settings, keys: KeyRing, intake: Intake) -> None:
        self.settings, self.keys, self.intake = settings, keys, intake
        self.stage = Stage(settings, keys, intake)
        self.agency: Agency
        self.point: Point
        self._numbers = count(1)

    async def open(self) -> "Office":
        """Enter the agency and its point, in force since always."""
        with clock.at(MORNING - 400 * DAY):
            self.agency = await roster.add_agency(name="Dinas Contoh", timezone="Asia/Makassar")
            self.point = await points.add_point(agency=self.agency, name="Kantor", shape=CIRCLE)
        return self

    async def hire(self) -> Employee:
        """Somebody new."""
        number = next(self._numbers)
        nip = f"19850101201001{number:04}"
        return await roster.add_employee(nip=nip, name=f"Pegawai {number}", agency=self.agency)

    async def phone(
        self,
        employee: Employee | None = None,
        *,
        at: datetime = MORNING - 30 * DAY,
        platform: str = "Android",
    ) -> SoftPhone:
        """Bind a phone to somebody, at some time; it has an anchor of that moment."""
        with clock.at(at):
            return await self.stage.bind(employee or await self.hire(), platform=platform)

    async def contact(self, phone: SoftPhone, at: datetime) -> None:
        """Let a phone speak with the server."""
        with clock.at(at):
            await self.stage.contact(phone)

    async def replace(self, phone: SoftPhone, *, at: datetime) -> SoftPhone:
        """The owner changes phones."""
        device = await Device.get(id=phone.device_id).select_related("employee")
        return await self.phone(device.employee, at=at)

    async def block(self, phone: SoftPhone, reason: str, *, at: datetime) -> None:
        """End a phone's binding."""
        with clock.at(at):
            device = await Device.get(id=phone.device_id)
            await binding.block_device(device=device, reason=reason, author=None)

    def place(self, north: float = 0, accuracy: float = 8, at: datetime = MORNING) -> Document:
        """A fix so many metres north of the office; no two are the same to the last digit."""
        jitter = next(self._numbers) * 1e-9
        return fix(LAT + north * METRE + jitter, LNG + jitter, accuracy, at)

    def press(
        self,
        phone: SoftPhone,
        at: datetime = MORNING,
        *,
        kind: str = "in",
        fixes: list[Document] | None = None,
        **claims: Any,
    ) -> Document:
        """Sign a check-in with a phone whose clock is right; the envelope."""
        here = [self.place(at=at)] if fixes is None else fixes
        return phone.check_in(kind, at=at, fixes=here, **claims)

    async def hand_in(
        self,
        *envelopes: Any,
        at: datetime = MORNING + 2 * SECOND,
        through: SoftPhone | None = None,
    ) -> list[Outcome]:
        """Hand envelopes in together; text is JSON as it is to stand in the body."""
        texts = (one if isinstance(one, str) else json.dumps(one) for one in envelopes)
        return await self.deliver(f'{{"checkins":[{",".join(texts)}]}}'.encode(), at, through)

    async def deliver(
        self, body: bytes, at: datetime, through: SoftPhone | None = None
    ) -> list[Outcome]:
        """Hand a body in."""
        session = through.device_id if through else None
        return await self.intake.hand_in(split(body), received_at=at, session_device=session)

    async def one(self, envelope: Any, **how: Any) -> Outcome:
        """Hand one envelope in."""
        (outcome,) = await self.hand_in(envelope, **how)
        return outcome


def codes(outcome: Outcome) -> set[str]:
    """The flags that were answered."""
    return {flag.code for flag in outcome.flags}


async def stands(envelope: Document) -> set[str]:
    """The flags of a recorded check-in as they stand now."""
    kept = await Assessment.get(checkin_id=digest(envelope["jws"]))
    return {flag["code"] for flag in kept.flags}


async def picture(envelopes: Iterable[Document]) -> Sequence[Any]:
    """Verdict and flags, in words, of recorded check-ins as they stand now."""
    kept = [await Assessment.get(checkin_id=digest(one["jws"])) for one in envelopes]
    return [(one.verdict, one.flags, one.point_name, one.nearest) for one in kept]


async def counts() -> tuple[int, int]:
    """How many check-ins are recorded and how many envelopes are in quarantine."""
    return await CheckIn.all().count(), await Quarantine.all().count()
