"""How is an installation made, and how are its keys renewed?"""

import asyncio
import json
import sys
from dataclasses import replace

import click

from web import clock
from web.cli_common import (
    Commands,
    Failure,
    answer,
    common,
    in_database,
    opened,
    prepared_settings,
    read_settings,
    wants_json,
)
from web.db import migrate
from web.domain import times
from web.models import Employee, Role
from web.services import access, calendar, roster
from web.services.demo import Demonstration, Links, make_links
from web.services.keys import KeyRing, KeysMissing
from web.services.push_keys import PushKeys
from web.settings import Settings, check_origin

ADMIN = "ADMIN"
FILE = "settings.toml"


def prepare(settings: Settings, origin: str) -> Settings:
    """Make folder, keys and database. `seal` afterwards says that all is done.

    Raises:
        Failure: the folder has been prepared before.
        SettingsError: the origin cannot be used.
    """
    check_origin(origin)
    if (settings.data / FILE).exists():
        raise Failure(
            f"Folder {settings.data} sudah disiapkan; tidak ada yang diubah.\n"
            f"Tautan masuk baru: sikeren sign-in-link {ADMIN} --data {settings.data}"
        )
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        KeyRing.load(settings.data / "keys")
    except KeysMissing:
        KeyRing.create(settings.data / "keys")
    PushKeys.open(settings.data / "keys")
    asyncio.run(migrate(settings))
    asyncio.run(furnish(settings))
    return replace(settings, origin=origin)


async def furnish(settings: Settings) -> int:
    """Enter the announced national holidays that are not in the calendar yet; how many."""
    async with opened(settings):
        return await calendar.seed_national()


def seal(settings: Settings) -> None:
    """Write the settings: from now on the folder counts as prepared."""
    stored = {"origin": settings.origin, "database_url": settings.database_url}
    # A JSON string is a TOML string too.
    lines = [f"{name} = {json.dumps(text)}\n" for name, text in stored.items() if text]
    (settings.data / FILE).touch(mode=0o600)
    (settings.data / FILE).write_text("".join(lines), "utf-8")


async def _admin_link(settings: Settings) -> access.IssuedLink:
    async with opened(settings):
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
    seal(settings)
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


@keys.command(help="Buat kunci server, jangkar, dan pengingat baru; yang lama tetap berlaku.")
@common
def rotate() -> None:
    """Add keys for receipts, anchors and reminders; what the old ones signed stays valid."""
    folder = prepared_settings().data / "keys"
    KeyRing.load(folder)
    kids = [key["kid"] for key in KeyRing.create(folder).jwks["keys"]]
    PushKeys.create(folder)
    answer(
        {"kid": kids[-1], "keys": kids},
        f"Kunci baru: {kids[-1]}",
        f"Kunci lama tetap berlaku ({len(kids) - 1}). Mulai ulang server agar kunci baru dipakai.",
    )


@click.command(help="Buat kabupaten contoh untuk dicoba, atau tautan baru ke dalamnya.")
@click.option("--origin", default="http://localhost:8000", show_default=True)
@click.option("--seed", default=2026, show_default=True, help="Angka lain, kabupaten lain.")
@common
def demo(origin: str, seed: int) -> None:
    """Make the demonstration in an empty folder, or new links into the one that is there."""
    settings = read_settings()
    if not settings.origin:
        if settings.embedded and settings.database_file.exists():
            raise Failure(
                f"Folder {settings.data} tidak kosong. "
                "Pilih folder lain, atau hapus folder itu jika hanya sisa percobaan."
            )
        settings = prepare(settings, origin)
        asyncio.run(_play(settings, seed))
        seal(settings)

    async def work(settings: Settings) -> Links:
        keys = KeyRing.load(settings.data / "keys")
        return await make_links(settings=settings, keys=keys, seed=seed)

    links = in_database(work)
    roles = {
        "admin": "Admin",
        "operator": "Operator",
        "supervisor": "Atasan",
        "employee": "Pegawai (buka di HP)",
    }
    urls = {role: getattr(links, role) for role in roles}
    answer(
        {"origin": settings.origin, "data": str(settings.data.resolve()), "links": urls},
        *(f"{words:21} {links.names[role]}:\n  {urls[role]}" for role, words in roles.items()),
    )


async def _play(settings: Settings, seed: int) -> None:
    demonstration = Demonstration(settings, KeyRing.load(settings.data / "keys"), seed, clock.now())
    async with opened(settings):
        with click.progressbar(
            length=len(demonstration.events),
            label="Membuat kabupaten contoh",
            file=sys.stderr,
            hidden=wants_json(),
            update_min_steps=50,
        ) as bar:
            await demonstration.play(lambda: bar.update(1))
