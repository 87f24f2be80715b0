"""By what do the people of a month stand in order? By name, or by any figure of a recap's row."""

from collections.abc import Mapping
from typing import Any

NAME, CODE = "name", "code-"  # CODE: how often, of the code that follows
# The figures of `totals` by the key of their column; a month locked long ago may lack some.
FIGURES = {
    "workdays": "workdays",
    "present": "present",
    "late": "late_minutes",
    "early": "early_minutes",
    "short": "short_minutes",
    "percent": "attendance_percent",
    "cut": "cut_percent",
}
PERFORMANCE = {"reports": "approved", "work": "percent", "score": "score"}
EVENTS = "events"
NONE = -1.0  # below every figure


def value_of(row: Mapping[str, Any], key: str) -> Any:
    """What a row of a recap is ordered by.

    Args:
        row: with `name` and `totals`, as `recaps` has it.
        key: NAME, EVENTS (how many were attended), a key of FIGURES or PERFORMANCE, or CODE and a
            code.
    """
    totals = row["totals"]
    if key == NAME:
        return row["name"].casefold()
    if key == EVENTS:
        return sum(one["attended"] for one in (totals.get("events") or {}).values())
    if key in PERFORMANCE:
        work = totals.get("performance")
        return float(work[PERFORMANCE[key]]) if work else NONE
    if key in FIGURES:
        figure = totals.get(FIGURES[key])
        return NONE if figure is None else float(figure)
    return totals["codes"].get(key.removeprefix(CODE), 0)


def figure_words(figure: float) -> str:
    """A figure as a file has it, "" where there is none: up to two decimals after a comma."""
    return "" if figure == NONE else f"{figure:.2f}".rstrip("0").rstrip(".").replace(".", ",")
