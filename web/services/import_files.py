"""What is in a file that somebody brings? Its kind is told by its bytes, never by its name.

Whatever a library raises over such bytes means one thing: this file is broken. Nothing is written
to the disk; columns that nobody needs are dropped while they are read.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from web.domain.import_columns import Kind, complete, private
from web.domain.import_headings import HEADING_ROWS, heading_row, hinted, recognise, with_month
from web.domain.import_points import POINTS
from web.domain.import_table import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    BadTable,
    Row,
    Table,
    clean,
    clean_row,
)
from web.services.import_geojson import from_geojson
from web.services.import_text import Text, decoded
from web.services.import_xlsx import LAST_ROW, Workbook

log = logging.getLogger("sikeren")

Told = Callable[[int], None]
Cells = tuple[int, Sequence[str], dict[int, str]]  # number, texts, faults by column

BROKEN = "Berkas ini rusak atau bukan berkas yang dikenal. Simpan lagi sebagai XLSX, lalu unggah."
REFUSED = (
    (
        b"\xd0\xcf\x11\xe0",
        "Ini berkas Excel lama (.xls) atau berkas yang dikunci sandi. Buka di Excel, lepas"
        " sandinya, lalu Simpan Sebagai Excel Workbook (.xlsx).",
    ),
    (b"%PDF", "Ini berkas PDF. Impor menerima XLSX atau CSV."),
    (
        b"<",
        "Ini halaman web yang diberi nama Excel. Buka di Excel, lalu Simpan Sebagai Excel Workbook"
        " (.xlsx).",
    ),
)


def read_table(file: BinaryIO, kind: Kind, told: Told = lambda _: None) -> Table:
    """The rows of an XLSX or CSV file under their headings.

    Args:
        file: at its beginning, seekable; its size is the caller's to limit.
        kind: whose headings are looked for.
        told: hears how many rows are read.

    Raises:
        BadTable: with what to do.
    """
    start = file.read(8)
    file.seek(0)
    for magic, sentence in REFUSED:
        if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(magic):
            raise BadTable(sentence)
    if not start:
        raise BadTable("Berkas ini kosong. Pilih berkas XLSX atau CSV yang berisi.")
    try:
        if start.startswith(b"PK"):
            return _table(Workbook(file, kind), kind, told)
        text = decoded(file.read())
        if text.lstrip().startswith("{") or (kind is POINTS and text.lstrip().startswith("[")):
            return _features(text, kind)
        return _table(Text(text, kind), kind, told)
    except BadTable:
        raise
    except Exception as error:  # hostile bytes: a parser may raise whatever it likes
        log.info("a file for an import could not be read: %r", error)
        raise BadTable(BROKEN) from error


def _features(text: str, kind: Kind) -> Table:
    if kind.key != POINTS.key:
        raise BadTable(f"Ini berkas GeoJSON. Pilih “{POINTS.label}” sebagai isi berkasnya.")
    return from_geojson(text)


def _table(source: Workbook | Text, kind: Kind, told: Told) -> Table:
    first = list(source.rows(MAX_COLUMNS, HEADING_ROWS))
    top = [[clean(text)[0] for text in texts] for _, texts, _ in first]
    at = heading_row(kind, top)
    if at is None:
        raise BadTable(
            f"Baris judul kolom tidak ditemukan. Berkasnya harus punya kolom {kind.needed}."
        )
    headings = with_month(top[at], top[:at]) if kind.dated else top[at]
    while headings and not headings[-1]:
        headings.pop()
    places = recognise(kind, headings)
    known = complete(kind, places) and not hinted(kind, headings, places)
    kept = set(places.values()) if known else _worth(headings)
    rows = tuple(_rows(source, first[at][0], len(headings), kept, told))
    if not rows:
        raise BadTable("Tidak ada baris di bawah judul kolomnya. Isi dahulu, lalu unggah lagi.")
    return Table(
        tuple(text if place in kept else "" for place, text in enumerate(headings)),
        rows,
        tuple(source.notes),
        unread=tuple(text for place, text in enumerate(headings) if text and place not in kept),
    )


def _worth(headings: Sequence[str]) -> set[int]:
    return {at for at, text in enumerate(headings) if text and not private(text)}


def _rows(
    source: Workbook | Text, head: int, width: int, kept: set[int], told: Told
) -> Iterator[Row]:
    seen: dict[str, str] = {}  # one text for each value: names of agencies and ranks repeat
    count = cells = 0
    for number, texts, faults in source.rows(width, LAST_ROW, kept):
        if number <= head:
            continue
        wanted = [seen.setdefault(t, t) if p in kept else "" for p, t in enumerate(texts)]
        row = clean_row(number, wanted, {p: f for p, f in faults.items() if p in kept})
        if not row.cells and not row.faults:
            continue
        count, cells = count + 1, cells + len(row.cells)
        if count > MAX_ROWS:
            raise BadTable(
                f"Berkas ini berisi lebih dari {MAX_ROWS} baris. Bagi menjadi beberapa berkas."
            )
        if cells > MAX_CELLS:
            raise BadTable(
                "Berkas ini punya terlalu banyak kolom. Hapus kolom yang tidak perlu, lalu unggah."
            )
        if count % 200 == 0:
            told(count)
        yield row
    told(count)
