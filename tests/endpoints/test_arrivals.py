"""Does the operator see the day arrive, and every fact of it, but only their own people's?"""

import csv
import io
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.endpoints.conftest import CIRCLE, STRANGER, Cast
from tests.endpoints.list_rows import DAY, fill
from web.models import CheckIn, Quarantine
from web.services import points
from web.services.point_versions import Terms


def test_a_check_in_appears_with_its_times_place_and_verdict(cast: Cast):
    desk = cast.at_desk("operator")
    assert "Belum ada absen hari ini" in desk.get("/desk/arrivals").text

    cast.bind("employee").check_in()

    page = desk.get("/desk/arrivals/rows").text
    assert "Nurhayati Saleh" in page
    assert "Absen Masuk" in page
    assert "Kantor Dinas" in page
    assert "diterima" in page
    assert "WITA" in page
    assert re.search("<strong>1</strong> (sudah masuk|masuk di luar jadwal)", page)  # of any day


def test_nothing_is_sent_again_while_nothing_has_changed(cast: Cast):
    desk, phone = cast.at_desk("operator"), cast.bind("employee")
    phone.check_in()
    tag = desk.get("/desk/arrivals/rows").headers["hx-ptag"]

    assert desk.get("/desk/arrivals/rows", headers={"HX-PTag": tag}).status_code == 304
    phone.check_in("out")
    assert desk.get("/desk/arrivals/rows", headers={"HX-PTag": tag}).status_code == 200


def test_a_page_that_was_left_open_over_midnight_is_loaded_anew(cast: Cast):
    desk = cast.at_desk("operator")
    live = re.search(r'hx-get="(/desk/arrivals/rows[^"]*)"', desk.get("/desk/arrivals").text)
    assert live

    assert desk.get(live[1]).status_code == 200
    stale = desk.get(re.sub(r"opened=[0-9-]+", "opened=2026-01-01", live[1]))
    assert stale.headers["hx-refresh"] == "true"


def test_a_doubtful_one_says_why_in_words(cast: Cast):
    checkin = cast.bind("employee").check_in(metres_north=500)
    desk = cast.at_desk("operator")

    row = desk.get("/desk/arrivals?state=waiting").text
    assert "Di luar radius" in row
    assert "500 m dari Kantor Dinas" in row
    assert "Nurhayati" not in desk.get("/desk/arrivals?state=accepted").text

    page = desk.get(f"/desk/checkins/{checkin}").text
    for words in ("400 m di luar batas", "Kontak terakhir", "Bukti terima", "Ditinjau", "±8 m"):
        assert words.lower() in page.lower(), words


def test_filters_narrow_by_name_number_and_agency(cast: Cast):
    cast.bind("employee").check_in()
    cast.bind("other_employee").check_in()
    desk = cast.at_desk("admin")

    everything = desk.get("/desk/arrivals").text
    assert "Nurhayati" in everything
    assert "Basri" in everything
    for query in ("q=nurhay", "q=19920315 201503", f"agency={cast.office.id}"):
        page = desk.get(f"/desk/arrivals?{query}").text
        assert "Nurhayati" in page
        assert "Basri" not in page
    assert "Tidak ada absen yang cocok" in desk.get("/desk/arrivals?q=tidakada").text


def test_an_operator_sees_no_stranger_in_list_map_or_detail(cast: Cast):
    checkin = cast.bind("other_employee").check_in()
    desk = cast.at_desk("operator")

    for path in (
        "/desk/arrivals",
        "/desk/arrivals/rows",
        "/desk/arrivals/fixes",
        "/desk/arrivals?q=Basri",
    ):
        assert "Basri Daud" not in desk.get(path).text
    for who in ("operator", "supervisor", "employee"):
        assert cast.at_desk(who).get(f"/desk/checkins/{checkin}").status_code == 404
    assert cast.at_desk("other_supervisor").get(f"/desk/checkins/{checkin}").status_code == 200
    assert cast.client.get(f"/desk/checkins/{checkin}").status_code == 303


@pytest.mark.parametrize("path", ["", "/rows", "/fixes", ".csv"])
def test_the_list_of_another_s_agency_is_not_found(cast: Cast, path: str):
    desk = cast.at_desk("operator")
    for foreign in (cast.other_office.id, STRANGER):
        assert desk.get(f"/desk/arrivals{path}?agency={foreign}").status_code == 404
    assert desk.get(f"/desk/arrivals{path}?agency={cast.office.id}").status_code == 200


@pytest.mark.parametrize("name", ["x", "%00", "A" * 43, "%2e%2e"])
def test_a_check_in_that_is_none_is_not_found(cast: Cast, name: str):
    assert cast.at_desk("admin").get(f"/desk/checkins/{name}").status_code == 404


def test_the_map_gets_fixes_and_points_and_leaves_out_who_sent_none(cast: Cast):
    cast.bind("employee").check_in(metres_north=30)
    cast.bind("supervisor").check_in(fixes=[], no_fix="denied")

    answer = cast.at_desk("operator").get("/desk/arrivals/fixes").json()

    [fix] = answer["fixes"]
    assert fix["name"] == "Nurhayati Saleh"
    assert fix["state"] == "accepted"
    assert fix["accuracy"] == 8.0
    assert [point["name"] for point in answer["points"]] == ["Kantor Dinas"]


def test_the_map_shows_a_point_that_another_office_shares_and_no_other(cast: Cast):
    async def lend() -> None:
        terms = Terms(shared=[cast.office.id])
        for name, more in (("Lapangan Bersama", {"terms": terms}), ("Milik Sendiri", {})):
            await points.add_point(agency=cast.other_office, name=name, shape=CIRCLE, **more)

    cast.run(lend)

    for query in ("", f"?agency={cast.office.id}"):
        drawn = cast.at_desk("operator").get(f"/desk/arrivals/fixes{query}").json()["points"]
        assert {point["name"] for point in drawn} == {"Kantor Dinas", "Lapangan Bersama"}


def test_who_is_expected_is_listed_on_a_workday_only(cast: Cast):
    cast.bind("employee").check_in()
    desk = cast.at_desk("operator")

    monday = desk.get("/desk/arrivals?state=later&day=2030-01-07").text
    sunday = desk.get("/desk/arrivals?state=later&day=2030-01-06").text

    assert "Hasanuddin Yusuf" in monday
    assert "Nurhayati" in monday
    assert "Bukan hari kerja" in sunday


def test_who_works_later_is_not_called_missing_and_taken_along_apart(cast: Cast):
    desk, home = cast.at_desk("operator"), "/desk/arrivals?day=2030-01-07"
    page = desk.get(f"{home}&state=later").text
    assert "<strong>0</strong> belum</a>" in page
    assert "<strong>3</strong> belum waktunya" in page
    assert "Belum Absen Masuk</span>" not in page
    assert "Hasanuddin Yusuf" in page
    made = desk.get("/desk/arrivals.csv?day=2030-01-07&state=later")
    assert "Belum%20waktunya" in made.headers["content-disposition"]
    assert "Hasanuddin Yusuf" in made.text
    assert "Hasanuddin" not in desk.get("/desk/arrivals.csv?day=2030-01-07&state=absent").text


def test_what_arrives_late_is_found_under_its_own_day_and_as_late_today(cast: Cast):
    checkin = cast.bind("employee").check_in()

    async def pressed_yesterday() -> str:
        one = await CheckIn.get(hash=checkin)
        earlier = one.claimed_at - timedelta(days=1)
        await CheckIn.filter(hash=checkin).update(claimed_at=earlier)
        return earlier.astimezone(ZoneInfo("Asia/Makassar")).date().isoformat()

    day, desk = cast.run(pressed_yesterday), cast.at_desk("operator")

    assert "Nurhayati" not in desk.get("/desk/arrivals").text
    assert "<strong>1</strong> susulan" in desk.get("/desk/arrivals").text
    assert "Nurhayati" in desk.get("/desk/arrivals?state=late").text
    assert "Nurhayati" in desk.get(f"/desk/arrivals?day={day}").text


def test_a_refused_envelope_is_kept_and_shown_with_its_reason(cast: Cast):
    junk = {"jws": "<script>alert(1)</script>", "assertion": {}}
    cast.client.post("/api/v1/checkins", json={"checkins": [junk]})

    async def look() -> str:
        return str((await Quarantine.get()).id)

    admin, one = cast.at_desk("admin"), cast.run(look)
    assert "tidak terbaca sebagai absen" in admin.get("/desk/quarantine").text
    page = admin.get(f"/desk/quarantine/{one}").text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert cast.at_desk("operator").get(f"/desk/quarantine/{one}").status_code == 404
    assert "Tidak ada kiriman yang ditolak" in cast.at_desk("operator").get("/desk/quarantine").text


def test_a_refused_envelope_of_a_known_phone_is_its_operator_s_to_see(cast: Cast):
    phone = cast.bind("employee")
    envelope = phone.soft.check_in("in", at=phone.soft.anchor_seen_at, fixes=[], note="x")
    envelope["assertion"] = {}
    cast.client.post("/api/v1/checkins", json={"checkins": [envelope]})

    assert "Nurhayati Saleh" in cast.at_desk("operator").get("/desk/quarantine").text
    assert "Nurhayati" not in cast.at_desk("other_operator").get("/desk/quarantine").text


def test_the_day_is_sorted_turned_and_taken_along(cast: Cast):
    cast.run(fill, cast, 0, 61)  # each taps twice on that day
    desk, home = cast.at_desk("operator"), f"/desk/arrivals?day={DAY}"

    def names(asked: str) -> list[str]:
        return re.findall(r"<strong>=Orang (\d\d)</strong>", desk.get(home + asked).text)

    assert names("")[:2] == names("&page=junk")[:2] == ["60", "59"]  # the newest to arrive
    assert names("&sort=claimed")[:2] == names("&sort=received")[:2] == ["00", "01"]
    assert names("&sort=-claimed&page=3") == ["01", "00"]
    assert names("&sort=name")[:4] == ["00", "00", "01", "01"]
    assert len(names("")) == len(names("&page=2")) == 60
    assert names("&page=3") == names("&page=99") == ["01", "00"]
    assert names("&sort=-name&q=orang+07") == ["07", "07"]
    page = desk.get(f"{home}&sort=-name&page=2").text
    assert 'aria-sort="descending"' in page
    live = re.search(r'hx-get="(/desk/arrivals/rows[^"]*)"', page)
    assert live
    assert "sort=-name" in live[1]
    assert "page=2" in live[1]
    renewed = desk.get(live[1].replace("&amp;", "&")).text
    assert re.findall(r"<strong>=Orang (\d\d)<", renewed) == names("&sort=-name&page=2")

    made = desk.get(f"/desk/arrivals.csv?day={DAY}&q=orang+07&sort=claimed")
    heads, first, second = csv.reader(io.StringIO(made.content.decode("utf-8-sig")))
    told = dict(zip(heads, first, strict=True))
    assert told["Nama"] == "'=Orang 07"  # which no spreadsheet runs
    assert (told["Absen"], told["Jam"]) == ("Absen Masuk", "10.07 WITA")
    assert (told["Keadaan"], second[9]) == ("Ditinjau", "Diterima atasan")
    assert len(desk.get(f"/desk/arrivals.csv?day={DAY}").text.splitlines()) == 123
    assert desk.get(f"/desk/arrivals.xlsx?day={DAY}").content.startswith(b"PK")
    assert desk.get(f"/desk/arrivals.exe?day={DAY}").status_code == 404
    assert "Orang" not in cast.at_desk("other_operator").get(f"/desk/arrivals.csv?day={DAY}").text


def test_who_is_expected_is_sorted_turned_and_taken_along(cast: Cast):
    cast.run(fill, cast, 0, 62)
    desk, home = cast.at_desk("operator"), "/desk/arrivals?state=later&day=2030-01-07"
    first, second = desk.get(home).text, desk.get(f"{home}&page=2").text
    assert first.count('id="e') == 60
    assert second.count('id="e') == 62 + 3 - 60
    assert "=Orang 00" in desk.get(f"{home}&sort=-name&page=2").text
    assert 'id="day-by-agency"' in first
    made = desk.get(home.replace("arrivals", "arrivals.csv")).content.decode("utf-8-sig")
    heads, *people = csv.reader(io.StringIO(made))
    assert heads == ["NIP", "Nama", "OPD", "HP"]
    assert len(people) == 62 + 3
    assert sorted({one[3] for one in people}, reverse=True) == ["Terdaftar", "Belum ada"]
