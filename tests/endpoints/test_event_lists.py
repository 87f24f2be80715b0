"""Are events listed where they belong, and those of several agencies kept as one?"""

import re
from datetime import date, timedelta
from uuid import uuid4

from tests.endpoints.conftest import Cast
from tests.endpoints.event_forms import APEL, DESK, WEEKLY, rows
from web import clock
from web.domain.schedule import local_date
from web.models import Agency, AgencyPlacement
from web.services import event_lists, roster


def test_the_list_tells_what_comes_from_what_is_past_and_what_was_taken_back(cast: Cast):
    desk, today = cast.at_desk("operator"), local_date(clock.now(), cast.office.timezone)
    for name, days in (("Kemarin", -1), ("Hari ini", 0), ("Besok", 1), ("Batal", 2)):
        day = (today + timedelta(days=days)).isoformat()
        desk.post(DESK, data=APEL | {"name": f"Apel {name}", "first": day})
    [gone] = [row for row in rows(cast) if row.name == "Apel Batal"]
    desk.post(f"{DESK}/{gone.id}/withdrawal", data={"reason": "Hujan lebat"})

    def listed(asked: str) -> list[str]:
        return re.findall(r"<strong>Apel ([^<]+)</strong>", desk.get(f"{DESK}{asked}").text)

    assert listed("") == ["Hari ini", "Besok", "Batal"]
    assert listed("?show=past") == ["Kemarin"]
    assert listed("?show=withdrawn") == ["Batal"]
    assert listed("?show=all") == ["Batal", "Besok", "Hari ini", "Kemarin"]
    assert listed("?show=all&sort=name&q=BES") == ["Besok"]
    assert listed("?show=all&kind=senam") == []
    narrowed = cast.at_desk("admin").get(f"{DESK}?show=past&q=apel").text
    for name, value in (("show", "past"), ("q", "apel")):  # they stay when another agency is chosen
        assert f'<input type="hidden" form="scope" name="{name}" value="{value}">' in narrowed
    _, told = desk.get(f"{DESK}.csv?show=withdrawn").text.splitlines()
    assert all(words in told for words in ("Dibatalkan", "Hujan lebat", "0,5 %", "07.00"))


def test_an_event_of_an_office_is_listed_where_its_unit_stood_under_it_on_the_day(cast: Cast):
    move_day = date(2026, 9, 1)

    async def move() -> None:
        for parent, since in ((cast.other_office, None), (cast.office, move_day)):
            unit = {"agency_id": unit_id, "parent": parent, "valid_from": since}
            await AgencyPlacement.create(id=uuid4(), created_at=clock.now(), **unit)

    async def found() -> Agency:
        return await roster.add_agency(name="UPTD Contoh", timezone="Asia/Makassar")

    unit_id = cast.run(found).id
    cast.run(move)
    admin = cast.at_desk("admin")
    for office, name in ((cast.office, "Baru"), (cast.other_office, "Lama")):
        whose = {"agency": str(office.id), "name": f"Apel {name}"}
        for day in ("2026-08-31", "2026-09-01"):
            admin.post(DESK, data=APEL | whose | {"first": day})

    page = admin.get(f"{DESK}?agency={unit_id}&show=all&sort=date").text
    assert re.findall(r"<strong>Apel ([^<]+)</strong>", page) == ["Lama", "Baru"]
    assert "Senin, 31 Agustus 2026" in page
    assert "Selasa, 1 September 2026" in page
    every = admin.get(f"{DESK}?show=all").text
    assert (every.count("Apel Baru</strong>"), every.count("Apel Lama</strong>")) == (2, 2)


def test_the_place_of_an_event_to_come_is_found_with_what_it_is_for(cast: Cast):
    desk = cast.at_desk("operator")
    field = {"place": "new", "lat": "-2,68", "lng": "118,9", "radius": "80"}
    today = local_date(clock.now(), cast.office.timezone)
    weekly = {"repeat": "weekly", "first": today.isoformat(), "on1": "1"}
    weekly |= {"last": (today + timedelta(days=30)).isoformat()}
    desk.post(DESK, data=APEL | field | weekly | {"place_name": "Lapangan Merdeka"})
    past = {"place_name": "Lapangan Lama", "first": (today - timedelta(days=9)).isoformat()}
    desk.post(DESK, data=APEL | field | past)
    coming = next(row for row in rows(cast) if row.date >= today)
    link = f'href="{DESK}/{coming.id}"'

    for who in ("operator", "admin"):
        for path in (
            *("/desk/search?q=lapangan", "/desk/search?q=apel+merdeka&kind=events"),
            *("/desk/points/all?show=temporary", "/desk/points/all?q=merdeka"),
        ):
            page = cast.at_desk(who).get(path).text
            assert page.count("Lapangan Merdeka") == page.count(link) == 1, (who, path)
            assert ("Apel pagi" in page, "Lapangan Lama" in page) == (True, False)
            assert "Tidak ada yang cocok" not in page
    assert "Lapangan Merdeka" not in desk.get("/desk/points/all?show=closed").text
    for who in ("other_operator", "supervisor"):
        assert link not in cast.at_desk(who).get("/desk/search?q=lapangan").text
    assert link not in cast.at_desk("other_operator").get("/desk/points/all").text


def test_several_agencies_are_asked_in_one_act(cast: Cast):
    admin = cast.at_desk("admin")
    assert admin.post(DESK, data=APEL | {"expected": "agencies"}).status_code == 422
    both = {f"opd-{one.id}": "1" for one in (cast.office, cast.other_office)}
    admin.post(DESK, data=APEL | {"expected": "agencies"} | both)

    assert {row.agency_id for row in rows(cast)} == {cast.office.id, cast.other_office.id}
    [own] = [row for row in rows(cast) if row.agency_id == cast.office.id]
    assert cast.at_desk("operator").get(f"{DESK}/{own.id}").status_code == 200
    assert cast.at_desk("other_operator").get(f"{DESK}/{own.id}").status_code == 404


def test_an_event_of_several_agencies_is_one_in_the_list_of_all(cast: Cast):
    admin, both = cast.at_desk("admin"), (cast.office, cast.other_office)
    day = local_date(clock.now(), cast.office.timezone) + timedelta(days=1)
    asked = {"expected": "agencies", **{f"opd-{one.id}": "1" for one in both}}
    admin.post(DESK, data=APEL | asked | {"first": day.isoformat()})
    names = ", ".join(sorted(one.name for one in both))
    [own] = [row for row in rows(cast) if row.agency_id == cast.office.id]

    listed = admin.get(DESK).text
    assert (listed.count("Apel pagi</strong>"), names in listed) == (1, True)
    assert admin.get("/desk/rules").text.count(f"Apel pagi ({names})") == 1
    for one in both:
        assert admin.get(f"{DESK}?agency={one.id}").text.count("Apel pagi</strong>") == 1
    assert len(admin.get(f"{DESK}.csv").text.splitlines()) == 2

    admin.post(f"{DESK}/{own.id}/withdrawal", data={"reason": "Hujan lebat"})

    for show in ("coming", "withdrawn"):
        page = admin.get(f"{DESK}?show={show}").text
        assert page.count("Apel pagi</strong>") == 1
        assert "Dibatalkan di 1 dari 2 OPD" in page
    assert "Hujan lebat" in admin.get(f"{DESK}.csv").text
    assert "Apel pagi" in admin.get("/desk/rules").text


def test_an_event_is_taken_back_for_all_its_agencies_at_once(cast: Cast):
    admin, both = cast.at_desk("admin"), (cast.office, cast.other_office)
    asked = {"expected": "agencies", **{f"opd-{one.id}": "1" for one in both}}
    admin.post(DESK, data=APEL | WEEKLY | asked)
    first, later = (
        {row.agency_id: row for row in rows(cast) if row.date.day == day} for day in (17, 31)
    )
    path = f"{DESK}/{first[cast.office.id].id}"
    page = admin.get(path).text
    assert f'href="{DESK}/{first[cast.other_office.id].id}"' in page
    assert f"Dinas Contoh dan 1 OPD lainnya: {cast.other_office.name}." in page
    mine = cast.at_desk("operator").get(path).text
    assert "semua OPD kegiatan ini" not in mine
    assert cast.other_office.name not in mine

    # What is another's stays, whatever a form says.
    own = f"{DESK}/{later[cast.office.id].id}/withdrawal"
    cast.at_desk("operator").post(own, data={"reason": "Hujan", "everywhere": "1"})
    sister = admin.get(f"{DESK}/{later[cast.other_office.id].id}").text
    assert "Batalkan kegiatan</button>" in sister
    assert "dibatalkan</span>" in sister

    admin.post(f"{path}/withdrawal", data={"reason": "Hujan", "everywhere": "1", "later": "1"})

    async def left() -> int:
        return len(await event_lists.between(None, date(2026, 8, 1), date(2026, 9, 30)))

    assert cast.run(left) == 0
