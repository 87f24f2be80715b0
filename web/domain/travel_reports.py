"""What does a travel report tell, may it say that, and to which parts of it may words be put?

The parts are those of the usual form (PMK 113/2012). Signatures are none of them: who handed in
and who approved is told by the steps.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from web.domain.duties import MARGIN

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
MAX_RESULTS, MAX_FOLLOW_UP, MAX_SHORT = 4000, 2000, 100
MAX_ACTIVITIES, MAX_ACTIVITY, MAX_NOTE = 100, 500, 500
SOON = 1  # days before the last one on which somebody is reminded
RESULTS, FOLLOW_UP, TRANSPORT, SPPD, FILES = "results", "follow_up", "transport", "sppd", "files"
DAY = "day:"
PARTS = {
    RESULTS: "Hasil",
    FOLLOW_UP: "Tindak lanjut",
    TRANSPORT: "Alat angkut",
    SPPD: "Nomor dan tanggal SPPD",
    FILES: "Foto dan dokumen",
}


class BadReport(ValueError):
    """What cannot be read; `field` names it, such as "activities.2.ends"."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Activity(NamedTuple):
    """What was done on a local date; from and until as "07:30", "" where that is not told."""

    day: date
    begins: str
    ends: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The stored and sent form."""
        return self._asdict() | {"day": self.day.isoformat()}


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a report says. Texts keep their line breaks where they are long."""

    results: str
    activities: tuple[Activity, ...]
    follow_up: str = ""
    transport: str = ""
    sppd_number: str = ""
    sppd_date: date | None = None

    @property
    def days(self) -> list[date]:
        """The dates that something is told of, in order."""
        return sorted({one.day for one in self.activities})

    @property
    def parts(self) -> dict[str, str]:
        """What words may be put to, with its name."""
        return PARTS | {f"{DAY}{one}": f"Kegiatan {one:%d/%m/%Y}" for one in self.days}

    def on(self, day: date) -> list[Activity]:
        """What is told of one date, by its times."""
        return [one for one in self.activities if one.day == day]

    def faults(self, first: date, last: date) -> dict[str, str]:
        """What is to be corrected, by field.

        Args:
            first: the first local date of the duty; the way there may begin the day before.
            last: the last one; the way home may end the day after.
        """
        found = {}
        if not 1 <= len(self.results) <= MAX_RESULTS:
            found["results"] = f"Tulis hasil perjalanan, paling panjang {MAX_RESULTS} huruf."
        if len(self.follow_up) > MAX_FOLLOW_UP:
            found["follow_up"] = f"Tindak lanjut paling panjang {MAX_FOLLOW_UP} huruf."
        for name, label in (("transport", "Alat angkut"), ("sppd_number", "Nomor SPPD")):
            if len(getattr(self, name)) > MAX_SHORT:
                found[name] = f"{label} paling panjang {MAX_SHORT} huruf."
        if not 1 <= len(self.activities) <= MAX_ACTIVITIES:
            found["activities"] = f"Tulis kegiatan, 1 sampai {MAX_ACTIVITIES} baris."
        for number, one in enumerate(self.activities):
            if not first - MARGIN <= one.day <= last + MARGIN:
                found[f"activities.{number}.day"] = "Tanggal kegiatan di luar hari-hari dinas."
        return found


def parse_content(body: Mapping[str, Any]) -> Content:
    """Read what a phone sends or the database keeps.

    Raises:
        BadReport: something is of another type, or a line of activities is impossible.
    """
    raw = body.get("activities")
    if not isinstance(raw, list) or len(raw) > MAX_ACTIVITIES:
        raise BadReport("activities", f"Kegiatan berupa daftar, paling banyak {MAX_ACTIVITIES}.")
    lines = (_activity(one, f"activities.{number}") for number, one in enumerate(raw))
    return Content(
        results=_long(body, "results"),
        follow_up=_long(body, "follow_up"),
        transport=_short(body, "transport", "transport"),
        sppd_number=_short(body, "sppd_number", "sppd_number"),
        sppd_date=_date(body.get("sppd_date"), "sppd_date") if body.get("sppd_date") else None,
        activities=tuple(sorted(lines, key=lambda one: (one.day, one.begins or "99", one.ends))),
    )


def document(content: Content) -> dict[str, Any]:
    """The stored and sent form of a report."""
    return vars(content) | {
        "sppd_date": content.sppd_date.isoformat() if content.sppd_date else None,
        "activities": [one.to_dict() for one in content.activities],
    }


def tidy_notes(notes: Mapping[str, str], parts: Collection[str]) -> dict[str, str]:
    """A supervisor's words by part, in one line each, without those that say nothing.

    Raises:
        BadReport: to a part that the report has not, or too long.
    """
    found = {part: " ".join(words.split()) for part, words in notes.items()}
    for part, words in found.items():
        if words and part not in parts:
            raise BadReport("notes", "Bagian itu tidak ada dalam laporan ini. Muat ulang halaman.")
        if len(words) > MAX_NOTE:
            raise BadReport(f"note-{part}", f"Paling panjang {MAX_NOTE} huruf.")
    return {part: words for part, words in found.items() if words}


def _activity(value: Any, path: str) -> Activity:
    if not isinstance(value, Mapping):
        raise BadReport(path, "Kegiatan tidak terbaca.")
    text = _short(value, "text", f"{path}.text")
    if not 1 <= len(text) <= MAX_ACTIVITY:
        raise BadReport(f"{path}.text", f"Tulis kegiatan, 1 sampai {MAX_ACTIVITY} huruf.")
    begins, ends = (_clock(value, name, path) for name in ("begins", "ends"))
    if ends and (not begins or ends <= begins):
        raise BadReport(f"{path}.ends", "Jam selesai harus setelah jam mulai.")
    return Activity(_date(value.get("day"), f"{path}.day"), begins, ends, text)


def _date(value: Any, field: str) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise BadReport(field, "Tulis tanggal sebagai tahun-bulan-hari.") from None


def _clock(value: Mapping[str, Any], name: str, path: str) -> str:
    text = value.get(name) or ""
    if not isinstance(text, str) or (text and not CLOCK.fullmatch(text)):
        raise BadReport(f"{path}.{name}", "Pilih jam, atau kosongkan.")
    return text


def _short(value: Mapping[str, Any], name: str, field: str) -> str:
    return " ".join(_text(value, name, field).split())


def _long(value: Mapping[str, Any], name: str) -> str:
    lines = (" ".join(line.split()) for line in _text(value, name, name).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _text(value: Mapping[str, Any], name: str, field: str) -> str:
    text = value.get(name) or ""
    if not isinstance(text, str):
        raise BadReport(field, f"{name} harus berupa teks.")
    return text
