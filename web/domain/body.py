"""Which envelopes does a request's body hold, byte for byte?"""

import re
from typing import Any, NamedTuple

from web.domain.jws import STRICT, TOLERANT, Flawed, Malformed

_SPACE = re.compile(r"[ \t\n\r]*")
_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)  # and text, to step over
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of such bytes


class NotEnvelopes(Malformed):
    """A body that is JSON, but not a list of envelopes."""


class RawEnvelope(NamedTuple):
    """One envelope of a body: its bytes as received, and what they say as JSON.

    `plain`: no flaw, nothing that is not UTF-8, and no escape by which U+0000 or a lone
    surrogate could be written.
    """

    raw: bytes
    value: Any
    plain: bool


def split(body: bytes) -> list[RawEnvelope]:
    """Cut `{"checkins": [envelope, …]}` into its envelopes, each with its own bytes.

    What is wrong inside one envelope (a doubled key, NaN, bytes that are not UTF-8, nesting
    without end) is left to `read`, so that it never spoils its neighbours.

    Raises:
        NotEnvelopes: the body is JSON of another shape.
        Malformed: the body is not JSON.
    """
    try:
        text = body.decode("utf-8", "surrogateescape")
        spans = _member(text, "checkins")
        _check_between(text, spans)
    except (ValueError, RecursionError, IndexError) as error:
        raise _misfit(body) from error
    return [_envelope(text[start:end], *parsed) for start, end, parsed in spans]


def _check_between(text: str, spans: list[tuple[int, int, Any]]) -> None:
    place = 0
    for start, end, _ in [*spans, (len(text), len(text), None)]:
        if _NOT_UTF8.search(text, place, start):
            raise Malformed("not UTF-8")
        place = end


def _misfit(body: bytes) -> Malformed:
    try:
        TOLERANT.decode(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return Malformed("not JSON")
    return NotEnvelopes("not of the form {checkins: […]}")


def _envelope(text: str, value: Any, flawless: bool) -> RawEnvelope:
    clean = "\\u" not in text and (text.isascii() or not _NOT_UTF8.search(text))
    return RawEnvelope(text.encode("utf-8", "surrogateescape"), value, flawless and clean)


def _member(text: str, wanted: str) -> list[tuple[int, int, Any]]:
    """The elements of the wanted array member of the top object, with their places."""
    found: list[tuple[int, int, Any]] | None = None
    place = _after(text, _skip(text, 0), "{")
    while True:
        key, place = TOLERANT.raw_decode(text, place)
        if not isinstance(key, str):
            raise Malformed("a key is text")
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
    for decoder in (STRICT, TOLERANT):
        try:
            return *decoder.raw_decode(text, place), decoder is STRICT
        except Malformed:
            continue
        except RecursionError:
            break
    return Flawed(), _end_of_nesting(text, place), False


def _end_of_nesting(text: str, place: int) -> int:
    """Where brackets that nest too deep to be read close again."""
    depth = 0
    for found in _BRACKET.finditer(text, place):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found.group(), 0)
        if depth == 0:
            return found.end()
    raise Malformed("brackets do not close")


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place


def _after(text: str, place: int, sign: str) -> int:
    if text[place] != sign:
        raise Malformed(f"expected {sign}")
    return _skip(text, place + 1)
