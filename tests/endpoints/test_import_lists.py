"""Do points, supervisors and leave come in by files, each by the rules of its own page?"""

import json
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.endpoints.conftest import Cast
from tests.endpoints.test_imports import HOME, apply, person, text_of, upload
from tests.import_files import csv_text, xlsx
from web.models import DayStatus, PointVersion
from web.services import points, statuses

KINDS = ("agencies", "employees", "supervisors", "points", "statuses")


def rows_of(browser: TestClient, page: Any, *shown: str) -> str:
    """What is said of the rows of some outcomes."""
    return " ".join(text_of(browser.get(f"{page.path}?show={one}")) for one in shown)


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


def test_supervisors_come_as_pairs_of_people_who_are_there(cast: Cast):
    operator, one = cast.at_desk("operator"), cast.people["operator"]
    head, below = cast.people["supervisor"], cast.people["employee"]
    content = csv_text(
        ("NIP", "NIP atasan"),
        (one.nip, head.nip),
        (head.nip, below.nip),
        ("199001012015011011", head.nip),
        (below.nip, "1.99E+17"),
    )
    page = upload(operator, content, "supervisors")
    words = rows_of(operator, page, "wrong")
    assert f"Atasan berputar: {head.name} → {below.name} → {head.name}." in words
    assert "Bukan pegawai aktif yang terdaftar." in words
    assert "dibulatkan oleh Excel" in words
    assert "tidak ada di berkas" not in words
    apply(operator, page)
    assert person(cast, one.nip).supervisor.id == head.id


def test_leave_comes_in_by_the_rules_of_its_own_page(cast: Cast):
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    head = ("NIP", "Jenis", "Mulai", "Sampai", "Nomor surat", "Keterangan")
    content = xlsx(
        head,
        (nip, "CT", "2026-03-02", "04/03/2026", "800/1", ""),
        (nip, "cuti sakit", "2026-05-04", "2026-05-05", "800/2", "SECRET-illness"),
        (nip, "XX", "2026-03-09", "2026-03-09", "", ""),
        (nip, "I", "2026-03-10", "2026-03-09", "", ""),
        (nip, "CT", "2026-03-02", "2026-03-04", "", ""),
        (cast.people["other_employee"].nip, "I", "2026-03-09", "2026-03-09", "", ""),
    )
    page = upload(operator, content, "statuses")
    words = rows_of(operator, page, "wrong")
    for wrong in (
        "Jenis “XX” tidak dikenal.",
        "Tanggal terakhir tidak boleh sebelum tanggal pertama.",
        "Sama dengan baris 2.",
        "bukan pegawai di OPD Anda",
    ):
        assert wrong in words
    assert "2 baru" in apply(operator, page).text
    assert cast.run(DayStatus.all().count) == 2
    overlap = csv_text(head, (nip, "I", "2026-03-03", "2026-03-03", "", ""))
    doubtful = upload(operator, overlap, "statuses")
    assert "Bertumpuk dengan Cuti tahunan 02/03/2026–04/03/2026." in text_of(doubtful)
    apply(operator, doubtful, doubtful="skip")
    assert cast.run(DayStatus.all().count) == 2


def test_half_days_and_studies_come_in_and_go_out_alike(cast: Cast):
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    head = ("NIP", "Jenis", "Mulai", "Sampai", "Nomor surat", "Tanggal surat")
    head += ("Bagian hari", "Sambil bekerja")
    halves = (nip, "I", "2026-03-03", "2026-03-03", "", "")
    content = csv_text(
        head,
        (*halves, "Paruh pertama", ""),
        (*halves, "paruh kedua", ""),
        (*halves, "sore", ""),
        (nip, "TB", "2026-09-01", "2027-08-31", "894/TB/2026", "2026-08-20", "", "ya"),
        (nip, "TB", "2026-09-01", "2027-08-31", "894/TB/2026", "tidak tahu", "", "mungkin"),
    )
    page = upload(operator, content, "statuses")
    words = rows_of(operator, page, "wrong")
    assert "Bagian hari “sore” tidak dikenal." in words
    assert "Tanggal surat “tidak tahu” bukan tanggal." in words
    assert "Sambil bekerja “mungkin”: tulis ya, atau kosongkan." in words
    assert "3 baru" in apply(operator, page).text

    async def kept() -> list[tuple[object, ...]]:
        found = DayStatus.all().order_by("first_day", "covers")
        return await found.values_list("code", "covers", "working", "letter_date")

    assert cast.run(kept) == [
        ("I", "in", False, None),
        ("I", "out", False, None),
        ("TB", "both", True, date(2026, 8, 20)),
    ]
    file = operator.get(f"{HOME}/exports/statuses.csv").text
    assert all(word in file for word in ("Paruh pertama", "Paruh kedua", "2026-08-20", "ya"))
    assert "Semua 3 baris sudah sama" in text_of(upload(operator, file, "statuses"))


def test_leave_that_its_service_refuses_leaves_nothing(cast: Cast):
    operator, nip = cast.at_desk("operator"), cast.people["employee"].nip
    rows = [(nip, "WFA", f"2027-03-0{day}", f"2027-03-0{day}") for day in (1, 2, 3)]
    page = upload(operator, csv_text(("NIP", "Jenis", "Mulai", "Sampai"), *rows), "statuses")
    refused = apply(operator, page)
    assert "Baris 4: WFA paling banyak 2 hari kerja seminggu" in text_of(refused)
    assert cast.run(DayStatus.all().count) == 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format_", ["xlsx", "csv", "geojson"])
def test_every_export_imports_without_a_change(cast: Cast, kind: str, format_: str):
    async def more() -> None:
        ring = [[-2.68, 118.88], [-2.68, 118.89], [-2.69, 118.8912345]]
        polygon = {"type": "polygon", "ring": ring}
        await statuses.add_status(
            employee=cast.people["employee"],
            code="CT",
            first_day=date(2026, 3, 2),
            last_day=date(2026, 3, 4),
            number="=1+1",
        )
        await points.add_point(agency=cast.office, name="-Halaman", shape=polygon)

    cast.run(more)
    admin = cast.at_desk("admin")
    made = admin.get(f"{HOME}/exports/{kind}.{format_}")
    if format_ == "geojson" and kind != "points":
        assert made.status_code == 404
        return
    page = upload(admin, made.content, kind)
    assert "Tidak ada yang berubah" in page.text
    assert 'data-of="wrong"><dt>Salah</dt><dd class="figures">0' in page.text
    assert 'data-of="same"><dt>Sudah sama</dt><dd class="figures">0' not in page.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_is_understood(cast: Cast, kind: str):
    admin = cast.at_desk("admin")
    page = upload(admin, admin.get(f"{HOME}/templates/{kind}.xlsx").content, kind)
    assert "Periksa impor" in page.text
