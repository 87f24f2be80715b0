"""Who is on leave, ill, away or works elsewhere, and may that be entered as it is?

A status is a record of a letter, written once. Taking it back is a `Withdrawal`; what needs a
supervisor's yes counts once a `Ruling` approves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from web import clock
from web.domain.discretion import PERSONAL
from web.domain.duties import BOTH, IN, OUT
from web.domain.status_fields import Typed, faults
from web.domain.statuses import STATUSES, WFA_DAYS_A_WEEK
from web.domain.vocabulary import REVOKED
from web.domain.workday import plan
from web.errors import Problem
from web.models import DayStatus, Employee, Ruling, Withdrawal
from web.services import policies, rulebook, seeking
from web.services.months import touch
from web.services.recaps import locked_on

MAX_REASON = 1000
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
    """Where each of some statuses stands, by id. Two queries."""
    shown = list(statuses)
    ids = [one.id for one in shown]
    rulings = {
        one.subject: one
        for one in await Ruling.filter(subject__in=ids)
        .order_by("at")
        .select_related("author", "on_behalf_of")
    }
    withdrawn = {
        one.subject: one
        for one in await Withdrawal.filter(subject__in=ids).select_related("author")
    }
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
        sure: whether an overlap with another status was seen and is meant.
        author: who enters it.

    Raises:
        Problem: `invalid` with the field concerned; with `sure` for an overlap.
    """
    number, note = " ".join(number.split()), " ".join(note.split())
    typed = Typed(code, first_day, last_day, covers, working, number, letter_date, note)
    first, last = await _checked(employee, typed)
    held = await overlapping(employee, first, last, covers=covers, working=working)
    if code == "WFA":
        await _check_wfa(employee, first, last)
    if held and not sure:
        raise Problem("invalid", fields={"sure": f"Sudah ada: {'; '.join(map(_told, held))}."})
    if await locked_on(employee, last):
        raise Problem("month_locked")
    async with in_transaction():
        status = await DayStatus.create(
            id=uuid4(),
            employee=employee,
            code=code,
            first_day=first,
            last_day=last,
            covers=covers,
            working=working,
            number=number,
            letter_date=letter_date,
            note=note,
            author=author,
            created_at=clock.now(),
        )
        await touch("status", employees=[employee.id], first=first, last=last)
    return status


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
    async with in_transaction():
        if await Withdrawal.exists(subject=status.id):
            raise Problem("withdrawn")
        made = await Withdrawal.create(
            subject=status.id, author=author, reason=reason, at=clock.now()
        )
        first, last = status.first_day, status.last_day
        await touch("status", employees=[status.employee_id], first=first, last=last)
    return made


async def _checked(employee: Employee, typed: Typed) -> tuple[date, date]:
    """The first and last day of what may be kept, by what the office lays down for the first."""
    first, last = typed.first_day, typed.last_day
    laid = (await policies.load()).on(employee.agency_id, first or clock.now().date())
    wrong = faults(typed, laid.halves)
    if wrong or first is None or last is None:
        raise Problem("invalid", fields=wrong)
    return first, last


async def _check_wfa(employee: Employee, first: date, last: date) -> None:
    """At most two working days a week (Monday to Sunday) elsewhere: PermenPANRB 4/2025."""
    monday = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    if (last - first).days > 92:
        raise Problem("invalid", fields={"last_day": "Isi WFA paling lama tiga bulan sekaligus."})
    near = await overlapping(employee, monday, end)
    spans = [(one.first_day, one.last_day) for one in near if one.code == "WFA"]
    rules = await rulebook.load([employee.id], monday, end)
    person = rules.people[str(employee.id)]
    while monday <= end:
        days = [monday + timedelta(days=n) for n in range(7)]
        away = [
            day
            for day in days
            if any(a <= day <= b for a, b in [*spans, (first, last)])
            and plan(rules.planning, person, day).spans
        ]
        if len(away) > WFA_DAYS_A_WEEK:
            raise Problem("invalid", fields={"code": _too_many(monday, len(away))})
        monday += timedelta(days=7)


def _too_many(monday: date, count: int) -> str:
    return (
        f"WFA paling banyak {WFA_DAYS_A_WEEK} hari kerja seminggu (PermenPANRB 4/2025)."
        f" Minggu mulai {monday:{SHOWN_DAYS}} akan menjadi {count} hari. Kurangi harinya."
    )


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
