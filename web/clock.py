"""What time is it? The only reader of the clock; rules take `now` as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_staged: ContextVar[datetime | None] = ContextVar("staged", default=None)


def now() -> datetime:
    """The server's time in UTC, cut to whole milliseconds: all that the protocol carries."""
    moment = _staged.get() or datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def after(earlier: datetime) -> datetime:
    """Now, and later than an earlier record of the same thing, so that the newest is one."""
    return max(now(), earlier + timedelta(milliseconds=1))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be another time for what this task does: the demo and tests tell of other days."""
    token = _staged.set(moment.astimezone(UTC))  # SQLite compares the stored text
    try:
        yield
    finally:
        _staged.reset(token)
