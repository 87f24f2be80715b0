"""When, for how long, and by whose people may the point of a row be used?

An empty cell says nothing; words say "at any time", "nobody else" and "without an end".
"""

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.domain.hours import BadHours
from web.domain.import_moment import is_serial, moment_of, moment_text, no_date
from web.domain.import_opening import read_opening
from web.domain.import_roster import ByName
from web.domain.opening import parse_opening

ALWAYS, NOBODY, OPEN_END = "setiap saat", "tidak", "sampai ditutup"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a point.

    `opening` as it is stored, None: at any time; `shared`: names of agencies; `begins`, `ends`:
    in UTC, None: open.
    """

    opening: Mapping[str, Any] | None = None
    shared: frozenset[str] = frozenset()
    begins: datetime | None = None
    ends: datetime | None = None


def terms_of(
    said: Mapping[str, str],
    known: Terms | None,
    *,
    agencies: ByName[str],
    zone: str,
    now: datetime,
) -> tuple[Terms, list[str]]:
    """The terms that a row gives, and what is wrong with them.

    Args:
        said: its cells by key.
        known: those of the point as it stands; None: it is new.
        agencies: those of the viewer; whom it is shared with may stay.
        zone: of the agency.
        now: the time.
    """
    before, errors = known or Terms(), []
    opening, shared = before.opening, before.shared
    try:
        opening = _opening(said.get("opening", ""), before.opening)
    except BadHours as error:
        errors.append(str(error))
    if said.get("shared"):
        shared, wrong = _shared(said["shared"], agencies, before.shared)
        errors += wrong
    begins, wrong = _begins(said.get("valid_from", ""), known, zone)
    errors += wrong
    ends, wrong = _ends(said.get("valid_until", ""), before.ends, zone)
    errors += wrong
    if ends and ends != before.ends and ends <= now:
        errors.append("Waktu akhirnya sudah lewat. Tutup titik itu di halamannya.")
    elif ends and begins and ends <= begins:
        errors.append("Waktu akhir harus sesudah waktu mulai.")
    return Terms(opening, shared, begins, ends), errors


def columns_of(terms: Terms, zone: str) -> dict[str, str]:
    """Terms in the columns of a file."""
    return {
        "opening": opening_words(terms, zone),
        "shared": partners_words(terms),
        "valid_from": moment_text(terms.begins, zone) if terms.begins else "",
        "valid_until": moment_text(terms.ends, zone) if terms.ends else OPEN_END,
    }


def opening_words(terms: Terms, zone: str) -> str:
    """When it is open, in words."""
    opening = parse_opening(terms.opening, zone)
    return opening.words if opening else ALWAYS


def partners_words(terms: Terms) -> str:
    """With whom it is shared: names between semicolons, those with one in them in quotes."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(sorted(terms.shared))
    return out.getvalue().replace(";", "; ") if _plain(terms.shared) else out.getvalue() or NOBODY


def end_words(terms: Terms, zone: str) -> str:
    """Until when it counts, in words."""
    return f"sampai {moment_text(terms.ends, zone)}" if terms.ends else OPEN_END


def _plain(names: Collection[str]) -> bool:
    return bool(names) and not any(";" in name or '"' in name for name in names)


def _opening(text: str, before: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if not text:
        return before
    if text.casefold() == ALWAYS:
        return None
    said, zone = read_opening(text), "UTC"  # what is compared are local times
    return before if parse_opening(said, zone) == parse_opening(before, zone) else said


def _shared(
    text: str, agencies: ByName[str], before: frozenset[str]
) -> tuple[frozenset[str], list[str]]:
    if text.casefold() == NOBODY:
        return frozenset(), []
    rows = csv.reader(io.StringIO(text), delimiter=";", skipinitialspace=True)
    names = [one.strip() for one in next(rows, []) if one.strip()]
    known = ByName((one, one) for one in before | frozenset(agencies.values()))
    errors = [
        f"Dipakai bersama: {known.doubt(one) or f'OPD “{one[:60]}” tidak ada di antara OPD Anda.'}"
        for one in names
        if not known.of(one)
    ]
    return frozenset(found for one in names if (found := known.of(one))), errors[:3]


def _begins(text: str, known: Terms | None, zone: str) -> tuple[datetime | None, list[str]]:
    before = known.begins if known else None
    if not text:
        return before, []
    begins = moment_of(text, zone)
    if begins is None:
        return before, [_unread("Berlaku mulai", text)]
    if known and (before is None or moment_text(before, zone) != moment_text(begins, zone)):
        return before, ["Waktu mulai titik yang sudah ada tidak dapat diganti."]
    return before or begins, []


def _ends(text: str, before: datetime | None, zone: str) -> tuple[datetime | None, list[str]]:
    if not text:
        return before, []
    if text.casefold() == OPEN_END:
        return None, []
    ends = moment_of(text, zone, ends=True)
    if ends is None:
        return before, [_unread("Berlaku sampai", text)]
    same = before is not None and moment_text(before, zone) == moment_text(ends, zone)
    return (before if same else ends), []


def _unread(label: str, text: str) -> str:
    if is_serial(text):
        return no_date(label, text)
    return f"{label} “{text[:30]}” bukan tanggal dan jam. Tulis seperti 2026-11-24 07.30."
