"""How does what stands in the outbox reach phones? Claimed, encrypted, sent, and settled.

A claim is written before anything is sent, so that neither a second process nor a restart sends
it again: a message whose sender died is `lost`, for twice is worse than not at all.
"""

import asyncio
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tortoise import Tortoise
from tortoise.transactions import in_transaction

from web import clock
from web.db import rows
from web.domain.reminders import retry_at, when
from web.domain.vocabulary import HOME_ZONE
from web.models import CheckIn, Employee, Notice, PushSubscription, ReminderWish
from web.services.push_keys import PushKeys
from web.services.push_post import Answer, Message, Post
from web.services.reminder_listeners import wish_of
from web.settings import Settings

BATCH = 64  # notices claimed at a time: no more than that is lost with a crash
AT_ONCE = 8  # requests to push services
ABANDONED = timedelta(minutes=5)  # a claim older than that has no sender any more
RECENT = timedelta(hours=6)  # an Absen Masuk of this age is today's
KEPT = timedelta(days=35)
OUTCOMES = ("sent", "failed", "gone", "expired", "off", "none", "done", "lost")

log = logging.getLogger("sikeren")
CLAIM = (
    "UPDATE notice SET claim = ?, claimed_at = ?, attempts = attempts + 1 WHERE id IN"
    " (SELECT id FROM notice WHERE settled_at IS NULL AND claim IS NULL AND due_at <= ?"
    " ORDER BY due_at LIMIT {batch}{lock})"
)


@dataclass
class _Context:
    """What is known of the people of a batch."""

    employees: dict[Any, Employee]
    wishes: dict[Any, Any]
    subscriptions: dict[Any, list[PushSubscription]]
    arrived: set[Any]


class Sender:
    """Delivers the outbox of one installation, from one of its processes."""

    def __init__(self, settings: Settings, keys: PushKeys) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, "push")
        self._stopping = threading.Event()
        self._post = Post(settings, keys, self._stopping)

    def stop(self) -> None:
        """Begin no more; what is on its way ends within its timeout."""
        self._stopping.set()

    def close(self) -> None:
        """Give the threads back."""
        self._threads.shutdown()

    async def send(self, now: datetime) -> int:
        """Send what is due; how many were claimed. One batch, so that the caller may pause."""
        await self._abandoned(now)
        notices = await _claim(now)
        if not notices:
            return 0
        context = await _context(notices, now)
        results = await asyncio.gather(*(self._one(one, context, now) for one in notices))
        async with in_transaction():
            for notice, (outcome, due) in zip(notices, results, strict=True):
                await _settle(notice, outcome, due)
        return len(notices)

    async def _one(
        self, notice: Notice, context: _Context, now: datetime
    ) -> tuple[str | None, datetime | None]:
        """What became of one: its outcome, or None and when to try again."""
        outcome, due = _before(notice, context, now)
        if outcome or due:
            return outcome, due
        answers = []
        for subscription in context.subscriptions[notice.employee_id]:
            answer = await self._deliver(notice, subscription, now)
            answers.append(answer)
            if answer.gone:
                await PushSubscription.filter(id=subscription.id).update(gone_at=clock.now())
        return _after(notice, answers, now)

    async def _deliver(
        self, notice: Notice, subscription: PushSubscription, now: datetime
    ) -> Answer:
        loop = asyncio.get_running_loop()
        message = Message.of(notice, subscription, now)
        return await loop.run_in_executor(self._threads, self._post.send, message)

    async def _abandoned(self, now: datetime) -> None:
        """What a process claimed and did not live to settle is not sent again."""
        left = Notice.filter(
            settled_at=None, claimed_at__lt=now - ABANDONED, claim__not_isnull=True
        )
        await left.update(settled_at=now, outcome="lost")


async def prune(now: datetime) -> None:
    """Forget what was settled long ago: by then nothing asks for it again."""
    await Notice.filter(settled_at__lt=now - KEPT, created_at__lt=now - KEPT).delete()
    await PushSubscription.filter(gone_at__lt=now - KEPT).delete()


async def _claim(now: datetime) -> list[Notice]:
    connection, token = Tortoise.get_connection("default"), uuid4()
    lock = "" if connection.capabilities.dialect == "sqlite" else " FOR UPDATE SKIP LOCKED"
    await rows(connection, CLAIM.format(batch=BATCH, lock=lock), str(token), now, now)
    return await Notice.filter(claim=token)


async def _context(notices: Sequence[Notice], now: datetime) -> _Context:
    people = [one.employee_id for one in notices]
    held: dict[Any, list[PushSubscription]] = {one: [] for one in people}
    for one in await PushSubscription.filter(
        device__employee_id__in=people, device__revocation__at__isnull=True, gone_at=None
    ).select_related("device"):
        held[one.device.employee_id].append(one)
    employees = await Employee.filter(id__in=people, active=True).select_related("agency")
    came = CheckIn.filter(employee_id__in=people, kind="in", claimed_at__gt=now - RECENT)
    return _Context(
        employees={one.id: one for one in employees},
        wishes={
            one.employee_id: one.body for one in await ReminderWish.filter(employee_id__in=people)
        },
        subscriptions=held,
        arrived=set(await came.values_list("employee_id", flat=True)),
    )


def _before(notice: Notice, context: _Context, now: datetime) -> tuple[str | None, datetime | None]:
    """What speaks against sending it now; (None, None) when nothing does."""
    employee = context.employees.get(notice.employee_id)
    if now >= notice.expires_at:
        return "expired", None
    if employee is None or not context.subscriptions[notice.employee_id]:
        return "none", None
    if notice.kind == "checkin" and notice.employee_id in context.arrived:
        return "done", None
    zone = employee.agency.timezone if employee.agency else HOME_ZONE
    due = when(notice.kind, wish_of(context.wishes.get(notice.employee_id)), now, zone)
    if due is None or due >= notice.expires_at:
        return "off", None
    return (None, due) if due > now else (None, None)


def _after(
    notice: Notice, answers: Sequence[Answer], now: datetime
) -> tuple[str | None, datetime | None]:
    if any(one.taken for one in answers):
        return "sent", None
    if all(one.gone for one in answers):
        return "gone", None
    if any(one.unsent for one in answers):
        return None, now
    again = [one for one in answers if one.again]
    if not again:
        return "failed", None
    asked = max((one.wait or 0 for one in again), default=0)
    due = retry_at(notice.attempts, asked, now)
    return ("failed", None) if due is None or due >= notice.expires_at else (None, due)


async def _settle(notice: Notice, outcome: str | None, due: datetime | None) -> None:
    """Write down what became of it; what is to be tried again is given back."""
    mine = Notice.filter(id=notice.id, claim=notice.claim)
    if outcome:
        await mine.update(settled_at=clock.now(), outcome=outcome)
    else:
        await mine.update(claim=None, claimed_at=None, due_at=due)
