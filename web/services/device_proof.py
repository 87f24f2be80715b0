"""Is this the phone it says it is? Proofs by a device key, for enrolment and silent renewal."""

from typing import Any
from uuid import UUID

from web.domain.jws import Malformed, loads_object, parse_compact
from web.errors import Problem
from web.models import Device, Revocation
from web.services.access import burn_nonce
from web.services.keys import KeyRing, public_key, verify_es256
from web.settings import Settings


def check_proof(key: dict[str, Any], proof: str, expected: dict[str, str]) -> dict[str, Any]:
    """Check a `device-proof+jwt`: by this device key, with these claims; answers all of them.

    Raises:
        Problem: `bad_proof`.
    """
    try:
        jws = parse_compact(proof)
        claims = loads_object(jws.payload)
    except Malformed as error:
        raise Problem("bad_proof") from error
    form = (jws.header.get("typ"), jws.header.get("alg"))
    stated = {name: claims.get(name) for name in expected}
    if form != ("device-proof+jwt", "ES256") or stated != expected:
        raise Problem("bad_proof")
    if not verify_es256(public_key(key), jws):
        raise Problem("bad_proof")
    return claims


async def prove_device(*, settings: Settings, keys: KeyRing, device_id: UUID, proof: str) -> Device:
    """Recognise a phone by its device key, for a silent renewal of its session.

    Raises:
        Problem: `bad_proof` (an unknown device too), `device_revoked` or `inactive`.
    """
    device = await Device.filter(id=device_id).select_related("employee").first()
    if device is None:
        raise Problem("bad_proof")
    claims = check_proof(device.key, proof, {"aud": settings.origin})
    nonce = str(claims.get("nonce"))
    if not await burn_nonce(keys=keys, purpose=str(device_id), nonce=nonce):
        raise Problem("bad_proof")
    if await Revocation.exists(device=device):
        raise Problem("device_revoked")
    if not device.employee.active:
        raise Problem("inactive")
    return device
