"""Does an upgrade that meets work under way wait for it, and lose nothing?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.upgrading import LOOK_FOR_A_NEWER_ONE, build_of, offered, says
from tests.browser.waiting import until
from tests.browser.wire import Mode

# The worker hands in by itself there.
pytestmark = pytest.mark.whole_browser
# The sensor waits for a finger until `touch()` is called.
WAIT_FOR_A_FINGER = """(() => {
  const get = navigator.credentials.get.bind(navigator.credentials);
  navigator.credentials.get = async (asked) => {
    await new Promise((ok) => { window.touch = ok; });
    return get(asked);
  };
})()"""


def test_a_version_that_arrives_during_the_fingerprint_waits_until_it_is_given(
    server: Server, newer: Path, office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Sahabuddin")
    phone = phone_of(person)
    other = phone.another_tab()
    old = build_of(phone)
    phone.page.evaluate(WAIT_FOR_A_FINGER)
    phone.press("Absen Masuk")
    until(lambda: phone.page.evaluate("'touch' in window"), "the sensor waits for a finger")
    server.restart(newer)
    phone.page.evaluate(LOOK_FOR_A_NEWER_ONE)
    offered(other)
    expect(phone.page.get_by_text("Versi baru siap.")).to_have_count(0)
    # Even when the owner takes it in another tab, this one goes on to its end.
    with other.page.expect_navigation():
        other.press("Muat ulang")
    phone.page.evaluate("touch()")
    phone.reads("diterima server")
    assert build_of(phone) == old
    offered(phone)
    [kept] = phone.delivers(1)
    [row] = server.checkins(person.nip)
    assert (row["id"], row["flags"]) == (kept["id"], [])


def test_taking_it_in_the_middle_of_a_hand_in_loses_and_doubles_nothing(
    server: Server, newer: Path, office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Musdalifah")
    phone = phone_of(person, permissions=["geolocation"])
    old = build_of(phone)
    stored = taken_without_an_answer(phone, server, newer, person)
    with phone.page.expect_navigation():
        phone.press("Muat ulang")
    assert build_of(phone) != old
    assert [one["state"] for one in phone.kept()] == ["waiting"]
    server.wire.become(Mode.THROUGH)
    phone.go("Antrean")
    phone.press("Kirim sekarang")
    [kept] = phone.delivers(1)
    assert server.checkins(person.nip) == [stored]
    assert server.receipts_of(kept["id"]) == [kept["receipt"]]


def test_a_worker_that_is_handing_in_is_let_finish_first(
    server: Server, newer: Path, office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Harmawati")
    phone = phone_of(person)
    old = build_of(phone)
    stored = taken_without_an_answer(phone, server, newer, person)
    phone.press("Muat ulang")
    says(phone, "Memuat versi baru")
    with phone.page.expect_navigation():
        server.wire.become(Mode.THROUGH)  # which ends what was waiting for an answer
    assert build_of(phone) != old
    [kept] = phone.delivers(1)
    assert server.checkins(person.nip) == [stored]
    assert server.receipts_of(kept["id"]) == [kept["receipt"]]


def taken_without_an_answer(
    phone: Phone, server: Server, newer: Path, person: Person
) -> dict[str, Any]:
    """A newer version waits, and the server has a check-in whose answer does not come back."""
    server.restart(newer)
    phone.page.evaluate(LOOK_FOR_A_NEWER_ONE)
    offered(phone)
    server.wire.become(Mode.ONE_WAY)
    phone.tap("Absen Masuk")
    [stored] = until(lambda: server.checkins(person.nip), "the server has it")
    return stored
