"""What may any test ask for? An installation of its own, on either database."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import asyncpg
import hypothesis
import pytest
from jinja2.bccache import Bucket, BytecodeCache
from tortoise.apps import Apps
from tortoise.backends.base import executor

from tests.cluster import Cluster, cluster, copy
from tests.dialects import Dialects
from tests.once import once
from tests.program import ORIGIN, Program, furnish
from web import settings as settings_module
from web import templating
from web.db import migrate
from web.services import reminder_clock
from web.services.keys import KeyRing
from web.settings import Settings

hypothesis.settings.register_profile("unhurried", deadline=None)  # speed belongs in bench/
hypothesis.settings.load_profile("unhurried")

MIGRATED = "migrated"  # a database of every cluster
# TRUNCATE would give each table and index a new file; most of them hold nothing.
EMPTY = """
SET session_replication_role = replica; -- no triggers, and no foreign keys
DO $$
DECLARE used regclass;
BEGIN
    FOR used IN SELECT oid FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND relname <> 'tortoise_migrations' AND pg_relation_size(oid) > 0
    LOOP
        EXECUTE 'DELETE FROM ' || used;
    END LOOP;
END $$"""


class Compiled(BytecodeCache):
    """Templates, compiled once for the many apps of a run; a changed one is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of a template; Jinja compares its checksum."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def hurry() -> Iterator[None]:
    """What only costs time in a test: compiling templates and preparing models anew, and the disk.

    Nor does a server look for reminders by itself, in the middle of whatever a test counts.
    Not for programs that a test starts: they are as they are shipped.
    """
    with pytest.MonkeyPatch.context() as patch:
        kept = partial(templating.Environment, bytecode_cache=Compiled())
        patch.setattr(templating, "Environment", kept)
        options = settings_module.SQLITE_OPTIONS
        assert "synchronous=FULL" in options
        patch.setattr(settings_module, "SQLITE_OPTIONS", options.replace("=FULL", "=OFF"))
        # Tortoise keeps statements by the name of a connection, in the dialect that it met first.
        statements = partial(patch.setattr, executor, "EXECUTOR_CACHE")
        dialects = Dialects(Apps._build_initial_querysets, statements)
        patch.setattr(Apps, "_build_initial_querysets", lambda apps: dialects.prepare(apps))
        patch.setattr(reminder_clock, "EVERY", 24 * 60 * 60.0)
        yield


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Keys and an empty SQLite file with the newest schema, to be copied: migrating takes long."""

    def make(folder: Path) -> None:
        KeyRing.create(folder / "keys")
        asyncio.run(migrate(Settings(data=folder, origin=ORIGIN)))

    return Settings(data=once(tmp_path_factory, "prepared", make), origin=ORIGIN)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL for this process, with a database of the newest schema."""

    def make(folder: Path) -> None:
        with cluster() as first:
            url = first.database(MIGRATED)
            asyncio.run(migrate(Settings(data=folder, origin=ORIGIN, database_url=url)))
            first.stop("fast")
            copy(first.data, folder / "data")
            first.start()

    # Cleaning up at a moment of its own choice would change in which order rows lie.
    options = "-c autovacuum=off"
    made = once(tmp_path_factory, "postgres", make)
    with cluster(like=made / "data", options=options) as running:
        yield running


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


@pytest.fixture
def emptied_postgres(postgres: Cluster) -> str:
    """The URL of a PostgreSQL database with the newest schema, and nothing in its tables."""
    url = postgres.url(MIGRATED)
    asyncio.run(_empty(url))
    return url


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
        await connection.execute(EMPTY)
    finally:
        await connection.close()


@pytest.fixture
def installation(copied: Settings) -> Settings:
    """Keys, settings and the newest schema."""
    return copied


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that `sikeren init` made, to be copied."""

    def make(folder: Path) -> None:
        Program(folder / "data").answer("init", "--origin", ORIGIN)

    return once(tmp_path_factory, "installed", make) / "data"


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Path:
    """The same with an agency, a point and one employee."""

    def make(folder: Path) -> None:
        shutil.copytree(installed, folder / "data")
        furnish(Program(folder / "data"))

    return once(tmp_path_factory, "furnished", make) / "data"


@pytest.fixture
def program(furnished: Path, tmp_path: Path) -> Program:
    """The program, and an installation on SQLite that the test may spoil."""
    shutil.copytree(furnished, tmp_path / "data")
    return Program(tmp_path / "data")
