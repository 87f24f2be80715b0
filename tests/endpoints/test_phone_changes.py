"""Is a further phone reached on the pages by two people, and by nobody alone or from elsewhere?"""

import re
from typing import Any

import pytest

from tests.endpoints.conftest import Cast
from tests.endpoints.phone_forms import file_request, say
from web.models import Device
from web.services import roster
from web.services.softkeys import Key


def _code(cast: Cast) -> Any:
    desk = cast.at_desk("operator")
    answer = desk.post(f"/desk/employees/{cast.people['employee'].id}/code")
    return desk.get(answer.headers["location"]) if answer.status_code == 303 else answer


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
    path = file_request(cast)
    assert _code(cast).status_code == 409
    supervisor = cast.at_desk("supervisor")
    inbox = supervisor.get("/desk/inbox").text
    assert "Ganti HP" in inbox
    assert path in inbox
    page = supervisor.get(path).text
    assert "Datang sendiri, layar pecah." in page
    assert supervisor.post(path, data=say(cast, path, "approve")).status_code == 303
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
    path = file_request(cast)
    answer = cast.at_desk(who).post(path, data=say(cast, path, event))
    assert answer.status_code == (403 if who == "operator" else 404)
    assert "Menunggu orang kedua" in cast.at_desk("admin").get(path).text


def test_the_operator_is_told_who_decides(cast: Cast):
    cast.bind("employee")
    page = cast.at_desk("operator").get(file_request(cast)).text
    assert "bukan Anda yang memutuskan" in page
    assert "Hasanuddin Yusuf" in page
    assert "Setujui" not in page


def test_who_prepared_nothing_is_told_who_decides_and_what_phone_it_was(cast: Cast):
    cast.bind("employee")
    path = file_request(cast)

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
    file_request(cast)
    assert link not in desk.get(f"{home}/phone").text


def test_an_operator_does_not_approve_by_becoming_the_supervisor(cast: Cast):
    """The roster is the operator's: a supervisor entered afterwards is still the preparer."""
    cast.bind("employee")
    path, person, me = file_request(cast), cast.people["employee"], cast.people["operator"]
    desk = cast.at_desk("operator")
    form = {"name": person.name, "active": "1", "supervisor": str(me.id)}
    assert desk.post(f"/desk/employees/{person.id}", data=form).status_code == 303
    assert desk.post(path, data=say(cast, path, "approve")).status_code == 403
    inbox = desk.get("/desk/inbox")
    assert inbox.status_code == 200
    assert path not in inbox.text


@pytest.mark.parametrize("body", [{}, {"event": "x"}, {"event": "approve", "words": " "}])
def test_senseless_decisions_are_refused_in_words(cast: Cast, body: dict[str, str]):
    cast.bind("employee")
    path = file_request(cast)
    answer = cast.at_desk("supervisor").post(path, data=say(cast, path, "") | body)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text


@pytest.mark.parametrize("left_out", ["seen", "step"])
def test_who_does_not_say_what_they_saw_decides_nothing(cast: Cast, left_out: str):
    cast.bind("employee")
    path = file_request(cast)
    form, desk = say(cast, path, "approve"), cast.at_desk("supervisor")
    for wrong in ({}, {left_out: ""}, {left_out: "x"}):
        kept = {name: value for name, value in form.items() if name != left_out}
        answer = desk.post(path, data=kept | wrong)
        assert answer.status_code == 422
        assert "belum ada yang diputuskan" in answer.text
        assert "Menunggu orang kedua" in answer.text
    assert desk.post(path, data=form).status_code == 303
    again = desk.post(path, data=form)  # the same click once more
    assert again.status_code == 303
    stale = desk.post(path, data=say(cast, path, "revoke") | {"seen": form["seen"]})
    assert stale.status_code == 409
    taken_back = say(cast, path, "revoke", who="supervisor")
    assert desk.post(path, data=taken_back).status_code == 303
