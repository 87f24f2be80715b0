"""Where does a bench of the desks keep its records? In a new database, gone when it ends."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from tests.cluster import cluster
from web import clock
from web.db import migrate
from web.services.keys import KeyRing
from web.settings import Settings


@contextmanager
def empty(now: datetime, *, postgres: bool) -> Iterator[Settings]:
    """An installation without records, at an instant, on SQLite or a PostgreSQL of its own."""
    with ExitStack() as stack:
        stack.enter_context(clock.at(now))
        data = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "data"
        url = stack.enter_context(cluster()).database() if postgres else ""
        KeyRing.create(data / "keys")
        settings = Settings(data=data, origin="http://localhost:8000", database_url=url)
        asyncio.run(migrate(settings))
        yield settings
