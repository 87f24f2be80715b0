"""What does an office lay down about duties and reports? Dated data; what is unsaid is as usual.

[R] No rule of Mamuju's was found. Five working days until a travel report follow PMK 113/2012;
three days for a daily report are an example, its weight of 60 % is that of domain/performance.py.
Half days of izin only are a guess: no rule on half days was found at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

from web.domain.schedule import pattern_on
from web.domain.statuses import HALVABLE
from web.domain.tree import inherited

LETTER, ABSENT = "letter", "absent"
SILENT = {
    LETTER: "Tetap DL menurut surat, dengan catatan tidak ada absen",
    ABSENT: "Tanpa keterangan",
}
MAX_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What holds on a date. `USUAL` is what holds where nothing was laid down.

    `filing_days`: calendar days after a duty's end within which it may be filed; None: as long as
    the days may be corrected. `report_days`: working days until a travel report is due.
    `report_short`: whether one is asked for after duties of up to 8 hours too. `silent`: what a
    day of duty without any check-in is, of SILENT. `daily_reports`: whether a performance report
    is due on every workday; `report_window`: calendar days after it within which it is handed in;
    `attendance_weight`: percent that attendance weighs in the month, the rest is performance.
    `halves`: the statuses that are granted for half a workday too, of statuses.HALVABLE.
    """

    filing_days: int | None = None
    report_days: int = 5
    report_short: bool = False
    silent: str = LETTER
    daily_reports: bool = False
    report_window: int = 3
    attendance_weight: int = 40
    halves: tuple[str, ...] = ("I",)


@dataclass(frozen=True, slots=True)
class DatedPolicy:
    """A policy and from when on it holds, for an agency (id as text) or for everybody (None)."""

    policy: Policy
    agency: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    created_at: datetime = field(default=datetime.min.replace(tzinfo=UTC))


USUAL = Policy()


def parse_policy(body: Mapping[str, Any]) -> Policy:
    """Read a policy as it is stored. What it does not know is left to others that do."""
    known = {one.name for one in fields(Policy)}
    told = {name: value for name, value in body.items() if name in known}
    if "halves" in told:
        told["halves"] = tuple(told["halves"])
    return Policy(**told)


def faults(policy: Policy) -> dict[str, str]:
    """What is to be corrected, by field."""
    found = {}
    if policy.filing_days is not None and not 0 <= policy.filing_days <= MAX_DAYS:
        found["filing_days"] = f"Isi 0 sampai {MAX_DAYS} hari, atau kosongkan."
    if not 1 <= policy.report_days <= MAX_DAYS:
        found["report_days"] = f"Isi 1 sampai {MAX_DAYS} hari kerja."
    if not 1 <= policy.report_window <= MAX_DAYS:
        found["report_window"] = f"Isi 1 sampai {MAX_DAYS} hari."
    if not 0 <= policy.attendance_weight <= 100:
        found["attendance_weight"] = "Isi 0 sampai 100 persen."
    if not set(policy.halves) <= set(HALVABLE):
        found["halves"] = "Pilih dari daftar."
    if policy.silent not in SILENT:
        found["silent"] = "Pilih salah satu."
    return found


def laid_on(policies: Iterable[DatedPolicy], chain: Iterable[str], day: date) -> DatedPolicy | None:
    """What was laid down for an agency on a date, by itself or above it (domain/tree.py)."""
    held = list(policies)
    return inherited(chain, lambda scope: pattern_on((p for p in held if p.agency == scope), day))


def policy_on(policies: Iterable[DatedPolicy], chain: Iterable[str], day: date) -> Policy:
    """What holds for an agency on a date: what was laid down, else what is usual."""
    found = laid_on(policies, chain, day)
    return found.policy if found else USUAL
