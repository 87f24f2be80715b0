"""What is still known of an envelope that cannot be read, so that a refusal finds its way?"""

import pytest

from tests.domain.making import (
    CLAIMS,
    DEVICE,
    FIX,
    HEADER,
    NOTHING,
    changed,
    checkin,
    compact,
    envelope,
    raw,
)
from web.domain.envelope import Envelope, Salvage, read
from web.domain.jws import b64url, digest


def test_a_malformed_check_in_still_names_itself():
    text = checkin(kind="breakfast")
    found = read(raw(envelope(text)))
    assert isinstance(found, Salvage)
    assert (found.jti, found.sub, found.hash) == (CLAIMS["jti"], DEVICE, digest(text))
    assert (found.seq, found.prev) == (7, "A" * 43)
    assert found.jws
    assert found.jws.text == text


@pytest.mark.parametrize(
    "changes", [{"seq": 0}, {"seq": "7"}, {"seq": NOTHING}, {"prev": 1}, {"prev": NOTHING}]
)
def test_without_a_legible_place_it_takes_none(changes):
    found = read(raw(envelope(checkin(**changes))))
    assert isinstance(found, Salvage)
    assert found.jti == CLAIMS["jti"]
    assert (found.seq, found.jws) == (None, None)


def test_another_kind_of_message_takes_no_place():
    found = read(raw(envelope(compact(changed(HEADER, typ="device-proof+jwt"), CLAIMS))))
    assert isinstance(found, Salvage)
    assert (found.seq, found.jws) == (None, None)


@pytest.mark.parametrize("jti", [NOTHING, None, 1, "x", [], CLAIMS["jti"].replace("-7", "-4")])
def test_without_a_valid_id_it_has_no_name(jti):
    found = read(raw(envelope(checkin(jti=jti))))
    assert isinstance(found, Salvage)
    assert found.jti is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"jws": 1},
        envelope("x"),
        envelope("x.y.z"),
        envelope("..."),
        envelope("e30"),
        envelope(f"e30.{b64url(b'[]')}.AA"),
        envelope(f"e30.{b64url(bytes(9))}.AA"),
        envelope(f"e30.{b64url(b'[' * 5000)}.AA"),
        envelope("é." + checkin().partition(".")[2]),
        envelope(checkin(fixes=[FIX]).replace(".", "=.", 1)),
    ],
)
def test_whatever_comes_it_is_refused_in_order(value):
    found = read(raw(value))
    assert isinstance(found, Salvage)
    assert (found.reason, found.jti) == ("malformed", None) or found.jti == CLAIMS["jti"]


def test_around_a_sound_check_in_only_the_rest_is_flawed():
    found = read(raw(envelope(assertion={})))
    assert isinstance(found, Envelope)
    assert found.flaw
    assert found.facts.seq == 7
