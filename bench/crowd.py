"""Who hands in during a measurement? Bound phones with signed check-ins, made beforehand."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from random import Random

from web import clock, db
from web.domain import times
from web.domain.jws import b64url, thumbprint
from web.models import Agency, Device, Employee, Point, PointVersion
from web.services.keys import KeyRing
from web.services.softphone import SoftPhone, fix
from web.settings import Settings, load

ORIGIN = "http://localhost:8765"
PHONES = 300


class Crowd:
    """An installation with bound phones, each with an anchor of this moment."""

    def __init__(self, data: Path, database: str) -> None:
        (data / "settings.toml").write_text(f'origin = "{ORIGIN}"\n')
        self.settings: Settings = load(data, {"SIKEREN_DATABASE_URL": database})
        self.keys = KeyRing.create(data / "keys")
        self.random = Random(2026)
        self.phones: list[SoftPhone] = []
        asyncio.run(self._settle())

    async def _settle(self) -> None:
        await db.migrate(self.settings)
        async with db.open_database(self.settings):
            now = clock.now()
            agency = await Agency.create(name="Bench", timezone="Asia/Makassar", created_at=now)
            point = await Point.create(agency=agency, created_at=now)
            await PointVersion.create(
                point=point,
                name="Bench",
                shape={"type": "circle", "lat": -2.68, "lng": 118.89, "radius": 100},
                created_at=now,
            )
            for number in range(PHONES):
                await self._bind(agency, number)

    async def _bind(self, agency: Agency, number: int) -> None:
        now, phone = clock.now(), SoftPhone(ORIGIN)
        employee = await Employee.create(
            nip=f"198501012010011{number:03}", name=f"Bench {number}", agency=agency, created_at=now
        )
        device = await Device.create(
            employee=employee,
            key=phone.key.jwk,
            thumbprint=b64url(thumbprint(phone.key.jwk)),
            credential_id=b64url(phone.passkey.id),
            credential_key=phone.passkey.key.cose,
            backup_eligible=False,
            binding="device",
            platform="bench",
            aaguid="",
            enrolled_at=now,
            follows_another=False,
        )
        phone.device_id = str(device.id)
        claims = {"jti": "a", "iss": ORIGIN, "sub": phone.device_id, "iat": times.to_seconds(now)}
        phone.take_anchor(self.keys.sign_anchor(claims), at=now)
        self.phones.append(phone)

    def bodies(self, count: int, size: int) -> list[bytes]:
        """Request bodies of `size` check-ins each; a phone's follow each other in its chain."""
        made = []
        for number in range(count):
            phone = self.phones[number % PHONES]
            made.append(self._body(phone, size))
        return made

    def _body(self, phone: SoftPhone, size: int) -> bytes:
        envelopes = []
        for _ in range(size):
            at = clock.now() + timedelta(milliseconds=phone.seq)
            place = (-2.68 + self.random.gauss(0, 2e-5), 118.89 + self.random.gauss(0, 2e-5))
            envelopes.append(phone.check_in("in", at=at, fixes=[fix(*place, 12.0, at)]))
        phone.queue.clear()
        return json.dumps({"checkins": envelopes}, separators=(",", ":")).encode()
