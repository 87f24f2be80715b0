"""What would rows of people change on the roster? Empty cells change nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher, get_close_matches

from web.domain.import_columns import Places
from web.domain.import_person import MAX_NAME, Person, read_person
from web.domain.import_plan import CHANGED, NEW, SAME, WRONG, Absent, Change, Entry, Plan
from web.domain.import_roster import UNKNOWN, Known, Present, bare, named
from web.domain.import_supervision import with_supervisors
from web.domain.import_table import Row

OTHER_NAME = 0.45  # of SequenceMatcher: below it two names are hardly one person's


def plan_people(
    rows: Iterable[Row], places: Places, present: Present, *, only_known: bool = False
) -> Plan:
    """What the rows would change, one entry for each that is not empty.

    `only_known`: nobody new comes by them, so nobody is missed in them either.
    """
    entries = [
        _entry(row, places, present, only_known) for row in rows if any(row.cells) or row.faults
    ]
    entries = without_repeats(entries)
    entries = with_supervisors(entries, present)
    wanted: dict[str, int] = defaultdict(int)
    for one in entries:
        if one.creates and one.written:
            wanted[one.creates] += 1
    made = tuple((name, count, present.near.get(name, "")) for name, count in wanted.items())
    return Plan(tuple(entries), () if only_known else _absent(entries, present), made)


def _entry(row: Row, places: Places, present: Present, only_known: bool) -> Entry:
    person, errors, doubts = read_person(row, places)
    title = person.name or row.cell(places.get("name")) or "(tanpa nama)"
    entry = Entry(row.number, person.nip, title, NEW, person, doubts=tuple(doubts))
    known = present.people.get(person.nip)
    if known and not known.within:
        errors.append("NIP ini sudah terdaftar di OPD lain. Minta admin memindahkannya.")
    if only_known and (known is None or not known.active):
        title = known.title if known else UNKNOWN
        errors.append("Bukan pegawai aktif yang terdaftar. Impor pegawainya dahulu.")
        return replace(entry, title=title).wrong(*errors)
    if only_known and known:
        entry = replace(entry, title=known.title)
    agency, creates, wrong = _agency(person, known, present)
    errors += wrong
    if errors:
        return entry.wrong(*errors)
    person = replace(person, agency=agency)
    if known is None:
        doubts += _doubts_of_new(person, present)
        return replace(entry, record=person, doubts=tuple(doubts), creates=creates)
    return _against(replace(entry, record=person, creates=creates), person, known, doubts)


def _agency(
    person: Person, known: Known | None, present: Present
) -> tuple[str | None, str, list[str]]:
    """The agency's own name, the one to be made ("" for none), and what is wrong."""
    if present.fixed:
        return present.fixed, "", []
    if not person.agency:
        missing = (
            known is None and "OPD kosong. Isi kolomnya, atau pilih satu OPD untuk semua baris."
        )
        return None, "", [missing] if missing else []
    found, doubt = present.agencies.of(person.agency), present.agencies.doubt(person.agency)
    if found or doubt:
        return found, "", [doubt] if doubt else []
    if len(person.agency) > MAX_NAME:
        return None, "", [f"Nama OPD lebih panjang dari {MAX_NAME} huruf."]
    near = present.near.get(person.agency)
    if near is None:
        close = get_close_matches(named(person.agency), present.agencies, 1, 0.8)
        near = present.near[person.agency] = present.agencies[close[0]] if close else ""
    if present.everywhere:
        made = present.made.setdefault(named(person.agency), person.agency)
        return made, made, []
    hint = f" Mungkin maksudnya “{near}”." if near else " Minta admin menambahkannya."
    return None, "", [f"OPD “{person.agency}” tidak ada di antara OPD Anda.{hint}"]


def _doubts_of_new(person: Person, present: Present) -> list[str]:
    """A person whose number changed (PPPK get another one with another agency) looks new."""
    if len(person.nip) != 18:
        return []
    twin = present.twins.get((person.nip[:8], bare(person.name or "")))
    if twin is None:
        return []
    return [f"Mungkin orang yang sama dengan {twin.name} ({twin.nip}), dengan nomor yang lain."]


def _against(entry: Entry, person: Person, known: Known, doubts: list[str]) -> Entry:
    """What a row changes of somebody who is on the roster."""
    pairs = (
        ("Nama", known.name, person.name),
        ("OPD", known.agency, person.agency),
        ("Pangkat/golongan", known.rank, person.rank),
        ("Jabatan", known.position, person.position),
        ("NIP atasan", known.supervisor, person.supervisor),
        ("Mulai dihitung", _day(known.starts_on), _day(person.starts_on)),
    )
    changes = [Change(label, old, new) for label, old, new in pairs if new and new != old]
    if not known.active:
        changes.append(Change("Keadaan", "Tidak aktif", "Aktif"))
        doubts.append("Tidak aktif di SIKEREN; akan diaktifkan lagi.")
    if person.name and bare(person.name) != bare(known.name):
        alike = SequenceMatcher(None, bare(person.name), bare(known.name)).ratio()
        if alike < OTHER_NAME:
            doubts.append(f"Namanya lain sama sekali dari {known.name}. Periksa NIP-nya.")
    if not changes:
        return replace(entry, outcome=SAME, doubts=())
    if not known.editable:
        return entry.wrong("Data operator dan admin hanya diubah oleh admin.")
    return replace(entry, outcome=CHANGED, changes=tuple(changes), doubts=tuple(doubts))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def without_repeats(entries: list[Entry]) -> list[Entry]:
    """The rows of a number that has several are all wrong: nobody can say which is meant."""
    rows: dict[str, list[int]] = defaultdict(list)
    for one in entries:
        if one.key:
            rows[one.key].append(one.number)
    return [
        one.wrong(f"NIP ini juga ada di baris {_list(rows[one.key], one.number)}.")
        if len(rows.get(one.key, ())) > 1
        else one
        for one in entries
    ]


def _list(numbers: list[int], besides: int) -> str:
    return ", ".join(str(one) for one in numbers if one != besides)


def _absent(entries: Iterable[Entry], present: Present) -> tuple[Absent, ...]:
    """Who is active in the agencies that the file is about and has no row in it."""
    told = {one.key for one in entries}
    about = {
        one.record.agency or present.people[one.key].agency
        for one in entries
        if one.outcome != WRONG
    }
    if present.fixed:
        about.add(present.fixed)
    heads: dict[str, int] = defaultdict(int)
    for one in present.people.values():
        if one.active and one.supervisor:
            heads[one.supervisor] += 1
    missing = [
        one
        for one in present.people.values()
        if one.active and one.within and one.editable and one.agency in about
        if one.nip not in told and one.nip != present.own
    ]
    return tuple(
        Absent(one.nip, one.name, f"Atasan dari {heads[one.nip]} orang" if heads[one.nip] else "")
        for one in sorted(missing, key=lambda one: (one.name.casefold(), one.nip))
    )
