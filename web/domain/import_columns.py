"""Which columns does an import need, and which of a file's columns are they?

Names are compared without case, signs and spaces. SIASN's are those of its export (domain note,
section 7); what it holds beside them is nobody's business here and is dropped unread.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from web.domain.import_moment import day_of

Places = dict[str, int]  # key of a column → its place in the file
HEADING_ROWS = 20  # how far down the row of headings may stand
LIKE = 0.82  # of SequenceMatcher: how alike a heading must be to be guessed


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read. `names`: exact headings; `example` stands in the template."""

    key: str
    label: str
    names: tuple[str, ...]
    hint: str
    example: str = ""
    required: bool = False
    width: int = 18  # letters, in files that we write


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that can be imported, and the columns of its files.

    `dated`: beside them a column for each date, whose key is that date (ISO 8601).
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    dated: bool = False

    def column(self, key: str) -> Column:
        """A column by its key."""
        return next((one for one in self.columns if one.key == key), None) or dated(key)

    @property
    def needed(self) -> str:
        """The columns that must be there, in words."""
        names = [one.label for one in self.columns if one.required]
        return ", ".join([*names, *(["satu tanggal"] if self.dated else [])])


def dated(day: str, example: str = "") -> Column:
    """The column of a date."""
    return Column(day, day, (), "kode sif, atau L untuk lepas dinas", example, width=11)


# Headings of personal data that no import may even offer (UU 27/2022, minimal data).
NEVER = frozenset(
    name.replace(" ", "")
    for name in {
        *("nik", "no ktp", "ktp", "nomor ktp", "npwp", "npwp nomor", "nomor npwp", "bpjs"),
        *("agama", "agama id", "agama nama", "jenis kawin id", "jenis kawin nama"),
        *("alamat", "alamat rumah", "tempat lahir id", "tempat lahir nama", "tempat lahir"),
        *("tanggal lahir", "nama ibu", "nama ibu kandung", "kartu asn virtual", "no rekening"),
        *("nomor rekening", "rekening", "nomor hp", "email", "email gov", "status kawin"),
        *("is valid nik", "flag ikd", "jenis kelamin", "gol darah", "golongan darah"),
    }
)


def fold(heading: str) -> str:
    """A heading as it is compared: "Gelar-Depan *" is "gelardepan", "N.I.P." is "nip"."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(re.findall(r"[a-z0-9]+", plain))


def private(heading: str) -> bool:
    """Whether a column holds what no import needs, so that it is not even offered."""
    return fold(heading) in NEVER


def recognise(kind: Kind, headings: Sequence[str]) -> Places:
    """The columns whose headings are exactly known, each to the first that bears its name."""
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        places.setdefault(fold(heading), at)
    found: Places = {}
    for column in kind.columns:
        names = [fold(name) for name in (column.label, *column.names)]
        place = next((places[name] for name in names if name in places), None)
        if place is not None and place not in found.values():
            found[column.key] = place
    return (dates_in(headings) | found) if kind.dated else found


def dates_in(headings: Sequence[str]) -> Places:
    """The columns whose headings are dates, each date to the first that bears it."""
    found: Places = {}
    for at, heading in enumerate(headings):
        day = day_of(heading)
        if day:
            found.setdefault(day.isoformat(), at)
    return found


def complete(kind: Kind, mapping: Mapping[str, int]) -> bool:
    """Whether every column that must be there is."""
    if kind.dated and len(mapping) == sum(one.key in mapping for one in kind.columns):
        return False
    return all(one.key in mapping for one in kind.columns if one.required)


def guess(
    kind: Kind, headings: Sequence[str], remembered: Mapping[str, str] | None = None
) -> Places:
    """What the columns of a file probably are: known names, then what was chosen before, then
    what sounds alike. `remembered` maps a folded heading to a column's key.
    """
    found = recognise(kind, headings)
    for at, heading in enumerate(headings):
        key = (remembered or {}).get(fold(heading))
        if key and any(one.key == key for one in kind.columns) and at not in found.values():
            found[key] = at
    for column in kind.columns:
        if column.key in found:
            continue
        best = max(
            (
                (_alike(column, heading), -at)
                for at, heading in enumerate(headings)
                if at not in found.values() and not private(heading)
            ),
            default=(0.0, 0),
        )
        if best[0] >= LIKE:
            found[column.key] = -best[1]
    return found


def _alike(column: Column, heading: str) -> float:
    given = fold(heading)
    if not given:
        return 0.0
    names = {fold(name) for name in (column.label, *column.names)}
    return max(SequenceMatcher(None, given, name).ratio() for name in names)


def heading_row(kind: Kind, rows: Sequence[Sequence[str]]) -> int | None:
    """Where the headings stand: the row among the first that names most of the columns.

    Titles and letterheads above are passed over. None where no row has two texts in it.
    """
    best, found = (0, 0), None
    for at, row in enumerate(rows[:HEADING_ROWS]):
        filled = sum(bool(text.strip()) for text in row)
        score = (len(recognise(kind, row)), min(filled, 2))
        if filled >= min(2, len([one for one in kind.columns if one.required])) and score > best:
            best, found = score, at
    return found


def memory(headings: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """A choice as it is remembered: folded heading → key."""
    return {fold(headings[at]): key for key, at in mapping.items() if at < len(headings)}


def unneeded(headings: Sequence[str], mapping: Mapping[str, int]) -> list[str]:
    """Headings of the columns that are not read."""
    used = set(mapping.values())
    return [text for at, text in enumerate(headings) if text and at not in used]


def offered(headings: Iterable[str]) -> list[tuple[int, str]]:
    """The columns among which somebody chooses."""
    return [(at, text) for at, text in enumerate(headings) if text and not private(text)]
