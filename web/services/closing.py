"""How is an agency's month closed? One step, one record; a lock keeps the month whole.

The states and who may what are domain/closing.py's; here they meet the database.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain import closing, identity
from web.domain.jws import digest
from web.errors import Problem
from web.models import Agency, AgencyHead, ClosingStep, Employee, LockedMonth, RecapCheck
from web.services.approvals import as_problems
from web.services.delegations import in_whose_name
from web.services.recaps import Recap, Row, recap_of
from web.services.unsettled import runs_until, waiting

MAX_REASON = 1000
MAX_TITLE = 200
SEAL = "Sidik angka "  # before the digest of the figures that a head approved


@dataclass(frozen=True)
class Progress:
    """Who has looked: employees (agreed, objected with their words), and supervisors of teams."""

    people: int
    agreed: int
    objections: list[RecapCheck]
    teams: list[tuple[str, str, bool]]  # supervisor's id and name, whether the team is checked

    @property
    def silent(self) -> int:
        """How many employees have said nothing."""
        return self.people - self.agreed - len(self.objections)


async def history(agency: UUID, month: str) -> list[ClosingStep]:
    """The steps of a month with their authors, the oldest first."""
    steps = ClosingStep.filter(agency_id=agency, month=month)
    return await steps.order_by("at").select_related("author")


async def head_of(agency: UUID) -> AgencyHead | None:
    """The head now: the newest row counts."""
    heads = AgencyHead.filter(agency_id=agency).order_by("-created_at")
    return await heads.select_related("employee", "author").first()


async def states_of(agencies: Collection[UUID], month: str) -> dict[UUID, list[ClosingStep]]:
    """The steps of a month for several agencies, in one query."""
    found: dict[UUID, list[ClosingStep]] = {one: [] for one in agencies}
    steps = ClosingStep.filter(agency_id__in=list(agencies), month=month)
    for step in await steps.order_by("at").select_related("author"):
        found[step.agency_id].append(step)
    return found


async def progress(recap: Recap, steps: Sequence[ClosingStep]) -> Progress:
    """Which employees and supervisors have checked a month."""
    ids = [row["employee_id"] for row in recap.rows]
    newest: dict[Any, RecapCheck] = {}
    checks = RecapCheck.filter(month=recap.month, employee_id__in=ids)
    for check in await checks.order_by("at").select_related("employee"):
        newest[check.employee_id] = check
    heads = {row["supervisor_id"] for row in recap.rows if row["supervisor_id"]}
    taken = [(step.step, str(step.author_id), step.at) for step in steps]
    checked = closing.current_teams(await in_whose_name(taken, recap.zone))
    teams = [
        (str(one.id), one.name, str(one.id) in checked)
        for one in await Employee.filter(id__in=heads).order_by("name")
    ]
    return Progress(
        people=len(ids),
        agreed=sum(check.outcome == "agreed" for check in newest.values()),
        objections=[check for check in newest.values() if check.outcome != "agreed"],
        teams=teams,
    )


def seal_of(rows: Sequence[Row]) -> str:
    """SHA-256, base64url, over the figures that a head signs: codes, minutes, cuts and totals."""
    told = ("code", "late_minutes", "early_minutes", "short_minutes", "cut")
    return digest(
        json.dumps(
            [
                [
                    row["nip"],
                    {number: [day.get(key) for key in told] for number, day in row["days"].items()},
                    row["totals"],
                ]
                for row in rows
            ],
            sort_keys=True,
        )
    )


def sealed_by(steps: Sequence[ClosingStep]) -> str | None:
    """The seal of the newest approval."""
    seals = [step.reason.removeprefix(SEAL) for step in steps if step.step == "approve"]
    return seals[-1] if seals else None


async def take(
    *,
    agency: Agency,
    month: str,
    name: str,
    author: Employee,
    actors: Collection[str],
    reason: str = "",
    seen: str = "",
) -> ClosingStep:
    """Take a step in closing a month; a lock stores the month with it, in one transaction.

    Args:
        agency: which.
        month: "2026-11".
        name: a key of domain/closing.STEPS.
        author: who takes it.
        actors: what the author is for this agency, of domain/closing.ACTORS.
        reason: why, where the step wants it.
        seen: `seal_of` the figures that the head was shown; "" without a page.

    Raises:
        Problem: `invalid` with `reason`, `step` or `month`; `forbidden`; `step_not_now`.
    """
    if name not in closing.STEPS:
        raise Problem("invalid", fields={"step": "Pilih langkah yang tersedia."})
    reason = " ".join(reason.split())
    if len(reason) > MAX_REASON:
        raise Problem("invalid", fields={"reason": f"Paling panjang {MAX_REASON} huruf."})
    recap = await recap_of(agency, month, clock.now())
    async with in_transaction() as connection:
        await serialise(connection)
        steps = await history(agency.id, month)
        _check_step(steps, name, actors, reason)
        _check_second(steps, name, author)
        await _check_figures(agency, recap, steps, name, seen)
        at = clock.after(steps[-1].at) if steps else clock.now()
        made = await ClosingStep.create(
            id=uuid4(),
            agency=agency,
            month=month,
            step=name,
            author=author,
            reason=f"{SEAL}{seal_of(recap.rows)}" if name == "approve" else reason,
            at=at,
        )
        if name == "lock":
            await _lock(agency, recap, made)
        return made


def _check_step(
    steps: Sequence[ClosingStep], name: str, actors: Collection[str], reason: str
) -> None:
    with as_problems("reason"):
        closing.after(closing.state_of(step.step for step in steps), name, actors, reason)


def _check_second(steps: Sequence[ClosingStep], name: str, author: Employee) -> None:
    """Whoever hands a month in does not approve it, and whoever approves does not lock it."""
    before = {"approve": "submit", "lock": "approve"}.get(name)
    taken = [step for step in steps if step.step == before]
    if taken and taken[-1].author_id == author.id:
        raise Problem("forbidden", "Langkah ini diambil oleh orang lain dari langkah sebelumnya.")


async def _check_figures(
    agency: Agency, recap: Recap, steps: Sequence[ClosingStep], name: str, seen: str
) -> None:
    if name in closing.OVER:
        await _check_ready(agency, recap)
    seal = seal_of(recap.rows) if name in ("approve", "lock") else ""
    if name == "approve" and seen and seen != seal:
        raise Problem(
            "step_not_now", "Angka rekap berubah sejak halaman ini dibuka. Periksa sekali lagi."
        )
    if name == "lock" and sealed_by(steps) != seal:
        raise Problem(
            "step_not_now",
            "Angka rekap berubah sejak disetujui kepala OPD."
            " Kembalikan untuk diperbaiki, supaya diajukan dan disetujui lagi.",
        )


async def _check_ready(agency: Agency, recap: Recap) -> None:
    """Only a month that is over, with nothing left to decide, goes to the head."""
    unfinished = any(day["code"] == "" for row in recap.rows for day in row["days"].values())
    if runs_until(agency, recap.month) or unfinished:
        raise Problem(
            "step_not_now", "Bulan ini belum selesai. Ajukan setelah hari terakhir lewat."
        )
    left = await waiting(agency.id, recap.month, [row["employee_id"] for row in recap.rows])
    if left:
        named = "; ".join(one.sentence for one in left[:5])
        more = f"; dan {len(left) - 5} lainnya" if len(left) > 5 else ""
        raise Problem("step_not_now", f"Masih menunggu keputusan: {named}{more}.")


async def _lock(agency: Agency, recap: Recap, step: ClosingStep) -> None:
    rows = json.dumps(recap.rows, sort_keys=True, separators=(",", ":"))
    await LockedMonth.create(
        id=uuid4(),
        agency=agency,
        month=recap.month,
        step=step,
        digest=digest(rows),
        rows=recap.rows,
    )


async def name_head(*, agency: Agency, nip: str, title: str, author: Employee) -> AgencyHead:
    """Say who heads an agency from now on; earlier heads stay on record.

    Raises:
        Problem: `invalid` with `nip` or `title`.
    """
    fields, title = {}, " ".join(title.split())
    person = await Employee.get_or_none(nip=identity.normalise(nip), active=True)
    if person is None:
        fields["nip"] = (
            "Tidak ada pegawai aktif dengan NIP itu. Cari nama atau NIP-nya, lalu pilih orangnya."
        )
    if not 1 <= len(title) <= MAX_TITLE:
        fields["title"] = f"Isi jabatan seperti dicetak, misalnya Kepala Dinas ({MAX_TITLE} huruf)."
    if fields:
        raise Problem("invalid", fields=fields)
    before = await head_of(agency.id)
    return await AgencyHead.create(
        id=uuid4(),
        agency=agency,
        employee=person,
        title=title,
        author=author,
        created_at=clock.after(before.created_at) if before else clock.now(),
    )
