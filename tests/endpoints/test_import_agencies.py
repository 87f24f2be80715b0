"""Does a regency's tree come in by a file, whole, and by admins alone?"""

import pytest

from tests.endpoints.conftest import Cast
from tests.endpoints.importing import ANDI, BUDI, HOME, SITI, apply, person, rows_of, upload
from tests.endpoints.importing import HEAD as PEOPLE
from tests.import_files import csv_text, xlsx
from web import clock
from web.domain.schedule import local_date
from web.models import Agency, AgencyPlacement
from web.services import agency_tree
from web.services.roster import add_agency

HEAD = ("Nama OPD atau unit", "Berada di bawah", "Zona waktu")
SPOT = ("Nama titik", "OPD", "Lintang", "Bujur", "Radius")


async def tree() -> dict[str, str | None]:
    """Every agency with the one above it, by names."""
    found = await Agency.all().select_related("parent")
    return {one.name: one.parent.name if one.parent else None for one in found}


def test_units_may_stand_above_their_office_in_the_file(cast: Cast):
    admin = cast.at_desk("admin")
    content = xlsx(
        HEAD,
        ("Pustu Contoh", "puskesmas  contoh", ""),
        ("Puskesmas Contoh", "Dinas Kesehatan", "WITA"),
        ("Dinas Kesehatan", "", "wit"),
        ("Bidang Contoh", cast.office.name, ""),
    )
    done = apply(admin, upload(admin, content, "agencies"))
    assert "4 baru, 0 berubah" in done.text
    stands = cast.run(tree)
    assert stands["Pustu Contoh"] == "Puskesmas Contoh"
    assert stands["Puskesmas Contoh"] == "Dinas Kesehatan"
    assert stands["Dinas Kesehatan"] is None
    assert stands["Bidang Contoh"] == cast.office.name
    zone = cast.run(Agency.get, name="Dinas Kesehatan").timezone
    assert zone == "Asia/Jayapura"
    again = upload(admin, admin.get(f"{HOME}/exports/agencies.csv").content, "agencies")
    assert "Tidak ada yang berubah" in again.text


def test_what_cannot_stand_is_refused_with_what_leans_on_it(cast: Cast):
    admin = cast.at_desk("admin")
    deep = [(f"Tingkat {n}", f"Tingkat {n - 1}" if n > 1 else "", "") for n in range(1, 8)]
    content = csv_text(
        HEAD,
        *deep,
        ("A", "B", ""),
        ("B", "C", ""),
        ("C", "A", ""),
        ("Sendiri", "Sendiri", ""),
        ("Anak", "Tidak Ada", ""),
        ("Cucu", "Anak", ""),
        ("Jauh", "", "GMT"),
        ("Kembar", "", ""),
        ("kembar", "", ""),
        ("", "Dinas", ""),
        (cast.office.name, "", "WIB"),
    )
    page = upload(admin, content, "agencies")
    words = rows_of(admin, page, "wrong")
    assert "Paling banyak 5 tingkat" in words
    assert "OPD berputar: A → B → C → A." in words
    assert "dirinya sendiri" in words
    assert words.count("tidak ada di SIKEREN maupun di berkas ini") == 2
    assert "Zona waktu “GMT” tidak dikenal" in words
    assert "OPD yang sama juga ada di baris" in words
    assert "Isi nama OPD" in words
    assert "tidak dapat diganti" in words
    assert "6 baru, 0 berubah" in apply(admin, page).text  # five levels, and the first twin
    assert "Tingkat 5" in cast.run(tree)
    assert not {"A", "Anak", "Cucu", "Tingkat 6"} & set(cast.run(tree))


def test_a_move_is_a_doubt_and_dated(cast: Cast):
    admin, other = cast.at_desk("admin"), cast.other_office
    content = csv_text(HEAD, (other.name, cast.office.name, ""))
    page = upload(admin, content, "agencies")
    assert "Pindah mulai hari ini" in rows_of(admin, page, "changed")
    assert "0 baru, 0 berubah" in apply(admin, page, doubtful="skip").text
    assert cast.run(tree)[other.name] is None
    page = upload(admin, content, "agencies")
    assert "0 baru, 1 berubah" in apply(admin, page, doubtful="apply").text
    assert cast.run(tree)[other.name] == cast.office.name
    placed = cast.run(AgencyPlacement.get, agency_id=other.id)
    assert placed.valid_from is not None
    assert placed.author_id == cast.people["admin"].id


def test_no_file_puts_an_office_below_its_own_unit(cast: Cast):
    admin = cast.at_desk("admin")
    unit = csv_text(HEAD, (cast.other_office.name, cast.office.name, ""))
    apply(admin, upload(admin, unit, "agencies"), doubtful="apply")
    page = upload(admin, csv_text(HEAD, (cast.office.name, cast.other_office.name, "")), "agencies")
    assert "OPD berputar" in rows_of(admin, page, "wrong")
    today = local_date(clock.now(), cast.other_office.timezone)
    chain = cast.run(agency_tree.chain_of, cast.other_office.id, today)
    assert len(chain) == 2


@pytest.mark.parametrize("path", ["/templates/agencies.xlsx", "/exports/agencies.csv"])
def test_an_operator_neither_brings_nor_takes_them(cast: Cast, path: str):
    operator = cast.at_desk("operator")
    assert operator.get(f"{HOME}{path}").status_code == 404
    assert "OPD dan unit" not in operator.get(HOME).text
    files = {"file": ("a.csv", csv_text(HEAD, ("Baru", "", "")).encode())}
    assert operator.post(HOME, data={"kind": "agencies"}, files=files).status_code == 422
    assert "Baru" not in cast.run(tree)


async def twins() -> None:
    """Two agencies of an older roster whose names fold alike."""
    for name in ("UPTD Satu", "uptd satu"):
        one = await add_agency(name=f"{name} lama {name[0]}", timezone="Asia/Makassar")
        await Agency.filter(id=one.id).update(name=name)


def test_names_that_fold_alike_are_told_apart_only_where_they_are_exact(cast: Cast):
    admin = cast.at_desk("admin")
    cast.run(twins)
    rows = ("UPTD Satu", cast.office.name, ""), ("UPTD SATU", "", ""), ("Pos", "Uptd Satu", "")
    page = upload(admin, csv_text(HEAD, *rows), "agencies")
    assert rows_of(admin, page, "wrong").count("Ada beberapa OPD yang namanya mirip") == 2
    assert "0 baru, 1 berubah" in apply(admin, page, doubtful="apply").text
    stands = cast.run(tree)
    assert (stands["UPTD Satu"], stands["uptd satu"]) == (cast.office.name, None)

    people = (BUDI, "Budi", "uptd satu", "", ""), (SITI, "Siti", "UPTD Satu", "", "")
    page = upload(admin, csv_text(PEOPLE, *people, (ANDI, "Andi", "UPTD  SATU", "", "")))
    assert "Ada beberapa OPD yang namanya mirip “UPTD SATU”" in rows_of(admin, page, "wrong")
    apply(admin, page)
    assert person(cast, BUDI).agency.name == "uptd satu"
    assert person(cast, SITI).agency.name == "UPTD Satu"

    spots = [(f"Pos {name}", name, "-2.7", "118.9", "80") for name in ("uptd satu", "Uptd Satu")]
    page = upload(admin, csv_text(SPOT, *spots), "points")
    assert "Terapkan 1 baris" in page.text
    assert "Ada beberapa OPD yang namanya mirip “Uptd Satu”" in rows_of(admin, page, "wrong")


def test_new_offices_of_people_that_fold_alike_are_one(cast: Cast):
    admin = cast.at_desk("admin")
    people = (BUDI, "Budi", "Badan Baru", "", ""), (SITI, "Siti", "badan  BARU", "", "")
    apply(admin, upload(admin, csv_text(PEOPLE, *people)), **{"agency-0": "1"})
    assert {name for name in cast.run(tree) if name.casefold() == "badan baru"} == {"Badan Baru"}
    assert person(cast, BUDI).agency == person(cast, SITI).agency
