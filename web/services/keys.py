"""Which keys does this server hold, and what do they sign? Receipts, anchors, codes, nonces.

Keys live as files in the data folder, never in the database, so that a restored database keeps
the trust of phones. The highest number is in use; older ones stay and still verify.
"""

import base64
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from web.domain.jws import (
    Compact,
    Malformed,
    b64url,
    loads_object,
    parse_compact,
    signing_input,
    thumbprint,
    unb64url,
)

Claims = dict[str, Any]
_ES256 = ec.ECDSA(hashes.SHA256())
NONCE_LIFE = timedelta(seconds=120)


class KeysMissing(Exception):
    """The data folder holds no keys; `sikeren init` makes them."""


def public_key(jwk: Mapping[str, Any]) -> ec.EllipticCurvePublicKey:
    """A P-256 public key from a JWK (RFC 7517, RFC 7518 section 6.2).

    Raises:
        Malformed: not an EC key on P-256, coordinates that are not 32 bytes or off the curve.
    """
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        raise Malformed("not a public P-256 key")
    if not isinstance(jwk.get("x"), str) or not isinstance(jwk.get("y"), str):
        raise Malformed("not a public P-256 key")
    x, y = unb64url(jwk["x"]), unb64url(jwk["y"])
    if len(x) != 32 or len(y) != 32:
        raise Malformed("coordinates are not 32 bytes")
    try:
        numbers = ec.EllipticCurvePublicNumbers(
            int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1()
        )
        return numbers.public_key()
    except ValueError as error:
        raise Malformed("not a point of P-256") from error


def public_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    """The public JWK of a P-256 key."""
    numbers = key.public_numbers()
    x, y = (b64url(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def verify_es256(key: ec.EllipticCurvePublicKey, jws: Compact) -> bool:
    """Whether the key made this signature (RFC 7518 section 3.4: raw r‖s of 64 bytes)."""
    if len(jws.signature) != 64:
        return False
    r, s = (int.from_bytes(half, "big") for half in (jws.signature[:32], jws.signature[32:]))
    try:
        key.verify(encode_dss_signature(r, s), jws.signing_input, _ES256)
    except InvalidSignature:
        return False
    return True


class KeyRing:
    """The keys of one installation, loaded from `<data>/keys`."""

    def __init__(
        self,
        servers: list[ec.EllipticCurvePrivateKey],
        anchors: list[bytes],
        pepper: bytes,
    ) -> None:
        self._signer = servers[-1]
        self._anchors = [(f"a{number}", secret) for number, secret in enumerate(anchors, 1)]
        self._pepper = pepper
        self._kept_anchor = lru_cache(maxsize=4096)(self._read_anchor)
        self._public: dict[str, ec.EllipticCurvePublicKey] = {}
        self.jwks: dict[str, list[dict[str, str]]] = {"keys": []}
        for key in servers:
            jwk = public_jwk(key.public_key())
            self._kid = b64url(thumbprint(jwk))
            self._public[self._kid] = key.public_key()
            self.jwks["keys"].append({**jwk, "kid": self._kid, "use": "sig", "alg": "ES256"})

    @classmethod
    def load(cls, folder: Path) -> "KeyRing":
        """Read the keys.

        Raises:
            KeysMissing: there are none.
        """
        servers = [
            serialization.load_pem_private_key(path.read_bytes(), None)
            for path in sorted(folder.glob("server-*.pem"))
        ]
        ours = [key for key in servers if isinstance(key, ec.EllipticCurvePrivateKey)]
        anchors = [
            base64.b64decode(path.read_bytes()) for path in sorted(folder.glob("anchor-*.key"))
        ]
        if not ours or not anchors or not (folder / "pepper.key").exists():
            raise KeysMissing(f"no keys in {folder}: run `sikeren init --origin URL` first")
        return cls(ours, anchors, base64.b64decode((folder / "pepper.key").read_bytes()))

    @classmethod
    def create(cls, folder: Path) -> "KeyRing":
        """Make the keys of a new installation, or a newer pair beside the ones there are."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = len(list(folder.glob("server-*.pem"))) + 1
        pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        write_secret(folder / f"server-{number:04}.pem", pem)
        write_secret(folder / f"anchor-{number:04}.key", base64.b64encode(secrets.token_bytes(32)))
        if not (folder / "pepper.key").exists():
            write_secret(folder / "pepper.key", base64.b64encode(secrets.token_bytes(32)))
        return cls.load(folder)

    def sign_receipt(self, claims: Mapping[str, Any]) -> str:
        """A receipt JWS (`typ: receipt+jwt`) with the newest server key."""
        header = {"alg": "ES256", "kid": self._kid, "typ": "receipt+jwt"}
        text = signing_input(header, claims)
        r, s = decode_dss_signature(self._signer.sign(text.encode(), _ES256))
        return f"{text}.{b64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def read_receipt(self, text: str) -> Claims | None:
        """The claims of a receipt of ours, or None where it is not."""
        try:
            jws = parse_compact(text)
            key = self._public.get(str(jws.header.get("kid")))
            ours = jws.header.get("typ") == "receipt+jwt" and jws.header.get("alg") == "ES256"
            if key is None or not ours or not verify_es256(key, jws):
                return None
            return loads_object(jws.payload)
        except Malformed:
            return None

    def sign_anchor(self, claims: Mapping[str, Any]) -> str:
        """An anchor JWS (`typ: anchor+jwt`, HS256) with the newest secret."""
        kid, secret = self._anchors[-1]
        text = signing_input({"alg": "HS256", "kid": kid, "typ": "anchor+jwt"}, claims)
        return f"{text}.{b64url(hmac.digest(secret, text.encode(), 'sha256'))}"

    def read_anchor(self, text: str) -> Claims | None:
        """The claims of an anchor of ours, or None where it is not.

        A queue that was signed offline carries one anchor many times, so the last are kept.
        """
        return self._kept_anchor(text)

    def _read_anchor(self, text: str) -> Claims | None:
        try:
            jws = parse_compact(text)
            secret = dict(self._anchors).get(str(jws.header.get("kid")))
            ours = jws.header.get("typ") == "anchor+jwt" and jws.header.get("alg") == "HS256"
            if secret is None or not ours:
                return None
            mac = hmac.digest(secret, jws.signing_input, "sha256")
            return loads_object(jws.payload) if hmac.compare_digest(mac, jws.signature) else None
        except Malformed:
            return None

    def code_hash(self, code: str) -> str:
        """Keyed hash of an enrolment code: a stolen database does not give 40-bit codes away."""
        return hmac.new(self._pepper, b"code:" + code.encode(), sha256).hexdigest()

    def make_nonce(self, purpose: str, now: datetime) -> str:
        """A challenge for one purpose (such as a device id) that proves its own age."""
        expires = round((now + NONCE_LIFE).timestamp() * 1000)
        body = secrets.token_bytes(16) + expires.to_bytes(8, "big")
        return b64url(body + self._nonce_mac(purpose, body))

    def nonce_expiry(self, purpose: str, nonce: str) -> float | None:
        """When a challenge of ours for this purpose ends (seconds since 1970), else None."""
        try:
            data = unb64url(nonce)
        except Malformed:
            return None
        body, mac = data[:24], data[24:]
        if len(body) != 24 or not hmac.compare_digest(mac, self._nonce_mac(purpose, body)):
            return None
        return int.from_bytes(body[16:], "big") / 1000

    def _nonce_mac(self, purpose: str, body: bytes) -> bytes:
        return hmac.digest(self._pepper, b"nonce:" + json.dumps(purpose).encode() + body, "sha256")


def write_secret(path: Path, data: bytes) -> None:
    """Write a secret so that only its owner can read it, and never over another."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
