"""What does a passkey's attestation prove? The hardware behind an android-key chain.

A part of `passkeys`; py_webauthn checks the chain, but not the security level that it states.
"""

from typing import Any

import cbor2
from cryptography import x509
from pyasn1.codec.ber.decoder import decode as ber_decode
from pyasn1.error import PyAsn1Error
from webauthn.helpers import parse_attestation_object
from webauthn.helpers.asn1.android_key import KeyDescription

from web.domain.jws import b64url, unb64url

ANDROID_KEY = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.1.17")
TEE = 1  # SecurityLevel of the key description: 0 software, 1 TEE, 2 StrongBox


class Unreadable(Exception):
    """An attestation object that cannot be taken apart."""


def unattested(credential: dict[str, Any]) -> dict[str, Any]:
    """The same credential with its attestation statement left out (format `none`).

    Raises:
        Unreadable: the attestation object cannot be taken apart.
    """
    try:
        attestation = cbor2.loads(unb64url(credential["response"]["attestationObject"]))
        bare = {"fmt": "none", "attStmt": {}, "authData": attestation["authData"]}
    except Exception as error:  # whatever a decoder trips over, it cannot be taken apart
        raise Unreadable from error
    response = credential["response"] | {"attestationObject": b64url(cbor2.dumps(bare))}
    return credential | {"response": response}


def in_hardware(credential: dict[str, Any]) -> bool:
    """Whether both security levels of a valid android-key chain are TEE or StrongBox.

    https://source.android.com/docs/security/features/keystore/attestation
    """
    attested = parse_attestation_object(unb64url(credential["response"]["attestationObject"]))
    leaf = x509.load_der_x509_certificate((attested.att_stmt.x5c or [b""])[0])
    try:
        extension = leaf.extensions.get_extension_for_oid(ANDROID_KEY).value
        if not isinstance(extension, x509.UnrecognizedExtension):
            return False
        described, _ = ber_decode(extension.value, asn1Spec=KeyDescription())
        levels = (described["attestationSecurityLevel"], described["keymasterSecurityLevel"])
        return all(int(level) >= TEE for level in levels)
    except (x509.ExtensionNotFound, PyAsn1Error, ValueError, KeyError):
        return False
