"""Which statuses may a person have on a date, and what follows for the recap?"""

from dataclasses import dataclass

PNS_ONLY = frozenset({"CB", "CAP", "CLTN"})  # PerBKN 7/2022: PPPK have the other kinds of leave
WFA_DAYS_A_WEEK = 2  # working days with another place of work: PermenPANRB 4/2025


@dataclass(frozen=True, slots=True)
class Status:
    """A status: its code and label, and what follows from it.

    `needs_ruling`: counts once a supervisor approved. `health`: its words are health data.
    `counts_present`: the day counts as attended. `column`: of the printed recap.
    """

    code: str
    label: str
    needs_ruling: bool
    health: bool
    counts_present: bool
    column: str


STATUSES = {
    one.code: one
    for one in (
        Status("DL", "Dinas luar", False, False, True, "DL"),
        Status("CT", "Cuti tahunan", False, False, False, "C"),
        Status("CB", "Cuti besar", False, False, False, "C"),
        Status("CS", "Cuti sakit", False, True, False, "C"),
        Status("CM", "Cuti melahirkan", False, True, False, "C"),
        Status("CAP", "Cuti alasan penting", False, False, False, "C"),
        Status("CBER", "Cuti bersama (pribadi)", False, False, False, "C"),
        Status("CLTN", "Cuti di luar tanggungan negara", False, False, False, "C"),
        Status("S", "Sakit", False, True, False, "S"),
        Status("I", "Izin", False, False, False, "I"),
        Status("TB", "Tugas belajar", False, False, True, "TB"),
        Status("DIK", "Pendidikan dan pelatihan", False, False, True, "DIK"),
        Status("WFA", "Bekerja dari tempat lain (WFA)", True, False, True, "WFA"),
    )
}
