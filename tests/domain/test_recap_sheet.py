"""Does the printed recap have the columns that offices know, in their order, and lose no code?"""

import csv
import io
import json
from dataclasses import replace

import pytest

from tests.services.recap_rows import day_of, row_of, sheet_of, unheard
from web.domain.recap import total
from web.domain.recap_data import SCHEMA, as_csv, as_json
from web.domain.recap_legend import legend
from web.domain.recap_print import print_columns
from web.domain.recap_sheet import code_lines, columns, holidays, remarks, sums

# Hari Kerja, H, TL1 to TL4 (times and minutes), PSW1 to PSW4, TAM, TAP, DL,
# C by kind, S, I, TK, TB, WFA, Apel/Upacara/Senam (held, attended), minutes short,
# % present, % cut, remarks: the columns of monthly recaps of regional offices.
# DIK and days present stand beside what they belong to.
ORDER = [
    *("hari_kerja", "H", "TL1", "TL2", "TL3", "TL4", "menit_terlambat"),
    *("PSW1", "PSW2", "PSW3", "PSW4", "menit_pulang_cepat", "TAM", "TAP", "DL"),
    *("CT", "CB", "CS", "CM", "CAP", "CBER", "CLTN", "S", "I", "TK", "TB", "DIK", "WFA"),
    *("apel_diadakan", "apel_diikuti", "upacara_diadakan", "upacara_diikuti"),
    *("senam_diadakan", "senam_diikuti", "menit_kurang", "hari_hadir"),
    *("persen_kehadiran", "persen_potongan", "keterangan"),
]


def test_the_columns_stand_in_the_known_order():
    assert [one.key for one in columns(sheet_of())] == ORDER


def test_the_figures_are_those_of_the_totals():
    sheet = sheet_of(1)
    figures = {one.key: one.value(sheet.rows[0]) for one in columns(sheet)}
    totals = sheet.rows[0]["totals"]
    assert figures["hari_kerja"] == totals["workdays"]
    assert figures["menit_kurang"] == totals["short_minutes"]
    assert figures["TL1"] == totals["codes"]["TL1"]
    assert figures["apel_diadakan"] == totals["events"]["apel"]["held"]


def test_a_code_of_no_table_has_its_own_column_and_meaning():
    days = {"1": day_of("T9", sheet_of().dates[0].day)}
    odd = {**row_of(1, "2026-11"), "days": days, "totals": total(days, 100.0)}
    sheet = replace(sheet_of(1), rows=[odd])
    assert "T9" in [one.key for one in columns(sheet)]
    assert ("T9", "Menurut tabel lain") in legend(sheet)


def test_the_foot_sums_counts_and_no_percentages():
    sheet = sheet_of(3)
    feet = dict(zip(ORDER, sums(sheet), strict=True))
    assert feet["hari_kerja"] == sum(row["totals"]["workdays"] for row in sheet.rows)
    assert feet["persen_kehadiran"] is None


def test_a_combined_code_takes_two_lines():
    assert code_lines("TL1+PSW2") == ["TL1", "PSW2"]
    assert code_lines("") == []


def test_the_legend_tells_bands_in_minutes_and_holidays_by_name():
    sheet = sheet_of()
    told = dict(legend(sheet))
    # Permentan 68/2012: TL1 1 to below 31 minutes, TL4 from 91.
    assert told["TL1"] == "Terlambat 1–30 menit"
    assert told["TL4"] == "Terlambat 91 menit atau lebih"
    assert holidays(sheet) == [(10, "Hari Contoh")]


def test_what_is_open_or_under_review_is_remarked():
    on = sheet_of().dates[0].day
    days = {"1": day_of("", on), "2": day_of("H", on, notes=["Ada absen yang masih ditinjau."])}
    assert remarks({"days": days}) == "1 hari belum selesai; 1 hari masih ditinjau"


@pytest.mark.parametrize("month", ["2026-02", "2028-02", "2026-11", "2026-12"])
def test_paper_leaves_room_for_the_days(month: str):
    sheet = sheet_of(8, month)
    # 314 mm between the margins of F4 landscape, 46.5 of them for number and name.
    assert (314 - 46.5 - sum(one.width for one in print_columns(sheet))) / len(sheet.dates) > 4


def test_no_cell_of_the_csv_is_a_formula():
    text = as_csv(sheet_of(), unheard).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    # CWE-1236: a spreadsheet runs what begins so.
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'+62811" in cells


def test_the_json_names_its_schema_and_keeps_names_as_they_are():
    document = json.loads(as_json(sheet_of(), unheard))
    assert document["schema"] == SCHEMA
    assert document["people"][7]["name"] == "李小龙"
    assert document["people"][0]["totals"]["workdays"] == 20
    assert all(len(one["nip"]) == 18 for one in document["people"])
