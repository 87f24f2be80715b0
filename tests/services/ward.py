"""An office whose phones take reminders, and a push service on loopback that delivers to them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tests.push_service import PushService, Reader
from tests.services.month import moment
from tests.services.office import HOUR, MORNING, Office
from web import clock
from web.domain.reminders import Wish
from web.models import Device, Employee, Notice, Session
from web.services import reminder_wishes
from web.services.push_keys import PushKeys
from web.services.reminder_clock import Reminders
from web.services.softphone import SoftPhone

TIME = moment(24, "07:16")  # Tuesday, a minute into the last quarter before 07.30


@dataclass
class Ward:
    """An office whose phones take reminders."""

    office: Office
    service: PushService
    keys: PushKeys
    reminders: Reminders = field(init=False)

    def restarted(self) -> Reminders:
        """The server, started again."""
        settings = replace(self.office.settings, push_services=self.service.origin)
        self.reminders = Reminders(settings, self.keys)
        return self.reminders

    async def listener(
        self, person: Employee | None = None, wish: Wish | None = None
    ) -> tuple[Employee, SoftPhone, Reader]:
        """Somebody whose phone takes reminders."""
        person = person or await self.office.hire()
        phone, reader = await self.office.phone(person), Reader()
        await self.subscribe(phone, reader, wish or Wish())
        return person, phone, reader

    async def subscribe(self, phone: SoftPhone, reader: Reader | None, wish: Wish) -> None:
        """Hand in what the phone's owner wants."""
        device = await Device.get(id=phone.device_id).select_related("employee")
        session = Session(device=device, employee=device.employee)
        said = reader and reminder_wishes.read_subscription(
            reader.subscription(self.service.origin, self.keys.public),
            self.service.origin,
            self.keys,
        )
        await reminder_wishes.keep(
            session=session, wish=wish, subscription=said or None, now=MORNING - 9 * HOUR
        )

    async def look(self, at: datetime = TIME) -> None:
        """Let the server look, at some time."""
        with clock.at(at):
            await self.reminders.tick(at)


def only(messages: list[dict[str, Any]]) -> dict[str, Any]:
    (message,) = messages
    return message


async def outcomes() -> list[str | None]:
    return list(await Notice.all().order_by("created_at").values_list("outcome", flat=True))
