"""What does one row say of a person? The columns that are read, and the checks of each.

Roles are never read from a file: who holds a desk is decided by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from web.domain import identity
from web.domain.import_columns import UNITS, Column, Kind, Places
from web.domain.import_moment import day_of, no_date
from web.domain.import_table import ROUNDED, WHY, Row, faults_of, looks_rounded

RANKS = ("pangkat gol", "pangkat gol ruang", "pangkat golongan ruang", "golongan ruang")
MAX_NAME, MAX_RANK, MAX_POSITION = 200, 60, 200  # letters, as the roster has them

# Somebody who is on the roster already, in files of what belongs to people.
LISTED = (
    Column(
        *("nip", "NIP", ("NIP BARU", "NIP bawahan", "NIP pegawai")),
        hint="NIP pegawai yang sudah terdaftar",
        example="199203152015031002",
        required=True,
        width=22,
    ),
    Column(
        *("who", "Nama", ("nama pegawai",)),
        hint="hanya untuk dibaca; tidak diimpor",
        idle=True,
        example="Nurhayati Saleh",
        width=30,
    ),
)
PEOPLE = Kind(
    "employees",
    "Pegawai",
    (
        Column(
            *("nip", "NIP", ("NIP BARU", "NI PPPK", "NIP/NI PPPK", "nomor induk", "NIPPPK")),
            hint="18 angka sebagai teks, atau nomor internal yang diawali huruf, seperti HON-012",
            example="199203152015031002",
            required=True,
            width=22,
        ),
        Column(
            *("name", "Nama", ("NAMA LENGKAP", "NAMA PEGAWAI", "nama asn")),
            hint="nama; gelar boleh ikut di sini atau di kolomnya sendiri",
            example="Nurhayati Saleh",
            required=True,
            width=30,
        ),
        Column("front", "Gelar depan", ("GELAR DEPAN",), "ditulis di depan nama", "Dr.", width=12),
        Column(
            "back",
            "Gelar belakang",
            ("GELAR BELAKANG",),
            "ditulis sesudah nama",
            "S.Sos.",
            width=14,
        ),
        Column(
            *("agency", "OPD", ("nama opd", "unit", *UNITS)),
            hint="nama OPD persis seperti di SIKEREN",
            example="Dinas Contoh",
            width=34,
        ),
        Column(
            *("rank", "Pangkat/golongan", ("GOL AKHIR NAMA", "pangkat", "golongan", "gol", *RANKS)),
            hint="seperti tercetak di rekap",
            example="Penata / III/c",
        ),
        Column(
            *("position", "Jabatan", ("JABATAN NAMA", "nama jabatan")),
            hint="seperti tercetak di rekap",
            example="Pranata Komputer Ahli Muda",
            width=34,
        ),
        Column(
            *("supervisor", "NIP atasan", ("NIP ATASAN LANGSUNG", "atasan", "nip penilai")),
            hint="NIP atasan langsung; boleh orang dari berkas yang sama",
            example="197901012005012001",
            width=22,
        ),
        Column(
            *("starts_on", "Mulai dihitung", ("tanggal mulai", "mulai")),
            hint="2026-11-24 atau 24/11/2026; kosong: hari impor bagi pegawai baru",
            example="2026-12-01",
            width=15,
        ),
        Column(
            "standing",
            "Kedudukan hukum",
            ("KEDUDUKAN HUKUM NAMA",),
            "hanya untuk diperiksa, tidak disimpan",
            idle=True,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Person:
    """What a row says of somebody; None is not said."""

    nip: str
    name: str | None = None
    agency: str | None = None
    rank: str | None = None
    position: str | None = None
    supervisor: str | None = None
    starts_on: date | None = None
    above: str = ""  # the supervisor as the row has it


def read_person(row: Row, places: Places) -> tuple[Person, list[str], list[str]]:
    """The person of a row, what is wrong with it, and what is doubtful."""
    errors = faults_of(row, places)
    said = {key: row.cell(at) for key, at in places.items()}
    numbers = {}
    for key, label in (("nip", "NIP"), ("supervisor", "NIP atasan")):
        if key in places:
            numbers[key], wrong = number_of(said[key], label, needed=key == "nip" and not errors)
            if wrong and key == "supervisor" and is_name(said[key]):
                wrong = [no_number(said[key])]
            errors += wrong
    name = _whole_name(said)
    if "name" in places and not said["name"] and places["name"] not in row.faults:
        errors.append("Nama kosong.")
    limits = (("Nama", name, MAX_NAME), ("Pangkat", said.get("rank", ""), MAX_RANK))
    for label, text, most in (*limits, ("Jabatan", said.get("position", ""), MAX_POSITION)):
        if len(text) > most:
            errors.append(f"{label} lebih panjang dari {most} huruf.")
    starts_on = day_of(said["starts_on"]) if said.get("starts_on") else None
    if said.get("starts_on") and starts_on is None:
        errors.append(no_date("Mulai dihitung", said["starts_on"]))
    doubts = identity.doubts(numbers.get("nip", ""))
    standing = said.get("standing", "")
    if standing and "aktif" not in standing.casefold().replace("tidak aktif", ""):
        doubts.append(f"Kedudukan hukumnya “{standing[:60]}”.")
    person = Person(
        nip=numbers.get("nip", ""),
        name=name or None,
        agency=said.get("agency") or None,
        rank=said.get("rank") or None,
        position=said.get("position") or None,
        supervisor=numbers.get("supervisor") or None,
        starts_on=starts_on,
        above=said.get("supervisor", ""),
    )
    return person, errors, doubts


def is_name(text: str) -> bool:
    """Whether this is somebody's name rather than a number: words, of which one has letters."""
    return len(text.split()) > 1 and any(one.isalpha() for one in text)


def no_number(text: str) -> str:
    """That the column of supervisors holds a name, as it is written there."""
    return f"Kolom Atasan berisi nama (“{text[:60]}”); isi NIP atasan."


def number_of(text: str, label: str, needed: bool = True) -> tuple[str, list[str]]:
    """A person's number as it is stored, "" where it cannot be one; and what is wrong."""
    if looks_rounded(text):
        return "", [f"{label} “{text}” {WHY[ROUNDED]}."]
    number = identity.normalise(text)
    if not number:
        return "", [f"{label} kosong."] if needed else []
    if not identity.acceptable(number):
        return "", [f"{label} “{text[:30]}” {_number_fault(number)}"]
    return number, []


def _number_fault(number: str) -> str:
    digits = sum(one.isdigit() for one in number)
    if digits == len(number):
        return f"terdiri dari {digits} angka; NIP selalu 18 angka."
    return "bukan NIP. Isi 18 angka, atau nomor internal yang diawali huruf."


def _whole_name(said: Mapping[str, str]) -> str:
    front, name, back = (said.get(key, "") for key in ("front", "name", "back"))
    if not name:
        return ""
    whole = f"{front} {name}" if front and not name.startswith(front) else name
    return f"{whole}, {back}" if back and not name.endswith(back) else whole
