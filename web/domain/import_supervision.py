"""May the supervisors that rows name stand above them? Nobody is lost, nobody above themselves."""

from collections.abc import Mapping
from dataclasses import replace

from web.domain.import_columns import Column, Kind
from web.domain.import_person import LISTED, is_name, no_number
from web.domain.import_plan import NEW, WRONG, Entry
from web.domain.import_roster import Present
from web.domain.supervision import Rings, circles, way_round

SUPERVISORS = Kind(
    "supervisors",
    "Atasan",
    (
        *LISTED,
        Column(
            *("supervisor", "NIP atasan", ("NIP ATASAN LANGSUNG", "atasan")),
            hint="NIP atasan langsungnya, yang juga sudah terdaftar",
            example="197901012005012001",
            required=True,
            width=22,
        ),
        Column(
            *("head", "Nama atasan", ("nama atasan langsung",)),
            hint="hanya untuk dibaca; tidak diimpor",
            idle=True,
            example="Hasanuddin Yusuf, S.Sos.",
            width=30,
        ),
    ),
)


def with_supervisors(entries: list[Entry], present: Present) -> list[Entry]:
    """Refuse who names a supervisor that is not there or that makes a circle, until none does."""
    while True:
        in_file = {one.key: one for one in entries if one.outcome != WRONG}
        above = {nip: one.supervisor for nip, one in present.people.items() if one.supervisor}
        above |= {nip: one.record.supervisor for nip, one in in_file.items() if _tells(one)}
        names = {nip: one.title for nip, one in present.people.items()}
        names |= {nip: one.title for nip, one in in_file.items()}
        round_about = circles(above)
        settled = [_supervised(one, in_file, present, round_about, names) for one in entries]
        if settled == entries:
            return entries
        entries = settled


def _tells(entry: Entry) -> bool:
    """Whether a row says who is above somebody."""
    return bool(entry.written and entry.record.supervisor)


def _supervised(
    entry: Entry,
    in_file: Mapping[str, Entry],
    present: Present,
    round_about: Rings,
    names: Mapping[str, str],
) -> Entry:
    if not _tells(entry):
        return entry
    nip, known = entry.record.supervisor, present.people.get(entry.key)
    if known and known.supervisor == nip:
        return entry
    if nip == entry.key:
        return entry.wrong("Atasan tidak boleh pegawai itu sendiri.")
    if entry.key in round_about:
        path = " → ".join(names.get(one, one) for one in way_round(round_about, entry.key))
        return entry.wrong(f"Atasan berputar: {path}.")
    above = present.people.get(nip)
    told = in_file.get(nip)
    if told is not None and told.outcome == NEW:
        return replace(entry, needs=frozenset({nip}))
    if above is None and is_name(entry.record.above):
        return entry.wrong(no_number(entry.record.above))
    if above is None or not above.within:
        where = "" if present.everywhere else " di OPD Anda"
        return entry.wrong(f"Atasan dengan NIP {nip} tidak ditemukan{where} atau barisnya salah.")
    if not above.active:
        if told is None:
            return entry.wrong(f"Atasan {above.name} ({nip}) sudah tidak aktif.")
        return replace(entry, needs=frozenset({nip}))
    return entry
