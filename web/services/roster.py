"""Who is on the roster, and at which hours? Agencies, their weekly hours, and employees."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid4

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.domain import identity
from web.domain.schedule import DEFAULT_DAYS, BadHours, parse_days
from web.domain.vocabulary import TIMEZONES
from web.errors import Problem
from web.models import Agency, Employee, Role, WorkPattern

MAX_NAME = 200
CHAIN_LIMIT = 30  # supervisors above a person; a regency has about six


async def add_agency(*, name: str, timezone: str, author: Employee | None = None) -> Agency:
    """Add an agency with the usual week of Perpres 21/2023, which it may replace.

    Raises:
        Problem: `invalid` with `name` or `timezone`; `already_exists`.
    """
    name = _name(name)
    if timezone not in TIMEZONES:
        raise Problem("invalid", fields={"timezone": "Pilih WIB, WITA, atau WIT."})
    now = clock.now()
    try:
        async with in_transaction():
            agency = await Agency.create(id=uuid4(), name=name, timezone=timezone, created_at=now)
            await WorkPattern.create(
                id=uuid4(), agency=agency, days=DEFAULT_DAYS, author=author, created_at=now
            )
    except IntegrityError as error:
        raise _agency_exists() from error
    return agency


async def rename_agency(*, agency: Agency, name: str) -> Agency:
    """Give an agency another name; its zone stays, because past days were judged by it.

    Raises:
        Problem: `invalid` with `name`; `already_exists`.
    """
    agency.name = _name(name)
    try:
        await agency.save(update_fields=["name"])
    except IntegrityError as error:
        raise _agency_exists() from error
    return agency


async def set_hours(
    *,
    agency: Agency,
    days: Mapping[str, Sequence[str]],
    valid_from: date | None,
    valid_until: date | None = None,
    author: Employee | None = None,
) -> WorkPattern:
    """Enter the hours of a week from a local date on; earlier entries stay as they are.

    Args:
        agency: whose hours.
        days: ISO weekday "1" to "7" → start and end; a day with both empty is free.
        valid_from: first local date.
        valid_until: last local date of temporary hours, None for open ones.
        author: who enters them.

    Raises:
        Problem: `invalid` with `days`, a weekday, or `valid_until`.
    """
    try:
        checked = parse_days(days)
    except BadHours as error:
        field = f"day{error.weekday}" if error.weekday else "days"
        raise Problem("invalid", fields={field: str(error)}) from error
    if valid_until and (valid_from is None or valid_until < valid_from):
        raise Problem(
            "invalid", fields={"valid_until": "Tanggal akhir tidak boleh sebelum tanggal mulai."}
        )
    return await WorkPattern.create(
        id=uuid4(),
        agency=agency,
        days=checked,
        valid_from=valid_from,
        valid_until=valid_until,
        author=author,
        created_at=clock.now(),
    )


async def add_employee(
    *,
    nip: str,
    name: str,
    agency: Agency | None,
    supervisor: Employee | None = None,
    role: str = Role.EMPLOYEE,
    author: Employee | None = None,
) -> Employee:
    """Put a person on the roster. What is doubtful about a NIP is for the caller to ask.

    Raises:
        Problem: `invalid` with `nip`, `name` or `role`; `already_exists` for a known NIP.
    """
    number = identity.normalise(nip)
    fields = {}
    if not identity.acceptable(number):
        fields["nip"] = "Isi 18 angka NIP, atau nomor internal yang diawali huruf."
    if role not in list(Role):
        fields["role"] = "Pilih peran yang tersedia."
    name = _name(name, fields)
    try:
        return await Employee.create(
            id=uuid4(),
            nip=number,
            name=name,
            agency=agency,
            supervisor=supervisor,
            role=role,
            created_at=clock.now(),
        )
    except IntegrityError as error:
        sentence = "NIP atau nomor ini sudah terdaftar."
        raise Problem("already_exists", sentence, fields={"nip": sentence}) from error


async def change_employee(
    *,
    employee: Employee,
    name: str,
    agency: Agency | None,
    supervisor: Employee | None,
    role: str,
    active: bool,
    author: Employee | None = None,
) -> Employee:
    """Correct what the roster says of a person; the number stays, for it names them everywhere.

    Raises:
        Problem: `invalid` with `name`, `role`, `supervisor` or `active`.
    """
    fields: dict[str, str] = {}
    if role not in list(Role):
        fields["role"] = "Pilih peran yang tersedia."
    if author and author.id == employee.id and (not active or role != employee.role):
        fields["active" if not active else "role"] = (
            "Anda tidak dapat mengubah ini untuk diri sendiri."
        )
    if supervisor and await _supervises(employee, supervisor):
        fields["supervisor"] = "Atasan tidak boleh pegawai itu sendiri atau bawahannya."
    employee.name = _name(name, fields)
    employee.agency, employee.supervisor = agency, supervisor
    employee.role, employee.active = role, active
    await employee.save(update_fields=["name", "agency_id", "supervisor_id", "role", "active"])
    return employee


async def _supervises(employee: Employee, other: Employee) -> bool:
    """Whether `employee` is `other` or stands anywhere above them."""
    current: Employee | None = other
    for _ in range(CHAIN_LIMIT):
        if current is None:
            return False
        if current.id == employee.id:
            return True
        above = current.supervisor_id
        current = await Employee.get_or_none(id=above) if above else None
    return True


def _name(name: str, fields: dict[str, str] | None = None) -> str:
    found = dict(fields or {})
    name = " ".join(name.split())
    if not name:
        found["name"] = "Isi nama."
    elif len(name) > MAX_NAME:
        found["name"] = f"Nama paling panjang {MAX_NAME} huruf."
    if found:
        raise Problem("invalid", fields=found)
    return name


def _agency_exists() -> Problem:
    sentence = "OPD dengan nama ini sudah ada."
    return Problem("already_exists", sentence, fields={"name": sentence})
