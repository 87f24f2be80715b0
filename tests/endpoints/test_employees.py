"""Does the roster take people in carefully, and may nobody lift themselves or see strangers?"""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web.models import Employee, WorkPattern

NEW = {"nip": "19900101 201501 1 004", "name": "Muliadi Latif, S.E."}


def certain(asked: Any) -> dict[str, str]:
    """The box ticked that a page asks for."""
    [key] = re.findall(r'name="certain" value="([^"]+)"', asked.text)
    return {"certain": key}


def _get(cast: Cast, **which: Any) -> Employee | None:
    async def look() -> Employee | None:
        return await Employee.get_or_none(**which)

    found: Employee | None = cast.run(look)
    return found


def test_an_operator_adds_a_person_to_their_own_office(cast: Cast):
    form = NEW | {"supervisor": str(cast.people["supervisor"].id)}

    added = cast.at_desk("operator").post("/desk/employees", data=form)

    assert added.status_code == 303
    person = _get(cast, nip="199001012015011004")
    assert person
    assert person.agency_id == cast.office.id
    assert person.supervisor_id == cast.people["supervisor"].id


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"nip": "123"}, 422, "Isi 18 angka NIP"),
        ({"nip": "1.98508E+17"}, 422, "Isi 18 angka NIP"),
        ({"name": "  "}, 422, "Isi nama."),
        ({"nip": "199203152015031002"}, 409, "sudah terdaftar"),
        ({"supervisor": STRANGER}, 422, "Pilih atasan dari daftar."),
        ({"supervisor": "x"}, 422, "Pilih atasan dari daftar."),
    ],
)
def test_a_wrong_entry_is_told_beside_its_field_and_kept(
    cast: Cast, change: dict[str, str], status: int, words: str
):
    answer = cast.at_desk("operator").post("/desk/employees", data=NEW | change)

    assert answer.status_code == status
    assert words in answer.text
    if "name" not in change:
        assert "Muliadi Latif, S.E." in answer.text


@pytest.mark.parametrize("name", ["Budi\u202egpj.exe", "\u2067Budi\u2069", "Bu\x1bdi", "Bu\x85di"])
def test_no_name_turns_round_what_stands_beside_it(cast: Cast, name: str):
    answer = cast.at_desk("operator").post("/desk/employees", data=NEW | {"name": name})
    assert answer.status_code == 422
    assert "Ada huruf yang tidak terlihat." in answer.text
    assert _get(cast, nip="199001012015011004") is None


def test_a_doubtful_nip_is_asked_about_once_and_never_refused(cast: Cast):
    desk, form = cast.at_desk("operator"), NEW | {"nip": "198513452010013003"}

    asked = desk.post("/desk/employees", data=form)
    assert asked.status_code == 422
    assert "bukan tanggal lahir yang wajar" in asked.text
    assert _get(cast, nip="198513452010013003") is None

    assert desk.post("/desk/employees", data=form | {"sure": "1"}).status_code == 303
    assert _get(cast, nip="198513452010013003")


def test_an_operator_grants_no_role_and_moves_nobody(cast: Cast):
    form = NEW | {"role": "admin", "agency": str(cast.other_office.id)}

    assert cast.at_desk("operator").post("/desk/employees", data=form).status_code == 303

    person = _get(cast, nip="199001012015011004")
    assert person
    assert (person.role, person.agency_id) == ("employee", cast.office.id)


def test_an_operator_does_not_change_whoever_holds_a_desk(cast: Cast):
    async def second() -> Employee:
        return await Employee.create(
            nip="HON-9",
            name="Kedua",
            agency=cast.office,
            role="operator",
            created_at=cast.people["operator"].created_at,
        )

    other = cast.run(second)
    answer = cast.at_desk("operator").post(f"/desk/employees/{other.id}", data={"name": "Lain"})

    assert answer.status_code == 403
    kept = _get(cast, id=other.id)
    assert kept
    assert (kept.name, kept.active) == ("Kedua", True)


def test_a_person_is_corrected_and_closed_but_never_erased(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]

    form = {"name": "Nurhayati Saleh, S.E."}
    asked = desk.post(f"/desk/employees/{person.id}", data=form)
    assert asked.status_code == 422
    assert "tidak dapat absen dan tidak dapat masuk" in asked.text
    still = _get(cast, id=person.id)
    assert still
    assert still.active

    saved = desk.post(f"/desk/employees/{person.id}", data=form | certain(asked))

    assert saved.status_code == 303
    changed = _get(cast, id=person.id)
    assert changed
    assert (changed.name, changed.active) == ("Nurhayati Saleh, S.E.", False)
    assert "Nurhayati" not in desk.get("/desk/employees").text
    assert "Nurhayati" in desk.get("/desk/employees?show=inactive").text


def test_nobody_is_above_themselves_nor_closes_their_own_account(cast: Cast):
    desk, above = cast.at_desk("admin"), cast.people["supervisor"]
    form = {"name": above.name, "agency": str(cast.office.id), "role": "employee", "active": "1"}

    for below in (above.id, cast.people["employee"].id):
        answer = desk.post(f"/desk/employees/{above.id}", data=form | {"supervisor": str(below)})
        assert answer.status_code == 422
        assert "bawahannya" in answer.text

    admin = cast.people["admin"]
    answer = desk.post(f"/desk/employees/{admin.id}", data={"name": "Admin", "role": "employee"})
    assert answer.status_code == 422
    kept = _get(cast, id=admin.id)
    assert kept
    assert (kept.role, kept.active) == ("admin", True)


def test_an_admin_gives_a_role_and_an_agency(cast: Cast):
    person = cast.people["employee"]
    form = {
        "name": person.name,
        "agency": str(cast.other_office.id),
        "role": "operator",
        "active": "1",
    }

    desk, path = cast.at_desk("admin"), f"/desk/employees/{person.id}"
    asked = desk.post(path, data=form)

    assert asked.status_code == 422
    assert f"pindah dari Dinas Contoh ke {cast.other_office.name}" in asked.text
    assert "menjadi Operator" in asked.text
    # Certain of one role is not certain of another: that is told and asked anew.
    admin = desk.post(path, data=form | certain(asked) | {"role": "admin"})
    assert admin.status_code == 422
    assert "Membaca dan mengubah semua OPD" in admin.text
    kept = _get(cast, id=person.id)
    assert kept
    assert kept.role == "employee"

    assert desk.post(path, data=form | certain(asked)).status_code == 303

    moved = _get(cast, id=person.id)
    assert moved
    assert (moved.agency_id, moved.role) == (cast.other_office.id, "operator")
    # What weighs nothing is not asked about.
    assert desk.post(path, data=form | {"name": "Nurhayati S."}).status_code == 303
    # Who takes the role back reads who is left.
    back = desk.post(path, data=form | {"role": "employee"})
    assert f"Operator lain di {cast.other_office.name}: 1." in back.text


def test_somebody_new_with_a_desk_is_asked_about_too(cast: Cast):
    form = NEW | {"role": "admin", "agency": str(cast.office.id)}

    asked = cast.at_desk("admin").post("/desk/employees", data=form)

    assert asked.status_code == 422
    assert "memberi peran" in asked.text
    assert _get(cast, nip="199001012015011004") is None
    again = cast.at_desk("admin").post("/desk/employees", data=form | certain(asked))
    assert again.status_code == 303


def test_the_list_is_searched_by_name_and_by_number_with_spaces(cast: Cast):
    desk = cast.at_desk("admin")

    for text in ("nurhay", "19920315 201503 1 002"):
        page = desk.get("/desk/employees", params={"q": text}).text
        assert "Nurhayati Saleh" in page
        assert "Basri Daud" not in page
    assert "Tidak ada yang cocok" in desk.get("/desk/employees?q=%25%25zz").text
    only = desk.get(f"/desk/employees?agency={cast.other_office.id}").text
    assert "Basri Daud" in only
    assert "Nurhayati" not in only


def test_a_long_list_comes_in_pages(cast: Cast):
    async def many() -> None:
        born = cast.people["operator"].created_at
        await Employee.bulk_create(
            Employee(nip=f"HON-{n:03}", name=f"Orang {n:03}", agency=cast.office, created_at=born)
            for n in range(120)
        )

    cast.run(many)
    desk = cast.at_desk("operator")

    first, last = desk.get("/desk/employees").text, desk.get("/desk/employees?page=3").text

    assert first.count('class="row person-row"') == 50
    assert "Halaman 3 dari 3" in last
    assert "Sebelumnya" in last
    assert "Berikutnya" not in last


def test_what_is_set_up_is_counted_as_the_lists_count_it(cast: Cast):
    admin = cast.at_desk("admin")

    def listed(show: str) -> int:
        made = admin.get(f"/desk/employees.csv?show={show}").content.decode("utf-8-sig")
        return len(made.splitlines()) - 1

    page = admin.get("/desk/set-up").text
    assert f"{listed('active')} pegawai" in page
    # Heads have nobody above them here, and admins stand outside: neither is lacking.
    assert f"<strong>{listed('no-supervisor')} orang belum punya atasan" in page
    assert listed("no-supervisor") == 2

    async def lay() -> None:
        laid = await WorkPattern.filter(agency=cast.office).get()
        laid.id, laid.valid_from = uuid4(), date(2026, 1, 5)
        await laid.save(force_create=True)

    hours = re.compile(r">Jam kerja</a></dt>\s*<dd>([^<]+?)\s*</dd>")
    home = f"/desk/agencies/{cast.office.id}"
    way = f'<a href="/desk/schedules?agency={cast.office.id}">{cast.office.name}</a>'
    assert "<strong>2 OPD masih memakai jam bawaan" in page
    assert way in page
    assert hours.findall(admin.get(home).text) == ["Bawaan SIKEREN"]
    cast.run(lay)
    page = admin.get("/desk/set-up").text
    assert "<strong>1 OPD masih memakai jam bawaan" in page
    assert way not in page
    assert hours.findall(admin.get(home).text) == ["Aturan sendiri"]


def test_a_person_s_page_leads_to_their_day_month_and_latest_check_in(cast: Cast):
    person, desk = cast.people["employee"], cast.at_desk("operator")
    path = f"/desk/employees/{person.id}"
    assert desk.get(path).text.count("Belum pernah") == 2
    checkin = cast.bind("employee").check_in()

    page = desk.get(path).text
    assert f'href="/desk/checkins/{checkin}">Absen Masuk, ' in page
    assert "Belum pernah" not in page
    assert re.search("Sudah masuk pukul|Tidak ada jam kerja", page)  # of any day
    month = re.search(rf'href="(/desk/recap/{cast.office.id}/\d{{4}}-\d\d/{person.id})"', page)
    day = re.search(rf'href="(/desk/recap/[^"]*/{person.id}/\d+)"', page)
    assert month
    assert day
    for link in (month[1], day[1], f"/desk/checkins/{checkin}", f"/desk/arrivals?q={person.nip}"):
        assert link in page
        assert person.name in desk.get(link).text
    assert cast.at_desk("other_operator").get(path).status_code == 404


def test_a_form_from_before_somebody_elses_change_asks_before_it_takes_that_back(cast: Cast):
    operator, admin, person = cast.at_desk("operator"), cast.at_desk("admin"), "employee"
    path = f"/desk/employees/{cast.people[person].id}"
    [seen] = re.findall(r'name="seen" value="([^"]+)"', operator.get(path).text)
    form = {"name": "Nurhayati Saleh, M.Si.", "active": "1", "seen": seen}
    form["supervisor"] = str(cast.people[person].supervisor_id or "")
    closed = {"name": cast.people[person].name, "agency": str(cast.office.id)}
    asked = admin.post(path, data=closed | {"role": "employee", "supervisor": form["supervisor"]})
    admin.post(path, data=closed | {"supervisor": form["supervisor"]} | certain(asked))
    assert (held := _get(cast, id=cast.people[person].id))
    assert not held.active

    asked = operator.post(path, data=form)
    assert asked.status_code == 422
    assert "Orang lain sudah mengubah data ini" in asked.text
    assert "Keadaan menjadi “Aktif”; yang tercatat sekarang “Tidak aktif”." in asked.text
    assert (held := _get(cast, id=cast.people[person].id))
    assert (held.active, held.name) == (False, cast.people[person].name)
    [kept] = re.findall(r'name="seen" value="([^"]+)"', asked.text)
    assert operator.post(path, data=form | {"seen": kept} | certain(asked)).status_code == 303
    assert (held := _get(cast, id=cast.people[person].id))
    assert (held.active, held.name) == (True, form["name"])


def test_who_changes_alone_is_asked_nothing(cast: Cast):
    operator, person = cast.at_desk("operator"), cast.people["employee"]
    path = f"/desk/employees/{person.id}"
    for name in ("Nurhayati Saleh, M.Si.", "Nurhayati Saleh"):
        [seen] = re.findall(r'name="seen" value="([^"]+)"', operator.get(path).text)
        form = {"name": name, "active": "1", "supervisor": str(person.supervisor_id or "")}
        assert operator.post(path, data=form | {"seen": seen}).status_code == 303
