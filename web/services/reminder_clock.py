"""When is the outbox looked at? Every few seconds, in the server's own process, and it never fails.

Reminders are a courtesy: whatever goes wrong here is logged and tried again, and check-ins go on.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from web import clock
from web.services import reminder_sender
from web.services.push_keys import PushKeys
from web.services.reminder_due import Lookout
from web.services.reminder_sender import Sender
from web.settings import Settings

EVERY = 15.0  # seconds
PRUNE_EVERY = timedelta(days=1)

log = logging.getLogger("sikeren")


class Reminders:
    """Finds what is due and sends it, from start to stop."""

    def __init__(self, settings: Settings, keys: PushKeys) -> None:
        self.keys = keys
        self._lookout = Lookout()
        self._sender = Sender(settings, keys)
        self._pruned_at: datetime | None = None
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look; the first time after a pause, when the server is up."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Let what is being sent end, and begin nothing new."""
        self._stop.set()
        self._sender.stop()
        if self._task:
            await self._task
        self._sender.close()

    async def tick(self, now: datetime) -> None:
        """Look once: what is due goes into the outbox, and what stands there goes out."""
        await self._lookout.look(now)
        while await self._sender.send(now) and not self._stop.is_set():
            now = max(now, clock.now())
        if self._pruned_at is None or now - self._pruned_at > PRUNE_EVERY:
            self._pruned_at = now
            await reminder_sender.prune(now)

    async def _run(self) -> None:
        while not await self._stopped():
            try:
                await self.tick(clock.now())
            except Exception as error:
                log.error("reminders could not be looked at", exc_info=error)

    async def _stopped(self) -> bool:
        """Wait for the next look, or for the end."""
        try:
            await asyncio.wait_for(self._stop.wait(), EVERY)
        except TimeoutError:
            return False
        return True
