"""Can this be a NIP, and what is doubtful about it? It names a person, it proves nothing."""

import re
from datetime import date

# NIP PNS and NI PPPK: YYYYMMDD birth, six digits of appointment, sex, three of a serial. The
# middle six are left alone: a PPPK's hold digits that are no month (domain note, section 7).
_NIP = re.compile(r"[0-9]{18}", re.ASCII)
_INTERNAL = re.compile(r"[A-Z][A-Z0-9./-]{2,19}", re.ASCII)


def normalise(number: str) -> str:
    """The number as stored: no spaces, no leading apostrophe (Excel), capitals."""
    return re.sub(r"\s+", "", number).removeprefix("'").upper()


def acceptable(number: str) -> bool:
    """Whether a normalised number is an 18-digit NIP or an internal one (a letter first)."""
    return bool(_NIP.fullmatch(number) or _INTERNAL.fullmatch(number))


def of_contract(nip: str) -> bool:
    """Whether a NIP looks like a contract employee's (NI PPPK): digits 13 and 14 are no month.

    A sign only: the number of a PPPK could look like a month too.
    """
    return bool(_NIP.fullmatch(nip)) and not 1 <= int(nip[12:14]) <= 12


def doubts(nip: str) -> list[str]:
    """What looks wrong in a NIP, in Indonesian sentences. Warnings, never a reason to refuse."""
    if not _NIP.fullmatch(nip):
        return []
    found = []
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        born = None
    if born is None or not 1930 <= born.year <= 2015:
        found.append(f"Delapan angka pertama ({nip[:8]}) bukan tanggal lahir yang wajar.")
    if nip[14] not in "12":
        found.append(f"Angka ke-15 ({nip[14]}) biasanya 1 untuk laki-laki atau 2 untuk perempuan.")
    return found
