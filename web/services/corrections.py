"""What do employees say is missing or wrong in their records, and what became of it?

A correction counts once their supervisor approves it (`rulings`). The same content under the same
id is one correction, however often a phone hands it in.
"""

import dataclasses
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from web import clock
from web.domain.corrections import KINDS, MAX_EVIDENCE, MAX_REASON, deadline
from web.domain.workday import UNJUDGED, Slot, plans_of
from web.errors import Problem
from web.models import Correction, DayStatus, Employee, Withdrawal
from web.services import rulebook, rulings
from web.services.month_locks import locked_on

DEFAULT_ZONE = "Asia/Makassar"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Filing:
    """What a phone hands in: a workday, "in" or "out", the instant, why, and what shows it."""

    date: date
    kind: str
    at: datetime
    reason: str
    evidence: str


async def file(
    *, id: UUID, employee: Employee, filing: Filing, closing_day: int, now: datetime
) -> bool:
    """Keep a correction of one's own; False when it was kept before.

    Args:
        id: made by the phone.
        employee: whose record it is, with agency.
        filing: what is said; reason and evidence are kept as one line each.
        closing_day: the setting `correction_day`.
        now: the time.

    Raises:
        Problem: `invalid` with `kind`, `reason`, `evidence`, `date` or `at`; `deadline_passed`;
            `month_locked`; `content_differs` where the id stands for something else.
    """
    filing = _checked_words(filing)
    known = await Correction.get_or_none(id=id)
    if known:
        return _same(known, employee, filing)
    await _check_day(employee, filing, closing_day, now)
    try:
        await Correction.create(
            id=id, employee=employee, filed_at=clock.now(), **dataclasses.asdict(filing)
        )
    except IntegrityError:
        return _same(await Correction.get(id=id), employee, filing)
    return True


async def withdraw(*, id: UUID, employee: Employee, reason: str) -> bool:
    """Take back a correction of one's own that nobody has decided on; False when done before.

    Raises:
        Problem: `not_found`, `decided`, `invalid` with `reason`, `month_locked`.
    """
    known = await Correction.get_or_none(id=id, employee_id=employee.id)
    if known is None:
        raise Problem("not_found")
    withdrawn = await Withdrawal.exists(subject=id)
    if not withdrawn and (await rulings.standings([id]))[id].last:
        raise Problem("decided")
    return await rulings.withdraw(subject=known, author=employee, reason=reason)


async def listed(
    employee: Employee, first: date, last: date
) -> list[tuple[Correction, rulings.Standing]]:
    """Somebody's corrections of some dates, oldest first, each with how it stands."""
    found = await Correction.filter(
        employee_id=employee.id, date__gte=first, date__lte=last
    ).order_by("date", "filed_at")
    stand = await rulings.standings([one.id for one in found])
    return [(one, stand[one.id]) for one in found]


def supervised(viewer: Employee) -> tuple[QuerySet[Correction], QuerySet[DayStatus]]:
    """The corrections and statuses on which the viewer decides; nobody decides for themselves."""
    statuses = DayStatus.filter(employee__supervisor_id__in=viewer.deciding, code__in=rulings.RULED)
    return Correction.supervised_by(viewer), statuses.exclude(employee_id=viewer.id)


async def load(viewer: Employee, ids: list[Any]) -> list[Correction | DayStatus]:
    """Those of some matters on which the viewer decides, in the order asked for."""
    return await _in_order(ids, *supervised(viewer))


async def told(ids: list[Any]) -> list[Correction | DayStatus]:
    """Some matters, in the order asked for; the caller has seen to who sees them."""
    return await _in_order(ids, Correction.all(), DayStatus.filter(code__in=rulings.RULED))


async def _in_order(ids: list[Any], *sources: QuerySet[Any]) -> list[Correction | DayStatus]:
    found: dict[Any, Correction | DayStatus] = {}
    for source in sources:
        for one in await source.filter(id__in=ids).select_related("employee__agency"):
            found[one.id] = one
    return [found[one] for one in ids if one in found]


async def slot_on(employee: Employee, day: date) -> Slot:
    """What was expected of somebody on a date, and which instants belong to it."""
    rules = await rulebook.load([str(employee.id)], day, day)
    return plans_of(rules.planning, rules.people[str(employee.id)], day, day)[0]


def _checked_words(filing: Filing) -> Filing:
    reason, evidence = (" ".join(text.split()) for text in (filing.reason, filing.evidence))
    fields = {}
    if filing.kind not in KINDS:
        fields["kind"] = "Pilih Absen Masuk atau Absen Pulang."
    if not 1 <= len(reason) <= MAX_REASON:
        fields["reason"] = f"Tulis alasannya, paling panjang {MAX_REASON} huruf."
    if len(evidence) > MAX_EVIDENCE:
        fields["evidence"] = f"Bukti paling panjang {MAX_EVIDENCE} huruf."
    if fields:
        raise Problem("invalid", next(iter(fields.values())), fields=fields)
    return dataclasses.replace(filing, reason=reason, evidence=evidence)


async def _check_day(employee: Employee, filing: Filing, closing_day: int, now: datetime) -> None:
    """Whether the date can be corrected at all, and the instant belongs to it."""
    agency = employee.agency
    zone = agency.timezone if agency else DEFAULT_ZONE
    if await locked_on(employee, filing.date):
        raise Problem("month_locked")
    if filing.at > now:
        raise _invalid("at", "Jam itu belum lewat.")
    if now >= deadline(filing.date, closing_day, zone):
        raise Problem("deadline_passed")
    slot = await slot_on(employee, filing.date)
    if slot.plan.code == UNJUDGED:
        raise _invalid("date", "Hari itu tidak dinilai untuk Anda.")
    if not slot.plan.spans:
        raise _invalid("date", "Hari itu bukan hari kerja Anda.")
    if not slot.since <= filing.at.timestamp() < slot.until:
        raise _invalid("at", "Jam itu di luar waktu absen hari itu.")


def _invalid(field: str, sentence: str) -> Problem:
    return Problem("invalid", sentence, fields={field: sentence})


def _same(known: Correction, employee: Employee, filing: Filing) -> bool:
    kept = (known.employee_id, known.date, known.kind, known.at, known.reason, known.evidence)
    told = (filing.date, filing.kind, filing.at, filing.reason, filing.evidence)
    if kept != (employee.id, *told):
        raise Problem("content_differs")
    return False
