"""What stands in a file that somebody brings? Rows of text, and what is wrong with a cell.

Knows nothing of what the columns mean (`import_columns`) or of kinds of files.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

MAX_ROWS, MAX_COLUMNS = 20_000, 200  # rows beside the heading
MAX_CELL = 8_000  # letters in a cell: 200 corners of a polygon
MAX_CELLS = 600_000  # of columns that are kept until they are mapped
FORMULA, ROUNDED, FAILED, LONG, HIDDEN = "formula", "rounded", "failed", "long", "hidden"
HOLED, FOREIGN = "holed", "foreign"  # geometries of GeoJSON, which has no cells

# What Excel makes of a long number: 1.99E+17, with a comma in an Indonesian Excel.
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d{2}", re.IGNORECASE | re.ASCII)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NEGATIVE = re.compile(r"-(?:0|[1-9]\d{0,14})(?:[.,]\d{1,15})?", re.ASCII)
_NOTHING = frozenset({"-", "--", "–", "—"})
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))

WHY = {
    FORMULA: "berisi rumus. Salin kolomnya, lalu Tempel Khusus sebagai Nilai",
    ROUNDED: (
        "dibulatkan oleh Excel, jadi angka belakangnya hilang. Ubah format kolomnya menjadi Teks,"
        " lalu tempel lagi nomor yang asli"
    ),
    FAILED: "berisi kesalahan Excel seperti #N/A. Perbaiki rumusnya, lalu tempel sebagai nilai",
    LONG: f"lebih panjang dari {MAX_CELL} huruf",
    HIDDEN: "berisi huruf yang tidak terlihat. Ketik lagi isinya",
}
SHAPES = {
    HOLED: "Poligon berlubang tidak diterima. Gambar satu garis luar saja.",
    FOREIGN: "Bentuknya bukan Point atau Polygon. Simpan tiap bagian sebagai fitur sendiri.",
}


class BadTable(ValueError):
    """A file that cannot be taken in as a whole; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its number in the file, and what is wrong with a cell, by its column."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=dict)

    def cell(self, at: int | None) -> str:
        """The text in a column, "" where there is none."""
        return self.cells[at] if at is not None and at < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The headings, the rows under them, and what the reader should be told of the file.

    `unit`: what a row is called; `unread`: headings of the columns that are left out.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    unit: str = "Baris"
    unread: tuple[str, ...] = ()

    def only(self, wanted: Iterable[int]) -> "Table":
        """The same table with nothing in all the other columns: what is not needed is dropped."""
        kept = frozenset(wanted)
        width = max(kept, default=-1) + 1
        rows = tuple(
            Row(
                row.number,
                tuple(row.cell(at) if at in kept else "" for at in range(width)),
                {at: fault for at, fault in row.faults.items() if at in kept},
            )
            for row in self.rows
        )
        headings = tuple(
            text if at in kept else "" for at, text in enumerate(self.headings[:width])
        )
        rest = tuple(text for at, text in enumerate(self.headings) if text and at not in kept)
        return replace(self, headings=headings, rows=rows, unread=(*self.unread, *rest))


def letter(at: int) -> str:
    """The name that a spreadsheet gives to a column: 0 is A, 26 is AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def clean(text: str) -> tuple[str, str | None]:
    """A cell as it is meant, on one line, and what is wrong with it.

    Marks that nobody sees are taken out (zero-width spaces, byte order marks); those that could
    turn a name around on a letter (Unicode category C: U+202E and its kin) are a fault.
    """
    if len(text) > MAX_CELL:
        return "", LONG
    shown = " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())
    if any(unicodedata.category(one)[0] == "C" for one in shown):
        return "", HIDDEN
    if shown in _NOTHING:
        return "", None
    return unguarded(shown), None


def clean_row(number: int, texts: Sequence[str], faults: Mapping[int, str]) -> Row:
    """A row with every cell cleaned. `faults` are those that the file itself showed."""
    found = dict(faults)
    cells = []
    for at, text in enumerate(texts):
        shown, fault = clean(text) if text else ("", None)
        cells.append(shown)
        if fault:
            found.setdefault(at, fault)
    while cells and not cells[-1]:
        cells.pop()
    return Row(number, tuple(cells), found)


def faults_of(row: Row, places: Mapping[str, int]) -> list[str]:
    """What is wrong with the cells of some columns, in sentences."""
    return [
        SHAPES.get(fault) or f"Sel {letter(at)}{row.number} {WHY[fault]}."
        for at in places.values()
        if (fault := row.faults.get(at))
    ]


def faulty(row: Row, places: Mapping[str, int]) -> frozenset[str]:
    """The keys of those columns of whose cell `faults_of` says something."""
    return frozenset(key for key, at in places.items() if row.faults.get(at))


def looks_rounded(text: str) -> bool:
    """Whether a text is what Excel shows of a long number."""
    return bool(_SCIENTIFIC.fullmatch(text.strip()))


def guarded(text: str) -> str:
    """A cell for CSV that no spreadsheet takes for a formula. A negative number is none."""
    plain = not text.startswith(_FORMULA_SIGNS) or _NEGATIVE.fullmatch(text)
    return text if plain else f"'{text}"


def unguarded(text: str) -> str:
    """What `guarded` was given; the apostrophe that offices type before numbers goes too."""
    guards = text[:1] in "'’" and (text[1:2] in _FORMULA_SIGNS or text[1:2].isdigit())
    return text[1:].lstrip() if text and guards else text
