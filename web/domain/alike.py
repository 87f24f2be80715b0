"""Whose dates are planned alike? What of a person bears on a stretch of dates, and nothing else.

Plans are made once for all who have the same. Nearly everybody of an agency has: that each began on
a day of their own, years ago, or joined a group at an instant of their own makes no difference.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from web.domain.workday import Member, Person


def bearing(person: Person, first: date, last: date) -> tuple[object, ...]:
    """Two people of whom this is the same have the same plans, hours and roster of their own aside.

    Args:
        person: whose dates are planned.
        first: the first date of all that are planned.
        last: the last one.
    """
    starts = person.starts_on and max(person.starts_on, first)  # one before it hides the office's
    ends = person.ends_on if person.ends_on and person.ends_on < last else None
    members = (tuple(_within(held, first, last)) for held in (person.agencies, person.groups))
    return (*members, starts, ends)


def _within(members: Iterable[Member], first: date, last: date) -> Iterator[tuple[object, ...]]:
    """Those that hold on any of the dates, cut to them, in the order in which they yield."""
    numbered = sorted(
        enumerate(members),
        key=lambda one: (one[1].valid_from or date.min, one[1].created_at, -one[0]),
    )
    for _, one in numbered:
        if (one.valid_from or first) <= last and (one.valid_until or last) >= first:
            since, until = one.valid_from, one.valid_until
            yield (
                *(one.id, one.agency),
                since if since and since > first else None,
                until if until and until < last else None,
            )
