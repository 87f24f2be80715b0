"""What did a phone hand in? One envelope, parsed strictly, or the reason why it is refused.

`read` turns an envelope into facts, or finds what a refusal may still be addressed to.
"""

import json
from typing import Any, NamedTuple

from web.domain.body import RawEnvelope
from web.domain.claims import UUID7, CheckInFacts, read_claims, read_prev, read_seq
from web.domain.jws import (
    TOLERANT,
    Compact,
    Malformed,
    check_b64url,
    check_values,
    digest,
    parse_compact,
    unb64url,
)

MAX_ENVELOPE = 16 * 1024  # bytes of compact JSON


class Envelope(NamedTuple):
    """An envelope around a well-formed check-in. Nothing in it has been proven yet.

    `flaw`: why it is malformed all the same, around the check-in; its other members are then
    not to be used. Bytes that are recorded are known again, whatever came around them.
    """

    facts: CheckInFacts
    jws: Compact
    assertion: dict[str, Any]
    receipt: str | None
    flaw: str | None = None


class Salvage(NamedTuple):
    """What can be told of an unreadable envelope; unproven, and null where it cannot be read.

    `jws`, with `seq` and `prev`, is there where a place in a device's chain is legible: with a
    valid signature a refused check-in takes it.
    """

    reason: str
    jti: str | None = None
    sub: str | None = None
    hash: str | None = None
    seq: int | None = None
    prev: str | None = None
    jws: Compact | None = None


def read(envelope: RawEnvelope) -> Envelope | Salvage:
    """Size, form, typ, alg, claims and `kid` = `sub`: the guards that need no key."""
    try:
        if len(envelope.raw) > MAX_ENVELOPE and _compact_size(envelope.value) > MAX_ENVELOPE:
            return _salvage(envelope.value, "too_large")
        return _read(envelope)
    except (Malformed, RecursionError):
        return _salvage(envelope.value, "malformed")


def _compact_size(value: Any) -> int:
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda _: None)
    return len(compact.encode("utf-8", "surrogatepass"))


def _read(envelope: RawEnvelope) -> Envelope:
    value = envelope.value
    if not isinstance(value, dict) or not isinstance(value.get("jws"), str):
        raise Malformed("an envelope is an object with a jws, each key once")
    jws = parse_compact(value["jws"])
    _check_header(jws)
    facts = read_claims(jws)
    if jws.header.get("kid") != facts.sub:
        raise Malformed("kid is not sub")
    try:
        if not envelope.plain:
            check_values(value)
        return Envelope(facts, jws, *_around(value))
    except (Malformed, RecursionError) as error:
        return Envelope(facts, jws, {}, None, str(error))


def _check_header(jws: Compact) -> None:
    if jws.header.get("typ") != "checkin+jwt":
        raise Malformed("typ is not checkin+jwt")
    if jws.header.get("alg") != "ES256":
        raise Malformed("alg is not ES256")


def _around(value: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """The assertion and the receipt beside a check-in."""
    assertion, receipt = value.get("assertion"), value.get("receipt")
    if not isinstance(assertion, dict):
        raise Malformed("an envelope holds jws and assertion")
    if receipt is not None and not isinstance(receipt, str):
        raise Malformed("receipt is text")
    _check_assertion(assertion)
    return assertion, receipt


def _check_assertion(assertion: dict[str, Any]) -> None:
    """The form of an AuthenticationResponseJSON (WebAuthn Level 3, section 5.1)."""
    response = assertion.get("response")
    if not isinstance(response, dict) or not isinstance(assertion.get("type"), str):
        raise Malformed("assertion lacks response or type")
    texts = [assertion.get("id"), assertion.get("rawId")]
    texts += [response.get(name) for name in ("clientDataJSON", "authenticatorData", "signature")]
    if response.get("userHandle") is not None:
        texts.append(response["userHandle"])
    for text in texts:
        if not isinstance(text, str):
            raise Malformed("assertion lacks a member")
        check_b64url(text)


def _salvage(value: Any, reason: str) -> Salvage:
    """The id, device, hash and place that a refused envelope names, as far as they can be read."""
    text = value.get("jws") if isinstance(value, dict) else None
    try:
        if not isinstance(text, str):
            return Salvage(reason)
        claims = TOLERANT.decode(unb64url(text.split(".")[1]).decode("utf-8"))
        jti, sub = claims.get("jti"), claims.get("sub")
        salvaged = Salvage(
            reason,
            jti if isinstance(jti, str) and UUID7.match(jti) else None,
            sub if isinstance(sub, str) else None,
            digest(text),
        )
    except (ValueError, IndexError, AttributeError, RecursionError):
        return Salvage(reason)
    try:
        jws = parse_compact(text)
        _check_header(jws)
        return salvaged._replace(jws=jws, seq=read_seq(claims), prev=read_prev(claims))
    except (Malformed, RecursionError):
        return salvaged
