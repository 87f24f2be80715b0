"""Who is on leave, ill, away or works elsewhere, and may that be entered as it is?

A status is a record of a letter, written once. Taking it back is a `Withdrawal`; what needs a
supervisor's yes counts once a `Ruling` approves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from web import clock
from web.domain.statuses import STATUSES, WFA_DAYS_A_WEEK
from web.domain.vocabulary import REVOKED
from web.domain.workday import plan
from web.errors import Problem
from web.models import DayStatus, Employee, Ruling, Withdrawal
from web.services import rulebook
from web.services.months import touch
from web.services.recaps import locked_on

MAX_NUMBER, MAX_NOTE, MAX_REASON = 100, 500, 1000
MAX_DAYS = 366 * 5  # the longest: unpaid leave and studies, a few years
SHOWN_DAYS = "%d/%m/%Y"


@dataclass(frozen=True)
class Standing:
    """Where a status stands: `counts`, `waiting`, `rejected` or `withdrawn`; and whose word."""

    code: str
    ruling: Ruling | None = None
    withdrawal: Withdrawal | None = None


def visible_to(viewer: Employee) -> QuerySet[DayStatus]:
    """The statuses of the people whom the viewer administers."""
    people = Employee.visible_to(viewer).values("id")
    return DayStatus.filter(employee_id__in=Subquery(people))


def may_read_note(viewer: Employee, status: DayStatus) -> bool:
    """Whether the viewer may read what is said of somebody's health (UU 27/2022 art. 4).

    `status.employee` must be loaded. Notes of other statuses are nobody's secret.
    """
    if not STATUSES[status.code].health or viewer.id == status.employee_id:
        return True
    return viewer.administers(status.employee.agency_id) or viewer.decides_on(status.employee)


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


async def overlapping(employee: Employee, first: date, last: date) -> list[DayStatus]:
    """A person's other statuses that stand and touch a span of dates."""
    found = await DayStatus.filter(
        employee=employee, first_day__lte=last, last_day__gte=first
    ).order_by("first_day")
    stand = await standings(found)
    return [one for one in found if stand[one.id].code in ("counts", "waiting")]


async def add_status(
    *,
    employee: Employee,
    code: str,
    first_day: date | None,
    last_day: date | None,
    number: str = "",
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
        number: of the letter.
        note: what else is to be known; of an illness only what is necessary.
        sure: whether an overlap with another status was seen and is meant.
        author: who enters it.

    Raises:
        Problem: `invalid` with the field concerned; with `sure` for an overlap.
    """
    number, note = " ".join(number.split()), " ".join(note.split())
    first, last = _checked(code, first_day, last_day, number, note)
    held = await overlapping(employee, first, last)
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
            number=number,
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


def _checked(
    code: str, first: date | None, last: date | None, number: str, note: str
) -> tuple[date, date]:
    fields = {}
    if code not in STATUSES:
        fields["code"] = "Pilih jenis status."
    if first is None:
        fields["first_day"] = "Isi tanggal pertama."
    if last is None:
        fields["last_day"] = "Isi tanggal terakhir."
    if first and last and last < first:
        fields["last_day"] = "Tanggal terakhir tidak boleh sebelum tanggal pertama."
    elif first and last and (last - first).days >= MAX_DAYS:
        fields["last_day"] = "Paling lama lima tahun. Periksa tahunnya."
    if len(number) > MAX_NUMBER:
        fields["number"] = f"Nomor surat paling panjang {MAX_NUMBER} huruf."
    if len(note) > MAX_NOTE:
        fields["note"] = f"Keterangan paling panjang {MAX_NOTE} huruf."
    if fields or first is None or last is None:
        raise Problem("invalid", fields=fields)
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
    return found.filter(_named(text, "employee__"))


def matching(found: QuerySet[Employee], text: str) -> QuerySet[Employee]:
    """Narrow people by part of a name or number, by name."""
    return found.filter(_named(text)).order_by("name")


def _named(text: str, path: str = "") -> Q:
    digits = "".join(text.split())
    return Q(**{f"{path}name__icontains": text}) | Q(**{f"{path}nip__icontains": digits})
