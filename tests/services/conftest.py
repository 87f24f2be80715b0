"""What may a test of the intake ask for? An office on either database, at a time it chooses."""

from collections.abc import AsyncIterator

import pytest

from tests.cast import Cast, enact
from tests.push_service import PushService
from tests.record import untold
from tests.services.office import MORNING, Office
from tests.services.ward import Ward
from web.db import open_database
from web.models import Agency
from web.services import shifts
from web.services.intake import Intake
from web.services.keys import KeyRing
from web.services.push_keys import PushKeys
from web.settings import Settings


@pytest.fixture
async def office(copied: Settings) -> AsyncIterator[Office]:
    """An office with a point, its intake at work."""
    keys = KeyRing.load(copied.data / "keys")
    async with open_database(copied):
        intake = Intake(copied, keys)
        await intake.start()
        try:
            yield await Office(copied, keys, intake).open()
        finally:
            await intake.stop()
        assert await untold() == []


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    """The people of a small office that has the shifts P and M, on either database."""
    async with enact(copied) as hired:
        for code in ("P", "M"):
            hours = ["07:30", "14:00"]
            await shifts.define(agency=hired.office, code=code, name=code, hours=hours)
        yield hired


@pytest.fixture
async def ward(office: Office) -> AsyncIterator[Ward]:
    service = PushService()
    keys = PushKeys.open(office.settings.data / "keys")
    held = Ward(office, service, keys)
    held.restarted()
    yield held
    await held.reminders.stop()
    service.close()


@pytest.fixture
async def record(copied: Settings) -> AsyncIterator[Settings]:
    """A record of ten entries, which a test may spoil."""
    async with open_database(copied):
        for number in range(10):
            await Agency.create(
                id=f"01890000-0000-7000-8000-{number:012}",
                name=f"Kantor {number}",
                timezone="Asia/Makassar",
                created_at=MORNING.replace(microsecond=0),
            )
        yield copied
