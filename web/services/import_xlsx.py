"""How is a workbook read that may be huge, broken or meant to do harm?

By openpyxl in its streaming mode with defusedxml (no entities, no formula is reckoned, no macro
run). The archive's directory is looked at before anything is unpacked: `zipfile` never unpacks
more of a part than the directory says, so what is checked there holds. Then its parts are gone
through without keeping anything (`import_parts`).
"""

import warnings
from collections.abc import Container, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.worksheet import _read_only

from web.domain.import_columns import Kind
from web.domain.import_headings import HEADING_ROWS, recognise
from web.domain.import_table import FAILED, FORMULA, MAX_COLUMNS, ROUNDED, BadTable
from web.services.import_parts import Unbearable, weigh

MB = 1 << 20
MAX_WHOLE, MAX_STRINGS, MAX_PART = 200 * MB, 60 * MB, 10 * MB  # bytes when unpacked
MAX_RATIO, MAX_PARTS = 300, 2000  # a SIASN export is packed about 30 : 1
LAST_ROW = 1_048_576  # of any sheet
EXACT = 10**15  # Excel keeps 15 digits of a number

if not openpyxl.DEFUSEDXML:
    raise ImportError("defusedxml is missing: workbooks of strangers would be read unguarded")


class _Reader(_read_only.WorkSheetParser):  # type: ignore[misc]  # it has no types
    """Tells a formula and reads none: openpyxl works out shared ones for each of their cells, and
    so may be busy for days with a long one.
    """

    def parse_formula(self, _: Any) -> str:
        return "="


_read_only.WorkSheetParser = _Reader


class Workbook:
    """The sheet of a workbook that looks most like what is wanted."""

    def __init__(self, file: BinaryIO, kind: Kind) -> None:
        _check(file)
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that openpyxl does not know
            self._book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        sheets = [one for one in self._book.worksheets if one.sheet_state == "visible"]
        if not sheets:
            raise BadTable(
                "Berkas ini tidak punya lembar yang terlihat. Tampilkan lembarnya dahulu."
            )
        for one in sheets:
            one.reset_dimensions()  # what a file says of its own size is not relied on
        self._sheet = max(sheets, key=lambda one: _worth(one, kind))
        self.notes = [f"Yang dibaca hanya lembar “{self._sheet.title}”."]
        if len(self._book.worksheets) == 1:
            self.notes = []

    def rows(
        self, width: int, last: int = LAST_ROW, kept: Container[int] = range(MAX_COLUMNS)
    ) -> Iterator[tuple[int, Sequence[str], dict[int, str]]]:
        """Number, texts and faults of the rows that are not blank, `width` cells at most."""
        cells = self._sheet.iter_rows(max_row=last, max_col=width)
        blank = {id(EMPTY_CELL)}  # cells have an equality of their own
        for number, row in enumerate(cells, 1):
            if {*map(id, row)} <= blank:  # a sheet may have a million of them
                continue
            texts, faults = [""] * len(row), {}
            for at, cell in enumerate(row):
                if cell is not EMPTY_CELL and at in kept and cell.value is not None:
                    texts[at], fault = _text(cell.value, cell.data_type)
                    if fault:
                        faults[at] = fault
            yield number, texts, faults


def _worth(sheet: Any, kind: Kind) -> tuple[int, int]:
    top = islice(sheet.iter_rows(max_row=HEADING_ROWS, max_col=MAX_COLUMNS), HEADING_ROWS)
    rows = [[str(cell.value) for cell in row if cell.value is not None] for row in top]
    return max(((len(recognise(kind, row)), len(row)) for row in rows), default=(0, 0))


def _text(value: Any, kind: str) -> tuple[str, str | None]:
    """A cell's value as text, and what is wrong with it."""
    if kind == "f":
        return "", FORMULA
    if kind == "e":
        return "", FAILED
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, int | float):
        if abs(value) >= EXACT:
            return "", ROUNDED
        return (str(int(value)) if value == int(value) else repr(value)), None
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H.%M}".removesuffix(" 00.00"), None
    if isinstance(value, date):
        return value.isoformat(), None
    return str(value), None


def _check(file: BinaryIO) -> None:
    """Refuse what is no workbook or would grow beyond all bounds, before it is unpacked.

    Raises:
        BadTable: with what to do.
    """
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        raise BadTable("Berkas XLSX ini rusak atau terpotong. Unduh atau simpan lagi.") from None
    names = {one.filename for one in parts}
    if "xl/workbook.xml" not in names:
        raise BadTable("Ini bukan buku kerja Excel. Simpan sebagai Excel Workbook (.xlsx).")
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise BadTable(
            "Berkas ini berisi makro. Simpan Sebagai Excel Workbook (.xlsx) tanpa makro."
        )
    if any(one.flag_bits & 1 for one in parts):
        raise BadTable("Berkas ini dikunci sandi. Lepas sandinya, lalu unggah lagi.")
    packed = sum(one.compress_size for one in parts)
    whole = sum(one.file_size for one in parts)
    if len(parts) > MAX_PARTS or len(names) < len(parts) or any(map(_too_large, parts)):
        raise _bomb()
    if whole > MAX_WHOLE or whole > MAX_RATIO * max(packed, 1):
        raise _bomb()
    try:
        with ZipFile(file) as archive:
            weigh(archive)
    except Unbearable:
        raise _bomb() from None


def _too_large(part: Any) -> bool:
    name = part.filename
    if name.startswith(("xl/worksheets/", "xl/media/")):
        return False
    return bool(part.file_size > (MAX_STRINGS if name == "xl/sharedStrings.xml" else MAX_PART))


def _bomb() -> BadTable:
    return BadTable(
        "Isi berkas ini terlalu besar sesudah dibuka. Salin kolom yang perlu ke berkas baru, lalu"
        " unggah."
    )
