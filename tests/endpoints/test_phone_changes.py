"""Is a further phone reached on the pages by two people, and by nobody alone or from elsewhere?"""

import re
from typing import Any
from uuid import uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web.models import Device, PhoneChange, PhoneLoss
from web.services import roster
from web.services.softkeys import Key


def _file(cast: Cast, **more: str) -> str:
    """The operator asks for the employee; the path of the request."""
    form = {"change": str(uuid4()), "cause": "broken", "reason": "Datang sendiri, layar pecah."}
    person = cast.people["employee"]
    answer = cast.at_desk("operator").post(
        f"/desk/employees/{person.id}/phone-change", data=form | more
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def _code(cast: Cast) -> Any:
    desk = cast.at_desk("operator")
    answer = desk.post(f"/desk/employees/{cast.people['employee'].id}/code")
    return desk.get(answer.headers["location"]) if answer.status_code == 303 else answer


def _said(cast: Cast, path: str, event: str, words: str = "Ya.", who: str = "admin") -> Any:
    """A decision as the page's form sends it, with what was seen there."""
    page = cast.at_desk(who).get(path).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    told = {"event": event, "words": words, "step": str(uuid4())}
    return told | {"seen": seen[1] if seen else str(uuid4())}


def test_an_operator_alone_gets_no_code_for_a_further_phone(cast: Cast):
    cast.bind("employee")
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    page = desk.get(f"/desk/employees/{person.id}").text
    assert "Buat kode dan surat" not in page
    assert "Ajukan ganti HP" in page
    answer = _code(cast)
    assert answer.status_code == 409
    assert "orang kedua" in answer.text
    form = {"device": str(cast.run(_device)), "reason": "lost"}
    assert desk.post(f"/desk/employees/{person.id}/block", data=form).status_code == 303
    assert _code(cast).status_code == 409


async def _device() -> Any:
    return (await Device.get()).id


def test_two_people_and_then_a_letter_that_binds(cast: Cast):
    old = cast.bind("employee")
    path = _file(cast)
    assert _code(cast).status_code == 409
    supervisor = cast.at_desk("supervisor")
    inbox = supervisor.get("/desk/inbox").text
    assert "Ganti HP" in inbox
    assert path in inbox
    page = supervisor.get(path).text
    assert "Datang sendiri, layar pecah." in page
    assert supervisor.post(path, data=_said(cast, path, "approve")).status_code == 303
    letter = _code(cast)
    code = re.search(r'class="code">([A-Z0-9-]+)<', letter.text)
    assert code
    answer = cast.client.post(
        "/api/v1/enrolments",
        json={"code": code[1], "device_key": Key().jwk, "platform": "android"},
    )
    assert answer.status_code == 201
    assert old.browser.get("/api/v1/state").status_code == 200  # until the new one is bound


@pytest.mark.parametrize("who", ["operator", "other_operator", "other_supervisor"])
@pytest.mark.parametrize("event", ["approve", "reject", "return", "revoke"])
def test_nobody_else_decides_on_the_page(cast: Cast, who: str, event: str):
    cast.bind("employee")
    path = _file(cast)
    answer = cast.at_desk(who).post(path, data=_said(cast, path, event))
    assert answer.status_code == (403 if who == "operator" else 404)
    assert "Menunggu orang kedua" in cast.at_desk("admin").get(path).text


def test_the_operator_is_told_who_decides(cast: Cast):
    cast.bind("employee")
    page = cast.at_desk("operator").get(_file(cast)).text
    assert "bukan Anda yang memutuskan" in page
    assert "Hasanuddin Yusuf" in page
    assert "Setujui" not in page


def test_who_prepared_nothing_is_told_who_decides_and_what_phone_it_was(cast: Cast):
    cast.bind("employee")
    path = _file(cast)

    async def hire() -> Any:
        await Device.all().update(platform="other")
        return await roster.add_employee(
            nip="AUDIT-1", name="Auditor Contoh", agency=None, role="auditor"
        )

    cast.people["auditor"] = cast.run(hire)
    page = cast.at_desk("auditor").get(path).text
    assert "Yang dapat memutuskan: atasannya (Hasanuddin Yusuf" in page
    assert "Anda ikut menyiapkan" not in page
    assert "Lainnya, perangkat, sejak" in page


def test_the_form_is_reached_from_the_page_of_the_phone(cast: Cast):
    cast.bind("employee")
    home = f"/desk/employees/{cast.people['employee'].id}"
    link = f'href="{home}#phone-change"'
    desk = cast.at_desk("operator")
    assert link in desk.get(f"{home}/phone").text
    assert 'id="phone-change"' in desk.get(home).text
    assert link not in cast.at_desk("supervisor").get(f"{home}/phone").text
    _file(cast)
    assert link not in desk.get(f"{home}/phone").text


def test_an_operator_does_not_approve_by_becoming_the_supervisor(cast: Cast):
    """The roster is the operator's: a supervisor entered afterwards is still the preparer."""
    cast.bind("employee")
    path, person, me = _file(cast), cast.people["employee"], cast.people["operator"]
    desk = cast.at_desk("operator")
    form = {"name": person.name, "active": "1", "supervisor": str(me.id)}
    assert desk.post(f"/desk/employees/{person.id}", data=form).status_code == 303
    assert desk.post(path, data=_said(cast, path, "approve")).status_code == 403
    inbox = desk.get("/desk/inbox")
    assert inbox.status_code == 200
    assert path not in inbox.text


@pytest.mark.parametrize("body", [{}, {"event": "x"}, {"event": "approve", "words": " "}])
def test_senseless_decisions_are_refused_in_words(cast: Cast, body: dict[str, str]):
    cast.bind("employee")
    path = _file(cast)
    answer = cast.at_desk("supervisor").post(path, data=_said(cast, path, "") | body)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text


@pytest.mark.parametrize("left_out", ["seen", "step"])
def test_who_does_not_say_what_they_saw_decides_nothing(cast: Cast, left_out: str):
    cast.bind("employee")
    path = _file(cast)
    form, desk = _said(cast, path, "approve"), cast.at_desk("supervisor")
    for wrong in ({}, {left_out: ""}, {left_out: "x"}):
        kept = {name: value for name, value in form.items() if name != left_out}
        answer = desk.post(path, data=kept | wrong)
        assert answer.status_code == 422
        assert "belum ada yang diputuskan" in answer.text
        assert "Menunggu orang kedua" in answer.text
    assert desk.post(path, data=form).status_code == 303
    again = desk.post(path, data=form)  # the same click once more
    assert again.status_code == 303
    stale = desk.post(path, data=_said(cast, path, "revoke") | {"seen": form["seen"]})
    assert stale.status_code == 409
    taken_back = _said(cast, path, "revoke", who="supervisor")
    assert desk.post(path, data=taken_back).status_code == 303


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
        path = _file(cast, cause=cause)
        told = _said(cast, path, "approve")
        assert cast.at_desk("admin").post(path, data=told).status_code == 303
        for page in (path, home):
            text = cast.at_desk("operator").get(page).text
            assert (waits in text) == goes_on
            assert ("HP lama sudah berhenti" in text) != goes_on
        told = _said(cast, path, "withdraw", who="operator")
        assert cast.at_desk("operator").post(path, data=told).status_code == 303


def test_strangers_find_nothing(cast: Cast):
    cast.bind("employee")
    path, person = _file(cast), cast.people["employee"]
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
    path = _file(cast)
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
    path = _file(cast_on_postgres)
    assert path in desk.get("/desk/phones").text


def test_bindings_are_counted_and_said_in_words(cast: Cast):
    cast.bind("employee")
    page = cast.at_desk("admin").get("/desk/phones/kinds").text
    assert "cip pengaman" in page
    assert "Badan Lain" in page
    row = re.search(r"Dinas Contoh.*?</tr>", page, re.S)
    assert row
    assert re.findall(r">(\d+)<", row[0]) == ["0", "1", "0", "2"]
