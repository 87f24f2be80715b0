"""How does a long export go on while its page waits? A job in memory, for who asked, for a while.

Nothing is left on the disk: a recap is personal data, and a file that was not fetched is made
again in seconds.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from web.errors import Problem

KEPT = timedelta(minutes=15)
MOST = 20  # finished files that are kept at once, of everybody
GONE = "Berkas ini sudah tidak disimpan. Buat lagi dari rekap."
BUSY = "Berkas Anda yang lain masih dikerjakan. Tunggu sampai selesai, lalu coba lagi."
AT_ONCE = 2  # files that are written at the same time; check-ins come first

log = logging.getLogger("sikeren")
Key = tuple[str, ...]


@dataclass
class Job:
    """A file in the making. `done` of `total` people; `content` once it is ready.

    Imports are jobs of several parts: their `content` says that a part is over.
    """

    owner: UUID
    key: Key
    name: str
    began: datetime
    total: int
    id: UUID = field(default_factory=uuid4)
    stage: str = "Menunggu giliran"
    done: int = 0
    content: Any = None
    failed: bool = False
    notes: list[str] = field(default_factory=list)  # what is not in it, and why

    @property
    def weight(self) -> int:
        """How much of the room for finished ones it takes."""
        return 1

    @property
    def until(self) -> datetime:
        """How long the file is kept, unless too many others come."""
        return self.began + KEPT

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.content is None and not self.failed

    def tell(self, done: int) -> None:
        """How many people are done in this stage; called from the thread that writes."""
        self.done = done


class Exports:
    """The jobs of one server.

    Args:
        most: the weight of finished ones that are kept at once, of everybody. Where there are more,
            who holds the most loses their oldest: nobody's work is crowded out by another's.
        gone: what is said of one that is not kept any more.
        each: those of one person that wait or run; more are refused.
    """

    def __init__(self, most: int = MOST, gone: str = GONE, each: int = MOST) -> None:
        self._most, self._gone, self._each = most, gone, each
        self._jobs: dict[UUID, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    def start(self, job: Job, work: Callable[[Any], Awaitable[Any]], now: datetime) -> Job:
        """Begin, or give back what the same person already has running for the same file.

        Raises:
            Problem: `too_many_requests` where they have too many running.
        """
        self._forget(now)
        theirs = [one for one in self._jobs.values() if one.running and one.owner == job.owner]
        for held in theirs:
            if held.key == job.key:
                return held
        if len(theirs) >= self._each:
            raise Problem("too_many_requests", BUSY)
        return self.go_on(job, work)

    def go_on(self, job: Job, work: Callable[[Any], Awaitable[Any]]) -> Job:
        """Begin the next part of a job."""
        self._jobs[job.id] = job
        job.content, job.stage, job.done = None, "Menunggu giliran", 0
        task = asyncio.create_task(self._run(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    def find(self, id: UUID, owner: UUID, now: datetime) -> Job:
        """A job of somebody.

        Raises:
            Problem: `not_found` where it is another's, has expired, or the server was restarted.
        """
        self._forget(now)
        job = self._jobs.get(id)
        if job is None or job.owner != owner:
            raise Problem("not_found", self._gone)
        return job

    def held(self, kind: str, owner: UUID, now: datetime) -> list[Job]:
        """Somebody's jobs of a kind (the first of the key) that run or are ready, newest first."""
        self._forget(now)
        mine = [one for one in self._jobs.values() if (one.key[0], one.owner) == (kind, owner)]
        return sorted((one for one in mine if not one.failed), key=lambda one: one.began)[::-1]

    def drop(self, job: Job) -> None:
        """Forget a job before its time."""
        self._jobs.pop(job.id, None)

    async def stop(self) -> None:
        """End what still runs."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, job: Job, work: Callable[[Any], Awaitable[Any]]) -> None:
        try:
            async with self._room:
                job.content = await work(job)
        except Exception as error:
            job.failed = True
            log.error("an export failed", exc_info=error)

    def _forget(self, now: datetime) -> None:
        for one in [*self._jobs.values()]:
            if not one.running and one.until < now:
                self._jobs.pop(one.id)
        while (held := self._weights()).total() > self._most:
            [(most, _)] = held.most_common(1)
            ready = (
                one for one in self._jobs.values() if one.owner == most and one.content is not None
            )
            self._jobs.pop(min(ready, key=lambda one: one.began).id)

    def _weights(self) -> Counter[UUID]:
        """Of what is finished, by whose it is."""
        found = Counter[UUID]()
        for one in self._jobs.values():
            if one.content is not None:
                found[one.owner] += one.weight
        return found
