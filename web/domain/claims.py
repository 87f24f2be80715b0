"""What does a check-in say? Its claims, parsed once and strictly (docs/protocol.md)."""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from web.domain import times
from web.domain.jws import Compact, Malformed, check_b64url, digest, loads_object

MAX_CLAIM = 16 * 1024  # characters of a message inside the message
MAX_FIXES = 8
MAX_NOTE = 500  # characters
MAX_NAME = 64  # characters of `app`, `tz`
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
_HASH = re.compile(r"[A-Za-z0-9_-]{43}\Z")
NO_FIX = frozenset({"denied", "unavailable", "timeout"})


class Fix(NamedTuple):
    """A position: degrees WGS 84, accuracy in metres, and the phone's time of it."""

    lat: float
    lng: float
    accuracy: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInFacts:
    """What a phone signed. `hash` is the base64url SHA-256 of its JWS."""

    jti: str
    sub: str
    kind: str
    seq: int
    prev: str | None
    anchor: str
    anchor_seen_at: datetime
    device_time: datetime
    elapsed_ms: float | None
    tz: str
    fixes: tuple[Fix, ...]
    no_fix: str | None
    witness: str | None
    duty: str | None
    note: str | None
    app: str
    hash: str
    fix: Fix | None  # the one that counts


def read_claims(jws: Compact) -> CheckInFacts:
    """The check-in that a JWS carries.

    Raises:
        Malformed: a claim is missing, of the wrong type or outside its bounds.
    """
    claims = loads_object(jws.payload)
    jti, kind, no_fix = claims.get("jti"), claims.get("kind"), claims.get("no_fix")
    if not isinstance(jti, str) or not UUID7.match(jti):
        raise Malformed("jti is a UUIDv7")
    if kind not in ("in", "out"):
        raise Malformed("kind is in or out")
    fixes = claims.get("fixes")
    if not isinstance(fixes, list) or len(fixes) > MAX_FIXES:
        raise Malformed("fixes is a list of 0 to 8")
    if not fixes and (not isinstance(no_fix, str) or no_fix not in NO_FIX):
        raise Malformed("no_fix says why fixes is empty")
    elapsed = _required(claims, "elapsed_ms")
    return CheckInFacts(
        jti=jti,
        sub=_text(claims, "sub", MAX_CLAIM),
        kind=kind,
        seq=read_seq(claims),
        prev=read_prev(claims),
        anchor=_text(claims, "anchor", MAX_CLAIM),
        anchor_seen_at=times.read(claims.get("anchor_seen_at")),
        device_time=times.read(claims.get("device_time")),
        elapsed_ms=None if elapsed is None else _number(elapsed, 0, math.inf),
        tz=_text(claims, "tz", MAX_NAME),
        fixes=(read_fixes := tuple(_fix(fix) for fix in fixes)),
        fix=_best(read_fixes),
        no_fix=None if fixes else no_fix,
        witness=_text_or_null(claims, "witness", MAX_CLAIM),
        duty=_text_or_null(claims, "duty", MAX_CLAIM),
        note=_text_or_null(claims, "note", MAX_NOTE),
        app=_text(claims, "app", MAX_NAME),
        hash=digest(jws.text),
    )


def _required(claims: dict[str, Any], name: str) -> Any:
    if name not in claims:
        raise Malformed(f"{name} is missing")
    return claims[name]


def _text(claims: dict[str, Any], name: str, limit: int) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or len(value) > limit:
        raise Malformed(f"{name} is text of at most {limit} characters")
    return value


def _text_or_null(claims: dict[str, Any], name: str, limit: int) -> str | None:
    value = _required(claims, name)
    if value is not None and (not isinstance(value, str) or len(value) > limit):
        raise Malformed(f"{name} is null or text of at most {limit} characters")
    return value


def read_seq(claims: dict[str, Any]) -> int:
    """The sequence number.

    Raises:
        Malformed: it is none.
    """
    value = claims.get("seq")
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Malformed("seq is 1, 2, 3 …")
    return value


def read_prev(claims: dict[str, Any]) -> str | None:
    """The hash of the check-in before.

    Raises:
        Malformed: it is neither null nor a SHA-256 in base64url.
    """
    prev = _text_or_null(claims, "prev", 43)
    if prev is not None and not _HASH.match(prev):
        raise Malformed("prev is a SHA-256 in base64url")
    if prev is not None:
        check_b64url(prev)
    return prev


def _number(value: Any, low: float, high: float) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or not low <= value <= high:
        raise Malformed(f"not a number between {low} and {high}")
    return float(value)


def _best(fixes: tuple[Fix, ...]) -> Fix | None:
    """The fix with the best accuracy, the latest of equals."""
    if len(fixes) < 2:
        return fixes[0] if fixes else None
    return min(fixes, key=lambda fix: (fix.accuracy, -fix.at.timestamp()))


def _fix(value: Any) -> Fix:
    if not isinstance(value, dict):
        raise Malformed("a fix is an object")
    for name in ("altitude", "altitude_accuracy", "speed", "heading"):
        if value.get(name) is not None:
            _number(value[name], -math.inf, math.inf)
    return Fix(
        _number(value.get("lat"), -90, 90),
        _number(value.get("lng"), -180, 180),
        _number(value.get("accuracy"), 0, math.inf),
        times.read(value.get("at")),
    )
