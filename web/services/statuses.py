"""Who is on leave, ill, away or works elsewhere, and may that be entered as it is?

A status is a record of a letter, written once. Taking it back is a `Withdrawal`; what needs a
supervisor's yes counts once a `Ruling` approves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.discretion import PERSONAL
from web.domain.duties import BOTH, IN, OUT
from web.domain.status_fields import Typed
from web.domain.statuses import STATUSES
from web.domain.vocabulary import REVOKED
from web.errors import Problem
from web.models import DayStatus, Employee, Ruling, Withdrawal
from web.services import seeking
from web.services.month_locks import locked_on
from web.services.months import touch
from web.services.status_checks import problems_of, span
from web.services.status_worked import days_at_work, sentence_of

MAX_REASON = 1000
PART = 4096  # ids in one statement
SHOWN_DAYS = "%d/%m/%Y"


@dataclass(frozen=True)
class Standing:
    """Where a status stands: `counts`, `waiting`, `rejected` or `withdrawn`; and whose word."""

    code: str
    ruling: Ruling | None = None
    withdrawal: Withdrawal | None = None


def visible_to(viewer: Employee) -> QuerySet[DayStatus]:
    """The statuses of the people whose office the viewer is; an auditor's without personal ones."""
    people = Employee.visible_to(viewer).values("id")
    found = DayStatus.filter(employee_id__in=Subquery(people))
    return found if viewer.may_write else found.exclude(code__in=PERSONAL)


async def standings(statuses: Iterable[DayStatus]) -> dict[Any, Standing]:
    """Where each of some statuses stands, by id. Two queries for every few thousand."""
    shown = list(statuses)
    rulings: dict[Any, Ruling] = {}
    withdrawn: dict[Any, Withdrawal] = {}
    for start in range(0, len(shown), PART):
        ids = [one.id for one in shown[start : start + PART]]
        said = Ruling.filter(subject__in=ids).order_by("at")
        taken = Withdrawal.filter(subject__in=ids).select_related("author")
        rulings |= {one.subject: one for one in await said.select_related("author", "on_behalf_of")}
        withdrawn |= {one.subject: one for one in await taken}
    return {one.id: _standing(one, rulings.get(one.id), withdrawn.get(one.id)) for one in shown}


def _standing(one: DayStatus, ruling: Ruling | None, withdrawal: Withdrawal | None) -> Standing:
    code = "counts"
    if withdrawal:
        code = "withdrawn"
    elif STATUSES[one.code].needs_ruling:
        code = "waiting"
        if ruling and ruling.outcome != REVOKED:
            code = "counts" if ruling.outcome == "approved" else "rejected"
    return Standing(code, ruling, withdrawal)


async def overlapping(
    employee: Employee, first: date, last: date, *, covers: str = BOTH, working: bool = False
) -> list[DayStatus]:
    """A person's other statuses that stand and claim what one of a span of dates claims.

    Two halves of a day go together, and so does everything with studies beside the work.
    """
    found = await DayStatus.filter(
        employee=employee, first_day__lte=last, last_day__gte=first
    ).order_by("first_day")
    stand = await standings(found)
    return [
        one
        for one in found
        if stand[one.id].code in ("counts", "waiting")
        and {one.covers, covers} != {IN, OUT}
        and one.working == working
    ]


async def add_status(
    *,
    employee: Employee,
    code: str,
    first_day: date | None,
    last_day: date | None,
    covers: str = BOTH,
    working: bool = False,
    number: str = "",
    letter_date: date | None = None,
    note: str = "",
    sure: bool = False,
    author: Employee | None = None,
) -> DayStatus:
    """Enter a status from one local date to another, both included.

    Args:
        employee: whose.
        code: one of STATUSES.
        first_day: its first local date.
        last_day: its last.
        covers: the whole workday, or the half for which it stands, of domain/stated.COVERS.
        working: of studies, whether they are beside the work, so that the days are asked for.
        number: of the letter.
        letter_date: of the letter.
        note: what else is to be known; of an illness only what is necessary.
        sure: whether an overlap with another status, or a check-in of a day, was seen and is meant.
        author: who enters it.

    Raises:
        Problem: `invalid` with the field concerned; with `sure` for an overlap, with `worked` for
            check-ins on its days.
    """
    number, note = " ".join(number.split()), " ".join(note.split())
    typed = Typed(code, first_day, last_day, covers, working, number, letter_date, note)
    async with in_transaction() as connection:
        await serialise(connection)
        [problem] = await problems_of([(employee, typed)])
        if problem:
            raise problem
        first, last = span(typed)
        held = await overlapping(employee, first, last, covers=covers, working=working)
        [worked] = await days_at_work([(employee, code, covers, first, last)])
        doubts = {"sure": f"Sudah ada: {'; '.join(map(_told, held))}."} if held else {}
        doubts |= {"worked": sentence_of(worked)} if worked else {}
        if doubts and not sure:
            raise Problem("invalid", fields=doubts)
        status = made(employee, typed, author)
        await status.save(force_create=True)
        await touch("status", employees=[employee.id], first=first, last=last)
    return status


def made(employee: Employee, typed: Typed, author: Employee | None) -> DayStatus:
    """A status as it is kept, of which no problem was found; not kept yet."""
    return DayStatus(
        id=uuid4(),
        employee_id=employee.id,
        author_id=author.id if author else None,
        created_at=clock.now(),
        **typed._asdict(),
    )


async def withdraw(*, status: DayStatus, reason: str, author: Employee) -> Withdrawal:
    """Take a status back: the days are judged as if it had never been.

    Raises:
        Problem: `invalid` with `reason`; `withdrawn` where it was taken back before.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > MAX_REASON:
        sentence = f"Tulis alasannya, paling panjang {MAX_REASON} huruf."
        raise Problem("invalid", fields={"reason": sentence})
    if await locked_on(await Employee.get(id=status.employee_id), status.last_day):
        raise Problem("month_locked")
    async with in_transaction() as connection:
        await serialise(connection)
        if await Withdrawal.exists(subject=status.id):
            raise Problem("withdrawn")
        made = await Withdrawal.create(
            subject=status.id, author=author, reason=reason, at=clock.now()
        )
        first, last = status.first_day, status.last_day
        await touch("status", employees=[status.employee_id], first=first, last=last)
    return made


def _told(one: DayStatus) -> str:
    span = f"{one.first_day:{SHOWN_DAYS}}"
    if one.last_day != one.first_day:
        span += f"–{one.last_day:{SHOWN_DAYS}}"
    return f"{STATUSES[one.code].label} {span}"


def search(found: QuerySet[DayStatus], text: str) -> QuerySet[DayStatus]:
    """Narrow statuses to people by part of a name or number."""
    meant = seeking.people(Employee.all(), text)
    return found.filter(employee_id__in=Subquery(meant.values("id")))


def matching(found: QuerySet[Employee], text: str) -> QuerySet[Employee]:
    """Narrow people by part of a name or number, by name."""
    return seeking.people(found, text).order_by("name")
