"""Which passkeys open the desks? Making one, and signing in with it; there are no passwords."""

from typing import Any

from tortoise.exceptions import IntegrityError

from web import clock
from web.domain.jws import unb64url
from web.errors import Problem
from web.models import DeskPasskey, Employee
from web.services import passkeys
from web.services.access import burn_nonce
from web.services.keys import KeyRing
from web.settings import Settings

MAX_ID = 1400  # signs of a credential id that the database takes
REGISTRATION, SIGN_IN = "desk-registration:", "desk-sign-in"


def start_registration(*, settings: Settings, keys: KeyRing, employee: Employee) -> dict[str, Any]:
    """What to ask the browser for, to make a passkey for the desks."""
    nonce = keys.make_nonce(REGISTRATION + str(employee.id), clock.now())
    return passkeys.desk_options(
        rp_id=settings.rp_id, challenge=unb64url(nonce), nip=employee.nip, name=employee.name
    )


async def finish_registration(
    *, settings: Settings, keys: KeyRing, employee: Employee, credential: Any
) -> DeskPasskey:
    """Keep a passkey for the desks.

    Raises:
        Problem: `bad_passkey`.
    """
    purpose = REGISTRATION + str(employee.id)
    try:
        nonce = passkeys.stated_challenge(credential)
        if not await burn_nonce(keys=keys, purpose=purpose, nonce=nonce):
            raise Problem("bad_passkey")
        made = passkeys.register(
            credential, challenge=unb64url(nonce), origin=settings.origin, rp_id=settings.rp_id
        )
        return await DeskPasskey.create(
            credential_id=made.credential_id,
            employee=employee,
            credential_key=made.credential_key,
            created_at=clock.now(),
        )
    except (passkeys.BadPasskey, IntegrityError) as error:
        raise Problem("bad_passkey") from error


def start_sign_in(*, settings: Settings, keys: KeyRing) -> dict[str, Any]:
    """What to ask the browser for, to sign in with whichever passkey it holds."""
    nonce = keys.make_nonce(SIGN_IN, clock.now())
    return passkeys.sign_in_options(rp_id=settings.rp_id, challenge=unb64url(nonce))


async def finish_sign_in(*, settings: Settings, keys: KeyRing, credential: Any) -> Employee:
    """Whose passkey this is.

    Raises:
        Problem: `bad_passkey`, for an unknown or removed one too, or `inactive`.
    """
    try:
        nonce = passkeys.stated_challenge(credential)
    except passkeys.BadPasskey as error:
        raise Problem("bad_passkey") from error
    passkey = (
        await DeskPasskey.filter(credential_id=str(credential.get("id"))[:MAX_ID], removed_at=None)
        .select_related("employee__agency")
        .first()
    )
    if passkey is None or not await burn_nonce(keys=keys, purpose=SIGN_IN, nonce=nonce):
        raise Problem("bad_passkey")
    try:
        passkeys.check_assertion(
            credential,
            challenge=unb64url(nonce),
            origin=settings.origin,
            rp_id=settings.rp_id,
            credential_id=passkey.credential_id,
            credential_key=passkey.credential_key,
        )
    except passkeys.BadPasskey as error:
        raise Problem("bad_passkey") from error
    if not passkey.employee.active:
        raise Problem("inactive")
    return passkey.employee


async def remove(*, employee: Employee, credential_id: str) -> None:
    """Let a passkey of the person open nothing any more.

    Raises:
        Problem: `not_found` where it is not theirs, or gone already.
    """
    removed = await DeskPasskey.filter(
        credential_id=credential_id, employee=employee, removed_at=None
    ).update(removed_at=clock.now())
    if not removed:
        raise Problem("not_found")
