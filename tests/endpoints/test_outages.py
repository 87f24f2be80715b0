"""Is an outage declared by one, approved by another, and seen by nobody else?"""

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from tests.endpoints.conftest import STRANGER, Cast
from web.models import Employee, Outage, Withdrawal
from web.services import roster

HOME = "/desk/outages"
BODY = {
    "starts_at": "2026-11-24T07:00",
    "ends_at": "2026-11-24T08:00",
    "kinds": "in",
    "reason": "Listrik kantor padam.",
}


def _declare(cast: Cast, desk: TestClient, **changes: str) -> str:
    """Declare one; the path of its page."""
    answer = desk.post(HOME, data=BODY | {"agency": str(cast.office.id)} | changes)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].partition("?")[0])


def _count(cast: Cast) -> int:
    return int(cast.run(Outage.all().count))


def test_an_outage_is_declared_and_approved_by_a_second_person(cast: Cast) -> None:
    desk, admin = cast.at_desk("operator"), cast.at_desk("admin")
    path = _declare(cast, desk)
    page = desk.get(f"{path}?done=outage-declared").text
    assert "Dihitung setelah orang kedua menyetujui" in page
    assert "24/11/2026 07.00 WITA" in page
    assert "Menunggu orang kedua" in page
    own = desk.post(f"{path}/ruling", data={"outcome": "approved", "reason": "Ya."})
    assert own.status_code == 403

    assert ">1<span" in admin.get(HOME).text
    assert "Akibatnya" in admin.get(path).text
    body = {"outcome": "approved", "reason": "Laporan PLN.", "ruling": str(uuid4())}
    assert admin.post(f"{path}/ruling", data=body).status_code == 303
    page = desk.get(path).text
    assert "Disetujui" in page
    assert "Laporan PLN." in page


def test_an_outage_is_withdrawn_with_a_reason(cast: Cast) -> None:
    desk = cast.at_desk("operator")
    path = _declare(cast, desk)
    empty = desk.post(f"{path}/withdrawal", data={"withdrawal": " "})
    assert empty.status_code == 422
    assert "Tulis mengapa gangguan ini dibatalkan" in empty.text
    for _ in range(2):
        done = desk.post(f"{path}/withdrawal", data={"withdrawal": "Hanya satu ruangan."})
        assert done.status_code == 303
    page = desk.get(path).text
    assert "Dibatalkan" in page
    assert "Hanya satu ruangan." in page
    assert cast.run(Withdrawal.all().count) == 1
    late = cast.at_desk("admin").post(
        f"{path}/ruling", data={"outcome": "approved", "reason": "Ya."}
    )
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_at": ""}, "Isi tanggal dan jam mulai"),
        ({"ends_at": "kemarin"}, "Isi tanggal dan jam selesai"),
        ({"ends_at": "2026-11-24T06:00"}, "Jam selesai harus sesudah jam mulai"),
        ({"ends_at": "2199-11-24T08:00"}, "sesudah selesai"),
        ({"kinds": "x"}, "Pilih absen yang terganggu"),
        ({"reason": ""}, "Tulis apa yang terganggu"),
    ],
)
def test_what_was_typed_stays(cast: Cast, changes: dict[str, Any], words: str) -> None:
    answer = cast.at_desk("operator").post(HOME, data=BODY | changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="2026-11-24T07:00"' in answer.text or "starts_at" in changes
    assert _count(cast) == 0


def test_a_ruling_needs_a_reason(cast: Cast) -> None:
    path = _declare(cast, cast.at_desk("operator"))
    answer = cast.at_desk("admin").post(f"{path}/ruling", data={"outcome": "approved"})
    assert answer.status_code == 422
    assert "Tulis alasannya" in answer.text


def test_an_admin_names_the_office(cast: Cast) -> None:
    answer = cast.at_desk("admin").post(HOME, data=BODY)
    assert answer.status_code == 422
    assert "Pilih OPD yang terganggu" in answer.text


def test_the_same_click_is_one_outage(cast: Cast) -> None:
    desk, id_ = cast.at_desk("operator"), str(uuid4())
    assert _declare(cast, desk, outage=id_) == _declare(cast, desk, outage=id_)
    assert _count(cast) == 1


def test_an_empty_list_says_so(cast: Cast) -> None:
    assert "Belum ada gangguan" in cast.at_desk("operator").get(HOME).text


def test_strangers_find_nothing(cast: Cast) -> None:
    path = _declare(cast, cast.at_desk("operator"))
    other = cast.at_desk("other_operator")
    assert "Belum ada gangguan" in other.get(HOME).text
    body = {"outcome": "approved", "reason": "Ya.", "withdrawal": "Ya."}
    for target in (path, f"{HOME}/{STRANGER}"):
        assert other.get(target).status_code == 404
        assert other.post(f"{target}/ruling", data=body).status_code == 404
        assert other.post(f"{target}/withdrawal", data=body).status_code == 404
    elsewhere = other.post(HOME, data=BODY | {"agency": str(cast.office.id)})
    assert elsewhere.status_code == 422
    assert cast.at_desk("supervisor").get(HOME).status_code == 403
    assert _count(cast) == 1


def test_nobody_is_sent_to_sign_in(cast: Cast) -> None:
    nobody = cast.browser()
    assert nobody.get(HOME).headers["location"].startswith("/desk/sign-in")
    assert nobody.post(HOME, data=BODY).status_code == 401


def test_where_nobody_else_could_approve_it_says_so_and_what_to_do(cast: Cast) -> None:
    admin = cast.at_desk("admin")
    said = "Belum ada orang kedua yang dapat menyetujui"
    assert said not in admin.get(HOME).text  # each office has an operator
    own = _declare(cast, admin)
    assert "Menunggu orang kedua" in admin.get(own).text

    async def leave() -> None:
        await Employee.filter(id=cast.people["operator"].id).update(role="employee")

    cast.run(leave)
    before = admin.get(HOME).text
    assert said in before
    assert "Dinas Contoh (WITA), belum ada orang kedua" in before
    assert "Badan Lain (WIT), belum" not in before  # its operator approves
    after = admin.get(own).text
    assert f"{said} gangguan Dinas Contoh" in after
    assert "Menunggu orang kedua" not in after
    assert f'href="/desk/employees?agency={cast.office.id}"' in after

    async def second() -> None:
        await Employee.filter(id=cast.people["supervisor"].id).update(role="admin")

    cast.run(second)
    assert said not in admin.get(HOME).text
    assert "Menunggu orang kedua" in admin.get(own).text


def test_who_only_reads_is_told_of_nothing_that_waits_for_them(cast: Cast):
    _declare(cast, cast.at_desk("operator"))
    cast.people["auditor"] = cast.run(_auditor)
    page = cast.at_desk("auditor").get(HOME).text
    assert "Listrik" in cast.at_desk("auditor").get(f"{HOME}.csv").text
    for words in (
        '<span class="visually-hidden"> menunggu',
        "Menunggu keputusan Anda",
        "Catat gangguan",
    ):
        assert words not in page
    assert "Listrik" not in cast.at_desk("auditor").get(f"{HOME}.csv?show=waiting").text
    for path, form in (
        (f"/desk/shifts?agency={cast.office.id}", "Mulai dari contoh"),
        (f"/desk/points/{cast.point.id}", "Ambil titik di sini"),
    ):
        assert form in cast.at_desk("admin").get(path).text
        assert form not in cast.at_desk("auditor").get(path).text


async def _auditor() -> Employee:
    return await roster.add_employee(
        nip="AUDIT-1", name="Auditor Contoh", agency=None, role="auditor"
    )
