"""What was said on a status, a correction or an outage, by whom, and how does it stand?

Shared by those three: a yes or no is a new record whose newest one stands, and a withdrawal ends
the matter. Who may decide is the query: a person's supervisor, or for an outage a second person.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.schedule import local_date
from web.domain.statuses import STATUSES
from web.domain.vocabulary import REVOKED
from web.errors import Problem
from web.models import Agency, Correction, DayStatus, Employee, Outage, Ruling, Withdrawal
from web.services.month_locks import locked_on
from web.services.months import touch
from web.services.notices import notify
from web.services.recaps import locked_month
from web.services.seen import check_seen

MAX_REASON = 1000
OUTCOMES = ("approved", "rejected")
RULED = tuple(code for code, status in STATUSES.items() if status.needs_ruling)
Subject = Correction | DayStatus | Outage


@dataclass(frozen=True)
class Standing:
    """What was said on a matter: `rulings`, oldest first, with their authors loaded."""

    rulings: list[Ruling]
    withdrawal: Withdrawal | None

    @property
    def last(self) -> Ruling | None:
        """The ruling that stands."""
        last = self.rulings[-1] if self.rulings else None
        return None if last and last.outcome == REVOKED else last

    @property
    def state(self) -> str:
        """How it stands: `waiting`, `approved`, `rejected` or `withdrawn`."""
        if self.withdrawal:
            return "withdrawn"
        return self.last.outcome if self.last else "waiting"


async def standings(subjects: Collection[Any]) -> dict[UUID, Standing]:
    """How some matters stand, by id. Two queries."""
    said: dict[UUID, list[Ruling]] = {one: [] for one in subjects}
    found = Ruling.filter(subject__in=list(said)).order_by("at")
    for one in await found.select_related("author", "on_behalf_of"):
        said[one.subject].append(one)
    back = {
        one.subject: one
        for one in await Withdrawal.filter(subject__in=list(said)).select_related("author")
    }
    return {one: Standing(rulings, back.get(one)) for one, rulings in said.items()}


async def rule(
    *,
    subject_id: UUID,
    author: Employee,
    outcome: str,
    reason: str,
    id: UUID | None = None,
    seen: str | None = None,
) -> Ruling:
    """Say yes or no to a status, correction or outage. The newest ruling stands.

    Args:
        subject_id: of the status, correction or outage.
        author: who decides: the person's supervisor, or for an outage a second person.
        outcome: "approved" or "rejected"; "revoked" takes back what stands, and it waits again.
        reason: why, in words that the employee reads.
        id: made by the form, so that the same click sent twice is one ruling.
        seen: id of the newest ruling that was shown, "" for none; None: it does not matter.

    Raises:
        Problem: `invalid` with `outcome` or `reason`; `not_found` for what is not the author's
            to decide; `forbidden` for an outage of one's own; `withdrawn`; `month_locked`;
            `content_differs` where the id was used for something else; `step_not_now` where
            somebody else has ruled since it was shown.
    """
    reason = checked_reason(reason, outcome)
    subject = await _decidable(author, subject_id)
    if id and (known := await Ruling.get_or_none(id=id)):
        return _same(known, subject_id, author, outcome, reason)
    if await Withdrawal.exists(subject=subject_id):
        raise Problem("withdrawn")
    await check_open(subject)
    behalf = None if isinstance(subject, Outage) else author.on_behalf_for(subject.employee)
    try:
        async with in_transaction() as connection:
            await serialise(connection)
            said = Ruling.filter(subject=subject_id).order_by("-at")
            newest = await said.select_related("author", "on_behalf_of").first()
            check_seen(newest, seen)
            made = await Ruling.create(
                id=id or uuid4(),
                subject=subject_id,
                author=author,
                on_behalf_of_id=behalf,
                outcome=outcome,
                reason=reason,
                at=clock.after(newest.at) if newest else clock.now(),
            )
            await mark(subject)
            await _tell(subject, made)
            return made
    except IntegrityError:
        return _same(await Ruling.get(id=id), subject_id, author, outcome, reason)


async def _tell(subject: Subject, ruling: Ruling) -> None:
    """Tell the employee of a word on something of theirs; an outage is nobody's own."""
    if isinstance(subject, Outage):
        return
    words = {"approved": "disetujui", "rejected": "tidak disetujui", REVOKED: "menunggu lagi"}
    word = words[ruling.outcome]
    label = "Koreksi" if isinstance(subject, Correction) else STATUSES[subject.code].label
    first, _ = span_of(subject)
    await notify(
        subject.employee_id,
        "decision",
        str(ruling.id),
        title=f"{label} Anda {word}",
        body=f"Untuk {first:%d/%m/%Y}. Ketuk untuk membaca alasannya.",
        url=f"#day/{first.isoformat()}",
        tag=str(subject.id),
    )


async def withdraw(*, subject: Subject, author: Employee, reason: str) -> bool:
    """Take something back; False when it had been taken back already.

    Args:
        subject: one that the author may take back; the caller has seen to that.
        author: who takes it back.
        reason: why, in one line.

    Raises:
        Problem: `invalid` with `reason`; `month_locked`.
    """
    reason = checked_reason(reason, OUTCOMES[0])
    if await Withdrawal.exists(subject=subject.id):
        return False
    await check_open(subject)
    try:
        async with in_transaction():
            await Withdrawal.create(
                subject=subject.id, author=author, reason=reason, at=clock.now()
            )
            await mark(subject)
    except IntegrityError:
        return False
    return True


def checked_reason(reason: str, outcome: str) -> str:
    """The reason in one line.

    Raises:
        Problem: `invalid` with `outcome` or `reason`.
    """
    reason = " ".join(reason.split())
    fields = {}
    if outcome not in (*OUTCOMES, REVOKED):
        fields["outcome"] = "Pilih setujui atau tolak."
    if not reason:
        fields["reason"] = "Tulis alasannya. Pegawai akan membacanya."
    elif len(reason) > MAX_REASON:
        fields["reason"] = f"Alasan paling panjang {MAX_REASON} huruf."
    if fields:
        raise Problem("invalid", fields=fields)
    return reason


async def mark(subject: Subject) -> None:
    """Make stale the months that a status, correction or outage bears on."""
    first, last = span_of(subject)
    if isinstance(subject, Outage):
        await touch("outage", agency=subject.agency_id, first=first, last=last)
    else:
        cause = "status" if isinstance(subject, DayStatus) else "correction"
        await touch(cause, employees=[subject.employee_id], first=first, last=last)


def span_of(subject: Subject) -> tuple[date, date]:
    """The first and last date that a matter bears on. An outage's are those in UTC and around."""
    if isinstance(subject, DayStatus):
        return subject.first_day, subject.last_day
    if isinstance(subject, Outage):
        day = timedelta(days=1)
        return subject.starts_at.date() - day, subject.ends_at.date() + day
    return subject.date, subject.date


async def check_open(subject: Subject) -> None:
    """Refuse where the month in which a matter ends is locked: nothing could come of it.

    Raises:
        Problem: `month_locked`.
    """
    if isinstance(subject, Outage):
        agency = await Agency.get(id=subject.agency_id)
        last = local_date(subject.ends_at, agency.timezone)
        locked = bool(await locked_month(agency.id, f"{last:%Y-%m}"))
    else:
        employee = await Employee.get(id=subject.employee_id)
        locked = await locked_on(employee, span_of(subject)[1])
    if locked:
        raise Problem("month_locked")


async def _decidable(author: Employee, subject_id: UUID) -> Subject:
    """What the author may decide on; nobody decides for themselves."""
    corrections = Correction.supervised_by(author)
    statuses = DayStatus.filter(employee__supervisor_id__in=author.deciding, code__in=RULED)
    outages = Outage.visible_to(author)
    found: Subject | None = (
        await corrections.select_related("employee").get_or_none(id=subject_id)
        or await statuses.exclude(employee_id=author.id)
        .select_related("employee")
        .get_or_none(id=subject_id)
        or await outages.get_or_none(id=subject_id)
    )
    if found is None:
        raise Problem("not_found")
    if isinstance(found, Outage) and not author.administers(found.agency_id):
        raise Problem("forbidden")
    if isinstance(found, Outage) and found.author_id == author.id:
        raise Problem("forbidden", "Gangguan disetujui oleh orang kedua, bukan yang mencatatnya.")
    return found


def _same(known: Ruling, subject: UUID, author: Employee, outcome: str, reason: str) -> Ruling:
    kept = (known.subject, known.author_id, known.outcome, known.reason)
    if kept != (subject, author.id, outcome, reason):
        raise Problem("content_differs")
    return known
