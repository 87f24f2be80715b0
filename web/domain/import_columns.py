"""Which columns does an import need, and what may they be called?

Names are compared without case, signs and spaces. SIASN's are those of its export (domain note,
section 7); what it holds beside them is nobody's business here and is dropped unread.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

Places = dict[str, int]  # key of a column → its place in the file


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read. `names`: exact headings; `example` stands in the template."""

    key: str
    label: str
    names: tuple[str, ...]
    hint: str
    example: str = ""
    required: bool = False
    idle: bool = False  # read by people alone, so that its absence is nothing to ask about
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
        *("tempat tgl lahir", "tempat tanggal lahir", "tgl lahir", "ttl", "no hp", "no wa"),
        *("nomor telepon", "no telepon", "no telp", "status perkawinan"),
        *("is valid nik", "flag ikd", "jenis kelamin", "gol darah", "golongan darah"),
    }
)


# What offices call an agency.
UNITS = (
    *("unor nama", "unit kerja", "instansi", "skpd", "nama skpd", "perangkat daerah"),
    *("nama perangkat daerah", "unit organisasi", "satuan kerja"),
)


def fold(heading: str) -> str:
    """A heading as it is compared: "Gelar-Depan *" is "gelardepan", "N.I.P." is "nip"."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(re.findall(r"[a-z0-9]+", plain))


def private(heading: str) -> bool:
    """Whether a column holds what no import needs, so that it is not even offered."""
    return fold(heading) in NEVER


def complete(kind: Kind, mapping: Mapping[str, int]) -> bool:
    """Whether every column that must be there is."""
    if kind.dated and len(mapping) == sum(one.key in mapping for one in kind.columns):
        return False
    return all(one.key in mapping for one in kind.columns if one.required)
