"""Does an operator get from a spreadsheet to people on the roster, all by what the pages offer?"""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import Office, Person
from tests.import_files import cells_of, xlsx

HEAD = ("No. Induk ASN", "Nama Orang", "Tugas")
# Born elsewhen than whom an office hires, whose numbers count up from the same first digits.
RIGHT = ("198001012005011911", "Budi dari Excel", "Juru tulis")


def bring(desk: Desk, path: Path) -> None:
    """Choose a file on the page and have it looked at."""
    desk.page.get_by_label("Berkas XLSX atau CSV (titik absen: juga GeoJSON)").set_input_files(path)
    desk.press("Periksa berkas")


@pytest.mark.parametrize("size", [(360, 800), (1280, 800)], ids=["phone", "desk"])
def test_from_a_spreadsheet_to_the_roster(
    size: tuple[int, int], office: Office, desk_of: Callable[[Person], Desk], tmp_path: Path
) -> None:
    desk = desk_of(office.hire("Operator Contoh", role="operator"))
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    seen = Inspector(desk.page)
    path = tmp_path / "daftar kami.xlsx"
    number = RIGHT[0][:-1] + str(size[0] % 7)
    row = (number, *RIGHT[1:])
    path.write_bytes(xlsx(HEAD, row, ("123", "Siti Salah", "Kasir")))

    desk.open("/desk/employees")
    desk.follow("Impor & ekspor")
    seen.look("imports")
    bring(desk, path)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Kolom mana berisi apa?")
    seen.look("columns")
    desk.page.get_by_label("NIP", exact=True).select_option(
        label=f"No. Induk ASN (contoh: {number})"
    )
    desk.page.get_by_label("Nama", exact=True).select_option(
        label="Nama Orang (contoh: Budi dari Excel)"
    )
    desk.page.get_by_label("Jabatan (boleh kosong)").select_option(
        label="Tugas (contoh: Juru tulis)"
    )
    desk.press("Lanjut ke pratinjau")
    expect(desk.page.get_by_role("button", name="Terapkan 1 baris")).to_be_visible()
    seen.look("preview")
    desk.page.get_by_label("Tampilkan", exact=True).select_option(label="Salah (1)")
    desk.reads("terdiri dari 3 angka; NIP selalu 18 angka.")
    with desk.page.expect_download() as loading:
        desk.follow("Unduh baris yang perlu diperbaiki")
    mended = tmp_path / "diperbaiki.xlsx"
    loading.value.save_as(mended)
    assert cells_of(mended.read_bytes())[1][3] == "3"

    desk.press("Terapkan 1 baris")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Impor selesai")
    desk.reads("1 baru, 0 berubah")
    seen.look("done")

    book = openpyxl.load_workbook(mended)
    book.worksheets[0]["A2"] = row[0][:-3] + "21" + row[0][-1]
    book.save(mended)
    desk.follow("Impor & ekspor")
    bring(desk, mended)
    desk.press("Lanjut ke pratinjau")  # the columns were remembered
    desk.press("Terapkan 1 baris")
    desk.reads("1 baru, 0 berubah")

    desk.follow("Impor & ekspor")
    desk.follow("Riwayat impor")
    desk.reads("1 baru, 0 berubah, 1 dilewati")
    seen.look("history")
    desk.follow("Impor & ekspor")
    bring(desk, mended)
    desk.press("Lanjut ke pratinjau")
    desk.reads("Semua 1 baris sudah sama dengan SIKEREN.")
    desk.open("/desk/employees?q=Budi+dari")
    desk.reads("Budi dari Excel")
    assert seen.faults == []


def test_a_file_that_is_too_large_is_refused_before_it_travels(
    office: Office, desk_of: Callable[[Person], Desk], tmp_path: Path
) -> None:
    desk = desk_of(office.hire("Operator Besar", role="operator"))
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    desk.open("/desk/imports")
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.method))
    bring(desk, path)
    expect(desk.page.locator("#file:invalid")).to_be_visible()
    message = desk.page.eval_on_selector("#file", "field => field.validationMessage")
    assert message == "Berkas ini 100 MB; paling besar 10 MB. Hapus kolom yang tidak perlu."
    assert "POST" not in asked
