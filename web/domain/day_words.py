"""Why is a day called what it is called? The measured records of a workday in short sentences."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from web.domain.bands import Table
from web.domain.hours import DAY, clock_words
from web.domain.punctuality import Mark, Punctuality, Shortfall
from web.domain.workday import Plan

SOURCES = {"correction": "koreksi", "outage": "gangguan"}


def clock_of(plan: Plan, at: float) -> str:
    """An instant as "07.41 WITA" by the plan's zone; with the day where it is another one."""
    minutes = int((at - plan.midnight) // 60)
    days, rest = divmod(minutes, DAY)
    words = f"{rest // 60:02}.{rest % 60:02} {abbreviation(plan.zone)}"
    return f"{words} hari berikutnya" if days > 0 else words


@lru_cache(maxsize=64)
def abbreviation(zone: str) -> str:
    """The name of a zone's time: WIB, WITA or WIT."""
    return datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).tzname() or zone


def told(plan: Plan, found: Punctuality, table: Table) -> str:
    """What was recorded, and what of it falls short: "Masuk 07.41 WITA, 11 menit setelah …"."""
    sentences = []
    for one in found.shortfalls:
        name = f"{one.span.name}: " if one.span.name else ""
        if one.span.needs_in:
            sentences.append(name + _coming(plan, one, table))
        if one.span.needs_out:
            sentences.append(name + _going(plan, one, table))
    return " ".join(sentences)


def _coming(plan: Plan, one: Shortfall, table: Table) -> str:
    if one.came is None:
        return f"Tidak ada Absen Masuk: {table.no_in.code}."
    words = f"Masuk {clock_of(plan, one.came.at)}{_source(one.came)}"
    if one.made_up:
        words += f", {one.made_up} menit diganti di akhir hari"
    band = table.late_band(one.late)
    if band:
        since = clock_words(one.span.start + one.made_up)
        return f"{words}, {one.late} menit setelah {since}: {band.code}."
    return f"{words}."


def _going(plan: Plan, one: Shortfall, table: Table) -> str:
    if one.went is None:
        return f"Tidak ada Absen Pulang: {table.no_out.code}."
    words = f"Pulang {clock_of(plan, one.went.at)}{_source(one.went)}"
    band = table.early_band(one.early)
    if band:
        due = clock_words(one.span.end + one.made_up)
        return f"{words}, {one.early} menit sebelum {due}: {band.code}."
    return f"{words}."


def _source(mark: Mark) -> str:
    kind = SOURCES.get(mark.ref.partition(":")[0])
    return f" ({kind})" if kind else ""
