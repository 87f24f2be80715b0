"""Who has a phone that takes reminders, and what do they want to hear of?"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from tortoise import Tortoise

from web.db import rows
from web.domain.reminders import Wish, parse_wish
from web.domain.vocabulary import HOME_ZONE
from web.models import ReminderWish

CHUNK = 200  # people whose rules and facts are read at a time
Item = TypeVar("Item")

LISTENING = (
    "SELECT DISTINCT d.id AS device_id, e.id AS employee_id, a.timezone"
    " FROM push_subscription s JOIN device d ON d.id = s.device_id"
    " JOIN employee e ON e.id = d.employee_id LEFT JOIN agency a ON a.id = e.agency_id"
    " WHERE s.gone_at IS NULL AND e.active"
    " AND NOT EXISTS (SELECT 1 FROM revocation r WHERE r.device_id = d.id)"
)


class Listener(NamedTuple):
    """A person with a phone that takes reminders."""

    employee: str
    device: str
    zone: str
    wish: Wish


async def listening() -> list[Listener]:
    """Everybody with a phone that takes reminders. Two queries."""
    found = await rows(Tortoise.get_connection("default"), LISTENING)
    wishes = {str(one["employee_id"]): one["body"] for one in await ReminderWish.all().values()}
    return [
        Listener(
            str(one["employee_id"]),
            str(one["device_id"]),
            one["timezone"] or HOME_ZONE,
            wish_of(wishes.get(str(one["employee_id"]))),
        )
        for one in found
    ]


def wish_of(body: Any) -> Wish:
    """The settings as they are stored, or as they are usually."""
    return parse_wish(body) if body else Wish()


def chunks(items: Sequence[Item]) -> Iterable[Sequence[Item]]:
    """Some people at a time, so that no statement grows without end."""
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
