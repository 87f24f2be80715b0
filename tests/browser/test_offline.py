"""Does what was done without a network survive, and arrive by itself?"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.waiting import until

# The worker hands in by itself there.
pytestmark = pytest.mark.whole_browser

# As on iOS; and Chromium's would wake the worker before its emulation of no network begins.
WITHOUT_SYNC: dict[str, Any] = {"permissions": ["geolocation"]}


@pytest.mark.parametrize("end", ["closed", "crashed"])
def test_check_ins_wait_while_the_browser_is_away_and_opened_again_offline(
    end: str, office: Office, pocket: Callable[..., BrowserContext]
) -> None:
    person = office.hire("Darmawan")
    evening = pocket(**WITHOUT_SYNC)
    phone = Phone(evening, office.server.origin)
    phone.open()
    phone.bind(office.code_for(person))
    phone.arrive(office)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.tap("Absen Pulang")
    passkeys = phone.finger.credentials()
    signed = [kept["jws"] for kept in phone.kept()]
    # A browser that ends or starts is online for a moment; out of reach means the server here.
    office.server.stop()
    if end == "closed":
        evening.close()
    else:
        phone.crash()

    morning = pocket(offline=True, **WITHOUT_SYNC)
    phone = Phone(morning, office.server.origin)
    phone.finger.hold(passkeys)
    phone.open()
    phone.reads("Darmawan")
    phone.arrive(office)
    phone.go("Antrean")
    phone.reads("2 absen belum terkirim")
    assert [kept["jws"] for kept in phone.kept()] == signed
    phone.go("Absen")
    phone.arrive(office)
    phone.tap("Absen Masuk")
    assert office.server.checkins(person.nip) == []

    office.server.start()
    phone.find_network()
    kept = phone.delivers(3)
    assert [one["seq"] for one in kept] == [1, 2, 3]
    rows = office.server.checkins(person.nip)
    assert [row["id"] for row in rows] == [one["id"] for one in kept]
    assert [(row["verdict"], row["flags"]) for row in rows] == [("accepted", [])] * 3


def test_the_queue_drains_by_itself_when_the_network_is_back(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Marlina")
    phone = phone_of(person)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.reads("Akan terkirim saat ada sinyal")
    expect(phone.page.get_by_role("link", name="1 menunggu Antrean")).to_be_visible()
    phone.context.set_offline(False)
    phone.reads("diterima server")
    [kept] = phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert (row["id"], row["via"]) == (kept["id"], "own")


def test_the_browser_hands_in_by_itself_while_the_app_is_closed(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Supriadi")
    phone = phone_of(person)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.reads("Akan terkirim saat ada sinyal")
    phone.page.close()
    # Not that nothing has arrived yet: a worker that the browser starts just now may be quicker
    # than the emulation that is to keep it offline. No page is open, so only it can hand in.
    phone.context.set_offline(False)
    [row] = until(lambda: office.server.checkins(person.nip), "the worker has handed it in")
    assert phone.context.pages == []
    assert (row["verdict"], row["flags"]) == ("accepted", [])
    again = Phone(phone.context, phone.origin)
    again.open()
    assert again.delivers(1)[0]["id"] == row["id"]


def test_where_the_browser_cannot_the_app_hands_in_when_it_is_opened(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Masnah")
    phone = phone_of(person, **WITHOUT_SYNC)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.reads("Akan terkirim saat ada sinyal")
    phone.page.close()
    phone.context.set_offline(False)
    again = Phone(phone.context, phone.origin)
    again.open()
    again.reads("Diterima")
    [kept] = again.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert (row["id"], row["flags"]) == (kept["id"], [])


def test_an_explanation_is_written_offline_and_read_by_the_supervisor(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Kamaruddin")
    person = office.hire("Ernawati", supervisor=above)
    phone = phone_of(person)
    phone.lose_network()
    phone.stand(office, metres_north=900)
    phone.reads("Anda di luar radius")
    phone.tap("Absen Masuk")
    phone.reads("tersimpan di HP")
    explain(phone, "Mengantar berkas ke kecamatan.")
    phone.reads("Penjelasan tersimpan di HP dan akan dikirim")
    phone.reads("Tersimpan di HP")
    phone.go("Antrean")
    phone.reads("1 penjelasan belum terkirim")

    phone.find_network()
    phone.reads("Semua absen sudah terkirim")
    desk = desk_of(above)
    desk.open("/desk/reviews")
    desk.reads("“Mengantar berkas ke kecamatan.”")
    desk.reads("Penjelasan pegawai")
    [row] = office.server.checkins(person.nip)
    assert [flag["code"] for flag in row["flags"]] == ["outside"]


def explain(phone: Phone, text: str) -> None:
    """Open the newest check-in's Bukti and write what happened."""
    kept: dict[str, Any] = phone.kept()[-1]
    phone.open(f"#receipt/{kept['id']}")
    phone.page.get_by_label("Tulis penjelasan").fill(text)
    phone.press("Simpan penjelasan")
