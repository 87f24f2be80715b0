"""Do points come in by files, with their hours, partners and validity, and leave alike?"""

import json

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import apply, rows_of, text_of, upload
from tests.import_files import csv_text
from web.models import PointVersion
from web.services import points
from web.services.point_versions import Terms


async def versions() -> list[PointVersion]:
    return await PointVersion.all().order_by("created_at")


def test_points_come_from_csv_and_a_change_is_a_new_version(cast: Cast):
    operator = cast.at_desk("operator")
    content = csv_text(
        ("Nama titik", "Lintang", "Bujur", "Radius", "Sudut"),
        ("kantor  dinas", "-2,6803", "118,8892", "150", ""),
        ("Lapangan", "", "", "", "-2.68 118.88; -2.68 118.89; -2.69 118.89"),
        ("Tanpa tempat", "", "", "100", ""),
        ("Terlalu kecil", "-2.6", "118.8", "1", ""),
        ("Lapangan", "-2.6", "118.8", "100", ""),
    )
    page = upload(operator, content, "points")
    words = rows_of(operator, page, "changed", "wrong")
    assert "<del>Lingkaran -2.6803 118.8892, radius 100 m</del>" in words
    for wrong in ("Lintang antara", "Radius antara 10 dan 20000 meter", "juga ada di baris 3"):
        assert wrong in words
    assert "1 baru, 1 berubah" in apply(operator, page).text
    held = cast.run(versions)
    assert [one.name for one in held] == ["Kantor Dinas", "Lapangan", "kantor dinas"]
    assert held[0].valid_until == held[2].valid_from
    assert "Tidak ada yang berubah" in upload(operator, content, "points").text


def test_points_come_from_geojson(cast: Cast):
    admin = cast.at_desk("admin")

    def feature(geometry: object, **said: object) -> dict[str, object]:
        return {
            "type": "Feature",
            "properties": {"OPD": "Badan Lain", **said},
            "geometry": geometry,
        }

    corner = [[118.88, -2.68], [118.89, -2.68], [118.89, -2.69], [118.88, -2.68]]
    features = [
        feature({"type": "Point", "coordinates": [118.9, -2.7]}, Nama="Pos", radius=80),
        feature({"type": "Polygon", "coordinates": [corner]}, name="Halaman"),
        feature({"type": "Polygon", "coordinates": [corner, corner]}, name="Berlubang"),
        feature(None, name="Kosong"),
        "x",
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features})
    page = upload(admin, content, "points", name="a.geojson")
    assert 'data-of="wrong"><dt>Salah</dt><dd class="figures">3' in page.text
    apply(admin, page)
    shapes = {one.name: one.shape for one in cast.run(versions)}
    assert shapes["Pos"] == {"type": "circle", "lat": -2.7, "lng": 118.9, "radius": 80.0}
    assert len(shapes["Halaman"]["ring"]) == 3
    assert "bukan FeatureCollection" in upload(admin, "{}", "points").text
    assert "GeoJSON ini rusak" in upload(admin, "{" + "[" * 5000, "points").text
    assert "GeoJSON ini rusak" in upload(admin, "[1,2", "points").text


POINT = ("Nama titik", "OPD", "Jam buka", "Dipakai bersama", "Berlaku mulai", "Berlaku sampai")


def test_hours_partners_and_validity_come_in_and_an_empty_cell_keeps_them(cast: Cast):
    admin, home, other = cast.at_desk("admin"), cast.office.name, cast.other_office.name
    spot = ("-2.7", "118.9", "80")
    head = (*POINT, "Lintang", "Bujur", "Radius")
    content = csv_text(
        head,
        ("Kantor Dinas", home, "senin-kamis 07:30 s.d. 16:00 dan Jumat 7.30–16.30", other, "", ""),
        ("Bazar", home, "setiap hari 18.00-02.00", "tidak", "2150-01-01", "2150-01-07", *spot),
        ("Lama", home, "", "", "", "2020-01-01", *spot),
        ("Kacau", home, "Senin pagi", "OPD Hantu", "kemarin", "46350", *spot),
        ("Terbalik", home, "", "", "2150-01-02 08.00", "2150-01-01", *spot),
    )
    page = upload(admin, content, "points")
    words = rows_of(admin, page, "changed", "wrong")
    for said in (
        "<del>setiap saat</del>",
        "<ins>Senin–Kamis 07.30–16.00, Jumat 07.30–16.30</ins>",
        f"<ins>{other}</ins>",
        "Waktu akhirnya sudah lewat.",
        "Jam buka “Senin pagi” tidak terbaca.",
        "Dipakai bersama: OPD “OPD Hantu” tidak ada di antara OPD Anda.",
        "Berlaku mulai “kemarin” bukan tanggal dan jam.",
        "Berlaku sampai “46350” adalah angka tanggal Excel.",
        "Waktu akhir harus sesudah waktu mulai.",
    ):
        assert said in words, said
    apply(admin, page)
    bazaar, office = sorted(cast.run(versions)[-2:], key=lambda one: one.name)
    assert office.opening["1"] == ["07:30", "16:00"]
    assert office.opening["5"] == ["07:30", "16:30"]
    assert office.shape["radius"] == 100  # its cells were empty
    assert bazaar.valid_from.isoformat() == "2149-12-31T16:00:00+00:00"
    assert bazaar.valid_until.isoformat() == "2150-01-07T16:00:00+00:00"
    kept = upload(admin, csv_text(POINT, ("Kantor Dinas", home), ("Bazar", home)), "points")
    assert "Semua 2 baris sudah sama" in text_of(kept)
    lifted = csv_text(
        POINT,
        ("Kantor Dinas", home, "Setiap saat", "tidak", "", ""),
        ("Bazar", home, "", "", "2149-01-01", "sampai ditutup"),
        ("bazar", home, "", "", "", ""),
    )
    page = upload(admin, lifted, "points")
    words = rows_of(admin, page, "wrong")
    assert "Waktu mulai titik yang sudah ada tidak dapat diganti." in words
    assert "juga ada di baris 3" in words
    apply(admin, page)
    assert cast.run(versions)[-1].opening is None


def test_an_operator_keeps_partners_beyond_their_reach_and_adds_none(cast: Cast):
    async def lend() -> None:
        terms = Terms(None, frozenset({cast.other_office.id}))
        shape = {"type": "circle", "lat": -2.7, "lng": 118.9, "radius": 80}
        await points.add_point(agency=cast.office, name="Aula", shape=shape, terms=terms)

    cast.run(lend)
    operator, theirs = cast.at_desk("operator"), cast.other_office.name
    rows = [("Aula", "", "", theirs, "", ""), ("Kantor Dinas", "", "", theirs, "", "")]
    page = upload(operator, csv_text(POINT, *rows), "points")
    assert "1 baris sudah sama" not in text_of(page)
    assert 'data-of="same"><dt>Sudah sama</dt><dd class="figures">1' in page.text
    assert f"OPD “{theirs}” tidak ada di antara OPD Anda." in rows_of(operator, page, "wrong")
