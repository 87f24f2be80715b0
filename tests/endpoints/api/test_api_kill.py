"""The server is killed under load: is every acknowledged check-in there, exactly once?"""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import httpx2

from tests.program import Program
from tests.services.office import SECOND, Office, counts, picture
from web import clock
from web.db import open_database
from web.services.intake import Intake
from web.services.keys import KeyRing
from web.settings import Settings

PHONES, EACH, BODY = 8, 24, 3
Envelope = dict[str, Any]


class Receipts:
    """What was acknowledged, and the moment when it is enough."""

    def __init__(self, enough: int) -> None:
        self.kept: dict[str, str] = {}  # id → receipt
        self.enough = enough
        self.reached = Event()
        self._lock = Lock()

    def keep(self, results: list[dict[str, Any]]) -> None:
        """Remember an answer of the server."""
        with self._lock:
            for result in results:
                assert result["status"] in ("recorded", "duplicate"), result
                assert self.kept.setdefault(result["id"], result["receipt"]) == result["receipt"]
            if len(self.kept) >= self.enough:
                self.reached.set()


def hand_in(address: str, queue: list[Envelope], receipts: Receipts) -> None:
    """A phone empties its queue, body by body, until the server is gone."""
    with httpx2.Client(base_url=address, timeout=30) as client:
        for start in range(0, len(queue), BODY):
            body = {"checkins": queue[start : start + BODY]}
            try:
                answer = client.post("/api/v1/checkins", json=body)
            except httpx2.TransportError:
                return  # no answer acknowledges nothing
            assert answer.status_code == 200, answer.text
            receipts.keep(answer.json()["results"])


async def queues(settings: Settings) -> list[list[Envelope]]:
    """Phones that were without a network, each with its queue."""
    keys = KeyRing.load(settings.data / "keys")
    async with open_database(settings):
        office = await Office(settings, keys, Intake(settings, keys)).open()
        made = []
        for _ in range(PHONES):
            now = clock.now()
            phone = await office.phone(at=now - EACH * SECOND)
            made.append([office.press(phone, now - (EACH - n) * SECOND) for n in range(EACH)])
        return made


async def outcome(
    settings: Settings, envelopes: list[Envelope]
) -> tuple[tuple[int, int], set[str]]:
    """How many rows there are, and the verdicts of all."""
    async with open_database(settings):
        return await counts(), {one[0] for one in await picture(envelopes)}


def test_what_was_acknowledged_is_there_once_after_a_kill(copied: Settings):
    (copied.data / "settings.toml").write_text(f'origin = "{copied.origin}"\n')
    program = Program(copied.data, copied.database_url)
    phones = asyncio.run(queues(copied))
    total = PHONES * EACH
    receipts = Receipts(0)
    for share in (total // 4, total // 2):
        receipts.enough = share
        receipts.reached.clear()
        with program.listening() as (process, address), ThreadPoolExecutor(PHONES) as pool:
            work = [pool.submit(hand_in, address, queue, receipts) for queue in phones]
            assert receipts.reached.wait(60)
            process.send_signal(signal.SIGKILL)
            for one in work:
                one.result(60)
        assert share <= len(receipts.kept)
    killed = dict(receipts.kept)

    with program.listening() as (_, address), httpx2.Client(base_url=address) as client:
        for id_, receipt in killed.items():
            found = client.get(f"/api/v1/checkins/{id_}/receipt")
            assert found.json() == {"receipt": receipt}
        for queue in phones:
            hand_in(address, queue, receipts)
    assert len(receipts.kept) == total
    envelopes = [envelope for queue in phones for envelope in queue]
    assert asyncio.run(outcome(copied, envelopes)) == ((total, 0), {"accepted"})
