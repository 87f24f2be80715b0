"""Does the time of the tap count, whatever the phone's clock says?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.gallery.scene import SETTABLE_CLOCK
from tests.browser.office import Office
from tests.browser.phone import Phone

MINUTE = timedelta(minutes=1)


@pytest.fixture
def phone_with_clock(
    new_person_context: Callable[..., BrowserContext], office: Office
) -> Callable[..., Phone]:
    """A bound phone whose clock is so many hours ahead of the truth."""

    def make(code: str, *, hours: float = 0) -> Phone:
        # The worker's clock cannot be set from here: without background sync it stays away.
        context = new_person_context(permissions=["geolocation"])
        context.add_init_script(SETTABLE_CLOCK.replace("HOURS", str(hours)))
        phone = Phone(context, office.server.origin)
        phone.open()
        phone.bind(code)
        phone.arrive(office)
        return phone

    return make


def span(row: dict[str, Any]) -> timedelta:
    """From the time that counts to the arrival."""
    return datetime.fromisoformat(row["received_at"]) - datetime.fromisoformat(row["claimed_at"])


@pytest.mark.parametrize("hours", [3, -3])
def test_a_clock_three_hours_wrong_but_steady_is_still_right(
    hours: int, office: Office, phone_with_clock: Callable[..., Phone]
) -> None:
    person = office.hire("Suriani")
    phone = phone_with_clock(office.code_for(person), hours=hours)
    phone.reads("Waktu HP berbeda 3 jam dari server")
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    phone.lose_network()
    phone.tap("Absen Pulang")
    phone.reads("tersimpan di HP")
    phone.find_network()
    for kept in phone.delivers(2):
        tapped = datetime.fromisoformat(kept["tapped_at"])
        claimed = datetime.fromisoformat(kept["receipt_claims"]["claimed_at"])
        assert abs(tapped - claimed - timedelta(hours=hours)) < MINUTE
    for row in office.server.checkins(person.nip):
        assert (row["verdict"], row["flags"]) == ("accepted", [])
        assert timedelta(0) <= span(row) < MINUTE


def test_a_clock_set_back_while_offline_is_seen_and_told(
    office: Office, phone_with_clock: Callable[..., Phone]
) -> None:
    person = office.hire("Baharuddin")
    phone = phone_with_clock(office.code_for(person))
    phone.lose_network()
    phone.page.evaluate("setClock(-2)")
    phone.tap("Absen Masuk")
    phone.find_network()
    [kept] = phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert row["verdict"] == "review"
    assert {"clock_moved", "before_anchor"} <= {flag["code"] for flag in row["flags"]}
    assert timedelta(0) <= span(row) < MINUTE  # clamped: never before the last contact
    phone.open(f"#receipt/{kept['id']}")
    phone.reads("Jam HP mundur 2 jam sejak kontak terakhir dengan server")


def test_a_clock_set_forward_while_offline_gains_nothing(
    office: Office, phone_with_clock: Callable[..., Phone]
) -> None:
    person = office.hire("Nurhayati")
    phone = phone_with_clock(office.code_for(person))
    phone.lose_network()
    phone.page.evaluate("setClock(5)")
    phone.tap("Absen Masuk")
    phone.find_network()
    [kept] = phone.delivers(1)
    [row] = office.server.checkins(person.nip)
    assert [flag["code"] for flag in row["flags"]] == ["clock_forward"]
    assert row["verdict"] == "accepted"
    assert timedelta(0) <= span(row) < MINUTE
    phone.open(f"#receipt/{kept['id']}")
    phone.reads("Jam HP maju 5 jam")


@pytest.mark.parametrize("hours", [24, -24])
def test_a_clock_that_jumps_a_day_loses_nothing_and_stops_nothing(
    hours: int, office: Office, phone_with_clock: Callable[..., Phone]
) -> None:
    person = office.hire("Rusdiana")
    phone = phone_with_clock(office.code_for(person))
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.page.evaluate(f"setClock({hours})")
    phone.tap("Absen Pulang")
    phone.go("Antrean")
    phone.reads("2 absen belum terkirim")
    phone.find_network()
    kept = phone.delivers(2)
    rows = office.server.checkins(person.nip)
    assert {row["id"] for row in rows} == {one["id"] for one in kept}
    assert all(timedelta(0) <= span(row) < 2 * MINUTE for row in rows)
    phone.go("Absen")
    phone.reads(f"Waktu HP berbeda {abs(hours)} jam dari server")
    phone.page.evaluate("setClock(0)")
    phone.tap("Absen Masuk")
    phone.delivers(3)


@pytest.mark.parametrize("years", [-60, 3000])
def test_an_absurd_date_is_told_before_anything_is_signed(
    years: int, office: Office, phone_with_clock: Callable[..., Phone]
) -> None:
    person = office.hire("Herawati")
    phone = phone_with_clock(office.code_for(person))
    phone.page.evaluate(f"setClock({years} * 8766)")
    phone.press("Absen Masuk")
    phone.reads("Tanggal HP salah")
    assert phone.kept() == []
    phone.page.evaluate("setClock(0)")
    phone.tap("Absen Masuk")
    phone.delivers(1)
