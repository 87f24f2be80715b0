"""What may somebody read of a day who need not know why its person was away?

Illness is health data, to be read by those alone whose work needs it (UU 27/2022 art. 4). A code
that stood for illness only would tell it all the same, so it is hidden among all kinds of leave
for personal reasons: every one of them is read as `CODE`. What is left is what a supervisor or
the head of an agency works with: whether the person was there, and that it is in order.
"""

from collections.abc import Mapping
from typing import Any

from web.domain.statuses import HALF, STATUSES, whole

CODE, LABEL = "TMS", "Tidak masuk, sah"
PERSONAL = frozenset(code for code, status in STATUSES.items() if status.personal)
LEGEND = {CODE: LABEL, CODE + HALF: f"{LABEL}, setengah hari"}

Record = Mapping[str, Any]


def discreet_row(row: Record) -> dict[str, Any]:
    """A row of a recap, its days and totals as they are read without the reasons."""
    days = {number: discreet_day(day) for number, day in row["days"].items()}
    return dict(row) | {"days": days, "totals": discreet_totals(row["totals"])}


def discreet_day(day: Record) -> dict[str, Any]:
    """A day as it is folded, or the part of one that a change keeps."""
    told = dict(day)
    codes = day["code"].split("+")
    half = day.get("half", ())
    if not any(whole(code) in PERSONAL for code in (*codes, *half)):
        return told
    told["code"] = "+".join(map(discreet_code, codes))
    told["why"] = f"{LABEL}, setengah hari. {day.get('rest', '')}".strip() if half else f"{LABEL}."
    if half:
        told["half"] = [discreet_code(code) for code in half]
    return told


def discreet_totals(totals: Record) -> dict[str, Any]:
    """The sums of a month, with those of all hidden kinds added up."""
    codes: dict[str, int] = {}
    for code, count in totals["codes"].items():
        codes[discreet_code(code)] = codes.get(discreet_code(code), 0) + count
    return dict(totals) | {"codes": codes}


def discreet_change(change: Record) -> dict[str, Any] | None:
    """Before and after of a change that was kept; None where they then read the same."""
    before, after = discreet_day(change["before"]), discreet_day(change["after"])
    return None if before == after else dict(change) | {"before": before, "after": after}


def discreet_code(code: str) -> str:
    """A code, or what stands in its place."""
    if whole(code) not in PERSONAL:
        return code
    return CODE + HALF if code.endswith(HALF) else CODE
