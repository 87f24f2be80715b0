"""Which envelopes are well-formed, and what is still known of those that are not?"""

import json

import pytest

from tests.domain.making import (
    ASSERTION,
    CLAIMS,
    DEVICE,
    HEADER,
    NOTHING,
    changed,
    checkin,
    compact,
    envelope,
    raw,
)
from web.domain.envelope import MAX_ENVELOPE, Envelope, Salvage, read
from web.domain.jws import digest


def reason(value) -> str | None:
    """Why an envelope falls at the guards that need no key; None where it does not."""
    found = read(raw(value))
    if isinstance(found, Salvage):
        return found.reason
    return "malformed" if found.flaw else None


def test_a_flawless_envelope_is_read():
    text = checkin()
    found = read(raw(envelope(text, receipt="a.b.c", carried_by="a colleague")))
    assert isinstance(found, Envelope)
    assert (found.jws.text, found.facts.hash) == (text, digest(text))
    assert (found.assertion, found.receipt, found.flaw) == (ASSERTION, "a.b.c", None)


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        '"text"',
        [],
        {},
        envelope(jws=1),
        envelope(jws=[checkin()]),
        envelope(jws=""),
        {"assertion": ASSERTION},
        envelope(checkin() + "="),
        envelope(checkin() + "\n"),
        envelope(" " + checkin()),
        envelope(checkin() + ".AAAA"),
        envelope(checkin().rpartition(".")[0]),
        envelope("é" + checkin()),
        envelope(checkin()[:-1] + "B"),  # unused bits that are not zero
    ],
)
def test_an_envelope_without_a_compact_jws_is_malformed(value):
    assert reason(value) == "malformed"


@pytest.mark.parametrize(
    "header",
    [
        {},
        [],
        changed(HEADER, typ=NOTHING),
        changed(HEADER, typ="JWT"),
        changed(HEADER, typ="device-proof+jwt"),
        changed(HEADER, typ="receipt+jwt"),
        changed(HEADER, typ="anchor+jwt"),
        changed(HEADER, typ="witness+jwt"),
        changed(HEADER, typ=["checkin+jwt"]),
        changed(HEADER, alg=NOTHING),
        changed(HEADER, alg="none"),
        changed(HEADER, alg="HS256"),
        changed(HEADER, alg="ES384"),
        changed(HEADER, alg="RS256"),
        changed(HEADER, kid=NOTHING),
        changed(HEADER, kid=None),
        changed(HEADER, kid="another"),
        changed(HEADER, kid=DEVICE.upper()),
        changed(HEADER, crit=["exp"], exp=1),
        changed(HEADER, b64=False, crit=["b64"]),
        b'{"typ":"checkin+jwt","typ":"checkin+jwt","alg":"ES256","kid":"%s"}' % DEVICE.encode(),
    ],
)
def test_another_header_is_malformed(header):
    assert reason(envelope(compact(header, CLAIMS))) == "malformed"


def test_unknown_members_of_a_header_are_ignored():
    assert reason(envelope(compact(changed(HEADER, cty="json", x5t="x"), CLAIMS))) is None


@pytest.mark.parametrize(
    "assertion",
    [
        None,
        NOTHING,
        1,
        "text",
        [],
        [ASSERTION],
        {},
        *(changed(ASSERTION, **{name: NOTHING}) for name in ("id", "rawId", "type", "response")),
        *(changed(ASSERTION, **{name: 1}) for name in ("id", "rawId", "type", "response")),
        *(
            changed(ASSERTION, response=changed(ASSERTION["response"], **{name: wrong}))
            for name in ASSERTION["response"]
            for wrong in (NOTHING, None, 1, [], "AA=", "AA==", "AB", "A", "+/+/", "é", "\ud800")
        ),
        changed(ASSERTION, id="AA=="),
        changed(ASSERTION, response=changed(ASSERTION["response"], userHandle=1)),
        changed(ASSERTION, response=changed(ASSERTION["response"], userHandle="AA==")),
        changed(ASSERTION, clientExtensionResults={"x": "\x00"}),
        changed(ASSERTION, clientExtensionResults={"x": ["\udc00"]}),
        changed(ASSERTION, clientExtensionResults={"\x00": 1}),
        changed(ASSERTION, clientExtensionResults={"x": 2**60}),
        changed(ASSERTION, clientExtensionResults={"x": float("nan")}),
        changed(ASSERTION, clientExtensionResults={"x": float("-inf")}),
    ],
)
def test_an_assertion_of_another_form_is_malformed(assertion):
    assert reason(envelope(assertion=assertion)) == "malformed"


@pytest.mark.parametrize(
    "assertion",
    [
        changed(ASSERTION, authenticatorAttachment=None),
        changed(ASSERTION, clientExtensionResults={"credProps": {"rk": False}}),
        changed(ASSERTION, clientExtensionResults=NOTHING),
        changed(ASSERTION, response=changed(ASSERTION["response"], userHandle=None)),
        changed(ASSERTION, response=changed(ASSERTION["response"], userHandle="AAAA")),
        changed(ASSERTION, unknown={"é": "😀"}),
        changed(ASSERTION, type="other"),  # of the right form; what it says is judged later
        changed(ASSERTION, id=""),
    ],
)
def test_an_assertion_of_the_right_form_is_read(assertion):
    assert reason(envelope(assertion=assertion)) is None


@pytest.mark.parametrize(
    ("receipt", "answer"),
    [
        (None, None),
        ("", None),
        ("not ours", None),
        (1, "malformed"),
        ({}, "malformed"),
        ("\x00", "malformed"),
    ],
)
def test_a_receipt_is_text(receipt, answer):
    assert reason(envelope(receipt=receipt)) == answer


def test_a_doubled_key_around_a_check_in_is_malformed():
    text = json.dumps(envelope())
    doubled = text[:-1] + ',"assertion":{}}'
    assert reason(doubled) == "malformed"
    assert reason(text[:-1] + f',"jws":"{checkin()}"}}') == "malformed"


def sized(size: int) -> str:
    """A compact envelope of exactly so many bytes."""
    text = json.dumps(envelope(padding=""), separators=(",", ":"))
    return text.replace('"padding":""', f'"padding":"{"x" * (size - len(text))}"')


def test_sixteen_kibibytes_are_allowed_and_one_byte_more_is_not():
    assert MAX_ENVELOPE == 16384
    assert reason(sized(16384)) is None
    assert reason(sized(16385)) == "too_large"


def test_only_the_compact_form_counts():
    spaced = json.dumps(json.loads(sized(16384)), indent=8)
    assert len(spaced) > 16384
    assert reason(spaced) is None
    escaped = envelope(padding="é" * 4000)
    assert len(json.dumps(escaped)) > 16384
    assert reason(json.dumps(escaped)) is None


def test_size_is_counted_in_bytes_of_utf8():
    wide = json.dumps(envelope(padding="😀" * 4000), ensure_ascii=False)
    assert len(wide) < 16384 < len(wide.encode())
    assert reason(wide) == "too_large"


def test_size_comes_before_form():
    assert reason([["x" * 20000]]) == "too_large"
    assert reason(envelope(jws="x" * 20000)) == "too_large"
    nested = "[" * 900 + json.dumps("x" * 20000) + "]" * 900
    assert reason(nested) in ("too_large", "malformed")
