"""How are signed messages read and written? JWS Compact (RFC 7515), JSON and base64url, strictly.

Nothing here knows a key. What is parsed keeps the bytes that were signed.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_MAX_INTEGER = 2**53


class Malformed(ValueError):
    """The text is not what its standard asks for; the message says what was seen."""


def b64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64url(text: str) -> bytes:
    """Decode unpadded, canonical base64url.

    Raises:
        Malformed: padding, a foreign character, or unused bits that are not zero: two texts
            for the same bytes would give one message two hashes.
    """
    if not _BASE64URL.match(text) or len(text) % 4 == 1:
        raise Malformed("not base64url without padding")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise Malformed("not base64url") from error
    if len(text) % 4 and b64url(data[-(len(data) % 3) :]) != text[-(len(text) % 4) :]:
        raise Malformed("base64url is not canonical")
    return data


def digest(text: str) -> str:
    """Base64url SHA-256 of a JWS's ASCII text: its hash everywhere."""
    return b64url(sha256(text.encode("ascii")).digest())


class Flawed:
    """Stands where JSON said something that has no one meaning: a doubled key, NaN, Infinity."""


def _pairs(pairs: list[tuple[str, Any]]) -> Any:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Flawed()


def _integer(text: str) -> Any:
    return int(text) if len(text) < 18 else Flawed()


DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=lambda _: Flawed(), parse_int=_integer
)


def check_values(value: Any) -> None:
    """Refuse what the protocol calls malformed wherever it stands inside a JSON value.

    Raises:
        Malformed: a doubled key, NaN, U+0000, a lone surrogate, an integer beyond 2^53.
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
    elif isinstance(value, int) and abs(value) > _MAX_INTEGER:
        raise Malformed("integer beyond 2^53")


def loads_object(data: bytes) -> dict[str, Any]:
    """Parse one JSON object, without looking at its values (see `check_values`).

    Raises:
        Malformed: not UTF-8, not JSON, nested too deep, or not an object.
    """
    try:
        value = DECODER.decode(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if not isinstance(value, dict):
        raise Malformed("not an object with each key once")
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
    check_values(header)
    if "crit" in header:
        raise Malformed("unknown critical header")
    return Compact(
        text,
        header,
        unb64url(parts[1]),
        text[: len(parts[0]) + 1 + len(parts[1])].encode("ascii"),
        unb64url(parts[2]),
    )


def signing_input(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The text `header.payload` that a signature is made over."""
    return f"{_part(header)}.{_part(claims)}"


def _part(value: Mapping[str, Any]) -> str:
    return b64url(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


def thumbprint(jwk: Mapping[str, Any]) -> bytes:
    """SHA-256 thumbprint of an EC public key (RFC 7638), 32 bytes."""
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
