"""Does a file go through its stages: taken in, columns chosen, shown, applied or thrown away?"""

from typing import Any

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.importing import BUDI, HEAD, HOME, apply, people, person, settled, upload
from tests.import_files import SIASN, csv_text, siasn_row, xlsx
from web.endpoints.operator import import_draft
from web.models import ImportMapping


def test_what_no_import_needs_is_never_kept_nor_shown(cast: Cast):
    admin = cast.at_desk("admin")
    page = upload(admin, xlsx(SIASN, siasn_row(BUDI, "Budi", "OPD Tak Dikenal")))
    held = next(iter(cast.app.state.imports._jobs.values()))
    assert "SECRET" not in repr(held.table)
    assert "SECRET" not in page.text
    own = upload(admin, csv_text(["Nomor", "NIK", "Nama lengkap"], [BUDI, "SECRET-1", "Budi"]))
    assert "SECRET" not in own.text
    assert "NIK" not in own.text


def test_a_likely_column_is_asked_about_and_what_is_not_read_is_named(cast: Cast):
    admin = cast.at_desk("admin")
    heads = ("No.", "Nama", "NIP", "Jabatan Terakhir", "OPD", "TMT")
    row = ("1", "Budi", BUDI, "Juru tulis", cast.office.name, "01/01/2026")
    page = upload(admin, csv_text(heads, row, ("", "", "", "", "Mamuju, 1 Mei 2026")))
    assert "Kolom mana berisi apa?" in page.text
    assert "Jabatan Terakhir (contoh: Juru tulis)" in page.text
    chosen = {"nip": "2", "name": "1", "agency": "4", "position": "3"}
    admin.post(f"{page.path}/columns", data=chosen)
    page = settled(admin, page.path)
    assert "2 kolom tidak dibaca" in page.text
    assert "No., TMT" in page.text
    assert "Dilewati karena NIP dan Nama kosong: baris 3." in page.text
    apply(admin, page)
    assert person(cast, BUDI).position == "Juru tulis"


def test_own_headings_are_mapped_once_and_remembered(cast: Cast):
    operator = cast.at_desk("operator")
    content = csv_text(["No. Induk ASN", "Nama Orang", "Tugas"], [BUDI, "Budi", "Juru tulis"])
    page = upload(operator, content)
    assert "Kolom mana berisi apa?" in page.text

    missing = operator.post(f"{page.path}/columns", data={"nip": "0"})
    assert missing.status_code == 422
    assert "Pilih kolom untuk Nama." in missing.text
    twice = operator.post(f"{page.path}/columns", data={"nip": "0", "name": "0"})
    assert "Satu kolom dipilih dua kali." in twice.text
    columns = {"nip": "0", "name": "1", "position": "2"}
    assert operator.post(f"{page.path}/columns", data=columns).status_code == 303
    page = settled(operator, page.path)
    apply(operator, page)
    assert person(cast, BUDI).position == "Juru tulis"
    assert person(cast, BUDI).agency.id == cast.office.id

    again = upload(operator, content)
    for at in (0, 1, 2):
        assert f'<option value="{at}" selected>' in again.text
    assert cast.run(ImportMapping.all().count) == 1


def test_what_changed_meanwhile_is_shown_before_anything_is_written(cast: Cast):
    admin, home = cast.at_desk("admin"), cast.office.name
    page = upload(admin, csv_text(HEAD, [BUDI, "Budi", home, "", ""]))
    other = cast.at_desk("operator")
    apply(other, upload(other, csv_text(HEAD[:2], [BUDI, "Budi Santoso"])))
    shown = apply(admin, page)
    assert "Data baru saja berubah" in shown.text
    assert "<del>Budi Santoso</del>" in shown.text
    assert person(cast, BUDI).name == "Budi Santoso"
    apply(admin, shown)
    assert person(cast, BUDI).name == "Budi"


def test_a_draft_is_its_owners_alone_and_can_be_thrown_away(cast: Cast):
    operator, other = cast.at_desk("operator"), cast.at_desk("other_operator")
    page = upload(operator, csv_text(HEAD[:2], [BUDI, "Budi"]))
    for path in (page.path, f"{page.path}/progress", f"{page.path}/errors.xlsx"):
        assert other.get(path).status_code == 404
        assert cast.at_desk("supervisor").get(path).status_code == 403
    for what in ("columns", "application", "removal"):
        assert other.post(f"{page.path}/{what}").status_code == 404
        assert operator.post(f"{HOME}/{STRANGER}/{what}").status_code == 404
    assert operator.post(f"{page.path}/removal").status_code == 303
    assert operator.get(page.path).status_code == 404
    assert BUDI not in people(cast)


def test_a_file_beyond_the_limit_is_refused_with_the_limit(cast: Cast):
    answer = cast.at_desk("operator").post(
        HOME, data={"kind": "employees"}, files={"file": ("a.csv", b"x" * (11 << 20))}
    )
    assert answer.status_code == 413
    assert "paling besar 10 MB" in answer.text


def test_nothing_chosen_is_said(cast: Cast):
    answer = cast.at_desk("operator").post(HOME, data={"kind": "employees"})
    assert answer.status_code == 422
    assert "Pilih berkas yang berisi." in answer.text


def test_a_file_that_is_read_while_its_page_is_drawn_has_not_failed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    operator = cast.at_desk("operator")
    page = upload(operator, csv_text(HEAD[:2], [BUDI, "Budi"]))
    draft = next(iter(cast.app.state.imports._jobs.values()))
    draft.content = None
    real = import_draft.desk_page

    async def ends_meanwhile(*args: Any, **named: Any) -> Any:
        draft.content = "preview"
        return await real(*args, **named)

    monkeypatch.setattr(import_draft, "desk_page", ends_meanwhile)
    drawn = operator.get(page.path)
    assert "Impor gagal" not in drawn.text
    assert "<progress" in drawn.text


def test_the_rows_of_a_preview_are_sought_sorted_paged_and_taken_along(cast: Cast):
    operator = cast.at_desk("operator")
    rows = [(f"HON-{n:03}", f"Orang {chr(90 - n % 26)} {n}") for n in range(60)]
    page = upload(operator, csv_text(HEAD[:2], *rows, ("=1", "Salah")), name="kami.csv")
    assert "60 baris" in page.text
    assert "Halaman 1 dari 2" in page.text
    sought = operator.get(f"{page.path}?q=orang+b&sort=-name").text
    assert "2 baris cocok dengan “orang b”" in sought
    assert sought.index("Orang B 50") < sought.index("Orang B 24")
    assert "1 baris cocok" in operator.get(f"{page.path}?q=hon+-007").text
    assert "Tidak ada baris yang cocok." in operator.get(f"{page.path}?q=nihil").text
    made = operator.get(f"{page.path}.csv?q=orang+b")
    assert made.content.decode("utf-8-sig").splitlines()[1] == "26,HON-024,Orang B 24,Baru,"
    wrong = operator.get(f"{page.path}.csv?show=wrong").text
    assert '62,,Salah,Salah,"Sel A62 berisi rumus.' in wrong
    assert operator.get(f"{page.path}.pdf").status_code == 404
    assert cast.at_desk("other_operator").get(f"{page.path}.csv").status_code == 404
