"""Can people get in to the desks without a password, and nobody else?"""

from typing import Any

import pytest

from tests.endpoints.conftest import ORIGIN, Cast
from web.models import DeskPasskey, Employee, WorkGroup
from web.services.softkeys import Passkey


def _make_passkey(browser: Any) -> Passkey:
    passkey = Passkey(ORIGIN)
    options = browser.post("/desk/passkeys/options").json()
    answer = browser.post("/desk/passkeys", json=passkey.register(options))
    assert answer.status_code == 201, answer.text
    return passkey


def test_a_link_shows_who_is_about_to_sign_in_and_a_preview_does_not_burn_it(cast: Cast):
    link = cast.link("operator")

    for _ in range(3):
        shown = cast.client.get(link)
        assert shown.status_code == 200
        assert "Rosmini Tahir" in shown.text
        assert "set-cookie" not in shown.headers

    used = cast.client.post(link)
    assert used.headers["location"] == "/desk/welcome"
    assert "HttpOnly" in used.headers["set-cookie"]
    assert "Buat passkey untuk perangkat ini" in cast.client.get("/desk/welcome").text


def test_a_link_serves_once(cast: Cast):
    link = cast.link("operator")
    assert cast.browser().post(link).status_code == 303

    for answer in (cast.client.post(link), cast.client.get(link), cast.client.get("/sign-in/x")):
        assert answer.status_code == 410
        assert "Minta yang baru" in answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("who", "home"),
    [("admin", "/desk/set-up"), ("operator", "/desk/today"), ("supervisor", "/desk/inbox")],
)
def test_home_is_where_a_person_s_work_is(cast: Cast, who: str, home: str):
    assert cast.at_desk(who).get("/desk").headers["location"] == home


def test_an_admin_begins_at_today_once_somebody_has_checked_in(cast: Cast):
    cast.bind("employee").check_in()
    assert cast.at_desk("admin").get("/desk").headers["location"] == "/desk/today"


def test_a_plain_employee_is_told_that_checking_in_happens_on_the_phone(cast: Cast):
    answer = cast.at_desk("employee").get("/desk")

    assert answer.status_code == 200
    assert "Absen dilakukan lewat HP" in answer.text
    assert 'href="/"' in answer.text


def test_somebody_who_is_both_sees_both_with_the_count_of_what_waits(cast: Cast):
    async def promote() -> None:
        cast.people["operator"].supervisor = None
        cast.people["employee"].supervisor = cast.people["operator"]
        await cast.people["employee"].save()

    cast.run(promote)
    cast.bind("employee").check_in(metres_north=500)

    page = cast.at_desk("operator").get("/desk/today").text

    assert "Meja atasan" in page
    assert 'id="count-inbox"' in page
    assert ">1<span" in page


def test_a_passkey_opens_the_desk_without_a_name_or_password(cast: Cast):
    passkey = _make_passkey(cast.at_desk("operator"))
    fresh = cast.browser()

    options = fresh.post("/desk/sign-in/options").json()
    assert options.get("allowCredentials", []) == []
    answer = fresh.post("/desk/sign-in", json=passkey.answer(options["challenge"]))

    assert answer.status_code == 204
    assert fresh.get("/desk/today").status_code == 200


def test_a_passkey_s_answer_serves_once_and_a_foreign_one_never(cast: Cast):
    passkey = _make_passkey(cast.at_desk("operator"))
    fresh = cast.browser()
    challenge = fresh.post("/desk/sign-in/options").json()["challenge"]
    answer = passkey.answer(challenge)
    assert fresh.post("/desk/sign-in", json=answer).status_code == 204

    again = cast.browser().post("/desk/sign-in", json=answer)
    stranger = cast.browser().post("/desk/sign-in", json=Passkey(ORIGIN).answer(challenge))

    for refused in (again, stranger):
        assert refused.status_code == 401
        assert "set-cookie" not in refused.headers


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"id": 5}', b"{", b'{"id":"x"}'])
def test_what_is_no_credential_is_refused_in_words(cast: Cast, body: bytes):
    headers = {"Content-Type": "application/json"}
    desk = cast.at_desk("operator")

    for answer in (
        cast.client.post("/desk/sign-in", content=body, headers=headers),
        desk.post("/desk/passkeys", content=body, headers=headers),
    ):
        assert answer.status_code in (400, 401), answer.text


def test_a_removed_passkey_opens_nothing_and_only_its_owner_removes_it(cast: Cast):
    desk = cast.at_desk("operator")
    passkey = _make_passkey(desk)

    async def known() -> str:
        return (await DeskPasskey.get()).credential_id

    form = {"passkey": cast.run(known)}
    assert cast.at_desk("admin").post("/desk/passkeys/removal", data=form).status_code == 404
    assert desk.post("/desk/passkeys/removal", data=form).status_code == 303
    assert desk.post("/desk/passkeys/removal", data=form).status_code == 404

    fresh = cast.browser()
    options = fresh.post("/desk/sign-in/options").json()
    answer = fresh.post("/desk/sign-in", json=passkey.answer(options["challenge"]))
    assert answer.status_code == 401


def test_signing_out_ends_the_session_and_not_only_the_cookie(cast: Cast):
    desk = cast.at_desk("operator")
    kept = dict(desk.cookies)

    assert desk.post("/desk/sign-out").headers["location"] == "/desk/sign-in?done=signed-out"

    again = cast.browser()
    again.cookies.update(kept)
    assert again.get("/desk/today").status_code == 303


def test_after_signing_in_one_comes_back_but_never_to_another_site(cast: Cast):
    page = cast.client.get("/desk/sign-in?next=/desk/points").text
    assert 'data-onto="/desk/points"' in page

    for target in ("https://evil.example/desk", "//evil.example", "/desk\\@evil", "/sign-in/x"):
        page = cast.client.get("/desk/sign-in", params={"next": target}).text
        assert 'data-onto="/desk"' in page


def test_who_is_signed_in_already_is_not_asked_again(cast: Cast):
    assert cast.at_desk("operator").get("/desk/sign-in").headers["location"] == "/desk"


def test_who_sends_slowly_is_held_to_what_they_may_when_it_has_come(cast: Cast):
    """The body of a form may be held back for hours, until a role was taken or a desk closed."""
    held, employee = cast.at_desk("operator").cookies.items(), cast.people["operator"]
    headers = [(b"cookie", "; ".join(f"{name}={value}" for name, value in held).encode())]
    headers.append((b"content-type", b"application/x-www-form-urlencoded"))
    scope = {"type": "http", "method": "POST", "path": "/desk/groups", "query_string": b""}
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await Employee.filter(id=employee.id).update(role="employee")
        return {"type": "http.request", "body": b"name=Kelompok"}

    async def send(message: Any) -> None:
        answers.append(message)

    cast.run(cast.app, scope | {"headers": headers, "app": cast.app}, receive, send)
    assert answers[0]["status"] == 403
    assert cast.run(WorkGroup.all().count) == 0
