"""Does a month leave as a file for exactly those who may see it, and does a long one say so?"""

import csv
import io
import json
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.models import AgencyHead, Employee

MONTH = clock.now().strftime("%Y-%m")


def path_of(cast: Cast, ending: str = ".xlsx") -> str:
    """A file of the office's month."""
    return f"/desk/recap/{cast.office.id}/{MONTH}{ending}"


def begin(cast: Cast, desk: TestClient, format_: str) -> str:
    """Begin a job and wait for it as the page does; the path of its file."""
    shown = desk.post(path_of(cast, "/files"), data={"format": format_}).text
    while "hx-get" in shown:
        path = shown.partition('hx-get="')[2].partition('"')[0]
        shown = desk.get(path).text
    return shown.partition('href="')[2].partition('"')[0]


def test_an_operator_gets_every_format(cast: Cast):
    desk = cast.at_desk("operator")

    workbook = load_workbook(io.BytesIO(desk.get(path_of(cast)).content))
    pdf = desk.get(path_of(cast, ".pdf"))
    rows = list(csv.DictReader(io.StringIO(desk.get(path_of(cast, ".csv")).text.lstrip("\ufeff"))))
    document = json.loads(desk.get(path_of(cast, ".json")).content)

    assert workbook.sheetnames == ["Rekap", "Rincian", "Keterangan"]
    assert pdf.content.startswith(b"%PDF-")
    assert "Nurhayati Saleh" in {row["nama"] for row in rows}
    assert document["schema"] == "sikeren.recap/1"
    assert {one["nip"] for one in document["people"]} == {row["nip"] for row in rows}


def test_a_file_is_named_after_office_and_month(cast: Cast):
    cast.run(_rename, cast)
    answer = cast.at_desk("operator").get(path_of(cast, ".pdf"))
    disposition = answer.headers["content-disposition"]
    assert f"Dinas  A  B_ {MONTH}.pdf" in disposition
    assert f"B%C3%A9%20{MONTH}.pdf" in disposition
    assert "\r" not in disposition


async def _rename(cast: Cast) -> None:
    cast.office.name = 'Dinas "A/ Bé'
    await cast.office.save()


def test_the_page_offers_the_files(cast: Cast):
    page = cast.at_desk("operator").get("/desk/recap").text
    for ending in (".xlsx", ".pdf", ".csv", ".json"):
        assert f'href="{path_of(cast, ending)}"' in page


@pytest.mark.parametrize("format_", ["xlsx", "pdf"])
def test_a_job_ends_with_the_file(cast: Cast, format_: str):
    desk = cast.at_desk("operator")
    answer = desk.get(begin(cast, desk, format_))
    assert answer.status_code == 200
    assert answer.content[:2] in (b"PK", b"%P")


def test_a_job_is_only_for_who_began_it(cast: Cast):
    path = begin(cast, cast.at_desk("operator"), "csv")
    other = cast.at_desk("admin")
    assert other.get(path).status_code == 404
    assert other.get(path.removesuffix("/content")).status_code == 404


def test_a_job_that_is_gone_says_what_to_do(cast: Cast):
    answer = cast.at_desk("operator").get(f"/desk/recap-files/{STRANGER}")
    assert answer.status_code == 404
    assert "Buat lagi dari rekap" in answer.text


def test_a_head_and_an_admin_get_it_too(cast: Cast):
    cast.run(
        AgencyHead.create,
        id=uuid4(),
        agency=cast.office,
        employee=cast.people["other_employee"],
        title="Kepala Dinas",
        created_at=clock.now(),
    )
    for who in ("other_employee", "admin"):
        assert cast.at_desk(who).get(path_of(cast, ".json")).status_code == 200


@pytest.mark.parametrize("who", ["other_operator", "supervisor", "employee"])
def test_a_stranger_s_office_is_not_found(cast: Cast, who: str):
    desk = cast.at_desk(who)
    assert desk.get(path_of(cast)).status_code == 404
    assert desk.post(path_of(cast, "/files"), data={"format": "xlsx"}).status_code == 404


def test_who_is_not_signed_in_is_asked_to(cast: Cast):
    assert "/desk/sign-in" in cast.browser().get(path_of(cast)).headers["location"]


@pytest.mark.parametrize("month", ["2026-13", "bulan", "2026-1"])
def test_a_month_that_is_none_is_told(cast: Cast, month: str):
    answer = cast.at_desk("operator").get(f"/desk/recap/{cast.office.id}/{month}.pdf")
    assert answer.status_code == 422
    assert "misalnya 2026-11" in answer.text


@pytest.mark.parametrize("ending", [".doc", ".xlsx.exe"])
def test_another_format_is_not_found(cast: Cast, ending: str):
    assert cast.at_desk("operator").get(path_of(cast, ending)).status_code in (404, 422)


def test_a_name_that_looks_like_a_formula_stays_text(cast: Cast):
    cast.run(Employee.filter(id=cast.people["employee"].id).update, name="=1+1")
    desk = cast.at_desk("operator")

    cells = [
        cell
        for row in load_workbook(io.BytesIO(desk.get(path_of(cast)).content))["Rekap"].iter_rows()
        for cell in row
        if cell.value == "=1+1"
    ]

    assert [cell.data_type for cell in cells] == ["s"]
    assert "'=1+1" in desk.get(path_of(cast, ".csv")).text
