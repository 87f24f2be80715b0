"""Is this passkey response genuine? With `attestation`, the only place that touches py_webauthn.

py_webauthn judges; what it does not look at (cross-origin frames, the security level behind an
android-key attestation) is looked at beside it.
"""

import json
from typing import Any, NamedTuple

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AttestationFormat,
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialHint,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from web.domain.jws import b64url, unb64url
from web.services.attestation import Unreadable, in_hardware, unattested

ALGORITHMS = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
TIMEOUT = 120_000  # milliseconds


class BadPasskey(Exception):
    """The response does not prove what it should; the message is for logs, not for people."""


class Registered(NamedTuple):
    """A new passkey: its id and COSE key, BE flag, model, and the strength of its binding."""

    credential_id: str
    credential_key: bytes
    backup_eligible: bool
    aaguid: str
    binding: str


class Asserted(NamedTuple):
    """A proven use of a passkey: its BE flag and signature counter."""

    backup_eligible: bool
    sign_count: int


def phone_options(*, rp_id: str, challenge: bytes, nip: str, name: str) -> dict[str, Any]:
    """Options for a phone's passkey (PublicKeyCredentialCreationOptionsJSON, WebAuthn L3 5.1)."""
    return _creation_options(
        rp_id, challenge, nip, name, ResidentKeyRequirement.DISCOURAGED, platform=True
    )


def desk_options(*, rp_id: str, challenge: bytes, nip: str, name: str) -> dict[str, Any]:
    """Options for a passkey that opens the desks without anybody typing a name."""
    return _creation_options(
        rp_id, challenge, nip, name, ResidentKeyRequirement.REQUIRED, platform=False
    )


def _creation_options(
    rp_id: str,
    challenge: bytes,
    nip: str,
    name: str,
    resident_key: ResidentKeyRequirement,
    *,
    platform: bool,
) -> dict[str, Any]:
    options = generate_registration_options(
        rp_id=rp_id,
        rp_name="SIKEREN",
        user_name=nip,
        user_display_name=name,
        challenge=challenge,
        timeout=TIMEOUT,
        attestation=AttestationConveyancePreference.DIRECT
        if platform
        else AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            authenticator_attachment=AuthenticatorAttachment.PLATFORM if platform else None,
            resident_key=resident_key,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        supported_pub_key_algs=ALGORITHMS,
        hints=[PublicKeyCredentialHint.CLIENT_DEVICE] if platform else None,
    )
    return dict(json.loads(options_to_json(options)))


def sign_in_options(*, rp_id: str, challenge: bytes) -> dict[str, Any]:
    """Options that let the browser offer any passkey it holds for us."""
    options = generate_authentication_options(
        rp_id=rp_id,
        challenge=challenge,
        timeout=TIMEOUT,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(options_to_json(options)))


def register(
    credential: Any,
    *,
    challenge: bytes,
    origin: str,
    rp_id: str,
    android_roots: tuple[bytes, ...] = (),
) -> Registered:
    """Check a new passkey (WebAuthn Level 3, section 7.1).

    An attestation that does not hold is no reason to refuse a phone: the passkey then counts as
    unattested, and its binding says so.

    Args:
        credential: RegistrationResponseJSON, from outside.
        challenge: the bytes that were asked to be signed.
        origin: where it must have been made.
        rp_id: the relying party.
        android_roots: PEM roots of android-key chains beside Google's (for tests).

    Raises:
        BadPasskey: it is not what was asked for.
    """
    client_data = _client_data(credential)
    roots = {AttestationFormat.ANDROID_KEY: list(android_roots)}
    attested = True
    try:
        verified = _verify(credential, challenge, origin, rp_id, roots)
    except BadPasskey:
        attested = False
        verified = _verify(_bare(credential), challenge, origin, rp_id, {})
    if client_data.get("crossOrigin") not in (None, False):
        raise BadPasskey("made in another site's frame")
    backup_eligible = verified.credential_device_type == "multi_device"
    hardware = attested and verified.fmt == "android-key" and in_hardware(credential)
    binding = "synced" if backup_eligible else "hardware" if hardware else "device"
    return Registered(
        b64url(verified.credential_id),
        verified.credential_public_key,
        backup_eligible,
        verified.aaguid,
        binding,
    )


def _verify(credential: Any, challenge: bytes, origin: str, rp_id: str, roots: Any) -> Any:
    try:
        return verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=origin,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
            pem_root_certs_bytes_by_fmt=roots,
        )
    except Exception as error:  # whatever a decoder trips over, it proves nothing
        raise BadPasskey(str(error)) from error


def _client_data(credential: Any) -> dict[str, Any]:
    """The client data; py_webauthn trips over anything that is not an object, so look first."""
    try:
        data = json.loads(unb64url(credential["response"]["clientDataJSON"]))
        if isinstance(data, dict) and isinstance(credential, dict):
            return data
    except Exception as error:  # nesting without end is a RecursionError
        raise BadPasskey("unreadable client data") from error
    raise BadPasskey("not a credential")


def _bare(credential: dict[str, Any]) -> dict[str, Any]:
    try:
        return unattested(credential)
    except Unreadable as error:
        raise BadPasskey("unreadable attestation") from error


def stated_challenge(credential: Any) -> str:
    """The challenge that a response says it answers (base64url); nothing is proven by it.

    Raises:
        BadPasskey: it cannot be read.
    """
    return str(_client_data(credential).get("challenge"))


def check_assertion(
    credential: dict[str, Any],
    *,
    challenge: bytes,
    origin: str,
    rp_id: str,
    credential_id: str,
    credential_key: bytes,
) -> Asserted:
    """Check the use of a known passkey (WebAuthn Level 3, section 7.2), counter aside.

    The counter is stored and never judged: a queue may be handed in in any order.

    Raises:
        BadPasskey: another credential, challenge, origin, frame, relying party, no person
            present or verified, or a signature that does not hold.
    """
    if credential.get("id") != credential_id or credential.get("rawId") != credential_id:
        raise BadPasskey("another credential")
    client_data = _client_data(credential)
    if client_data.get("crossOrigin") not in (None, False):
        raise BadPasskey("used in another site's frame")
    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=origin,
            credential_public_key=credential_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as error:  # whatever a decoder trips over, it proves nothing
        raise BadPasskey(str(error)) from error
    return Asserted(verified.credential_device_type == "multi_device", verified.new_sign_count)
