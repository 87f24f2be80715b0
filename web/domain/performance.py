"""On which days is a performance report due, and what share of the month does that make?

The weights are the office's, dated like the bands. [V] 40 % attendance and 60 % performance are
the usual ones (Batola 2020, Sragen 2021; Kepmendagri 900-4700/2020 as regional rules cite it).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from web.domain.approval import APPROVED
from web.domain.day import Day
from web.domain.duties import BOTH
from web.domain.policy import USUAL, Policy
from web.domain.stated import Stated

OWN, TRAVEL = "own", "travel"
MISSING = "missing"
# What a day's report may be in a recap; the others are states of domain/approval.py.
STATES = {MISSING: "Belum ada laporan", TRAVEL: "Menunggu laporan perjalanan dinas"}
WORKING = ("DL", "WFA")  # statuses on which there is work to report of


def source_of(stated: Stated | None) -> str | None:
    """Where the report of a workday comes from: OWN, the TRAVEL report, or None: none is due."""
    if stated is None or stated.working:
        return OWN
    duty = stated.duty
    if duty and duty.covers == BOTH and duty.reported is not None:
        return TRAVEL
    works = stated.sides != BOTH or any(one.code in WORKING for one in stated.parts)
    return OWN if works else None


def of_day(policy: Policy, stated: Stated | None, state: str | None) -> str | None:
    """What a workday's report is called in a recap; None where none is due.

    Args:
        policy: what the office lays down for the date.
        stated: the status in force.
        state: where the person's own report stands, None where there is none.
    """
    source = source_of(stated) if policy.daily_reports else None
    if source == TRAVEL and stated and stated.duty:
        return APPROVED if stated.duty.reported else TRAVEL
    if source is None:
        return None
    return state if state and state != "withdrawn" else MISSING


def shares(
    days: Iterable[Day], cut: float, attendance: float | None, weight: int = USUAL.attendance_weight
) -> dict[str, Any] | None:
    """The month's performance and what both shares come to; None where no report was due.

    Args:
        days: those of the month on which something was expected and that are over.
        cut: the month's cut in percent, at most the table's limit.
        attendance: the attendance in percent, None without workdays.
        weight: of the attendance, in percent; the rest is the performance's.
    """
    states = [day["report"] for day in days if "report" in day]
    if not states or attendance is None:
        return None
    approved = states.count(APPROVED)
    percent = 100 * approved / len(states)
    first, second = weight * max(0.0, 100 - cut) / 100, (100 - weight) * percent / 100
    return {
        "due": len(states),
        "approved": approved,
        "percent": round(percent, 2),
        "attendance_weight": weight,
        "performance_weight": 100 - weight,
        "attendance_share": round(first, 2),
        "performance_share": round(second, 2),
        "score": round(first + second, 2),
    }


def weight_of(totals: Mapping[str, Any]) -> int:
    """The weight with which a month's totals were made."""
    found = totals.get("performance")
    return int(found["attendance_weight"]) if found else USUAL.attendance_weight
