"""`sikeren …`: which commands are there, and how is the server started?"""

import asyncio
from typing import Any

import click
import uvicorn

from web import db as database
from web import heap
from web.app import create_app
from web.cli_audit import audit
from web.cli_checkins import checkins
from web.cli_common import Commands, Failure, answer, common, prepared_settings
from web.cli_install import demo, furnish, init, keys
from web.cli_months import reassess, recap
from web.cli_records import agency, employee, enrol, point, sign_in_link
from web.cli_reminders import reminders
from web.cli_rules import rules
from web.settings import Settings
from web.upgrade import upgrade


@click.group(cls=Commands, help="SIKEREN: absensi pegawai, dengan atau tanpa jaringan.")
@click.version_option(package_name="sikeren", message="%(version)s")
@common
def main() -> None:
    """The program."""
    heap.look_seldom()


for command in (
    init,
    demo,
    keys,
    agency,
    employee,
    point,
    enrol,
    sign_in_link,
    checkins,
    recap,
    reassess,
    rules,
    reminders,
    audit,
):
    main.add_command(command)


@main.command(help="Terapkan perubahan skema basis data.")
@common
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = prepared_settings()
    applied = asyncio.run(upgrade(settings))
    holidays = asyncio.run(furnish(settings))
    answer(
        {"data": str(settings.data.resolve()), "applied": applied, "holidays": holidays},
        f"{applied} perubahan diterapkan." if applied else "Basis data sudah pada skema terbaru.",
    )


class Server(uvicorn.Server):
    """Uvicorn that says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self.settings = settings

    async def startup(self, sockets: Any = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if not self.started:
            return
        heap.leave_alone()
        address = self.servers[0].sockets[0].getsockname()
        answer(
            {"origin": self.settings.origin, "host": address[0], "port": address[1]},
            f"SIKEREN berjalan: buka {self.settings.origin} (Ctrl-C untuk berhenti).",
        )


@main.command(help="Jalankan server.")
@click.option("--host", default="localhost", show_default=True, help="Alamat jaringan.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@common
def serve(host: str, port: int) -> None:
    """Serve, behind a proxy of this machine or directly.

    One process: it keeps the devices' keys in memory and lets waiting check-ins share a
    transaction. An idle connection outlasts Caddy's two minutes, for the proxy would else
    send a request into one that was just closed. The access log stays off: the proxy keeps
    one, and one-time links have no place in ours.
    """
    settings = prepared_settings()
    if settings.embedded:
        asyncio.run(upgrade(settings))
        asyncio.run(furnish(settings))
    elif asyncio.run(database.pending(settings)):
        raise Failure("Skema basis data belum terbaru. Jalankan: sikeren migrate")
    config = uvicorn.Config(
        create_app(settings),
        host=host,
        port=port,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=150,
        timeout_graceful_shutdown=20,
    )
    try:
        Server(config, settings).run()
    except KeyboardInterrupt:  # Ctrl-C, raised again after everything was closed in order
        return
    except SystemExit as end:  # uvicorn has its own exit statuses; what it saw stands above
        if end.code:
            raise Failure(f"Server tidak dapat berjalan di {host}:{port}.") from end
