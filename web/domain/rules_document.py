"""What does a file of rules say? Reads the whole document before anything is stored.

docs/rules-file.md describes it: rules travel in it from one regency to the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from web.domain.bands import BadTable, parse_table
from web.domain.calendar import KINDS
from web.domain.hours import BadHours, clock, parse_hours, parse_options

FORMAT, EVERY = 1, "*"
BAND_KEYS = ("late", "early", "no_in", "no_out", "absent", "most")
Document = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """A rule of a document. `where` is its place in it, such as "bands[0]".

    `agency` is a name, `EVERY`, or None for everybody; `key` names the rule, `body` says it.
    """

    part: str
    where: str
    agency: str | None
    group: str | None
    key: Document
    body: Document


def read_rules(document: Any) -> tuple[list[Rule], dict[str, str]]:
    """Read a document; its rules, and a sentence for each place that cannot be."""
    if not isinstance(document, Mapping) or document.get("sikeren_rules") != FORMAT:
        missing = (
            f'Ini bukan berkas aturan SIKEREN: "sikeren_rules": {FORMAT} tidak ada di dalamnya.'
        )
        return [], {"sikeren_rules": missing}
    rules: list[Rule] = []
    errors = {
        key: "Bagian ini tidak dikenal."
        for key in document
        if key not in PARTS and key != "sikeren_rules"
    }
    for part, make in PARTS.items():
        given = document.get(part, [])
        if not isinstance(given, list):
            errors[part] = "Bagian ini harus berupa daftar."
            continue
        for index, one in enumerate(given):
            where = f"{part}[{index}]"
            try:
                rules.append(_rule(part, where, one, make))
            except (BadHours, BadTable, _Wrong) as error:
                errors[f"{where}.{error.where}" if error.where else where] = str(error)
            except (KeyError, TypeError, ValueError) as error:
                errors[where] = f"Isian tidak lengkap atau salah bentuk: {error}."
    return rules, errors


def _rule(
    part: str, where: str, one: Any, make: Callable[[Document], tuple[Document, Document]]
) -> Rule:
    if not isinstance(one, dict):
        raise _Wrong("", "Isi aturan ini tidak dapat dibaca.")
    agency, group = one.get("agency"), one.get("group")
    if agency is None and part in ("patterns", "shifts"):
        raise _Wrong("agency", 'Tulis nama OPD, atau "*" untuk semua OPD.')
    key, body = make(one)
    return Rule(part, where, agency, group if part == "patterns" else None, key, body)


def _pattern(one: Document) -> tuple[Document, Document]:
    days = dict(one["days"])
    for weekday, hours in days.items():
        if weekday not in "1234567" or len(weekday) != 1:
            raise _Wrong("days", "Hari ditulis 1 (Senin) sampai 7 (Minggu).")
        parse_hours(hours)
    parse_options(one.get("options"))
    said = {"days": days, "options": one.get("options") or None, "name": one.get("name")}
    return _dates(one), said


def _shift(one: Document) -> tuple[Document, Document]:
    parse_hours(one["hours"])
    return {"code": _text(one, "code", 10)}, {
        "name": _text(one, "name", 100),
        "hours": one["hours"],
    }


def _bands(one: Document) -> tuple[Document, Document]:
    body = {key: one[key] for key in BAND_KEYS if key in one}
    parse_table(body)
    said = {"name": _text(one, "name", 200), "source": _text(one, "source", 300), "body": body}
    return _dates(one), said


def _day(one: Document) -> tuple[Document, Document]:
    if one.get("kind") not in KINDS:
        raise _Wrong("kind", f"Jenis hari salah satu dari {', '.join(KINDS)}.")
    said = {"name": _text(one, "name", 200), "source": _text(one, "source", 200)}
    return {"date": date.fromisoformat(one["date"])}, said | {"kind": one["kind"]}


def _special(one: Document) -> tuple[Document, Document]:
    if one.get("deadline"):
        clock(one["deadline"], "deadline")
    numbers = {name: _number(one, name, most) for name, most in (("absent", 100), ("factor", 9))}
    said = {"name": _text(one, "name", 200), "deadline": one.get("deadline") or None}
    return {"date": date.fromisoformat(one["date"])}, said | numbers


PARTS: dict[str, Callable[[Document], tuple[Document, Document]]] = {
    "patterns": _pattern,
    "shifts": _shift,
    "bands": _bands,
    "calendar": _day,
    "special_days": _special,
}


class _Wrong(ValueError):
    def __init__(self, where: str, sentence: str) -> None:
        self.where = where
        super().__init__(sentence)


def _dates(one: Document) -> Document:
    first, last = (
        date.fromisoformat(one[key]) if one.get(key) else None
        for key in ("valid_from", "valid_until")
    )
    if first and last and last < first:
        raise _Wrong("valid_until", "Tanggal akhir tidak boleh sebelum tanggal mulai.")
    return {"valid_from": first, "valid_until": last}


def _text(one: Document, key: str, most: int) -> str:
    value = one.get(key) or ""
    if not isinstance(value, str) or len(value) > most or (not value and key != "source"):
        raise _Wrong(key, f"Isi teks, paling panjang {most} huruf.")
    return value


def _number(one: Document, key: str, most: float) -> float | None:
    value = one.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
        raise _Wrong(key, f"Isi angka, 0 sampai {most}.")
    return float(value)
