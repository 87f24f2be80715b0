"""Which offices stand above an agency on a date, and whose word counts?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from web.domain.tree import LOOP, MAX_DEPTH, TOO_DEEP, Placed, Tree, inherited

NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAY = date(2026, 11, 24)


def placed(parent: str | None, since: date | None = None, minute: int = 0) -> Placed:
    return Placed(parent, since, NOW + timedelta(minutes=minute))


FAMILY = Tree({"uptd": (placed("dinas"),), "pustu": (placed("uptd"),)})


def test_the_nearest_office_comes_first() -> None:
    assert FAMILY.chain("pustu", DAY) == ("pustu", "uptd", "dinas")
    assert FAMILY.chain("dinas", DAY) == ("dinas",)
    assert FAMILY.chain(None, DAY) == ()
    assert FAMILY.scopes("uptd", DAY) == ("uptd", "dinas", None)


def test_a_day_before_a_move_has_the_office_that_stood_above_it_then() -> None:
    moved = FAMILY.with_move("uptd", placed("badan", DAY, 1))

    assert moved.chain("pustu", DAY - timedelta(days=1)) == ("pustu", "uptd", "dinas")
    assert moved.chain("pustu", DAY) == ("pustu", "uptd", "badan")
    assert moved.and_above({"pustu"}) == {"pustu", "uptd", "dinas", "badan"}


def test_of_two_moves_on_a_day_the_later_counts() -> None:
    twice = FAMILY.with_move("uptd", placed("badan", DAY, 1)).with_move(
        "uptd", placed(None, DAY, 2)
    )

    assert twice.chain("uptd", DAY) == ("uptd",)


@pytest.mark.parametrize(
    ("agency", "parent", "fault"),
    [
        ("dinas", "pustu", LOOP),
        ("dinas", "uptd", LOOP),
        ("uptd", "uptd", LOOP),
        ("dinas", "badan", None),
        ("pustu", "dinas", None),
        ("pustu", None, None),
    ],
)
def test_nobody_stands_below_themselves(agency: str, parent: str | None, fault: str | None) -> None:
    assert FAMILY.with_move(agency, placed(parent, DAY, 1)).fault(agency, DAY) == fault


def test_the_depth_is_bounded_with_all_that_moves_along() -> None:
    chain = Tree({str(n): (placed(str(n - 1)),) for n in range(1, MAX_DEPTH)})
    assert len(chain.chain(str(MAX_DEPTH - 1), DAY)) == MAX_DEPTH
    assert chain.fault(str(MAX_DEPTH - 1), DAY) is None

    below = chain.with_move("new", placed(str(MAX_DEPTH - 1), DAY))
    assert below.fault("new", DAY) == TOO_DEEP
    above = chain.with_move("0", placed("top", DAY))
    assert above.fault("0", DAY) == TOO_DEEP


def test_dated_moves_that_lead_in_a_circle_end() -> None:
    """Were there ever such rows, a day's rules would still be found."""
    circle = Tree({"a": (placed("b"),), "b": (placed("a"),)})

    assert circle.chain("a", DAY) == ("a", "b")
    assert circle.fault("a", DAY) == LOOP
    assert circle.and_above({"a"}) == {"a", "b"}


@pytest.mark.parametrize(
    ("laid", "found"),
    [
        ({"uptd": 1, "dinas": 2, None: 3}, 1),
        ({"dinas": 2, None: 3}, 2),
        ({None: 3}, 3),
        ({"badan": 4}, None),
        ({"uptd": 0, None: 3}, 0),
    ],
)
def test_the_nearest_word_counts(laid: dict[str | None, int], found: int | None) -> None:
    assert inherited(FAMILY.chain("uptd", DAY), laid.get) == found


def test_the_times_of_an_office_are_told_without_a_gap() -> None:
    moved = FAMILY.with_move("uptd", placed("badan", DAY, 1)).with_move(
        "dinas", placed("kota", DAY - timedelta(days=30), 2)
    )

    assert moved.phases("pustu") == [
        (None, DAY - timedelta(days=30), ("pustu", "uptd", "dinas")),
        (DAY - timedelta(days=30), DAY, ("pustu", "uptd", "dinas", "kota")),
        (DAY, None, ("pustu", "uptd", "badan")),
    ]
    assert FAMILY.phases("alone") == [(None, None, ("alone",))]
