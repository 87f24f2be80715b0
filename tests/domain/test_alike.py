"""Have two people of whom the same bears on some dates the same plans there?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

from web.domain.alike import bearing
from web.domain.hours import parse_hours, parse_options
from web.domain.workday import Member, Office, Person, Planning, Week, plans_of

FIRST, LAST = date(2026, 11, 3), date(2026, 11, 9)
DAY, SECOND, AT = timedelta(days=1), timedelta(seconds=1), datetime(2026, 1, 1, tzinfo=UTC)


def week(start: str) -> tuple[Week, ...]:
    hours = parse_hours([start, "16:00"])
    days = dict.fromkeys(range(1, 6), hours)
    return (Week(days, parse_options({}), None, None, AT),)


OFFICES = {
    "a": Office("a", "Asia/Makassar", week("07:30"), FIRST + DAY),
    "b": Office("b", "Asia/Jayapura", week("08:00")),
}
PLANNING = Planning(OFFICES, {"g": week("09:00"), "h": week("10:00")}, {})

LONG_AGO, LONGER_AGO, WITHIN, AFTER = (FIRST + n * DAY for n in (-9, -30, 2, 9))
ANY = (None, LONGER_AGO, LONG_AGO, FIRST, WITHIN, AFTER)


def everybody() -> Iterator[Person]:
    """People of every mixture of beginnings and ends, some of whom moved or are in two groups."""
    for starts, since, until, joined in product(ANY, ANY, ANY, ANY):
        home = (Member("a", None, None, AT), Member("b", since, until, AT + SECOND))
        groups = (Member("g", joined, until, AT, "a"), Member("h", since, None, AT - SECOND, "b"))
        for n, order in product(range(2), (1, -1)):
            yield Person("x", home[n:], groups[::order], starts_on=starts, ends_on=until)


def test_who_has_the_same_bearing_has_the_same_plans() -> None:
    plans: dict[object, object] = {}
    held = [*everybody()]
    for one in held:
        key = bearing(one, FIRST - DAY, LAST + DAY)
        found = plans_of(PLANNING, one, FIRST, LAST)
        assert plans.setdefault(key, found) == found, one
    assert 50 < len(plans) < len(held) / 5


def test_who_began_years_ago_or_joined_at_another_instant_is_planned_as_the_others() -> None:
    def one(start: date | None, at: int, since: date | None) -> tuple[object, ...]:
        group = Member("g", since, None, AT + timedelta(seconds=at), "a")
        home = (Member("a", None, None, AT),)
        return bearing(Person("x", home, (group,), starts_on=start), FIRST, LAST)

    assert one(date(2019, 1, 1), 0, date(2020, 1, 1)) == one(date(2020, 2, 2), 7, date(2021, 3, 3))
    assert one(None, 0, None) != one(date(2020, 1, 1), 0, None), "the office begins in between"
    assert one(FIRST + DAY, 0, None) != one(FIRST, 0, None)
    assert one(FIRST, 0, FIRST + DAY) != one(FIRST, 0, FIRST)
