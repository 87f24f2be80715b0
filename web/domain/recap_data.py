"""How does a recap travel to other programs? Totals for each person, as CSV and as JSON.

docs/recap-files.md describes both for whoever reads them; a change there is a new `SCHEMA`.
"""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from web.domain import times
from web.domain.recap_sheet import Row, Sheet, Value, columns
from web.domain.recap_words import PERCENT

SCHEMA = "sikeren.recap/1"
PEOPLE = {"nip": "nip", "nama": "name", "pangkat": "rank", "jabatan": "position"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run (CWE-1236)
Progress = Callable[[int], None]


def as_csv(sheet: Sheet, progress: Progress) -> bytes:
    """A sheet as CSV: UTF-8 with a byte order mark, commas, CRLF, decimal points (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    figures = columns(sheet)
    writer.writerow(["bulan", "opd", "status", *PEOPLE, *(one.key for one in figures)])
    common = [sheet.month, inert(sheet.agency_name), "terkunci" if sheet.locked else "konsep"]
    for number, row in enumerate(sheet.rows, 1):
        who = [inert(row[key] or "") for key in PEOPLE.values()]
        writer.writerow([*common, *who, *(_plain(one.value(row), one.kind) for one in figures)])
        progress(number)
    return out.getvalue().encode("utf-8-sig")


def as_json(sheet: Sheet, progress: Progress) -> bytes:
    """A sheet as one JSON document of `SCHEMA`."""
    document = {
        "schema": SCHEMA,
        "agency": {"id": sheet.agency_id, "name": sheet.agency_name},
        "month": sheet.month,
        "timezone": sheet.zone,
        "locked": sheet.locked,
        "digest": sheet.digest,
        "settled_at": times.write(sheet.settled_at),
        "rules": [{"name": one.name, "source": one.source} for one in sheet.rules],
        "people": [_person(row) for row in sheet.rows],
    }
    progress(len(sheet.rows))
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


def _person(row: Row) -> dict[str, Any]:
    totals = {key: value for key, value in row["totals"].items() if key != "most"}
    who = {key: row[key] for key in ("employee_id", "nip", "name", "rank", "position")}
    return who | {"totals": totals}


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _plain(value: Value, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    return f"{value:.2f}" if kind == PERCENT else str(value)
