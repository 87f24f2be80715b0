"""How does a check-in come in? Verify, batch, commit, and only then answer with a receipt.

The only place that creates a check-in. Envelopes are verified in threads; one writer gathers
whatever waits and stores it in one transaction (group commit), so that a rush costs little more
than its signatures, and nothing is acknowledged before it is durable.
"""

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain.body import RawEnvelope
from web.domain.envelope import Envelope, Refused, read
from web.errors import Problem
from web.models import Device
from web.services.batch import store
from web.services.items import Item, Outcome
from web.services.keys import KeyRing, public_key
from web.services.verification import KnownDevice, verify
from web.settings import Settings

BATCH = 512  # envelopes in one transaction
WAITING = 8192  # envelopes; beyond it a phone is asked to come back
KNOWN_DEVICES = 20_000


@dataclass(slots=True)
class _Delivery:
    """One body's envelopes, waiting to be stored together."""

    items: list[Item]
    done: asyncio.Future[list[Outcome]] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Intake:
    """The door for check-ins of one server process."""

    def __init__(self, settings: Settings, keys: KeyRing) -> None:
        self.settings = settings
        self.keys = keys
        self._devices: dict[str, KnownDevice] = {}
        # The interpreter's lock is handed over at every signature; more threads than half the
        # cores only contend for it with the event loop and the database's thread.
        self._threads = ThreadPoolExecutor(max(1, (os.cpu_count() or 1) // 2), "verify")
        self._queue: asyncio.Queue[_Delivery] = asyncio.Queue()
        self._waiting = 0
        self._writer: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to store what is handed in."""
        self._writer = asyncio.create_task(self._write(), name="intake-writer")

    async def stop(self) -> None:
        """Store what waits, then end."""
        await self._queue.join()
        if self._writer:
            self._writer.cancel()
        self._threads.shutdown()

    async def hand_in(
        self,
        envelopes: Sequence[RawEnvelope],
        *,
        received_at: datetime,
        session_device: str | None = None,
    ) -> list[Outcome]:
        """Take envelopes in and answer, in their order, when they are durable.

        Args:
            envelopes: as they stood in the body.
            received_at: when the body was read.
            session_device: id of the device whose session handed them in, if any.

        Raises:
            Problem: `unavailable` when too much waits, or when nothing could be stored.
        """
        if self._waiting + len(envelopes) > WAITING:
            raise Problem("unavailable", headers={"Retry-After": "5"})
        self._waiting += len(envelopes)
        try:
            items = await self._verified(envelopes, received_at, session_device)
            delivery = _Delivery(items)
            self._queue.put_nowait(delivery)
            return await delivery.done
        finally:
            self._waiting -= len(envelopes)

    async def _verified(
        self, envelopes: Sequence[RawEnvelope], received_at: datetime, session: str | None
    ) -> list[Item]:
        loop = asyncio.get_running_loop()
        parsed = [_parse(envelope) for envelope in envelopes]
        await self._learn({one.facts.sub for one in parsed if isinstance(one, Envelope)})

        def prove() -> list[Item]:
            return [
                self._item(raw, one, received_at, session)
                for raw, one in zip(envelopes, parsed, strict=True)
            ]

        return await loop.run_in_executor(self._threads, prove)

    def _item(
        self,
        raw: RawEnvelope,
        parsed: Envelope | Refused,
        received_at: datetime,
        session: str | None,
    ) -> Item:
        if isinstance(parsed, Refused):
            return Item.unreadable(raw, parsed.reason, received_at, session)
        device = self._devices.get(parsed.facts.sub)
        proof = verify(parsed, device, settings=self.settings, keys=self.keys)
        return Item(raw.raw, parsed, proof, received_at, session)

    async def _learn(self, device_ids: set[str]) -> None:
        """Decode the keys of devices not met before; they never change after enrolment."""
        unknown = {one for one in device_ids - self._devices.keys() if _is_id(one)}
        if not unknown:
            return
        if len(self._devices) > KNOWN_DEVICES:
            self._devices.clear()
        for device in await Device.filter(id__in=unknown):
            self._devices[str(device.id)] = KnownDevice(
                str(device.id),
                str(device.employee_id),
                public_key(device.key),
                device.credential_id,
                bytes(device.credential_key),
            )

    async def _write(self) -> None:
        while True:
            deliveries = [await self._queue.get()]
            size = len(deliveries[0].items)
            while size < BATCH and not self._queue.empty():
                deliveries.append(self._queue.get_nowait())
                size += len(deliveries[-1].items)
            await self._store(deliveries)
            for _ in deliveries:
                self._queue.task_done()

    async def _store(self, deliveries: list[_Delivery]) -> None:
        """Store a batch; where it cannot be, each delivery alone, so that one spoils no other."""
        try:
            items = [item for delivery in deliveries for item in delivery.items]
            outcomes = iter(await store(items, settings=self.settings, keys=self.keys))
        except Exception as error:
            if len(deliveries) > 1:
                for delivery in deliveries:
                    await self._store([delivery])
            elif not deliveries[0].done.done():
                deliveries[0].done.set_exception(error)
            return
        for delivery in deliveries:
            answer = [next(outcomes) for _ in delivery.items]
            if not delivery.done.done():
                delivery.done.set_result(answer)


def _parse(envelope: RawEnvelope) -> Envelope | Refused:
    try:
        return read(envelope)
    except Refused as refused:
        return refused


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def outcome_document(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the protocol's `results` carry it."""
    return {
        "id": outcome.id,
        "status": outcome.status,
        "verdict": outcome.verdict,
        "flags": [flag._asdict() for flag in outcome.flags],
        "reason": outcome.reason,
        "receipt": outcome.receipt,
    }
