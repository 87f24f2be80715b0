"""Are apel, upacara and senam entered by those who may, and told in words?"""

import re

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.event_forms import APEL, DESK, WEEKLY, rows
from web.errors import Problem
from web.services import events


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
