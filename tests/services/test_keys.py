"""Do the server's keys prove what they should, and nothing else, for as long as phones remember?"""

import hmac
import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.services.forgery import mirrored
from web.domain.jws import (
    Malformed,
    b64url,
    parse_compact,
    signing_input,
    thumbprint,
    unb64url,
)
from web.services.keys import KeyRing, KeysMissing, public_jwk, public_key, verify_es256
from web.services.push_keys import PushKeys
from web.services.softkeys import Key

NOW = datetime(2026, 11, 24, 7, 25, 0, 900_000, tzinfo=UTC)

# RFC 7515, appendix A.3.
KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
SIGNED = (
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    return KeyRing.create(tmp_path / "keys")


def test_the_signature_of_the_standard_s_own_example_holds():
    assert verify_es256(public_key(KEY), parse_compact(SIGNED))
    assert verify_es256(public_key(KEY), parse_compact(mirrored(SIGNED)))
    assert not verify_es256(public_key(Key().jwk), parse_compact(SIGNED))
    assert not verify_es256(public_key(KEY), parse_compact(SIGNED[:-4] + "AAAA"))


@pytest.mark.parametrize(
    "changes",
    [
        {"kty": "RSA"},
        {"kty": None},
        {"crv": "P-384"},
        {"crv": "secp256k1"},
        {"x": KEY["y"]},  # off the curve
        {"x": KEY["x"][:-1]},
        {"x": KEY["x"] + "="},
        {"x": b64url(bytes(32)), "y": b64url(bytes(32))},
        {"x": b64url(b"\xff" * 32)},
        {"y": b64url(bytes(33))},
        {"x": ""},
        {"x": 1},
        {"x": None},
        {"y": [KEY["y"]]},
        {"x": "é" * 43},
        {"d": "private"},
    ],
)
def test_a_key_that_is_none_of_p256_is_refused(changes):
    with pytest.raises(Malformed):
        public_key(KEY | changes)


def test_a_jwk_comes_back():
    assert public_jwk(public_key(KEY)) == KEY


def test_the_keys_are_the_owner_s_alone(tmp_path: Path):
    KeyRing.create(tmp_path / "keys")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    files = list((tmp_path / "keys").iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_without_keys_nothing_starts(tmp_path: Path):
    with pytest.raises(KeysMissing):
        KeyRing.load(tmp_path / "keys")


def test_what_is_published_verifies_a_receipt_and_holds_nothing_private(keys: KeyRing):
    (published,) = keys.jwks["keys"]
    assert set(published) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert published["kid"] == b64url(thumbprint(published))
    receipt = parse_compact(keys.sign_receipt({"jti": "x"}))
    assert receipt.header == {"alg": "ES256", "kid": published["kid"], "typ": "receipt+jwt"}
    assert verify_es256(public_key(published), receipt)


def test_every_rotation_keeps_what_came_before(tmp_path: Path):
    rings = [KeyRing.create(tmp_path / "keys") for _ in range(12)]
    newest = KeyRing.load(tmp_path / "keys")
    assert newest.jwks == rings[-1].jwks
    kids = [key["kid"] for key in newest.jwks["keys"]]
    assert len(set(kids)) == 12
    for number, ring in enumerate(rings):
        receipt, anchor = ring.sign_receipt({"n": number}), ring.sign_anchor({"n": number})
        assert parse_compact(receipt).header["kid"] == kids[number]
        assert newest.read_receipt(receipt) == {"n": number}
        assert newest.read_anchor(anchor) == {"n": number}
        assert (rings[0].read_receipt(receipt) is None) is (number > 0)
        assert (rings[0].read_anchor(anchor) is None) is (number > 0)
    assert newest.code_hash("ABCD2345") == rings[0].code_hash("ABCD2345")


def test_one_message_never_passes_for_another(keys: KeyRing):
    anchor, receipt = keys.sign_anchor({"a": 1}), keys.sign_receipt({"a": 1})
    assert keys.read_anchor(receipt) is None
    assert keys.read_receipt(anchor) is None
    for text in ("", "x", "a.b.c", "e30.e30.", "é.é.é", anchor + "A", receipt[:-2]):
        assert keys.read_anchor(text) is None
        assert keys.read_receipt(text) is None


def test_the_public_key_is_no_anchor_secret(keys: KeyRing):
    """The old attack on JWT: a MAC made with what everybody knows."""
    (published,) = keys.jwks["keys"]
    for secret in (published["x"].encode(), json.dumps(published).encode(), b"", bytes(32)):
        for kid in ("a1", published["kid"], "", None):
            for typ in ("anchor+jwt", "receipt+jwt"):
                text = signing_input({"alg": "HS256", "typ": typ, "kid": kid}, {"iat": 1})
                forged = f"{text}.{b64url(hmac.digest(secret, text.encode(), 'sha256'))}"
                assert keys.read_anchor(forged) is None
                assert keys.read_receipt(forged) is None


def test_a_nonce_knows_its_purpose_and_its_end(keys: KeyRing, tmp_path: Path):
    nonce = keys.make_nonce("device", NOW)
    assert keys.nonce_expiry("device", nonce) == (NOW + timedelta(seconds=120)).timestamp()
    assert keys.nonce_expiry("other", nonce) is None
    assert keys.make_nonce("device", NOW) != nonce
    other = KeyRing.create(tmp_path / "other")
    assert other.nonce_expiry("device", nonce) is None
    for text in ("", "x", nonce[:-1], nonce + "AAAA", nonce.swapcase(), "é", b64url(bytes(56))):
        assert keys.nonce_expiry("device", text) is None


def test_an_older_installation_gets_its_first_push_key_once(tmp_path: Path):
    folder = tmp_path / "keys"
    KeyRing.create(folder)
    first = PushKeys.open(folder)
    assert PushKeys.open(folder).public == first.public
    (file,) = folder.glob("vapid-*.pem")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(unb64url(first.public)) == 65


def test_a_newer_push_key_leaves_the_older_in_force(tmp_path: Path):
    folder = tmp_path / "keys"
    KeyRing.create(folder)
    first, second = PushKeys.open(folder), PushKeys.create(folder)
    assert PushKeys.open(folder).public == second.public != first.public
    assert second.signer(first.public)
    assert second.signer("B" * 87) is None
