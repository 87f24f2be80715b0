"""Do the pages of hours tell what they will do, and keep everything dated with its author?"""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.hours import HOME, group_of, table, ticked, week
from web.models import WorkGroup, WorkPattern
from web.services import roster


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        # Perpres 21/2023 art. 4, divided as PermenPANRB 6/2018 had it
        ("five", "37 jam 30 menit seminggu"),
        # SE Bupati Mamuju 1/2026, and Perpres 21/2023 for Ramadan
        ("ramadan-five", "32 jam 30 menit seminggu"),
        ("ramadan-six", "32 jam 30 menit seminggu"),
    ],
)
def test_a_preset_fills_the_form_and_tells_its_sum_and_a_day(cast: Cast, preset: str, words: str):
    page = cast.at_desk("operator").get(f"{HOME}/new?preset={preset}").text

    assert words in page
    assert "Contoh hari" in page
    assert "11 menit setelah 0" in page


def test_hours_that_are_not_the_perpres_are_asked_about_but_not_refused(cast: Cast):
    desk = cast.at_desk("operator")
    short = week(cast, end5="12.00")

    assert "Perpres 21/2023: 37 jam 30 menit" in desk.post(f"{HOME}/preview", data=short).text
    asked = desk.post(HOME, data=short)
    assert asked.status_code == 422
    assert "Jumlahnya 29 jam seminggu. Perpres 21/2023" in asked.text.split("certain-told")[1]
    assert desk.post(HOME, data=short | ticked(asked.text)).status_code == 303


def test_hours_that_begin_before_today_are_kept_only_after_what_they_do_was_told(cast: Cast):
    desk = cast.at_desk("operator")
    today = datetime.now(ZoneInfo(cast.office.timezone)).date()
    fortnight = today - timedelta(days=14)
    cast.run(roster.start_agency, agency=cast.office, starts_on=fortnight)

    async def held() -> int:
        return await WorkPattern.filter(agency_id=cast.office.id).count()

    before = cast.run(held)
    form = week(cast, valid_from=fortnight.isoformat(), valid_until="")
    asked = desk.post(HOME, data=form)
    assert asked.status_code == 422
    # 14 days on end hold 10 from Monday to Friday, of the three people of the office
    assert "30 hari kerja yang sudah lewat dari 3 pegawai dinilai ulang" in asked.text
    assert "ini menyangkut hari yang sudah lewat" in asked.text
    assert cast.run(held) == before

    empty = desk.post(HOME, data=form | ticked(asked.text) | {"reason": "  "})
    assert (empty.status_code, cast.run(held)) == (422, before)
    assert re.search(r'name="certain" value="[^"]+" required checked', empty.text)
    assert 'value="Ramadan"' in empty.text
    form |= {"reason": "SE Bupati terlambat diterima"}
    wrong = desk.post(HOME, data=form | {"certain": "ya"})
    assert (wrong.status_code, cast.run(held)) == (422, before)
    later = form | {"valid_from": (fortnight + timedelta(days=7)).isoformat()}
    assert desk.post(HOME, data=later | ticked(asked.text)).status_code == 422
    kept = desk.post(HOME, data=form | ticked(asked.text))
    assert kept.status_code == 303
    assert "SE Bupati terlambat diterima" in desk.get(kept.headers["location"]).text
    assert table(desk, f"{HOME}.csv?q=ramadan")[0][-1] == "SE Bupati terlambat diterima"
    admin = cast.at_desk("admin")
    assert "SE Bupati terlambat diterima" in admin.get("/desk/audit?subject=work_pattern").text


def test_hours_taken_back_are_told_too_and_read_as_never_held(cast: Cast):
    desk = cast.at_desk("operator")
    today = datetime.now(ZoneInfo(cast.office.timezone)).date()
    begun = today - timedelta(days=7)
    cast.run(roster.start_agency, agency=cast.office, starts_on=begun)
    form = week(cast, valid_from=begun.isoformat(), valid_until="", reason="Salah isi")
    desk.post(HOME, data=form | ticked(desk.post(HOME, data=form).text))

    async def newest() -> Any:
        return await WorkPattern.filter(name="Ramadan").first()

    path = f"{HOME}/{cast.run(newest).id}/end"
    data = {"last": (begun - timedelta(days=1)).isoformat(), "reason": "Salah OPD"}
    asked = desk.post(path, data=data)
    assert asked.status_code == 422
    assert "15 hari kerja yang sudah lewat dari 3 pegawai" in asked.text
    assert "Salah OPD" in asked.text
    assert cast.run(newest).valid_until is None

    ended = desk.post(path, data=data | ticked(asked.text))
    assert ended.status_code == 303
    assert "Ramadan" not in desk.get(ended.headers["location"]).text
    page = desk.get(f"{HOME}?show=past").text
    assert "Tidak pernah berlaku; semula mulai" in page


def test_hours_are_listed_as_current_coming_and_past(cast: Cast):
    desk = cast.at_desk("operator")
    saved = desk.post(HOME, data=week(cast, tolerance="5", flex="30", opens="06.00"))
    page = desk.get(saved.headers["location"]).text

    assert "Ramadan" in page
    assert "Akan datang" in page
    assert "Senin–Kamis: 08.00–15.00, istirahat 30 menit" in page
    assert "Absen Masuk diterima mulai 06.00" in page
    assert "Jam Pulang mundur" in page


def test_two_sessions_a_day_are_kept_with_their_names(cast: Cast):
    sessions = {f"start{n}-2": "13.00" for n in range(1, 6)} | {
        f"end{n}-2": "16.00" for n in range(1, 6)
    }
    first = {f"end{n}": "12.00" for n in range(1, 6)} | {f"rest{n}": "" for n in range(1, 6)}
    form = week(cast, name1="Pagi", name2="Siang", noin2="1") | sessions | first

    desk = cast.at_desk("operator")
    saved = desk.post(HOME, data=form | ticked(desk.post(HOME, data=form).text))
    page = desk.get(saved.headers["location"]).text

    async def stored() -> Any:
        return (await WorkPattern.filter(agency_id=cast.office.id).order_by("-created_at"))[0].days

    assert "Pagi 08.00–12.00; Siang 13.00–16.00" in page
    assert [one["in"] for one in cast.run(stored)["1"]["spans"]] == [True, False]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tolerance": "-1"}, "Isi menit, 0 sampai"),
        ({"flex": "x"}, "Isi menit, 0 sampai"),
        ({"rest1": "600"}, "Istirahat tidak boleh sepanjang jam kerja."),
        ({"opens": "08.30"}, "Harus sebelum Jam Masuk"),
        ({"closes": "14.00"}, "Harus sesudah Jam Pulang"),
        ({"start1-2": "14.00", "end1-2": "16.00"}, "tidak boleh tumpang tindih"),
        ({"name": "x" * 101}, "paling panjang 100"),
        ({"valid_from": "7 Januari"}, "Isi tanggal mulai berlaku."),
    ],
)
def test_what_cannot_be_is_told(cast: Cast, change: dict[str, str], words: str):
    answer = cast.at_desk("operator").post(HOME, data=week(cast) | change)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="15.30"' in answer.text


def test_coming_hours_are_ended_once_with_a_reason_but_the_first_never(cast: Cast):
    desk = cast.at_desk("operator")
    desk.post(HOME, data=week(cast, valid_until=""))

    async def ids() -> list[Any]:
        return [one.id for one in await WorkPattern.all().order_by("created_at", "id")]

    async def newest() -> Any:
        return await WorkPattern.filter(name="Ramadan").first()

    pattern = cast.run(newest)
    path = f"{HOME}/{pattern.id}/end"
    wrong = desk.post(path, data={"last": "", "reason": "x"})
    assert "Isi hari terakhirnya." in wrong.text
    assert "Tulis alasannya" in desk.post(path, data={"last": "2030-01-20"}).text

    ended = desk.post(path, data={"last": "2030-01-20", "reason": "Salah tanggal"})
    assert "Salah tanggal" in desk.get(ended.headers["location"]).text
    assert cast.run(newest).valid_until.isoformat() == "2030-01-20"
    assert desk.post(path, data={"last": "2030-01-10", "reason": "Lagi"}).status_code == 422
    first = next(one for one in cast.run(ids) if one != pattern.id)
    assert cast.at_desk("admin").post(
        f"{HOME}/{first}/end", data={"last": "2030-01-01", "reason": "x"}
    ).status_code in (404, 422)


def test_others_have_nothing_to_do_with_it(cast: Cast):
    group = group_of(cast, cast.at_desk("operator"))
    person = cast.people["employee"].id

    async def pattern() -> Any:
        return (await WorkPattern.filter(agency_id=cast.office.id).first()).id

    other = cast.at_desk("other_operator")
    assert other.get(f"{HOME}?agency={cast.office.id}").status_code == 404
    assert other.get(f"{HOME}/new?employee={person}").status_code == 404
    assert other.get(f"{HOME}/new?group={group[-36:]}").status_code == 404
    assert other.get(group).status_code == 404
    assert other.post(f"{group}/members", data={}).status_code == 404
    assert other.post(f"{group}/end", data={}).status_code == 404
    assert other.post(HOME, data=week(cast)).status_code == 404
    assert other.post(f"{HOME}/{cast.run(pattern)}/end", data={}).status_code == 404
    assert other.get(f"/desk/groups/{STRANGER}").status_code == 404
    assert cast.at_desk("supervisor").get(HOME).status_code == 403
    assert cast.browser().get(HOME).status_code == 303

    async def groups() -> int:
        return await WorkGroup.all().count()

    assert cast.run(groups) == 1
