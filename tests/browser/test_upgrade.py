"""Does a page of an older build keep working, and is the newer one offered, never forced?"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import CONTROLLED, Phone
from tests.browser.server import Server
from tests.browser.upgrading import FAR, LOOK_FOR_A_NEWER_ONE, build_of, offered, says
from tests.browser.waiting import until

# The worker hands in by itself there.
pytestmark = pytest.mark.whole_browser
LITTLE = 100_000  # bytes: room for check-ins, not for another build
RAISE_THE_DATABASE = """async () => {
  const known = (await indexedDB.databases()).find(({ name }) => name === 'sikeren').version;
  const opening = indexedDB.open('sikeren', known + 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('of-a-later-release');
  const db = await new Promise((ok, no) => {
    opening.onsuccess = () => ok(opening.result);
    opening.onerror = () => no(opening.error);
  });
  db.close();
}"""


def claims_of(kept: dict[str, Any]) -> dict[str, Any]:
    """What the phone signed."""
    payload = kept["jws"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


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
    made_by = [claims_of(one)["app"].split("+")[1] for one in kept]
    assert made_by == [old, old, old, new]
    rows = server.checkins(person.nip)
    assert [row["id"] for row in rows] == [one["id"] for one in kept]
    assert [row["flags"] for row in rows] == [[]] * 4


@pytest.mark.parametrize("way", ["Muat ulang", "Pasang ulang aplikasi"])
def test_where_there_is_no_room_for_it_the_old_one_goes_on_and_says_so(
    way: str, server: Server, newer: Path, office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Nurdin")
    phone = phone_of(person)
    old = build_of(phone)
    room = phone.context.new_cdp_session(phone.page)
    used = room.send("Storage.getUsageAndQuota", {"origin": server.origin})["usage"]
    little = {"origin": server.origin, "quotaSize": used + LITTLE}
    room.send("Storage.overrideQuotaForOrigin", little)
    server.extra = {"SIKEREN_OLDEST_APP": FAR}
    server.restart(newer)
    phone.page.reload()
    says(phone, "Versi aplikasi ini sudah terlalu lama")
    phone.press("Muat ulang")
    says(phone, "Versi baru belum berhasil dipasang")
    phone.page.reload()
    assert build_of(phone) == old
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    server.stop()
    phone.tap("Absen Pulang")
    phone.reads("tersimpan di HP")
    phone.press("Muat ulang")
    says(phone, "Versi baru belum bisa diambil")
    server.start()
    phone.press("Muat ulang")
    says(phone, "Versi baru belum berhasil dipasang")
    phone.delivers(2)

    room.send("Storage.overrideQuotaForOrigin", {"origin": server.origin})
    with phone.page.expect_navigation():
        phone.press(way)
    assert build_of(phone) != old
    phone.reads("Nurdin")
    expect(phone.page.get_by_text("terlalu lama")).to_have_count(0)
    until(lambda: phone.page.evaluate(CONTROLLED), "a worker in control")
    phone.lose_network()
    phone.page.reload()
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.find_network()
    kept = phone.delivers(3)
    rows = server.checkins(person.nip)
    assert [(row["id"], row["flags"]) for row in rows] == [(one["id"], []) for one in kept]


def test_an_app_that_is_too_old_is_told_and_its_check_ins_are_taken(
    server: Server, newer: Path, office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Hamka")
    phone = phone_of(person)
    old = build_of(phone)
    server.extra = {"SIKEREN_OLDEST_APP": FAR, "SIKEREN_OLDEST_APP_FROM": "2099-03-01"}
    server.restart()
    phone.page.reload()
    says(phone, "Versi baru perlu dipasang")
    says(phone, "Mulai 1 Maret 2099 versi ini tidak didukung lagi")
    server.extra = {"SIKEREN_OLDEST_APP": FAR}
    server.restart()
    phone.page.reload()
    says(phone, "Versi aplikasi ini sudah terlalu lama")
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    phone.press("Muat ulang")
    says(phone, "Server belum punya versi yang lebih baru")
    assert build_of(phone) == old

    # The operator upgrades: the next contact names the newer one, and it is fetched at once.
    server.restart(newer)
    phone.tap("Absen Pulang")
    phone.reads("diterima server")
    until(lambda: len(phone.page.evaluate("caches.keys()")) == 2, "the newer one is on the phone")
    with phone.page.expect_navigation():
        phone.press("Muat ulang")
    assert build_of(phone) != old
    phone.reached()
    expect(phone.page.get_by_text("terlalu lama")).to_have_count(0)
    rows = server.checkins(person.nip)
    assert [(row["verdict"], row["flags"]) for row in rows] == [("accepted", [])] * 2


def test_a_tab_whose_database_a_later_release_has_raised_says_what_to_do(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Rosmini")
    phone = phone_of(person)
    other = phone.another_tab()
    phone.tap("Absen Masuk")
    phone.delivers(1)
    other.page.evaluate(RAISE_THE_DATABASE)
    phone.go("Antrean")
    says(phone, "Aplikasi sudah diperbarui")
    says(phone, "Muat ulang aplikasi untuk melanjutkan")
    [row] = office.server.checkins(person.nip)
    assert row["kind"] == "in"
