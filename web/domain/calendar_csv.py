"""How do days of a calendar travel as CSV? Read with clear words for a wrong row, and written.

Columns: tanggal (2026-08-17 or 17/08/2026), jenis (a code or label of KINDS), nama. Further
columns are ignored. Separated by commas or semicolons, as spreadsheets do it.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date

from web.domain.calendar import KINDS, MAX_NAME, Day, is_guess
from web.domain.month import number_of

COLUMNS = ("tanggal", "jenis", "nama")
MAX_DAYS = 400
MAX_ERRORS = 20
_SLASHED = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})", re.ASCII | re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadFile(ValueError):
    """A file that cannot be taken in; `sentences` say what to correct, row by row."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(sentences))


def parse_csv(text: str) -> list[Day]:
    """The days of a file, by date.

    Raises:
        BadFile: a column or value is missing or wrong, or there are too many rows.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise BadFile("Berkas tidak terbaca sebagai CSV. Simpan lagi sebagai CSV UTF-8.") from None
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise BadFile(
            f"Kolom {', '.join(missing)} tidak ada."
            " Baris pertama harus berisi: tanggal, jenis, nama."
        )
    places = {name: header.index(name) for name in COLUMNS}
    days, wrong = [], []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
        try:
            days.append(read_day(cells["tanggal"], cells["jenis"], cells["nama"]))
        except BadFile as error:
            wrong += [f"Baris {number}: {one}" for one in error.sentences]
    return checked(days, wrong)


def checked(days: Iterable[Day], wrong: list[str]) -> list[Day]:
    """The days by date, each once.

    Raises:
        BadFile: something is wrong, a date stands there as two things, or nothing is left.
    """
    found: dict[date, Day] = {}
    for one in sorted(days):
        known = found.setdefault(one.date, one)
        if known.kind != one.kind:
            wrong = [*wrong, f"{one.date:%d/%m/%Y} tertulis dua kali dengan jenis yang berbeda."]
    if len(wrong) > MAX_ERRORS:
        wrong = [*wrong[:MAX_ERRORS], f"Dan {len(wrong) - MAX_ERRORS} kesalahan lain."]
    if wrong:
        raise BadFile(*wrong)
    if not found:
        raise BadFile("Berkas ini tidak berisi hari apa pun.")
    if len(found) > MAX_DAYS:
        raise BadFile(f"Paling banyak {MAX_DAYS} hari dalam satu berkas. Bagi menjadi beberapa.")
    return list(found.values())


def read_day(day: str, kind: str, name: str) -> Day:
    """One row.

    Raises:
        BadFile: with a sentence for everything that is wrong in it.
    """
    wrong = []
    when = read_date(day)
    if when is None:
        wrong.append(f"tanggal “{day[:30]}” tidak ada. Tulis seperti 2026-08-17 atau 17/08/2026.")
    code = read_kind(kind)
    if code is None:
        labels = ", ".join(KINDS)
        wrong.append(f"jenis “{kind[:30]}” tidak dikenal. Yang dikenal: {labels}.")
    name = clean_name(name)
    if not name:
        wrong.append("nama kosong. Isi nama harinya.")
    elif len(name) > MAX_NAME:
        wrong.append(f"nama paling panjang {MAX_NAME} huruf.")
    elif is_guess(name):
        wrong.append(f"“{name[:60]}” masih perkiraan. Masukkan sesudah diumumkan.")
    if when is None or code is None or wrong:
        raise BadFile(*wrong)
    return Day(when, code, name)


def read_date(text: str) -> date | None:
    """A date as an office writes it, from 2000 to 2199, or None.

    17/8/2026, 17-08-2026, 17 Agustus 2026, or as ISO 8601 has it; a year of two digits is none.
    """
    match = _SLASHED.fullmatch(text) or _WORDED.fullmatch(text)
    try:
        if match:
            month = int(match[2]) if match[2].isdigit() else number_of(match[2])
            day = date(int(match[3]), month, int(match[1]))
        else:
            day = date.fromisoformat(text) if len(text) == 10 else date.min
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2199 else None


def read_kind(text: str) -> str | None:
    """A kind by its code or its label, or None."""
    wanted = text.strip().casefold()
    for code, label in KINDS.items():
        if wanted in (code, label.casefold(), label.partition(" (")[0].casefold()):
            return code
    return None


def clean_name(text: str) -> str:
    """A name on one line, without the quote that guards a formula in our own files."""
    name = " ".join(text.split())
    return name[1:] if name[:1] == "'" and name[1:2] in _FORMULA else name


def write_csv(rows: Iterable[tuple[Day, str, str]]) -> str:
    """Days with their source and author, to be read again by `parse_csv` or a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, "sumber", "diisi oleh"])
    for day, source, author in rows:
        writer.writerow([day.date.isoformat(), day.kind, *map(_safe, (day.name, source, author))])
    return out.getvalue()


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
