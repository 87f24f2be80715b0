"""Does a device's chain tell a gap from a fork, whatever came first?"""

from itertools import permutations

import pytest

from tests.domain.cases import PREV, case_of, codes, facts_of
from web.domain.case import Link

OWN = facts_of().hash


def chain(*links: Link) -> set[str]:
    """The chain flags of number 7, whose `prev` is PREV, among other links."""
    own = Link(7, PREV, OWN)
    found = {frozenset(codes(case_of(links=order))) for order in permutations((own, *links))}
    (always,) = found  # whatever the order
    return set(always)


def test_a_chain_without_gap_or_fork_is_clean():
    assert chain(Link(6, "B" * 43, PREV), Link(8, OWN, "C" * 43)) == set()


def test_a_missing_one_is_a_gap():
    assert chain() == {"chain_gap"}
    assert chain(Link(8, OWN, "C" * 43)) == {"chain_gap"}


def test_the_first_has_no_gap():
    first = facts_of(seq=1, prev=None)
    case = case_of(claims={"seq": 1, "prev": None}, links=(Link(1, None, first.hash),))
    assert codes(case) == set()


@pytest.mark.parametrize(
    "other",
    [
        Link(7, PREV, "Z" * 43),  # one seq
        Link(7, "Y" * 43, "Z" * 43),
        Link(9, PREV, "Z" * 43),  # one prev
        Link(8, PREV, "Z" * 43),
        Link(8, "Y" * 43, "Z" * 43),  # the next one stands on something else
    ],
)
def test_two_check_ins_at_one_place_are_a_fork(other: Link):
    assert chain(Link(6, "B" * 43, PREV), other) == {"chain_fork"}


def test_standing_on_something_else_than_the_one_before_is_a_fork():
    assert chain(Link(6, "B" * 43, "X" * 43)) == {"chain_fork"}


def test_a_predecessor_among_two_is_enough():
    """Number 6 is forked, 7 is not to blame for standing on one of them."""
    assert chain(Link(6, "B" * 43, "X" * 43), Link(6, "B" * 43, PREV)) == set()


def test_the_first_stands_on_nothing():
    first = facts_of(seq=1, prev=PREV)
    case = case_of(claims={"seq": 1, "prev": PREV}, links=(Link(1, PREV, first.hash),))
    assert codes(case) == {"chain_fork"}


def test_two_first_ones_are_a_fork():
    first = facts_of(seq=1, prev=None)
    links = (Link(1, None, first.hash), Link(4, None, "Z" * 43))
    assert codes(case_of(claims={"seq": 1, "prev": None}, links=links)) == {"chain_fork"}


def test_the_same_check_in_with_its_other_signature_is_no_fork():
    """Whoever carried it can swap the signature; the refused copy says nothing of the phone."""
    assert chain(Link(6, "B" * 43, PREV), Link(7, PREV, "Z" * 43, mirror=OWN)) == set()
    assert chain(Link(6, "B" * 43, "Z" * 43, mirror=PREV)) == set()
    assert chain(Link(6, "B" * 43, "Z" * 43, mirror="X" * 43)) == {"chain_fork"}
