"""Which files are broken, odd or hostile? Each is made of a right file of whatever matter.

`REFUSED` are turned away as a whole, `WRONG` have wrong rows, `READ` are odd but say what a right
file says.
"""

import io
import zipfile
from collections.abc import Callable, Sequence

import openpyxl

from tests.import_files import csv_text, repacked, saved, xlsx

Rows = Sequence[Sequence[object]]
Maker = Callable[[Sequence[str], Rows], bytes]
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def text(head: Sequence[str], rows: Rows, separator: str = ",") -> str:
    return csv_text(head, *([str(cell) for cell in row] for row in rows), separator=separator)


def book(head: Sequence[str], rows: Rows) -> bytes:
    return xlsx(head, *rows)


def first(rows: Rows, cell: object) -> Rows:
    """The rows with something else in their first cell."""
    return [(cell, *rows[0][1:]), *rows[1:]]


def xml(entities: str, value: str) -> bytes:
    cell = f'<c r="A1" t="inlineStr"><is><t>{value}</t></is></c>'
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><worksheet xmlns="{MAIN}"><sheetData>'
        f'<row r="1">{cell}</row></sheetData></worksheet>'
    ).encode()


def archive(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, content)
    return out.getvalue()


def merged(head: Sequence[str], rows: Rows) -> bytes:
    """The second row's first cell belongs to the first row's."""
    made = openpyxl.load_workbook(io.BytesIO(book(head, rows)))
    made.worksheets[0].merge_cells("A2:A3")
    return saved(made)


def sheets(head: Sequence[str], rows: Rows) -> bytes:
    """Notes before, an empty sheet after, and titles above the headings."""
    made = openpyxl.Workbook()
    made.worksheets[0].append(["Catatan", "untuk kantor"])
    data = made.create_sheet("Isi")
    data["A1"] = "PEMERINTAH KABUPATEN"
    data.merge_cells("A1:C1")
    data.append([])
    data.append(list(head))
    for row in rows:
        data.append(list(row))
    made.create_sheet("Kosong")
    return saved(made)


REFUSED: dict[str, tuple[Maker, str]] = {
    "empty": (lambda h, r: b"", "Berkas ini kosong."),
    "blank": (lambda h, r: b" \r\n\r\n", "Baris judul kolom tidak ditemukan."),
    "NUL bytes": (lambda h, r: bytes(400), "tidak terbaca"),
    "a NUL within": (lambda h, r: f"{text(h, r)}\0x\n".encode(), "tidak terbaca"),
    "no encoding": (lambda h, r: text(h, r).encode() + b"\x81\x8d\xff", "tidak terbaca"),
    "old Excel": (lambda h, r: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel lama"),
    "PDF": (lambda h, r: b"%PDF-1.7\n", "Ini berkas PDF."),
    "a web page": (lambda h, r: b"\xef\xbb\xbf\n<html><table>", "halaman web"),
    "another matter's GeoJSON": (lambda h, r: b'{"type": "Feature"}', "GeoJSON"),
    "truncated": (lambda h, r: book(h, r)[:-200], "rusak atau terpotong"),
    "only a beginning": (lambda h, r: b"PK\x03\x04" + bytes(99), "rusak atau terpotong"),
    "OpenDocument": (lambda h, r: archive("content.xml", "<office/>"), "bukan buku kerja Excel"),
    "macros": (lambda h, r: repacked(book(h, r), {"xl/vbaProject.bin": b"x"}), "makro"),
    "a bomb": (
        lambda h, r: repacked(book(h, r), {SHEET: b"<row/>" * 6_000_000}),
        "terlalu besar sesudah dibuka",
    ),
    "billion laughs": (lambda h, r: repacked(book(h, r), {SHEET: xml(LAUGHS, "&l11;")}), "rusak"),
    "a file of the server": (
        lambda h, r: repacked(
            book(h, r), {SHEET: xml('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;")}
        ),
        "rusak",
    ),
    "a text that is not there": (
        lambda h, r: repacked(
            book(h, r),
            {
                SHEET: xml("", "x").replace(
                    b't="inlineStr"><is><t>x</t></is>', b't="s"><v>99999</v>'
                )
            },
        ),
        "rusak",
    ),
    "an empty sheet": (lambda h, r: xlsx(), "Baris judul kolom tidak ditemukan."),
    "headings alone": (lambda h, r: book(h, []), "Tidak ada baris di bawah judul kolomnya."),
    "headings alone as text": (lambda h, r: text(h, []).encode(), "Tidak ada baris di bawah"),
    "an open quote": (lambda h, r: text(h, r).encode() + b'"x,y\n' * 3, "tanda kutip"),
    "too many rows": (
        lambda h, r: text(h, [("x",)] * 20_001).encode(),
        "lebih dari 20000 baris",
    ),
}
WRONG: dict[str, tuple[Maker, str]] = {
    "a formula": (lambda h, r: book(h, first(r, '=HYPERLINK("http://x","1")')), "berisi rumus"),
    "a command": (lambda h, r: book(h, first(r, "=cmd|'/c calc'!A1")), "berisi rumus"),
    "a formula as text": (lambda h, r: text(h, first(r, "=1+1")).encode(), "berisi rumus"),
    "an Excel error": (lambda h, r: book(h, first(r, "#N/A")), "kesalahan Excel"),
    "a rounded number": (lambda h, r: book(h, first(r, 1.99001012015011e17)), "dibulatkan"),
    "letters that turn round": (
        lambda h, r: text(h, first(r, "\u202e110")).encode(),
        "huruf yang tidak terlihat",
    ),
    "a cell like a book": (lambda h, r: text(h, first(r, "x" * 9000)).encode(), "lebih panjang"),
    "merged rows": (merged, ""),
    "the same row twice": (lambda h, r: text(h, [*r, r[0]]).encode(), "baris"),
}
READ: dict[str, Maker] = {
    "UTF-8": lambda h, r: text(h, r).encode(),
    "UTF-8 with its mark, semicolons": lambda h, r: text(h, r, ";").encode("utf-8-sig"),
    "UTF-16": lambda h, r: text(h, r, "\t").encode("utf-16"),
    "UTF-16 without its mark": lambda h, r: text(h, r).encode("utf-16-le"),
    "sep=": lambda h, r: ("sep=|\r\n" + text(h, r, "|")).encode(),
    "ends of lines as of old": lambda h, r: text(h, r).replace("\r\n", "\r").encode(),
    "a workbook": book,
    "several sheets": sheets,
    "20,000 columns": lambda h, r: text(
        [*h, *(f"k{n}" for n in range(20_000))], [[*row, *[""] * 20_000] for row in r]
    ).encode(),
    "blank rows between": lambda h, r: text(h, [r[0], [], ["", " "], *r[1:]]).encode(),
    "invisible spaces": lambda h, r: text(
        [f"\u200b{one}\u00a0" for one in h], [[f" {cell}\u200b" for cell in row] for row in r]
    ).encode(),
}
