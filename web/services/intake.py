"""How does a check-in come in? Verify, batch, commit, and only then answer with a receipt.

The only place that creates a check-in. Envelopes are verified in threads; one writer gathers
whatever waits and stores it in one transaction (group commit), so that a rush costs little more
than its signatures, and nothing is acknowledged before it is durable.
"""

import asyncio
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from web.domain.body import RawEnvelope
from web.domain.envelope import Envelope, Salvage, read
from web.errors import Problem
from web.models import Device
from web.services.batch import store
from web.services.items import Item, Outcome
from web.services.keys import KeyRing, public_key
from web.services.verification import KnownDevice, verify, verify_place
from web.settings import Settings

BATCH = 512  # envelopes in one transaction
VERIFY = 128  # envelopes that one thread takes at a time
WAITING = 8192  # envelopes; beyond it a phone is asked to come back
KNOWN_DEVICES = 20_000


@dataclass(slots=True)
class _Delivery:
    """One body's envelopes on their way, to be answered together."""

    envelopes: Sequence[RawEnvelope]
    received_at: datetime
    session: str | None
    items: list[Item] = field(default_factory=list)
    done: asyncio.Future[list[Outcome]] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Intake:
    """The door for check-ins of one server process: a queue to verify, then a queue to store."""

    def __init__(self, settings: Settings, keys: KeyRing) -> None:
        self.settings = settings
        self.keys = keys
        self._devices: dict[str, KnownDevice] = {}
        # The interpreter's lock is handed over at every signature; more threads than half the
        # cores only contend for it with the event loop and the database's thread.
        self._width = max(1, (os.cpu_count() or 1) // 2)
        self._threads = ThreadPoolExecutor(self._width, "verify")
        self._arrived: asyncio.Queue[_Delivery] = asyncio.Queue()
        self._proven: asyncio.Queue[_Delivery] = asyncio.Queue()
        self._waiting = 0
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to verify and store what is handed in."""
        work = [self._verify() for _ in range(self._width)] + [self._write()]
        self._tasks = [asyncio.create_task(one) for one in work]

    async def stop(self) -> None:
        """Store what waits, then end."""
        await self._arrived.join()
        await self._proven.join()
        for task in self._tasks:
            task.cancel()
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
            Problem: `unavailable` when too much waits.
        """
        if self._waiting + len(envelopes) > WAITING:
            raise Problem("unavailable", headers={"Retry-After": "5"})
        self._waiting += len(envelopes)
        try:
            delivery = _Delivery(envelopes, received_at, session_device)
            self._arrived.put_nowait(delivery)
            return await delivery.done
        finally:
            self._waiting -= len(envelopes)

    async def _verify(self) -> None:
        """Verify whatever has arrived in one go, away from the event loop."""
        loop = asyncio.get_running_loop()
        while True:
            deliveries = await _gather(self._arrived, VERIFY)
            await self._prove_or_fail(loop, deliveries)
            for _ in deliveries:
                self._arrived.task_done()

    async def _prove_or_fail(
        self, loop: asyncio.AbstractEventLoop, deliveries: list[_Delivery]
    ) -> None:
        """Verify; where that goes wrong, each delivery alone, so that one spoils no other."""
        try:
            await self._prove(loop, deliveries)
        except Exception as error:
            if len(deliveries) == 1:
                _fail(deliveries[0], error)
                return
            for delivery in deliveries:
                await self._prove_or_fail(loop, [delivery])

    async def _prove(self, loop: asyncio.AbstractEventLoop, deliveries: list[_Delivery]) -> None:
        parsed = [[read(one) for one in delivery.envelopes] for delivery in deliveries]
        devices = await self._known({_device_of(one) for group in parsed for one in group})

        def work() -> None:
            for delivery, group in zip(deliveries, parsed, strict=True):
                pairs = zip(delivery.envelopes, group, strict=True)
                delivery.items = [self._item(raw, one, delivery, devices) for raw, one in pairs]

        await loop.run_in_executor(self._threads, work)
        for delivery in deliveries:
            self._proven.put_nowait(delivery)

    def _item(
        self,
        raw: RawEnvelope,
        parsed: Envelope | Salvage,
        delivery: _Delivery,
        devices: Mapping[str, KnownDevice],
    ) -> Item:
        device = devices.get(_device_of(parsed))
        if isinstance(parsed, Envelope):
            proof = verify(parsed, device, settings=self.settings, keys=self.keys)
        else:
            proof = verify_place(parsed, device)
        return Item(raw.raw, parsed, proof, delivery.received_at, delivery.session)

    async def _known(self, ids: set[str]) -> dict[str, KnownDevice]:
        """The devices of these ids; their keys, decoded once, never change after enrolment."""
        known = {id_: self._devices[id_] for id_ in ids & self._devices.keys()}
        unknown = {id_ for id_ in ids - known.keys() if _is_id(id_)}
        for device in await Device.filter(id__in=unknown) if unknown else ():
            known[str(device.id)] = KnownDevice(
                str(device.id),
                str(device.employee_id),
                public_key(device.key),
                device.credential_id,
                bytes(device.credential_key),
            )
        if len(self._devices) > KNOWN_DEVICES:
            self._devices.clear()
        self._devices |= known
        return known

    async def _write(self) -> None:
        """Store whatever is proven in one transaction."""
        while True:
            deliveries = await _gather(self._proven, BATCH)
            await self._store(deliveries)
            for _ in deliveries:
                self._proven.task_done()

    async def _store(self, deliveries: list[_Delivery]) -> None:
        """Store a batch; where it cannot be, each delivery alone, so that one spoils no other."""
        try:
            items = [item for delivery in deliveries for item in delivery.items]
            outcomes = iter(await store(items, settings=self.settings, keys=self.keys))
        except Exception as error:
            if len(deliveries) == 1:
                _fail(deliveries[0], error)
                return
            for delivery in deliveries:
                await self._store([delivery])
            return
        for delivery in deliveries:
            answer = [next(outcomes) for _ in delivery.items]
            if not delivery.done.done():
                delivery.done.set_result(answer)


async def _gather(queue: asyncio.Queue[_Delivery], most: int) -> list[_Delivery]:
    """The first delivery to come, and what else waits, up to `most` envelopes."""
    deliveries = [await queue.get()]
    size = len(deliveries[0].envelopes)
    while size < most and not queue.empty():
        deliveries.append(queue.get_nowait())
        size += len(deliveries[-1].envelopes)
    return deliveries


def _fail(delivery: _Delivery, error: Exception) -> None:
    if not delivery.done.done():
        delivery.done.set_exception(error)


def _device_of(parsed: Envelope | Salvage) -> str:
    """The id of the device whose key is to be tried, or ""."""
    if isinstance(parsed, Envelope):
        return parsed.facts.sub
    return parsed.sub or "" if parsed.jws else ""


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
