"""Does what is told reach the right phone, unreadable to others, once, and does it end well?

The push service is a server on loopback that opens what it is sent with the phone's own keys.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

import http_ece
import pytest

from tests.push_service import PushService, Reader
from tests.services.office import HOUR, MINUTE, SECOND
from tests.services.ward import TIME, Ward, only, outcomes
from web import clock
from web.domain.reminders import ATTEMPTS, Wish, parse_wish
from web.models import Notice, PushSubscription
from web.services.notices import Telling, notify, tell
from web.services.push_keys import PushKeys
from web.services.reminder_clock import Reminders


async def test_what_is_posted_is_signed_short_lived_and_says_nothing_in_the_open(ward: Ward):
    _, _, reader = await ward.listener()
    await ward.look()
    (delivery,) = ward.service.taken
    claims, key = delivery.claims()
    assert claims["aud"] == ward.service.origin
    assert claims["sub"] == ward.office.settings.origin
    assert key == ward.keys.public
    assert delivery.headers["ttl"] == str(14 * 60)  # to the limit: later it is of no use
    assert delivery.headers["urgency"] == "high"
    assert len(delivery.headers["topic"]) == 32
    assert b"Absen" not in delivery.body
    assert "absen" not in str(delivery.headers).lower()
    stranger = Reader()
    stranger.auth = reader.auth
    with pytest.raises(http_ece.ECEException):
        stranger.read(delivery)


async def test_nothing_is_told_twice_after_a_restart(ward: Ward):
    _, _, reader = await ward.listener()
    await ward.look()
    await ward.reminders.stop()
    ward.restarted()
    await ward.look(TIME + MINUTE)
    assert len(ward.service.to(reader)) == 1


async def test_two_processes_tell_once(ward: Ward):
    readers = [(await ward.listener())[2] for _ in range(5)]
    settings = replace(ward.office.settings, push_services=ward.service.origin)
    other = Reminders(settings, ward.keys)
    with clock.at(TIME):
        await asyncio.gather(ward.reminders.tick(TIME), other.tick(TIME))
        await asyncio.gather(ward.reminders.tick(TIME), other.tick(TIME))
    await other.stop()
    assert [len(ward.service.to(reader)) for reader in readers] == [1] * 5


async def test_what_a_crash_left_claimed_is_lost_and_not_sent_again(ward: Ward):
    person, _, reader = await ward.listener()
    await tell(
        [Telling(employee=person.id, kind="decision", subject="x", title="t", body="b")], TIME
    )
    await Notice.all().update(claim=uuid4(), claimed_at=TIME)
    await ward.look(TIME + 4 * MINUTE)
    assert await Notice.filter(subject="x", settled_at=None).exists()
    await ward.look(TIME + 6 * MINUTE)
    assert (await Notice.get(subject="x")).outcome == "lost"
    assert [one for one in ward.service.to(reader) if one["kind"] == "decision"] == []


async def test_a_blocked_phone_hears_nothing_more(ward: Ward):
    person, phone, _ = await ward.listener()
    with clock.at(TIME):
        await notify(person.id, "decision", "d1", title="t", body="b", url="#checkin")
    await ward.office.block(phone, "lost", at=TIME - MINUTE)
    await ward.look()
    assert ward.service.taken == []
    assert await outcomes() == ["none"]


@pytest.mark.parametrize("status", [404, 410])
async def test_a_subscription_that_is_no_more_is_ended(ward: Ward, status: int):
    _, _, _ = await ward.listener()
    ward.service.answers.append(status)
    await ward.look()
    assert await outcomes() == ["gone"]
    assert (await PushSubscription.get()).gone_at is not None
    await ward.look(TIME + MINUTE)
    assert len(ward.service.taken) == 1


async def test_a_busy_service_is_asked_again_when_it_says(ward: Ward):
    person, _, _ = await ward.listener(wish=parse_wish({"kinds": {"checkin": False}}))
    with clock.at(TIME):
        await notify(person.id, "decision", "d1", title="t", body="b", url="#checkin")
    ward.service.answers.extend([(429, {"Retry-After": "300"}), 500])
    await ward.look()
    await ward.look(TIME + 299 * SECOND)
    assert len(ward.service.taken) == 1
    await ward.look(TIME + 300 * SECOND)
    await ward.look(TIME + 359 * SECOND)
    assert len(ward.service.taken) == 2
    await ward.look(TIME + 360 * SECOND)
    assert await outcomes() == ["sent"]
    assert len(ward.service.taken) == 3


async def test_it_is_given_up_in_the_end_and_what_is_refused_at_once(ward: Ward):
    person, _, _ = await ward.listener(wish=parse_wish({"kinds": {"checkin": False}}))
    with clock.at(TIME):
        await notify(person.id, "decision", "d1", title="t", body="b", url="#checkin")
    ward.service.answers.extend([500] * ATTEMPTS)
    for hour in range(ATTEMPTS + 2):
        await ward.look(TIME + hour * HOUR)
    assert len(ward.service.taken) == ATTEMPTS
    assert await outcomes() == ["failed"]
    later = TIME + 9 * HOUR
    with clock.at(later):
        await notify(person.id, "decision", "d2", title="t", body="b", url="#checkin")
    ward.service.answers.append(403)
    await ward.look(later)
    await ward.look(later + HOUR)
    assert len(ward.service.taken) == ATTEMPTS + 1


async def test_no_redirect_is_followed(ward: Ward):
    _, _, _ = await ward.listener()
    inside = PushService()
    ward.service.answers.append((307, {"Location": f"{inside.origin}/admin"}))
    await ward.look()
    inside.close()
    assert inside.taken == []
    assert await outcomes() == ["failed"]


async def test_a_service_that_is_named_no_more_is_not_spoken_to(ward: Ward):
    await ward.listener()
    settings = replace(ward.office.settings, push_services="push.example")
    other = Reminders(settings, ward.keys)
    with clock.at(TIME):
        await other.tick(TIME)
    await other.stop()
    assert ward.service.taken == []


async def test_a_renewed_key_leaves_old_subscriptions_working(ward: Ward):
    _, _, reader = await ward.listener()
    before = ward.keys.public
    ward.keys = PushKeys.create(ward.office.settings.data / "keys")
    assert ward.keys.public != before
    await ward.restarted().tick(TIME)
    (delivery,) = ward.service.taken
    assert delivery.claims()[1] == before
    assert ward.service.to(reader)


async def test_stopping_gives_back_what_was_not_begun(ward: Ward):
    for _ in range(12):
        await ward.listener()
    ward.service.hold.clear()
    task = asyncio.create_task(ward.reminders.tick(TIME))
    assert await asyncio.to_thread(ward.service.began.wait, 20)
    assert await Notice.filter(claim__not_isnull=True).count() == 12
    ward.reminders._stop.set()
    ward.reminders._sender.stop()
    ward.service.hold.set()
    await task
    sent = await Notice.filter(outcome="sent").count()
    back = await Notice.filter(settled_at=None, claim=None).count()
    assert sent + back == 12
    assert len(ward.service.taken) == sent


async def test_a_phone_that_changed_hands_tells_its_first_owner_s_news_to_nobody(ward: Ward):
    _, first, reader = await ward.listener()
    _, second, _ = await ward.listener()
    await ward.subscribe(second, reader, Wish())
    live = await PushSubscription.filter(gone_at=None)
    assert [str(one.device_id) for one in live] == [second.device_id]
    assert first.device_id != second.device_id
    await ward.look()
    assert only(ward.service.to(reader))["device"] == second.device_id


async def test_the_same_word_again_is_one_subscription(ward: Ward):
    _, phone, reader = await ward.listener()
    for _ in range(3):
        await ward.subscribe(phone, reader, Wish())
    assert await PushSubscription.all().count() == 1
    await ward.subscribe(phone, Reader(), Wish())
    assert await PushSubscription.filter(gone_at=None).count() == 1
    await ward.subscribe(phone, None, Wish())
    assert await PushSubscription.filter(gone_at=None).count() == 0
    await ward.subscribe(phone, reader, Wish())
    assert await PushSubscription.filter(gone_at=None).count() == 1


async def test_what_was_settled_long_ago_is_forgotten(ward: Ward):
    await ward.listener()
    await ward.look()
    assert await Notice.all().count() == 1
    await ward.restarted().tick(TIME + timedelta(days=36, hours=9))
    assert await Notice.all().count() == 0


async def test_a_look_that_fails_ends_nothing(ward: Ward, monkeypatch: pytest.MonkeyPatch):
    """The task goes on to the next look, whatever happened in this one."""
    looks, third = count(1), asyncio.Event()

    async def fail(_: datetime) -> None:
        if next(looks) == 3:
            third.set()
        raise OSError("the database is away")

    monkeypatch.setattr("web.services.reminder_clock.EVERY", 0.001)
    monkeypatch.setattr(ward.reminders, "tick", fail)
    await ward.reminders.start()
    await asyncio.wait_for(third.wait(), 20)
