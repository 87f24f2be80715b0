"""Does every desk page answer the five questions: works, wrong input, not signed in, not allowed,
not found?"""

import pytest

from tests.endpoints.conftest import STRANGER, Cast

OPERATOR_PAGES = (
    "/desk/today",
    "/desk/today?day=2026-11-24",
    "/desk/today/state",
    "/desk/arrivals",
    "/desk/arrivals?view=map",
    "/desk/arrivals?state=absent",
    "/desk/arrivals?state=late&q=nur&day=2026-11-24",
    "/desk/arrivals/rows",
    "/desk/arrivals/fixes",
    "/desk/quarantine",
    "/desk/employees",
    "/desk/employees?q=nur&show=no-phone",
    "/desk/employees/new",
    "/desk/employees/supervisors?seek=has",
    "/desk/points",
)
NOBODY_S = ("agencies", "employees", "points", "quarantine")


@pytest.mark.parametrize("path", OPERATOR_PAGES)
def test_an_operator_opens_it_and_others_do_not(cast: Cast, path: str):
    assert cast.at_desk("operator").get(path).status_code == 200
    assert cast.at_desk("admin").get(path).status_code == 200
    assert cast.at_desk("supervisor").get(path).status_code == 403
    turned_away = cast.client.get(path)
    assert turned_away.status_code == 303
    assert turned_away.headers["location"].startswith("/desk/sign-in?next=/desk/")


@pytest.mark.parametrize(
    "path",
    [
        "/desk/today?day=kemarin&agency=x&opened=%00",
        "/desk/today/state?day=9999-99-99&agency=%ff",
        "/desk/arrivals?day=kemarin&agency=x&state=semua&rows=-1&view=globe&q=%00%ff",
        "/desk/employees?page=0&show=x&agency=y&q=%00",
        "/desk/employees?page=99999999999999999999",
        "/desk/employees/supervisors?supervisor=x&seek=%00",
        "/desk/quarantine?page=-5",
        "/desk/arrivals?day=9999-99-99",
        "/desk/arrivals?day=0001-01-01",
    ],
)
def test_a_senseless_address_is_read_as_the_nearest_sensible_one(cast: Cast, path: str):
    assert cast.at_desk("operator").get(path).status_code == 200


@pytest.mark.parametrize("kind", NOBODY_S)
def test_what_does_not_exist_is_not_found(cast: Cast, kind: str):
    desk = cast.at_desk("admin")
    for name in (STRANGER, "x", "%00"):
        answer = desk.get(f"/desk/{kind}/{name}")
        assert answer.status_code == 404
        assert "Tidak ditemukan" in answer.text


def test_another_office_s_records_are_not_found(cast: Cast):
    desk = cast.at_desk("other_operator")
    employee, office, point = cast.people["employee"].id, cast.office.id, cast.point.id
    hidden = (
        f"/desk/employees/{employee}",
        f"/desk/agencies/{office}",
        f"/desk/points/{point}",
        f"/desk/points?agency={office}",
        f"/desk/points/new?agency={office}",
    )
    for path in hidden:
        assert desk.get(path).status_code == 404, path
    assert "Nurhayati" not in desk.get("/desk/employees").text
    assert "Nurhayati" not in desk.get("/desk/employees/supervisors?seek=Nur").text
    for path in (f"employees/{employee}", f"employees/{employee}/code", f"points/{point}/closure"):
        assert desk.post(f"/desk/{path}", data={"name": "X"}).status_code == 404, path


def test_a_phone_s_session_opens_no_desk(cast: Cast):
    phone = cast.bind("operator")

    answer = phone.browser.get("/desk/today", follow_redirects=False)

    assert answer.status_code == 303
    assert "/desk/sign-in" in answer.headers["location"]


def test_another_site_s_form_changes_nothing(cast: Cast):
    desk = cast.at_desk("admin")
    headers = {"Sec-Fetch-Site": "cross-site"}

    answer = desk.post(
        "/desk/agencies", data={"name": "X", "timezone": "Asia/Makassar"}, headers=headers
    )

    assert answer.status_code == 403
    assert "X</strong>" not in desk.get("/desk/agencies").text


def test_pages_forbid_inline_script_and_are_kept_by_no_cache(cast: Cast):
    answer = cast.at_desk("operator").get("/desk/today")

    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "<script>" not in answer.text
    assert "style=" not in answer.text


def test_a_closed_account_is_out_at_once(cast: Cast):
    desk, admin = cast.at_desk("operator"), cast.at_desk("admin")
    operator = cast.people["operator"]
    form = {"name": operator.name, "agency": str(cast.office.id), "role": "operator"}
    form["certain"] = f"operator {cast.office.id} closed"

    assert admin.post(f"/desk/employees/{operator.id}", data=form).status_code == 303

    assert desk.get("/desk/today").status_code == 303


def test_htmx_is_sent_to_sign_in_as_a_whole_page(cast: Cast):
    answer = cast.client.get("/desk/arrivals/rows", headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer.headers["hx-redirect"] == "/desk/sign-in"
