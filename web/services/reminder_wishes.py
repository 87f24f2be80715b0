"""What does a person want to be reminded of, and where can their phone be reached?"""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from web.domain.jws import Malformed, b64url, unb64url
from web.domain.push import Subscription, allowed, has_length
from web.domain.reminders import BadWish, Wish, parse_wish
from web.errors import Problem
from web.models import PushSubscription, ReminderWish, Session
from web.services.keys import public_key
from web.services.push_keys import PushKeys


async def document_of(session: Session, keys: PushKeys | None) -> dict[str, Any] | None:
    """What a phone is told of reminders: our key, what is kept of it; None where there are none."""
    if keys is None:
        return None
    live = (
        await PushSubscription.filter(device_id=session.device_id, gone_at=None)
        .order_by("-created_at")
        .first()
    )
    wish = await ReminderWish.get_or_none(employee_id=session.employee_id)
    return {
        "key": keys.public,
        "endpoint": live and live.endpoint_hash,
        "settings": wish and wish.body,
    }


async def keep(
    *,
    session: Session,
    wish: Wish,
    subscription: Subscription | None,
    now: datetime,
) -> None:
    """Keep what a person wants and where their phone is; the same again changes nothing.

    Args:
        session: of the phone.
        wish: the settings; they replace what there was.
        subscription: as `read_subscription` made it, or None to end the one there is.
        now: the time.
    """
    for _ in range(2):  # two phones of one person may bring their first words at once
        try:
            async with in_transaction():
                await _keep_wish(session.employee_id, wish, now)
                await _keep_subscription(session.device_id, subscription, now)
            return
        except IntegrityError:
            continue


async def _keep_wish(employee: Any, wish: Wish, now: datetime) -> None:
    changed = await ReminderWish.filter(employee_id=employee).update(
        body=wish.document(), changed_at=now
    )
    if not changed:
        await ReminderWish.create(employee_id=employee, body=wish.document(), changed_at=now)


async def _keep_subscription(device: UUID, wanted: Subscription | None, now: datetime) -> None:
    """End the phone's others, and other owners' of the same address: a phone changed hands."""
    place = endpoint_hash(wanted.endpoint) if wanted else ""
    same = Q(device_id=device, endpoint_hash=place)
    if wanted:
        same &= Q(p256dh=wanted.p256dh, auth=wanted.auth, key=wanted.key)
    others = PushSubscription.filter(Q(device_id=device) | Q(endpoint_hash=place), gone_at=None)
    await others.filter(~same).update(gone_at=now)
    if wanted and not await PushSubscription.exists(same, gone_at=None):
        await PushSubscription.create(
            id=uuid4(),
            device_id=device,
            endpoint_hash=place,
            created_at=now,
            **wanted._asdict(),
        )


def endpoint_hash(endpoint: str) -> str:
    """By which a phone and we know an address without saying it."""
    return b64url(sha256(endpoint.encode()).digest())


def read_wish(raw: Any) -> Wish:
    """Settings from a body.

    Raises:
        Problem: `invalid` with `kinds` or `quiet`.
    """
    try:
        return parse_wish(raw)
    except BadWish as error:
        raise Problem("invalid", str(error), fields={error.where: str(error)}) from error


def read_subscription(raw: Any, services: str, keys: PushKeys) -> Subscription | None:
    """A subscription as `PushSubscription.toJSON()` writes it, with `key`; None stays None.

    Args:
        raw: from a body.
        services: the setting `push_services`.
        keys: our keys, one of which it was made with.

    Raises:
        Problem: `invalid` with `endpoint`, `keys` or `key`.
    """
    if raw is None:
        return None
    given = raw if isinstance(raw, dict) else {}
    own = given.get("keys")
    own = own if isinstance(own, dict) else {}
    endpoint, p256dh, auth = given.get("endpoint"), own.get("p256dh"), own.get("auth")
    if not isinstance(endpoint, str) or not allowed(endpoint, services):
        raise _invalid("endpoint", "Layanan pengingat peramban ini tidak dikenal server.")
    if not isinstance(p256dh, str) or not isinstance(auth, str) or not has_length(auth, 16):
        raise _invalid("keys", "Kunci pengingat tidak terbaca.")
    _check_point(p256dh)
    key = given.get("key")
    if not isinstance(key, str) or keys.signer(key) is None:
        raise _invalid("key", "Kunci server sudah diganti. Nyalakan pengingat sekali lagi.")
    return Subscription(endpoint, p256dh, auth, key)


def _check_point(p256dh: str) -> None:
    """An uncompressed point of P-256 (RFC 8291, section 3.1); anything else could not be met."""
    try:
        point = unb64url(p256dh)
        if len(point) != 65 or point[0] != 4:
            raise Malformed("not an uncompressed point")
        public_key({"kty": "EC", "crv": "P-256", "x": b64url(point[1:33]), "y": b64url(point[33:])})
    except Malformed as error:
        raise _invalid("keys", "Kunci pengingat tidak terbaca.") from error


def _invalid(field: str, sentence: str) -> Problem:
    return Problem("invalid", sentence, fields={field: sentence})
