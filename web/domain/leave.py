"""How long may a leave be, and what is to be looked at? Warnings, never a reason to refuse.

PP 11/2017 and PerBKN 24/2017 for civil servants, PerBKN 7/2022 for contract employees (PPPK). The
limits of CAP and CLTN, and that leave other than CT counts calendar days, are [R].
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from web.domain.identity import of_contract
from web.domain.statuses import PNS_ONLY, STATUSES

ANNUAL = 12  # working days of CT in a year; up to 18 or 24 with what is left of earlier years
ANNUAL_KINDS = ("CT", "CB")  # who takes the second has none of the first in that year [R]
IN_WORKDAYS = ("CT", "I", "DIK", "DL", "WFA")  # how long these are is said in working days
DOCTOR = 14  # calendar days of CS up to which any doctor's letter will do


class Limit(NamedTuple):
    """The longest a leave is at once: in months, and in words."""

    months: int
    words: str


LIMITS: Mapping[str, Limit] = {
    "CB": Limit(3, "Cuti besar paling lama 3 bulan."),
    "CM": Limit(3, "Cuti melahirkan 3 bulan."),
    "CAP": Limit(1, "Cuti alasan penting paling lama 1 bulan."),
    "CLTN": Limit(
        36, "Cuti di luar tanggungan negara paling lama 3 tahun; perpanjangannya 1 tahun."
    ),
    "CS": Limit(12, "Cuti sakit paling lama 1 tahun, dapat ditambah 6 bulan."),
}


def warnings(
    *, code: str, first: date, last: date, working: int, nip: str, year: Mapping[str, int]
) -> list[str]:
    """What is to be looked at, in Indonesian sentences.

    Args:
        code: of the status.
        first: its first local date.
        last: its last.
        working: its working days by the person's own plan.
        nip: the person's number, which hints at contract employees.
        year: working days of the person's other statuses in the year of `first`, by code.
    """
    found = []
    if not working:
        found.append("Tidak ada hari kerja pegawai ini pada tanggal itu.")
    if code in PNS_ONLY and of_contract(nip):
        found.append(
            f"NIP pegawai ini seperti NI PPPK. {STATUSES[code].label} tidak ada bagi PPPK"
            " (PerBKN 7/2022). Periksa lagi suratnya."
        )
    limit = LIMITS.get(code)
    if limit and last >= months_after(first, limit.months):
        found.append(f"{limit.words} Yang ini lebih lama; periksa tanggalnya.")
    if code == "CS" and (last - first).days + 1 > DOCTOR:
        found.append("Cuti sakit lebih dari 14 hari memerlukan surat dokter pemerintah.")
    return found + _of_the_year(code, first.year, working, year)


def _of_the_year(code: str, number: int, working: int, year: Mapping[str, int]) -> list[str]:
    found = []
    together = working + year.get("CT", 0)
    if code == "CT" and together > ANNUAL:
        found.append(
            f"Cuti tahunan {number} menjadi {together} hari kerja. Jatahnya {ANNUAL}; 18 atau 24"
            " hanya dengan sisa tahun lalu."
        )
    other = {"CT": "CB", "CB": "CT"}.get(code)
    if other and year.get(other):
        found.append(
            f"Tahun {number} sudah ada {STATUSES[other].label.lower()}: yang mengambil cuti besar"
            " tidak mendapat cuti tahunan pada tahun itu."
        )
    return found


def months_after(day: date, months: int) -> date:
    """The date so many months later; the first of the next month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
