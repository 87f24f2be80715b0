"""What do rows of leave and other statuses say, and what would that change?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from web.domain.duties import BOTH
from web.domain.import_columns import Column, Kind, Places
from web.domain.import_moment import day_of, no_date
from web.domain.import_person import LISTED, number_of
from web.domain.import_plan import NEW, SAME, Entry, Plan
from web.domain.import_roster import UNKNOWN, Known
from web.domain.import_table import Row, faults_of, faulty
from web.domain.stated import COVERS
from web.domain.statuses import STATUSES

LEAVE = Kind(
    "statuses",
    "Cuti dan status",
    (
        *LISTED,
        Column(
            *("code", "Jenis", ("kode", "status", "jenis cuti", "jenis status")),
            hint="kode atau nama: "
            + ", ".join(f"{one.code} {one.label}" for one in STATUSES.values()),
            example="CT",
            required=True,
            width=30,
        ),
        Column(
            *("first_day", "Mulai", ("tanggal mulai", "dari tanggal", "dari")),
            hint="2026-11-24 atau 24/11/2026",
            example="2026-11-24",
            required=True,
            width=12,
        ),
        Column(
            *("last_day", "Sampai", ("tanggal selesai", "sampai tanggal", "selesai")),
            hint="hari terakhir; ikut dihitung",
            example="2026-11-26",
            required=True,
            width=12,
        ),
        Column(
            *("number", "Nomor surat", ("no surat", "nomor")),
            hint="boleh kosong",
            example="800/12/2026",
        ),
        Column(
            *("letter_date", "Tanggal surat", ("tgl surat",)),
            hint="wajib untuk tugas belajar; selain itu boleh kosong",
            width=14,
        ),
        Column(
            *("covers", "Bagian hari", ("berlaku", "paruh hari")),
            hint="kosong berarti sehari penuh: " + ", ".join(COVERS.values()),
            width=16,
        ),
        Column(
            *("working", "Sambil bekerja", ("belajar sambil bekerja",)),
            hint="ya untuk tugas belajar sambil bekerja; selain itu kosong",
            width=14,
        ),
        Column(
            *("note", "Keterangan", ("catatan",)),
            hint="boleh kosong; tentang kesehatan hanya yang perlu",
            example="Acara keluarga",
            width=40,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Leave:
    """A status as a row says it."""

    nip: str
    code: str
    first_day: date
    last_day: date
    number: str = ""
    note: str = ""
    letter_date: date | None = None
    covers: str = BOTH
    working: bool = False

    @property
    def key(self) -> tuple[str, date, date, str]:
        """What makes two statuses of a person the same."""
        return self.code, self.first_day, self.last_day, self.covers


def plan_leave(
    rows: Iterable[Row],
    places: Places,
    people: Mapping[str, Known],
    held: Mapping[str, Iterable[Leave]],
) -> Plan:
    """What the rows would add. What stands is never changed by a file: it is taken back by hand.

    Args:
        rows: of the file.
        places: of its columns.
        people: the roster by number.
        held: by number, what stands already.
    """
    entries: list[Entry] = []
    told: dict[str, list[tuple[int, Leave]]] = defaultdict(list)
    for row in rows:
        if not any(row.cells) and not row.faults:
            continue
        entry = _leave(row, places, people)
        if entry.outcome == NEW:
            entry = _against(entry, list(held.get(entry.key, ())), told[entry.key])
            told[entry.key].append((row.number, entry.record))
        entries.append(entry)
    return Plan(tuple(entries))


def _leave(row: Row, places: Places, people: Mapping[str, Known]) -> Entry:
    errors = faults_of(row, places)
    nip, wrong = number_of(row.cell(places.get("nip")), "NIP")
    errors += wrong
    known = people.get(nip)
    if nip and (known is None or not known.within):
        errors.append(f"NIP {nip} bukan pegawai di OPD Anda. Impor pegawainya dahulu.")
    bad = faulty(row, places)
    said = {key: "" if key in bad else row.cell(at) for key, at in places.items()}
    code = code_of(said.get("code", ""))
    if code is None and "code" not in bad:
        errors.append(
            f"Jenis “{said.get('code', '')[:30]}” tidak dikenal. Pakai {', '.join(STATUSES)}."
        )
    days = []
    for key, label in (("first_day", "Mulai"), ("last_day", "Sampai")):
        day = day_of(said.get(key, ""))
        if day:
            days.append(day)
        elif key not in bad:
            errors.append(no_date(label, said.get(key, "")))
    if len(days) == 2 and days[1] < days[0]:
        errors.append("Tanggal terakhir tidak boleh sebelum tanggal pertama.")
    more, wrong = _more(said)
    errors += wrong
    entry = Entry(row.number, nip, known.title if known else UNKNOWN, NEW)
    if errors or code is None:
        return entry.wrong(*errors)
    record = Leave(nip, code, days[0], days[1], said.get("number", ""), said.get("note", ""))
    record = replace(record, **more)
    title = f"{entry.title}: {STATUSES[code].label} {_span(record)}"
    return replace(entry, title=title, record=record)


def _more(said: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What a row says beside kind, dates and number, and what is wrong with that."""
    errors = []
    wanted = said.get("covers", "").strip().casefold()
    named = {label.casefold(): key for key, label in COVERS.items()} | {"": BOTH}
    covers = named.get(wanted)
    if covers is None:
        errors.append(f"Bagian hari “{wanted[:30]}” tidak dikenal. Tulis {_any(COVERS.values())}.")
    typed = said.get("letter_date", "").strip()
    letter_date = day_of(typed) if typed else None
    if typed and letter_date is None:
        errors.append(no_date("Tanggal surat", typed))
    working = said.get("working", "").strip().casefold()
    if working not in ("", "ya", "tidak"):
        errors.append(f"Sambil bekerja “{working[:30]}”: tulis ya, atau kosongkan.")
    more = {"covers": covers, "letter_date": letter_date, "working": working == "ya"}
    return more, errors


def _any(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)}, atau {last}"


def code_of(text: str) -> str | None:
    """A status by its code or its label."""
    wanted = text.strip().casefold()
    for code, one in STATUSES.items():
        if wanted in (code.casefold(), one.label.casefold()):
            return code
    return None


def _against(entry: Entry, held: list[Leave], told: list[tuple[int, Leave]]) -> Entry:
    mine: Leave = entry.record
    twin = next((number for number, one in told if one.key == mine.key), None)
    if twin is not None:
        return entry.wrong(f"Sama dengan baris {twin}. Hapus salah satu.")
    if any(one.key == mine.key for one in held):
        return replace(entry, outcome=SAME)
    doubts = [
        f"Bertumpuk dengan {STATUSES[one.code].label} {_span(one)}."
        for one in [*held, *(one for _, one in told)]
        if one.first_day <= mine.last_day
        and mine.first_day <= one.last_day
        and (one.covers == mine.covers or BOTH in (one.covers, mine.covers))
    ]
    return replace(entry, doubts=tuple(doubts[:3]))


def _span(one: Leave) -> str:
    first = f"{one.first_day:%d/%m/%Y}"
    days = first if one.first_day == one.last_day else f"{first}–{one.last_day:%d/%m/%Y}"
    return days if one.covers == BOTH else f"{days} ({COVERS[one.covers].lower()})"
