"""Did an employee look at their own month, and do they agree with it?"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.exceptions import IntegrityError

from web import clock
from web.errors import Problem
from web.models import Employee, RecapCheck
from web.services.folding import span_of
from web.services.month_locks import locked_on
from web.services.recaps import month_of

OUTCOMES = ("agreed", "objected")
MAX_NOTE = 1000
DEFAULT_ZONE = "Asia/Makassar"


async def check(
    *, id: UUID, employee: Employee, month: str, outcome: str, note: str, now: datetime
) -> bool:
    """Keep what somebody says of their own month; False when it was kept before.

    Args:
        id: made by the phone.
        employee: whose month it is, with agency.
        month: "2026-11", one that has begun.
        outcome: "agreed", or "objected" with a note on what is wrong.
        note: in one line; may be empty with "agreed".
        now: the time.

    Raises:
        Problem: `invalid` with `month`, `outcome` or `note`; `month_locked`; `content_differs`
            where the id stands for something else.
    """
    month_of(month)
    note = " ".join(note.split())
    known = await RecapCheck.get_or_none(id=id)
    if known:
        return _same(known, employee, (month, outcome, note))
    fields = {}
    if span_of(month)[0] > now.astimezone(ZoneInfo(_zone(employee))).date():
        fields["month"] = "Bulan ini belum mulai."
    if outcome not in OUTCOMES:
        fields["outcome"] = "Pilih sudah diperiksa atau ada yang keliru."
    if len(note) > MAX_NOTE or (outcome == "objected" and not note):
        fields["note"] = f"Tulis apa yang keliru, paling panjang {MAX_NOTE} huruf."
    if fields:
        raise Problem("invalid", next(iter(fields.values())), fields=fields)
    if await locked_on(employee, span_of(month)[1]):
        raise Problem("month_locked")
    newest = await newest_of(employee, month)
    at = clock.after(newest.at) if newest else clock.now()
    try:
        await RecapCheck.create(
            id=id, employee=employee, month=month, outcome=outcome, note=note, at=at
        )
    except IntegrityError:
        return _same(await RecapCheck.get(id=id), employee, (month, outcome, note))
    return True


async def newest_of(employee: Employee, month: str) -> RecapCheck | None:
    """What somebody said last of their own month."""
    return await RecapCheck.filter(employee_id=employee.id, month=month).order_by("-at").first()


def _zone(employee: Employee) -> str:
    return employee.agency.timezone if employee.agency else DEFAULT_ZONE


def _same(known: RecapCheck, employee: Employee, told: tuple[str, str, str]) -> bool:
    kept = (known.month, known.outcome, known.note)
    if (known.employee_id, kept) != (employee.id, told):
        raise Problem("content_differs")
    return False
