"""Which thresholds of PP 94/2021 have a person's unexcused absences reached?

A signal, never a sanction: who decides is the official named in PP 94/2021, after summoning and
hearing the person. A supervisor who does not do so answers for it too (PP 94/2021 art. 28),
hence the early word to both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# PP 94/2021: working days without a valid reason, cumulative within a calendar year, and what
# the regulation names from that number on.
THRESHOLDS = {
    3: "teguran lisan",
    4: "teguran tertulis",
    7: "pernyataan tidak puas secara tertulis",
    11: "pemotongan tunjangan kinerja 25 % selama 6 bulan",
    14: "pemotongan tunjangan kinerja 25 % selama 9 bulan",
    17: "pemotongan tunjangan kinerja 25 % selama 12 bulan",
    21: "penurunan jabatan setingkat lebih rendah selama 12 bulan",
    25: "pembebasan dari jabatan menjadi jabatan pelaksana selama 12 bulan",
    28: "pemberhentian",
}
CONSECUTIVE = 10  # working days in a row: dismissal, and the salary stops from the next month
CONSECUTIVE_NEAR = 7  # our own early word, so that somebody can still be summoned
ONLY_A_SIGNAL = "SIKEREN hanya memberi tanda, tidak memutuskan sanksi."

Absence = tuple[date, bool, bool]  # the day, absent without a reason, a working day


@dataclass(frozen=True, slots=True)
class Signal:
    """What was counted: `days` in the year, the highest threshold reached, the longest row.

    `reached` is a key of THRESHOLDS or None; `in_a_row` is of working days, and may begin in the
    year before; `last` is the newest day of absence.
    """

    year: int
    days: int
    reached: int | None
    in_a_row: int
    last: date | None

    @property
    def near(self) -> bool:
        """Whether ten in a row are close, or reached."""
        return self.in_a_row >= CONSECUTIVE_NEAR

    @property
    def shows(self) -> bool:
        """Whether there is something to say."""
        return self.reached is not None or self.near

    @property
    def next(self) -> int | None:
        """The next threshold, None above the last."""
        return next((one for one in THRESHOLDS if one > self.days), None)


def signal(days: Iterable[Absence], year: int) -> Signal:
    """Count a person's absences.

    Args:
        days: in any order, each date once; those before the year count for the row only.
        year: the calendar year that is counted.
    """
    count = row = longest = 0
    last: date | None = None
    for day, absent, workday in sorted(days):
        if not workday:
            continue  # "hari kerja": a weekend in between does not break the row
        row = row + 1 if absent else 0
        if day.year != year:
            continue
        longest = max(longest, row)
        if absent:
            count, last = count + 1, day
    reached = max((one for one in THRESHOLDS if one <= count), default=None)
    return Signal(year, count, reached, longest, last)


def for_employee(found: Signal) -> list[str]:
    """What the employee is told, without blame; nothing where there is nothing to say."""
    if not found.shows:
        return []
    told = [
        f"Tercatat {found.days} hari kerja tanpa keterangan dalam tahun {found.year}.",
        *thresholds_of(found),
        "Bila ada hari yang sebenarnya Anda masuk, cuti, atau dinas, ajukan koreksi"
        " atau sampaikan kepada atasan Anda.",
    ]
    return [*told, ONLY_A_SIGNAL]


def for_supervisor(found: Signal) -> list[str]:
    """What the supervisor and the operator are told."""
    if not found.shows:
        return []
    told = [
        f"{found.days} hari kerja tanpa keterangan dalam tahun {found.year}.",
        *thresholds_of(found),
        "Periksa dahulu apakah ada surat atau koreksi yang belum masuk,"
        " lalu panggil dan dengar pegawai.",
    ]
    return [*told, ONLY_A_SIGNAL]


def thresholds_of(found: Signal) -> list[str]:
    """Which thresholds were reached or are close, and what PP 94/2021 names there."""
    return [*_reached(found), *_row(found)]


def _reached(found: Signal) -> list[str]:
    if found.reached is None:
        return []
    told = f"Mencapai {found.reached} hari: PP 94/2021 menyebut {THRESHOLDS[found.reached]}."
    if found.next is None:
        return [told]
    return [f"{told} Batas berikutnya {found.next} hari."]


def _row(found: Signal) -> list[str]:
    if found.in_a_row >= CONSECUTIVE:
        return [
            f"{found.in_a_row} hari kerja berturut-turut: PP 94/2021 menyebut pemberhentian"
            f" mulai {CONSECUTIVE} hari berturut-turut, dan gaji dihentikan mulai bulan berikutnya."
        ]
    if found.near:
        return [
            f"{found.in_a_row} hari kerja berturut-turut,"
            f" mendekati batas {CONSECUTIVE} hari berturut-turut dalam PP 94/2021."
        ]
    return []
