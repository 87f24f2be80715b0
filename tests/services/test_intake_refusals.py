"""Is an envelope refused only for what cannot be laid to a device, and in the protocol's order?"""

from uuid import uuid4

from tests.services.forgery import asserted, claims_of, resigned, tampered
from tests.services.office import MORNING, SECOND, Office
from web.domain import times
from web.domain.jws import b64url, digest
from web.services.softkeys import BACKED_UP, USER_PRESENT, USER_VERIFIED, Key
from web.services.softphone import SoftPhone

BOTH = USER_PRESENT | USER_VERIFIED


async def test_an_unknown_device(office: Office):
    phone = await office.phone()
    phone.device_id = str(uuid4())
    refused = await office.one(office.press(phone))
    assert (refused.status, refused.reason, refused.verdict) == ("refused", "unknown_device", None)
    assert refused.flags == ()


async def test_a_device_by_another_kind_of_name_is_unknown(office: Office):
    phone = await office.phone()
    own = phone.device_id
    for name in ("", "x", "0" * 500, "../../etc", "\U0001f600", "%00", own.upper(), f"{{{own}}}"):
        phone.device_id = name
        assert (await office.one(office.press(phone))).reason == "unknown_device", name


async def test_another_key_s_signature(office: Office):
    phone = await office.phone()
    claims = phone.claims("in", at=MORNING, fixes=[office.place()])
    refused = await office.one(resigned(phone, claims, Key()))
    assert refused.reason == "bad_signature"


async def test_claims_changed_under_the_signature(office: Office):
    phone = await office.phone()
    text = tampered(office.press(phone)["jws"], kind="out")
    assert (await office.one(asserted(phone, text))).reason == "bad_signature"


async def test_a_signature_that_is_none(office: Office):
    phone = await office.phone()
    signed = office.press(phone)["jws"].rpartition(".")[0]
    der = phone.key.sign(signed.encode())
    for signature in (b"", bytes(64), b"\xff" * 64, bytes(63), bytes(65), der):
        text = f"{signed}.{b64url(signature)}"
        assert (await office.one(asserted(phone, text))).reason == "bad_signature"


FORGED = {
    "another credential's id": {"id": "AAAA", "rawId": "AAAA"},
    "two ids": {"rawId": "AAAA"},
    "another credential type": {"type": "password"},
    "another challenge": {"challenge": digest("something else")},
    "a challenge that is longer": {"challenge": digest("x") + "AAAA"},
    "a registration": {"client": {"type": "webauthn.create"}},
    "a payment": {"client": {"type": "payment.get"}},
    "another origin": {"client": {"origin": "https://sikeren.example"}},
    "another port": {"client": {"origin": "http://localhost:8001"}},
    "an origin with a slash": {"client": {"origin": "http://localhost:8000/"}},
    "no origin": {"client": {"origin": None}},
    "a foreign frame": {"client": {"crossOrigin": True}},
    "a frame of an odd kind": {"client": {"crossOrigin": "yes"}},
    "another relying party": {"host": "sikeren.example"},
    "nobody present": {"flags": USER_VERIFIED},
    "nobody verified": {"flags": USER_PRESENT},
    "neither": {"flags": 0},
    "backed up but not eligible": {"flags": BOTH | BACKED_UP},
    "another key": {"key": Key()},
}


async def test_an_assertion_that_does_not_prove_this_check_in(office: Office):
    phone = await office.phone()
    text = office.press(phone)["jws"]
    answers = await office.hand_in(*(asserted(phone, text, **how) for how in FORGED.values()))
    reasons = {name: one.reason for name, one in zip(FORGED, answers, strict=True)}
    assert reasons == dict.fromkeys(FORGED, "bad_assertion")


async def test_an_assertion_like_a_real_one_is_taken(office: Office):
    """The helper that forges makes sound ones too: what it changes is what is refused."""
    phone = await office.phone()
    envelope = asserted(phone, office.press(phone)["jws"], client={"crossOrigin": False})
    assert (await office.one(envelope)).status == "recorded"


async def test_rubbish_inside_an_assertion_is_no_error(office: Office):
    phone = await office.phone()
    envelope = office.press(phone)
    response = envelope["assertion"]["response"]
    rubbish = [
        {**envelope, "assertion": {**envelope["assertion"], "response": response | {name: value}}}
        for name in ("clientDataJSON", "authenticatorData", "signature")
        for value in ("", "AAAA", b64url(b"[]"), b64url(b"null"), b64url(b"{}"), b64url(bytes(500)))
    ]
    answers = await office.hand_in(*rubbish)
    assert [one.reason for one in answers] == ["bad_assertion"] * len(rubbish)


async def test_a_colleague_s_passkey_does_not_speak_for_this_phone(office: Office):
    phone, colleague = await office.phone(), await office.phone()
    envelope = office.press(phone)
    envelope["assertion"] = colleague.passkey.answer(digest(envelope["jws"]))
    assert (await office.one(envelope)).reason == "bad_assertion"


def anchor_by(office: Office, **changes) -> str:
    claims = {"jti": "a", "iss": office.settings.origin, "sub": "x"}
    return office.keys.sign_anchor(claims | {"iat": times.to_seconds(MORNING)} | changes)


async def anchors_that_are_not_good(office: Office, phone: SoftPhone) -> list[str]:
    other = await office.phone()
    header, payload, mac = phone.anchor.split(".")
    claims = claims_of(phone.anchor)
    receipt = (await office.one(office.press(other))).receipt or ""
    unsigned = b64url(b'{"alg":"none","typ":"anchor+jwt"}')
    return [
        "",
        "x",
        "a.b.c",
        other.anchor,
        anchor_by(office),
        f"{header}.{payload}.{b64url(bytes(32))}",
        f"{header}.{payload}.",
        f"{header}.{payload}.{mac[:-4]}",
        tampered(phone.anchor, iat=claims["iat"] - 3600),
        f"{unsigned}.{payload}.",
        receipt,
        office.keys.sign_receipt(claims),
        phone.key.jws({"alg": "ES256", "typ": "anchor+jwt"}, claims),
        phone.key.jws({"alg": "ES256", "kid": "a1", "typ": "anchor+jwt"}, claims),
    ]


async def test_an_anchor_that_is_not_ours_or_another_device_s(office: Office):
    phone = await office.phone()
    for anchor in await anchors_that_are_not_good(office, phone):
        phone.anchor = anchor
        refused = await office.one(office.press(phone))
        assert refused.reason == "bad_anchor", anchor


async def test_the_guards_stand_in_the_protocol_s_order(office: Office):
    """Each envelope is wrong in all the later ways too, and tells the first one only."""
    phone, other = await office.phone(), await office.phone()
    good = office.press(phone)
    assert (await office.one(good)).status == "recorded"
    wrong = {"jti": claims_of(good["jws"])["jti"], "anchor": other.anchor}
    claims = phone.claims("out", at=MORNING + SECOND, fixes=[office.place()])

    async def reason(changes, key=None, challenge=None, **around) -> str | None:
        text = resigned(phone, claims | changes, key or phone.key)["jws"]
        return (await office.one(asserted(phone, text, challenge=challenge) | around)).reason

    assert await reason({"jti": wrong["jti"]}) == "id_reused"
    assert await reason(wrong) == "bad_anchor"
    bad = {"challenge": digest("x")}
    assert await reason(wrong, **bad) == "bad_assertion"
    bad["key"] = Key()
    assert await reason(wrong, **bad) == "bad_signature"
    wrong["sub"] = str(uuid4())
    assert await reason(wrong, **bad) == "unknown_device"
    wrong["kind"] = "breakfast"
    assert await reason(wrong, **bad) == "malformed"
    bad["padding"] = "x" * 20_000
    assert await reason(wrong, **bad) == "too_large"


async def test_no_other_message_passes_for_a_check_in(office: Office):
    phone = await office.phone()
    claims = phone.claims("in", at=MORNING, fixes=[office.place()])
    for typ in ("device-proof+jwt", "anchor+jwt", "receipt+jwt", "witness+jwt", "JWT", ""):
        assert (await office.one(phone.sealed(claims, typ=typ))).reason == "malformed"
