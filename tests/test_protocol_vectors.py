"""Do the published test vectors hold against this server, and does the page name all there is?"""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from web import clock
from web.db import migrate, open_database
from web.domain import evidence, jws, times
from web.domain.body import split
from web.domain.vocabulary import QUARANTINE
from web.errors import CATALOGUE
from web.models import Device
from web.routes import API
from web.services import binding, passkeys, points, roster
from web.services.intake import Intake
from web.services.keys import KeyRing, public_key, verify_es256
from web.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "protocol.md").read_text("utf-8")
ADDITIONS = "".join(one.read_text("utf-8") for one in sorted((ROOT / "docs").glob("api-*.md")))
VECTORS: dict[str, Any] = json.loads(
    re.findall(r"```json\n(.*?)\n```", PAGE.partition("\n## Test vectors\n")[2], re.DOTALL)[0]
)
ENROLMENT = VECTORS["enrolment"]
SERVICES = ("binding", "device_proof", "contact", "phone_state", "intake")  # that the API calls


def public(key: dict[str, str]) -> dict[str, str]:
    """The public half of a key of the vectors."""
    return {name: key[name] for name in ("kty", "crv", "x", "y")}


def claims(text: str) -> dict[str, Any]:
    """What a JWS says; nothing is checked."""
    return jws.loads_object(jws.parse_compact(text).payload)


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    """A server that holds the keys of the vectors."""
    folder = tmp_path / "keys"
    KeyRing.create(folder)
    secret = int.from_bytes(jws.unb64url(VECTORS["server_key"]["d"]), "big")
    pem = ec.derive_private_key(secret, ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "server-0001.pem").write_bytes(pem)
    anchor_secret = jws.unb64url(VECTORS["anchor_secret"]["k"])
    (folder / "anchor-0001.key").write_bytes(base64.b64encode(anchor_secret))
    return KeyRing.load(folder)


def registered() -> passkeys.Registered:
    """The passkey of the vectors, checked as at an enrolment."""
    return passkeys.register(
        ENROLMENT["credential"],
        challenge=jws.unb64url(ENROLMENT["challenge"]),
        origin=VECTORS["origin"],
        rp_id="sikeren.example",
    )


def test_each_private_key_belongs_to_its_public_half() -> None:
    for key in (VECTORS["server_key"], VECTORS["device_key"], VECTORS["passkey"]["key"]):
        number = int.from_bytes(jws.unb64url(key["d"]), "big")
        derived = ec.derive_private_key(number, ec.SECP256R1()).public_key()
        assert derived.public_numbers() == public_key(public(key)).public_numbers()


def test_an_enrolment_binds_device_key_and_passkey_to_each_other() -> None:
    thumbprint = jws.thumbprint(VECTORS["device_key"])
    assert jws.b64url(thumbprint) == VECTORS["device_thumbprint"]
    challenge = binding.passkey_challenge(jws.unb64url(ENROLMENT["random"]), thumbprint)
    assert jws.b64url(challenge) == ENROLMENT["challenge"]
    key = public(VECTORS["device_key"])
    binding.check_proof(key, ENROLMENT["proof"], {"challenge": ENROLMENT["challenge"]})
    expected = {"nonce": VECTORS["renewal"]["nonce"], "aud": VECTORS["origin"]}
    binding.check_proof(key, VECTORS["renewal"]["proof"], expected)
    made = registered()
    assert (made.credential_id, made.binding) == (VECTORS["passkey"]["id"], ENROLMENT["binding"])


def test_the_anchor_is_made_again_bit_for_bit(keys: KeyRing) -> None:
    stated = claims(VECTORS["anchor"])
    assert keys.read_anchor(VECTORS["anchor"]) == stated
    assert keys.sign_anchor(stated) == VECTORS["anchor"]
    assert stated["sub"] == VECTORS["device_id"]


def test_the_server_key_is_named_by_its_thumbprint(keys: KeyRing) -> None:
    stated = VECTORS["server_key"]
    assert keys.jwks["keys"] == [
        {**public(stated), "kid": stated["kid"], "use": "sig", "alg": "ES256"}
    ]


async def test_the_check_ins_come_out_as_published(keys: KeyRing, tmp_path: Path) -> None:
    settings = replace(Settings(), data=tmp_path, origin=VECTORS["origin"])
    await migrate(settings)
    async with open_database(settings):
        await hire()
        intake = Intake(settings, keys)
        await intake.start()
        try:
            for case in VECTORS["checkins"]:
                await hand_in(intake, keys, case)
        finally:
            await intake.stop()


async def hire() -> None:
    """The person, phone and point that the vectors speak of."""
    agency = await roster.add_agency(name="Dinas Contoh", timezone="Asia/Makassar")
    person = await roster.add_employee(nip="HON-001", name="Contoh", agency=agency)
    await points.add_point(agency=agency, **VECTORS["point"])
    made = registered()
    await Device.create(
        id=UUID(VECTORS["device_id"]),
        employee=person,
        key=public(VECTORS["device_key"]),
        thumbprint=VECTORS["device_thumbprint"],
        credential_id=made.credential_id,
        credential_key=made.credential_key,
        backup_eligible=made.backup_eligible,
        binding=made.binding,
        platform="vectors",
        aaguid=made.aaguid,
        enrolled_at=times.read("2026-11-20T00:00:00.000Z"),
        follows_another=False,
    )


async def hand_in(intake: Intake, keys: KeyRing, case: dict[str, Any]) -> None:
    """Hand one in twice: the answer, the frozen receipt and its claims are as published."""
    text = case["envelope"]["jws"]
    assert jws.digest(text) == case["hash"]
    assert verify_es256(public_key(public(VECTORS["device_key"])), jws.parse_compact(text))
    body = json.dumps({"checkins": [case["envelope"]]}).encode()
    received_at = times.read(case["received_at"])
    with clock.at(received_at):
        [first] = await intake.hand_in(split(body), received_at=received_at)
        [again] = await intake.hand_in(split(body), received_at=received_at)
    assert {
        "id": first.id,
        "status": first.status,
        "verdict": first.verdict,
        "flags": [flag.code for flag in first.flags],
        "reason": first.reason,
    } == case["answer"]
    assert first.receipt
    assert again.receipt == first.receipt
    assert keys.read_receipt(case["receipt"]) == keys.read_receipt(first.receipt)


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("base64url", jws.unb64url),
        ("time", times.read),
        ("object", lambda text: jws.loads_object(text.encode("utf-8"))),
    ],
)
def test_texts_are_taken_and_refused_as_published(kind: str, read: Any) -> None:
    for text in VECTORS["strict"][kind]["good"]:
        read(text)
    for text in VECTORS["strict"][kind]["bad"]:
        with pytest.raises(jws.Malformed):
            read(text)


def test_the_page_names_every_endpoint() -> None:
    for route in API:
        path = re.sub(r"\{.*?\}", "{}", route.path)
        for method in (route.methods or set()) - {"HEAD"}:
            headings = re.findall(rf"^### {method} ([^\s?]+)", PAGE + ADDITIONS, re.MULTILINE)
            assert path in [re.sub(r"\{.*?\}", "{}", heading) for heading in headings], route


def test_the_page_lists_the_flags_in_their_order_and_weight() -> None:
    listed = re.findall(r"^\| (contradiction|strong|information) \| `(\w+)`", PAGE, re.MULTILINE)
    weights = {
        "contradiction": evidence.CONTRADICTIONS,
        "strong": evidence.STRONG,
        "information": evidence.INFORMATION,
    }
    assert listed == [
        (weight, look.__name__) for weight, looks in weights.items() for look in looks
    ]


def test_the_page_lists_the_problems_of_the_api_with_their_status() -> None:
    listed = {code: int(status) for status, code in re.findall(r"\| (\d{3}) \| `(\w+)`", PAGE)}
    assert listed == {code: CATALOGUE[code].status for code in listed}
    sources = [*(ROOT / "web" / "endpoints" / "api").glob("*.py"), ROOT / "web" / "security.py"]
    sources += [ROOT / "web" / "guard.py"]
    sources += [ROOT / "web" / "bodies.py", ROOT / "web" / "app.py", ROOT / "web" / "quotas.py"]
    services = ROOT / "web" / "services"
    sources += [services / f"{name}.py" for name in SERVICES]
    raised = set()
    for source in sources:
        raised |= set(re.findall(r'Problem\(\s*"(\w+)"', source.read_text("utf-8")))
    assert raised - {"forbidden", "read_only"} <= listed.keys(), "these are the desks' alone"


def test_the_page_names_every_reason_of_a_refusal() -> None:
    ladder = PAGE.partition("## What becomes of an envelope")[2].partition("## Flags")[0]
    reasons = re.findall(r"^\| [^|]+ \| `(\w+)` \|", ladder, re.MULTILINE)
    assert set(reasons) - {"reason"} == set(QUARANTINE)
