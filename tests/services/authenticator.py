"""What might an authenticator answer when a passkey is made? Attestations, sound and unsound."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from pyasn1.codec.der.encoder import encode
from pyasn1.type.univ import SetOf
from webauthn.helpers.asn1.android_key import KeyDescription

from web.domain.jws import b64url
from web.services.attestation import ANDROID_KEY
from web.services.softkeys import ATTESTED, USER_PRESENT, USER_VERIFIED

Document = dict[str, Any]
ES256, RS256, EDDSA = -7, -257, -8
YEAR = timedelta(days=365)


class RsaKey:
    """A key as a phone makes it that has nothing else than RS256."""

    def __init__(self) -> None:
        self.private = rsa.generate_private_key(65537, 2048)
        numbers = self.private.public_key().public_numbers()
        self.cose = cbor2.dumps(
            {1: 3, 3: RS256, -1: numbers.n.to_bytes(256, "big"), -2: numbers.e.to_bytes(3, "big")}
        )

    def sign(self, data: bytes) -> bytes:
        """PKCS#1 v1.5 with SHA-256."""
        return self.private.sign(data, padding.PKCS1v15(), hashes.SHA256())


class EcKey:
    """A P-256 key whose private half is at hand."""

    def __init__(self, algorithm: int = ES256) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        numbers = self.private.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        self.cose = cbor2.dumps({1: 2, 3: algorithm, -1: 1, -2: x, -3: y})

    def sign(self, data: bytes) -> bytes:
        """DER with SHA-256."""
        return self.private.sign(data, ec.ECDSA(hashes.SHA256()))


@dataclass
class Registration:
    """A RegistrationResponseJSON to be, every part of which may be made wrong."""

    challenge: bytes
    origin: str = "http://localhost:8000"
    host: str = "localhost"
    flags: int = USER_PRESENT | USER_VERIFIED
    key: Any = field(default_factory=EcKey)
    client: Document = field(default_factory=dict)
    credential_id: bytes = b"credential"

    @property
    def client_data(self) -> bytes:
        """The client data, as bytes that are signed over."""
        said = {
            "type": "webauthn.create",
            "challenge": b64url(self.challenge),
            "origin": self.origin,
            "crossOrigin": False,
        }
        return json.dumps(said | self.client).encode()

    @property
    def data(self) -> bytes:
        """The authenticator data with the new key."""
        head = sha256(self.host.encode()).digest() + bytes([self.flags | ATTESTED]) + bytes(4)
        size = len(self.credential_id).to_bytes(2, "big")
        return head + bytes(16) + size + self.credential_id + self.key.cose

    @property
    def signed(self) -> bytes:
        """What an attestation signs."""
        return self.data + sha256(self.client_data).digest()

    def json(
        self, fmt: str = "none", statement: Document | None = None, **members: Any
    ) -> Document:
        """The credential with an attestation of some format."""
        attestation = {"fmt": fmt, "attStmt": statement or {}, "authData": self.data}
        return {
            "id": b64url(self.credential_id),
            "rawId": b64url(self.credential_id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": b64url(self.client_data),
                "attestationObject": b64url(cbor2.dumps(attestation)),
            },
        }

    def packed(self) -> Document:
        """Self attestation: the new key signs for itself."""
        return self.json("packed", {"alg": ES256, "sig": self.key.sign(self.signed)})


class Maker:
    """A maker of phones with a root of its own, such as Google is for Android."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test root")])
        self.root = self._certificate(self.name, self.key.public_key(), None)
        self.pem = self.root.public_bytes(serialization.Encoding.PEM)

    def attest(
        self, made: Registration, *, level: int = 1, keymaster: int | None = None
    ) -> Document:
        """An android-key attestation of a registration at a security level."""
        described = self._described(made, level, level if keymaster is None else keymaster)
        leaf = self._certificate(
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Android Keystore Key")]),
            made.key.private.public_key(),
            x509.UnrecognizedExtension(ANDROID_KEY, described),
        )
        chain = [one.public_bytes(serialization.Encoding.DER) for one in (leaf, self.root)]
        statement = {"alg": ES256, "sig": made.key.sign(made.signed), "x5c": chain}
        return made.json("android-key", statement)

    def _certificate(
        self, subject: x509.Name, key: Any, extension: x509.UnrecognizedExtension | None
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - YEAR)
            .not_valid_after(now + YEAR)
            .add_extension(x509.BasicConstraints(ca=extension is None, path_length=None), True)
        )
        if extension:
            made = made.add_extension(extension, False)
        return made.sign(self.key, hashes.SHA256())

    def _described(self, made: Registration, level: int, keymaster: int) -> bytes:
        """The key description (https://source.android.com/docs/security/features/keystore)."""
        described = KeyDescription()
        described["attestationVersion"] = 4
        described["attestationSecurityLevel"] = level
        described["keymasterVersion"] = 4
        described["keymasterSecurityLevel"] = keymaster
        described["attestationChallenge"] = sha256(made.client_data).digest()
        described["uniqueId"] = b""
        enforced = described["teeEnforced"]
        purposes = enforced.componentType.getTypeByPosition(
            enforced.componentType.getPositionByName("purpose")
        ).clone()
        assert isinstance(purposes, SetOf)
        purposes.append(2)  # sign
        enforced["purpose"] = purposes
        enforced["origin"] = 0  # generated
        described["softwareEnforced"]["creationDateTime"] = 0
        return bytes(encode(described))
