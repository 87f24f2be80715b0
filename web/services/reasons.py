"""Who reads why somebody was away: that it was illness, leave for a reason of their own, and which?

The person, and the office that keeps the records: operators for their agencies, admins for all. A
supervisor, a delegate, the head of an agency and an auditor read that it is in order
(domain/discretion.py).
Whoever shows a day at a desk asks here.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from web.domain.discretion import discreet_change, discreet_row
from web.models import DayChange, Employee

Row = dict[str, Any]


def told_of(viewer: Employee, person: Employee, agency: Any) -> bool:
    """Whether the viewer reads the reasons of a person's days at an agency (its id, or None)."""
    return viewer.id == person.id or viewer.administers(agency)


def rows_for(viewer: Employee, agency: Any, rows: Sequence[Row]) -> list[Row]:
    """The rows of an agency's recap as the viewer may read them."""
    return list(rows) if viewer.administers(agency) else list(map(discreet_row, rows))


def without_reasons(changes: Iterable[DayChange]) -> list[DayChange]:
    """Changes of days as they are read without reasons; those that then say nothing are left out.

    What is changed are the objects in memory, which nobody stores.
    """
    found = []
    for one in changes:
        read = discreet_change({"before": one.before, "after": one.after})
        if read:
            one.before, one.after = read["before"], read["after"]
            found.append(one)
    return found
