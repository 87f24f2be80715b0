"""Is there exactly one way to write a message, so that nothing passes for something else?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.domain.jws import (
    Malformed,
    b64url,
    digest,
    loads_object,
    parse_compact,
    signing_input,
    thumbprint,
    unb64url,
)


@given(st.binary(max_size=100))
def test_bytes_come_back_from_base64url(data: bytes):
    assert unb64url(b64url(data)) == data


@pytest.mark.parametrize(
    "text",
    [
        "QQ==",
        "QQ=",
        "Q",
        "QUJDR",
        "QUJD+w",
        "QUJD/w",
        "QU JD",
        "QUJD\n",
        "QQ\u0663",
        "Qé",
        "\ud800",
    ],
)
def test_padding_and_foreign_signs_are_refused(text: str):
    with pytest.raises(Malformed):
        unb64url(text)


@pytest.mark.parametrize("text", ["QR", "Qf", "QUF", "QUH", "Q_"])
def test_unused_bits_must_be_zero(text: str):
    with pytest.raises(Malformed):
        unb64url(text)


@given(st.text(alphabet="ABCwxyz019-_", max_size=12))
def test_no_two_texts_stand_for_the_same_bytes(text: str):
    try:
        data = unb64url(text)
    except Malformed:
        return
    assert b64url(data) == text


FLAWED = {
    "a doubled key": b'{"a":1,"a":1}',
    "a doubled key inside": b'{"a":[{"b":1,"b":2}]}',
    "a doubled key by escape": b'{"a":1,"\\u0061":2}',
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":Infinity}',
    "minus Infinity": b'{"a":[-Infinity]}',
    "an integer beyond 2^53": b'{"a":9007199254740993}',
    "a negative integer beyond 2^53": b'{"a":-9007199254740993}',
    "an endless integer": b'{"a":' + b"9" * 5000 + b"}",
    "an escaped U+0000": b'{"a":"\\u0000"}',
    "a raw U+0000": b'{"a":"\x00"}',
    "U+0000 in a key": b'{"\\u0000":1}',
    "a lone high surrogate": b'{"a":"\\ud800"}',
    "a lone low surrogate": b'{"a":"\\udc00x"}',
    "surrogates the wrong way round": b'{"a":"\\udc00\\ud800"}',
    "a surrogate in UTF-8": b'{"a":"\xed\xa0\x80"}',
    "bytes that are not UTF-8": b'{"a":"\xff"}',
    "an overlong encoding": b'{"a":"\xc0\x80"}',
    "a byte order mark": b'\xef\xbb\xbf{"a":1}',
    "a list": b"[]",
    "text": b'"a"',
    "null": b"null",
    "nothing": b"",
    "more than one": b"{}{}",
    "a comment": b"{}//",
    "a trailing comma": b'{"a":1,}',
    "single quotes": b"{'a':1}",
    "endless nesting": b'{"a":' + b"[" * 100_000,
    "endless closed nesting": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("data", FLAWED.values(), ids=FLAWED.keys())
def test_flawed_json_is_malformed(data: bytes):
    with pytest.raises(Malformed):
        loads_object(data)


def test_what_json_allows_is_read():
    text = '{"zero":0,"most":9007199254740992,"real":1e3,"pair":"\\ud83d\\ude00","é":["ñ"]} '
    assert loads_object(text.encode()) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "e30",
        "e30.e30",
        "e30.e30.AA.AA",
        "e30=.e30.AA",
        " e30.e30.AA",
        "e30.e30.AA\n",
        "W10.e30.AA",  # a header that is a list
        "eyJhIjoxLCJhIjoxfQ.e30.AA",  # a header with a doubled key
        b64url(b'{"alg":"ES256","crit":["exp"]}') + ".e30.AA",
    ],
)
def test_a_jws_that_is_not_compact_is_malformed(text: str):
    with pytest.raises(Malformed):
        parse_compact(text)


def test_a_signature_covers_the_bytes_as_they_came():
    text = ".".join(map(b64url, (b'{ "alg" : "ES256" }', b'{"b":1.0,"a":1e2}', bytes(64))))
    read = parse_compact(text)
    assert read.signing_input == text.rpartition(".")[0].encode()
    assert read.payload == b'{"b":1.0,"a":1e2}'
    assert read.signature == bytes(64)
    assert read.text == text


def test_a_signing_input_keeps_text_as_it_is():
    read = parse_compact(signing_input({"alg": "ES256"}, {"name": "Nürŝa 😀"}) + ".AA")
    assert loads_object(read.payload) == {"name": "Nürŝa 😀"}
    assert "\\u" not in read.payload.decode()


def test_a_hash_is_the_sha256_of_the_ascii_text():
    # FIPS 180-2, appendix B.1: "abc"
    assert digest("abc") == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"


def test_a_thumbprint_takes_the_members_of_rfc_7638_only():
    # The key of RFC 7515, appendix A.3; members and order of RFC 7638, section 3.2.
    key = {
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "kty": "EC",
        "kid": "ignored",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    }
    assert b64url(thumbprint(key)) == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"
