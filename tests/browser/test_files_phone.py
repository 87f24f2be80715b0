"""Does evidence get from a phone to the supervisor's desk, also over a network that breaks?"""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import samples
from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.test_recap_phone import correct, day, open_day
from tests.browser.test_travel import DRAFTS
from tests.browser.waiting import until
from web.models import Attachment
from web.settings import Settings

__all__ = ["day"]

FIELD = "Bukti: foto atau PDF"
EVIDENCE = "img[src^='/desk/attachments/']"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a camera of today makes it: large, with its position, held upright."""
    path = tmp_path / "IMG 2026.jpg"
    path.write_bytes(samples.photo(4000, 3000, turned=True))
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter that is too large for one part."""
    path = tmp_path / "surat tugas.pdf"
    path.write_bytes(samples.letter(2, photo_inside=samples.noise(2400, 1800)))
    assert path.stat().st_size > 2_000_000
    return path


def choose(phone: Phone, *files: Path) -> None:
    """Choose files, until they are shown."""
    phone.page.get_by_label(FIELD).set_input_files(files)
    for file in files:
        phone.reads(file.name)


def attachments(server: Server, person: Person) -> list[dict[str, Any]]:
    """What the server keeps of somebody."""

    async def look(_: Settings) -> list[dict[str, Any]]:
        return await Attachment.filter(author_id=person.id).values()

    return server.enter(look)


def test_a_photo_and_a_letter_written_offline_reach_the_supervisor(
    office: Office,
    day: date,
    photo: Path,
    letter: Path,
    phone_of: Callable[..., Phone],
    desk_of: Callable[[Person], Desk],
) -> None:
    above = office.hire("Nur Aisyah")
    phone = phone_of(office.hire("Sitti Aminah", supervisor=above))
    seen = Inspector(phone.page)
    open_day(phone, day)
    phone.lose_network()
    phone.page.reload()
    open_day(phone, day)
    choose(phone, photo, letter, photo)
    phone.page.get_by_role("button", name=f"Hapus {photo.name}").last.click()
    expect(phone.page.get_by_role("button", name=f"Hapus {photo.name}")).to_have_count(1)
    seen.look("rekap: day with files")
    phone.page.get_by_label("Alasan").fill("Belum selesai ditulis.")
    until(lambda: "Belum selesai ditulis." in phone.page.evaluate(DRAFTS), "the draft")
    phone.page.reload()  # what is being written stays, and so do its files
    expect(phone.page.get_by_label("Alasan")).to_have_value("Belum selesai ditulis.")
    expect(phone.page.get_by_role("button", name=f"Hapus {photo.name}")).to_have_count(1)
    expect(phone.page.get_by_role("button", name=f"Hapus {letter.name}")).to_have_count(1)
    correct(phone, "Absen Masuk", "07:20", "Absen tidak terkirim.")
    phone.reads("Koreksi tersimpan di HP")
    phone.page.reload()
    phone.reads(photo.name)
    phone.go("Antrean")
    phone.reads("2 foto atau berkas belum terkirim")

    phone.find_network()
    phone.reads("Semua absen sudah terkirim")
    open_day(phone, day)
    phone.reads("Menunggu atasan")

    desk = desk_of(above)
    desk.open("/desk/corrections")
    desk.reads("surat tugas.pdf")
    desk.reads("PDF, 2 halaman")
    picture = desk.page.locator(EVIDENCE)
    expect(picture).to_have_count(1)
    until(lambda: picture.evaluate("image => image.naturalWidth > 0"), "the picture is shown")
    at_desk = Inspector(desk.page)
    at_desk.look("koreksi with files")
    address = desk.page.get_by_role("link", name="IMG 2026.jpg").get_attribute("href")
    got = desk.context.request.get(f"{desk.origin}{address}").body()
    assert samples.WHERE not in got
    with Image.open(io.BytesIO(got)) as image:
        assert image.size == (1200, 1600)  # shrunk on the phone, turned upright
        assert not image.getexif()
        pixel = image.convert("RGB").getpixel((1190, 10))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200 > 90 > pixel[1]  # the red corner, where the camera's turn puts it
    faults = [one for one in seen.faults if "ERR_INTERNET_DISCONNECTED" not in one]
    assert faults + at_desk.faults == []


def test_an_upload_goes_on_after_the_server_was_killed_and_check_ins_pass_it(
    server: Server, office: Office, day: date, letter: Path, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Baso Amir", supervisor=office.hire("Nur Aisyah"))
    phone = phone_of(person)
    open_day(phone, day)
    choose(phone, letter)
    data = server.settings.data / "uploads"

    def arrived_so_far() -> int:
        parts = list(data.glob("*.part"))
        return parts[0].stat().st_size if parts else 0

    slow = phone.context.new_cdp_session(phone.page)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": 30_000},
    )
    correct(phone, "Absen Masuk", "07:20", "Absen tidak terkirim.")
    arrived = until(arrived_so_far, "a first part at the server")
    server.kill()
    assert arrived < letter.stat().st_size
    server.start()
    phone.go("Absen")
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    assert attachments(server, person) == []  # the check-in has passed the letter
    slow.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    phone.go("Antrean")
    phone.press("Kirim sekarang")
    phone.reads("Semua absen sudah terkirim")
    [one] = attachments(server, person)
    assert (one["kind"], one["sent_size"]) == ("pdf", letter.stat().st_size)


def test_what_is_no_photo_is_told_beside_the_field(
    office: Office, day: date, tmp_path: Path, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Andi Tenri", supervisor=office.hire("Nur Aisyah")))
    open_day(phone, day)
    program = tmp_path / "foto.jpg"
    program.write_bytes(b"MZ" + b"\x00" * 100)
    phone.page.get_by_label(FIELD).set_input_files(program)
    phone.reads("foto.jpg: Berkas ini bukan foto atau PDF")
    expect(phone.page.get_by_role("button", name="Hapus foto.jpg")).to_have_count(0)


def test_an_operator_attaches_a_letter_at_the_desk(
    office: Office, photo: Path, desk_of: Callable[[Person], Desk]
) -> None:
    operator = office.hire("Rosmini Tahir", role="operator")
    office.hire("Nurhayati Saleh")
    desk = desk_of(operator)
    desk.open("/desk/statuses/new")
    desk.write("Cari pegawai", "Nurhayati")
    desk.page.get_by_role("radio", name="Nurhayati").check()
    desk.page.get_by_label("Jenis").select_option("CS")
    desk.write("Mulai", "2026-11-24")
    desk.press("Simpan status")
    desk.page.get_by_label("Tambah foto atau PDF").set_input_files(photo)
    desk.press("Lampirkan")
    desk.reads("IMG 2026.jpg")
    picture = desk.page.locator(EVIDENCE)
    until(lambda: picture.evaluate("image => image.naturalWidth > 0"), "the picture is shown")
    seen = Inspector(desk.page)
    seen.look("status with a letter")
    desk.page.get_by_text("Keluarkan", exact=True).click()
    desk.write("Alasan mengeluarkan", "Surat orang lain.")
    desk.press("Keluarkan berkas")
    desk.reads("Belum ada berkas.")
    assert seen.faults == []


def test_a_replaced_phone_tells_which_files_it_cannot_send_and_saves_them(
    office: Office, day: date, letter: Path, phone_of: Callable[..., Phone]
) -> None:
    person = office.hire("Marwah", supervisor=office.hire("Nur Aisyah"))
    old = phone_of(person)
    open_day(old, day)
    old.lose_network()
    choose(old, letter)
    correct(old, "Absen Masuk", "07:20", "Absen tidak terkirim.")
    phone_of(person)
    old.find_network()
    old.go("Absen")
    old.reads("HP ini tidak lagi terdaftar")
    old.page.get_by_role("link", name="Ada berkas yang tidak terkirim").click()
    old.reads("1 foto atau berkas tidak dapat dikirim")
    with old.page.expect_download() as saved:
        old.page.get_by_role("button", name=f"Simpan {letter.name}").click()
    assert saved.value.suggested_filename == letter.name
    assert saved.value.path().read_bytes() == letter.read_bytes()
