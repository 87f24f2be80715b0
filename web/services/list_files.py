"""How does a list leave as a file? As CSV or as a workbook, in which no cell is ever a formula.

Text is shown as text, so that Excel rounds no NIP and reckons nothing; a count is a number.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook

from web.domain.import_table import guarded

Cell = str | int
NARROWEST, WIDEST = 8, 60  # characters of a column
LONGEST_NAME = 31  # of a sheet, Excel's own limit


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A list as CSV: UTF-8 with its mark, for Excel (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([for_csv(str(cell)) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A list as a workbook of one sheet, as wide as what stands in its first rows."""
    held = [list(row) for row in rows]
    columns = zip(heads, *held[:500], strict=True)
    widths = [
        min(WIDEST, max(NARROWEST, *(len(str(cell)) + 2 for cell in column))) for column in columns
    ]
    out = io.BytesIO()
    with book(out) as made:
        sheet(made, name[:LONGEST_NAME], heads, held, widths)
    return out.getvalue()


def for_csv(text: str) -> str:
    """A long number keeps its digits in Excel when an apostrophe stands before it."""
    return f"'{text}" if len(text) > 15 and text.isdigit() else guarded(text)


def book(out: io.BytesIO) -> Any:
    """A workbook that takes every cell for text."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    return Workbook(out, options)


def sheet(
    book: Any,
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[int],
) -> None:
    """A sheet with its headings, which stay in sight."""
    page = book.add_worksheet(name)
    text = book.add_format({"num_format": "@", "valign": "top"})
    figure = book.add_format({"num_format": "0", "valign": "top"})
    head = book.add_format({"bold": True, "bg_color": "#E8EEF0", "bottom": 1, "num_format": "@"})
    for at, width in enumerate(widths):
        page.set_column(at, at, width, text)
    for at, heading in enumerate(headings):
        page.write_string(0, at, heading, head)
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(number, at, cell, figure)
            elif cell:
                page.write_string(number, at, cell, text)
    page.freeze_panes(1, 0)
