"""Is a passkey taken for exactly what its authenticator proves?"""

from hashlib import sha256

import cbor2
import pytest

from tests.services.authenticator import ES256, RS256, EcKey, Maker, Registration, RsaKey
from web.domain.jws import b64url, digest, unb64url
from web.services.passkeys import (
    BadPasskey,
    Registered,
    check_assertion,
    phone_options,
    register,
)
from web.services.softkeys import BACKED_UP, BACKUP_ELIGIBLE, USER_PRESENT, USER_VERIFIED, Passkey

CHALLENGE = b"c" * 32
ORIGIN = "http://localhost:8000"
BOTH = USER_PRESENT | USER_VERIFIED


def made(**changes) -> Registration:
    return Registration(CHALLENGE, **changes)


def taken(credential, **more) -> Registered:
    return register(credential, challenge=CHALLENGE, origin=ORIGIN, rp_id="localhost", **more)


def test_the_phone_is_asked_for_what_the_protocol_says():
    options = phone_options(rp_id="localhost", challenge=CHALLENGE, nip="1985", name="Budi")
    assert options["challenge"] == b64url(CHALLENGE)
    assert options["attestation"] == "direct"
    selection = options["authenticatorSelection"]
    assert selection["residentKey"] == "discouraged"
    assert selection["authenticatorAttachment"] == "platform"
    assert selection["userVerification"] == "required"
    assert [one["alg"] for one in options["pubKeyCredParams"]] == [ES256, RS256]
    assert options["rp"]["id"] == "localhost"
    assert options["user"]["name"] == "1985"


@pytest.mark.parametrize("how", ["none", "packed"])
def test_a_key_that_stays_on_the_phone_binds_the_device(how: str):
    registration = made()
    found = taken(registration.json() if how == "none" else registration.packed())
    assert (found.binding, found.backup_eligible) == ("device", False)
    assert found.credential_id == b64url(b"credential")


@pytest.mark.parametrize("flags", [BACKUP_ELIGIBLE, BACKUP_ELIGIBLE | BACKED_UP])
def test_a_key_that_may_leave_the_phone_is_synced(flags: int):
    found = taken(made(flags=BOTH | flags).json())
    assert (found.binding, found.backup_eligible) == ("synced", True)


@pytest.mark.parametrize("level", [1, 2], ids=["TEE", "StrongBox"])
def test_an_android_chain_from_hardware_binds_the_hardware(level: int):
    maker = Maker()
    found = taken(maker.attest(made(), level=level), android_roots=(maker.pem,))
    assert found.binding == "hardware"


def test_android_software_is_no_hardware():
    maker = Maker()
    for level, keymaster in ((0, 0), (0, 1), (1, 0)):
        credential = maker.attest(made(), level=level, keymaster=keymaster)
        assert taken(credential, android_roots=(maker.pem,)).binding == "device"


def test_a_chain_under_another_root_is_no_proof_and_no_reason_to_refuse():
    assert taken(Maker().attest(made())).binding == "device"
    assert taken(Maker().attest(made()), android_roots=(Maker().pem,)).binding == "device"


def test_a_chain_for_another_key_or_challenge_is_no_proof():
    maker = Maker()
    registration, other = made(), made()
    statement = _statement(maker.attest(other))
    credential = registration.json("android-key", statement)
    assert taken(credential, android_roots=(maker.pem,)).binding == "device"
    earlier = made(key=registration.key, client={"challenge": b64url(b"earlier")})
    statement = _statement(maker.attest(earlier))
    credential = registration.json("android-key", statement)
    assert taken(credential, android_roots=(maker.pem,)).binding == "device"


def test_a_synced_key_with_a_chain_is_synced():
    maker = Maker()
    credential = maker.attest(made(flags=BOTH | BACKUP_ELIGIBLE))
    assert taken(credential, android_roots=(maker.pem,)).binding == "synced"


def _statement(credential):
    return cbor2.loads(unb64url(credential["response"]["attestationObject"]))["attStmt"]


@pytest.mark.parametrize("fmt", ["packed", "android-key", "apple", "tpm", "fido-u2f", "nonsense"])
def test_an_unreadable_statement_is_as_good_as_none(fmt: str):
    for statement in ({}, {"alg": ES256, "sig": b"x", "x5c": [b"x"]}, {"x5c": []}):
        assert taken(made().json(fmt, statement)).binding == "device"


UNPROVEN = {
    "another challenge": {"client": {"challenge": b64url(b"x" * 32)}},
    "an assertion": {"client": {"type": "webauthn.get"}},
    "another origin": {"origin": "https://sikeren.example"},
    "a foreign frame": {"client": {"crossOrigin": True}},
    "another relying party": {"host": "sikeren.example"},
    "nobody verified": {"flags": USER_PRESENT},
    "nobody present": {"flags": USER_VERIFIED},
    "backed up but not eligible": {"flags": BOTH | BACKED_UP},
    "an algorithm that was not asked for": {"key": EcKey(-8)},
}


@pytest.mark.parametrize("how", UNPROVEN.values(), ids=UNPROVEN.keys())
def test_a_registration_that_is_not_what_was_asked_for(how):
    registration = made(**how)
    for credential in (registration.json(), registration.packed()):
        with pytest.raises(BadPasskey):
            taken(credential)


DEEP = b"[" * 9000
RUBBISH = [b"", b"x", b"[]", b"null", b"{}", b'"text"', DEEP, b"\xff\xfe", bytes(500)]
RUBBISH_CBOR = [b"\x81" * 9000, b"\x9b" + b"\xff" * 8, b"\xbb" + b"\xff" * 8, b"\x5b" + b"\xff" * 8]


@pytest.mark.parametrize("data", [*RUBBISH, *RUBBISH_CBOR])
def test_rubbish_is_refused_and_is_no_error(data: bytes):
    text = b64url(data)
    registered = made().json()
    for name in ("clientDataJSON", "attestationObject"):
        with pytest.raises(BadPasskey):
            taken(registered | {"response": registered["response"] | {name: text}})
    passkey = Passkey(ORIGIN)
    answer = passkey.answer(digest("x"))
    for name in ("clientDataJSON", "authenticatorData", "signature"):
        with pytest.raises(BadPasskey):
            used(passkey, answer | {"response": answer["response"] | {name: text}})


@pytest.mark.parametrize(
    "tail", [*RUBBISH_CBOR, b"\xa1" * 5000, b"\xc1" * 5000, b"\xd9\xff\xff" * 3000]
)
def test_rubbish_in_the_extensions_of_authenticator_data_is_no_error(tail: bytes):
    """Such data is decoded before its signature is checked."""
    passkey = Passkey(ORIGIN)
    answer = passkey.answer(digest("x"))
    head = unb64url(answer["response"]["authenticatorData"])
    data = head[:32] + bytes([head[32] | 0x80]) + head[33:] + tail
    forged = answer["response"] | {"authenticatorData": b64url(data)}
    with pytest.raises(BadPasskey):
        used(passkey, answer | {"response": forged})


@pytest.mark.parametrize("credential", [None, 1, "x", [], {}, {"response": None}, {"response": []}])
def test_what_is_no_credential_at_all(credential):
    with pytest.raises(BadPasskey):
        taken(credential)


def used(passkey: Passkey, answer):
    return check_assertion(
        answer,
        challenge=sha256(b"x").digest(),
        origin=ORIGIN,
        rp_id="localhost",
        credential_id=b64url(passkey.id),
        credential_key=passkey.key.cose,
    )


def test_a_phone_that_has_only_rsa_is_served():
    key = RsaKey()
    found = taken(made(key=key).json())
    assert found.binding == "device"
    passkey = Passkey(ORIGIN)
    passkey.key = key  # type: ignore[assignment]
    asserted = used(passkey, passkey.answer(digest("x")))
    assert (asserted.backup_eligible, asserted.sign_count) == (False, 1)


def test_a_use_tells_its_backup_flag_and_counter():
    passkey = Passkey(ORIGIN, synced=True)
    passkey.counter = 41
    asserted = used(passkey, passkey.answer(digest("x")))
    assert (asserted.backup_eligible, asserted.sign_count) == (True, 42)
