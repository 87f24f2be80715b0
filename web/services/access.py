"""Who is let in? Sessions, one-time links to the desks, and challenges that serve once."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from web import clock
from web.errors import Problem
from web.models import Device, Employee, Session, SignInLink, UsedNonce
from web.security import token_hash
from web.services.keys import KeyRing
from web.settings import Settings

DEVICE_DAYS = 30
DESK_DAYS = 1
LINK_LIFE = timedelta(days=1)


class IssuedLink(NamedTuple):
    """A one-time link to the desks and when it ends."""

    url: str
    expires_at: datetime


async def issue_link(*, settings: Settings, employee: Employee) -> IssuedLink:
    """Make a one-time link that signs the person in at a desk; it lives a day."""
    token, now = secrets.token_urlsafe(32), clock.now()
    await SignInLink.create(
        token_hash=token_hash(token),
        employee=employee,
        created_at=now,
        expires_at=now + LINK_LIFE,
    )
    return IssuedLink(_url(settings, token), now + LINK_LIFE)


def _url(settings: Settings, token: str) -> str:
    return f"{settings.origin}/sign-in/{token}"


async def just_issued(
    *, settings: Settings, employee: Employee, token: str, since: datetime
) -> IssuedLink | None:
    """A person's link that somebody still holds, where it was made since then and is unused."""
    made = SignInLink.filter(employee=employee, created_at__gte=since, used_at=None)
    link = await made.get_or_none(token_hash=token_hash(token), expires_at__gt=clock.now())
    return IssuedLink(_url(settings, token), link.expires_at) if link else None


async def find_link(token: str) -> Employee:
    """Whose link this is, without using it.

    Raises:
        Problem: `link_used` when it is unknown, used or over.
    """
    link = (
        await SignInLink.filter(
            token_hash=token_hash(token), used_at=None, expires_at__gt=clock.now()
        )
        .select_related("employee__agency")
        .first()
    )
    if link is None or not link.employee.active:
        raise Problem("link_used")
    return link.employee


async def use_link(token: str) -> Employee:
    """Spend a link and answer whose it was.

    Raises:
        Problem: `link_used` when it is unknown, used or over; of two at once, one wins.
    """
    employee = await find_link(token)
    spent = await SignInLink.filter(token_hash=token_hash(token), used_at=None).update(
        used_at=clock.now()
    )
    if not spent:
        raise Problem("link_used")
    return employee


async def open_session(*, employee: Employee, device: Device | None = None) -> str:
    """Sign a browser in, a phone's for 30 days or a desk's for one, and answer its token."""
    token, now = secrets.token_urlsafe(32), clock.now()
    await Session.create(
        token_hash=token_hash(token),
        employee=employee,
        device=device,
        created_at=now,
        expires_at=now + timedelta(days=DEVICE_DAYS if device else DESK_DAYS),
    )
    return token


async def device_of(token: str | None) -> UUID | None:
    """Which phone's session a browser holds, also one that has ended; it lets nobody in."""
    held = await Session.get_or_none(token_hash=token_hash(token)) if token else None
    return held.device_id if held else None


async def end_session(token: str) -> None:
    """Sign a browser out; an unknown token is no error."""
    await Session.filter(token_hash=token_hash(token), ended_at=None).update(ended_at=clock.now())


async def burn_nonce(*, keys: KeyRing, purpose: str, nonce: str) -> bool:
    """Use a challenge up. False where it is not ours, not for this purpose, over or used."""
    now = clock.now()
    expiry = keys.nonce_expiry(purpose, nonce)
    if expiry is None or expiry <= now.timestamp():
        return False
    async with in_transaction():
        await UsedNonce.filter(Q(expires_at__lt=now)).delete()
        try:
            await UsedNonce.create(
                nonce_hash=token_hash(nonce), expires_at=datetime.fromtimestamp(expiry, UTC)
            )
        except IntegrityError:
            return False
    return True
