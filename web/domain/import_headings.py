"""Which of a file's columns are they that an import needs? By their headings, and what was chosen.

What is sure is read unasked; what is only likely is asked about.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from web.domain.import_columns import Column, Kind, Places, complete, fold, private
from web.domain.import_moment import day_of
from web.domain.import_table import Row, Table
from web.domain.month import number_of

HEADING_ROWS = 20  # how far down the row of headings may stand
LIKE = 0.82  # of SequenceMatcher: how alike a heading must be to be guessed
_MONTH = re.compile(r"([a-z]{3,9})\.?[ ,/-]{1,3}(20\d\d)", re.ASCII | re.IGNORECASE)
_COUNTS = frozenset({"no", "nomor", "nourut", "nomorurut"})  # headings of the count of rows


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


def guess(
    kind: Kind, headings: Sequence[str], remembered: Mapping[str, str] | None = None
) -> Places:
    """What the columns of a file probably are: known names, then what was chosen before, then
    longer ones, then what sounds alike. `remembered` maps a folded heading to a column's key.
    """
    found = _chosen(kind, headings, remembered or {})
    found |= hinted(kind, headings, found)
    for column in kind.columns:
        if column.key in found:
            continue
        best = max(
            (
                (_alike(column, heading), -at)
                for at, heading in enumerate(headings)
                if at not in found.values() and _worth(heading)
            ),
            default=(0.0, 0),
        )
        if best[0] >= LIKE:
            found[column.key] = -best[1]
    return found


def _chosen(kind: Kind, headings: Sequence[str], remembered: Mapping[str, str]) -> Places:
    found = recognise(kind, headings)
    for at, heading in enumerate(headings):
        key = remembered.get(fold(heading))
        if key and any(one.key == key for one in kind.columns) and at not in found.values():
            found[key] = at
    return found


def _worth(heading: str) -> bool:
    return not private(heading) and fold(heading) not in _COUNTS


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


def hinted(kind: Kind, headings: Sequence[str], places: Mapping[str, int]) -> Places:
    """Columns that a file seems to have under a longer heading, such as "Jabatan Terakhir".

    Not sure enough to be read unasked, and too likely to be left out unasked.
    """
    found: Places = {}
    for column in kind.columns:
        if column.key in places or column.idle:
            continue
        names = [_words(name) for name in (column.label, *column.names)]
        for at, heading in enumerate(headings):
            said = _words(heading)
            free = at not in places.values() and at not in found.values()
            if free and _worth(heading) and any(name == said[: len(name)] for name in names):
                found[column.key] = at
                break
    return found


def settled(
    kind: Kind, headings: Sequence[str], remembered: Mapping[str, str]
) -> tuple[Places, bool]:
    """What the columns of a file are, and whether that is sure enough to go on unasked."""
    places, known = guess(kind, headings, remembered), guess(kind, headings)
    likely = hinted(kind, headings, _chosen(kind, headings, remembered))
    return places, complete(kind, known) and known == places and not likely


def _words(heading: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", heading.casefold())


def with_month(headings: Sequence[str], titles: Iterable[Sequence[str]]) -> list[str]:
    """Headings 1 to 31 as dates, where the titles above them name one month ("DESEMBER 2026")."""
    months = {
        f"{found[2]}-{month:02}"
        for row in titles
        for found in _MONTH.finditer(" ".join(row))
        if (month := number_of(found[1]))
    }
    if len(months) != 1:
        return list(headings)
    [known] = months
    return [f"{known}-{int(one):02}" if _is_day(known, one) else one for one in headings]


def _is_day(month: str, heading: str) -> bool:
    plain = heading.isascii() and heading.isdecimal() and len(heading) <= 2
    return plain and day_of(f"{month}-{int(heading):02}") is not None


def memory(headings: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """A choice as it is remembered: folded heading → key."""
    return {fold(headings[at]): key for key, at in mapping.items() if at < len(headings)}


def offered(headings: Iterable[str]) -> list[tuple[int, str]]:
    """The columns among which somebody chooses."""
    return [(at, text) for at, text in enumerate(headings) if text and not private(text)]


def meant(kind: Kind, table: Table, places: Places) -> Table:
    """A file without what is not read: other columns, and lines that are no rows.

    No row is a line that has nothing in the columns that must be there, where those are several,
    and one text in the others: a second line of headings, a signature. What is passed over is told
    with its number.
    """
    kept = table.only(places.values())
    needed = {places[one.key] for one in kind.columns if one.required and one.key in places}

    def is_row(row: Row) -> bool:
        filled = {at for at, text in enumerate(row.cells) if text} | set(row.faults)
        return bool(filled & needed) or len(filled) > 1

    rest = [row.number for row in kept.rows if not is_row(row)]
    if not rest or len(needed) < 2 or len(rest) == len(kept.rows):
        return kept
    names = " dan ".join(one.label for one in kind.columns if one.required)
    note = f"Dilewati karena {names} kosong: {table.unit.lower()} {', '.join(map(str, rest[:10]))}"
    note += f" dan {len(rest) - 10} lagi." if len(rest) > 10 else "."
    rows = tuple(row for row in kept.rows if is_row(row))
    return replace(kept, rows=rows, notes=(*kept.notes, note))
