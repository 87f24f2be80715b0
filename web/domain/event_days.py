"""On which dates is a joint event held, when may one check in to it, and what does it say?"""

from collections.abc import Collection
from datetime import date, timedelta

from web.domain.bands import percent_words
from web.domain.hours import BadHours, clock, clock_words
from web.domain.schedule import days_between

EVENT_KINDS = {"apel": "Apel", "upacara": "Upacara", "senam": "Senam", "other": "Kegiatan lain"}
COUNTS = "Absen Masuk pada kegiatan ini juga Absen Masuk hari itu."
APART = "Absen Masuk pada kegiatan ini hanya untuk kegiatan; masuk kerja dicatat tersendiri."
ORDINALS = {1: "pertama", 2: "kedua", 3: "ketiga", 4: "keempat", -1: "terakhir"}
MAX_DAYS = 366  # between the first and the last date of a repeated event


class BadEvent(ValueError):
    """An event that cannot be; `where` is the field concerned."""

    def __init__(self, where: str, sentence: str) -> None:
        self.where = where
        super().__init__(sentence)


def dates_of(
    first: date,
    last: date | None,
    weekdays: Collection[int],
    free: Collection[date],
    *,
    monthly: bool = False,
    ordinal: int | None = None,
) -> list[date]:
    """The dates of an event: one, or every chosen weekday up to a last date.

    Args:
        first: the date, or where the repetition begins.
        last: where it ends; None for a single date.
        weekdays: ISO numbers, 1 for Monday; only for a repetition.
        free: holidays that are left out of a repetition. A single date is always held, for the
            ceremony of 17 August is compulsory though a holiday (docs/rules.md).
        monthly: of a repetition only the dates that have the first one's day of the month; a month
            without it has none. As for the ceremony on the 17th of each month.
        ordinal: of a repetition only the first (1) to fourth, or the last (-1), such weekday of a
            month: the second Friday. A free one is left out, and no other takes its place.

    Raises:
        BadEvent: with `last`, `weekdays` or `ordinal`.
    """
    if last is None:
        return [first]
    if last < first:
        raise BadEvent("last", "Tanggal akhir harus sesudah tanggal awal.")
    if (last - first).days >= MAX_DAYS:
        raise BadEvent("last", "Paling lama satu tahun sekaligus.")
    if ordinal is not None and ordinal not in ORDINALS:
        raise BadEvent("ordinal", "Pilih yang keberapa dalam sebulan.")
    if not weekdays:
        raise BadEvent("weekdays", "Pilih sedikitnya satu hari.")
    span = days_between(first, last)
    found = [
        day
        for day in span
        if day.isoweekday() in weekdays
        and day not in free
        and (day.day == first.day or not monthly)
        and (ordinal is None or _is_nth(day, ordinal))
    ]
    if not found:
        raise BadEvent("weekdays", "Tidak ada tanggal yang cocok di antara kedua tanggal itu.")
    return found


def _is_nth(day: date, ordinal: int) -> bool:
    """Whether it is the nth of its weekday in its month, -1 the last."""
    if ordinal < 0:
        return (day + timedelta(days=7)).month != day.month
    return (day.day + 6) // 7 == ordinal


def window(opens: str, closes: str) -> tuple[str, str]:
    """When one may check in to it, as stored ("06:45"), both on the same date.

    Raises:
        BadEvent: with `opens` or `closes`.
    """
    read = []
    for where, text in (("opens", opens), ("closes", closes)):
        try:
            minutes = clock(text)
        except BadHours as error:
            raise BadEvent(where, "Tulis jam seperti 07.30.") from error
        if minutes >= 24 * 60:
            raise BadEvent(where, "Tulis jam seperti 07.30.")
        read.append(minutes)
    if read[1] <= read[0]:
        raise BadEvent("closes", "Jam tutup harus sesudah jam buka.")
    first, last = (f"{one // 60:02}:{one % 60:02}" for one in read)
    return first, last


def describe_event(
    opens: str, closes: str, cut: float, point: str | None, expected: str, *, counts: bool = True
) -> list[str]:
    """What the rule does, one sentence each.

    Args:
        opens: as stored.
        closes: as stored.
        cut: percent for missing it.
        point: the name of the place where one must be, None for any.
        expected: who is expected, as in "semua pegawai OPD".
        counts: whether coming to it is the day's Absen Masuk as well.
    """
    span = f"pukul {clock_words(clock(opens))}–{clock_words(clock(closes))}"
    place = f" di {point}" if point else ""
    missed = f"dipotong {percent_words(cut)}" if cut else "tercatat, tanpa potongan"
    return [
        f"Yang diharapkan: {expected}.",
        f"Hadir ialah yang Absen Masuk{place} {span}.",
        COUNTS if counts else APART,
        f"Yang tidak hadir {missed}.",
        "Yang cuti, sakit, dinas luar, bertugas sif, atau dikecualikan tidak dihitung."
        " Yang tidak masuk sehari penuh tidak dipotong dua kali.",
    ]
