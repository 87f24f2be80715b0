"""Does a supervisor see the week of their own people, and nothing of their health?"""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.endpoints.conftest import Cast
from tests.queries import count_queries
from web import clock
from web.models import DayStatus
from web.services import roster

HOME = "/desk/team-week"


def test_who_is_in_today_is_shown_with_the_time(cast: Cast) -> None:
    cast.bind("employee").check_in()
    page = cast.at_desk("supervisor").get(HOME).text
    assert "Nurhayati Saleh" in page
    assert "data-today" in page
    assert page.count('team-day"') == 7
    assert "HP diam" not in page


def test_who_has_no_phone_is_named(cast: Cast) -> None:
    assert "Belum ada HP terdaftar" in cast.at_desk("supervisor").get(HOME).text


def test_what_is_health_is_not_told(cast: Cast) -> None:
    today = clock.now().date()

    async def enter() -> None:
        await DayStatus.create(
            **{"id": uuid4(), "employee": cast.people["employee"], "code": "CS"},
            **{"first_day": today - timedelta(days=7), "last_day": today + timedelta(days=7)},
            **{"number": "RAHASIA-1", "note": "Operasi.", "created_at": clock.now()},
        )

    cast.run(enter)
    page = cast.at_desk("supervisor").get(HOME).text
    for word in ("sakit", "RAHASIA-1", "Operasi"):
        assert word not in page.replace("Izin atau sakit", "")


def test_other_weeks_and_odd_ones(cast: Cast) -> None:
    desk = cast.at_desk("supervisor")
    page = desk.get(f"{HOME}?week=2026-12-31").text  # a week of two months, and of two years
    assert "28/12/2026 sampai 03/01/2027" in page
    assert "week=2026-12-21" in page
    assert "week=2027-01-04" in page
    for odd in ("x", "2026-02-31", ""):
        assert desk.get(f"{HOME}?week={odd}&page=x").status_code == 200
    assert date(2026, 12, 28).weekday() == 0


def test_strangers_see_nobody_and_others_are_kept_out(cast: Cast) -> None:
    assert "Nurhayati" not in cast.at_desk("other_supervisor").get(HOME).text
    assert cast.at_desk("operator").get(HOME).status_code == 403
    assert cast.at_desk("employee").get(HOME).status_code == 403
    assert cast.browser().get(HOME).headers["location"].startswith("/desk/sign-in")


def test_a_large_team_is_read_a_page_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hire(count: int, first: int) -> None:
        for number in range(first, first + count):
            await roster.add_employee(
                nip=f"1990010120150{number}",
                name=f"Pegawai {number:03}",
                agency=cast.office,
                supervisor=cast.people["supervisor"],
            )

    cast.run(hire, 62, 10_000)
    desk = cast.at_desk("supervisor")
    for number in (1, 2):  # folds what is new
        desk.get(f"{HOME}?page={number}")
    asked = cast.run(count_queries, monkeypatch)
    page = desk.get(HOME).text
    assert page.count('class="team-row"') == 60
    assert "Tim seluruhnya 63 orang" in page
    first = len(asked)
    asked.clear()
    page = desk.get(f"{HOME}?page=2").text
    assert page.count('class="team-row"') == 3
    assert "Pegawai 10061" in page
    assert len(asked) <= first
    for address in (HOME, f"{HOME}?page=2", f"{HOME}?q=10061"):
        page = desk.get(address).text
        [told] = re.findall(r'<ul role="list" class="tally".*?</ul>', page, re.S)
        counts = [
            int(number)
            for number, words in re.findall("<strong>(.*?)</strong> ([^<]+)<", told)
            if words != "di antaranya terlambat"
        ]
        assert sum(counts) == 63, address
    assert page.count('class="team-row"') == 1
    assert "Pegawai 10061" in page
    assert "Tidak ada yang cocok" in desk.get(f"{HOME}?q=tidakada").text
