"""May a status be entered as it was typed? What is to be corrected, by field."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from web.domain.duties import BOTH
from web.domain.stated import COVERS
from web.domain.statuses import STATUSES, STUDY

MAX_NUMBER, MAX_NOTE = 100, 500
MAX_DAYS = 366 * 5  # the longest: unpaid leave and studies, a few years


class Typed(NamedTuple):
    """A status as somebody typed it; None where a date is missing or none."""

    code: str
    first_day: date | None
    last_day: date | None
    covers: str
    working: bool
    number: str
    letter_date: date | None
    note: str


def faults(typed: Typed, halves: Sequence[str]) -> dict[str, str]:
    """What is to be corrected; empty when it can be kept.

    Args:
        typed: the status.
        halves: the codes that the office grants for half a workday.
    """
    found = _of_dates(typed.first_day, typed.last_day)
    if typed.code not in STATUSES:
        found["code"] = "Pilih jenis status."
    if typed.covers not in COVERS:
        found["covers"] = "Pilih salah satu."
    elif typed.covers != BOTH and typed.code not in halves:
        allowed = ", ".join(STATUSES[one].label.lower() for one in halves) or "tidak ada"
        found["covers"] = f"Jenis ini tidak dapat setengah hari. Menurut ketentuan: {allowed}."
    if len(typed.number) > MAX_NUMBER:
        found["number"] = f"Nomor surat paling panjang {MAX_NUMBER} huruf."
    if len(typed.note) > MAX_NOTE:
        found["note"] = f"Keterangan paling panjang {MAX_NOTE} huruf."
    if typed.code == STUDY and not typed.number:
        found["number"] = "Isi nomor surat tugas belajar."
    if typed.code == STUDY and typed.letter_date is None:
        found["letter_date"] = "Isi tanggal surat tugas belajar."
    if typed.code != STUDY and typed.working:
        found["working"] = "Hanya untuk tugas belajar."
    return found


def _of_dates(first: date | None, last: date | None) -> dict[str, str]:
    found = {}
    if first is None:
        found["first_day"] = "Isi tanggal pertama."
    if last is None:
        found["last_day"] = "Isi tanggal terakhir."
    if first and last and last < first:
        found["last_day"] = "Tanggal terakhir tidak boleh sebelum tanggal pertama."
    elif first and last and (last - first).days >= MAX_DAYS:
        found["last_day"] = "Paling lama lima tahun. Periksa tahunnya."
    return found
