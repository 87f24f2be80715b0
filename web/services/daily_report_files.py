"""How does a month of daily reports leave for E-Kinerja? A row for each activity, XLSX or CSV.

A part of `daily_reports`. Text of people stays text, whatever it begins with (CWE-1236).
"""

import csv
import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

from web.domain.recap_data import inert
from web.models import Employee
from web.services.daily_report_months import STATES, ReportDay

TITLES = ("Tanggal", "Mulai", "Selesai", "Kegiatan", "Volume", "Satuan", "Butir SKP", "Status")
KEYS = ("tanggal", "mulai", "selesai", "kegiatan", "volume", "satuan", "butir_skp", "status")
WIDTHS = (12, 8, 8, 70, 9, 14, 40, 28)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
Row = tuple[str, str, str, str, float, str, str, str]


def rows_of(days: Iterable[ReportDay]) -> list[Row]:
    """A row for each activity, by date; withdrawn reports are left out."""
    return [
        (
            *(f"{one.day:%d/%m/%Y}", line.begins.replace(":", "."), line.ends.replace(":", ".")),
            *(line.activity, line.volume, line.unit, line.target, STATES[one.state]),
        )
        for one in days
        if one.state != "withdrawn"
        for line in one.lines
    ]


def written(person: Employee, month: str, days: Sequence[ReportDay], format: str) -> bytes:
    """The file: "xlsx" or "csv" (UTF-8 with a byte order mark, RFC 4180)."""
    rows = rows_of(days)
    return _xlsx(person, month, rows) if format == "xlsx" else _csv(rows)


def _csv(rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(KEYS)
    for row in rows:
        writer.writerow([inert(one) if isinstance(one, str) else f"{one:.10g}" for one in row])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(person: Employee, month: str, rows: Sequence[Row]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        head = book.add_format({"bold": True, "bg_color": "#E7ECF3", "border": 1})
        page = book.add_worksheet("Laporan kinerja")
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.write_string(0, 0, f"Laporan kinerja harian {month}", bold)
        page.write_string(1, 0, f"{person.name}, NIP {person.nip}")
        for column, (title, width) in enumerate(zip(TITLES, WIDTHS, strict=True)):
            page.set_column(column, column, width)
            page.write_string(3, column, title, head)
        for number, row in enumerate(rows, 4):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, column, value, wrap)
                else:
                    page.write_number(number, column, value)
        page.freeze_panes(4, 0)
        page.repeat_rows(3)
    return out.getvalue()
