"""Is a month put in order by every one of its figures, and searched as people type?"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tests.endpoints.conftest import Cast
from web.models import Agency, DayStatus, Employee

AT = datetime(2026, 8, 1, tzinfo=UTC)
# From when on who is never there works in August 2026, whose last working day is Monday the 31st.
PEOPLE = {"Ani": date(2026, 8, 27), "Budi Ma'ruf": date(2026, 8, 31), "Citra": date(2026, 8, 24)}
HOME = "/desk/recap?month=2026-08"


@pytest.fixture
def month(cast: Cast) -> Cast:
    """An August in which three people worked, or rather did not."""

    async def fill() -> None:
        await Agency.all().update(starts_on=date(2026, 8, 1))
        await Employee.all().update(starts_on=date(2026, 9, 1))
        for number, (name, first) in enumerate(PEOPLE.items()):
            person = await Employee.create(
                **{"id": uuid4(), "nip": f"1970010119990120{number:02d}", "name": name},
                **{"agency": cast.office, "supervisor": cast.people["supervisor"]},
                **{"starts_on": first, "created_at": AT},
            )
            if name == "Ani":
                leave = {"first_day": date(2026, 8, 31), "last_day": date(2026, 8, 31)}
                told = {"code": "CT", "number": "1", "note": "", "created_at": AT}
                await DayStatus.create(id=uuid4(), employee=person, **leave, **told)

    cast.run(fill)
    return cast


def names(cast: Cast, asked: str, who: str = "operator", home: str = HOME) -> Sequence[str]:
    """Who stands in the grid, in order."""
    page = cast.at_desk(who).get(home + asked)
    assert page.status_code == 200
    found = re.findall(r'<th scope="row"><a href="[^"]+" title="([^"]+)"', page.text)
    return [name.replace("&#39;", "'") for name in found]


def test_every_figure_puts_the_month_in_order(month: Cast):
    ani, budi, citra = PEOPLE
    assert names(month, "") == [ani, budi, citra]
    assert names(month, "&sort=-name") == [citra, budi, ani]
    assert names(month, "&sort=workdays") == [budi, ani, citra]
    assert names(month, "&sort=-code-TK") == [citra, ani, budi]
    assert names(month, "&sort=-code-CT")[0] == ani
    assert names(month, "&sort=-percent") == [ani, budi, citra]  # of equals by name
    page = month.at_desk("operator").get(f"{HOME}&sort=-code-TK").text
    heads = re.findall(r'aria-sort="(\w+)"><a id="recap-by-([\w-]+)"', page)
    assert ("descending", "code-TK") in heads
    asked = re.findall(r'href="/desk/recap\?[^"]*sort=([\w-]+)"', page)
    assert {"workdays", "present", "late", "early", "short", "events", "percent", "cut"} <= {*asked}
    for key in (*asked, "x", "--name", "code-", "code-XX"):
        assert sorted(names(month, f"&sort={key}")) == [ani, budi, citra]


def test_a_month_is_searched_as_people_type(month: Cast):
    assert names(month, "&q=MARUF budi") == ["Budi Ma'ruf"]
    assert names(month, "&q=19700101 199901 2009") == []
    assert names(month, "&q=19700101+199901+20+02&sort=-cut") == ["Citra"]


def test_a_team_is_put_in_order_too(month: Cast):
    home = "/desk/team-recap?month=2026-08"
    ani, budi, citra = PEOPLE
    assert names(month, "&sort=-code-TK", "supervisor", home) == [citra, ani, budi]
    assert names(month, "&sort=-code-TK", "other_supervisor", home) == []
    desk, file = month.at_desk("supervisor"), home.replace("recap", "recap.csv")
    made = desk.get(f"{file}&sort=-code-TK&q=i").content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(made))
    assert [row[1] for row in rows] == [citra, ani, budi]
    told = dict(zip(heads, rows[1], strict=True))
    assert (told["26"], told["27"], told["28"], told["31"]) == ("–", "TK", "TK", "CT")
    assert (told["Hari (kerja)"], told["TK (kali)"], told["CT (kali)"]) == ("3", "2", "1")
    assert (told["Hadir (%)"], told["Telat (menit)"]) == ("0", "0")
    assert desk.get(home.replace("recap", "recap.xlsx")).content.startswith(b"PK")
    assert desk.get(home.replace("recap", "recap.pdf")).status_code == 404
    assert citra not in month.at_desk("other_supervisor").get(file).text
