"""Does an employee read their month, say what is missing, and see it put right?"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import ZONE, Office, Person
from tests.browser.phone import Phone
from web.models import Agency, WorkPattern
from web.settings import Settings

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)


@pytest.fixture
def day(office: Office) -> date:
    """The day before yesterday there: a workday that is over, whichever weekday it was."""
    then = datetime.now(UTC).astimezone(ZoneInfo(ZONE)).date() - timedelta(days=2)

    async def every_day(_: Settings) -> None:
        start = then.replace(day=1)
        await Agency.filter(id=office.id).update(starts_on=start)
        hours = {str(number): ["07:30", "16:00"] for number in range(1, 8)}
        await WorkPattern.filter(agency_id=office.id).update(days=hours)

    office.server.enter(every_day)
    return then


def words_of(day: date) -> str:
    """A date as the phone writes it, without the weekday."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def to_recap(phone: Phone) -> None:
    """From the tabs to the month."""
    phone.go("Riwayat")
    phone.main.get_by_role("link", name="Rekap bulan").click()


def open_day(phone: Phone, day: date) -> None:
    """From the tabs to a day, by what stands on the screen."""
    to_recap(phone)
    phone.page.evaluate(f"location.hash = '#recap/{day:%Y-%m}'")
    phone.main.get_by_role("link", name=words_of(day)).click()
    phone.reads("Jam kerja")


def correct(phone: Phone, kind: str, clock: str, reason: str) -> None:
    """Fill in the form and hand it in."""
    phone.page.get_by_label("Absen yang dikoreksi").select_option(label=kind)
    phone.page.get_by_label("Jam sebenarnya").fill(clock)
    phone.page.get_by_label("Alasan").fill(reason)
    phone.press("Ajukan koreksi ini")


def approve(desk: Desk, name: str, reason: str) -> None:
    """Decide on what somebody asks for, at the desk."""
    desk.open("/desk/corrections")
    card = desk.page.get_by_role("article").filter(has_text=name).first
    card.get_by_label("Alasan keputusan").fill(reason)
    card.get_by_role("button", name="Setujui", exact=True).click()
    expect(card).to_contain_text("Disetujui")


def test_a_missing_record_is_corrected_and_the_day_changes(
    office: Office, day: date, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Nur Aisyah")
    phone = phone_of(office.hire("Muhammad Yusuf", supervisor=above))
    seen = Inspector(phone.page)
    open_day(phone, day)
    phone.reads("Tidak ada absen")
    seen.look("rekap: day")
    phone.press("Ajukan koreksi ini")
    phone.reads("Isi jam dan alasannya dahulu")
    correct(phone, "Absen Masuk", "07:20", "HP saya rusak pagi itu.")
    phone.reads("Menunggu atasan")

    desk = desk_of(above)
    expect(desk.page.get_by_role("link", name="Meja atasan 1 menunggu")).to_be_visible()
    desk.open("/desk/corrections")
    desk.reads("HP saya rusak pagi itu.")
    desk.reads("Tidak ada absen")
    seen_at_desk = Inspector(desk.page)
    seen_at_desk.look("koreksi")
    approve(desk, "Muhammad Yusuf", "Saya melihatnya datang.")

    open_day(phone, day)
    phone.reads("Disetujui")
    phone.reads("Saya melihatnya datang.")
    phone.reads("Masuk 07.20 WITA (koreksi)")
    to_recap(phone)
    phone.press("Sudah saya periksa")
    phone.reads("Anda menyatakan sudah memeriksa")
    seen.look("rekap: month")
    phone.press("Ada yang keliru")
    phone.page.get_by_label("Apa yang keliru?").fill("Tanggal lain juga.")
    phone.press("Kirim")
    phone.reads("Tanggal lain juga.")
    assert seen.faults + seen_at_desk.faults == []


def test_the_month_is_read_and_corrected_without_a_network(
    office: Office, day: date, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Nur Aisyah")
    phone = phone_of(office.hire("Sitti Rahma", supervisor=above))
    open_day(phone, day)
    phone.lose_network()
    phone.page.reload()
    open_day(phone, day)
    correct(phone, "Absen Pulang", "16:05", "Tidak ada sinyal di desa.")
    phone.reads("Tersimpan di HP")
    phone.page.reload()
    phone.reads("Tidak ada sinyal di desa.")
    phone.go("Antrean")
    phone.reads("1 pengajuan, laporan, atau pernyataan belum terkirim")
    to_recap(phone)
    phone.reads("Tampilan terakhir yang tersimpan di HP")

    phone.find_network()
    open_day(phone, day)
    phone.reads("Menunggu atasan")
    approve(desk_of(above), "Sitti Rahma", "Benar, di desa.")
    open_day(phone, day)
    phone.reads("Disetujui")


def test_what_waits_can_be_taken_back(
    office: Office, day: date, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Andi Baso", supervisor=office.hire("Nur Aisyah")))
    open_day(phone, day)
    correct(phone, "Absen Masuk", "07:20", "Salah hari.")
    phone.reads("Menunggu atasan")
    phone.press("Batalkan koreksi")
    phone.reads("Dibatalkan")
    phone.never_reads("Menunggu atasan")
