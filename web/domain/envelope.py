"""What did a phone hand in? One envelope, parsed strictly, or the reason why it is refused.

`read` turns an envelope into facts; `salvage` finds what a refusal may still be addressed to.
"""

import json
from typing import Any, NamedTuple

from web.domain.body import RawEnvelope
from web.domain.claims import MAX_NAME, UUID7, CheckInFacts, read_claims
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


class Refused(Exception):
    """An envelope that cannot be laid to a device; `reason` is the protocol's word for why."""

    def __init__(self, reason: str, seen: str) -> None:
        self.reason = reason
        self.seen = seen
        super().__init__(f"{reason}: {seen}")


class Envelope(NamedTuple):
    """A well-formed envelope. Nothing in it has been proven yet."""

    facts: CheckInFacts
    jws: Compact
    assertion: dict[str, Any]
    receipt: str | None


class Salvage(NamedTuple):
    """What can be told of a refused envelope; unproven, and null where unreadable."""

    jti: str | None
    sub: str | None
    hash: str | None


def read(envelope: RawEnvelope) -> Envelope:
    """Size, form, typ, alg, claims and `kid` = `sub`: the guards that need no key.

    Raises:
        Refused: `too_large` or `malformed`.
    """
    if len(envelope.raw) > MAX_ENVELOPE and _compact_size(envelope.value) > MAX_ENVELOPE:
        raise Refused("too_large", "envelope above 16 KiB")
    try:
        if not envelope.plain:
            check_values(envelope.value)
        return _read(envelope.value)
    except (Malformed, RecursionError) as error:
        raise Refused("malformed", str(error)) from error


def _compact_size(value: Any) -> int:
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=lambda _: None)
    return len(compact.encode("utf-8", "surrogatepass"))


def _read(value: Any) -> Envelope:
    if not isinstance(value, dict):
        raise Malformed("an envelope is an object with each key once")
    text, assertion, receipt = value.get("jws"), value.get("assertion"), value.get("receipt")
    if not isinstance(text, str) or not isinstance(assertion, dict):
        raise Malformed("an envelope holds jws and assertion")
    if receipt is not None and not isinstance(receipt, str):
        raise Malformed("receipt is text")
    jws = parse_compact(text)
    if jws.header.get("typ") != "checkin+jwt":
        raise Malformed("typ is not checkin+jwt")
    if jws.header.get("alg") != "ES256":
        raise Malformed("alg is not ES256")
    facts = read_claims(jws)
    if jws.header.get("kid") != facts.sub:
        raise Malformed("kid is not sub")
    _check_assertion(assertion)
    return Envelope(facts, jws, assertion, receipt)


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


def salvage(value: Any) -> Salvage:
    """The id, device and hash that a refused envelope names, as far as they can be read."""
    text = value.get("jws") if isinstance(value, dict) else None
    try:
        if not isinstance(text, str):
            return Salvage(None, None, None)
        claims = TOLERANT.decode(unb64url(text.split(".")[1]).decode("utf-8"))
        jti, sub = claims.get("jti"), claims.get("sub")
        return Salvage(
            jti if isinstance(jti, str) and UUID7.match(jti) else None,
            sub
            if isinstance(sub, str) and 0 < len(sub) <= MAX_NAME and sub.isprintable()
            else None,
            digest(text),
        )
    except (ValueError, IndexError, AttributeError, RecursionError):
        return Salvage(None, None, None)
