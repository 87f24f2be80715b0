"""How are agencies, employees, points, codes and links made from the command line?"""

from typing import Any
from uuid import UUID

import click

from web.cli_common import Commands, answer, common, in_database, warn
from web.domain import identity, times
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Agency, Device, Employee, Point, Role
from web.services import access, codes, points, roster
from web.services.keys import KeyRing
from web.settings import Settings
from web.templating import date_of, time_of


async def find_agency(text: str) -> Agency:
    """The agency with this id or name.

    Raises:
        Problem: `not_found`.
    """
    try:
        found = await Agency.get_or_none(id=UUID(text))
    except ValueError:
        found = await Agency.get_or_none(name=" ".join(text.split()))
    if found is None:
        raise Problem("not_found", f"Tidak ada OPD dengan nama atau id “{text}”.")
    return found


async def find_employee(nip: str) -> Employee:
    """The employee with this NIP, written with or without spaces.

    Raises:
        Problem: `not_found`.
    """
    found = await Employee.get_or_none(nip=identity.normalise(nip)).select_related("agency")
    if found is None:
        raise Problem("not_found", f"Tidak ada pegawai dengan NIP {nip}.")
    return found


def until(moment: Any, employee: Employee) -> str:
    """When something ends, in the words and the zone of the employee's office."""
    zone = employee.agency.timezone if employee.agency else HOME_ZONE
    return f"{date_of(moment, zone)} pukul {time_of(moment, zone)}"


@click.group(cls=Commands, help="OPD dan unit kerja.")
@common
def agency() -> None:
    """Agencies."""


@agency.command("add", help="Tambah OPD, misalnya: sikeren agency add 'Dinas Contoh'")
@click.argument("name")
@click.option("--timezone", default=HOME_ZONE, show_default=True, help="Zona waktu IANA.")
@common
def add_agency(name: str, timezone: str) -> None:
    """Add an agency."""

    async def work(_: Settings) -> dict[str, Any]:
        made = await roster.add_agency(name=name, timezone=timezone)
        return {"id": str(made.id), "name": made.name, "timezone": made.timezone}

    record = in_database(work)
    answer(record, f"OPD ditambahkan: {record['name']} ({record['timezone']}).")


@click.group(cls=Commands, help="Pegawai.")
@common
def employee() -> None:
    """Employees."""


@employee.command("add", help="Tambah pegawai, operator, atau admin.")
@click.option("--nip", required=True, help="NIP 18 angka, atau nomor internal berawalan huruf.")
@click.option("--name", required=True, help="Nama lengkap.")
@click.option(
    "--agency", "agency_name", help="Nama atau id OPD; admin dan auditor boleh tanpa OPD."
)
@click.option("--supervisor", metavar="NIP", help="NIP atasan langsung.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.EMPLOYEE.value,
    show_default=True,
)
@common
def add_employee(
    nip: str, name: str, agency_name: str | None, supervisor: str | None, role: str
) -> None:
    """Add a person to the roster."""
    if agency_name is None and role not in (Role.ADMIN, Role.AUDITOR):
        raise click.UsageError("Missing option '--agency'.")

    async def work(_: Settings) -> dict[str, Any]:
        above = await find_employee(supervisor) if supervisor else None
        office = await find_agency(agency_name) if agency_name else None
        made = await roster.add_employee(
            nip=nip, name=name, agency=office, supervisor=above, role=role
        )
        return {
            "id": str(made.id),
            "nip": made.nip,
            "name": made.name,
            "agency": office.name if office else None,
            "agency_id": str(office.id) if office else None,
            "supervisor": above.nip if above else None,
            "role": made.role,
            "active": made.active,
        }

    record = in_database(work)
    for doubt in identity.doubts(record["nip"]):
        warn(doubt)
    answer(record, f"Pegawai ditambahkan: {record['name']}, NIP {record['nip']}.")


@click.group(cls=Commands, help="Titik absen.")
@common
def point() -> None:
    """Points."""


@point.command("add", help="Tambah titik absen berbentuk lingkaran.")
@click.option("--agency", "agency_name", required=True, help="Nama atau id OPD.")
@click.option("--name", required=True, help="Nama titik, misalnya 'Kantor Dinas'.")
@click.option("--lat", required=True, type=float, help="Lintang, derajat (selatan negatif).")
@click.option("--lng", required=True, type=float, help="Bujur, derajat (timur positif).")
@click.option("--radius", required=True, type=float, help="Radius dalam meter.")
@common
def add_point(agency_name: str, name: str, lat: float, lng: float, radius: float) -> None:
    """Add a circle in which people of an agency may check in."""

    async def work(_: Settings) -> dict[str, Any]:
        office = await find_agency(agency_name)
        shape = {"type": "circle", "lat": lat, "lng": lng, "radius": radius}
        made = await points.add_point(agency=office, name=name, shape=shape)
        return await _point_record(made, office)

    record = in_database(work)
    answer(record, f"Titik ditambahkan: {record['name']} untuk {record['agency']}.")


async def _point_record(made: Point, office: Agency) -> dict[str, Any]:
    version = await points.current_version(made)
    return {
        "id": str(made.id),
        "name": version.name,
        "agency": office.name,
        "agency_id": str(office.id),
        **{name: version.shape[name] for name in ("lat", "lng", "radius")},
        "shape": version.shape,
    }


@click.command(help="Buat kode pendaftaran HP bagi pegawai; kode sebelumnya tidak berlaku lagi.")
@click.argument("nip")
@click.option("--reason", default="", help="Alasan, bila pegawai sudah pernah mendaftarkan HP.")
@common
def enrol(nip: str, reason: str) -> None:
    """Issue an enrolment code, in the name of whoever holds the data folder."""

    async def work(settings: Settings) -> tuple[codes.IssuedCode, Employee, str]:
        person = await find_employee(nip)
        if not reason.strip() and await Device.exists(employee=person):
            raise Problem("second_person", f"{codes.UNAPPROVED} Dari server: sebutkan --reason.")
        keys = KeyRing.load(settings.data / "keys")
        issued = await codes.issue_code(keys=keys, employee=person, reason=reason.strip()[:1000])
        return issued, person, settings.origin

    issued, person, origin = in_database(work)
    answer(
        {"code": issued.code, "expires_at": times.write(issued.expires_at)},
        f"Kode pendaftaran HP untuk {person.name}: {issued.code}",
        f"Berlaku sampai {until(issued.expires_at, person)}, untuk satu kali pendaftaran.",
        f"Tautan untuk dibuka di HP: {origin}/#bind={issued.code}",
    )


@click.command("sign-in-link", help="Buat tautan sekali pakai untuk masuk tanpa passkey.")
@click.argument("nip")
@common
def sign_in_link(nip: str) -> None:
    """Issue a one-time link to the desks."""

    async def work(settings: Settings) -> tuple[access.IssuedLink, Employee]:
        person = await find_employee(nip)
        return await access.issue_link(settings=settings, employee=person), person

    link, person = in_database(work)
    answer(
        {"url": link.url, "expires_at": times.write(link.expires_at)},
        f"Tautan masuk untuk {person.name}: {link.url}",
        f"Berlaku sampai {until(link.expires_at, person)}, untuk satu kali masuk.",
    )
