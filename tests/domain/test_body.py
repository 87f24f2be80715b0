"""Is each envelope of a body found with its own bytes, and is a bad one alone with its badness?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.domain.body import NotEnvelopes, split
from web.domain.envelope import Salvage, read
from web.domain.jws import Malformed

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    # No lone surrogates here: a body is UTF-8.
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab"\\[]{},:é'), inner),
    max_leaves=8,
)


@given(st.lists(json_values, max_size=5), st.sampled_from([None, 1, 3]), st.booleans())
def test_any_list_is_cut_where_its_elements_end(values, indent, ascii_only):
    texts = [json.dumps(value, indent=indent, ensure_ascii=ascii_only) for value in values]
    body = '{ "a":[1,{"checkins":2}] ,"checkins" : [ ' + " ,\n".join(texts) + ' ],"b":null}\r\n\t '
    found = split(body.encode())
    assert [one.raw for one in found] == [text.encode() for text in texts]
    assert [json.loads(one.raw) for one in found] == values


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"{",
        b"}",
        b"[",
        b'"checkins"',
        b'{"checkins":',
        b'{"checkins":[',
        b'{"checkins":[1',
        b'{"checkins":[1,',
        b'{"checkins":[1,]}',
        b'{"checkins":[,1]}',
        b'{"checkins":[1 2]}',
        b'{"checkins":[1]',
        b'{"checkins":[1],}',
        b'{"checkins":[1]}}',
        b'{"checkins":[1]} {}',
        b'{"checkins":[1]}\x00',
        b'{"checkins" [1]}',
        b"{'checkins':[1]}",
        b'{1:2,"checkins":[1]}',
        b'{"checkins":[tru]}',
        b'{"checkins":["a\nb"]}',
        b'{"checkins":[1]\xff}',
        b"\xff\xfe",
        b'\xef\xbb\xbf{"checkins":[1]}',
        "{“checkins”:[1]}".encode(),
        b'{"checkins":[]}'.decode().encode("utf-16"),
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"checkins":[' + b"[" * 200_000,
        b'{"checkins":[' + b'{"a":' * 100_000,
    ],
)
def test_what_is_not_json_is_no_body(body: bytes):
    with pytest.raises(Malformed):
        split(body)


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b"{}",
        b'{"a":1}',
        b'{"checkins":{}}',
        b'{"checkins":null}',
        b'{"checkins":"x"}',
        b'{"checkins":[1],"checkins":[2]}',
        b'{"Checkins":[1]}',
    ],
)
def test_json_of_another_shape_is_told_from_no_json(body: bytes):
    with pytest.raises(NotEnvelopes):
        split(body)


BAD = {
    "a doubled key": b'{"jws":"a","jws":"b"}',
    "NaN": b'{"jws":NaN}',
    "Infinity in a list": b"[Infinity]",
    "a huge integer": b'{"jws":12345678901234567890}',
    "an endless integer": b"1" * 5000,
    "U+0000": b'{"jws":"\\u0000"}',
    "a lone surrogate": b'{"jws":"\\ud83d"}',
    "bytes that are not UTF-8": b'{"jws":"\xff\xed\xa0\x80"}',
    "deep nesting": b'{"jws":' + b"[" * 3000 + b"]" * 3000 + b"}",
    "very deep nesting": b"[" * 100_000 + b"]" * 100_000,
    "deep nesting around brackets in text": b'["\\"]]]",' * 2000 + b"1" + b"]" * 2000,
    "a doubled key before deep nesting": b'[{"a":1,"a":1},' + b"[" * 3000 + b"]" * 3001,
    "no object": b"[]",
    "nothing": b"null",
    "text": b'"jws"',
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_envelope_keeps_its_bytes_and_spoils_no_other(bad: bytes):
    good = b'{ "jws":"a.b.c" }'
    before, found, after = split(b'{"checkins":[' + b", ".join([good, bad, good]) + b"]}")
    assert before.raw == after.raw == good
    assert before.value == after.value == {"jws": "a.b.c"}
    assert found.raw == bad
    refused = read(found)
    assert isinstance(refused, Salvage)
    assert refused.reason in ("malformed", "too_large")
