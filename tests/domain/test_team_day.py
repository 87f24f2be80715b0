"""What is read of somebody's day in the week of a team, and what is not?"""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from web.domain.statuses import STATUSES
from web.domain.team_day import NO_WORD, TeamDay, tally, team_day

TODAY = date(2026, 11, 26)
CAME = "2026-11-25T23:31:00+00:00"


def _told(code: str, **more: Any) -> dict[str, Any]:
    day = {"code": code, "hours": "07.30-16.00", "in": None, "out": None, "late_minutes": 0}
    return day | {"why": "Belum ada absen."} | more


@pytest.mark.parametrize(
    ("told", "tone", "words"),
    [
        (None, "free", "Tidak dinilai"),
        (_told("-"), "free", "Tidak dinilai"),
        (_told("L", hours=None), "free", "Libur"),
        (_told("H", **{"in": CAME}), "good", "Hadir"),
        (_told("TL1", **{"in": CAME}, late_minutes=12), "doubt", "Terlambat 12 menit"),
        (_told("TK", absent=True), "bad", "Tanpa keterangan"),
        (_told("", **{"in": CAME}), "good", "Sudah masuk"),
        (_told(""), "doubt", "Belum ada kabar"),
        (_told("", why="Belum mulai."), "waiting", "Belum mulai"),
        (_told("PSW2"), "doubt", "PSW2"),
        (_told("DL"), "calm", "Dinas luar"),
        (_told("WFA", status="WFA"), "good", "Hadir"),
    ],
)
def test_a_day_in_a_few_words(told: dict[str, Any] | None, tone: str, words: str) -> None:
    found = team_day(TODAY, told, TODAY)
    assert (found.tone, found.words) == (tone, words)


def test_a_day_to_come_is_not_silent() -> None:
    assert team_day(date(2026, 11, 27), _told(""), TODAY).words == "Belum mulai"


def test_the_place_of_a_duty_is_told() -> None:
    assert team_day(TODAY, _told("DL"), TODAY, "Kantor Gubernur").more == "Kantor Gubernur"


def test_health_cannot_be_read_from_the_words() -> None:
    """Every status of health reads exactly as one that is not of health."""
    read = {code: team_day(TODAY, _told(code), TODAY).words for code in STATUSES if code != "WFA"}
    plain = {read[code] for code in read if not STATUSES[code].health}
    assert {read[code] for code in read if STATUSES[code].health} <= plain


def test_everybody_is_counted_once_also_who_came_on_leave_or_on_a_free_day() -> None:
    day, came = date(2026, 11, 24), datetime(2026, 11, 24, tzinfo=UTC)
    told = tally(
        [
            TeamDay(day, "good", "Sudah masuk", came=came),
            TeamDay(day, "doubt", "Terlambat 5 menit", came=came),
            TeamDay(day, "calm", "Dinas luar", came=came),
            TeamDay(day, "free", "Libur", came=came),
            *(TeamDay(day, "calm", "Dinas luar"), TeamDay(day, "doubt", NO_WORD)),
            *(TeamDay(day, "waiting", "Belum mulai"), TeamDay(day, "free", "Libur")),
        ]
    )
    assert told.pop("di antaranya terlambat") == 1
    assert told == {
        **{"masuk": 4, "tidak di kantor": 1, "belum ada kabar": 1},
        **{"belum mulai": 1, "libur atau tidak dinilai": 1},
    }
