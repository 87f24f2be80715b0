"""Who need not come to a joint event, and why? Pickets, say. Entered, and taken back.

A part of `events`.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from tortoise.expressions import Subquery
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.errors import Problem
from web.models import Employee, EventExemption, JointEvent, Withdrawal
from web.services import agency_tree, months
from web.services.events import others
from web.services.happenings import exempted
from web.services.recaps import locked_month
from web.services.stated import withdrawn

MAX_REASON, MOST = 1000, 500


async def of_event(event: JointEvent, viewer: Employee) -> list[EventExemption]:
    """The exemptions of the viewer's people that stand, by name: of all the agencies of it."""
    mine = Subquery(Employee.visible_to(viewer).values("id"))
    found = (
        await EventExemption.filter(event_id__in=[*await _rows(event)], employee_id__in=mine)
        .order_by("employee__name", "created_at")
        .select_related("employee__agency", "author")
    )
    back = await withdrawn([one.id for one in found])
    return [one for one in found if str(one.id) not in back]


async def exempt(
    *, event: JointEvent, people: Sequence[Employee], reason: str, author: Employee
) -> int:
    """Say of some people that they need not come. Who is exempt already stays so.

    Of an event of several agencies each is exempt from their own one's, which their recap asks.

    Returns:
        how many were added.

    Raises:
        Problem: `invalid` with `reason` or `people`; `month_locked` where a recap is closed.
    """
    reason, wrong = reason.strip(), {}
    if not 0 < len(reason) <= MAX_REASON:
        wrong["reason"] = f"Tulis alasannya, misalnya “Piket”, paling panjang {MAX_REASON} huruf."
    if not 1 <= len(people) <= MOST:
        wrong["people"] = f"Pilih pegawainya, paling banyak {MOST} sekaligus."
    if wrong:
        raise Problem("invalid", fields=wrong)
    async with in_transaction() as connection:
        await serialise(connection)
        rows = await _rows(event)
        held = frozenset[str]().union(*(await exempted([*rows])).values())
        new = [one for one in people if str(one.id) not in held]
        whose = await _whose(event, rows, new)
        await _check_open(event, new)
        now = clock.now()
        await EventExemption.bulk_create(
            EventExemption(
                id=uuid4(),
                event_id=whose[one.id],
                employee_id=one.id,
                reason=reason,
                author=author,
                created_at=now,
            )
            for one in new
        )
        await _touch(event, new)
    return len(new)


async def _rows(event: JointEvent) -> dict[UUID, JointEvent]:
    return {one.id: one for one in (event, *await others(event))}


async def _whose(
    event: JointEvent, rows: Mapping[UUID, JointEvent], people: Sequence[Employee]
) -> dict[UUID, UUID]:
    """The row of an event that each is expected at: of their agency or the next one above it."""
    of = {str(one.agency_id): one.id for one in rows.values()}
    tree = await agency_tree.load()
    chains = {one.id: tree.chain(str(one.agency_id), event.date) for one in people}
    return {id_: next((of[up] for up in on if up in of), event.id) for id_, on in chains.items()}


async def end(*, exemption: EventExemption, author: Employee, reason: str = "") -> None:
    """Expect somebody after all; a second time is no error.

    Raises:
        Problem: `month_locked` where a recap is closed.
    """
    event = await exemption.event
    person = await exemption.employee
    async with in_transaction() as connection:
        await serialise(connection)
        if await withdrawn([exemption.id]):
            return
        await _check_open(event, [person])
        await Withdrawal.create(
            subject=exemption.id, author=author, reason=reason or "Diharapkan lagi", at=clock.now()
        )
        await _touch(event, [person])


async def _check_open(event: JointEvent, people: Sequence[Employee]) -> None:
    for agency in {one.agency_id for one in people if one.agency_id}:
        if await locked_month(agency, f"{event.date:%Y-%m}"):
            raise Problem("month_locked")


async def _touch(event: JointEvent, people: Sequence[Employee]) -> None:
    ids = [one.id for one in people]
    await months.touch("rules", employees=ids, first=event.date, last=event.date)
