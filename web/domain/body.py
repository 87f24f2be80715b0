"""Which envelopes does a request's body hold, byte for byte?"""

import re
from typing import Any, NamedTuple

from web.domain.jws import STRICT, TOLERANT, Malformed

_SPACE = re.compile(r"[ \t\n\r]*")


class NotEnvelopes(Malformed):
    """A body that is JSON, but not a list of envelopes."""


class RawEnvelope(NamedTuple):
    """One envelope of a body: its bytes as received, and what they say as JSON.

    `plain`: no flaw, and no escape by which U+0000 or a lone surrogate could be written.
    """

    raw: bytes
    value: Any
    plain: bool


def split(body: bytes) -> list[RawEnvelope]:
    """Cut `{"checkins": [envelope, …]}` into its envelopes, each with its own bytes.

    What is wrong inside one envelope (a doubled key, NaN) is left to `read`, so that it never
    spoils its neighbours.

    Raises:
        NotEnvelopes: the body is JSON of another shape.
        Malformed: the body is not JSON.
    """
    try:
        text = body.decode("utf-8")
        spans = _member(text, "checkins")
    except (ValueError, RecursionError, IndexError) as error:
        raise _misfit(body) from error
    return [_envelope(text[start:end], *parsed) for start, end, parsed in spans]


def _misfit(body: bytes) -> Malformed:
    try:
        TOLERANT.decode(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return Malformed("not JSON")
    return NotEnvelopes("not of the form {checkins: […]}")


def _envelope(text: str, value: Any, flawless: bool) -> RawEnvelope:
    return RawEnvelope(text.encode(), value, flawless and "\\u" not in text)


def _member(text: str, wanted: str) -> list[tuple[int, int, Any]]:
    """The elements of the wanted array member of the top object, with their places."""
    found: list[tuple[int, int, Any]] | None = None
    place = _after(text, _skip(text, 0), "{")
    while True:
        key, place = TOLERANT.raw_decode(text, place)
        place = _after(text, _skip(text, place), ":")
        if key == wanted:
            if found is not None:
                raise Malformed("doubled key")
            found, place = _elements(text, place)
        else:
            place = TOLERANT.raw_decode(text, place)[1]
        place = _skip(text, place)
        if text[place] == "}":
            break
        place = _after(text, place, ",")
    if _skip(text, place + 1) != len(text) or found is None:
        raise Malformed("no such member")
    return found


def _elements(text: str, place: int) -> tuple[list[tuple[int, int, Any]], int]:
    elements = []
    place = _after(text, place, "[")
    if text[place] == "]":
        return [], place + 1
    while True:
        value, end, flawless = _value(text, place)
        elements.append((place, end, (value, flawless)))
        place = _skip(text, end)
        if text[place] == "]":
            return elements, place + 1
        place = _after(text, place, ",")


def _value(text: str, place: int) -> tuple[Any, int, bool]:
    try:
        return *STRICT.raw_decode(text, place), True
    except Malformed:
        return *TOLERANT.raw_decode(text, place), False


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _after(text: str, place: int, sign: str) -> int:
    if text[place] != sign:
        raise Malformed(f"expected {sign}")
    return _skip(text, place + 1)
