"""Does the order of arrival change nothing in the end: gaps close, and a copied key shows?"""

from itertools import permutations

import pytest

from tests.services.office import DAY, HOUR, MINUTE, MORNING, SECOND, Office, codes, stands
from web.domain.jws import digest
from web.services.softphone import SoftPhone


def copied(phone: SoftPhone) -> SoftPhone:
    """The same installation on a second phone: keys, chain and anchor."""
    copy = SoftPhone(phone.origin)
    copy.__dict__.update(phone.__dict__ | {"queue": []})
    return copy


async def fresh(office: Office) -> SoftPhone:
    """A phone that has just spoken with the server, so that no time is only asserted."""
    phone = await office.phone()
    await office.contact(phone, MORNING - MINUTE)
    return phone


async def test_a_gap_clears_itself_when_the_missing_one_arrives(office: Office):
    phone = await fresh(office)
    first, second, third = (office.press(phone, MORNING + n * SECOND) for n in range(3))
    assert codes(await office.one(third)) == {"chain_gap"}
    assert codes(await office.one(first)) == set()
    assert await stands(third) == {"chain_gap"}
    assert codes(await office.one(second)) == set()
    assert await stands(third) == set()
    again = await office.one(third)
    assert (again.status, codes(again)) == ("duplicate", set())
    claims = office.keys.read_receipt(again.receipt or "")
    assert claims
    assert claims["flags"] == ["chain_gap"]  # frozen, while the answer stands as now


REFUSED = {
    "by a wrong finger": {"assertion": "other"},
    "by a malformed assertion": {"assertion": {}},
    "by a claim of another type": {"kind": "breakfast"},
    "by its size": {"padding": "x" * 20_000},
    "by its anchor": {"anchor": "a.b.c"},
    "by its id": {"jti": "used"},
}


@pytest.mark.parametrize("later", [True, False], ids=["arriving late", "arriving first"])
async def test_a_refused_one_that_the_device_signed_fills_its_gap(office: Office, later: bool):
    for how in REFUSED.values():
        phone = await fresh(office)
        first = office.press(phone)
        jti = (await office.one(first)).id
        claims = {name: how[name] for name in ("kind", "anchor") if name in how}
        claims |= {"jti": jti} if "jti" in how else {}
        second = office.press(phone, MORNING + SECOND, **({"kind": "out"} | claims))
        if how.get("assertion") == "other":
            second["assertion"] = (await office.phone()).passkey.answer(digest(second["jws"]))
        elif "assertion" in how:
            second["assertion"] = how["assertion"]
        second |= {"padding": how["padding"]} if "padding" in how else {}
        third = office.press(phone, MORNING + 2 * SECOND)
        sent = (third, second) if later else (second, third)
        answers = {answer.status for answer in [await office.one(one) for one in sent]}
        assert answers == {"recorded", "refused"}
        assert await stands(first) == await stands(third) == set(), how


async def test_a_refused_one_that_nobody_signed_fills_nothing(office: Office):
    phone = await fresh(office)
    first, second, third = (office.press(phone, MORNING + n * SECOND) for n in range(3))
    header, payload, _ = second["jws"].split(".")
    forged = second | {"jws": f"{header}.{payload}.{'A' * 86}"}
    assert (await office.one(forged)).reason == "bad_signature"
    await office.hand_in(first, third)
    assert await stands(third) == {"chain_gap"}


async def test_a_copied_key_shows_on_both_rows_whoever_comes_first(office: Office):
    """Two check-ins with one number, and so with one predecessor."""
    for turned in (False, True):
        phone = await fresh(office)
        await office.one(office.press(phone))
        copy = copied(phone)
        mine = office.press(phone, MORNING + SECOND)
        theirs = office.press(copy, MORNING + 2 * SECOND)
        for one in (theirs, mine) if turned else (mine, theirs):
            await office.one(one)
        assert await stands(mine) == await stands(theirs) == {"chain_fork"}


async def test_one_predecessor_for_two_numbers_is_a_fork_on_both(office: Office):
    for turned in (False, True):
        phone = await fresh(office)
        first = office.press(phone)
        second = office.press(phone, MORNING + SECOND)
        third = office.press(phone, MORNING + 2 * SECOND, prev=digest(first["jws"]))
        sent = [first, second, third]
        for one in reversed(sent) if turned else sent:
            await office.one(one)
        assert await stands(first) == set()
        assert await stands(second) == await stands(third) == {"chain_fork"}


async def test_a_predecessor_that_is_not_the_one_before_is_a_fork_on_both(office: Office):
    for order in permutations(range(3)):
        phone = await fresh(office)
        first = office.press(phone)
        second = office.press(phone, MORNING + SECOND)
        third = office.press(phone, MORNING + 2 * SECOND, prev=digest("something else"))
        for number in order:
            await office.one((first, second, third)[number])
        assert await stands(first) == set()
        assert await stands(second) == await stands(third) == {"chain_fork"}


async def test_a_chain_that_begins_twice_is_a_fork(office: Office):
    phone = await fresh(office)
    copy = copied(phone)
    mine, theirs = office.press(phone), office.press(copy, MORNING + SECOND)
    await office.hand_in(mine, theirs)
    assert await stands(mine) == await stands(theirs) == {"chain_fork"}


async def test_a_refused_fork_shows_on_the_row_that_is_there(office: Office):
    """The copy has the device key but not the finger."""
    phone = await fresh(office)
    copy, other = copied(phone), await office.phone()
    mine, theirs = office.press(phone), office.press(copy, MORNING + SECOND)
    theirs["assertion"] = other.passkey.answer(digest(theirs["jws"]))
    assert (await office.one(theirs)).reason == "bad_assertion"
    await office.one(mine)
    assert await stands(mine) == {"chain_fork"}


async def test_chains_of_two_phones_have_nothing_to_do_with_each_other(office: Office):
    one, other = await fresh(office), await fresh(office)
    envelopes = [
        office.press(phone, MORNING + n * SECOND) for n in range(3) for phone in (one, other)
    ]
    await office.hand_in(*envelopes)
    assert [await stands(envelope) for envelope in envelopes] == [set()] * 6


# Anchors and contacts


async def test_an_older_anchor_than_below_is_superseded_in_any_order(office: Office):
    for turned in (False, True):
        phone = await office.phone()
        old, seen = phone.anchor, phone.anchor_seen_at
        await office.contact(phone, MORNING)
        first = office.press(phone, MORNING + MINUTE)
        phone.anchor, phone.anchor_seen_at = old, seen
        second = office.press(phone, MORNING + 2 * MINUTE)
        third = office.press(phone, MORNING + 3 * MINUTE)
        sent = [first, second, third]
        for one in reversed(sent) if turned else sent:
            await office.one(one, at=MORNING + 4 * MINUTE)
        assert await stands(first) == set()
        superseded = {"superseded_anchor", "time_asserted"}
        assert await stands(second) == await stands(third) == superseded


async def test_an_anchor_whose_answer_was_lost_counts_for_nothing(office: Office):
    phone = await office.phone()
    await office.one(office.press(phone, MORNING - HOUR), at=MORNING - HOUR)
    kept = phone.anchor, phone.anchor_seen_at
    await office.contact(phone, MORNING - MINUTE)
    phone.anchor, phone.anchor_seen_at = kept
    assert codes(await office.one(office.press(phone))) == {"time_asserted"}


async def test_a_check_in_kept_back_at_a_contact_is_undeclared(office: Office):
    """Somebody signs at 7.25 for whatever time suits and hands it in after the next contact."""
    phone = await office.phone()
    copy = copied(phone)
    await office.contact(phone, MORNING + HOUR)
    late = office.press(copy)
    declared = office.press(phone, MORNING + HOUR + SECOND)
    answer = await office.one(late, at=MORNING + 2 * HOUR)
    assert codes(answer) == {"undeclared", "time_asserted"}
    assert answer.verdict == "review"
    # The phone's own next one has the same number, and is younger than the contact.
    assert "undeclared" not in codes(await office.one(declared, at=MORNING + 2 * HOUR))


@pytest.mark.parametrize(
    ("before", "flagged"), [(10 * SECOND, False), (10 * SECOND + MINUTE / 60000, True)]
)
async def test_ten_seconds_before_a_contact_are_granted(office: Office, before, flagged: bool):
    phone = await fresh(office)
    copy = copied(phone)
    await office.contact(phone, MORNING)
    late = office.press(copy, MORNING - before)
    answer = await office.one(late, at=MORNING + SECOND)
    assert ("undeclared" in codes(answer)) is flagged


async def test_what_was_declared_is_clean_however_late_it_comes(office: Office):
    phone = await office.phone()
    queue = [office.press(phone, MORNING + n * HOUR) for n in range(3)]
    await office.contact(phone, MORNING + 5 * HOUR)
    answers = await office.hand_in(*queue, at=MORNING + 6 * HOUR)
    assert {frozenset(codes(one)) for one in answers} == {frozenset({"time_asserted"})}


async def test_what_the_phone_denies_later_is_undeclared_at_once(office: Office):
    """The copy hands in straight away; the phone then declares fewer than there are."""
    phone = await fresh(office)
    await office.one(office.press(phone, MORNING))
    copy = copied(phone)
    theirs = office.press(copy, MORNING + MINUTE)
    assert codes(await office.one(theirs, at=MORNING + MINUTE)) == set()
    await office.contact(phone, MORNING + DAY)
    assert await stands(theirs) == {"undeclared"}
