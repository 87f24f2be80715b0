"""What time is it? The only reader of the clock; rules take `now` as an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The server's time in UTC, cut to whole milliseconds: all that the protocol carries."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
