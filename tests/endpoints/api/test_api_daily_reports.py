"""Does a phone hand in its owner's daily reports, each version once, and read what became of it?"""

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest

from tests.endpoints.conftest import STRANGER, Cast, Phone
from web import clock
from web.domain import times
from web.domain.schedule import local_date
from web.models import Agency, Employee, WorkPattern
from web.services import daily_reports
from web.services.daily_report_lists import cards

HOME = "/api/v1/daily-reports"


def today() -> date:
    """The date that it is for the cast's office."""
    return local_date(clock.now(), "Asia/Makassar")


def body(**other: Any) -> dict[str, Any]:
    """A report of today with one line."""
    line = {
        **{"begins": "07:30", "ends": "09:00", "activity": "=Menyusun laporan", "volume": 2},
        **{"unit": "berkas", "target": ""},
    }
    told = {"version": str(uuid4()), "date": today().isoformat(), "lines": [line]}
    return told | {"written_at": times.write(clock.now())} | other


@pytest.fixture
def phone(cast: Cast) -> Phone:
    """The employee's phone, in an office that works every day."""

    async def every_day() -> None:
        await Agency.filter(id=cast.office.id).update(starts_on=today().replace(day=1))
        hours = {str(number): ["07:30", "16:00"] for number in range(1, 8)}
        await WorkPattern.filter(agency_id=cast.office.id).update(days=hours)

    cast.run(every_day)
    return cast.bind("employee")


def put(phone: Phone, id: str, document: Any) -> Any:
    return phone.browser.put(f"{HOME}/{id}", json=document)


def decide(cast: Cast, id: str, event: str) -> None:
    async def work() -> None:
        above = await Employee.get(id=cast.people["supervisor"].id)
        await daily_reports.decide(
            chosen=await cards([UUID(id)]),
            author=above,
            event=event,
            words="Kurang rinci.",
            batch=uuid4(),
        )

    cast.run(work)


def listed(phone: Phone) -> dict[str, Any]:
    days: list[dict[str, Any]] = phone.browser.get(HOME).json()["days"]
    return days[0]


def test_a_report_is_handed_in_once_returned_mended_and_taken_back(cast: Cast, phone: Phone):
    assert listed(phone)["state"] == "missing"
    report, first = str(uuid4()), body()
    assert [put(phone, report, first).status_code for _ in range(2)] == [201, 200]
    one = listed(phone)
    assert (one["date"], one["state"], one["source"]) == (today().isoformat(), "submitted", "own")
    assert one["lines"][0]["activity"] == "=Menyusun laporan"
    assert (one["report"]["id"], one["report"]["version"]) == (report, first["version"])
    decide(cast, report, "return")
    one = listed(phone)
    assert one["state"] == "returned"
    assert one["report"]["steps"][-1]["words"] == "Kurang rinci."
    assert put(phone, report, body()).status_code == 201
    back = {"reason": "Salah hari."}
    path = f"{HOME}/{report}/withdrawal"
    assert [phone.browser.put(path, json=back).status_code for _ in range(2)] == [201, 200]
    answer = phone.browser.get(HOME)
    known = {"If-None-Match": answer.headers["ETag"]}
    assert phone.browser.get(HOME, headers=known).status_code == 304


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"version": "x"}, "version"),
        ({"date": "kemarin"}, "date"),
        ({"date": "2099-01-01"}, "workday"),
        ({"written_at": 5}, "written_at"),
        ({"lines": []}, "lines"),
        ({"lines": [{}]}, "lines.0.activity"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_cannot_be_read_is_named(phone: Phone, change: dict[str, Any], field: str):
    answer = put(phone, str(uuid4()), body(**change))
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]


def test_a_day_has_one_report_and_a_strangers_is_not_there(cast: Cast, phone: Phone):
    report = str(uuid4())
    assert put(phone, report, body()).status_code == 201
    assert put(phone, str(uuid4()), body()).json()["code"] == "already_exists"
    other = cast.bind("stranger") if "stranger" in cast.people else cast.bind("supervisor")
    assert put(other, report, body()).json()["code"] == "content_differs"
    path = f"{HOME}/{report}/withdrawal"
    assert other.browser.put(path, json={"reason": "x"}).status_code == 404
    gone = phone.browser.put(f"{HOME}/{STRANGER}/withdrawal", json={"reason": "x"})
    assert gone.status_code == 404
    assert phone.browser.get(f"{HOME}?month=2026-13").status_code == 422


def test_the_month_leaves_as_a_file_in_which_nothing_runs(phone: Phone):
    put(phone, str(uuid4()), body())
    text = phone.browser.get(f"{HOME}.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("tanggal,mulai,selesai,kegiatan")
    assert "'=Menyusun laporan,2,berkas,,Menunggu atasan" in text
    made = phone.browser.get(f"{HOME}.xlsx")
    with ZipFile(io.BytesIO(made.content)) as book:
        assert b"=Menyusun laporan" in book.read("xl/sharedStrings.xml")
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert "attachment" in made.headers["Content-Disposition"]
    assert phone.browser.get(f"{HOME}.pdf").status_code == 404


def test_nobody_reads_or_writes_without_a_session(cast: Cast):
    assert cast.client.get(HOME).status_code == 401
    assert cast.client.put(f"{HOME}/{STRANGER}", json=body()).status_code == 401
