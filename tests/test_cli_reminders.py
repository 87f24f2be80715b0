"""Can whoever runs the server see who would be reminded, and try a phone?"""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from tests.program import NIP, Program
from tests.push_service import PushService, Reader
from web.db import open_database
from web.domain.push import Subscription
from web.domain.reminders import Wish
from web.models import Device, Employee, Notice, Session
from web.services import reminder_wishes
from web.services.push_keys import PushKeys
from web.settings import Settings, load


def subscribe(settings: Settings, reader: Reader, origin: str) -> None:
    """Give the employee a phone that takes reminders at any hour."""

    async def work() -> None:
        async with open_database(settings):
            employee = await Employee.get(nip=NIP)
            device = await Device.create(
                **{"id": uuid4(), "employee": employee, "key": {}, "thumbprint": "t"},
                **{"credential_id": "c", "credential_key": b"", "backup_eligible": False},
                **{"binding": "device", "platform": "Android", "aaguid": "a"},
                **{"enrolled_at": datetime.now(UTC), "follows_another": False},
            )
            key = PushKeys.open(settings.data / "keys").public
            said = reader.subscription(origin, key)
            await reminder_wishes.keep(
                session=Session(device=device, employee=employee),
                wish=replace(Wish(), quiet=None),
                subscription=Subscription(said["endpoint"], **said["keys"], key=key),
                now=datetime.now(UTC),
            )

    asyncio.run(work())


def test_what_is_due_is_listed_and_nothing_is_sent(program: Program) -> None:
    service = PushService()
    program.environment["SIKEREN_PUSH_SERVICES"] = service.origin
    subscribe(load(program.data, {}), Reader(), service.origin)
    found = program.answer("reminders", "due")
    assert found["phones"] == 1
    assert {one["nip"] for one in found["due"]} <= {NIP}  # as the hour may be
    service.close()
    assert service.taken == []

    async def rows() -> int:
        async with open_database(load(program.data, {})):
            return await Notice.all().count()

    assert asyncio.run(rows()) == 0


def test_a_trial_reaches_the_phone_or_says_why_not(program: Program) -> None:
    service, reader = PushService(), Reader()
    program.environment["SIKEREN_PUSH_SERVICES"] = service.origin
    status, words = program.refusal("reminders", "test", NIP)
    assert (status, json.loads(words)) == (1, {"outcome": "none"})
    subscribe(load(program.data, {}), reader, service.origin)
    assert program.answer("reminders", "test", NIP) == {"outcome": "sent"}
    (message,) = service.to(reader)
    assert message["title"] == "Pengingat percobaan"
    service.answers.append(410)
    status, words = program.refusal("reminders", "test", NIP)
    assert json.loads(words.splitlines()[-1]) == {"outcome": "gone"}
    service.close()
