"""What may any test ask for? An installation of its own, on either database."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from tests.cluster import Cluster, cluster
from web.db import migrate
from web.services.keys import KeyRing
from web.settings import Settings

ORIGIN = "http://localhost:8000"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL for this run of the tests."""
    with cluster() as running:
        yield running


@pytest.fixture(autouse=True)
def forget_the_other_dialect() -> None:
    """Tortoise keeps prepared statements by connection name, in the dialect it met first."""
    EXECUTOR_CACHE.clear()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """ "" for SQLite, or the URL of a new PostgreSQL database; the test runs once on each."""
    if request.param == "sqlite":
        return ""
    running: Cluster = request.getfixturevalue("postgres")
    return running.database()


@pytest.fixture
def empty_installation(tmp_path: Path, database_url: str) -> Settings:
    """Keys and settings, and a database without tables."""
    KeyRing.create(tmp_path / "keys")
    return Settings(data=tmp_path, origin=ORIGIN, database_url=database_url)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Keys and an empty SQLite file with the newest schema, to be copied: migrating takes long."""
    folder = tmp_path_factory.mktemp("prepared")
    KeyRing.create(folder / "keys")
    settings = Settings(data=folder, origin=ORIGIN)
    EXECUTOR_CACHE.clear()
    asyncio.run(migrate(settings))
    return settings


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Cluster, prepared: Settings) -> str:
    """The URL of a PostgreSQL database with the newest schema; every test finds it empty."""
    EXECUTOR_CACHE.clear()
    url = postgres.database()
    asyncio.run(migrate(replace(prepared, database_url=url)))
    return url


@pytest.fixture
def emptied_postgres(migrated_postgres: str) -> str:
    """The URL of that database, with nothing in its tables."""
    asyncio.run(_empty(migrated_postgres))
    return migrated_postgres


@pytest.fixture(params=["sqlite", "postgres"])
def copied(request: pytest.FixtureRequest, prepared: Settings, tmp_path: Path) -> Settings:
    """An installation of the test's own, once on each database."""
    data = tmp_path / "data"
    shutil.copytree(prepared.data, data)
    if request.param == "sqlite":
        return replace(prepared, data=data)
    url: str = request.getfixturevalue("emptied_postgres")
    return replace(prepared, data=data, database_url=url)


async def _empty(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        found = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        tables = {row["tablename"] for row in found} - {"tortoise_migrations"}
        await connection.execute("SET session_replication_role = replica")  # no triggers
        await connection.execute(f"TRUNCATE {', '.join(tables)}")
    finally:
        await connection.close()


@pytest.fixture
def installation(copied: Settings) -> Settings:
    """Keys, settings and the newest schema."""
    return copied
