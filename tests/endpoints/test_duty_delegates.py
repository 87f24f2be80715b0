"""Who acts for a supervisor (Plt., Plh.), and by which deadlines of the office?"""

from typing import Any

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.duty_letters import HOME, file_letter, today
from web.models import Delegation, Employee, Policy
from web.services import delegations


@pytest.fixture
def filed(cast: Cast) -> str:
    """A letter of the employee that waits."""
    return str(cast.run(file_letter, cast))


def _acting(cast: Cast) -> str:
    async def enter() -> str:
        now = today()
        await Employee.filter(id=cast.people["operator"].id).update(role="employee")
        made = await delegations.add(
            principal=cast.people["supervisor"],
            delegate=cast.people["operator"],
            **{"kind": "plh", "first_day": now, "last_day": now, "number": "800/9"},
            author=cast.people["admin"],
        )
        return str(made.id)

    return str(cast.run(enter))


def test_a_delegate_decides_in_the_name_of_the_supervisor(cast: Cast, filed: str):
    phone = cast.bind("employee")
    checkin = phone.check_in(metres_north=30_000)
    held = _acting(cast)
    desk = cast.at_desk("operator")  # an ordinary employee now, who acts for the supervisor
    assert "Nurhayati Saleh" in desk.get("/desk/reviews").text
    decided = desk.post(
        f"/desk/reviews/{checkin}", data={"outcome": "accepted", "reason": "Dinas."}
    )
    assert decided.status_code == 303
    assert (
        desk.post(f"{HOME}/{filed}", data={"event": "approve", "words": "Ya."}).status_code == 303
    )
    name = "Rosmini Tahir a.n. Hasanuddin Yusuf, S.Sos."
    for who in ("operator", "supervisor"):
        assert name in cast.at_desk(who).get(f"{HOME}/{filed}").text
    assert name in cast.at_desk("supervisor").get(f"/desk/checkins/{checkin}").text
    history = phone.browser.get("/api/v1/history").json()
    assert history["checkins"][0]["decision"]["by"] == name

    admin = cast.at_desk("admin")
    assert admin.post(f"/desk/delegations/{held}/end", data={"reason": ""}).status_code == 422
    ended = admin.post(f"/desk/delegations/{held}/end", data={"reason": "Sudah kembali."})
    assert ended.status_code == 303
    assert desk.get(f"{HOME}/{filed}").status_code == 404
    assert desk.get("/desk/reviews").status_code == 403


def test_an_operator_enters_who_acts(cast: Cast):
    desk = cast.at_desk("operator")
    found = desk.get("/desk/delegations/new", params={"seek-principal": "has"}).text
    assert str(cast.people["supervisor"].id) in found
    assert "Nurhayati" not in desk.get("/desk/delegations/new?seek-principal=nur").text
    day = today().isoformat()
    form = {
        **{"kind": "plt", "first_day": day, "last_day": day, "number": "800/9"},
        "principal": str(cast.people["supervisor"].id),
        "delegate": str(cast.people["employee"].id),
    }
    wrong = desk.post("/desk/delegations", data=form | {"delegate": form["principal"]})
    assert wrong.status_code == 422
    assert "orang lain" in wrong.text
    stranger = str(cast.people["other_employee"].id)
    assert desk.post("/desk/delegations", data=form | {"delegate": stranger}).status_code == 422
    assert desk.post("/desk/delegations", data=form).status_code == 303
    assert "Plt. Nurhayati Saleh" in desk.get("/desk/delegations").text

    async def look() -> str:
        return str((await Delegation.get()).id)

    held = cast.run(look)
    assert "menggantikan Hasanuddin" in desk.get(f"/desk/delegations/{held}").text
    other = cast.at_desk("other_operator")
    assert other.get(f"/desk/delegations/{held}").status_code == 404
    assert other.post(f"/desk/delegations/{held}/end", data={"reason": "x"}).status_code == 404
    for path in ("/desk/delegations", "/desk/delegations/new", f"/desk/delegations/{held}"):
        assert cast.at_desk("supervisor").get(path).status_code == 403
        assert cast.client.get(path).status_code == 303


# -- what the office lays down --


def test_an_office_lays_down_its_deadlines(cast: Cast):
    desk = cast.at_desk("operator")
    assert "selama harinya masih dapat dikoreksi" in desk.get("/desk/policies").text
    form = {
        **{"agency": str(cast.office.id), "valid_from": today().isoformat()},
        **{"filing_days": "3", "report_days": "7", "silent": "absent"},
    }
    for wrong in ({"report_days": "0"}, {"filing_days": "x"}, {"valid_from": ""}, {"silent": ""}):
        assert desk.post("/desk/policies", data=form | wrong).status_code == 422
    assert desk.post("/desk/policies", data=form).status_code == 303
    page = desk.get("/desk/policies").text
    assert "sampai 3 hari sesudah dinas selesai" in page
    assert "7 hari kerja" in page
    assert desk.post("/desk/policies", data=form | {"agency": STRANGER}).status_code == 404
    assert cast.at_desk("supervisor").get("/desk/policies").status_code == 403

    async def look() -> list[dict[str, Any]]:
        return [one.body for one in await Policy.all()]

    assert cast.run(look) == [
        {"filing_days": 3, "report_days": 7, "report_short": False, "silent": "absent"}
    ]
