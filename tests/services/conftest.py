"""What may a test of the intake ask for? An office on either database, at a time it chooses."""

from collections.abc import AsyncIterator

import pytest

from tests.services.office import Office
from web.db import open_database
from web.services.intake import Intake
from web.services.keys import KeyRing
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
