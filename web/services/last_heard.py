"""When did the phones of some people last speak with the server? Silence may be a lost signal."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from tortoise import Tortoise

from web.db import rows

HEARD = (
    "SELECT d.employee_id AS id, max(c.at) AS at FROM device d LEFT JOIN contact c"
    " ON c.device_id = d.id WHERE d.employee_id IN (?*) AND NOT EXISTS"
    " (SELECT 1 FROM revocation r WHERE r.device_id = d.id) GROUP BY d.employee_id"
)


def quiet(device: str, since: str) -> str:
    """The SQL condition that a phone was bound before an instant and did not speak since.

    Args:
        device: the table of phones as the statement calls it.
        since: the instant as the statement has it: a place for a value, or a literal of ours.
    """
    return (
        f"NOT EXISTS (SELECT 1 FROM contact k WHERE k.device_id = {device}.id"  # noqa: S608
        f" AND k.at >= {since}) AND {device}.enrolled_at < {since}"
    )


async def last_heard(employees: Collection[Any]) -> dict[str, datetime | None]:
    """By id as text, of those who have a phone: when it last spoke; None for never. One query."""
    found = await rows(Tortoise.get_connection("default"), HEARD, [str(one) for one in employees])
    return {str(one["id"]): _instant(one["at"]) for one in found}


def _instant(value: Any) -> datetime | None:
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at and not at.tzinfo else at
