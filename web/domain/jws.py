"""How are signed messages read and written? JWS Compact (RFC 7515), JSON and base64url, strictly.

Nothing here knows a key. What is parsed keeps the bytes that were signed.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Which sign may end a text of length 0, 1, 2, 3 modulo 4, so that no unused bit is set.
_LAST = (_SIGNS, "", _SIGNS[::16], _SIGNS[::4])
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_MAX_INTEGER = 2**53
# SEC 2, section 2.4.2.
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Malformed(ValueError):
    """The text is not what its standard asks for; the message says what was seen."""


def b64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def check_b64url(text: str) -> None:
    """Refuse what is not unpadded, canonical base64url.

    Raises:
        Malformed: padding, a foreign character, or unused bits that are not zero: two texts
            for the same bytes would give one message two hashes.
    """
    if not _BASE64URL.match(text):
        raise Malformed("not base64url without padding")
    if text and text[-1] not in _LAST[len(text) % 4]:
        raise Malformed("base64url is not canonical")


def unb64url(text: str) -> bytes:
    """Decode unpadded, canonical base64url.

    Raises:
        Malformed: see `check_b64url`.
    """
    check_b64url(text)
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def digest(text: str) -> str:
    """Base64url SHA-256 of a JWS's ASCII text: its hash everywhere."""
    return b64url(sha256(text.encode("ascii")).digest())


class Flawed:
    """Stands where JSON said something that has no one meaning: a doubled key, NaN, Infinity."""


def _pairs(pairs: list[tuple[str, Any]]) -> Any:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Flawed()


def _integer(text: str) -> Any:
    number = int(text) if len(text) < 18 else _MAX_INTEGER + 1
    return number if abs(number) <= _MAX_INTEGER else Flawed()


def _strictly(hook: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def refuse(value: Any) -> Any:
        read = hook(value)
        if isinstance(read, Flawed):
            raise Malformed("doubled key, NaN or an integer beyond 2^53")
        return read

    return refuse


def _constant(_: str) -> Any:
    return Flawed()


# Reads on past a flaw and marks it, so that one flawed envelope spoils no other.
TOLERANT = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer)
STRICT = json.JSONDecoder(
    object_pairs_hook=_strictly(_pairs),
    parse_constant=_strictly(_constant),
    parse_int=_strictly(_integer),
)


def check_values(value: Any) -> None:
    """Refuse what the protocol calls malformed wherever it stands inside a JSON value.

    Raises:
        Malformed: a flaw, U+0000 or a lone surrogate.
    """
    if isinstance(value, str):
        if _UNPRINTABLE.search(value):
            raise Malformed("text holds U+0000 or a lone surrogate")
    elif isinstance(value, dict):
        for key, member in value.items():
            check_values(key)
            check_values(member)
    elif isinstance(value, list):
        for member in value:
            check_values(member)
    elif isinstance(value, Flawed):
        raise Malformed("doubled key, NaN or an integer beyond 2^53")


def loads_object(data: bytes) -> dict[str, Any]:
    """Parse one JSON object.

    Raises:
        Malformed: not UTF-8, not JSON, nested too deep, not an object, a doubled key, NaN, an
            integer beyond 2^53, U+0000 or a lone surrogate.
    """
    try:
        text = data.decode("utf-8")
        value = STRICT.decode(text)
        if "\\u" in text:  # JSON has no other way to write U+0000 or a lone surrogate
            check_values(value)
    except Malformed:
        raise
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if not isinstance(value, dict):
        raise Malformed("not an object")
    return value


class Compact(NamedTuple):
    """A parsed JWS Compact: the decoded parts and the bytes that were signed."""

    text: str
    header: dict[str, Any]
    payload: bytes
    signing_input: bytes
    signature: bytes


def parse_compact(text: str) -> Compact:
    """Take a JWS Compact apart; no signature is checked.

    Raises:
        Malformed: not three canonical parts, a header that is no object, or one that asks for
            an extension we do not know (`crit`, RFC 7515 section 4.1.11).
    """
    parts = text.split(".")
    if len(parts) != 3:
        raise Malformed("a JWS has three parts")
    header = loads_object(unb64url(parts[0]))
    if "crit" in header:
        raise Malformed("unknown critical header")
    return Compact(
        text,
        header,
        unb64url(parts[1]),
        text[: len(parts[0]) + 1 + len(parts[1])].encode("ascii"),
        unb64url(parts[2]),
    )


def mirrored(jws: Compact) -> str:
    """The hash of the same message with the other signature that ES256 takes for it: r, n - s.

    Anybody can turn one into the other, without the key, and neither is the right one.
    """
    r, s = jws.signature[:32], int.from_bytes(jws.signature[32:], "big")
    other = b64url(r + ((P256_ORDER - s) % P256_ORDER).to_bytes(32, "big"))
    return digest(f"{jws.signing_input.decode('ascii')}.{other}")


def signing_input(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The text `header.payload` that a signature is made over."""
    return f"{_part(header)}.{_part(claims)}"


def _part(value: Mapping[str, Any]) -> str:
    return b64url(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


def thumbprint(jwk: Mapping[str, Any]) -> bytes:
    """SHA-256 thumbprint of an EC public key (RFC 7638), 32 bytes."""
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
