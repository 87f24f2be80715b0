"""Does a page of an older build keep working, and is the newer one offered, never forced?"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.gallery.scene import newer_build
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.server import Server

LOOK_FOR_A_NEWER_ONE = "navigator.serviceWorker.getRegistration().then((one) => one.update())"


@pytest.fixture
def newer(build: Path, tmp_path: Path) -> Path:
    """The build after an upgrade: everything under another id, the older one still on disk."""
    return newer_build(build, tmp_path / "build")


def build_of(phone: Phone) -> str | None:
    """The build that the open page belongs to."""
    return phone.page.locator("html").get_attribute("data-build")


def claims_of(kept: dict[str, Any]) -> dict[str, Any]:
    """What the phone signed."""
    payload = kept["jws"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def offered(phone: Phone) -> None:
    """The newer version is offered."""
    expect(phone.page.get_by_text("Versi baru siap.")).to_be_visible()


def test_an_old_page_works_on_until_its_owner_takes_the_new_one_even_offline(
    server: Server, newer: Path, office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Zainuddin")
    phone = phone_of(person)
    other = phone.another_tab()
    old = build_of(phone)
    server.restart(newer)
    phone.page.evaluate(LOOK_FOR_A_NEWER_ONE)
    offered(phone)
    offered(other)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    phone.page.reload()
    assert build_of(phone) == old  # a reload alone does not take the new one
    offered(phone)
    phone.arrive(office)
    phone.lose_network()
    phone.tap("Absen Pulang")
    phone.reads("tersimpan di HP")

    with phone.page.expect_navigation():
        phone.press("Muat ulang")
    new = build_of(phone)
    assert new != old
    phone.reads("Zainuddin")
    expect(phone.page.get_by_text("Versi baru siap.")).to_have_count(0)
    assert build_of(other) == old
    assert other.page.evaluate(f"fetch('/static/{old}/icons.svg').then(({{ ok }}) => ok)")
    other.arrive(office)
    other.tap("Absen Pulang")
    phone.arrive(office)
    phone.tap("Absen Pulang")
    assert [kept["state"] for kept in phone.kept()] == ["recorded", *["waiting"] * 3]

    phone.find_network()
    kept = phone.delivers(4)
    made_by = [claims_of(one)["app"].removeprefix("sikeren-web/") for one in kept]
    assert made_by == [old, old, old, new]
    rows = server.checkins(person.nip)
    assert [row["id"] for row in rows] == [one["id"] for one in kept]
    assert [row["flags"] for row in rows] == [[]] * 4
