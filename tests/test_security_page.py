"""Are the figures and headers that docs/security.md states those of the server?"""

from dataclasses import replace
from pathlib import Path

from web.bodies import MAX_SMALL
from web.domain.envelope import MAX_ENVELOPE
from web.guard import MAX_BODY, Guard
from web.services.access import DESK_DAYS, DEVICE_DAYS, LINK_LIFE
from web.services.keys import NONCE_LIFE
from web.settings import Settings

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "security.md").read_text("utf-8")


async def nothing(*_: object) -> None:
    """An application that does nothing."""


def test_the_policy_is_stated_as_it_is_sent() -> None:
    sent = Guard(nothing, replace(Settings(), origin="https://sikeren.example")).headers
    assert f"  {sent['Content-Security-Policy']}\n" in PAGE
    for name in sent:
        assert name in PAGE or name == "Content-Security-Policy", name


def test_lifetimes_are_stated_as_they_are() -> None:
    assert f"| lives | {DEVICE_DAYS} days | {DESK_DAYS} day |" in PAGE
    assert f"one-time link of {LINK_LIFE.total_seconds() / 3600:.0f} h" in PAGE
    assert f"a nonce of {NONCE_LIFE.total_seconds():.0f} s" in PAGE


def test_limits_are_stated_as_they_are() -> None:
    sizes = (MAX_BODY >> 20, MAX_SMALL >> 10, MAX_ENVELOPE >> 10)
    assert "Bodies: {} MiB for a hand-in, {} KiB else, {} KiB per envelope".format(*sizes) in PAGE
    usual = Settings()
    assert f"{usual.device_quota} envelopes per\n  device" in PAGE
    assert f"{usual.address_quota} per address" in PAGE
    assert f"{usual.wrong_code_quota} wrong codes per address" in PAGE
