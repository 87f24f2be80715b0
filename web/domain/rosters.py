"""How is a roster written? Codes of shifts by person and date, as a pattern, and as a CSV file."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

FREE = "L"  # lepas dinas: a date without a shift
MAX_PATTERN = 62
MAX_ROWS = 2000
_CODE = re.compile(r"[A-Z0-9]{1,4}", re.ASCII)
_SPLIT = re.compile(r"[\s,;/-]+")


class BadRoster(ValueError):
    """A roster that cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ShiftPreset:
    """A usual shift. Hospitals' custom, from no regulation: the office checks it."""

    code: str
    name: str
    start: str
    end: str


SHIFT_PRESETS = {
    "pagi": ShiftPreset("P", "Pagi", "07.30", "14.00"),
    "siang": ShiftPreset("S", "Siang", "14.00", "21.00"),
    "malam": ShiftPreset("M", "Malam", "21.00", "07.30"),
}


def code_of(text: str) -> str:
    """A shift's code as it is kept: one to four capital letters or digits; "" for an empty cell.

    Raises:
        BadRoster: it is none.
    """
    code = text.strip().upper()
    if code in ("", "-", "–"):
        return FREE if code else ""
    if not _CODE.fullmatch(code):
        raise BadRoster("Kode sif terdiri dari satu sampai empat huruf atau angka.")
    return code


def repeat(pattern: str, dates: Sequence[date]) -> dict[date, str]:
    """Lay a pattern such as "P P S S M M L L" over dates, again and again.

    Raises:
        BadRoster: it is empty, too long, or holds what is no code.
    """
    codes = [code_of(one) for one in _SPLIT.split(pattern.strip()) if one]
    if not codes or len(codes) > MAX_PATTERN:
        raise BadRoster("Tulis pola seperti P P S S M M L L; L berarti lepas dinas.")
    return {day: codes[index % len(codes)] for index, day in enumerate(dates)}


def write_csv(
    dates: Sequence[date],
    people: Iterable[tuple[str, str]],
    codes: Mapping[tuple[str, date], str],
) -> str:
    """A roster as CSV: `nip`, `nama`, and a column for each date.

    The apostrophe keeps a spreadsheet from rounding 18 digits, and from running a formula.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["nip", "nama", *(day.isoformat() for day in dates)])
    for nip, name in people:
        safe = f"'{name}" if name[:1] in ("=", "+", "-", "@") else name
        writer.writerow([f"'{nip}", safe, *(codes.get((nip, day), "") for day in dates)])
    return out.getvalue()


def read_csv(content: bytes) -> dict[tuple[str, date], str]:
    """Codes by NIP and date from a file as `write_csv` makes it; empty cells are left out.

    Raises:
        BadRoster: with the line where it cannot be read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRoster("Berkas tidak terbaca. Simpan lagi sebagai CSV UTF-8.") from None
    first = text.splitlines()[0] if text.strip() else ""
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ","))
    if not rows or not rows[0] or rows[0][0].strip().lower() != "nip" or "\x00" in text:
        raise BadRoster("Baris pertama harus berisi nip, nama, lalu tanggal-tanggalnya.")
    if len(rows) > MAX_ROWS:
        raise BadRoster(f"Paling banyak {MAX_ROWS} baris dalam satu berkas.")
    dates = [(index, _date(cell)) for index, cell in enumerate(rows[0]) if index > 1 and cell]
    found = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        nip = _nip(row[0], number)
        for index, day in dates:
            try:
                code = code_of(row[index]) if index < len(row) else ""
            except BadRoster as error:
                raise BadRoster(f"Baris {number}: {row[index]!r}. {error}") from None
            if code:
                found[nip, day] = code
    return found


def _nip(cell: str, number: int) -> str:
    nip = "".join(cell.strip().lstrip("'").split())
    if re.fullmatch(r"\d[.,]\d+E\+?\d+", nip, re.IGNORECASE):
        raise BadRoster(
            f"Baris {number}: NIP sudah dibulatkan oleh Excel ({nip}). Atur kolom NIP sebagai"
            " teks, lalu isi lagi."
        )
    return nip


def _date(cell: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(cell.strip(), form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise BadRoster(f"{cell!r} bukan tanggal. Tulis seperti 2026-11-24.")


def night_words(hours: Any, name: str) -> str:
    """What a shift that ends on the next day means, "" for others. `hours` as hours.py reads."""
    last = hours.spans[-1].end
    if last <= 1440:
        return ""
    return (
        f"Sif {name} yang mulai Senin selesai Selasa pukul"
        f" {last % 1440 // 60:02}.{last % 60:02} dan dihitung sebagai hari Senin."
    )
