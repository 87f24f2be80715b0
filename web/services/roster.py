"""Who is on the roster? Agencies and employees, and where a person was posted when."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain import identity
from web.domain.schedule import local_date
from web.domain.vocabulary import HOME_ZONE
from web.errors import Problem
from web.models import Agency, Employee, Role
from web.services import agency_tree, person_changes, roster_postings
from web.services.bulk import Bulk
from web.services.months import touch
from web.services.person_changes import AUDITOR_DECIDES
from web.services.roster_agencies import agency_exists, name_of, new_agency, refuse_alike
from web.services.roster_postings import Moved

MAX_RANK, MAX_POSITION = 60, 200


@dataclass(frozen=True)
class Service:
    """What the recap prints of a person and between which local dates it judges them."""

    rank: str = ""
    position: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


async def add_agency(
    *,
    name: str,
    timezone: str,
    parent: Agency | None = None,
    author: Employee | None = None,
) -> Agency:
    """Add an agency, which stands under `parent` since always.

    Raises:
        Problem: `invalid` with `name`, `timezone` or `parent`; `already_exists`.
    """
    bulk, tree = Bulk(), await agency_tree.load()
    agency, _ = new_agency(bulk, tree, name=name, timezone=timezone, parent=parent, author=author)
    try:
        async with in_transaction() as connection:
            await serialise(connection)
            await bulk.write(connection)
            await refuse_alike(agency)
    except IntegrityError as error:
        raise agency_exists() from error
    return await Agency.get(id=agency.id).select_related("parent")


async def rename_agency(*, agency: Agency, name: str) -> Agency:
    """Give an agency another name; its zone stays, because past days were judged by it.

    Raises:
        Problem: `invalid` with `name`; `already_exists`.
    """
    agency.name = name_of(name)
    try:
        async with in_transaction() as connection:
            await serialise(connection)
            await agency.save(update_fields=["name"])
            await refuse_alike(agency)
    except IntegrityError as error:
        raise agency_exists() from error
    return agency


async def start_agency(*, agency: Agency, starts_on: date | None) -> Agency:
    """Say from which local date on an agency's days are judged; None is since it was entered."""
    agency.starts_on = starts_on
    async with in_transaction():
        await agency.save(update_fields=["starts_on"])
        await touch("rules", agency=agency.id)
    return agency


async def add_employee(
    *,
    nip: str,
    name: str,
    agency: Agency | None,
    supervisor: Employee | None = None,
    role: str = Role.EMPLOYEE,
    service: Service | None = None,
    author: Employee | None = None,
    certain: str | None = None,
) -> Employee:
    """Put a person on the roster. What is doubtful about a NIP is for the caller to ask.

    Args:
        certain: what the author said they are certain of; None: nobody is asked.

    Raises:
        Problem: `invalid` with `nip`, `name`, `role` or a part of `service`; `already_exists`
            for a known NIP.
        Unasked: a role is given that the author was not asked about.
    """
    number = identity.normalise(nip)
    told, fields = _service(service or Service())
    if not identity.acceptable(number):
        fields["nip"] = "Isi 18 angka NIP, atau nomor internal yang diawali huruf."
    if role not in list(Role):
        fields["role"] = "Pilih peran yang tersedia."
    if supervisor and not supervisor.may_write:
        fields["supervisor"] = AUDITOR_DECIDES
    name = name_of(name, fields)
    if certain is not None:
        await person_changes.ask(certain, None, name=name, agency=agency, role=role)
    try:
        return await Employee.create(
            id=uuid4(),
            nip=number,
            name=name,
            agency=agency,
            supervisor=supervisor,
            role=role,
            **told,
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
    service: Service | None = None,
    author: Employee | None = None,
    certain: str | None = None,
    seen: str | None = None,
) -> Employee:
    """Correct what the roster says of a person; the number stays, for it names them everywhere.

    Another agency is a `Posting` from today on. Who becomes inactive is judged until today, unless
    `service` says otherwise, and without end when active again.

    Args:
        employee: who, and the rest as in `add_employee`.
        seen: `person_changes.seal_of` what the author had before them; None: it does not matter.

    Raises:
        Problem: `invalid` with `name`, `role`, `supervisor`, `active` or a part of `service`.
        Unasked: as `add_employee`; also for another agency, an account that is closed, and what
            somebody else changed since it was `seen`.
    """
    told, fields = _service(service) if service else ({}, {})
    today = local_date(clock.now(), agency.timezone if agency else HOME_ZONE)
    async with in_transaction() as connection:
        await serialise(connection)
        before = await Employee.get(id=employee.id).select_related("agency", "supervisor")
        fields |= await person_changes.faults(
            before, supervisor=supervisor, role=role, active=active, author=author
        )
        name = name_of(name, fields)
        told = {"starts_on": before.starts_on, "ends_on": before.ends_on} | told
        if before.active and not active and (told["ends_on"] or date.max) > today:
            told["ends_on"] = today
        elif active and not before.active and told["ends_on"] == before.ends_on:
            told["ends_on"] = None
        employee.name, employee.agency, employee.supervisor = name, agency, supervisor
        employee.role, employee.active = role, active
        employee.update_from_dict(told)
        if certain is not None:
            await person_changes.ask(
                certain,
                before,
                name=name,
                agency=agency,
                role=role,
                active=active,
                lost=person_changes.overwritten(before, employee, seen),
            )
        await employee.save(
            update_fields=["name", "agency_id", "supervisor_id", "role", "active", *told]
        )
        bulk = Bulk()
        await roster_postings.follow(bulk, [Moved(employee, before, today)], author)
        await bulk.write(connection)
    return employee


def _service(service: Service) -> tuple[dict[str, Any], dict[str, str]]:
    """What is stored of it, and what is wrong with it."""
    rank, position = (" ".join(text.split()) for text in (service.rank, service.position))
    fields = {}
    if len(rank) > MAX_RANK:
        fields["rank"] = f"Pangkat paling panjang {MAX_RANK} huruf."
    if len(position) > MAX_POSITION:
        fields["position"] = f"Jabatan paling panjang {MAX_POSITION} huruf."
    first, last = service.starts_on, service.ends_on
    if first and last and last < first:
        fields["ends_on"] = "Tidak boleh sebelum tanggal mulai."
    stored = {"rank": rank or None, "position": position or None}
    return {**stored, "starts_on": first, "ends_on": last}, fields
