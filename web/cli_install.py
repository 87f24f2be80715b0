"""How is an installation made, and how are its keys renewed?"""

import asyncio
import json
from dataclasses import replace

import click

from web.cli_common import Commands, Failure, answer, common, prepared_settings, read_settings
from web.db import migrate, open_database
from web.domain import times
from web.models import Employee, Role
from web.services import access, roster
from web.services.keys import KeyRing, KeysMissing
from web.settings import Settings, check_origin

ADMIN = "ADMIN"


def prepare(settings: Settings, origin: str) -> Settings:
    """Make folder, keys, database and settings. The settings come last: they say it is done.

    Raises:
        Failure: the folder has been prepared before.
        SettingsError: the origin cannot be used.
    """
    check_origin(origin)
    path = settings.data / "settings.toml"
    if path.exists():
        raise Failure(
            f"Folder {settings.data} sudah disiapkan; tidak ada yang diubah.\n"
            f"Tautan masuk baru: sikeren sign-in-link {ADMIN} --data {settings.data}"
        )
    settings = replace(settings, origin=origin)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        KeyRing.load(settings.data / "keys")
    except KeysMissing:
        KeyRing.create(settings.data / "keys")
    asyncio.run(migrate(settings))
    stored = {"origin": origin, "database_url": settings.database_url}
    # A JSON string is a TOML string too.
    lines = [f"{name} = {json.dumps(text)}\n" for name, text in stored.items() if text]
    path.touch(mode=0o600)
    path.write_text("".join(lines), "utf-8")
    return settings


async def _admin_link(settings: Settings) -> access.IssuedLink:
    async with open_database(settings):
        admin = await Employee.get_or_none(nip=ADMIN)
        if admin is None:
            admin = await roster.add_employee(
                nip=ADMIN, name="Admin SIKEREN", agency=None, role=Role.ADMIN
            )
        return await access.issue_link(settings=settings, employee=admin)


@click.command(help="Siapkan folder data: kunci, basis data, dan tautan masuk untuk admin.")
@click.option("--origin", required=True, help="Alamat SIKEREN, misalnya https://absen.contoh.id")
@common
def init(origin: str) -> None:
    """Prepare a data folder."""
    settings = prepare(read_settings(), origin)
    link = asyncio.run(_admin_link(settings))
    answer(
        {
            "origin": settings.origin,
            "data": str(settings.data.resolve()),
            "admin_link": link.url,
            "url": link.url,
            "expires_at": times.write(link.expires_at),
        },
        f"Folder {settings.data} siap untuk {settings.origin}.",
        f"Tautan masuk admin (sekali pakai, berlaku 24 jam): {link.url}",
        f"Jalankan server: sikeren serve --data {settings.data}",
    )


@click.group(cls=Commands, help="Kunci server.")
@common
def keys() -> None:
    """The server's keys."""


@keys.command(help="Buat kunci server dan rahasia jangkar baru; yang lama tetap berlaku.")
@common
def rotate() -> None:
    """Add a signing key and an anchor secret; what the old ones signed stays valid."""
    folder = prepared_settings().data / "keys"
    KeyRing.load(folder)
    kids = [key["kid"] for key in KeyRing.create(folder).jwks["keys"]]
    answer(
        {"kid": kids[-1], "keys": kids},
        f"Kunci baru: {kids[-1]}",
        f"Kunci lama tetap berlaku ({len(kids) - 1}). Mulai ulang server agar kunci baru dipakai.",
    )
