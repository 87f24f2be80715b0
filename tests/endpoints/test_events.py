"""Are apel, upacara and senam entered by those who may, told in words, and their guests counted?"""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.domain.schedule import local_date
from web.errors import Problem
from web.models import Agency, AgencyPlacement, JointEvent
from web.services import event_counts, event_lists, events, roster
from web.services.event_counts import Count

APEL = {
    **{"kind": "apel", "name": "Apel pagi", "opens": "07.00", "closes": "07.30"},
    **{"first": "2026-08-17", "cut": "0,5"},
}
WEEKLY = {"repeat": "weekly", "last": "2026-08-31", "on1": "1", "on3": "1"}
ALL_DAY = {"kind": "apel", "name": "Apel", "opens": "00.00", "closes": "23.59"}
DESK = "/desk/events"


def rows(cast: Cast) -> list[JointEvent]:
    async def look() -> list[JointEvent]:
        return await JointEvent.all().order_by("date")

    found: list[JointEvent] = cast.run(look)
    return found


def test_an_event_is_added_on_a_date_and_told_in_words(cast: Cast):
    desk = cast.at_desk("operator")

    saved = desk.post(DESK, data=APEL | {"place": "point", "point": str(cast.point.id)})

    path = f"{DESK}?agency={cast.office.id}&show=2026-08&done=event-added"
    assert saved.headers["location"] == path
    [event] = rows(cast)
    assert (event.opens, event.closes, event.cut, event.expected) == ("07:00", "07:30", 0.5, None)
    assert "Apel pagi" in desk.get(f"{DESK}?show=2026-08").text
    assert "Tidak ada yang cocok" in desk.get(f"{DESK}?show=2026-09").text
    page = desk.get(f"{DESK}/{event.id}").text
    for words in (
        "semua pegawai Dinas Contoh",
        "Absen Masuk di Kantor Dinas pukul 07.00–07.30",
        "dipotong 0,5 %",
        "Rosmini Tahir",
    ):
        assert words in page, words


def test_a_click_sent_twice_is_one_event_and_another_one_by_the_same_form_is_not_lost(cast: Cast):
    desk = cast.at_desk("operator")
    [series] = re.findall(r'name="series" value="([^"]+)"', desk.get(DESK).text)
    drawn = {"place": "new", "place_name": "Lapangan", "lat": "-2,68", "lng": "118,88"}
    form = APEL | WEEKLY | drawn | {"radius": "80", "series": series}
    for _ in range(3):
        assert desk.post(DESK, data=form).status_code == 303
    once = rows(cast)
    assert len(once) == 5
    changes: list[dict[str, str]] = [{"cut": "1"}, {"lat": "-2,69"}, {"on5": "1"}, {"counts": "0"}]
    for number, change in enumerate(changes, 1):
        assert desk.post(DESK, data=form | change).status_code == 303
        assert len({one.series for one in rows(cast)}) == number + 1, change
    answer = desk.post(f"{DESK}/{once[0].id}/withdrawal", data={"reason": "Hujan.", "later": "1"})
    assert answer.status_code == 303
    before = len(rows(cast))
    assert desk.post(DESK, data=form).status_code == 303
    assert len(rows(cast)) == before + 5


def test_only_the_chosen_way_of_a_place_counts(cast: Cast):
    left = {"point": str(cast.point.id), "place_name": "Lapangan", "lat": "x", "lng": "118,9"}

    saved = cast.at_desk("operator").post(DESK, data=APEL | left | {"place": ""})

    assert saved.status_code == 303
    assert [row.point_id for row in rows(cast)] == [None]


def test_a_repetition_is_added_for_a_list_of_people(cast: Cast):
    nips = f"{cast.people['employee'].nip}\n{cast.people['supervisor'].nip}"

    saved = cast.at_desk("operator").post(
        DESK, data=APEL | WEEKLY | {"expected": "list", "nips": nips}
    )

    assert saved.status_code == 303
    assert [row.date.day for row in rows(cast)] == [17, 19, 24, 26, 31]
    assert {len(row.expected) for row in rows(cast)} == {2}
    page = cast.at_desk("operator").get(f"{DESK}/{rows(cast)[0].id}").text
    assert "Nurhayati Saleh" in page
    assert "Batalkan juga 4 tanggal sesudahnya" in page


def test_a_point_of_all_agencies_is_found_by_its_name_and_agency(cast: Cast):
    admin, chosen = cast.at_desk("admin"), APEL | {"place": "point"}
    label = "Kantor Dinas · Dinas Contoh"
    assert f'<option value="{label}">' in admin.get(DESK).text

    wrong = admin.post(DESK, data=chosen | {"point": "Kantor"})
    saved = admin.post(DESK, data=chosen | {"point": f" {label} "})

    assert (wrong.status_code, "Pilih titik dari daftar." in wrong.text) == (422, True)
    assert 'value="Kantor"' in wrong.text
    assert saved.status_code == 303
    [event] = rows(cast)
    assert event.point_id is not None
    assert "Absen Masuk di Kantor Dinas" in admin.get(f"{DESK}/{event.id}").text


def test_people_are_listed_by_name_where_only_one_can_be_meant(cast: Cast):
    listed = APEL | {"expected": "list"}
    desk, name = cast.at_desk("operator"), cast.people["employee"].name

    wrong = desk.post(DESK, data=listed | {"nips": f"{name}\nBukan Siapa-Siapa"})
    saved = desk.post(DESK, data=listed | {"nips": f"  {name.lower()}\n{name}"})

    assert "di OPD ini: Bukan Siapa-Siapa. Periksa" in wrong.text
    assert f"{name}\nBukan Siapa-Siapa</textarea>" in wrong.text
    assert saved.status_code == 303
    assert [row.expected for row in rows(cast)] == [[str(cast.people["employee"].id)]]


def test_a_ceremony_is_held_on_the_17th_of_each_month(cast: Cast):
    workdays = {f"on{number}": "1" for number in range(1, 6)}
    monthly = {"repeat": "monthly", "first": "2026-08-17", "last": "2026-12-31", "kind": "upacara"}

    saved = cast.at_desk("operator").post(DESK, data=APEL | monthly | workdays)

    assert saved.status_code == 303
    held = [f"{row.date:%d.%m}" for row in rows(cast)]
    assert held == ["17.08", "17.09", "17.11", "17.12"]  # 17 October 2026 is a Saturday


def test_senam_is_held_on_the_second_friday_of_each_month(cast: Cast):
    ordinal = {"repeat": "ordinal", "ordinal": "2", "last": "2026-12-31", "kind": "senam"}

    saved = cast.at_desk("operator").post(DESK, data=APEL | ordinal | {"on5": "1"})

    assert saved.status_code == 303
    held = [f"{row.date:%d.%m}" for row in rows(cast)]
    assert held == ["11.09", "09.10", "13.11", "11.12"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Isi nama kegiatan"),
        ({"kind": "pesta"}, "Pilih jenis kegiatan."),
        ({"first": ""}, "Isi tanggalnya."),
        ({"opens": "7"}, "Tulis jam seperti 07.30."),
        ({"closes": "06.00"}, "Jam tutup harus sesudah jam buka."),
        ({"cut": "banyak"}, "Isi persen antara"),
        ({"place": "point", "point": STRANGER}, "Pilih titik dari daftar."),
        ({"place": "point", "point": "x"}, "Pilih titik dari daftar."),
        ({"place": "point"}, "Pilih titik dari daftar."),
        ({"place": "elsewhere"}, "Pilih titik dari daftar."),
        ({"expected": "list", "nips": "123"}, "Tidak ditemukan di OPD ini: 123"),
        ({"expected": "list"}, "satu per baris"),
        (WEEKLY | {"repeat": "monthly", "last": ""}, "Isi tanggal akhir pengulangan."),
        (WEEKLY | {"repeat": "ordinal", "ordinal": "5"}, "Pilih yang keberapa"),
        (WEEKLY | {"last": ""}, "Isi tanggal akhir pengulangan."),
        ({"repeat": "weekly", "last": "2026-08-31"}, "Pilih sedikitnya satu hari."),
        (WEEKLY | {"last": "2026-08-01"}, "harus sesudah tanggal awal"),
    ],
)
def test_a_wrong_event_is_told_beside_its_field_and_kept(
    cast: Cast, change: dict[str, str], words: str
):
    answer = cast.at_desk("operator").post(DESK, data=APEL | change)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Apel pagi"' in answer.text or "name" in change
    assert rows(cast) == []


def test_an_event_is_taken_back_with_its_reason(cast: Cast):
    desk = cast.at_desk("operator")
    desk.post(DESK, data=APEL | WEEKLY)
    [first, *_] = rows(cast)
    path = f"{DESK}/{first.id}/withdrawal"

    without = desk.post(path)
    gone = desk.post(path, data={"reason": "Hujan lebat", "later": "1"})

    assert (without.status_code, "Tulis alasan" in without.text) == (422, True)
    assert gone.headers["location"] == f"{DESK}/{first.id}?done=event-withdrawn"
    assert "Hujan lebat" in desk.get(f"{DESK}/{first.id}").text
    assert desk.get(f"{DESK}?show=2026-08").text.count("Dibatalkan</span>") == 5
    assert desk.post(path, data={"reason": "Lagi"}).status_code == 409


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


def test_who_was_there_is_counted_after_the_day(cast: Cast):
    now = datetime.now(UTC)
    cast.bind("employee").check_in()
    today = now.astimezone(ZoneInfo("Asia/Makassar")).date()

    async def add() -> JointEvent:
        with clock.at(now):
            [event] = await events.add_events(
                agency=None, first=today, **ALL_DAY, author=cast.people["admin"]
            )
        return event

    event: JointEvent = cast.run(add)
    path = f"{DESK}/{event.id}"

    page = cast.at_desk("operator").get(path).text
    assert "Belum tercatat hadir" in page
    assert "data-live" in page

    async def look() -> Count:
        later = now + timedelta(days=1)
        with clock.at(later):
            return await event_counts.of_recap(event, cast.office, later)

    count: Count = cast.run(look)
    assert (count.there, count.expected >= 1) == (1, True)


def test_a_live_list_is_sent_again_only_when_it_changed(cast: Cast):
    phone = cast.bind("employee")
    today = datetime.now(ZoneInfo("Asia/Makassar")).date()
    desk = cast.at_desk("operator")
    desk.post(DESK, data=APEL | ALL_DAY | {"first": today.isoformat()})
    [event] = rows(cast)
    path = f"{DESK}/{event.id}"

    first = desk.get(f"{path}/count")
    again = desk.get(f"{path}/count", headers={"HX-PTag": first.headers["HX-PTag"]})
    phone.check_in()
    after = desk.get(f"{path}/count", headers={"HX-PTag": first.headers["HX-PTag"]})

    assert (again.status_code, after.status_code) == (304, 200)
    name = cast.people["employee"].name
    assert (name in first.text, name in after.text) == (True, False)
    listed = desk.get(f"{path}/missing.csv").text
    assert (cast.people["employee"].nip in listed, cast.people["supervisor"].nip in listed) == (
        False,
        True,
    )
    nobody = cast.at_desk("other_operator")
    for end in ("count", "missing.csv"):
        assert nobody.get(f"{path}/{end}").status_code == 404


def test_pickets_are_exempt_with_a_reason_and_may_be_expected_again(cast: Cast):
    desk = cast.at_desk("operator")
    desk.post(DESK, data=APEL)
    [event] = rows(cast)
    path = f"{DESK}/{event.id}/exemptions"
    nip = cast.people["employee"].nip

    twice = f"{nip}\nBudi X 123"
    wrong = desk.post(path, data={"nips": twice, "reason": "Jaga <malam>"})
    without = desk.post(path, data={"nips": nip, "reason": " "})
    assert (wrong.status_code, without.status_code) == (422, 422)
    assert "Tidak ditemukan: Budi X 123. Periksa NIP atau namanya." in wrong.text
    assert f"{twice}</textarea>" in wrong.text
    assert 'value="Jaga &lt;malam&gt;"' in wrong.text
    assert "exemption-reason-error" in without.text
    typed = f" {nip}\n{cast.people['employee'].name}"
    saved = desk.post(path, data={"nips": typed, "reason": "Piket malam"})

    assert saved.headers["location"] == f"{DESK}/{event.id}?done=event-exempted"
    page = desk.get(f"{DESK}/{event.id}").text
    assert page.count("Piket malam") == 1
    [end] = re.findall(r'action="([^"]+/end)"', page)
    assert cast.at_desk("other_operator").post(end).status_code == 404
    assert desk.post(end).status_code == 303
    assert "Piket malam" not in desk.get(f"{DESK}/{event.id}").text


def test_a_place_is_drawn_for_the_occasion(cast: Cast):
    desk = cast.at_desk("operator")
    field = {"place": "new", "place_name": "Lapangan", "lat": "-2,68", "lng": "118,9"}

    for wrong, words in (
        ({"radius": "1"}, "radius"),
        ({"radius": "80", "place_name": ""}, "Isi nama tempatnya"),
    ):
        refused = desk.post(DESK, data=APEL | field | wrong)
        assert refused.status_code == 422
        assert words in refused.text
    desk.post(DESK, data=APEL | field | {"radius": "80"})

    [event] = rows(cast)
    page = desk.get(f"{DESK}/{event.id}").text
    assert "Absen Masuk di Lapangan pukul 07.00–07.30" in page
    listed = desk.get("/desk/points").text
    assert "Lapangan" not in listed
    point = f"/desk/points/{event.point_id}"
    assert desk.get(point).status_code == 404
    assert desk.post(f"{point}/closure").status_code == 404


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


def test_a_failure_at_a_desk_promises_nothing_of_its_form(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    async def fail(*_: object) -> None:
        raise Problem("internal")

    monkeypatch.setattr(events, "find", fail)
    desk, path = cast.at_desk("operator"), f"{DESK}/{STRANGER}"

    read, sent = desk.get(path), desk.post(f"{path}/withdrawal", data={"reason": "x"})

    assert (read.status_code, sent.status_code) == (500, 500)
    assert "Data Anda tidak hilang" not in read.text + sent.text
    assert "Absen di HP tetap aman. Coba lagi sebentar." in read.text
    assert "Isian Anda mungkin belum tersimpan: kembali, periksa, lalu kirim lagi." in sent.text


def test_an_event_for_everybody_is_an_admin_s(cast: Cast):
    cast.at_desk("admin").post(DESK, data=APEL)
    [event] = rows(cast)
    desk = cast.at_desk("operator")

    assert "Apel pagi" in desk.get(f"{DESK}?show=2026-08").text
    assert "Batalkan kegiatan" not in desk.get(f"{DESK}/{event.id}").text
    refused = desk.post(f"{DESK}/{event.id}/withdrawal", data={"reason": "x"})
    assert refused.status_code == 403
    admin = cast.at_desk("admin")
    assert "Per OPD" in admin.get(f"{DESK}/{event.id}").text
    counted = admin.get(f"{DESK}/{event.id}?agency={cast.office.id}").text
    assert "Semua OPD</a>" in counted
    assert "Per OPD" not in counted


def test_the_pages_are_for_operators_of_the_office(cast: Cast):
    cast.at_desk("operator").post(DESK, data=APEL)
    [event] = rows(cast)
    other = cast.at_desk("other_operator")

    for path in (DESK, f"{DESK}/{event.id}"):
        assert cast.at_desk("supervisor").get(path).status_code == 403
        assert cast.client.get(path).status_code == 303
    assert other.get(f"{DESK}/{event.id}").status_code == 404
    assert other.post(f"{DESK}/{event.id}/withdrawal", data={"reason": "x"}).status_code == 404
    assert other.get(f"{DESK}?agency={cast.office.id}").status_code == 404
    assert other.post(DESK, data=APEL | {"agency": str(cast.office.id)}).status_code == 404
    assert (
        other.post(DESK, data=APEL | {"place": "point", "point": str(cast.point.id)}).status_code
        == 422
    )
    assert cast.at_desk("admin").get(f"{DESK}/{STRANGER}").status_code == 404
    assert cast.at_desk("admin").get(f"{DESK}?show=2026-13").status_code == 200
