"""Are the signs of PP 94/2021 searched, narrowed, sorted and taken along by who may see them?"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

import pytest

from tests.endpoints.conftest import Cast
from web.models import Agency, Employee

# The last days of August 2026: four working days from Wednesday the 26th on, seven from the 21st.
HOME = "/desk/signals?month=2026-08"
PEOPLE = {"=Ani": date(2026, 8, 26), "Budi": date(2026, 8, 21), "Citra": date(2026, 8, 28)}


@pytest.fixture
def absent(cast: Cast) -> Cast:
    """Three people who were never there: four, seven, and two working days."""

    async def fill() -> None:
        await Agency.all().update(starts_on=date(2026, 8, 1))
        others = Employee.filter(agency=cast.office)
        await others.update(starts_on=date(2026, 9, 1))
        for number, (name, first) in enumerate(PEOPLE.items()):
            await Employee.create(
                **{"id": uuid4(), "nip": f"1970010119990120{number:02d}", "name": name},
                **{"agency": cast.office, "supervisor": cast.people["supervisor"]},
                **{"starts_on": first, "created_at": datetime.fromisoformat("2026-08-01T00:00Z")},
            )

    cast.run(fill)
    return cast


def names(cast: Cast, who: str, asked: str = "") -> Sequence[str]:
    """Who is listed, in order."""
    page = cast.at_desk(who).get(HOME + asked)
    assert page.status_code == 200
    return re.findall(r"<strong>([^<]+)</strong><span class=\"small quiet figures\">", page.text)


def test_they_are_searched_narrowed_and_sorted(absent: Cast):
    assert names(absent, "operator") == ["Budi", "=Ani"]  # two days are no sign yet
    assert names(absent, "operator", "&sort=days") == ["=Ani", "Budi"]
    assert names(absent, "operator", "&sort=name") == ["=Ani", "Budi"]
    assert names(absent, "operator", "&sort=-name") == ["Budi", "=Ani"]
    assert names(absent, "operator", "&sort=row") == ["=Ani", "Budi"]
    assert names(absent, "operator", "&sort=-last&q=ani") == ["=Ani"]
    assert names(absent, "operator", "&show=7") == names(absent, "operator", "&show=row")
    assert names(absent, "operator", "&show=7") == ["Budi"]
    assert names(absent, "operator", "&show=junk&sort=x&page=99") == ["Budi", "=Ani"]
    page = absent.at_desk("operator").get(f"{HOME}&show=28").text
    assert "Tidak ada yang cocok" in page
    assert f'href="/desk/signals?agency={absent.office.id}&amp;month=2026-08">tampilkan' in page


def test_they_leave_as_a_file_with_what_the_regulation_names(absent: Cast):
    desk = absent.at_desk("operator")
    made = desk.get(HOME.replace("signals", "signals.csv")).content.decode("utf-8-sig")
    heads, first, second = csv.reader(io.StringIO(made))
    assert first[1] == "Budi"
    assert second[1] == "'=Ani"  # which no spreadsheet runs
    told = dict(zip(heads, first, strict=True))
    assert told["Hari tanpa keterangan"] == told["Berturut-turut"] == "7"
    assert told["Terakhir"] == "31/08/2026"
    assert "tidak puas" in told["Menurut PP 94/2021"]
    assert desk.get(HOME.replace("signals", "signals.xlsx")).content.startswith(b"PK")
    assert desk.get(HOME.replace("signals", "signals.pdf")).status_code == 404
    assert desk.get("/desk/signals.csv?month=2026-13").status_code == 422


def test_a_supervisor_sees_their_own_and_a_stranger_nobody(absent: Cast):
    assert names(absent, "supervisor") == ["Budi", "=Ani"]
    assert "Budi" in absent.at_desk("supervisor").get("/desk/signals.csv?month=2026-08").text
    for who in ("other_operator", "other_supervisor"):
        for path in (HOME, HOME.replace("signals", "signals.csv")):
            assert "Budi" not in absent.at_desk(who).get(path).text
    office = f"/desk/signals.csv?month=2026-08&agency={absent.office.id}"
    assert absent.at_desk("other_operator").get(office).status_code == 404
    assert absent.at_desk("employee").get("/desk/signals.csv").status_code == 403


def test_a_large_office_comes_in_pages(absent: Cast):
    async def fill() -> None:
        one = await Employee.get(name="Budi")
        await Employee.bulk_create(
            Employee(
                **{"id": uuid4(), "nip": f"1970010119990130{number:02d}", "name": f"A{number:02d}"},
                **{"agency": absent.office, "starts_on": one.starts_on},
                created_at=one.created_at,
            )
            for number in range(60)
        )

    absent.run(fill)
    assert len(names(absent, "operator")) == 50
    assert len(names(absent, "operator", "&page=2")) == 12
    file = absent.at_desk("operator").get(HOME.replace("signals", "signals.csv")).text
    assert len(file.splitlines()) == 63
