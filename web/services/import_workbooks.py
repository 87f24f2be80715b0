"""Which files do we write for imports? Templates, exports, and a person's own wrong rows.

Every cell is text and shown as text, so that Excel rounds no number and reckons no formula.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from web.domain.import_columns import Column, Kind, Places, dated
from web.domain.import_plan import WRONG, Plan
from web.domain.import_table import Table
from web.services.list_files import book, for_csv, sheet

EXAMPLES = (("2026-11-24", "P"), ("2026-11-25", "L"))  # shifts on dates
ROW, REASON = "Baris di berkas", "Masalah"


def template(kind: Kind) -> bytes:
    """An empty file with headings, an example row, and a sheet of hints."""
    columns = [one for one in kind.columns if one.example]
    columns += [dated(day, code) for day, code in EXAMPLES if kind.dated]
    out = io.BytesIO()
    with book(out) as made:
        rows = [[one.example for one in columns]]
        sheet(
            made, kind.label, [one.label for one in columns], rows, [one.width for one in columns]
        )
        hints = [
            [one.label, "ya" if one.required else "tidak", one.hint, one.example] for one in columns
        ]
        sheet(made, "Petunjuk", ["Kolom", "Wajib", "Isi", "Contoh"], hints, [20, 8, 70, 32])
    return out.getvalue()


def exported(kind: Kind, rows: Iterable[Mapping[str, str]]) -> list[tuple[Column, list[str]]]:
    """What is written of records: the columns that any of them fills, and those that must be."""
    held = list(rows)
    known = {one.key for one in kind.columns}
    days = {key: None for row in held for key in row if kind.dated and key not in known}
    return [
        (one, [row.get(one.key, "") for row in held])
        for one in (*kind.columns, *map(dated, days))
        if one.required or one.key in days or any(row.get(one.key) for row in held)
    ]


def as_xlsx(kind: Kind, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Records as a workbook that imports again."""
    columns = exported(kind, rows)
    out = io.BytesIO()
    with book(out) as made:
        cells = list(zip(*(texts for _, texts in columns), strict=True))
        heads = [one.label for one, _ in columns]
        sheet(made, kind.label, heads, cells, [one.width for one, _ in columns])
    return out.getvalue()


def as_csv(kind: Kind, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Records as CSV (UTF-8 with its mark, for Excel) that imports again."""
    columns = exported(kind, rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([one.label for one, _ in columns])
    for row in zip(*(texts for _, texts in columns), strict=True):
        writer.writerow([for_csv(text) for text in row])
    return ("\ufeff" + out.getvalue()).encode()


def wrong_rows(kind: Kind, table: Table, places: Places, plan: Plan) -> bytes:
    """The rows that are not applied or are doubtful, as they were, with the reason beside."""
    rows = {row.number: row for row in table.rows}
    used = sorted(places.values())
    cells = []
    for one in plan.entries:
        why = one.errors if one.outcome == WRONG else one.doubts if one.written else ()
        if why:
            row = rows[one.number]
            cells.append([*(row.cell(at) for at in used), str(one.number), " ".join(why)])
    widths = {at: kind.column(key).width for key, at in places.items()}
    heads = [*(table.headings[at] for at in used), ROW, REASON]
    out = io.BytesIO()
    with book(out) as made:
        sheet(made, "Perlu diperbaiki", heads, cells, [*(widths[at] for at in used), 10, 90])
    return out.getvalue()
