"""Who decides for a supervisor, from when until when, and how does that end?

A delegation is entered once and not changed; ending it early is a `Withdrawal`. Whom it lets
decide is one query, `Employee.supervised_by`, for a viewer whose principals are loaded.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.delegation import faults
from web.domain.schedule import local_date
from web.errors import Problem
from web.models import Delegation, Employee, Withdrawal
from web.services.approvals import one_line

MAX_REASON = 1000


def visible_to(viewer: Employee) -> QuerySet[Delegation]:
    """The delegations of and to the people whom the viewer administers."""
    if viewer.everywhere:
        return Delegation.all()
    of, to = (viewer.reach(f"{one}__agency_id") for one in ("principal", "delegate"))
    return Delegation.filter(of | to)


async def endings(ids: Collection[Any]) -> dict[UUID, Withdrawal]:
    """How some delegations were ended early, by id."""
    found = await Withdrawal.filter(subject__in=list(ids)).select_related("author")
    return {one.subject: one for one in found}


async def add(
    *,
    principal: Employee,
    delegate: Employee,
    kind: str,
    first_day: date | None,
    last_day: date | None,
    number: str,
    author: Employee,
) -> Delegation:
    """Let somebody decide for a supervisor between two local dates, both included.

    Args:
        principal: the supervisor.
        delegate: who acts.
        kind: "plt" or "plh".
        first_day: the first local date.
        last_day: the last.
        number: of the letter that says so.
        author: who enters it.

    Raises:
        Problem: `invalid` with the fields concerned.
    """
    number = one_line(number)
    fields = faults(kind, first_day, last_day, number)
    if principal.id == delegate.id:
        fields["delegate"] = "Pengganti harus orang lain."
    elif not delegate.active:
        fields["delegate"] = "Pegawai ini tidak aktif."
    elif not delegate.may_write:
        fields["delegate"] = "Auditor hanya membaca. Pilih pengganti yang memutuskan."
    if not await Employee.filter(supervisor_id=principal.id).exists():
        fields["principal"] = "Pegawai ini bukan atasan siapa pun."
    if fields or first_day is None or last_day is None:
        raise Problem("invalid", fields=fields)
    async with in_transaction() as connection:
        await serialise(connection)
        held = await _others(principal, first_day, last_day)
        if held:
            sentence = f"Sudah ada pengganti pada tanggal itu: {held[0].delegate.name}."
            raise Problem("invalid", fields={"first_day": sentence})
        return await Delegation.create(
            id=uuid4(),
            principal=principal,
            delegate=delegate,
            kind=kind,
            first_day=first_day,
            last_day=last_day,
            number=number,
            author=author,
            created_at=clock.now(),
        )


async def _others(principal: Employee, first: date, last: date) -> list[Delegation]:
    """The principal's delegations that stand and touch a span: one acts at a time."""
    found = await Delegation.filter(
        principal=principal, first_day__lte=last, last_day__gte=first
    ).select_related("delegate")
    ended = await endings([one.id for one in found])
    return [one for one in found if one.id not in ended]


async def end(*, delegation: Delegation, reason: str, author: Employee) -> Withdrawal:
    """End a delegation now. What was decided meanwhile stays.

    Raises:
        Problem: `invalid` with `reason`; `withdrawn` where it was ended before.
    """
    reason = one_line(reason)
    if not 1 <= len(reason) <= MAX_REASON:
        sentence = f"Tulis alasannya, paling panjang {MAX_REASON} huruf."
        raise Problem("invalid", fields={"reason": sentence})
    async with in_transaction() as connection:
        await serialise(connection)
        if await Withdrawal.exists(subject=delegation.id):
            raise Problem("withdrawn", "Penggantian ini sudah diakhiri.")
        return await Withdrawal.create(
            subject=delegation.id, author=author, reason=reason, at=clock.now()
        )


async def in_whose_name(
    steps: Iterable[tuple[str, str, datetime]], zone: str
) -> list[tuple[str, str]]:
    """Steps with their author, and once more with each supervisor for whom the author acted then.

    Args:
        steps: name, author's id as text, and instant, the oldest first.
        zone: IANA zone in which delegations have their days.
    """
    taken = list(steps)
    held = await Delegation.filter(delegate_id__in={author for _, author, _ in taken})
    ended = await endings([one.id for one in held])
    found = []
    for name, author, at in taken:
        found.append((name, author))
        for one in held:
            over = one.id in ended and ended[one.id].at <= at
            then = one.first_day <= local_date(at, zone) <= one.last_day
            if str(one.delegate_id) == author and then and not over:
                found.append((name, str(one.principal_id)))
    return found
