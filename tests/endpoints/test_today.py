"""Does the page of today say how things stand, of one's own people, and only what one may know?"""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.domain.schedule import local_date
from web.models import CheckIn, Employee
from web.services import statuses

MONDAY = "2030-01-07"


def figures(page: str, heading: str) -> str:
    """The text of one card, without its tags."""
    [card] = re.findall(rf"<h2[^>]*>{heading}</h2>(.*?)</section>", page, re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", card).split())


def test_an_arrival_is_on_the_page_and_in_its_part_that_renews_itself(cast: Cast):
    desk = cast.at_desk("operator")
    assert "belum ada absen" in desk.get("/desk/today").text
    cast.bind("employee").check_in()

    live = re.search(r'hx-get="(/desk/today/state[^"]*)"', desk.get("/desk/today").text)
    assert live
    address = live[1].replace("&amp;", "&")
    part = desk.get(address).text

    assert "1 absen, terbanyak 1 pada" in part
    assert "Keadaan pukul" in part
    assert "<html" not in part
    assert re.search(r'<rect class="direct" x="[\d.]+%" y="50.0%"', part)
    stale = desk.get(re.sub(r"opened=[0-9-]+", "opened=2026-01-01", address))
    assert stale.headers["hx-refresh"] == "true"


def test_drawings_need_no_style_of_their_own(cast: Cast):
    cast.bind("employee").check_in()
    assert "style=" not in cast.at_desk("operator").get("/desk/today").text


@pytest.mark.parametrize("path", ["/desk/today", "/desk/today/state"])
def test_another_s_agency_is_not_found_and_none_of_its_people_counted(cast: Cast, path: str):
    cast.bind("other_employee").check_in()
    desk = cast.at_desk("operator")

    page = desk.get(f"{path}?day={MONDAY}").text
    assert "dari 3 yang diharapkan" in page
    assert "Basri" not in page
    assert "Badan Lain" not in page
    assert "belum ada absen" in desk.get(path).text
    for foreign in (cast.other_office.id, STRANGER):
        assert desk.get(f"{path}?agency={foreign}").status_code == 404


def test_admins_and_auditors_go_from_the_regency_down_to_people(cast: Cast):
    person = cast.people["employee"]
    for who in ("admin", "auditor") if "auditor" in cast.people else ("admin",):
        desk = cast.at_desk(who)
        top = desk.get(f"/desk/today?day={MONDAY}").text
        assert "dari 6 yang diharapkan" in top
        [down] = re.findall(rf'href="(/desk/today\?agency={cast.office.id}[^"]*)"', top)
        page = desk.get(down.replace("&amp;", "&")).text
        assert f'href="/desk/employees/{person.id}"' in page
        assert "Semua OPD" in page
        assert "Basri" not in page


def test_why_somebody_is_away_is_not_told(cast: Cast):
    day = local_date(clock.now(), "Asia/Makassar")
    monday = day + timedelta(days=7 - day.weekday())

    async def fall_ill() -> None:
        await statuses.add_status(
            **{"employee": cast.people["employee"], "code": "S", "number": "1"},
            **{"first_day": monday, "last_day": monday},
        )

    cast.run(fall_ill)
    page = cast.at_desk("operator").get(f"/desk/today?day={monday}").text
    assert "Tidak masuk, sah" in page
    assert "Sakit" not in page


def test_what_needs_a_look_leads_to_where_one_acts(cast: Cast):
    phone = cast.bind("employee")
    envelope = phone.soft.check_in("in", at=phone.soft.anchor_seen_at, fixes=[], note="x")
    envelope["assertion"] = {}
    cast.client.post("/api/v1/checkins", json={"checkins": [envelope]})
    page = cast.at_desk("operator").get("/desk/today").text
    assert 'href="/desk/quarantine">1 kiriman HP pegawai ditolak server</a>' in page
    assert "silent=7" in page
    assert "1 kiriman" not in cast.at_desk("other_operator").get("/desk/today").text


def test_failures_and_whole_refusals_are_told_to_admins_alone(cast: Cast):
    for body in (b"{", b'{"checkins": []}'):
        cast.client.post("/api/v1/checkins", content=body)
    told = figures(cast.at_desk("admin").get("/desk/today").text, "Kesalahan")
    assert "Kiriman ditolak seluruhnya: Permintaan tidak terbaca 1, Isian belum benar 1." in told
    assert "Kegagalan server yang lain: tidak ada." in told
    assert "sejak server dinyalakan" not in cast.at_desk("operator").get("/desk/today").text


def test_a_failure_of_the_server_is_the_first_thing_an_admin_reads(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(cast.app.state.intake, "hand_in", fail)
    phone = cast.bind("employee")
    envelope = phone.soft.check_in("in", at=phone.soft.anchor_seen_at, fixes=[])
    unguarded = TestClient(cast.app, base_url=str(cast.client.base_url))
    unguarded.portal = cast.client.portal
    with pytest.raises(RuntimeError):
        unguarded.post("/api/v1/checkins", json={"checkins": [envelope]})
    page = cast.at_desk("admin").get("/desk/today").text
    assert "Server gagal 1 kali dalam satu jam terakhir" in page


def test_all_that_waits_is_one_list_whatever_its_day(cast: Cast):
    checkin = cast.bind("employee").check_in(metres_north=500)

    async def long_ago() -> None:
        at = clock.now() - timedelta(days=9)
        await CheckIn.filter(hash=checkin).update(claimed_at=at, received_at=at)

    cast.run(long_ago)
    desk = cast.at_desk("operator")
    page = desk.get("/desk/today").text
    [link] = re.findall(r'href="(/desk/arrivals[^"]*state=open[^"]*)"', page)
    address = link.replace("&amp;", "&")
    listed = desk.get(address).text
    assert "Nurhayati Saleh" in listed
    assert "1 absen" in listed
    assert "Nurhayati Saleh" in desk.get(address.replace("arrivals", "arrivals.csv")).text
    assert "Nurhayati" not in desk.get(address.replace("open", "waiting")).text
    assert desk.get("/desk/arrivals/fixes?state=open").json()["fixes"] == []
    assert "Nurhayati" not in cast.at_desk("other_operator").get("/desk/arrivals?state=open").text


@pytest.mark.parametrize(
    "change",
    [{"employee": {"supervisor_id": None}}, {"supervisor": {"active": False}}],
)
def test_what_nobody_can_decide_is_said_with_the_way_to_those_people(
    cast: Cast, change: dict[str, dict[str, object]]
):
    cast.bind("employee").check_in(metres_north=500)
    desk = cast.at_desk("operator")
    assert "tanpa atasan" not in desk.get("/desk/today").text

    async def lose() -> None:
        for who, values in change.items():
            await Employee.filter(id=cast.people[who].id).update(**values)

    cast.run(lose)
    page = desk.get("/desk/today").text
    assert "1 absen menunggu tanpa atasan yang dapat memutuskan" in page
    assert "<strong>1 tanpa atasan</strong>" in page
    people = desk.get(re.findall(r'href="([^"]*show=undecided)"', page)[0]).text
    assert "Nurhayati Saleh" in people
    person = desk.get(f"/desk/employees/{cast.people['employee'].id}").text
    assert "belum dapat diputuskan siapa pun" in person


def test_a_phone_that_is_asked_for_is_seen_until_it_is_decided(cast: Cast):
    cast.bind("employee")
    form = {"change": str(uuid4()), "cause": "broken", "reason": "Datang sendiri, layar pecah."}
    path = f"/desk/employees/{cast.people['employee'].id}/phone-change"
    assert cast.at_desk("operator").post(path, data=form).status_code == 303
    words = 'href="/desk/phones">1 permintaan ganti HP menunggu</a>'
    for who in ("operator", "admin"):  # who prepared it, and who may be the second
        assert words in cast.at_desk(who).get("/desk/today").text
    assert "ganti HP menunggu" not in cast.at_desk("other_operator").get("/desk/today").text
