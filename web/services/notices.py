"""How is a person told of something? A row in the outbox, written where the thing is done.

Whoever decides, returns or rejects calls `notify` inside its transaction: what is taken back is
never told, and what is told is delivered after the commit by the sender (reminder_sender).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web import clock
from web.db import insert, rows
from web.domain.reminders import KINDS

COLUMNS = (
    *("id", "employee_id", "kind", "subject", "title", "body", "url", "tag"),
    *("created_at", "due_at", "expires_at", "attempts"),
)
REACHABLE = (
    "SELECT DISTINCT d.employee_id FROM push_subscription s JOIN device d ON d.id = s.device_id"
    " WHERE s.gone_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM revocation r WHERE r.device_id = d.id)"
)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What to tell whom.

    `subject` names the occasion: of one person, kind and subject only one is ever sent.
    `title` and `body` are plain Indonesian without places, reasons or other people's names: they
    stand on a locked screen. `url` is a fragment of the app, such as "#receipt/ID". A later one
    with the same `tag` takes an earlier one's place on the phone.
    """

    employee: Any
    kind: str
    subject: str
    title: str
    body: str
    url: str = "#checkin"
    tag: str = ""
    expires_at: datetime | None = None


async def notify(
    employee: Any, kind: str, subject: str, *, title: str, body: str, url: str, tag: str = ""
) -> None:
    """Tell a person of something, once, if they have a phone that asked for reminders.

    Call it inside the transaction of what it tells of, after its first write.

    Args:
        employee: id of the person.
        kind: a key of domain/reminders.KINDS: "decision" on something of theirs, "returned" for
            something that they are to mend.
        subject: the occasion, such as a decision's id; up to 80 characters.
        title: as in `Telling`; up to 80 characters.
        body: up to 300 characters.
        url: fragment of the app where it is read.
        tag: what it is about, such as a check-in's id; by default the subject.
    """
    reachable = await rows(
        Tortoise.get_connection("default"),
        f"{REACHABLE} AND d.employee_id = ?",
        str(employee),
    )
    if reachable:
        telling = Telling(
            employee=employee, kind=kind, subject=subject, title=title, body=body, url=url, tag=tag
        )
        await tell([telling], clock.now())


async def tell(
    tellings: Sequence[Telling], now: datetime, connection: BaseDBAsyncClient | None = None
) -> None:
    """Put some tellings into the outbox; what was told before stays as it is."""
    records = [
        (
            *(str(uuid4()), str(one.employee), one.kind, one.subject, one.title[:80]),
            *(one.body[:300], one.url, one.tag or one.subject),
            *(now, now, one.expires_at or now + KINDS[one.kind].life, 0),
        )
        for one in tellings
    ]
    await insert(
        connection or Tortoise.get_connection("default"),
        "notice",
        COLUMNS,
        records,
        "ON CONFLICT (employee_id, kind, subject) DO NOTHING",
    )
