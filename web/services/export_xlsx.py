"""How does a month's recap become a workbook? The grid, a row for each person and day, the rules.

Text of people is written as strings whatever it begins with: nothing of it can be a formula.
"""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook

from web.domain import times
from web.domain.bands import describe
from web.domain.day_words import abbreviation
from web.domain.recap_legend import legend
from web.domain.recap_sheet import (
    Column,
    Row,
    Sheet,
    Value,
    code_lines,
    columns,
    holidays,
    remarks,
    sums,
)
from web.domain.recap_words import HOW, PERCENT, TEXT
from web.domain.statuses import STATUSES
from web.services.export_looks import styles_of

Progress = Callable[[int], None]
FOLIO = 14  # Excel's number for 8.5 by 13 inches, what is sold as F4 or Folio
LEFT = (("No", 3.5), ("Nama", 25.0), ("NIP", 17.5), ("Pangkat/Gol", 12.0), ("Jabatan", 17.0))
LEAVE = {one.code for one in STATUSES.values() if one.column == "C"}  # shown where it occurs
FROZEN, HEAD_ROW = 3, 4  # columns that stay in view; the row of headings
DETAILS = (
    *(("Nama", 26.0), ("NIP", 19.5), ("Tanggal", 11.0), ("Hari", 8.0), ("Kode", 11.0)),
    *(
        ("Jam kerja", 24.0),
        ("Masuk ({})", 16.0),
        ("Pulang ({})", 16.0),
        ("Terlambat (menit)", 10.0),
    ),
    *(("Pulang cepat (menit)", 10.0), ("Potongan", 9.0), ("Alasan", 70.0)),
)
WHY = 75  # characters of a reason on one line
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def as_xlsx(sheet: Sheet, progress: Progress) -> bytes:
    """A sheet as an XLSX workbook. `progress` hears how many people are written."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": sheet.file_name, "created": _local(sheet.settled_at, sheet)})
        styles = styles_of(book)
        _grid(book, styles, sheet, progress)
        _details(book, styles, sheet)
        _notes(book, styles, sheet)
    return out.getvalue()


def _print_set_up(page: Any, sheet: Sheet, last_row: int, last_column: int) -> None:
    page.set_landscape()
    page.set_paper(FOLIO)
    page.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, last_row, last_column)
    # An ampersand begins a command in footers; two of them print one.
    name = sheet.agency_name.replace("&", "&&")
    page.set_footer(f"&L&8{name[:80]}, {sheet.month_words}&R&8Halaman &P dari &N")


def _headings(page: Any, styles: Mapping[str, Any], sheet: Sheet, title: str) -> None:
    zone = abbreviation(sheet.zone)
    at = _local(sheet.settled_at, sheet).strftime("%d/%m/%Y %H.%M")
    state = f"Terkunci {at} {zone}" if sheet.locked else f"KONSEP, angka per {at} {zone}"
    page.write_string(0, 0, title, styles["title"])
    page.write_string(1, 0, f"{sheet.agency_name}, {sheet.month_words}", styles["bold"])
    seal = f". Sidik: {sheet.digest}" if sheet.digest else ""
    page.write_string(2, 0, f"{state}{seal}", styles["line"])


def _grid(book: Any, styles: Mapping[str, Any], sheet: Sheet, progress: Progress) -> None:
    page, figures = book.add_worksheet("Rekap"), columns(sheet)
    first = len(LEFT) + len(sheet.dates)
    _headings(page, styles, sheet, "REKAPITULASI KEHADIRAN PEGAWAI")
    page.set_row(HEAD_ROW, 96)
    for number, (title, width) in enumerate(LEFT):
        page.set_column(number, number, width)
        page.write_string(HEAD_ROW, number, title, styles["head"])
    for number, one in enumerate(sheet.dates, len(LEFT)):
        look = "head-named" if one.holiday else "head-free" if one.free else "head"
        page.write_number(HEAD_ROW, number, one.day.day, styles[look])
        if one.holiday:
            page.write_comment(HEAD_ROW, number, one.holiday)
    page.set_column(len(LEFT), first - 1, 4.7)
    for number, column in enumerate(figures, first):
        page.write_string(HEAD_ROW, number, column.title, styles["turned"])
        unused = column.key in LEAVE and not any(column.value(row) for row in sheet.rows)
        page.set_column(number, number, _width(column), None, {"hidden": unused})
    for number, row in enumerate(sheet.rows, 1):
        _person(page, styles, sheet, HEAD_ROW + number, number, row)
        for at, column in enumerate(figures, first):
            _figure(page, styles, HEAD_ROW + number, at, column.value(row), column.kind)
        progress(number)
    foot = HEAD_ROW + len(sheet.rows) + 1
    page.merge_range(foot, 0, foot, first - 1, "Jumlah", styles["sum"])
    for at, value in enumerate(sums(sheet), first):
        _figure(
            page,
            {**styles, "count": styles["sum"], "text": styles["sum"]},
            foot,
            at,
            value,
            "count",
        )
    page.freeze_panes(HEAD_ROW + 1, FROZEN)
    page.repeat_rows(HEAD_ROW)
    _print_set_up(page, sheet, foot, first + len(figures) - 1)


def _width(column: Column) -> float:
    if column.kind == TEXT:
        return 14.0
    wide = column.kind == PERCENT or column.key.startswith("menit")
    return 6.5 if wide else 3.6


def _person(
    page: Any, styles: Mapping[str, Any], sheet: Sheet, at: int, number: int, row: Row
) -> None:
    page.write_number(at, 0, number, styles["count"])
    for place, key in enumerate(("name", "nip", "rank", "position"), 1):
        page.write_string(at, place, row[key] or "", styles["text"])
    texts = ((row["name"], 24), (row["position"], 16), (row["rank"], 11))
    lines = max(-(-len(text or "") // width) for text, width in texts)
    for place, one in enumerate(sheet.dates, len(LEFT)):
        day = row["days"].get(str(one.day.day))
        codes = code_lines(day["code"]) if day else []
        look = "bad" if day and day.get("absent") else "code"
        if look == "code" and one.free:
            look = "named" if one.holiday else "free"
        elif look == "code" and day and day["short_minutes"]:
            look = "doubt"
        page.write_string(at, place, "\n".join(codes), styles[look])
        lines = max(lines, len(codes))
    page.set_row(at, 13 * max(lines, -(-len(remarks(row)) // 13)) + 3)


def _figure(
    page: Any, styles: Mapping[str, Any], row: int, column: int, value: Value, kind: str
) -> None:
    if value is None:
        page.write_blank(row, column, None, styles["text"])
    elif isinstance(value, str):
        page.write_string(row, column, value, styles["text"])
    elif kind == PERCENT:
        page.write_number(row, column, value / 100, styles["percent"])
    else:
        page.write_number(row, column, value, styles["count"])


def _details(book: Any, styles: Mapping[str, Any], sheet: Sheet) -> None:
    page, zone = book.add_worksheet("Rincian"), abbreviation(sheet.zone)
    for number, (title, width) in enumerate(DETAILS):
        page.set_column(number, number, width)
        page.write_string(0, number, title.format(zone), styles["head"])
    page.set_row(0, 28)
    at = 0
    for row in sheet.rows:
        for one in sheet.dates:
            day = row["days"].get(str(one.day.day))
            if day is None:
                continue
            at += 1
            texts = {0: row["name"], 1: row["nip"], 3: WEEKDAYS[one.day.weekday()]}
            texts |= {
                4: day["code"],
                5: day["hours"] or "",
                11: " ".join([day["why"], *day["notes"]]),
            }
            for number, text in texts.items():
                page.write_string(at, number, text, styles["text" if number else "single"])
            if len(texts[11]) > WHY:
                page.set_row(at, 13 * -(-len(texts[11]) // WHY) + 3)
            page.write_datetime(at, 2, datetime(*one.day.timetuple()[:3]), styles["date"])  # noqa: DTZ001
            for number, key in ((6, "in"), (7, "out")):
                _moment(page, styles, at, number, day[key], sheet)
            page.write_number(at, 8, day["late_minutes"], styles["count"])
            page.write_number(at, 9, day["early_minutes"], styles["count"])
            page.write_number(at, 10, day["cut"] / 100, styles["percent"])
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(at, 1), len(DETAILS) - 1)
    page.repeat_rows(0)
    _print_set_up(page, sheet, max(at, 1), len(DETAILS) - 1)


def _moment(
    page: Any, styles: Mapping[str, Any], row: int, column: int, at: str | None, sheet: Sheet
) -> None:
    if at is None:
        page.write_blank(row, column, None, styles["moment"])
        return
    page.write_datetime(row, column, _local(times.read(at), sheet), styles["moment"])


def _local(moment: datetime, sheet: Sheet) -> datetime:
    """An instant as the clocks of the agency show it; workbooks know no zones."""
    return moment.astimezone(ZoneInfo(sheet.zone)).replace(tzinfo=None, microsecond=0)


def _notes(book: Any, styles: Mapping[str, Any], sheet: Sheet) -> None:
    page = book.add_worksheet("Keterangan")
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 110)
    lines: list[tuple[str, str]] = [("Kode", ""), *legend(sheet), ("Tanggal", "")]
    lines += [(str(number), name) for number, name in holidays(sheet)] or [
        ("", "Tidak ada hari libur.")
    ]
    lines += [("Hitungan", ""), *(("", sentence) for sentence in HOW)]
    for rules in sheet.rules:
        lines += [("Tabel potongan", rules.name), ("Sumber", rules.source)]
        lines += [("", sentence) for sentence in describe(rules.table)]
    _headings(page, styles, sheet, "KETERANGAN")
    for number, (key, words) in enumerate(lines, HEAD_ROW):
        page.write_string(number, 0, key, styles["line" if words else "bold"])
        page.write_string(number, 1, words, styles["wrapped"])
    _print_set_up(page, sheet, HEAD_ROW + len(lines), 1)
