"""Is the demonstration believable, whole, and the same for everybody?"""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import ORIGIN
from tests.record import untold
from tests.services.inbox_acts import by_last_steps, decided, decided_by_last_steps, noted
from web.db import open_database
from web.domain.identity import doubts
from web.models import (
    Agency,
    ApprovalStep,
    Attachment,
    CheckIn,
    Decision,
    Delegation,
    Employee,
    Explanation,
    Quarantine,
)
from web.services import inbox
from web.services.attachment_files import Store
from web.services.demo import Demonstration, make_links
from web.services.demo_days import WITA
from web.services.inbox import KINDS, Wanted
from web.services.keys import KeyRing
from web.settings import Settings

EVENING = datetime(2026, 11, 24, 13, tzinfo=UTC)  # a Tuesday, 21.00 in Mamuju
DOUBTS = {
    **{"outside": 4, "no_location": 1, "shared_fix": 3, "frozen_fix": 3, "impossible_speed": 1},
    **{"clock_moved": 1, "late_delivery": 8, "new_device": 2},
}
REMARKS = {"low_accuracy", "chain_gap", "time_asserted", "carried"}


async def _play(settings: Settings, demonstration: Demonstration) -> list[Any]:
    async with open_database(settings):
        await demonstration.play(lambda: None)
        assert await untold() == []
        rows = await CheckIn.all().select_related("employee", "assessment")
        assert await Quarantine.all().count() == 0
        assert await Agency.all().count() == 3
        assert all(doubts(person.nip) == [] for person in await Employee.all())
        assert await Explanation.all().count() >= 5
        assert {one.outcome for one in await Decision.all()} == {"accepted", "declined"}
        await _look_at_the_desk(settings, demonstration)
        links = await make_links(settings=settings, keys=demonstration.keys, seed=2026)
        assert links.supervisor.startswith(f"{ORIGIN}/sign-in/")
        assert links.employee.startswith(f"{ORIGIN}/#bind=")
    return sorted(
        (
            row.claimed_at,
            row.employee.nip,
            row.kind,
            row.place,
            row.received_at,
            row.assessment.verdict,
            [flag["code"] for flag in row.assessment.flags],
        )
        for row in rows
    )


async def _look_at_the_desk(settings: Settings, demonstration: Demonstration) -> None:
    """Of every kind and urgency something waits, for somebody else too, and files are there."""
    viewer = await Employee.get(nip=demonstration.regency.supervisor).select_related("agency")
    today = EVENING.astimezone(WITA).date()
    acting = Delegation.filter(delegate=viewer, first_day__lte=today, last_day__gte=today)
    viewer.principals = frozenset(await acting.values_list("principal_id", flat=True))
    desk = await inbox.waiting(viewer, Wanted(), settings.correction_day, EVENING)
    assert {key for key, count in desk.counts.items() if count} == set(KINDS)
    assert {one.due.tone for one in desk.entries} == {"bad", "doubt", "waiting"}
    assert any(one.principal for one in desk.entries)
    assert await noted() == await by_last_steps() != set()
    assert await decided() == await decided_by_last_steps() != set()
    steps = ApprovalStep.filter(kind="travel_report", event__in=["approve", "return"])
    assert await steps.count() == 2
    files = await Attachment.all()
    assert {(one.subject_kind, one.kind) for one in files} == {
        ("duty", "pdf"),
        *((kind, "image") for kind in ("travel_report", "daily_report", "correction")),
    }
    store = Store(settings.data)
    assert all(store.path(one.sha256).stat().st_size == one.size for one in files)


def test_three_weeks_pass_the_real_intake_alike_on_both_databases(installation: Settings) -> None:
    keys = KeyRing.load(installation.data / "keys")
    demonstration = Demonstration(installation, keys, 2026, EVENING)
    rows = asyncio.run(_play(installation, demonstration))
    flags = Counter(code for row in rows for code in row[6])
    assert {code: flags[code] for code in DOUBTS} == DOUBTS
    assert flags.keys() == DOUBTS.keys() | REMARKS
    pressed = Counter((event.nip, event.tap.kind) for event in demonstration.events if event.tap)
    told = Counter((nip, kind) for _, nip, kind, *_ in rows)
    assert (pressed - told).total() == 1, "the one that a phone lost"
    assert not told - pressed
    assert len(rows) > 1000
    in_review = sum(row[5] == "review" for row in rows)
    assert 10 <= in_review <= len(rows) * 0.05, "most people are simply at work"
    late = [row for row in rows if row[4] - row[0] > timedelta(days=1)]
    assert len(late) > 150, "the blank spot hands in days later"
    places = Counter(row[3] for row in rows if row[3])
    shared = [place for place, times in places.items() if times > 1]
    assert len(shared) == 2, "only the doubtful share coordinates: three at once, one for days"


@pytest.mark.parametrize("day", range(7))
def test_whenever_it_is_started_every_incident_is_told(installation_keys: Any, day: int) -> None:
    now = datetime(2026, 11, 23, 5, 30, tzinfo=WITA) + timedelta(days=day)
    settings, keys = installation_keys
    demonstration = Demonstration(settings, keys, 2026, now)
    told = {(e.tap.nip, e.tap.day, e.tap.kind) for e in demonstration.events if e.tap}
    whole = len(demonstration.days) - 1
    for incident in demonstration.incidents:
        assert (incident.nip, incident.day % whole, incident.kind) in told
    assert max(event.at for event in demonstration.events) <= now


@pytest.fixture
def installation_keys(tmp_path: Any) -> tuple[Settings, KeyRing]:
    """An installation of which only the keys are there."""
    return Settings(data=tmp_path, origin=ORIGIN), KeyRing.create(tmp_path / "keys")


def test_another_seed_is_another_regency(installation_keys: tuple[Settings, KeyRing]) -> None:
    settings, keys = installation_keys
    one, other = (Demonstration(settings, keys, seed, EVENING) for seed in (2026, 7))
    assert one.regency.people.keys().isdisjoint(other.regency.people)
