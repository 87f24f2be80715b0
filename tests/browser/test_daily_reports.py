"""Is a day's work reported without a network, returned, mended without one, and approved?"""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import ZONE, Office, Person
from tests.browser.phone import Phone
from web.models import Agency, Policy, WorkPattern
from web.settings import Settings


@pytest.fixture
def asked(office: Office) -> str:
    """The office works every day and asks for reports; the date there."""
    today = datetime.now(UTC).astimezone(ZoneInfo(ZONE)).date()

    async def lay_down(_: Settings) -> None:
        start = today.replace(day=1)
        await Agency.filter(id=office.id).update(starts_on=start)
        hours = {str(number): ["00:01", "00:02"] for number in range(1, 8)}
        await WorkPattern.filter(agency_id=office.id).update(days=hours)
        await Policy.create(
            **{"id": uuid4(), "agency_id": office.id, "valid_from": start},
            **{"body": {"daily_reports": True}, "created_at": datetime.now(UTC)},
        )

    office.server.enter(lay_down)
    return today.isoformat()


def to_today(phone: Phone, day: str) -> None:
    """From the tabs to the day's report."""
    phone.go("Laporan")
    phone.main.get_by_role("link", name="Laporan kinerja harian").click()
    phone.main.locator(f'a[href="#report/{day}"]').click()


def write(phone: Phone, activity: str) -> None:
    """Fill in the first activity."""
    line = phone.main.get_by_role("group", name="Kegiatan 1")
    line.get_by_label("Mulai").fill("07:30")
    line.get_by_label("Selesai").fill("09:00")
    line.get_by_label("Uraian").fill(activity)
    line.get_by_label("Volume").fill("2")
    line.get_by_label("Satuan").fill("dokumen")


def test_a_report_goes_from_a_phone_offline_to_the_month(
    office: Office, asked: str, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Nur Aisyah")
    phone = phone_of(office.hire("Muhammad Yusuf", supervisor=above))
    to_today(phone, asked)
    phone.reads("Belum ditulis")
    phone.context.set_offline(True)
    phone.press("Ajukan laporan")
    phone.reads("Tulis paling sedikit satu kegiatan")
    write(phone, "Menyusun laporan")
    phone.reads("Tersimpan di HP sebagai konsep")
    phone.page.reload()
    expect(phone.main.get_by_label("Uraian")).to_have_value("Menyusun laporan")
    phone.press("Ajukan laporan")
    phone.reads("Laporan tersimpan di HP dan akan dikirim")
    phone.reads("Tersimpan di HP")
    phone.context.set_offline(False)
    phone.reads("Menunggu atasan")

    desk = desk_of(above)
    desk.open("/desk/daily-reports")
    desk.reads("Menyusun laporan")
    seen_at_desk = Inspector(desk.page)
    seen_at_desk.look("daily reports")
    desk.page.get_by_role("link", name="Buka atau kembalikan").click()
    seen_at_desk.look("daily report")
    desk.page.get_by_label("Alasan keputusan").fill("Sebutkan laporan apa.")
    desk.page.get_by_role("button", name="Kembalikan").click()
    desk.reads("Dikembalikan untuk diperbaiki")

    phone.page.reload()
    phone.reads("Dikembalikan atasan")
    phone.reads("Sebutkan laporan apa.")
    seen = Inspector(phone.page)
    seen.look("laporan: a day that was returned")
    phone.context.set_offline(True)
    write(phone, "Menyusun laporan triwulan")
    phone.press("Ajukan lagi")
    phone.reads("Tersimpan di HP")
    phone.context.set_offline(False)
    phone.reads("Menunggu atasan")

    desk.open("/desk/daily-reports")
    desk.reads("Menyusun laporan triwulan")
    desk.page.get_by_label("Pilih semua di halaman ini").check()
    desk.page.get_by_role("button", name="Lanjut ke ringkasan").click()
    desk.reads("Setujui 1 laporan?")
    seen_at_desk.look("daily reports: summary")
    desk.page.get_by_role("button", name="Setujui 1 laporan").click()
    desk.reads("Semua laporan yang dipilih disetujui")
    desk.reads("Urungkan persetujuan")

    phone.page.reload()
    phone.reads("Disetujui")
    phone.main.get_by_role("link", name="Laporan kinerja harian").click()
    phone.reads("Untuk E-Kinerja")
    later = Inspector(phone.page)
    later.look("laporan: month")
    phone.go("Laporan")
    later.look("laporan")
    phone.go("Riwayat")
    phone.main.get_by_role("link", name="Rekap bulan").click()
    phone.reads("laporan)")
    phone.reads("bobot kehadiran 40 %")
    assert seen.faults + later.faults == []
    assert seen_at_desk.faults == []
