"""How do pretend people act on the real services? For the demonstration and the tests' cast.

Everything passes the doors that real phones use: codes, enrolments, anchors, the intake. Only
the network is left out, and the time is whatever `clock.at` says.
"""

import json
from uuid import UUID

from web import clock
from web.domain.body import split
from web.models import Device, Employee
from web.services.binding import finish_enrolment, start_enrolment
from web.services.codes import issue_code
from web.services.contact import make_anchor
from web.services.intake import Intake
from web.services.items import Outcome
from web.services.keys import KeyRing
from web.services.softphone import SoftPhone
from web.settings import Settings


class Stage:
    """The services of one installation and the phones that are played on them."""

    def __init__(self, settings: Settings, keys: KeyRing, intake: Intake) -> None:
        self.settings = settings
        self.keys = keys
        self.intake = intake

    async def bind(self, employee: Employee, *, platform: str = "Android") -> SoftPhone:
        """Give a person a code and bind a new phone with it; it has a fresh anchor then.

        Args:
            employee: whose phone.
            platform: "iPhone" gets a passkey that is synchronised.
        """
        issued = await issue_code(keys=self.keys, employee=employee)
        return await self.bind_with(issued.code, platform=platform)

    async def bind_with(self, code: str, *, platform: str = "Android") -> SoftPhone:
        """Bind a new phone with a code that somebody was given."""
        phone = SoftPhone(self.settings.origin, platform=platform, synced=platform == "iPhone")
        asked = phone.enrolment(code)
        started = await start_enrolment(
            settings=self.settings,
            keys=self.keys,
            code=asked["code"],
            key=asked["device_key"],
            platform=asked["platform"],
        )
        answer = phone.binding(started.options)
        device: Device = await finish_enrolment(
            settings=self.settings, enrolment_id=started.id, **answer
        )
        phone.device_id = str(device.id)
        await self.contact(phone)
        return phone

    async def contact(self, phone: SoftPhone) -> None:
        """Let a phone declare how far it signed and get an anchor of this moment."""
        now = clock.now()
        anchor, _ = await make_anchor(
            settings=self.settings,
            keys=self.keys,
            device_id=UUID(phone.device_id),
            now=now,
            **phone.declaration(),
        )
        phone.take_anchor(anchor, at=now)

    async def hand_in(self, phone: SoftPhone, *, through: SoftPhone | None = None) -> list[Outcome]:
        """Empty a phone's queue into the intake, in its own session or a colleague's."""
        if not phone.queue:
            return []
        body = json.dumps({"checkins": phone.queue}).encode()
        outcomes = await self.intake.hand_in(
            split(body),
            received_at=clock.now(),
            session_device=(through or phone).device_id,
        )
        phone.queue.clear()
        return outcomes
