"""What may a test of the services ask for? An office on either database, at a time it chooses."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from tests.cluster import Cluster
from tests.services.office import Office
from web.db import migrate, open_database
from web.services.intake import Intake
from web.services.keys import KeyRing
from web.settings import Settings

ORIGIN = "http://localhost:8000"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Keys and an empty SQLite file with the newest schema, to be copied."""
    folder = tmp_path_factory.mktemp("prepared")
    KeyRing.create(folder / "keys")
    settings = Settings(data=folder, origin=ORIGIN)
    asyncio.run(migrate(settings))
    return settings


@pytest.fixture(scope="session")
def template(postgres: Cluster, prepared: Settings) -> str:
    """The name of a PostgreSQL database with the newest schema, to be copied."""
    EXECUTOR_CACHE.clear()
    url = postgres.database()
    asyncio.run(migrate(replace(prepared, database_url=url)))
    return url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgres"])
def copied(request: pytest.FixtureRequest, prepared: Settings, tmp_path: Path) -> Settings:
    """An installation of the test's own, once on each database."""
    EXECUTOR_CACHE.clear()
    data = tmp_path / "data"
    shutil.copytree(prepared.data, data)
    if request.param == "sqlite":
        return replace(prepared, data=data)
    running: Cluster = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("template")
    return replace(prepared, data=data, database_url=running.database(template))


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
