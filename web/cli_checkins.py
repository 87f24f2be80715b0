"""Which check-ins are there, and what was refused? The listing of `sikeren checkins`."""

import json
from collections.abc import AsyncIterator
from typing import Any

import click
from tortoise.expressions import Q

from web.cli_common import common, in_database, wants_json
from web.cli_records import find_employee
from web.domain import times
from web.domain.vocabulary import HOME_ZONE, KINDS
from web.models import CheckIn, Employee, Quarantine
from web.settings import Settings
from web.templating import short_date_of, time_of

Row = dict[str, Any]

COLUMNS = (
    *("hash", "jti", "device_id", "kind", "claimed_at", "received_at", "via", "employee__nip"),
    *("assessment__verdict", "assessment__flags", "assessment__point_name"),
)
PAGE = 1000  # rows in memory at a time: a regency has 400,000 a month


@click.command(help="Daftar absen, dari yang paling awal.")
@click.option("--nip", help="Hanya absen pegawai ini.")
@click.option("--quarantine", is_flag=True, help="Hanya yang ditolak, dengan alasannya.")
@common
def checkins(nip: str | None, quarantine: bool) -> None:
    """List recorded check-ins, or refused envelopes."""

    async def work(_: Settings) -> None:
        person = await find_employee(nip) if nip else None
        rows = _refused(person) if quarantine else _recorded(person)
        await (_print_json(rows) if wants_json() else _print_lines(rows))

    in_database(work)


async def _recorded(person: Employee | None) -> AsyncIterator[Row]:
    """Recorded check-ins by the time that counts, read page by page."""
    query = CheckIn.filter(employee=person) if person else CheckIn.all()
    query = query.order_by("claimed_at", "hash").limit(PAGE)
    page = await query.values(*COLUMNS)
    while page:
        for row in page:
            yield {
                "id": row["jti"],
                "nip": row["employee__nip"],
                "kind": row["kind"],
                "claimed_at": times.write(row["claimed_at"]),
                "received_at": times.write(row["received_at"]),
                "status": "recorded",
                "verdict": row["assessment__verdict"],
                "flags": row["assessment__flags"],
                "point": row["assessment__point_name"],
                "via": row["via"],
                "device": str(row["device_id"]),
            }
        last = {"claimed_at": page[-1]["claimed_at"]}
        after = Q(claimed_at__gt=last["claimed_at"]) | Q(hash__gt=page[-1]["hash"], **last)
        page = await query.filter(after).values(*COLUMNS)


async def _refused(person: Employee | None) -> AsyncIterator[Row]:
    """Refused envelopes by arrival. The NIP is known where the device's key had signed."""
    query = Quarantine.filter(device__employee=person) if person else Quarantine.all()
    for row in await query.select_related("device__employee").order_by("received_at", "id"):
        yield {
            "id": row.jti,
            "nip": row.device.employee.nip if row.device else None,
            "kind": None,
            "claimed_at": None,
            "received_at": times.write(row.received_at),
            "status": "refused",
            "reason": row.reason,
            "verdict": None,
            "flags": [],
            "point": None,
            "via": row.via,
            "device": str(row.device_id) if row.device_id else None,
        }


async def _print_json(rows: AsyncIterator[Row]) -> None:
    separator = "["
    async for row in rows:
        click.echo(separator + json.dumps(row, ensure_ascii=False), nl=False)
        separator = ",\n"
    click.echo("]" if separator != "[" else "[]")


async def _print_lines(rows: AsyncIterator[Row]) -> None:
    count = 0
    async for row in rows:
        count += 1
        moment = times.read(row["claimed_at"] or row["received_at"])
        what = KINDS.get(row["kind"], "Ditolak")
        verdict = {"accepted": "diterima", "review": "ditinjau"}.get(row["verdict"], "")
        why = ", ".join(flag["code"] for flag in row["flags"]) or row.get("reason") or ""
        cells = [
            f"{short_date_of(moment, HOME_ZONE)} {time_of(moment, HOME_ZONE)}",
            f"{row['nip'] or '-':18}",
            f"{what:12}",
            f"{verdict:8}",
            row["point"] or "-",
            why,
        ]
        click.echo("  ".join(cells).rstrip())
    click.echo(f"{count} absen.", err=True)
