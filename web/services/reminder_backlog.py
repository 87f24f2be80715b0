"""Which check-ins have waited too long on phones? Reads, and words for it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tortoise import Tortoise

from web.db import rows
from web.domain.reminders import WAITS_LONG
from web.models import Contact
from web.services.notices import Telling
from web.services.reminder_listeners import Listener, chunks

FORGOTTEN = timedelta(days=7)  # what has been waiting longer is nagged about no more


async def undelivered(listeners: Sequence[Listener], now: datetime) -> list[Telling]:
    """Phones that declared more check-ins than ever arrived, for hours. Three queries a chunk."""
    found = []
    for chunk in chunks([one for one in listeners if one.wish.kinds["waiting"]]):
        behind = await _behind([one.device for one in chunk])
        for one in chunk:
            if one.device not in behind:
                continue
            declared, received = behind[one.device]
            first = (
                await Contact.filter(device_id=one.device, last_seq__gt=received)
                .order_by("at")
                .first()
            )
            if first and WAITS_LONG <= now - first.at <= FORGOTTEN:
                found.append(_waiting_words(one, declared - received, now))
        await asyncio.sleep(0)
    return found


async def _behind(devices: Sequence[str]) -> dict[str, tuple[int, int]]:
    """By device: the newest number it declared and the newest that arrived, where that is less."""
    newest = await rows(
        Tortoise.get_connection("default"),
        "SELECT d.id, (SELECT c.last_seq FROM contact c WHERE c.device_id = d.id"
        " ORDER BY c.at DESC LIMIT 1) AS declared,"
        " (SELECT max(k.seq) FROM checkin k WHERE k.device_id = d.id) AS recorded,"
        " (SELECT max(q.seq) FROM quarantine q WHERE q.device_id = d.id) AS refused"
        " FROM device d WHERE d.id IN (?*)",
        devices,
    )
    found = {}
    for one in newest:
        received = max(one["recorded"] or 0, one["refused"] or 0)
        if (one["declared"] or 0) > received:
            found[str(one["id"])] = (int(one["declared"]), received)
    return found


def _waiting_words(one: Listener, count: int, now: datetime) -> Telling:
    day = now.astimezone(ZoneInfo(one.zone)).date()
    return Telling(
        employee=one.employee,
        kind="waiting",
        subject=day.isoformat(),
        title=f"{count} absen belum tiba di server",
        body="Absen masih tersimpan di HP. Buka SIKEREN saat ada sinyal.",
        url="#queue",
        tag="waiting",
    )
