"""Does an apel on a field gather its people, live on the operator's page, and name the missing?"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone

FIELD = 3000  # metres north of the office


def test_people_gather_on_a_field_and_are_counted_as_they_come(
    office: Office, desk_of: Callable[[Person], Desk], phone_of: Callable[..., Phone]
) -> None:
    operator = office.hire("Andi Tenri", role="operator")
    person, _ = office.hire("Supriadi"), office.hire("Masnah")
    place = office.spot(metres_north=FIELD)
    desk = desk_of(operator)
    desk.open("/desk/events")
    page = desk.page
    page.locator("#new-event").get_by_label("Jenis").select_option("apel")
    desk.write("Nama kegiatan", "Apel gabungan")
    desk.write("Dari jam", "00.00")
    desk.write("Sampai jam", "23.59")
    today = datetime.now(ZoneInfo("Asia/Makassar")).date()
    desk.write("Tanggal, atau mulai dari", today.isoformat())
    page.get_by_role("radio", name="Di tempat lain untuk kegiatan ini").check()
    desk.write("Nama tempat", "Lapangan Contoh")
    page.locator(".leaflet-container").click(position={"x": 60, "y": 60})
    expect(page.get_by_label("Lintang")).not_to_have_value("")
    desk.write("Lintang", f"{place['latitude']:.6f}")
    desk.write("Bujur", f"{place['longitude']:.6f}")
    desk.press("Simpan kegiatan")
    desk.reads("Kegiatan disimpan.")
    page.get_by_role("link", name="Apel gabungan").click()
    expect(page.get_by_text("Masnah")).to_be_visible()
    expect(page.get_by_text("Supriadi")).to_be_visible()

    phone = phone_of(person)
    phone.context.set_geolocation(place)
    phone.tap("Absen Masuk")
    phone.reads("Diterima")

    expect(page.get_by_text("Supriadi")).to_be_hidden(timeout=20_000)
    expect(page.get_by_text("Masnah")).to_be_visible()
    page.get_by_text("Tambah pengecualian").click()
    desk.write("NIP atau nama, satu per baris", "masnah")
    desk.press("Simpan pengecualian")
    desk.reads("Pengecualian dicatat.")
    expect(page.get_by_role("button", name="Harapkan lagi: Masnah")).to_be_visible()
