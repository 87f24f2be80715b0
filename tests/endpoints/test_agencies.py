"""Are agencies added by admins only, and do their hours stay what they were on past days?"""

import csv
import html
import io
import re
from datetime import UTC, datetime

import pytest

from tests.endpoints.conftest import Cast
from web.models import Agency, WorkPattern
from web.services import roster
from web.services.recaps import recap_of

WEEK = {f"on{n}": "1" for n in range(1, 6)}
WEEK |= {f"start{n}": "08.00" for n in range(1, 6)} | {f"end{n}": "15.00" for n in range(1, 6)}
SPAN = {"valid_from": "2027-02-08", "valid_until": "2027-03-09"}


def test_an_admin_adds_an_agency_with_the_usual_week(cast: Cast):
    desk = cast.at_desk("admin")

    added = desk.post(
        "/desk/agencies", data={"name": " Kecamatan  Uji ", "timezone": "Asia/Jakarta"}
    )
    page = desk.get(added.headers["location"]).text

    assert "Kecamatan Uji" in page
    assert "07.30–16.00, istirahat 60 menit" in page
    assert "Jam kerja sekarang (WIB)" in page
    assert "OPD ditambahkan" in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "", "timezone": "Asia/Makassar"}, "Isi nama."),
        ({"name": "X" * 201, "timezone": "Asia/Makassar"}, "paling panjang"),
        ({"name": "Baru", "timezone": "Europe/Paris"}, "Pilih WIB"),
        ({"name": "Dinas Contoh", "timezone": "Asia/Makassar"}, "sudah ada"),
        (
            {"name": " dinas  CONTOH", "timezone": "Asia/Makassar"},
            "mirip dengan OPD “Dinas",
        ),
        ({"name": "\x00", "timezone": "Asia/Makassar"}, "tidak dapat disimpan"),
    ],
)
def test_a_wrong_agency_is_told_what_to_correct(cast: Cast, form: dict[str, str], words: str):
    answer = cast.at_desk("admin").post("/desk/agencies", data=form)

    assert answer.status_code in (409, 422)
    assert words in answer.text


def test_a_name_changes_its_case_but_never_into_another_agencys(cast: Cast):
    desk, path = cast.at_desk("admin"), f"/desk/agencies/{cast.office.id}"

    refused = desk.post(path, data={"name": cast.other_office.name.upper()})
    assert refused.status_code == 409
    assert f"mirip dengan OPD “{cast.other_office.name}”" in refused.text
    assert cast.run(Agency.get, id=cast.office.id).name == cast.office.name
    assert desk.post(path, data={"name": cast.office.name.upper()}).status_code == 303


def test_an_operator_sees_only_their_own_office_and_adds_none(cast: Cast):
    desk = cast.at_desk("operator")

    assert desk.get("/desk/agencies").headers["location"] == f"/desk/agencies/{cast.office.id}"
    form = {"name": "Baru", "timezone": "Asia/Makassar"}
    assert desk.post("/desk/agencies", data=form).status_code == 403
    assert desk.post(f"/desk/agencies/{cast.office.id}", data={"name": "X"}).status_code == 403


def test_an_agency_is_renamed_but_not_to_another_s_name(cast: Cast):
    desk = cast.at_desk("admin")

    taken = desk.post(f"/desk/agencies/{cast.office.id}", data={"name": "Badan Lain"})
    assert taken.status_code == 409
    assert "<h1>Dinas Contoh</h1>" in taken.text
    assert (
        desk.post(f"/desk/agencies/{cast.office.id}", data={"name": "Dinas Uji"}).status_code == 303
    )

    async def name() -> str:
        return (await Agency.get(id=cast.office.id)).name

    assert cast.run(name) == "Dinas Uji"


def test_days_before_an_agency_began_are_not_judged(cast: Cast):
    desk, path = cast.at_desk("admin"), f"/desk/agencies/{cast.office.id}/start"

    async def day(now: datetime) -> str:
        recap = await recap_of(await Agency.get(id=cast.office.id), "2027-03", now)
        return str(recap.rows[0]["days"]["10"]["code"])

    after = datetime(2027, 4, 2, tzinfo=UTC)
    assert cast.run(day, after) == "TK"
    assert desk.post(path, data={"starts_on": "2027-03-15"}).status_code == 303
    assert cast.run(day, after) == "-"
    assert "2027-03-15" in desk.get(f"/desk/agencies/{cast.office.id}").text
    assert desk.post(path, data={"starts_on": "kemarin"}).status_code == 422
    assert cast.at_desk("operator").post(path, data={}).status_code == 403


def test_hours_are_added_beside_the_old_ones_with_their_author(cast: Cast):
    desk = cast.at_desk("operator")
    form = WEEK | SPAN | {"agency": str(cast.office.id)}

    asked = desk.post("/desk/schedules", data=form).text  # a week of 35 hours
    [certain] = re.findall(r'name="certain" value="([^"]+)"', asked)
    saved = desk.post("/desk/schedules", data=form | {"certain": html.unescape(certain)})
    page = desk.get(saved.headers["location"]).text

    assert "Senin, 8 Februari 2027 sampai Selasa, 9 Maret 2027" in page
    assert "oleh Rosmini Tahir" in page
    assert "07.30–16.30" in page

    async def kept() -> int:
        return await WorkPattern.filter(agency_id=cast.office.id).count()

    assert cast.run(kept) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start2": "25.00"}, "Tulis jam seperti 07.30."),
        ({"start2": ""}, "Tulis jam seperti 07.30."),
        ({"end3": "07.00"}, "Jam Pulang harus sesudah Jam Masuk, paling lama 16 jam."),
        ({"valid_from": ""}, "Isi tanggal mulai berlaku."),
        ({"valid_until": "2027-02-30"}, "Tanggal ini tidak ada."),
        ({"valid_until": "2027-01-01"}, "tidak boleh sebelum tanggal mulai"),
        ({f"on{n}": "" for n in range(1, 6)}, "paling sedikit untuk satu hari"),
    ],
)
def test_wrong_hours_are_told_and_what_was_typed_stays(
    cast: Cast, change: dict[str, str], words: str
):
    form = WEEK | SPAN | {"agency": str(cast.office.id)} | change

    answer = cast.at_desk("operator").post("/desk/schedules", data=form)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="15.00"' in answer.text


def names(html: str) -> list[str]:
    """The agencies that a page of the list shows, as it orders them."""
    return re.findall(r"<strong>([^<]+)</strong>", html[html.index('id="agencies"') :])


def test_the_list_of_agencies_is_searched_sorted_turned_and_taken_along(cast: Cast):
    async def grow() -> None:
        for n in range(60):
            name, zone = f"UPTD Pos {n:02d}", "Asia/Makassar"
            await roster.add_agency(name=name, timezone=zone, parent=cast.office)

    cast.run(grow)
    desk = cast.at_desk("admin")
    posts = [f"UPTD Pos {n:02d}" for n in range(60)]

    first, second = desk.get("/desk/agencies").text, desk.get("/desk/agencies?page=2").text
    assert names(first) + names(second) == ["Badan Lain", "Dinas Contoh", *posts]
    assert "62 OPD dan unit" in first
    assert names(second)[0] == posts[48]
    assert second.count("Di bawah Dinas Contoh") == 1, "the office of a page's first unit"
    assert 'href="#new-agency"' in second

    assert names(desk.get("/desk/agencies?q=pos+07").text) == ["UPTD Pos 07"]
    assert "Tidak ada yang cocok" in desk.get("/desk/agencies?q=tidak+ada").text
    falling = desk.get("/desk/agencies?sort=-name").text
    assert names(falling) == posts[:9:-1]
    assert set(re.findall(r'data-depth="(\d)"', falling)) == {"0"}

    made = desk.get("/desk/agencies.csv?q=contoh").content.decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(made))
    assert dict(zip(heads, row, strict=True)) | {"Operator": ""} == {
        **{"OPD": "Dinas Contoh", "Berada di bawah": "", "Zona waktu": "WITA", "Kepala": ""},
        **{"Jabatan kepala": "", "Operator": "", "Pegawai": row[6], "HP terdaftar": row[7]},
        "Titik absen": "1",
    }
    assert f"{row[6]} pegawai, {row[7]} HP terdaftar" in desk.get("/desk/agencies?q=contoh").text
    rows = list(csv.reader(io.StringIO(desk.get("/desk/agencies.csv").text)))
    assert [one[0] for one in rows[1:]] == ["Badan Lain", "Dinas Contoh", *posts]
    assert rows[-1][1] == "Dinas Contoh"
    assert desk.get("/desk/agencies.xlsx").content.startswith(b"PK")
    assert desk.get("/desk/agencies.exe").status_code == 404


def test_a_file_of_agencies_holds_the_viewer_s_own_alone(cast: Cast):
    made = cast.at_desk("operator").get("/desk/agencies.csv").text
    assert "Dinas Contoh" in made
    assert "Badan Lain" not in made
    assert cast.at_desk("employee").get("/desk/agencies.csv").status_code == 403
