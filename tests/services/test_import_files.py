"""Can any file, broken or hostile, make the server fall, grow or say nothing?"""

import io
import random
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.import_files import csv_text, repacked, saved, xlsx
from web.domain.import_person import PEOPLE
from web.domain.import_points import POINTS
from web.domain.import_table import BadTable, Table
from web.services.import_files import read_table

BUDI = "199001012015011011"
ROWS = (("NIP", "Nama"), (BUDI, "Budi Núñez"))
SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes) -> Table:
    return read_table(io.BytesIO(content), PEOPLE)


def refusal(content: bytes) -> str:
    with pytest.raises(BadTable) as found:
        read(content)
    return str(found.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_office_programs_csv_is_read(encoding: str, separator: str) -> None:
    table = read(csv_text(*ROWS, separator=separator).encode(encoding))
    assert table.headings == ("NIP", "Nama")
    assert table.rows[0].cells == (BUDI, "Budi Núñez")


def test_windows_1252_and_the_sep_line_of_excel_are_read() -> None:
    assert read(csv_text(*ROWS).encode("cp1252")).rows[0].cells[1] == "Budi Núñez"
    table = read(("sep=;\r\n" + csv_text(*ROWS, separator=";")).encode())
    assert (table.rows[0].number, table.rows[0].cells[0]) == (2, BUDI)
    kept = read(f'NIP,Nama\n"=""{BUDI}""",Budi\n'.encode())
    assert kept.rows[0].cells[0] == BUDI


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "Excel lama"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><table><tr><td>NIP", "halaman web"),
        (b"PK\x03\x04rubbish", "rusak"),
        (b"\x00" * 100, "tidak terbaca"),
        (b"\x81\x8d\x8f", "tidak terbaca"),
        (b"one\ntwo\n", "Baris judul kolom tidak ditemukan"),
        (b'NIP,Nama\n"1,Budi\n', "tanda kutip"),
        (xlsx(), "judul"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_truncated_workbook_is_refused_wherever_it_ends() -> None:
    whole = xlsx(*ROWS)
    for end in range(4, len(whole), 97):
        assert refusal(whole[:end])


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert "bukan buku kerja Excel" in refusal(out.getvalue())


def test_macros_are_refused_and_never_run() -> None:
    assert "makro" in refusal(repacked(xlsx(*ROWS), {"xl/vbaProject.bin": b"x"}))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(xlsx(*ROWS), {SHEET: b"<row/>" * 50_000_000})
    assert len(bomb) < 1 << 20
    assert "terlalu besar" in refusal(bomb)
    strings = repacked(xlsx(*ROWS), {"xl/styles.xml": zlib.compress(b"") + b" " * (11 << 20)})
    assert "terlalu besar" in refusal(strings)


PICTURE = {"xl/media/image1.png": random.Random(1).randbytes(300_000)}  # it packs badly
SHEET_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<sheetData><row>" + b"<c/><c><v>1</v></c>" * 40_000, id="a row without end"),
        pytest.param(b"<a>" * 200_000, id="nested without end"),
        pytest.param(b"<sheetData>" + b"<cols/>" * 1_600_000, id="crowded beside the rows"),
        pytest.param(
            b"<a " + b" ".join(b'k%d=""' % n for n in range(120_000)) + b"/>",
            id="a tag like a book",
        ),
    ],
)
def test_a_part_that_would_fill_the_memory_is_refused(body: bytes) -> None:
    """Small when packed and when unpacked; a hundred times that once it is a tree."""
    assert "terlalu besar" in refusal(repacked(xlsx(*ROWS), PICTURE | {SHEET: SHEET_HEAD + body}))


def test_a_row_as_wide_as_excel_has_it_is_read() -> None:
    wide = xlsx((*ROWS[0], *[""] * 16_000, "Ujung"), (*ROWS[1], *[1] * 16_000))
    assert read(wide).rows[0].cells[:2] == ROWS[1]


def test_a_long_formula_shared_by_many_cells_is_worked_out_for_none() -> None:
    text = b"A1+" * 150_000 + b"1"
    first = b'<row r="2"><c r="A2"><f t="shared" si="0">%s</f></c></row>' % text
    cell = b'<row r="%d"><c r="A%d"><f t="shared" si="0"/></c></row>'
    cells = b"".join(cell % (number, number) for number in range(3, 3_000))
    head = b'<row r="1">%b</row>' % b"".join(
        b'<c t="inlineStr"><is><t>%b</t></is></c>' % one for one in (b"NIP", b"Nama")
    )
    body = b"<sheetData>" + head + first + cells + b"</sheetData></worksheet>"
    found = read(repacked(xlsx(*ROWS), PICTURE | {SHEET: SHEET_HEAD + body}))
    assert {tuple(row.faults.items()) for row in found.rows} == {((0, "formula"),)}


def test_a_line_of_text_without_end_is_refused() -> None:
    for endless in ("aa," * 700_000, '"a\n",' * 400_000):
        assert "terlalu panjang" in refusal(f"NIP,Nama\n{endless}\n".encode())
        assert "terlalu panjang" in refusal(endless.encode())


def test_a_map_of_more_marks_than_twenty_thousand_shapes_have_is_refused() -> None:
    for mark in ("{},", "[],", '"a",'):
        features = mark * 1_500_001
        text = f'{{"type": "FeatureCollection", "features": [{features}0]}}'
        with pytest.raises(BadTable, match="terlalu rinci"):
            read_table(io.BytesIO(text.encode()), POINTS)


def test_a_directory_that_lies_about_sizes_gains_nothing() -> None:
    """zipfile unpacks no more than the directory says and then misses the checksum."""
    bomb = bytearray(repacked(xlsx(*ROWS), {SHEET: b"<worksheet>" + b" " * 20_000_000}))
    size = (20_000_011).to_bytes(4, "little")
    at = bomb.find(size)
    while at >= 0:
        bomb[at : at + 4] = (1000).to_bytes(4, "little")
        at = bomb.find(size)
    assert refusal(bytes(bomb))


def test_entities_are_refused() -> None:
    lol = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    assert "rusak" in refusal(repacked(xlsx(*ROWS), {SHEET: lol}))
    outside = lol.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/passwd"')
    assert "rusak" in refusal(repacked(xlsx(*ROWS), {SHEET: outside}))


def test_a_formula_is_never_reckoned_nor_taken_for_a_value() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["NIP", "Nama"])
    sheet.append([BUDI, '=HYPERLINK("http://x","Budi")'])
    sheet.append([BUDI, "=cmd|'/c calc'!A1"])
    table = read(saved(book))
    assert [dict(row.faults) for row in table.rows] == [{1: "formula"}, {1: "formula"}]
    assert "HYPERLINK" not in repr(table)
    assert read(f"NIP,Nama\n{BUDI},=1+1\n".encode()).rows[0].faults == {1: "formula"}


def test_a_number_that_excel_rounded_is_a_fault_and_a_short_one_is_text() -> None:
    table = read(xlsx(("NIP", "Nama"), (1.99001012015011e17, "Budi"), (123, "Ani"), (True, "X")))
    assert table.rows[0].faults == {0: "rounded"}
    assert [row.cells[0] for row in table.rows[1:]] == ["123", "TRUE"]


def test_only_the_visible_sheet_that_fits_is_read() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Catatan", "untuk kantor"])
    hidden = book.create_sheet("Rahasia")
    hidden.append(["NIP", "Nama", "Jabatan"])
    hidden.append([BUDI, "Dari lembar tersembunyi", "x"])
    hidden.sheet_state = "hidden"
    data = book.create_sheet("Pegawai")
    data.append(["NIP", "Nama"])
    data.append([BUDI, "Budi"])
    table = read(saved(book))
    assert table.rows[0].cells == (BUDI, "Budi")
    assert table.notes == ("Yang dibaca hanya lembar “Pegawai”.",)


def test_headings_under_a_merged_title_are_found() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "DAFTAR PEGAWAI DINAS CONTOH"
    sheet.merge_cells("A1:D1")
    for at, text in enumerate(("No", "NIP", "Nama", "Jabatan"), 1):
        sheet.cell(3, at, text)
    sheet.append([1, BUDI, "Budi", "Staf"])
    table = read(saved(book))
    assert (table.rows[0].number, table.rows[0].cells) == (4, ("", BUDI, "Budi", "Staf"))


def test_a_million_empty_rows_are_only_empty() -> None:
    """An office that coloured whole columns; and a file that lies about its own extent."""
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1"/><sheetData>'
    )

    def row(number: int, *texts: str) -> bytes:
        cells = "".join(f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in texts)
        return f'<row r="{number}">{cells}</row>'.encode()

    empty = b"".join(b'<row r="%d"/>' % n for n in range(3, 1_048_577))
    body = head + row(1, "NIP", "Nama") + row(2, BUDI, "Budi") + empty + b"</sheetData></worksheet>"
    assert len(read(repacked(xlsx(*ROWS), {SHEET: body})).rows) == 1
    far = head + row(1, "NIP", "Nama") + row(1_048_576, BUDI, "Budi") + b"</sheetData></worksheet>"
    assert read(repacked(xlsx(*ROWS), {SHEET: far})).rows[0].number == 1_048_576
    beyond = far.replace(b"1048576", b"999999999999")
    assert "Tidak ada baris" in refusal(repacked(xlsx(*ROWS), {SHEET: beyond}))


def test_too_many_rows_or_cells_are_refused_with_the_limit() -> None:
    rows = "".join(f"HON-{n},Orang\n" for n in range(20_001))
    assert "lebih dari 20000 baris" in refusal(f"NIP,Nama\n{rows}".encode())
    wide = ",".join(f"kolom{n}" for n in range(190))
    cells = ",".join(["x"] * 190)
    assert "terlalu banyak kolom" in refusal((wide + "\n" + (cells + "\n") * 4000).encode())


def test_progress_is_told() -> None:
    heard: list[int] = []
    rows = "".join(f"HON-{n},Orang\n" for n in range(450))
    read_table(io.BytesIO(f"NIP,Nama\n{rows}".encode()), PEOPLE, heard.append)
    assert heard == [200, 400, 450]


WHOLE = xlsx(*ROWS, *((f"HON-{n}", f"Orang {n}") for n in range(20)))


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refused(bytes(content))


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _read_or_refused(content)
    _read_or_refused(b"NIP;Nama\n" + content)
    _read_or_refused(b"PK\x03\x04" + content)


PARTS = [
    "xl/workbook.xml",
    SHEET,
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
]


@given(st.sampled_from(PARTS), st.binary(max_size=200), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_any_part_of_a_workbook_may_be_rubbish(part: str, rubbish: bytes, at: int) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        good = archive.read(part)
    _read_or_refused(repacked(WHOLE, {part: good[:at] + rubbish + good[at:]}))


def _read_or_refused(content: bytes) -> None:
    said = ""
    try:
        assert len(read(content).headings) <= 200
    except BadTable as error:
        said = str(error)
    assert said == "" or said.endswith(".")


def test_nothing_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    read(WHOLE)
    assert list(tmp_path.iterdir()) == []
