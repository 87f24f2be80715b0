"""Are codes shown once, lost phones blocked, and links to the desks given by admins only?"""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.models import Device, EnrolmentCode, SignInLink
from web.services.softkeys import Key


def test_a_letter_carries_a_code_that_binds_a_phone(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]

    letter = desk.get(desk.post(f"/desk/employees/{person.id}/code").headers["location"])

    assert letter.headers["cache-control"] == "no-store"
    assert "<svg" in letter.text
    assert "Dinas Contoh" in letter.text
    code = re.search(r'class="code">([A-Z0-9-]+)<', letter.text)
    assert code
    answer = cast.client.post(
        "/api/v1/enrolments",
        json={"code": code[1], "device_key": Key().jwk, "platform": "Android"},
    )
    assert answer.status_code == 201
    assert answer.json()["employee"]["nip"] == person.nip


def test_the_code_is_nowhere_afterwards(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    letter = desk.get(desk.post(f"/desk/employees/{person.id}/code").headers["location"]).text
    code = re.search(r'class="code">([A-Z0-9-]+)<', letter)
    assert code

    page = desk.get(f"/desk/employees/{person.id}").text

    assert code[1] not in page
    assert "Satu kode belum dipakai" in page

    async def stored() -> str:
        kept = await EnrolmentCode.get(employee_id=person.id).prefetch_related("author")
        assert kept.author
        return f"{kept.code_hash} {kept.author.name}"

    assert code[1].replace("-", "") not in cast.run(stored)
    assert "Rosmini Tahir" in cast.run(stored)


def test_a_letter_that_is_loaded_again_makes_no_other_code(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    made = desk.post(f"/desk/employees/{person.id}/code")
    path = made.headers["location"]
    told = made.headers["set-cookie"].lower()
    assert f"path={path}" in told
    assert "httponly" in told
    assert "samesite=strict" in told
    assert "max-age=600" in told

    first, second = desk.get(path).text, desk.get(path).text

    assert re.findall(r'class="code">([A-Z0-9-]+)<', first) == re.findall(
        r'class="code">([A-Z0-9-]+)<', second
    )
    assert cast.run(EnrolmentCode.all().count) == 1


def test_a_letter_is_shown_to_who_made_it_while_its_code_holds(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    path = desk.post(f"/desk/employees/{person.id}/code").headers["location"]
    code = desk.cookies["enrolment-code"]

    def shown(browser: TestClient, told: str) -> bool:
        for one in [*browser.cookies.jar]:
            if one.name == "enrolment-code":
                browser.cookies.jar.clear(one.domain, one.path, one.name)
        browser.cookies.set("enrolment-code", told, path=path)
        answer = browser.get(path)
        assert answer.status_code == 303 or code in answer.text
        return code in answer.text

    assert shown(desk, code)
    assert not shown(desk, "ABCD-2345")
    assert not shown(cast.at_desk("admin"), code)  # who found the cookie is not who made it
    assert not shown(cast.browser(), code)
    later = clock.now() + timedelta(minutes=11)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: later)
        assert not shown(desk, code)
    cast.at_desk("admin").post(f"/desk/employees/{person.id}/code")
    assert not shown(desk, code)  # withdrawn by the newer one
    way_back = desk.get(path).headers["location"]
    assert way_back == f"/desk/employees/{person.id}?done=code-shown"
    assert "Kode hanya tampil 10 menit" in desk.get(way_back).text


def test_no_code_for_a_closed_account(cast: Cast):
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    sure = f"employee {cast.office.id} closed"
    desk.post(f"/desk/employees/{person.id}", data={"name": person.name, "certain": sure})

    answer = desk.post(f"/desk/employees/{person.id}/code")

    assert answer.status_code == 403
    assert "tidak aktif" in answer.text


def test_a_lost_phone_is_blocked_and_who_did_it_stays(cast: Cast):
    phone, desk, person = cast.bind("employee"), cast.at_desk("operator"), cast.people["employee"]
    page = desk.get(f"/desk/employees/{person.id}").text
    assert "HP terdaftar" in page
    assert "Kunci di HP, tanpa bukti perangkat keras" in page
    form = {"device": phone.soft.device_id, "reason": "lost"}

    assert desk.post(f"/desk/employees/{person.id}/block", data=form).status_code == 303

    assert phone.browser.get("/api/v1/state").status_code in (401, 403)
    after = desk.get(f"/desk/employees/{person.id}").text
    assert "Belum ada HP" in after
    assert "Hilang atau dicuri, oleh Rosmini Tahir" in after


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"reason": ""}, 422),
        ({"reason": "replaced"}, 422),
        ({"device": STRANGER}, 404),
        ({"device": "x"}, 404),
    ],
)
def test_blocking_asks_for_a_reason_and_a_phone_of_that_person(
    cast: Cast, change: dict[str, str], status: int
):
    phone, person = cast.bind("employee"), cast.people["employee"]
    form = {"device": phone.soft.device_id, "reason": "lost"} | change

    answer = cast.at_desk("operator").post(f"/desk/employees/{person.id}/block", data=form)

    assert answer.status_code == status
    assert phone.browser.get("/api/v1/state").status_code == 200


def test_another_office_s_phone_is_not_blocked(cast: Cast):
    phone, theirs = cast.bind("other_employee"), cast.people["other_employee"]
    form = {"device": phone.soft.device_id, "reason": "lost"}
    desk = cast.at_desk("operator")

    assert desk.post(f"/desk/employees/{theirs.id}/block", data=form).status_code == 404
    mine = cast.people["employee"]
    assert desk.post(f"/desk/employees/{mine.id}/block", data=form).status_code == 404

    async def blocked() -> bool:
        return await Device.filter(revocation__at__isnull=False).exists()

    assert not cast.run(blocked)


def test_only_an_admin_makes_a_link_to_the_desks(cast: Cast):
    path = f"/desk/employees/{cast.people['supervisor'].id}/link"
    assert cast.at_desk("operator").post(path).status_code == 403

    admin = cast.at_desk("admin")
    shown = admin.post(path, follow_redirects=True)

    assert shown.headers["cache-control"] == "no-store"
    link = re.search(r"http://localhost:8102(/sign-in/[\w-]+)", shown.text)
    assert link
    assert link[0] in admin.get(path).text, "loading it again made another one"
    assert cast.run(SignInLink.filter(employee=cast.people["supervisor"].id).count) == 1
    other = cast.at_desk("admin").get(path, follow_redirects=False)
    assert other.headers["location"].endswith("?done=link-shown")
    browser = cast.browser()
    assert browser.post(link[1]).status_code == 303
    assert browser.get("/desk/reviews").status_code == 200
    used = admin.get(path, follow_redirects=False)
    assert used.headers["location"].endswith("?done=link-shown")
