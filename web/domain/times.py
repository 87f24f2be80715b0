"""How are instants written on the wire? RFC 3339, UTC, milliseconds, `Z`, years 2000 to 2199."""

import re
from datetime import UTC, datetime, timedelta

from web.domain.jws import Malformed

_RFC3339 = re.compile(r"2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def write(moment: datetime) -> str:
    """An instant as 2026-11-24T23:25:00.123Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: object) -> datetime:
    """Parse what `write` writes, and nothing else.

    Raises:
        Malformed: another form, no such moment, or outside 2000 to 2199.
    """
    if not isinstance(text, str) or not _RFC3339.match(text):
        raise Malformed("a time is YYYY-MM-DDThh:mm:ss.sssZ between 2000 and 2199")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed("no such time") from error


def from_seconds(seconds: float) -> datetime:
    """An instant from seconds since 1970, rounded to milliseconds (JWT NumericDate, RFC 7519)."""
    return EPOCH + round(seconds * 1000) * MILLISECOND


def to_seconds(moment: datetime) -> float:
    """Seconds since 1970 with milliseconds."""
    return ((moment - EPOCH) // MILLISECOND) / 1000
