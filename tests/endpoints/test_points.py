"""Are points drawn, changed and closed without anything judged before being touched?"""

import html
from typing import Any

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.importing import plain_of
from web.models import PointVersion

CIRCLE = {"type": "circle", "name": "Aula", "lat": "-2,6811", "lng": "118.8899", "radius": "75"}
RING = "-2.680, 118.889\n-2.680 118.891\n\n-2.682; 118.890\n"
WHY = {"reason": "Gedung pindah"}
EVENT = {"span": "temporary", "valid_from": "2026-11-30T06:30", "valid_until": "2026-11-30T09:00"}


def _versions(cast: Cast, name: str) -> list[PointVersion]:
    async def look() -> list[PointVersion]:
        return await PointVersion.filter(name=name).order_by("created_at")

    found: list[PointVersion] = cast.run(look)
    return found


def test_a_drawn_point_counts_from_ever_on_and_names_its_author(cast: Cast):
    desk = cast.at_desk("operator")

    saved = desk.post("/desk/points", data=CIRCLE)

    assert saved.status_code == 303
    [version] = _versions(cast, "Aula")
    assert version.shape == {"type": "circle", "lat": -2.6811, "lng": 118.8899, "radius": 75.0}
    assert (version.valid_from, version.valid_until) == (None, None)
    page = desk.get(f"/desk/points/{version.point_id}").text
    assert "Rosmini Tahir" in page
    assert "Sejak awal" in page


def test_a_polygon_is_read_however_its_corners_are_separated(cast: Cast):
    form = {"type": "polygon", "name": "Lapangan", "ring": RING}

    assert cast.at_desk("operator").post("/desk/points", data=form).status_code == 303

    [version] = _versions(cast, "Lapangan")
    assert version.shape["ring"] == [[-2.68, 118.889], [-2.68, 118.891], [-2.682, 118.89]]
    commas = form | {"name": "Alun", "ring": "-2,680 118,889\n-2,680; 118,891\n-2,682, 118,890"}
    assert cast.at_desk("operator").post("/desk/points", data=commas).status_code == 303
    assert _versions(cast, "Alun")[0].shape == version.shape


def test_a_point_of_a_joint_event_is_added_in_the_office_s_own_time(cast: Cast):
    desk = cast.at_desk("operator")

    assert desk.post("/desk/points", data=CIRCLE | EVENT).status_code == 303

    [version] = _versions(cast, "Aula")
    assert version.valid_from
    assert version.valid_from.isoformat() == "2026-11-29T22:30:00+00:00"
    page = desk.get("/desk/points").text
    assert "Kantor Dinas" in page
    assert "30/11/2026 06.30 WITA" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Isi nama titik"),
        ({"lat": "", "lng": ""}, "Letaknya belum ada. Ketuk peta"),
        ({"lat": "utara"}, "Lintang antara"),
        ({"lat": "91"}, "Lintang antara"),
        ({"lng": ""}, "Bujur antara"),
        ({"radius": "5"}, "Radius antara"),
        ({"radius": "1e3"}, "Radius antara"),
        ({"type": "polygon", "ring": "-2.68, 118.889"}, "3 sampai 200 sudut"),
        ({"type": "polygon", "ring": "x\ny\nz"}, "misalnya -2,5300; 119,0300"),
        ({"type": "polygon", "ring": "0 0\n1 1\n1 0\n0 1"}, "tidak boleh saling berpotongan"),
        ({**EVENT, "valid_from": ""}, "Isi tanggal dan jam mulai."),
        ({**EVENT, "valid_until": "2026-02-30T10:00"}, "Isi tanggal dan jam berakhir."),
        ({**EVENT, "valid_until": "2026-11-29T10:00"}, "harus sesudah waktu mulai"),
    ],
)
def test_a_wrong_point_is_told_beside_its_field_and_kept(
    cast: Cast, change: dict[str, str], words: str
):
    answer = cast.at_desk("operator").post("/desk/points", data=CIRCLE | change)

    assert answer.status_code == 422
    assert words in answer.text
    assert _versions(cast, "Aula") == []
    if "lng" not in change:
        assert 'value="118.8899"' in answer.text


def test_a_change_opens_a_version_and_the_old_one_stays(cast: Cast):
    desk = cast.at_desk("operator")
    path = f"/desk/points/{cast.point.id}"

    assert desk.post(path, data=CIRCLE | WHY | {"name": "Kantor Dinas Baru"}).status_code == 303

    [old], [new] = _versions(cast, "Kantor Dinas"), _versions(cast, "Kantor Dinas Baru")
    assert old.valid_from is None
    assert old.valid_until == new.valid_from
    assert new.valid_until is None
    assert "Kantor Dinas</strong>" in desk.get(path).text


def test_the_history_says_what_changed_and_an_earlier_shape_fills_the_form(cast: Cast):
    desk, path = cast.at_desk("operator"), f"/desk/points/{cast.point.id}"
    [first] = _versions(cast, "Kantor Dinas")
    lat, lng, radius = (first.shape[name] for name in ("lat", "lng", "radius"))
    east = {"lat": f"{lat}", "lng": f"{lng + 300 / 111_320:.6f}", "radius": "80"}
    assert desk.post(path, data=CIRCLE | WHY | east | {"name": "Kantor Dinas"}).status_code == 303

    page = plain_of(desk.get(path))
    assert "Titik tengah: bergeser 300 m ke timur" in page
    assert "Bentuk: lingkaran radius 100 m → lingkaran radius 80 m" in page
    assert f"Pusat {lat:.5f}; {lng:.5f}".replace(".", ",") in page
    again = f"{path}?version={first.id}&use=1"
    assert html.escape(again) in desk.get(path).text
    filled = desk.get(again).text
    assert f'name="lng" type="text" value="{lng}"' in filled
    assert f'name="radius" type="text" value="{radius:g}"' in filled
    assert "Belum disimpan" in filled
    assert len(_versions(cast, "Kantor Dinas")) == 2
    assert desk.get(f"{path}?version={STRANGER}&use=1").status_code == 404


def test_nobody_overwrites_a_change_that_they_have_not_seen(cast: Cast):
    desk, path = cast.at_desk("operator"), f"/desk/points/{cast.point.id}"
    [seen] = _versions(cast, "Kantor Dinas")
    stale: dict[str, Any] = {"seen": str(seen.id), **WHY}
    assert desk.post(path, data=CIRCLE | stale).status_code == 303

    late = desk.post(path, data=CIRCLE | stale | {"name": "Terlambat"})

    assert late.status_code == 409
    assert "Muat ulang" in late.text
    assert _versions(cast, "Terlambat") == []


def test_a_closed_point_stays_to_be_read_and_is_not_opened_again(cast: Cast):
    desk, path = cast.at_desk("operator"), f"/desk/points/{cast.point.id}"

    closed = desk.post(f"{path}/closure", data=WHY)

    assert closed.headers["location"] == f"/desk/points?agency={cast.office.id}&done=point-closed"
    assert "Belum ada titik absen" in desk.get("/desk/points").text
    assert "Titik yang sudah ditutup (1)" in desk.get("/desk/points").text
    assert "sudah ditutup" in desk.get(path).text
    for again in (desk.post(f"{path}/closure", data=WHY), desk.post(path, data=CIRCLE | WHY)):
        assert again.status_code == 409
        assert "sudah ditutup" in again.text


def test_a_check_in_is_judged_by_the_points_of_its_time_and_phones_hear_of_new_ones(cast: Cast):
    phone = cast.bind("employee")
    names = [point["name"] for point in phone.browser.get("/api/v1/state").json()["points"]]
    assert names == ["Kantor Dinas"]

    cast.at_desk("operator").post(f"/desk/points/{cast.point.id}/closure", data=WHY)

    assert phone.browser.get("/api/v1/state").json()["points"] == []


def test_an_admin_chooses_the_agency(cast: Cast):
    desk = cast.at_desk("admin")

    assert "Kantor Dinas" in desk.get(f"/desk/points?agency={cast.office.id}").text
    assert "Belum ada titik absen" in desk.get(f"/desk/points?agency={cast.other_office.id}").text
    assert desk.get(f"/desk/points/new?agency={cast.other_office.id}").status_code == 200
    form = CIRCLE | {"agency": str(cast.other_office.id)}
    assert desk.post("/desk/points", data=form).status_code == 303
