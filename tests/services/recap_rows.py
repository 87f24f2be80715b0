"""Which months of people do the exports have to cope with? Made of days, summed as the real ones.

Every code, combinations, long names, numbers of 18 digits, and names that look like formulas.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from web.domain import times
from web.domain.bands import DEFAULT_PRESET, PRESETS, parse_table
from web.domain.recap import total
from web.domain.recap_sheet import Date, Row, Rules, Sheet, Signer
from web.services.folding import span_of

CODES = (
    *("H", "TL1", "PSW1", "TL1+PSW2", "TAM", "TAP", "TK", "DL", "CT", "CB", "CS", "CM", "CAP"),
    *("CBER", "CLTN", "S", "I", "TB", "DIK", "WFA", "TL2", "TL3", "TL4", "PSW2", "PSW3", "PSW4"),
    *("TL4+TAP", "TL1+PSW1+TAP", "H", "-", ""),
)
NAMES = (
    "Nurhayati Saleh, S.Pd.",
    "Dr. dr. H. Muhammad Abdurrahman Wahid Nurdin Daeng Mattawang Patongai, Sp.PD., FINASIM",
    '=HYPERLINK("http://contoh.invalid";"klik")',
    "+62811",
    "-Andi-",
    "@rosmini",
    "Ñoñó Żółć d’Arc",
    "李小龙",
)
PRESET = PRESETS[DEFAULT_PRESET]
RULES = Rules(PRESET.name, PRESET.source, parse_table(PRESET.body))
HEAD = Signer(
    "Kepala Dinas Contoh", "Ratna Halim, S.H.", "Pembina Utama Muda (IV/c)", "198101012006041001"
)


def day_of(code: str, on: date, **more: Any) -> dict[str, Any]:
    """A day with that code; workdays have hours, records and what the code implies."""
    free = code in ("L", "CBer", "-")
    late, early = ("TL" in code) * 11, ("PSW" in code) * 35
    came = datetime(on.year, on.month, on.day, tzinfo=UTC) - timedelta(minutes=35 - late)
    measured = not free and code[:1] in ("H", "T", "P") and code not in ("TK", "TB")
    day = {
        "code": code,
        "late_minutes": late,
        "early_minutes": early,
        "in": times.write(came) if measured and "TAM" not in code else None,
        "out": times.write(came + timedelta(hours=9)) if measured and "TAP" not in code else None,
        "why": f"Uji {code or 'terbuka'}.",
        "short_minutes": late + early,
        "cut": 0.5 * len(code.split("+")) if late or early or code in ("TAM", "TAP", "TK") else 0.0,
        "hours": None if free else "07.30–16.00",
        "marks": {"in": None, "out": None},
        "notes": [],
        "events": [],
    }
    return day | ({"absent": True} if code == "TK" else {}) | more


def row_of(number: int, month: str, name: str = "", shift: int = 0) -> Row:
    """A person's row: weekends free, the other days walk through all codes."""
    first, last = span_of(month)
    days = {}
    for offset in range(last.day):
        on = first + timedelta(days=offset)
        code = "L" if on.weekday() >= 5 else CODES[(offset + shift) % len(CODES)]
        held = {"kind": "apel", "name": "Apel pagi", "attended": code == "H"}
        days[str(on.day)] = day_of(code, on, events=[held] if on.weekday() == 0 else [])
    return {
        "employee_id": f"00000000-0000-4000-8000-{number:012}",
        "nip": f"19920315201503{number:04}",
        "name": name or f"Pegawai Contoh Nomor {number:03}, S.Sos.",
        "rank": "Penata Muda Tingkat I (III/b)",
        "position": "Analis Sumber Daya Manusia Aparatur Ahli Muda" if number % 3 else "Pelaksana",
        "supervisor_id": None,
        "days": days,
        "totals": total(days, 100.0),
    }


def sheet_of(people: int = 8, month: str = "2026-11", **more: Any) -> Sheet:
    """A month of some people of an agency; the first ones have the difficult names."""
    first, last = span_of(month)
    dates = [first + timedelta(days=offset) for offset in range(last.day)]
    names = [*NAMES, *("" for _ in range(people))]
    given: dict[str, Any] = {
        "agency_id": "00000000-0000-4000-8000-00000000000a",
        "agency_name": "Dinas Contoh",
        "zone": "Asia/Makassar",
        "month": month,
        "rows": [row_of(number, month, names[number], number) for number in range(people)],
        "locked": False,
        "digest": None,
        "settled_at": datetime(2026, 12, 2, 1, 30, tzinfo=UTC),
        "dates": [Date(day, "Hari Contoh" if day.day == 10 else None) for day in dates],
        "rules": [RULES],
        "head": HEAD,
        "maker": Signer("Operator"),
    }
    return Sheet(**given | more)


def unheard(_: int) -> None:
    """Progress that nobody listens to."""
