"""Are special days entered by those who may, and told with an example of the day itself?"""

import csv
import io
from datetime import date
from typing import Any

import pytest

from tests.endpoints.conftest import Cast
from web.models import Agency, SpecialDay

# Wednesday, the first workday after the joint leave of Idulfitri 1447.
FORM = {"date": "2026-03-25", "name": "Hari pertama sesudah Lebaran", "absent": "50"}
PATH = "/desk/special-days/2026-03-25"


def rows(cast: Cast) -> list[SpecialDay]:
    async def look() -> list[SpecialDay]:
        return await SpecialDay.all().order_by("created_at")

    found: list[SpecialDay] = cast.run(look)
    return found


def judged_since_january(cast: Cast) -> None:
    """Without this an office is judged from its first day in SIKEREN on."""

    async def save() -> None:
        await Agency.filter(id=cast.office.id).update(starts_on=date(2026, 1, 1))

    cast.run(save)


def test_a_special_day_is_entered_and_told_with_its_example(cast: Cast):
    judged_since_january(cast)
    desk = cast.at_desk("admin")

    saved = desk.post("/desk/special-days", data=FORM | {"deadline": "09.00", "factor": "1,5"})

    assert saved.headers["location"] == f"{PATH}?done=special-day-set"
    [row] = rows(cast)
    assert (row.absent, row.deadline, row.factor, row.agency_id) == (50, "09:00", 1.5, None)
    page = cast.at_desk("operator").get(PATH).text
    for words in (
        *("dipotong 50 %", "paling akhir 09.00", "1,5 kali", "Masuk 09.05", "Dinas Contoh"),
        *("Admin SIKEREN", "Rabu, 25 Maret 2026"),
    ):
        assert words in page, words
    listed = cast.at_desk("operator").get("/desk/special-days?year=2026").text
    assert "Hari pertama sesudah Lebaran" in listed
    assert "Belum ada hari khusus" in desk.get("/desk/special-days?year=2025").text


def test_an_operator_changes_and_takes_back_their_own(cast: Cast):
    desk = cast.at_desk("operator")
    desk.post("/desk/special-days", data=FORM)

    changed = desk.post(PATH, data=FORM | {"absent": "25,5"})
    without = desk.post(PATH, data={"act": "back"})
    back = desk.post(PATH, data={"act": "back", "reason": "Salah tanggal"})

    assert (changed.status_code, without.status_code, back.status_code) == (303, 422, 303)
    assert "Tulis alasan membatalkannya." in without.text
    assert [(row.absent, row.name) for row in rows(cast)] == [
        (50, FORM["name"]),
        (25.5, FORM["name"]),
        (None, "Salah tanggal"),
    ]
    page = desk.get(PATH).text
    assert "Bukan hari khusus" in page
    assert "Dibatalkan: Salah tanggal" in page
    assert {row.agency_id for row in rows(cast)} == {cast.office.id}


def test_a_special_day_on_a_free_day_is_pointed_out(cast: Cast):
    judged_since_january(cast)
    desk = cast.at_desk("operator")
    desk.post("/desk/special-days", data=FORM | {"date": "2026-03-29"})

    page = desk.get("/desk/special-days/2026-03-29").text
    assert "Bukan hari kerja. Aturan ini tidak berpengaruh" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"date": ""}, "Isi tanggalnya."),
        ({"name": ""}, "Isi nama harinya"),
        ({"absent": ""}, "Isi sedikitnya satu"),
        ({"absent": "banyak"}, "Tulis angka"),
        ({"absent": "101"}, "Isi persen antara 0 dan 100."),
        ({"deadline": "25.00"}, "Tulis jam seperti"),
        ({"factor": "11"}, "Isi pengali antara"),
        ({"factor": "x"}, "Tulis angka"),
    ],
)
def test_a_wrong_special_day_is_told_beside_its_field_and_kept(
    cast: Cast, change: dict[str, str], words: str
):
    desk = cast.at_desk("operator")

    answer = desk.post("/desk/special-days", data=FORM | {"deadline": "09.30"} | change)

    if change == {"absent": ""}:
        answer = desk.post("/desk/special-days", data=FORM | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="2026-03-25"' in answer.text or "date" in change
    if change != {"absent": ""}:
        assert rows(cast) == []
        assert desk.post(PATH, data=FORM | change).status_code == (303 if "date" in change else 422)


def test_the_list_is_narrowed_sorted_and_taken_along(cast: Cast):
    admin = cast.at_desk("admin")
    for day, name, agency in (
        ("2026-03-25", "Hari pertama", None),
        ("2026-03-26", "Hari kedua", cast.office),
        ("2199-03-25", "Hari jauh", cast.office),
    ):
        whose = {"agency": str(agency.id)} if agency else {}
        admin.post("/desk/special-days", data=FORM | whose | {"date": day, "name": name})
    for whose in ({}, {"agency": str(cast.other_office.id)}):
        admin.post(
            "/desk/special-days", data=FORM | whose | {"date": "2026-03-27", "name": "Batal"}
        )
    admin.post("/desk/special-days/2026-03-27", data={"act": "back", "reason": "Keliru"})

    def listed(asked: str) -> list[str]:
        rows = list(csv.reader(io.StringIO(admin.get(f"/desk/special-days.csv?{asked}").text)))
        return [row[2] for row in rows[1:]]

    assert listed("year=2026") == ["Hari pertama", "Hari kedua", "Batal"]
    assert listed("year=2026&sort=-name") == ["Hari pertama", "Hari kedua", "Batal"]
    assert listed("year=2026&sort=name&q=hari") == ["Hari kedua", "Hari pertama"]
    assert listed(f"year=2026&agency={cast.office.id}") == ["Hari pertama", "Hari kedua"]
    assert listed("year=2026&show=coming") == []
    assert listed("year=2199&show=past") == []
    assert listed("year=2199&show=coming") == ["Hari jauh"]
    page = admin.get("/desk/special-days?year=2026").text
    assert f"/desk/special-days/2026-03-26?agency={cast.office.id}" in page
    assert "Tidak ada yang cocok" in admin.get("/desk/special-days?year=2026&q=natal").text


PAGES = ("/desk/special-days", PATH)


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_for_operators_of_the_office(cast: Cast, path: str):
    assert cast.at_desk("operator").get(path).status_code == 200
    assert cast.at_desk("supervisor").get(path).status_code == 403
    assert cast.client.get(path).status_code == 303
    other: Any = cast.at_desk("other_operator")
    assert other.get(f"{path}?agency={cast.office.id}").status_code == 404
    assert other.post(path, data=FORM | {"agency": str(cast.office.id)}).status_code == 404
    assert rows(cast) == []


@pytest.mark.parametrize("day", ["kemarin", "2026-02-30", "%00"])
def test_a_date_that_is_none_is_not_found(cast: Cast, day: str):
    assert cast.at_desk("admin").get(f"/desk/special-days/{day}").status_code == 404
