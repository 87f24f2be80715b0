"""What can be asked of a phone that is lost, broken or one's own, and who finds what waits?"""

import re

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.phone_forms import file_request, say
from web.models import PhoneChange, PhoneLoss


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"cause": "x"}, 422),
        ({"reason": ""}, 422),
        ({"reason": "x  x"}, 422),
        ({"change": "no-id"}, 303),
    ],
)
def test_a_request_on_behalf_is_whole(cast: Cast, change: dict[str, str], status: int):
    cast.bind("employee")
    person = cast.people["employee"]
    form = {"cause": "lost", "reason": "Hilang di pasar."} | change
    desk = cast.at_desk("operator")
    answer = desk.post(f"/desk/employees/{person.id}/phone-change", data=form)
    assert answer.status_code == status
    if change.get("reason"):
        assert "paling sedikit 10 huruf" in answer.text


def test_a_blocked_phone_is_not_said_to_go_on(cast: Cast):
    cast.bind("employee")
    home, waits = f"/desk/employees/{cast.people['employee'].id}", "HP lama berhenti saat HP baru"
    for cause, goes_on in (("broken", True), ("lost", False)):
        path = file_request(cast, cause=cause)
        told = say(cast, path, "approve")
        assert cast.at_desk("admin").post(path, data=told).status_code == 303
        for page in (path, home):
            text = cast.at_desk("operator").get(page).text
            assert (waits in text) == goes_on
            assert ("HP lama sudah berhenti" in text) != goes_on
        told = say(cast, path, "withdraw", who="operator")
        assert cast.at_desk("operator").post(path, data=told).status_code == 303


def test_strangers_find_nothing(cast: Cast):
    cast.bind("employee")
    path, person = file_request(cast), cast.people["employee"]
    for who in ("other_operator", "other_supervisor"):
        desk = cast.at_desk(who)
        assert desk.get(path).status_code == 404
        assert desk.get(f"/desk/employees/{person.id}/phone").status_code == 404
    form = {"cause": "lost", "reason": "x"}
    desk = cast.at_desk("other_operator")
    assert desk.post(f"/desk/employees/{person.id}/phone-change", data=form).status_code == 404
    assert cast.at_desk("admin").get(f"/desk/phone-changes/{STRANGER}").status_code == 404


def test_one_s_own_phone_is_asked_for_on_the_phone(cast: Cast):
    cast.bind("operator")
    me = cast.people["operator"]
    form = {"cause": "change", "reason": "HP baru."}
    desk = cast.at_desk("operator")
    assert desk.post(f"/desk/employees/{me.id}/phone-change", data=form).status_code == 403
    assert "Ajukan ganti HP" not in desk.get(f"/desk/employees/{me.id}").text

    async def none() -> bool:
        return not await PhoneChange.exists()

    assert cast.run(none)


def test_a_supervisor_blocks_a_lost_phone_at_once_and_nothing_else(cast: Cast):
    phone, person = cast.bind("employee"), cast.people["employee"]
    desk = cast.at_desk("supervisor")
    assert f"/desk/employees/{person.id}/phone" in desk.get("/desk/team-week").text
    assert "HP terdaftar" in desk.get(f"/desk/employees/{person.id}/phone").text
    path, form = f"/desk/employees/{person.id}/block", {"device": phone.soft.device_id}
    assert desk.post(path, data=form | {"reason": "left"}).status_code == 422
    done = desk.post(path, data=form | {"reason": "lost"})
    assert done.status_code == 303
    assert "HP diblokir" in desk.get(done.headers["location"]).text
    assert phone.browser.get("/api/v1/state").status_code in (401, 403)


def test_a_replaced_phone_can_turn_out_lost_and_both_words_stay(cast: Cast):
    old, _ = cast.bind("employee"), cast.bind("employee")
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    form = {"device": old.soft.device_id, "reason": "lost"}
    assert desk.post(f"/desk/employees/{person.id}/block", data=form).status_code == 303
    page = desk.get(f"/desk/employees/{person.id}").text
    assert "Diganti HP baru" in page
    assert "Kemudian dicatat hilang atau dicuri" in page
    assert desk.post(f"/desk/employees/{person.id}/block", data=form).status_code == 303

    async def losses() -> int:
        return await PhoneLoss.all().count()

    assert cast.run(losses) == 1


def test_what_waits_is_listed_for_the_office_and_for_nobody_else(cast: Cast):
    cast.bind("employee")
    path = file_request(cast)
    assert path in cast.at_desk("operator").get("/desk/phones").text
    assert path in cast.at_desk("admin").get("/desk/phones").text
    assert path not in cast.at_desk("other_operator").get("/desk/phones").text
    assert cast.at_desk("supervisor").get("/desk/phones").status_code == 403


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", True),
        ("?q=Nurhayati", True),
        ("?q=Basri", False),
        ("?binding=device", True),
        ("?binding=synced", False),
        ("?platform=android", True),
        ("?platform=ios", False),
        ("?platform=other", False),
        ("?silent=3", False),
        ("?silent=x&binding=x&platform=x&agency=x", True),
        (f"?agency={STRANGER}", False),
    ],
)
def test_the_phones_of_the_office_are_found(cast: Cast, query: str, seen: bool):
    cast.bind("employee")
    cast.bind("other_employee")
    desk = cast.at_desk("operator")
    page = desk.get(f"/desk/phones/bound{query}")
    assert page.status_code == 200
    assert ("Nurhayati Saleh" in page.text) is seen
    assert "Basri Daud" not in page.text
    file = desk.get(f"/desk/phones/bound.csv{query}")
    assert ("Nurhayati Saleh" in file.text) is seen
    assert file.content.startswith("\ufeffNIP,Nama,OPD".encode())


def test_the_silent_are_found_on_either_database(cast_on_postgres: Cast):
    cast_on_postgres.bind("employee")
    desk = cast_on_postgres.at_desk("operator")
    assert "Nurhayati" not in desk.get("/desk/phones/bound?silent=3").text
    assert "Nurhayati" in desk.get("/desk/phones/bound?platform=android&q=nur").text
    assert "Dinas Contoh" in desk.get("/desk/phones/kinds").text
    path = file_request(cast_on_postgres)
    assert path in desk.get("/desk/phones").text


def test_bindings_are_counted_and_said_in_words(cast: Cast):
    cast.bind("employee")
    page = cast.at_desk("admin").get("/desk/phones/kinds").text
    assert "cip pengaman" in page
    assert "Badan Lain" in page
    row = re.search(r"Dinas Contoh.*?</tr>", page, re.S)
    assert row
    assert re.findall(r">(\d+)<", row[0]) == ["0", "1", "0", "2"]
