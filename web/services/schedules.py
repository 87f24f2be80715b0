"""Which weekly hours hold for an agency, its groups and single people, and since when?

Hours are entered beside the old ones and never changed. What is open may be ended: the row gets
its last day, and a `Withdrawal` keeps who ended it and why.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.weeks import BadWeek, parse_week
from web.errors import Problem
from web.models import Agency, Employee, GroupMember, Withdrawal, WorkGroup, WorkPattern
from web.services import agency_tree, schedule_effects
from web.services.months import touch
from web.services.weighing import MAX_REASON, reason_of

MAX_NAME = 100
BACKWARDS = "Tanggal akhir tidak boleh sebelum tanggal mulai."


async def add_pattern(
    *,
    agency: Agency,
    group: WorkGroup | None = None,
    employee: Employee | None = None,
    name: str = "",
    days: Mapping[str, Any],
    options: Mapping[str, Any] | None = None,
    valid_from: date | None,
    valid_until: date | None = None,
    author: Employee | None = None,
    reason: str | None = None,
    certain: str | None = None,
) -> WorkPattern:
    """Enter the hours of a week from a local date on; earlier entries stay as they are.

    Args:
        agency: whose hours, or whose group or person.
        group: for the people of a group alone.
        employee: for one person alone, before their group's.
        name: what they are called ("Ramadan 1447 H").
        days: ISO weekday "1" to "7" → hours as hours.py reads them; a missing day is free.
        options: tolerance, flex, opens, closes, shift; as hours.py reads them.
        valid_from: first local date.
        valid_until: last local date of temporary hours, None for open ones.
        author: who enters them.
        reason: why, which is owed for days that have passed.
        certain: what the author said they are certain of; None: nobody is asked.

    Raises:
        Problem: `invalid` with `day1` to `day7`, `days`, an option, `name`, `reason` or
            `valid_until`.
        Unasked: past days would be judged anew, also with `reason`, or the week has an odd sum.
    """
    fields: dict[str, str] = {}
    checked: tuple[Any, Any] = ({}, {})
    try:
        checked = parse_week(days, options)
    except BadWeek as error:
        fields |= error.fields
    name = " ".join(name.split())
    if len(name) > MAX_NAME:
        fields["name"] = f"Nama paling panjang {MAX_NAME} huruf."
    if valid_until and (valid_from is None or valid_until < valid_from):
        fields["valid_until"] = BACKWARDS
    reason = reason_of(reason, fields)
    if fields:
        raise Problem("invalid", fields=fields)
    pattern = WorkPattern(
        id=uuid4(),
        agency=agency,
        group=group,
        employee=employee,
        name=name or None,
        days=checked[0],
        options=checked[1],
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason,
        author=author,
        created_at=clock.now(),
    )
    await schedule_effects.ask(certain, pattern, reason=reason)
    async with in_transaction():
        await pattern.save(force_create=True)
        await _touch(pattern, valid_from, valid_until)
    return pattern


async def end_pattern(
    *,
    pattern: WorkPattern,
    last: date,
    reason: str,
    author: Employee,
    certain: str | None = None,
) -> WorkPattern:
    """Let hours hold until a day and no longer; days up to it keep them.

    The day before they begin takes them back as a whole: they never held.

    Raises:
        Problem: `invalid` with `last` or `reason`; hours since always have no end but where an
            office above has others.
        Unasked: past days would be judged anew, and `certain` is not what was told of them.
    """
    chain = await agency_tree.chain_of(pattern.agency_id, last + timedelta(days=1))
    if pattern.valid_from is None and len(chain) == 1:
        raise Problem("invalid", fields={"last": "Jam kerja dasar tidak diakhiri, tetapi diganti."})
    await _check_end(pattern, last, reason)
    await schedule_effects.ask(certain, pattern, last, reason)
    before = pattern.valid_until
    async with in_transaction() as connection:
        await serialise(connection)
        await _end(pattern, last, reason, author)
        await _touch(pattern, last, before)
    return pattern


async def add_group(*, agency: Agency, name: str, author: Employee | None = None) -> WorkGroup:
    """Add a group to which people and hours of their own may belong.

    Raises:
        Problem: `invalid` with `name`; `already_exists`.
    """
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise Problem("invalid", fields={"name": f"Isi nama, paling panjang {MAX_NAME} huruf."})
    try:
        return await WorkGroup.create(id=uuid4(), agency=agency, name=name, created_at=clock.now())
    except IntegrityError as error:
        sentence = "Kelompok dengan nama ini sudah ada di OPD ini."
        raise Problem("already_exists", sentence, fields={"name": sentence}) from error


async def add_members(
    *,
    group: WorkGroup,
    employees: Sequence[Employee],
    valid_from: date | None,
    valid_until: date | None = None,
    author: Employee | None = None,
    reason: str | None = None,
    certain: str | None = None,
) -> None:
    """Put people of the agency into a group; of several groups the latest beginning counts.

    `reason` and `certain` are as of `add_pattern`.

    Raises:
        Problem: `invalid` with `people`, `valid_from`, `valid_until` or `reason`.
        Unasked: past days would be judged anew, also with `reason`.
    """
    fields: dict[str, str] = {}
    if not employees or any(one.agency_id != group.agency_id for one in employees):
        fields["people"] = "Pilih paling sedikit satu pegawai OPD ini."
    if valid_from is None:
        fields["valid_from"] = "Isi tanggal mulai."
    elif valid_until and valid_until < valid_from:
        fields["valid_until"] = BACKWARDS
    reason = reason_of(reason, fields)
    if fields:
        raise Problem("invalid", fields=fields)
    shared = {"group": group, "author": author, "reason": reason, "created_at": clock.now()}
    span = {"valid_from": valid_from, "valid_until": valid_until}
    members = [GroupMember(id=uuid4(), employee=one, **span, **shared) for one in employees]
    await schedule_effects.ask_of_members(certain, members)
    async with in_transaction():
        await GroupMember.bulk_create(members)
        people = [one.id for one in employees]
        await touch("rules", employees=people, first=valid_from, last=valid_until)


async def end_member(
    *,
    member: GroupMember,
    last: date,
    reason: str,
    author: Employee,
    certain: str | None = None,
) -> None:
    """Let a person belong to a group until a day and no longer.

    Raises:
        Problem: `invalid` with `last` or `reason`.
        Unasked: past days would be judged anew, and `certain` is not what was told of them.
    """
    await _check_end(member, last, reason)
    await schedule_effects.ask_of_members(certain, [member], last)
    before = member.valid_until
    async with in_transaction() as connection:
        await serialise(connection)
        await _end(member, last, reason, author)
        await touch("rules", employees=[member.employee_id], first=last, last=before)


async def _check_end(held: WorkPattern | GroupMember, last: date, reason: str) -> str:
    """The reason as kept of what may be ended so."""
    reason, fields = " ".join(reason.split()), {}
    if not reason or len(reason) > MAX_REASON:
        fields["reason"] = f"Tulis alasannya, paling panjang {MAX_REASON} huruf."
    if held.valid_until and last >= held.valid_until:
        fields["last"] = "Sudah berakhir pada atau sebelum tanggal itu."
    if held.valid_from and (held.valid_from - last).days > 1:
        fields["last"] = (
            "Tidak boleh sebelum tanggal mulai. Isi sehari sebelumnya untuk membatalkan."
        )
    if await Withdrawal.exists(subject=held.id):
        fields["last"] = "Sudah diakhiri. Isi yang baru bila perlu diubah."
    if fields:
        raise Problem("invalid", fields=fields)
    return reason


async def _end(held: WorkPattern | GroupMember, last: date, reason: str, author: Employee) -> None:
    reason = await _check_end(held, last, reason)
    await Withdrawal.create(subject=held.id, author=author, reason=reason, at=clock.now())
    held.valid_until = last
    await held.save(update_fields=["valid_until"])


async def _touch(pattern: WorkPattern, first: date | None, last: date | None) -> None:
    """Mark the months of those whom the hours concern."""
    people = None
    if pattern.employee_id:
        people = [pattern.employee_id]
    elif pattern.group_id:
        people = await GroupMember.filter(group_id=pattern.group_id).values_list(
            "employee_id", flat=True
        )
    agency = pattern.agency_id if people is None else None
    await touch("rules", employees=people, agency=agency, first=first, last=last)
