"""Is a calendar's file read as offices write it, and what is wrong in it told by its row?"""

from datetime import date

import pytest

from web.domain.calendar import Day
from web.domain.calendar_csv import MAX_DAYS, BadFile, parse_csv, write_csv

AUGUST = Day(date(2026, 8, 17), "holiday", "Proklamasi Kemerdekaan")


@pytest.mark.parametrize(
    "text",
    [
        "tanggal,jenis,nama\n2026-08-17,holiday,Proklamasi Kemerdekaan\n",
        "\ufefftanggal;jenis;nama\r\n17/08/2026;Libur nasional;Proklamasi Kemerdekaan\r\n\r\n",
        "No,Nama,Jenis,Tanggal\n1, Proklamasi  Kemerdekaan ,LIBUR NASIONAL,17.8.2026\n",
        'tanggal,jenis,nama\n2026-08-17,holiday,"Proklamasi\nKemerdekaan"\n',
        "tanggal,jenis,nama\n2026-08-17,holiday,Proklamasi Kemerdekaan\n" * 1
        + "2026-08-17,holiday,Proklamasi Kemerdekaan\n",
    ],
)
def test_a_file_is_read_as_offices_write_it(text: str) -> None:
    assert parse_csv(text) == [AUGUST]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Kolom tanggal, jenis, nama tidak ada"),
        ("tanggal,nama\n", "Kolom jenis tidak ada"),
        ("tanggal,jenis,nama\n", "tidak berisi hari"),
        ("tanggal,jenis,nama\n2026-02-30,holiday,X\n", "Baris 2: tanggal “2026-02-30” tidak ada"),
        ("tanggal,jenis,nama\n30/02/2026,holiday,X\n", "Baris 2: tanggal"),
        ("tanggal,jenis,nama\n1899-01-01,holiday,X\n", "Baris 2: tanggal"),
        ("tanggal,jenis,nama\n\n2026-08-17,pesta,X\n", "Baris 3: jenis “pesta” tidak dikenal"),
        ("tanggal,jenis,nama\n2026-08-17,holiday\n", "Baris 2: nama kosong"),
        (f"tanggal,jenis,nama\n2026-08-17,holiday,{'x' * 201}\n", "paling panjang 200"),
        ("tanggal,jenis,nama\n2027-03-10,holiday,Idulfitri (perkiraan)\n", "masih perkiraan"),
        (
            "tanggal,jenis,nama\n2026-08-17,holiday,A\n2026-08-17,local,B\n",
            "17/08/2026 tertulis dua kali",
        ),
        ('tanggal,jenis,nama\n2026-08-17,holiday,"A\n', "tidak terbaca sebagai CSV"),
        ("tanggal,jenis,nama\n" + "x,y,z\n" * 30, "Dan 40 kesalahan lain"),
    ],
)
def test_what_is_wrong_is_told_by_its_row(text: str, words: str) -> None:
    with pytest.raises(BadFile) as caught:
        parse_csv(text)

    assert words in str(caught.value)


def test_a_file_has_an_end() -> None:
    rows = [
        f"{date.fromordinal(737000 + n).isoformat()},local,Hari {n}" for n in range(MAX_DAYS + 1)
    ]

    with pytest.raises(BadFile, match=f"Paling banyak {MAX_DAYS} hari"):
        parse_csv("\n".join(["tanggal,jenis,nama", *rows]))


def test_what_is_written_is_read_again_and_runs_no_formula() -> None:
    days = [AUGUST, Day(date(2026, 9, 1), "local", '=HYPERLINK("x"), "libur"')]

    text = write_csv([(day, "SKB", "") for day in days])

    assert "'=HYPERLINK" in text
    assert parse_csv(text) == days
