"""Are files of offices understood as offices write them, titles, signatures and all?"""

import pytest

from tests.import_files import SIASN
from web.domain.geofence import BadShape
from web.domain.import_agencies import plan_agencies
from web.domain.import_headings import meant, settled, with_month
from web.domain.import_leave import LEAVE
from web.domain.import_moment import day_of
from web.domain.import_person import PEOPLE
from web.domain.import_plan import WRONG
from web.domain.import_roster import ByName
from web.domain.import_shapes import shape_of
from web.domain.import_table import Row, Table


def test_a_longer_heading_is_asked_about_and_neither_taken_nor_left_out_unasked() -> None:
    headings = ["No.", "Nama Lengkap", "N I P", "Jabatan Terakhir", "TMT Jabatan", "Unit Kerja"]
    places, sure = settled(PEOPLE, headings, {})
    assert (places["position"], places["agency"], sure) == (3, 5, False)
    assert settled(PEOPLE, headings[:3], {}) == ({"name": 1, "nip": 2}, True)
    assert settled(PEOPLE, SIASN, {})[1]  # all that is likely in it is sure


def test_headings_of_the_count_of_rows_are_likely_nothing() -> None:
    headings = ["Nomor Urut", "NIP", "Jenis Cuti", "Mulai", "Sampai"]
    assert settled(LEAVE, headings, {}) == (
        {"nip": 1, "code": 2, "first_day": 3, "last_day": 4},
        True,
    )


@pytest.mark.parametrize("title", ["JADWAL DINAS BULAN FEBRUARI 2028", "Periode: Feb. 2028"])
def test_numbers_of_days_under_a_month_are_dates(title: str) -> None:
    made = with_month(["No", "NIP", "1", "29", "30"], [["RUMAH SAKIT"], [title, ""]])
    assert made == ["No", "NIP", "2028-02-01", "2028-02-29", "30"]


@pytest.mark.parametrize("title", ["JADWAL DINAS", "November 2026 s.d. Desember 2026", "Lama 2026"])
def test_numbers_of_days_under_no_one_month_stay_numbers(title: str) -> None:
    assert with_month(["NIP", "1"], [[title]]) == ["NIP", "1"]


def test_a_signature_and_a_second_line_of_headings_are_passed_over_with_a_word() -> None:
    rows = [
        Row(6, ("", "", "", "Gol")),
        Row(7, ("199001012015011011", "Budi")),
        Row(9, ("", "", "", "Mamuju, 1 Mei")),
    ]
    rows += [Row(10, ("", "", "Dinas A", "III/a"))]  # a person whose name and number are missing
    table = Table(("NIP", "Nama", "OPD", "Gol", "TMT"), tuple(rows))
    read = meant(PEOPLE, table, {"nip": 0, "name": 1, "agency": 2, "rank": 3})
    assert [one.number for one in read.rows] == [7, 10]
    assert read.notes == ("Dilewati karena NIP dan Nama kosong: baris 6, 9.",)
    assert read.unread == ("TMT",)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1 Desember 2026", "2026-12-01"),
        ("1 des. 2026", "2026-12-01"),
        ("1-12-2026", "2026-12-01"),
        ("17 Agt 2026 07.30", "2026-08-17"),
        ("1 Ju 2026", None),
        ("31 Februari 2026", None),
        ("1-12-26", None),
    ],
)
def test_dates_are_read_as_offices_write_them(text: str, date: str | None) -> None:
    found = day_of(text)
    assert (found and found.isoformat()) == date


def test_a_sum_below_a_list_of_agencies_is_none_of_them() -> None:
    plan = plan_agencies([Row(9, ("5",))], {"name": 0}, ByName(()))
    assert plan.counts[WRONG] == 1
    assert "mungkin ini baris jumlah" in plan.entries[0].errors[0]


@pytest.mark.parametrize(
    ("cells", "shape"),
    [
        ({"lat": "-2.6803, 118.8892", "radius": "100 m"}, (-2.6803, 118.8892, 100)),
        ({"lat": "-2,6803", "lng": "118,8892", "radius": "100"}, (-2.6803, 118.8892, 100)),
    ],
)
def test_coordinates_are_read_as_a_map_gives_them(
    cells: dict[str, str], shape: tuple[float, float, float]
) -> None:
    made = shape_of(cells)
    assert (made["lat"], made["lng"], made["radius"]) == shape


def test_degrees_and_minutes_are_refused_with_what_to_write() -> None:
    with pytest.raises(BadShape, match="derajat desimal, misalnya -2,6803"):
        shape_of({"lat": "2°40'49\"S", "lng": "118°53'21\"E", "radius": "100"})
