"""Two people, one of them without a network: does a journey go from letter to approved report?"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import ZONE, Office, Person
from tests.browser.phone import Phone
from tests.browser.waiting import until
from tests.samples import photo
from web.models import Agency, CheckIn, WorkPattern
from web.settings import Settings

DRAFTS = """async () => {
  const opened = indexedDB.open('sikeren');
  const db = await new Promise((ok) => { opened.onsuccess = () => ok(opened.result); });
  const all = db.transaction('drafts').objectStore('drafts').getAll();
  const kept = await new Promise((ok) => { all.onsuccess = () => ok(all.result); });
  db.close();
  return JSON.stringify(kept);
}"""


def _today() -> str:
    return datetime.now(UTC).astimezone(ZoneInfo(ZONE)).date().isoformat()


@pytest.fixture
def works_daily(office: Office) -> None:
    """The office works every day, so that today is judged."""

    async def lay_down(_: Settings) -> None:
        start = datetime.now(UTC).astimezone(ZoneInfo(ZONE)).date().replace(day=1)
        await Agency.filter(id=office.id).update(starts_on=start)
        hours = {str(number): ["00:01", "00:02"] for number in range(1, 8)}
        await WorkPattern.filter(agency_id=office.id).update(days=hours)

    office.server.enter(lay_down)


def _file(phone: Phone, place: str, number: str = "094/7/SPT") -> None:
    """File a letter for today, as somebody does on the phone."""
    phone.go("Laporan")
    phone.main.get_by_role("link", name="Perjalanan dinas").click()
    phone.main.get_by_role("link", name="Ajukan surat tugas").click()
    main = phone.main
    phone.press("Ajukan surat tugas")
    phone.reads("Isi nomor surat tugas.")
    main.get_by_label("Nomor surat tugas").fill(number)
    main.get_by_label("Tanggal surat").fill(_today())
    main.get_by_label("Maksud perjalanan").fill("Rapat koordinasi.")
    main.get_by_label("Tempat tujuan").fill(place)
    main.get_by_label("Dari tanggal").fill(_today())
    main.get_by_label("Sampai tanggal").fill(_today())


def _stored(office: Office, person: Person) -> list[str | None]:
    """The verdicts of a person's check-ins."""

    async def look(_: Settings) -> list[str | None]:
        found = CheckIn.filter(employee_id=person.id).select_related("assessment")
        return [one.assessment.verdict for one in await found]

    return office.server.enter(look)


def _decide(desk: Desk, words: str, button: str) -> None:
    desk.page.get_by_label("Alasan keputusan").fill(words)
    desk.press(button)


def test_a_journey_from_the_letter_to_the_approved_report(
    works_daily: None,
    office: Office,
    phone_of: Callable[..., Phone],
    desk_of: Callable[[Person], Desk],
) -> None:
    above = office.hire("Hasanuddin Jauh")
    budi = office.hire("Budi Jauh", supervisor=above)
    phone = phone_of(budi)
    seen = Inspector(phone.page)
    phone.lose_network()
    _file(phone, "Kantor Gubernur")
    phone.reads("Tersimpan di HP sebagai konsep")
    phone.page.reload()
    expect(phone.main.get_by_label("Tempat tujuan")).to_have_value("Kantor Gubernur")
    seen.look("a letter as it is typed")
    phone.press("Ajukan surat tugas")
    phone.reads("Surat tugas tersimpan di HP")

    phone.go("Absen")
    phone.stand(office, metres_north=30_000)
    phone.reads("Anda sedang dinas luar di Kantor Gubernur")
    phone.tap("Absen Masuk")
    phone.find_network()
    phone.delivers(1)
    phone.go("Laporan")
    phone.main.get_by_role("link", name="Perjalanan dinas").click()
    phone.main.get_by_role("link", name="Kantor Gubernur").click()
    phone.reads("Menunggu atasan")
    assert _stored(office, budi) == ["review"]

    desk = desk_of(above)
    desk.open("/desk/duties?show=all")
    desk.page.get_by_role("link", name="Budi Jauh").click()
    desk.reads("menyebut surat ini")
    _decide(desk, "Sesuai surat.", "Setujui")
    desk.reads("Disetujui: Sesuai surat.")
    assert _stored(office, budi) == ["accepted"]  # by itself, though it had arrived before

    phone.page.reload()
    phone.main.get_by_role("link", name="Tulis laporan perjalanan").click()
    phone.reads("Belum ditulis")
    seen.look("an empty travel report")
    phone.lose_network()
    phone.press("Ajukan laporan")
    phone.reads("Tulis hasil perjalanan.")
    phone.main.get_by_label("Hasil perjalanan").fill("Data disepakati.")
    phone.press("Ajukan laporan")
    phone.reads("Tulis paling sedikit satu kegiatan.")
    phone.main.get_by_label("Mulai").fill("08:00")
    phone.main.get_by_label("Selesai").fill("07:00")
    phone.main.get_by_label("Kegiatan", exact=True).fill("Rapat pembukaan.")
    phone.press("Ajukan laporan")
    phone.reads("Jam selesai harus setelah jam mulai.")
    phone.main.get_by_label("Selesai").fill("11:30")
    picture = {"name": "rapat.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.main.locator("#travel-files").set_input_files([picture])
    phone.reads("rapat.jpg")
    until(
        lambda: all(word in phone.page.evaluate(DRAFTS) for word in ("11:30", "rapat.jpg")),
        "what was typed last and the photo are kept",
    )
    phone.page.reload()  # what is only a draft outlives the app, its photos too
    phone.reads("rapat.jpg")
    expect(phone.main.get_by_label("Selesai")).to_have_value("11:30")
    phone.press("Ajukan laporan")
    phone.reads("Laporan tersimpan di HP dan akan dikirim.")
    phone.page.reload()
    phone.reads("Laporan tersimpan di HP dan akan dikirim.")
    phone.find_network()
    phone.reads("Menunggu atasan")

    desk.open("/desk/travel-reports")
    desk.page.get_by_role("link", name="Budi Jauh").click()
    desk.reads("Data disepakati.")
    desk.reads("08.00–11.30")
    address = desk.page.url
    desk.page.get_by_text("Beri catatan").first.click()
    desk.page.get_by_label("Catatan untuk hasil").fill("Sebutkan angkanya.")
    desk.press("Kembalikan")
    desk.reads("Lihat catatan pada bagian laporan.")
    at_desk = Inspector(desk.page)
    at_desk.look("a returned travel report")

    phone.page.reload()
    phone.reads("Dikembalikan atasan")
    phone.reads("Sebutkan angkanya.")
    expect(phone.main.get_by_label("Hasil perjalanan")).to_have_value("Data disepakati.")
    seen.look("a returned travel report")
    phone.lose_network()
    phone.main.get_by_label("Hasil perjalanan").fill("Data 412 pegawai disepakati.")
    phone.press("Ajukan lagi")
    phone.reads("Laporan tersimpan di HP dan akan dikirim.")
    phone.find_network()
    phone.reads("Menunggu atasan")

    desk.page.goto(address)
    desk.reads("Data 412 pegawai disepakati.")
    expect(desk.page.get_by_role("link", name="rapat.jpg")).to_be_visible()
    _decide(desk, "Lengkap.", "Setujui")
    desk.reads("Disetujui: Lengkap.")
    desk.page.goto(address + "/print")
    desk.reads("Catatan ini bukan tanda tangan")
    at_desk.look("the paper of a travel report")

    phone.page.reload()
    phone.reads("Disetujui")
    phone.never_reads("Sebutkan angkanya.")
    phone.go("Riwayat")
    phone.main.get_by_role("link", name="Rekap bulan").click()
    phone.main.locator(f'a[href="#day/{_today()}"]').click()
    phone.reads("Dinas luar (surat 094/7/SPT): Kantor Gubernur.")
    phone.never_reads("laporan belum disetujui")
    away = "ERR_INTERNET_DISCONNECTED"  # what the browser says of being without a network
    assert [one for one in seen.faults + at_desk.faults if away not in one] == []


def test_letters_for_one_day_are_flagged_and_one_of_them_is_chosen(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Siti Dua", supervisor=office.hire("Rosmini Dua")))
    for place, number in (("Majene", "1"), ("Polewali", "2")):
        _file(phone, place, number)
        phone.press("Ajukan surat tugas")
        phone.reads("Menunggu atasan")
    phone.reads("Bertumpuk dengan surat lain")
    seen = Inspector(phone.page)
    seen.look("letters that overlap")
    phone.go("Absen")
    phone.reads("Anda sedang dinas luar di")
    place = re.compile("Majene|Polewali")
    first = phone.main.get_by_text(place).first.inner_text()
    phone.press("Pilih dinas lain")
    expect(phone.main.get_by_text(place).first).not_to_have_text(first)
    seen.look("Absen on a duty")

    phone.go("Laporan")
    phone.main.get_by_role("link", name="Perjalanan dinas").click()
    phone.main.get_by_role("link", name="Majene").click()
    phone.main.get_by_text("Batalkan surat tugas").click()
    phone.reads("Hari-harinya dinilai seperti tanpa dinas.")
    phone.press("Ya, batalkan")
    phone.reads("Dibatalkan")
    phone.go("Absen")
    phone.reads("Anda sedang dinas luar di Polewali")
    assert seen.faults == []


def test_a_refused_letter_says_why_and_is_mended(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Andi Lama", supervisor=office.hire("Ratna Lama")))
    _file(phone, "Majene")
    past = (datetime.now(UTC) - timedelta(days=90)).date().isoformat()
    phone.main.get_by_label("Dari tanggal").fill(past)
    phone.main.get_by_label("Sampai tanggal").fill(past)
    phone.press("Ajukan surat tugas")
    phone.reads("Tidak diterima server")
    phone.reads("Batas waktu pengajuan surat tugas")
    phone.main.get_by_label("Dari tanggal").fill(_today())
    phone.main.get_by_label("Sampai tanggal").fill(_today())
    phone.press("Ajukan lagi")
    phone.reads("Menunggu atasan")


def test_a_returned_letter_is_changed_before_it_waits_again(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Ratna Teliti")
    phone = phone_of(office.hire("Andi Teliti", supervisor=above))
    _file(phone, "Majene")
    phone.press("Ajukan surat tugas")
    phone.reads("Menunggu atasan")
    desk = desk_of(above)
    desk.open("/desk/duties?show=all")
    desk.page.get_by_role("link", name="Andi Teliti").click()
    _decide(desk, "Lampirkan suratnya.", "Kembalikan")
    desk.reads("Dikembalikan")
    phone.page.reload()
    phone.reads("Dikembalikan atasan")
    phone.reads("Lampirkan suratnya.")
    phone.press("Ajukan lagi")
    phone.reads("Belum ada yang diubah.")  # the same once more would be nothing new to the server
    picture = {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    phone.main.locator("#duty-files").set_input_files([picture])
    phone.reads("surat.jpg")
    phone.main.get_by_label("Catatan untuk atasan").fill("Surat terlampir.")
    phone.press("Ajukan lagi")
    phone.reads("Menunggu atasan")
    phone.reads("surat.jpg")
