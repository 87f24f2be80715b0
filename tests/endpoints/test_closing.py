"""Does a month go from desk to desk until it is locked, and say why where it may not?"""

import csv
import io
import re
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.models import AgencyHead, ClosingStep, Correction, LockedMonth
from web.services import roster
from web.services.unsettled import reviewed_days

MONTH = (clock.now().replace(day=1) - timedelta(days=3)).strftime("%Y-%m")
THIS_MONTH = (clock.now() + timedelta(hours=8)).strftime("%Y-%m")


def page_of(cast: Cast, month: str = MONTH) -> str:
    """The office's closing page."""
    return f"/desk/closing/{cast.office.id}/{month}"


def name_head(cast: Cast, desk: TestClient, who: str) -> None:
    """Let an admin say who heads the office."""
    form = {"nip": cast.people[who].nip, "title": "Kepala Dinas", "month": MONTH}
    answer = desk.post(f"/desk/agencies/{cast.office.id}/head", data=form)
    assert answer.status_code == 303, answer.text


def steps(cast: Cast) -> list[tuple[str, str]]:
    """Every step that is stored, with its author's name."""

    async def look() -> list[tuple[str, str]]:
        kept = await ClosingStep.all().order_by("at").select_related("author")
        return [(one.step, one.author.name) for one in kept]

    found: list[tuple[str, str]] = cast.run(look)
    return found


def test_a_month_goes_from_desk_to_desk(cast: Cast):
    admin, operator = cast.at_desk("admin"), cast.at_desk("operator")
    name_head(cast, admin, "other_employee")
    head, page = cast.at_desk("other_employee"), page_of(cast)

    checked = cast.at_desk("supervisor").post("/desk/team-recap", data={"month": MONTH})
    assert checked.headers["location"].startswith("/desk/team-recap?month=")
    assert operator.post(page, data={"step": "submit"}).status_code == 303
    assert "Setujui rekap" in head.get(page).text
    assert "Setujui rekap" not in operator.get(page).text
    assert head.post(page, data={"step": "approve"}).status_code == 303
    assert admin.post(page, data={"step": "lock"}).status_code == 303

    text = operator.get(page).text
    assert "Terkunci" in text
    assert "1 dari 1 memeriksa timnya" in text
    assert "Tidak ada absen atau keputusan yang datang terlambat" in text
    assert "Terkunci" in operator.get(f"/desk/recap?month={MONTH}").text
    assert steps(cast) == [
        ("team", "Hasanuddin Yusuf, S.Sos."),
        ("submit", "Rosmini Tahir"),
        ("approve", "Basri Daud"),
        ("lock", "Admin SIKEREN"),
    ]

    assert admin.post(page, data={"step": "reopen", "reason": ""}).status_code == 422
    assert admin.post(page, data={"step": "reopen", "reason": "SPT susulan"}).status_code == 303
    assert "SPT susulan" in operator.get(page).text
    assert cast.run(LockedMonth.all().count) == 1


def test_an_operator_is_told_what_still_waits(cast: Cast):
    async def file() -> None:
        at = clock.now()
        await Correction.create(
            id=uuid4(),
            employee=cast.people["employee"],
            date=at.date().fromisoformat(f"{MONTH}-05"),
            kind="out",
            at=at,
            reason="HP mati",
            evidence="",
            filed_at=at,
        )

    cast.run(file)
    desk = cast.at_desk("operator")

    assert "Masih menunggu keputusan (1)" in desk.get(page_of(cast)).text
    answer = desk.post(page_of(cast), data={"step": "submit"})
    assert answer.status_code == 409
    assert "koreksi Absen Pulang Nurhayati Saleh" in answer.text
    assert steps(cast) == []


def test_a_month_that_runs_is_not_submitted(cast: Cast):
    answer = cast.at_desk("operator").post(page_of(cast, THIS_MONTH), data={"step": "submit"})
    assert answer.status_code == 409
    assert "belum selesai" in answer.text


def test_a_head_returns_with_a_reason_that_is_kept(cast: Cast):
    name_head(cast, cast.at_desk("admin"), "supervisor")
    operator, head = cast.at_desk("operator"), cast.at_desk("supervisor")
    operator.post(page_of(cast), data={"step": "submit"})

    wrong = head.post(page_of(cast), data={"step": "return", "reason": " "})
    assert wrong.status_code == 422
    assert "Tulis alasannya" in wrong.text
    head.post(page_of(cast), data={"step": "return", "reason": "Cuti Nurhayati belum masuk"})

    page = operator.get(page_of(cast)).text
    assert "Cuti Nurhayati belum masuk" in page
    assert "Ajukan kepada kepala OPD" in page


@pytest.mark.parametrize(
    ("who", "step", "status"),
    [
        ("operator", "approve", 403),
        ("operator", "lock", 403),
        ("operator", "reopen", 403),
        ("operator", "nonsense", 422),
        ("admin", "approve", 403),
        ("admin", "lock", 409),
    ],
)
def test_a_step_of_somebody_else_s_or_at_another_time_is_refused(
    cast: Cast, who: str, step: str, status: int
):
    answer = cast.at_desk(who).post(page_of(cast), data={"step": step, "reason": "x"})
    assert answer.status_code == status
    assert "Langkah berikut" in answer.text
    assert steps(cast) == []


@pytest.mark.parametrize("who", ["other_operator", "supervisor", "employee"])
def test_another_s_month_is_not_found(cast: Cast, who: str):
    desk = cast.at_desk(who)
    assert desk.get(page_of(cast)).status_code == 404
    assert desk.post(page_of(cast), data={"step": "submit"}).status_code == 404
    assert cast.at_desk("admin").get(f"/desk/closing/{STRANGER}/{MONTH}").status_code == 404


def test_who_is_not_signed_in_is_asked_to(cast: Cast):
    browser = cast.browser()
    for path in ("/desk/closing", page_of(cast)):
        assert "/desk/sign-in" in browser.get(path).headers["location"]
    assert browser.post(page_of(cast), data={"step": "submit"}).status_code == 401
    assert browser.post("/desk/team-recap", data={"month": MONTH}).status_code == 401


def test_a_month_that_is_none_is_told(cast: Cast):
    desk = cast.at_desk("admin")
    assert desk.get(page_of(cast, "2026-00")).status_code == 422
    assert desk.get("/desk/closing?month=xx").status_code == 422
    supervisor = cast.at_desk("supervisor")
    assert supervisor.post("/desk/team-recap", data={"month": ""}).status_code == 422


def test_an_admin_sees_where_every_agency_stands(cast: Cast):
    cast.at_desk("operator").post(page_of(cast), data={"step": "submit"})
    page = cast.at_desk("admin").get(f"/desk/closing?month={MONTH}").text
    assert "Dinas Contoh" in page
    assert "Badan Lain" in page
    assert "Diajukan operator" in page
    assert "oleh Rosmini Tahir" in page


def test_the_closings_are_searched_narrowed_sorted_turned_and_taken_along(cast: Cast):
    async def grow() -> None:
        for n in range(60):
            await roster.add_agency(name=f"UPTD Pos {n:02d}", timezone="Asia/Makassar")

    cast.run(grow)
    cast.at_desk("operator").post(page_of(cast), data={"step": "submit"})
    desk, home = cast.at_desk("admin"), f"/desk/closing?month={MONTH}"

    def names(asked: str) -> list[str]:
        return re.findall(r"<strong>([^<]+)</strong></a>", desk.get(home + asked).text)

    posts = [f"UPTD Pos {n:02d}" for n in range(60)]
    assert names("") + names("&page=2") == ["Badan Lain", "Dinas Contoh", *posts]
    assert names("&sort=-agency")[0] == posts[-1]
    assert names("&sort=-state")[0] == "Dinas Contoh"
    assert names("&show=submitted") == ["Dinas Contoh"]
    assert names("&q=pos+07") == ["UPTD Pos 07"]
    assert names("&q=pos&show=locked") == []
    made = desk.get(f"/desk/closing.csv?month={MONTH}&show=submitted").content.decode("utf-8-sig")
    _heads, row = csv.reader(io.StringIO(made))
    assert row[0] == "Dinas Contoh"
    assert row[2:4] == ["Diajukan, menunggu kepala OPD", "Diajukan operator"]
    assert row[5] == "Rosmini Tahir"
    assert len(desk.get(f"/desk/closing.csv?month={MONTH}").text.splitlines()) == 63
    assert desk.get(f"/desk/closing.xlsx?month={MONTH}").content.startswith(b"PK")
    assert desk.get("/desk/closing.csv?month=xx").status_code == 422
    assert cast.at_desk("employee").get("/desk/closing.csv").status_code == 403
    assert "Badan Lain" not in cast.at_desk("operator").get("/desk/closing.csv").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"nip": "1", "title": "Kepala"}, "Tidak ada pegawai aktif"),
        ({"nip": "198101012006041001", "title": " "}, "Isi jabatan"),
    ],
)
def test_a_wrong_head_is_told_and_what_was_typed_stays(
    cast: Cast, form: dict[str, str], words: str
):
    path = f"/desk/agencies/{cast.office.id}/head"
    answer = cast.at_desk("admin").post(path, data=form | {"month": MONTH})
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{form["nip"]}"' in answer.text
    assert not cast.run(AgencyHead.all().exists)


def test_only_an_admin_names_a_head(cast: Cast):
    form = {"nip": cast.people["operator"].nip, "title": "Kepala", "month": MONTH}
    path = f"/desk/agencies/{cast.office.id}/head"
    assert cast.at_desk("operator").post(path, data=form).status_code == 403
    assert cast.browser().post(path, data=form).status_code == 401
    unknown = f"/desk/agencies/{STRANGER}/head"
    assert cast.at_desk("admin").post(unknown, data=form).status_code == 404


def test_a_team_is_not_checked_twice_over_a_submitted_month(cast: Cast):
    cast.at_desk("operator").post(page_of(cast), data={"step": "submit"})
    desk = cast.at_desk("supervisor")
    assert desk.post("/desk/team-recap", data={"month": MONTH}).status_code == 409
    assert "sudah diajukan" in desk.get(f"/desk/team-recap?month={MONTH}").text


def test_a_running_month_offers_no_step_and_says_from_when(cast: Cast):
    page = cast.at_desk("operator").get(page_of(cast, THIS_MONTH)).text
    assert "Ajukan kepada kepala OPD" not in page
    assert "Bulan ini masih berjalan. Dapat diajukan mulai " in page
    assert "Ajukan kepada kepala OPD" in cast.at_desk("operator").get(page_of(cast)).text


def test_what_is_still_looked_at_is_counted_and_linked(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    looked_at, sure = {"notes": ["Ada absen yang masih ditinjau atasan."]}, {"notes": []}
    rows = [{"days": {"5": looked_at, "3": looked_at}}, {"days": {"5": looked_at, "4": sure}}]
    found = reviewed_days(SimpleNamespace(month="2026-08", rows=rows))
    assert [*found.items()] == [(date(2026, 8, 3), 1), (date(2026, 8, 5), 2)]

    monkeypatch.setattr("web.endpoints.operator.closing.reviewed_days", lambda _: found)
    page = cast.at_desk("operator").get(page_of(cast)).text
    assert '<strong class="figures">3</strong> hari pegawai' in page
    link = f"/desk/arrivals?state=waiting&amp;agency={cast.office.id}&amp;day=2026-08-05"
    assert f'<a href="{link}">05/08/2026: 2</a>' in page
    assert cast.at_desk("operator").get(link.replace("&amp;", "&")).status_code == 200


def test_a_head_is_found_by_name(cast: Cast):
    admin, form = cast.at_desk("admin"), {"title": "Kepala Dinas", "month": MONTH}
    path = f"/desk/agencies/{cast.office.id}/head"
    found = admin.get("/desk/employees/supervisors", params={"for": "head", "seek": "basri"}).text
    meant = str(cast.people["other_employee"].id)
    assert f'name="person" value="{meant}"' in found
    assert "Tanpa atasan" not in found
    unclear = admin.post(path, data=form | {"seek": "basri"})
    assert unclear.status_code == 422
    assert f'name="person" value="{meant}"' in unclear.text  # to be chosen there
    assert admin.post(path, data=form | {"seek": "basri", "person": meant}).status_code == 303
    assert "Basri Daud" in admin.get(page_of(cast)).text


def test_the_address_of_a_form_leads_back_to_its_page(cast: Cast):
    admin = cast.at_desk("admin")
    for part, page in (
        (f"agencies/{cast.office.id}/head", f"agencies/{cast.office.id}"),
        ("schedules/preview", "schedules"),
        (f"points/{cast.point.id}/preview", f"points/{cast.point.id}"),
        ("inbox/summary", "inbox"),
    ):
        answer = admin.get(f"/desk/{part}")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/{page}")
    assert admin.delete(f"/desk/agencies/{cast.office.id}/head").status_code == 405
    assert admin.get("/api/v1/checkins").status_code == 405
