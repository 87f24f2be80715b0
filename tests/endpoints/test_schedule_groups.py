"""Do groups and single people have hours of their own, and the lists of both tell it?"""

from typing import Any

import pytest

from tests.endpoints.conftest import Cast
from tests.endpoints.hours import HOME, group_of, table, ticked, week
from web.models import GroupMember


def test_a_group_gets_people_and_hours_of_its_own(cast: Cast):
    desk = cast.at_desk("operator")
    group = group_of(cast, desk)
    people = {f"person-{cast.people[who].id}": "1" for who in ("employee", "supervisor")}

    joined = people | {"valid_from": "2026-01-01", "reason": "SK regu jaga"}
    saved = desk.post(f"{group}/members", data=joined)
    assert "SK regu jaga" in desk.get(saved.headers["location"]).text
    assert "Nurhayati Saleh" in desk.get(saved.headers["location"]).text

    form = week(cast, group=group.rsplit("/", 1)[1], name="Jaga")
    page = desk.get(desk.post(HOME, data=form).headers["location"]).text
    assert "Jaga" in page
    assert "2<span" in desk.get("/desk/groups").text

    async def member() -> Any:
        return await GroupMember.filter(employee_id=cast.people["employee"].id).first()

    data = {"member": str(cast.run(member).id), "last": "2026-06-30", "reason": "Pindah regu"}
    ended = desk.post(f"{group}/end", data=data)
    assert "Pindah regu" not in desk.get(ended.headers["location"]).text
    assert "Pindah regu" in desk.get(f"{group}?show=past").text

    again = {f"person-{cast.people['employee'].id}": "1", "valid_from": "2030-02-01"}
    desk.post(f"{group}/members", data=again)

    async def coming() -> Any:
        return await GroupMember.filter(valid_from="2030-02-01").first()

    data = {"member": str(cast.run(coming).id), "last": "2030-01-31", "reason": "Salah orang"}
    assert desk.post(f"{group}/end", data=data).status_code == 303
    assert "Tidak pernah berlaku" in desk.get(f"{group}?show=all").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"valid_from": "2026-01-01"}, "Pilih paling sedikit satu pegawai"),
        ({"person-x": "1", "valid_from": "2026-01-01"}, "Pilih paling sedikit satu pegawai"),
        ({"valid_from": ""}, "Isi tanggal mulai."),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "tidak boleh sebelum"),
        ({"valid_from": "2026-02-01", "valid_until": "x"}, "Tanggal ini tidak ada."),
    ],
)
def test_wrong_members_are_told(cast: Cast, form: dict[str, str], words: str):
    desk = cast.at_desk("operator")

    answer = desk.post(f"{group_of(cast, desk)}/members", data=form)

    assert answer.status_code == 422
    assert words in answer.text


def test_a_group_has_one_name_in_its_agency(cast: Cast):
    desk = cast.at_desk("operator")
    group_of(cast, desk)

    again = desk.post("/desk/groups", data={"agency": str(cast.office.id), "name": " Satpam "})
    assert (again.status_code, "sudah ada" in again.text) == (409, True)
    empty = desk.post("/desk/groups", data={"agency": str(cast.office.id), "name": ""})
    assert (empty.status_code, "Isi nama" in empty.text) == (422, True)


def test_one_person_has_hours_of_their_own(cast: Cast):
    desk = cast.at_desk("operator")
    person = cast.people["employee"]

    assert "Untuk Nurhayati Saleh saja" in desk.get(f"{HOME}/new?employee={person.id}").text
    form = week(cast, employee=str(person.id), name="Menyusui")
    page = desk.get(desk.post(HOME, data=form).headers["location"]).text
    assert "Menyusui" in page


def test_the_list_of_hours_is_narrowed_sorted_and_taken_along(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    group = group_of(cast, desk)
    past = {"valid_from": "2020-01-06", "valid_until": "2020-02-05", "name": "Dahulu"}
    past |= {"reason": "Arsip"}
    for more in (past, {"group": group[-36:]}, {"employee": str(person.id), "name": "Menyusui"}):
        assert desk.post(HOME, data=week(cast) | more).status_code == 303

    whose = [row[0] for row in table(desk, f"{HOME}.csv")]
    assert whose == ["Kantor", "Satpam", person.name]
    assert [row[0] for row in table(desk, f"{HOME}.csv?sort=-whose")] == whose[::-1]
    assert [row[2] for row in table(desk, f"{HOME}.csv?show=past")] == ["Dahulu"]
    assert [row[2] for row in table(desk, f"{HOME}.csv?show=all&sort=from")][1] == "Dahulu"
    assert [row[0] for row in table(desk, f"{HOME}.csv?kind=group")] == ["Satpam"]
    [row] = table(desk, f"{HOME}.csv?q=menyusui+saleh")
    assert row[1:3] == [f"'{person.nip}", "Menyusui"]
    assert row[3:10] == [*["08.00–15.00, istirahat 30 menit"] * 4, row[7], "libur", "libur"]
    assert row[12:15] == ["07/01/2030", "05/02/2030", "Akan datang"]
    assert "Tidak ada yang cocok" in desk.get(f"{HOME}?q=zzz").text


def test_the_lists_of_groups_and_of_their_members(cast: Cast):
    desk = cast.at_desk("operator")
    group = group_of(cast, desk)
    group_of(cast, desk, "Sopir")
    people = {f"person-{cast.people[who].id}": "1" for who in ("employee", "supervisor")}
    since = {"valid_from": "2026-01-01", "reason": "SK regu jaga"}
    desk.post(f"{group}/members", data=people | since)
    form = week(cast, group=group[-36:], valid_until="") | since
    asked = desk.post(HOME, data=form)
    desk.post(HOME, data=form | (ticked(asked.text) if asked.status_code == 422 else {}))

    assert [row[0] for row in table(desk, "/desk/groups.csv")] == ["Satpam", "Sopir"]
    assert [row[2] for row in table(desk, "/desk/groups.csv?sort=members")] == ["0", "2"]
    [own] = table(desk, "/desk/groups.csv?show=own")
    assert own[0] == "Satpam"
    assert own[3].startswith("Senin–Kamis: 08.00–15.00")
    assert [row[0] for row in table(desk, "/desk/groups.csv?q=SOP")] == ["Sopir"]

    names = sorted(cast.people[who].name for who in ("employee", "supervisor"))
    assert [row[2] for row in table(desk, f"{group}.csv")] == names
    assert [row[2] for row in table(desk, f"{group}.csv?sort=-name")] == names[::-1]
    [row] = table(desk, f"{group}.csv?q=nurhayati")
    assert row[3:6] == ["01/01/2026", "", "Anggota"]
    assert table(desk, f"{group}.csv?show=past") == []
    assert cast.at_desk("other_operator").get(f"{group}.csv").status_code == 404
