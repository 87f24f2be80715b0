"""Does a roster of shifts come in by a file, shown before it counts, and leave alike?"""

from datetime import date, datetime
from typing import Any

import openpyxl

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import HOME, apply, rows_of, text_of, upload
from tests.import_files import cells_of, csv_text, saved, xlsx
from web.models import RosterEntry
from web.services import shifts

HEAD = ("nip", "nama", "2030-01-01", "02/01/2030")


async def entered() -> list[tuple[Any, ...]]:
    """Every entry as number, date and code, in the order of their making."""
    found = RosterEntry.all().order_by("created_at", "date", "employee__nip")
    return list(await found.values_list("employee__nip", "date", "shift__code"))


def hours(cast: Cast, *codes: str) -> None:
    async def define() -> None:
        for code in codes:
            times = ["07:30", "14:00"]
            await shifts.define(agency=cast.office, code=code, name=f"Sif {code}", hours=times)

    cast.run(define)


def test_a_roster_is_shown_applied_and_then_changes_nothing(cast: Cast):
    hours(cast, "P", "M")
    operator = cast.at_desk("operator")
    nip, head = cast.people["employee"].nip, cast.people["supervisor"].nip
    content = csv_text(HEAD, (f"'{nip}", "", "p", ""), (head, "", "L", "M"))
    page = upload(operator, content, "rosters")
    assert "1\N{NO-BREAK SPACE}P, 2\N{NO-BREAK SPACE}M" not in text_of(page)
    assert "<dt>Januari 2030</dt>" in page.text
    assert cast.run(entered) == []
    assert "2 baru, 0 berubah" in apply(operator, page).text
    first, second = date(2030, 1, 1), date(2030, 1, 2)
    assert sorted(cast.run(entered)) == sorted(
        [(nip, first, "P"), (head, first, None), (head, second, "M")]
    )
    again = upload(operator, content, "rosters")
    assert "Semua 2 baris sudah sama" in text_of(again)
    changed = upload(operator, csv_text(HEAD, (nip, "", "M", "P")), "rosters")
    assert "<del>1\N{NO-BREAK SPACE}P, 2\N{NO-BREAK SPACE}kosong</del>" in changed.text
    assert "<ins>1\N{NO-BREAK SPACE}M, 2\N{NO-BREAK SPACE}P</ins>" in changed.text
    apply(operator, changed)
    assert cast.run(entered)[-2:] == [(nip, first, "M"), (nip, second, "P")]


def test_a_roster_as_a_ward_has_it_needs_no_other_headings(cast: Cast):
    hours(cast, "P")
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    heads = (("JADWAL DINAS",), ("BULAN JANUARI 2030",), ("No", "NIP", "Nama", 1, 2, 31))
    made = xlsx(*heads, (1, nip, "A", "P", "L", "P"))
    apply(operator, upload(operator, made, "rosters"))
    days = [(date(2030, 1, day), code) for day, code in ((1, "P"), (2, None), (31, "P"))]
    assert sorted(cast.run(entered)) == [(nip, day, code) for day, code in days]


def test_an_office_without_shifts_is_told_so(cast: Cast):
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    page = upload(operator, csv_text(HEAD, (nip, "", "P", "")), "rosters")
    assert "OPD itu belum punya sif: buat dahulu di halaman Sif." in text_of(page)


def test_a_workbook_with_dates_as_headings_is_read_and_wrong_rows_come_back(cast: Cast):
    hours(cast, "P")
    operator = cast.at_desk("operator")
    book = openpyxl.Workbook()
    nip, stranger = cast.people["employee"].nip, cast.people["other_employee"].nip
    for row in (
        ("Jadwal Januari",),
        ("NIP", "Nama", datetime(2030, 1, 1), datetime(2030, 1, 2)),  # noqa: DTZ001
        (nip, "A", "P", "XX"),
        (stranger, "B", "P", None),
        (1.99203e17, "C", "P", None),
        (cast.people["supervisor"].nip, "D", "=A1", "P"),
        (cast.people["operator"].nip, "E", None, "-"),
    ):
        book.worksheets[0].append(row)
    page = upload(operator, saved(book), "rosters", name="jadwal.xlsx")
    words = rows_of(operator, page, "wrong", "same")
    for said in (
        "02/01/2030: sif “XX” tidak ada di OPD itu. Pakai P, L.",
        f"NIP {stranger} bukan pegawai aktif di OPD Anda.",
        "Sel A5 dibulatkan oleh Excel",
        "Sel C6 berisi rumus.",
        "1 baris",
    ):
        assert said in words, said
    mend = cells_of(operator.get(f"{page.path}/errors.xlsx").content)
    assert mend[0] == ["NIP", "Nama", "2030-01-01", "2030-01-02", "Baris di berkas", "Masalah"]
    assert mend[1][:5] == [nip, "A", "P", "XX", "3"]
    assert cast.run(entered) == []


def test_a_file_without_a_date_is_told_so(cast: Cast):
    operator = cast.at_desk("operator")
    page = upload(operator, csv_text(("NIP", "Nama", "besok"), ("1", "A", "P")), "rosters")
    answer = operator.post(f"{page.path}/columns", data={"nip": "0"})
    assert answer.status_code == 422
    assert "Tidak ada kolom tanggal. Judul kolomnya harus tanggal" in answer.text


def test_a_month_leaves_with_everybody_of_an_office_and_comes_back(cast: Cast):
    hours(cast, "P")
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    apply(operator, upload(operator, csv_text(HEAD, (nip, "", "P", "L")), "rosters"))
    link = f"{HOME}/exports/rosters.csv?agency={cast.office.id}&month="
    made = operator.get(f"{link}2030-01")
    lines = made.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("NIP,Nama,2030-01-01,2030-01-02")
    assert lines[0].endswith("2030-01-31")
    assert f"'{nip},Nurhayati Saleh,P,L," in made.text
    assert cast.people["supervisor"].nip in made.text
    assert cast.people["other_employee"].nip not in made.text
    assert "Tidak ada yang berubah" in upload(operator, made.content, "rosters").text
    assert operator.get(f"{link}2030").status_code == 422
    theirs = f"{HOME}/exports/rosters.csv?agency={cast.other_office.id}"
    assert operator.get(theirs).status_code == 404
