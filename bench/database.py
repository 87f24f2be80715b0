"""Where does a bench of the desks keep its records? In a new database, or where they stay."""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from tests.cluster import cluster
from web import clock
from web.db import migrate
from web.services.keys import KeyRing
from web.settings import Settings

ORIGIN = "http://localhost:8000"


@contextmanager
def empty(now: datetime, *, postgres: bool) -> Iterator[Settings]:
    """An installation without records, at an instant, on SQLite or a PostgreSQL of its own."""
    with ExitStack() as stack:
        stack.enter_context(clock.at(now))
        data = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "data"
        url = stack.enter_context(cluster()).database() if postgres else ""
        yield _made(Settings(data=data, origin=ORIGIN, database_url=url))


@contextmanager
def kept(
    now: datetime, folder: Path, fill: Callable[[Settings], None], *, postgres: bool
) -> Iterator[Settings]:
    """An installation that stays in a folder; who is first fills it."""
    data, marker = folder.resolve() / "data", folder.resolve() / "filled"
    known = marker.exists()
    if folder.exists() and not known:
        sys.exit(
            f"{folder} holds no regency that was filled to its end: remove it, or name another."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(clock.at(now))
        url = ""
        if postgres:
            running = stack.enter_context(cluster(kept=folder.resolve() / "postgres"))
            url = running.url("bench") if known else running.database("bench")
        settings = Settings(data=data, origin=ORIGIN, database_url=url)
        if known:
            asyncio.run(migrate(settings))
        else:
            fill(_made(settings))
            marker.touch()
        yield settings


def _made(settings: Settings) -> Settings:
    KeyRing.create(settings.data / "keys")
    asyncio.run(migrate(settings))
    return settings
