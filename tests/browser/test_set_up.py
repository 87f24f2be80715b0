"""Is a regency set up by its pages alone? From an empty data folder to the first check-in."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.desk import Desk
from tests.browser.letters import read_letters
from tests.browser.looks import Inspector
from tests.browser.phone import Phone
from tests.browser.server import Server, serving
from tests.import_files import SIASN, csv_text, siasn_row, xlsx

HEALTH, CLINIC, WORKS = "Dinas Kesehatan Contoh", "UPTD Puskesmas Contoh", "Dinas PU Contoh"
HEAD, NURSE, CLERK = "197901012005012001", "199203152015031002", "199105052016061003"
SPOT = {"latitude": -2.6803, "longitude": 118.8892, "accuracy": 9}


@pytest.fixture
def empty(tmp_path: Path, build: Path) -> Iterator[Server]:
    """A server on a data folder in which there is nothing but its first admin."""
    with serving(tmp_path / "data", build) as server:
        yield server


class Regency:
    """An admin at a desk, and the files that an office has."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.seen = Inspector(desk.page)

    def file(self, name: str, content: bytes | str) -> Path:
        """A file on the admin's own machine."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def step(self, title: str, link: str) -> None:
        """From the page of steps by one of its links; what comes next is said there."""
        self.desk.open("/desk")
        expect(self.desk.page.get_by_role("heading", level=1)).to_have_text("Mulai dari sini")
        expect(self._step(title).get_by_text("Berikutnya")).to_be_visible()
        self._step(title).get_by_role("link", name=link).click()

    def bring(self, path: Path) -> None:
        """Choose a file, look at what it would change, and apply it."""
        page = self.desk.page
        page.get_by_label("Berkas XLSX atau CSV").set_input_files(path)
        self.desk.press("Periksa berkas")
        expect(page.locator('[data-of="wrong"] dd')).to_have_text("0")
        self.seen.look(path.name)
        page.get_by_role("button", name="Terapkan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Impor selesai")

    def is_done(self, title: str) -> None:
        """The page of steps counts a step as done."""
        self.desk.open("/desk/set-up")
        expect(self._step(title).get_by_text("Selesai", exact=True)).to_be_visible()

    def _step(self, title: str) -> Locator:
        page = self.desk.page
        heading = page.get_by_role("heading", name=re.compile(rf"^\d\. {title}$"))
        return page.get_by_role("listitem").filter(has=heading)


def agencies() -> bytes:
    return xlsx(
        ("Nama OPD atau unit", "Berada di bawah"),
        (CLINIC, HEALTH),
        (HEALTH, ""),
        (WORKS, ""),
    )


def people() -> bytes:
    return xlsx(
        SIASN,
        siasn_row(HEAD, "Hasanuddin Yusuf", HEALTH, JABATAN_NAMA="Kepala Dinas"),
        siasn_row(NURSE, "Nurhayati Saleh", CLINIC, GELAR_BELAKANG="A.Md.Kep."),
        siasn_row(CLERK, "Rosmini Tahir", HEALTH, JABATAN_NAMA="Pengelola Kepegawaian"),
    )


def points() -> str:
    circle = {
        "type": "Feature",
        "properties": {"nama": "Puskesmas Contoh", "opd": CLINIC, "radius": 100},
        "geometry": {"type": "Point", "coordinates": [SPOT["longitude"], SPOT["latitude"]]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [circle]})


def choose_agency(desk: Desk, name: str) -> None:
    """Another agency on a page that shows one; it loads anew by itself."""
    field = desk.page.get_by_label("OPD", exact=True)
    with desk.page.expect_navigation():
        field.select_option(label=name)
    expect(field.locator("option:checked")).to_have_text(name)


def test_from_an_empty_folder_to_the_first_check_in(
    empty: Server, new_person_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    wide = {"viewport": {"width": 1280, "height": 800}}
    desk = Desk(new_person_context(**wide), empty.origin)
    desk.page.goto(empty.admin_link)
    desk.press("Buat passkey untuk perangkat ini")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Mulai dari sini")
    regency = Regency(desk, tmp_path)
    regency.seen.look("the steps")

    early = desk.context.request.get(f"{empty.origin}/desk/recap")
    assert "Belum ada OPD." in early.text()  # not that the page is for others
    regency.step("OPD dan unit", "Impor dari berkas")
    regency.bring(regency.file("opd.xlsx", agencies()))
    regency.step("Pegawai", "Impor dari berkas")
    regency.bring(regency.file("siasn.xlsx", people()))
    regency.step("Atasan langsung", "Impor dari berkas")
    pairs = [("NIP", "NIP atasan"), (NURSE, HEAD), (CLERK, HEAD)]
    regency.bring(regency.file("atasan.csv", csv_text(*pairs)))
    regency.step("Titik absen", "Impor dari berkas")
    regency.bring(regency.file("titik.geojson", points()))
    desk.open("/desk/set-up")
    desk.reads("1 OPD belum punya titik absen")  # the health office itself has none
    regency.step("Titik absen", "Impor dari berkas")
    place = ("Kantor Dinas Kesehatan", HEALTH, "-2,6810", "118,8800", "120")
    heads = ("Nama titik", "OPD", "Lintang", "Bujur", "Radius")
    regency.bring(regency.file("titik.csv", csv_text(heads, place)))

    regency.step("Jam kerja", "Tetapkan jam kerja")
    choose_agency(desk, HEALTH)
    desk.follow("Jam kerja baru")
    desk.page.get_by_role("link", name="5 hari kerja Perpres").click()
    desk.press("Simpan jam kerja")
    expect(desk.page.get_by_text("Jam kerja disimpan.")).to_be_visible()
    desk.page.get_by_role("navigation", name="Jam kerja, kelompok, sif dan jadwal").get_by_role(
        "link", name="Sif", exact=True
    ).click()
    desk.page.get_by_role("link", name="Malam").click()
    desk.press("Simpan sif")
    expect(desk.page.get_by_role("link", name="Ganti jamnya")).to_be_visible()
    regency.is_done("Jam kerja")

    regency.step("Operator tiap OPD", "Pilih pegawai")
    desk.page.get_by_label("Cari nama atau NIP").fill("Rosmini")
    desk.page.get_by_role("link", name="Rosmini Tahir").click()
    desk.page.get_by_label("Peran").select_option(label="Operator")
    desk.press("Simpan perubahan")
    desk.reads("menjadi Operator")
    desk.page.get_by_label("Ya, ini memang yang dimaksud").press("Space")
    desk.press("Simpan perubahan")
    expect(desk.page.get_by_text("Perubahan disimpan.")).to_be_visible()
    desk.press("Buat tautan masuk")
    link = desk.page.get_by_text(f"{empty.origin}/sign-in/").inner_text()
    regency.is_done("Operator tiap OPD")

    operator = Desk(new_person_context(**wide), empty.origin)
    operator.page.goto(link)
    operator.press("Buat passkey untuk perangkat ini")
    expect(operator.page.get_by_role("heading", level=1)).to_contain_text("Hari ini")
    operator.open("/desk/set-up")
    operator.page.get_by_role("link", name="Surat pendaftaran HP: Buat surat").click()
    operator.page.get_by_label("OPD", exact=True).select_option(label=CLINIC)
    operator.reads(f"1 pegawai {CLINIC}")
    operator.reads("Nurhayati Saleh")
    operator.press("Buat kode dan PDF")
    with operator.page.expect_download() as loading:
        operator.page.get_by_role("link", name="Simpan 1 surat (PDF)").click()
    loading.value.save_as(tmp_path / "surat.pdf")
    [letter] = read_letters(tmp_path / "surat.pdf")
    assert "Nurhayati" in letter.words
    link = f"{empty.origin}/#bind={letter.code}"
    assert letter.opens(link)

    phone = Phone(new_person_context(geolocation=SPOT), empty.origin)
    phone.open(f"#bind={letter.code}")
    phone.press("Periksa kode")
    phone.reads("Nurhayati Saleh, A.Md.Kep.")
    phone.reads(CLINIC)
    phone.press("Ya, buat kunci HP")
    phone.press("Uji sidik jari sekarang")
    phone.page.get_by_role("link", name="Buka layar Absen").click()
    phone.reached()
    phone.reads("Anda di dalam radius")
    phone.tap("Absen Masuk")
    phone.delivers(1)

    operator.go("Hari ini")
    operator.follow("Daftar")
    arrived = operator.page.get_by_role("row", name="Nurhayati Saleh, A.Md.Kep.")
    expect(arrived).to_contain_text("Absen Masuk")
    expect(arrived).to_contain_text("Puskesmas Contoh")
    regency.is_done("Absen pertama")
    assert regency.seen.faults == []
