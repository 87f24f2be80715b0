"""What would a phone's key and its authenticator sign? Both in software, for `softphone`.

WebAuthn Level 3 in its JSON forms; the user is always there and always verified.
"""

import json
import secrets
import struct
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from web.domain.jws import b64url, signing_input, unb64url

Document = dict[str, Any]

USER_PRESENT, USER_VERIFIED = 0x01, 0x04
BACKUP_ELIGIBLE, BACKED_UP, ATTESTED = 0x08, 0x10, 0x40
SOFTWARE_AAGUID = bytes.fromhex("5349424552454e00800073696b657265")


class Key:
    """A P-256 key that signs JWS (ES256, RFC 7518 section 3.4) and WebAuthn statements."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        numbers = self._private.public_key().public_numbers()
        self.x, self.y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")

    @property
    def jwk(self) -> Document:
        """The public half as a JWK (RFC 7517)."""
        return {"kty": "EC", "crv": "P-256", "x": b64url(self.x), "y": b64url(self.y)}

    @property
    def cose(self) -> bytes:
        """The public half as a COSE key (RFC 9053, section 7.1.1)."""
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: self.x, -3: self.y})

    def sign(self, data: bytes) -> bytes:
        """A DER signature with SHA-256, as an authenticator gives it."""
        return self._private.sign(data, ec.ECDSA(hashes.SHA256()))

    def jws(self, header: Document, claims: Document) -> str:
        """A compact JWS over the claims."""
        signed = signing_input(header, claims)
        r, s = decode_dss_signature(self.sign(signed.encode("ascii")))
        return f"{signed}.{b64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


class Passkey:
    """An authenticator in software whose user is always there and always verified.

    Args:
        origin: where the page that asks was loaded from.
        synced: answer with the flags BE and BS, as every iPhone does.
    """

    def __init__(self, origin: str, *, synced: bool = False) -> None:
        self.origin = origin
        self.rp_id = urlsplit(origin).hostname or ""
        self.flags = USER_PRESENT | USER_VERIFIED
        if synced:
            self.flags |= BACKUP_ELIGIBLE | BACKED_UP
        self.key = Key()
        self.id = secrets.token_bytes(32)
        self.counter = 0
        self.user = b""

    def register(self, options: Mapping[str, Any]) -> Document:
        """Answer PublicKeyCredentialCreationOptionsJSON (WebAuthn Level 3, 5.1) without proof.

        Returns:
            a RegistrationResponseJSON whose attestation is "none".
        """
        self.user = unb64url(options["user"]["id"])
        attested = SOFTWARE_AAGUID + struct.pack(">H", len(self.id)) + self.id + self.key.cose
        data = self._authenticator_data(self.flags | ATTESTED) + attested
        client = self._client_data("webauthn.create", options["challenge"])
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(
            {
                "clientDataJSON": b64url(client),
                "attestationObject": b64url(statement),
                "transports": ["internal"],
            }
        )

    def answer(self, challenge: str) -> Document:
        """Sign a base64url challenge.

        Returns:
            an AuthenticationResponseJSON.
        """
        self.counter += 1
        data = self._authenticator_data(self.flags)
        client = self._client_data("webauthn.get", challenge)
        return self._credential(
            {
                "clientDataJSON": b64url(client),
                "authenticatorData": b64url(data),
                "signature": b64url(self.key.sign(data + sha256(client).digest())),
                "userHandle": b64url(self.user) if self.user else None,
            }
        )

    def _authenticator_data(self, flags: int) -> bytes:
        host = sha256(self.rp_id.encode()).digest()
        return host + struct.pack(">BI", flags, self.counter)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _credential(self, response: Document) -> Document:
        return {
            "id": b64url(self.id),
            "rawId": b64url(self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        }
