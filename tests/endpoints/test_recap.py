"""Does everybody see exactly their own part of a month, and the reason for every day of it?"""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.queries import count_queries
from web import clock
from web.models import AgencyHead, CalendarDay, Correction, DayStatus
from web.services import roster
from web.services.recaps import recap_of

MONTH = clock.now().strftime("%Y-%m")


def name_head(cast: Cast, who: str) -> None:
    """Make somebody the head of the office."""
    cast.run(
        AgencyHead.create,
        id=uuid4(),
        agency=cast.office,
        employee=cast.people[who],
        title="Kepala Dinas",
        created_at=clock.now(),
    )


def path_of(cast: Cast, who: str, month: str = MONTH) -> str:
    """A person's month in the office."""
    return f"/desk/recap/{cast.office.id}/{month}/{cast.people[who].id}"


def test_an_operator_sees_the_grid_of_the_office(cast: Cast):
    desk = cast.at_desk("operator")

    page = desk.get("/desk/recap").text

    assert "Nurhayati Saleh" in page
    assert "199203152015031002"[:8] in page
    assert "Basri Daud" not in page
    assert "Keterangan" in page
    assert 'href="/desk/recap"' in desk.get("/desk/today").text


def test_the_grid_is_searched_by_name_and_number(cast: Cast):
    desk = cast.at_desk("operator")

    assert "Nurhayati" not in desk.get("/desk/recap?q=rosmini").text
    assert "Nurhayati" in desk.get("/desk/recap?q=1992031").text
    assert "Tidak ada yang cocok" in desk.get("/desk/recap?q=zzz").text


def test_an_admin_chooses_an_agency(cast: Cast):
    desk = cast.at_desk("admin")

    assert "Basri Daud" in desk.get(f"/desk/recap?agency={cast.other_office.id}").text
    assert desk.get(f"/desk/recap?agency={STRANGER}").status_code == 404


def test_a_holiday_is_named_and_shaded(cast: Cast):
    cast.run(
        CalendarDay.create,
        id=uuid4(),
        date=date.fromisoformat(f"{MONTH}-10"),
        kind="holiday",
        name="Hari Contoh",
        source="uji",
        created_at=clock.now(),
    )
    page = cast.at_desk("operator").get(f"/desk/recap?month={MONTH}").text
    assert 'data-free title="Hari Contoh"' in page
    assert "<dt>10*</dt><dd>Hari Contoh</dd>" in page


@pytest.mark.parametrize("month", ["2026-13", "bulan", "20261", "2026-1"])
def test_a_month_that_is_none_is_told(cast: Cast, month: str):
    desk = cast.at_desk("operator")
    for path in (f"/desk/recap?month={month}", path_of(cast, "employee", month)):
        answer = desk.get(path)
        assert answer.status_code == 422
        assert "misalnya 2026-11" in answer.text


def test_a_head_without_a_role_sees_the_agency_and_nobody_else(cast: Cast):
    name_head(cast, "other_employee")
    desk = cast.at_desk("other_employee")

    assert "Nurhayati Saleh" in desk.get("/desk/recap").text
    assert desk.get(path_of(cast, "employee")).status_code == 200
    assert desk.get(f"/desk/recap?agency={cast.other_office.id}").status_code == 404


def test_an_earlier_head_is_none(cast: Cast):
    name_head(cast, "other_employee")
    name_head(cast, "supervisor")
    assert cast.at_desk("other_employee").get("/desk/recap").status_code == 403


def test_a_supervisor_sees_their_own_people_only(cast: Cast):
    desk = cast.at_desk("supervisor")

    page = desk.get(desk.get("/desk/recap").headers["location"]).text

    assert "Nurhayati Saleh" in page
    assert "Rosmini Tahir" not in page
    assert desk.get(path_of(cast, "employee")).status_code == 200
    assert desk.get(path_of(cast, "operator")).status_code == 404
    assert 'href="/desk/team-recap"' in page


@pytest.mark.parametrize("who", ["other_operator", "other_supervisor", "employee"])
def test_a_stranger_s_person_is_not_found(cast: Cast, who: str):
    desk = cast.at_desk(who)
    assert desk.get(path_of(cast, "employee")).status_code == 404
    assert desk.get(path_of(cast, "employee") + "/2").status_code == 404


def test_somebody_without_people_or_agency_is_not_allowed(cast: Cast):
    desk = cast.at_desk("employee")
    for path in ("/desk/recap", "/desk/team-recap", "/desk/signals", "/desk/closing"):
        assert desk.get(path).status_code == 403, path


@pytest.mark.parametrize("path", ["/desk/recap", "/desk/team-recap", "/desk/signals"])
def test_who_is_not_signed_in_is_asked_to(cast: Cast, path: str):
    assert "/desk/sign-in" in cast.browser().get(path).headers["location"]


def test_a_day_leads_to_its_facts(cast: Cast):
    phone = cast.bind("employee")
    made = phone.check_in()
    on = clock.now() + timedelta(hours=8)  # WITA
    path = path_of(cast, "employee", on.strftime("%Y-%m")) + f"/{on.day}"

    page = cast.at_desk("operator").get(path).text

    assert f'href="/desk/checkins/{made}"' in page
    assert "Jam kerja" in page
    assert "Belum pernah berubah" in page


def test_a_head_sees_check_ins_without_a_door_to_them(cast: Cast):
    made = cast.bind("employee").check_in()
    name_head(cast, "other_employee")
    on = clock.now() + timedelta(hours=8)

    path = path_of(cast, "employee", on.strftime("%Y-%m")) + f"/{on.day}"
    page = cast.at_desk("other_employee").get(path).text

    assert "Absen Masuk" in page
    assert made not in page


def test_corrections_and_statuses_stand_on_their_day(cast: Cast):
    on = clock.now().date().replace(day=1)

    async def file() -> None:
        person = cast.people["employee"]
        at = clock.now()
        await Correction.create(
            id=uuid4(),
            employee=person,
            date=on,
            kind="in",
            at=at,
            reason="HP mati sejak pagi",
            evidence="Disaksikan Rosmini",
            filed_at=at,
        )
        await DayStatus.create(
            id=uuid4(),
            employee=person,
            code="DL",
            first_day=on,
            last_day=on,
            number="090/12/2026",
            note="",
            created_at=at,
        )

    cast.run(file)
    page = cast.at_desk("supervisor").get(path_of(cast, "employee") + "/1").text

    assert "HP mati sejak pagi" in page
    assert "Menunggu keputusan" in page
    assert "surat 090/12/2026" in page
    assert "Tercatat" in page


@pytest.mark.parametrize("day", ["0", "32", "99"])
def test_a_day_that_is_none_is_not_found(cast: Cast, day: str):
    assert cast.at_desk("operator").get(f"{path_of(cast, 'employee')}/{day}").status_code == 404


def hire(cast: Cast, number: int, start: int = 0) -> None:
    """Put so many people more into the office."""

    async def work() -> None:
        for one in range(start, start + number):
            await roster.add_employee(
                nip=f"19850101201001{one:04}",
                name=f"Pegawai {one:03}",
                agency=cast.office,
                supervisor=cast.people["supervisor"],
            )

    cast.run(work)


def settled(cast: Cast) -> None:
    """Fold the office's month, as the page would at its first call."""
    cast.run(recap_of, cast.office, MONTH, clock.now())


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("operator", "/desk/recap"),
        ("supervisor", "/desk/team-recap"),
        ("operator", "/desk/signals"),
        ("operator", f"/desk/closing/OFFICE/{MONTH}"),
    ],
)
def test_many_people_take_no_more_queries_than_few(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, who: str, path: str
):
    desk, path = cast.at_desk(who), path.replace("OFFICE", str(cast.office.id))
    hire(cast, 3)
    settled(cast)
    desk.get(path)
    asked = cast.run(count_queries, monkeypatch)

    assert desk.get(path).status_code == 200
    few = len(asked)
    hire(cast, 40, 3)
    settled(cast)
    desk.get(path)
    asked.clear()
    page = desk.get(path)

    assert page.status_code == 200
    assert len(asked) == few


def test_a_hundred_people_stand_on_a_page(cast: Cast):
    hire(cast, 120)
    desk = cast.at_desk("operator")

    first, second = desk.get("/desk/recap").text, desk.get("/desk/recap?page=2").text

    assert first.count('<th scope="row">') == 100
    assert second.count('<th scope="row">') == 23
    assert "<strong>123</strong> pegawai" in second
