"""How does a phone become a person's phone, and when does it cease to be?

Enrolments, devices and their end; the codes are made in `codes`. A person has one active phone: a
new one replaces the old, whose queue stays good for what it signed before.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from web import clock
from web.db import serialise
from web.domain.jws import Malformed, b64url, thumbprint
from web.errors import Problem
from web.models import (
    BoundBefore,
    Device,
    Employee,
    Enrolment,
    EnrolmentCode,
    PhoneLoss,
    Revocation,
    Session,
)
from web.services import passkeys
from web.services.device_proof import check_proof
from web.services.keys import KeyRing, public_key
from web.services.phone_policies import check_strength
from web.settings import Settings

FIRST_ONLY = (
    "Kode ini hanya untuk HP pertama, dan Anda sudah pernah mendaftarkan HP. "
    "Minta operator mengajukan ganti HP."
)
ENROL_CONTEXT = b"sikeren-enrol-v1\x00"


class StartedEnrolment(NamedTuple):
    """A started binding: whose, and what the phone's authenticator is to be asked."""

    id: UUID
    employee: Employee
    options: dict[str, Any]


async def start_enrolment(
    *, settings: Settings, keys: KeyRing, code: str, key: dict[str, Any], platform: str
) -> StartedEnrolment:
    """Begin to bind a phone: check the code and commit a challenge to the phone's device key.

    A later start replaces an earlier one of the same code.

    Args:
        settings: the installation.
        keys: its keys.
        code: as a person typed it.
        key: public JWK of the device key.
        platform: what the phone calls itself, at most 64 characters.

    Raises:
        Problem: the code is unknown, spent or over, or the key is unusable or taken.
    """
    issued = await _usable_code(keys, code)
    try:
        public_key(key)
    except Malformed as error:
        raise Problem("invalid", fields={"device_key": str(error)}) from error
    jwk = {name: key[name] for name in ("kty", "crv", "x", "y")}
    print_ = thumbprint(jwk)
    if await Device.exists(thumbprint=b64url(print_)):
        raise Problem("device_taken")
    challenge = passkey_challenge(secrets.token_bytes(32), print_)
    async with in_transaction():
        await Enrolment.filter(code=issued).delete()
        enrolment = await Enrolment.create(
            code=issued,
            key=jwk,
            thumbprint=b64url(print_),
            platform=platform,
            challenge=challenge,
            created_at=clock.now(),
        )
    employee = issued.employee
    options = passkeys.phone_options(
        rp_id=settings.rp_id, challenge=challenge, nip=employee.nip, name=employee.name
    )
    return StartedEnrolment(enrolment.id, employee, options)


def passkey_challenge(random: bytes, key_thumbprint: bytes) -> bytes:
    """The challenge by which a passkey commits to a device key (docs/protocol.md)."""
    return sha256(ENROL_CONTEXT + random + key_thumbprint).digest()


async def _usable_code(keys: KeyRing, code: str) -> EnrolmentCode:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    issued = (
        await EnrolmentCode.filter(code_hash=keys.code_hash(plain))
        .select_related("employee__agency")
        .first()
    )
    if issued is None:
        raise Problem("code_unknown")
    _check_code(issued)
    await _check_first(issued)
    return issued


async def _check_first(issued: EnrolmentCode) -> None:
    """A code that nobody else approved binds a first phone and no other."""
    if issued.change_id is None and await Device.exists(employee_id=issued.employee_id):
        raise Problem("code_expired", FIRST_ONLY)


def _check_code(issued: EnrolmentCode) -> None:
    if issued.spent_at:
        raise Problem("code_spent")
    if issued.withdrawn_at or issued.expires_at <= clock.now():
        raise Problem("code_expired")
    if not issued.employee.active:
        raise Problem("inactive")


async def finish_enrolment(
    *,
    settings: Settings,
    enrolment_id: UUID,
    credential: Any,
    proof: str,
    earlier: UUID | None = None,
) -> Device:
    """Bind the phone: passkey and device key have both signed the challenge. Spends the code.

    `earlier` is the device whose session the browser still held: kept as evidence, never judged.

    The same phone may ask again where the answer was lost on its way: it is bound once.

    Raises:
        Problem: `not_found` when replaced or unknown, `bad_credential`, `bad_proof`,
            `binding_too_weak`, or what became of the code meanwhile.
    """
    enrolment = (
        await Enrolment.filter(id=enrolment_id).select_related("code__employee__agency").first()
    )
    if enrolment is None:
        raise Problem("not_found", "Pendaftaran ini sudah diganti. Mulai lagi dengan kode Anda.")
    if not enrolment.code.spent_at:
        _check_code(enrolment.code)
    check_proof(enrolment.key, proof, {"challenge": b64url(enrolment.challenge)})
    try:
        made = passkeys.register(
            credential,
            challenge=enrolment.challenge,
            origin=settings.origin,
            rp_id=settings.rp_id,
        )
    except passkeys.BadPasskey as error:
        raise Problem("bad_credential") from error
    if not enrolment.code.spent_at:
        await check_strength(enrolment.code.employee, made.binding)
    return await _bind(enrolment, made, earlier)


async def _bind(enrolment: Enrolment, made: passkeys.Registered, before: UUID | None) -> Device:
    now = clock.now()
    employee = enrolment.code.employee
    try:
        async with in_transaction() as connection:
            await serialise(connection)
            spent = await EnrolmentCode.filter(
                id=enrolment.code_id, spent_at=None, withdrawn_at=None
            ).update(spent_at=now)
            if not spent:
                return await _bound_before(enrolment, made)
            await _check_first(enrolment.code)
            earlier = await Device.filter(employee=employee).prefetch_related("revocation")
            for device in earlier:
                await end_binding(device, "replaced", None, now)
            device = await Device.create(
                employee=employee,
                key=enrolment.key,
                thumbprint=enrolment.thumbprint,
                credential_id=made.credential_id,
                credential_key=made.credential_key,
                backup_eligible=made.backup_eligible,
                binding=made.binding,
                platform=enrolment.platform,
                aaguid=made.aaguid,
                enrolled_at=now,
                follows_another=bool(earlier),
            )
            if before:
                await BoundBefore.create(device=device, earlier_id=before)
            return device
    except IntegrityError as error:
        raise Problem("device_taken") from error


async def _bound_before(enrolment: Enrolment, made: passkeys.Registered) -> Device:
    """The phone that these very keys have bound already.

    Raises:
        Problem: `code_spent` when it was another, or is no longer bound.
    """
    device = await Device.get_or_none(
        thumbprint=enrolment.thumbprint, credential_id=made.credential_id
    )
    if device is None or await Revocation.exists(device=device):
        raise Problem("code_spent")
    device.employee = enrolment.code.employee
    return device


async def block_device(*, device: Device, reason: str, author: Employee | None) -> None:
    """End a device's binding at once: `lost`, `replaced` or `left`. A second time is no error.

    One that had ended otherwise and turns out `lost` keeps that end and gets a `PhoneLoss`.
    """
    async with in_transaction() as connection:
        await serialise(connection)
        await end_binding(device, reason, author, clock.now())


async def end_binding(device: Device, reason: str, author: Employee | None, now: datetime) -> None:
    """As `block_device`, within a transaction that has written already."""
    await Session.filter(device=device, ended_at=None).update(ended_at=now)
    ended = await Revocation.get_or_none(device=device)
    if ended is None:
        await Revocation.create(device=device, at=now, reason=reason, author=author)
    elif reason == "lost" != ended.reason and not await PhoneLoss.exists(device=device):
        await PhoneLoss.create(device=device, at=now, author=author)
