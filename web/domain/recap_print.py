"""Which figures fit beside 31 days on a sheet of paper? The columns of the printed recap.

The same figures in the same order as `recap_sheet.columns`; kinds of leave share a column, and
events are written "attended/held".
"""

from collections.abc import Callable
from typing import NamedTuple

from web.domain.event_days import EVENT_KINDS
from web.domain.recap_sheet import Column, Row, Sheet, columns
from web.domain.recap_words import PERCENT, TEXT
from web.domain.statuses import STATUSES

TITLES = {
    "hari_kerja": "Hari kerja",
    "menit_terlambat": "TL menit",
    "menit_pulang_cepat": "PSW menit",
    "menit_kurang": "Kurang menit",
}
UNPRINTED = ("laporan_wajib", "laporan_disetujui", "nilai_kehadiran", "nilai_kinerja")
LEAVE = tuple(one.code for one in STATUSES.values() if one.column == "C")
NARROW, MINUTES, WIDE, REMARK = 3.3, 5.0, 6.0, 10.0  # millimetres


class PrintColumn(NamedTuple):
    """A column on paper: heading, width in millimetres, and the lines of a row's cell."""

    title: str
    width: float
    lines: Callable[[Row], list[str]]


def print_columns(sheet: Sheet) -> list[PrintColumn]:
    """The columns of figures on paper, left to right."""
    found: list[PrintColumn] = []
    for column in columns(sheet):
        kind = column.key.removesuffix("_diadakan")
        if column.key == LEAVE[0]:
            found.append(PrintColumn("C (cuti)", MINUTES + 1.6, _leave))
        elif column.key.endswith("_diadakan"):
            found.append(PrintColumn(EVENT_KINDS.get(kind, kind), MINUTES, _event(kind)))
        elif (
            column.key not in LEAVE
            and column.key not in UNPRINTED
            and not column.key.endswith("_diikuti")
        ):
            title = TITLES.get(column.key, column.title)
            found.append(PrintColumn(title, _width(column), _lines(column)))
    return found


def _width(column: Column) -> float:
    if column.kind in (PERCENT, TEXT):
        return WIDE if column.kind == PERCENT else REMARK
    return MINUTES if column.key.startswith(("menit", "hari")) else NARROW


def _lines(column: Column) -> Callable[[Row], list[str]]:
    def lines(row: Row) -> list[str]:
        value = column.value(row)
        if isinstance(value, str):
            return [part for one in value.split("; ") for part in _halves(one)] if value else []
        if value is None or (value == 0 and column.key not in TITLES and column.kind != PERCENT):
            return []
        return [f"{value:.2f}".replace(".", ",") if column.kind == PERCENT else str(value)]

    return lines


def _halves(remark: str) -> list[str]:
    """A remark such as "1 hari belum selesai" as two lines of a narrow cell."""
    words = remark.split(" ")
    return [" ".join(words[:2]), " ".join(words[2:])]


def _leave(row: Row) -> list[str]:
    codes = row["totals"]["codes"]
    return [f"{code} {codes[code]}" for code in LEAVE if codes.get(code)]


def _event(kind: str) -> Callable[[Row], list[str]]:
    def lines(row: Row) -> list[str]:
        kept = row["totals"]["events"].get(kind)
        return [f"{kept['attended']}/{kept['held']}"] if kept else []

    return lines
