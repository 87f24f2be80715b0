"""Which statuses may a person have on a date, and what follows for the recap?"""

from dataclasses import dataclass

PNS_ONLY = frozenset({"CB", "CAP", "CLTN"})  # PerBKN 7/2022: PPPK have the other kinds of leave
WFA_DAYS_A_WEEK = 2  # working days with another place of work: PermenPANRB 4/2025
STUDY = "TB"
HALF = "½"  # follows the code of a status that holds for one half of a workday


@dataclass(frozen=True, slots=True)
class Status:
    """A status: its code and label, and what follows from it.

    `column`: of the printed recap. `needs_ruling`: counts once a supervisor approved.
    `counts_present`: the day counts as attended. `health`: its words are health data.
    `personal`: its reason is for the person and the personnel office (domain/discretion.py).
    `halves`: an office may grant it for half a workday.
    """

    code: str
    label: str
    column: str
    needs_ruling: bool = False
    counts_present: bool = False
    health: bool = False
    personal: bool = False
    halves: bool = False


STATUSES = {
    one.code: one
    for one in (
        Status("DL", "Dinas luar", "DL", counts_present=True),
        Status("CT", "Cuti tahunan", "C", halves=True),
        Status("CB", "Cuti besar", "C", personal=True),
        Status("CS", "Cuti sakit", "C", health=True, personal=True, halves=True),
        Status("CM", "Cuti melahirkan", "C", health=True, personal=True),
        Status("CAP", "Cuti alasan penting", "C", personal=True, halves=True),
        Status("CBER", "Cuti bersama (pribadi)", "C"),
        Status("CLTN", "Cuti di luar tanggungan negara", "C", personal=True),
        Status("S", "Sakit", "S", health=True, personal=True, halves=True),
        Status("I", "Izin", "I", personal=True, halves=True),
        Status(STUDY, "Tugas belajar", "TB", counts_present=True),
        Status("DIK", "Pendidikan dan pelatihan", "DIK", counts_present=True, halves=True),
        Status(
            "WFA", "Bekerja dari tempat lain (WFA)", "WFA", needs_ruling=True, counts_present=True
        ),
    )
}
HALVABLE = tuple(code for code, status in STATUSES.items() if status.halves)


def whole(code: str) -> str:
    """A part of a day's code without the sign of a half: "I½" is "I"."""
    return code.removesuffix(HALF)


def meaning(code: str) -> str | None:
    """What a status means as it stands in a recap: "I½" is "Izin, setengah hari"; else None."""
    status = STATUSES.get(whole(code))
    if status is None:
        return None
    return f"{status.label}, setengah hari" if code.endswith(HALF) else status.label
