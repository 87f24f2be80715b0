"""Does each flag say exactly what the protocol says it sees, up to its boundary?"""

from datetime import timedelta

import pytest

from tests.domain.cases import (
    ANCHOR_AT,
    RECEIVED_AT,
    TAP,
    case_of,
    codes,
    seconds,
    words,
)
from tests.domain.making import FIX, changed
from web.domain.case import DeviceFacts, Sighting
from web.domain.evidence import CONTRADICTIONS, INFORMATION, STRONG, assess
from web.domain.vocabulary import FLAGS

ENROLLED = TAP - timedelta(days=400)

# The protocol's table, word for word.
WEIGHTS = {
    "contradiction": "before_anchor in_future superseded_anchor undeclared chain_fork bad_witness"
    " passkey_changed revoked_device",
    "strong": "outside no_location shared_fix frozen_fix impossible_speed clock_moved"
    " late_delivery new_device",
    "information": "low_accuracy chain_gap time_asserted clock_forward carried",
}


def test_the_weights_are_the_protocol_s():
    rules = {"contradiction": CONTRADICTIONS, "strong": STRONG, "information": INFORMATION}
    for weight, names in WEIGHTS.items():
        assert [look.__name__ for look in rules[weight]] == names.split()
        assert {code for code, one in FLAGS.items() if one.weight == weight} == set(names.split())


def test_an_honest_check_in_has_no_flag():
    found = assess(case_of())
    assert (found.flags, found.verdict, found.point) == ((), "accepted", "Kantor Contoh")


# Contacts and anchors


def test_an_older_anchor_than_one_below_is_superseded():
    assert codes(case_of(newer_anchor_below=True)) == {"superseded_anchor"}


@pytest.mark.parametrize(
    ("last_seq", "after", "flagged"),
    [
        (6, 10.001, True),
        (6, 10, False),  # ten seconds are granted
        (6, -600, False),  # signed after the contact
        (7, 3600, False),  # declared
        (8, 3600, False),
        (0, 3600, True),
    ],
)
def test_a_check_in_from_before_a_contact_must_have_been_declared(last_seq, after, flagged):
    case = case_of(
        contacts=((7, TAP - timedelta(days=3)), (last_seq, TAP + seconds(after))),
        received_at=TAP + timedelta(hours=2),
    )
    assert ("undeclared" in codes(case)) is flagged


def test_what_a_phone_denies_afterwards_is_undeclared_too():
    """The copy handed in number 7 at once; then the phone itself declares that it signed 6."""
    case = case_of(contacts=((6, RECEIVED_AT + timedelta(hours=1)),))
    assert codes(case) == {"undeclared"}
    assert "absen nomor 7 belum ada" in words(case, "undeclared")


# Keys and devices


def test_no_display_is_registered_so_no_witness_is_good():
    assert codes(case_of(claims={"witness": "a.b.c"})) == {"bad_witness"}
    assert codes(case_of(claims={"witness": ""})) == {"bad_witness"}


@pytest.mark.parametrize(("enrolled", "now"), [(True, False), (False, True)])
def test_a_passkey_of_another_nature_is_told(enrolled: bool, now: bool):
    device = DeviceFacts(ENROLLED, False, enrolled, None, None)
    assert codes(case_of(device=device, backup_eligible=now)) == {"passkey_changed"}
    assert codes(case_of(device=device, backup_eligible=enrolled)) == set()


@pytest.mark.parametrize(
    ("reason", "revoked_at", "flagged"),
    [
        ("replaced", TAP - seconds(1), True),  # signed after it
        ("replaced", TAP, False),
        ("replaced", TAP + seconds(1), False),  # the old queue stays clean
        ("left", TAP - seconds(1), True),
        ("left", TAP + seconds(1), False),
        ("lost", TAP - seconds(1), True),
        ("lost", TAP + seconds(1), True),  # handed in after it was reported
        ("lost", RECEIVED_AT + seconds(1), False),  # the server had it before
    ],
)
def test_a_revoked_device(reason, revoked_at, flagged):
    device = DeviceFacts(ENROLLED, False, False, revoked_at, reason)
    assert codes(case_of(device=device)) == ({"revoked_device"} if flagged else set())


@pytest.mark.parametrize(
    ("lost_at", "flagged"), [(RECEIVED_AT - seconds(1), True), (RECEIVED_AT, False), (None, False)]
)
def test_a_replaced_device_that_turned_out_lost(lost_at, flagged):
    device = DeviceFacts(ENROLLED, False, False, TAP + seconds(1), "replaced", lost_at)
    assert codes(case_of(device=device)) == ({"revoked_device"} if flagged else set())


@pytest.mark.parametrize(
    ("follows_another", "since", "flagged"),
    [
        (True, timedelta(days=3), False),
        (True, timedelta(days=3) - seconds(0.001), True),
        (True, timedelta(0), True),
        (False, timedelta(0), False),  # never for the first
    ],
)
def test_a_change_of_phone_shows_for_three_days(follows_another, since, flagged):
    device = DeviceFacts(TAP - since, follows_another, False, None, None)
    assert codes(case_of(device=device)) == ({"new_device"} if flagged else set())


@pytest.mark.parametrize(
    ("via", "flagged"), [("own", False), ("sessionless", False), ("carried", True)]
)
def test_carried_is_under_another_device_s_session(via, flagged):
    assert codes(case_of(via=via)) == ({"carried"} if flagged else set())


# Places of others, of other days, and of a moment ago


@pytest.mark.parametrize(("others", "flagged"), [(0, False), (1, False), (2, True), (9, True)])
def test_two_other_people_at_the_very_same_place(others, flagged):
    case = case_of(others_at_fix=others)
    assert codes(case) == ({"shared_fix"} if flagged else set())
    if flagged:
        assert f"{others} pegawai lain" in words(case, "shared_fix")


def test_the_very_same_place_on_another_day():
    assert codes(case_of(other_days_at_fix=1)) == {"frozen_fix"}


# 250 km/h is 69.44 metres a second; a degree of latitude here is 110 580 m.
@pytest.mark.parametrize(
    ("metres", "between", "accuracies", "flagged"),
    [
        (25_010, 360, 5, False),  # 25 000 m after both accuracies, in 6 minutes: just 250 km/h
        (25_012, 360, 5, True),
        (25_012, 360, 6, False),
        (100, 0, 10, True),
        (19, 0, 10, False),  # within both errors
        (10_000_000, 4 * 86400, 5, False),
    ],
)
def test_nobody_travels_faster_than_250_kilometres_an_hour(metres, between, accuracies, flagged):
    before = Sighting(TAP - seconds(between), -2.68 + metres / 110_579.6, 118.89, accuracies)
    fix = changed(FIX, accuracy=accuracies)
    case = case_of(claims={"fixes": [fix]}, before=before)
    assert codes(case) == ({"impossible_speed"} if flagged else set())


def test_without_a_fix_there_is_no_speed():
    before = Sighting(TAP - seconds(1), 40, 10, 1)
    case = case_of(claims={"fixes": [], "no_fix": "timeout"}, before=before)
    assert codes(case) == {"no_location"}


# What follows


@pytest.mark.parametrize("code", [*" ".join(WEIGHTS.values()).split()])
def test_a_doubt_asks_for_review_and_information_does_not(code):
    inherited = assess(case_of(inherited=(code,)))
    doubtful = code not in WEIGHTS["information"].split()
    assert inherited.verdict == ("review" if doubtful else "accepted")
    assert [flag.code for flag in inherited.flags] == ([code] if doubtful else [])


def test_every_doubt_is_told_at_once_in_the_order_of_its_weight():
    device = DeviceFacts(ENROLLED, True, True, ANCHOR_AT, "lost")
    case = case_of(
        claims={"witness": "x", "fixes": [changed(FIX, lat=-3, accuracy=500)]},
        device=device,
        via="carried",
        others_at_fix=3,
        newer_anchor_below=True,
        links=(),
        inherited=("chain_fork", "outside"),
    )
    found = [flag.code for flag in assess(case).flags]
    assert found == [
        *("superseded_anchor", "bad_witness", "passkey_changed", "revoked_device"),
        *("outside", "shared_fix", "low_accuracy", "chain_gap", "carried", "chain_fork"),
    ]
