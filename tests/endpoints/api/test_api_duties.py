"""Does a phone file its owner's letters, once, and read what became of them?"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast, Phone
from web import clock
from web.domain.schedule import local_date
from web.models import Employee
from web.services import duties


def _today() -> date:
    return local_date(clock.now(), "Asia/Makassar")


def _letter(**other: Any) -> dict[str, Any]:
    day = _today().isoformat()
    told = {
        **{"number": "090/77", "letter_date": day, "purpose": "Rapat.", "kind": "out_of_town"},
        **{"first_day": day, "last_day": day, "note": "Mohon disetujui."},
    }
    return told | {"places": [{"name": "Makassar", "shape": None}]} | other


@pytest.fixture
def phone(cast: Cast) -> Phone:
    """The employee's phone."""
    return cast.bind("employee")


def _put(phone: Phone, duty: str, **other: Any) -> Any:
    return phone.browser.put(f"/api/v1/duties/{duty}", json=_letter(**other))


def _decide(cast: Cast, duty: str, event: str) -> None:
    async def decide() -> None:
        above = await Employee.get(id=cast.people["supervisor"].id)
        card = await duties.load(above, UUID(duty))
        await duties.decide(card=card, author=above, event=event, words="Tanggalnya keliru.")

    cast.run(decide)


def _list(phone: Phone) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = phone.browser.get("/api/v1/duties").json()["duties"]
    return found


def test_a_letter_is_filed_once_and_read_again(cast: Cast, phone: Phone):
    duty = str(uuid4())
    assert [_put(phone, duty).status_code for _ in range(2)] == [201, 200]
    other = _put(phone, duty, purpose="Lain.")
    assert (other.status_code, other.json()["code"]) == (409, "content_differs")
    [one] = _list(phone)
    assert (one["id"], one["state"], one["may"]) == (duty, "submitted", ["withdraw"])
    assert one["places"] == [{"name": "Makassar", "shape": None}]
    assert one["covers"] == "both"
    assert one["members"] == [{"nip": "199203152015031002", "name": "Nurhayati Saleh"}]
    assert [step["event"] for step in one["steps"]] == ["submit"]
    assert one["steps"][0]["words"] == "Mohon disetujui."
    assert one["files"] == one["clashes"] == []
    answer = phone.browser.get("/api/v1/duties")
    known = {"If-None-Match": answer.headers["ETag"]}
    assert phone.browser.get("/api/v1/duties", headers=known).status_code == 304
    assert answer.json()["filing"]["since"] <= _today().isoformat()


def test_a_returned_letter_comes_back_with_words_and_is_mended(cast: Cast, phone: Phone):
    duty = str(uuid4())
    _put(phone, duty)
    _decide(cast, duty, "return")
    [one] = _list(phone)
    assert one["may"] == ["resubmit", "withdraw"]
    assert one["steps"][-1]["words"] == "Tanggalnya keliru."
    assert one["steps"][-1]["by"] == "Hasanuddin Yusuf, S.Sos."
    assert _put(phone, duty).status_code == 200  # the first one once more changes nothing
    assert _list(phone)[0]["state"] == "returned"
    assert _put(phone, duty, purpose="Rapat koordinasi.").status_code == 201
    [one] = _list(phone)
    assert (one["state"], one["purpose"]) == ("submitted", "Rapat koordinasi.")
    _decide(cast, duty, "approve")
    assert _put(phone, duty, purpose="Lain lagi.").status_code == 409


def test_the_state_carries_what_runs_and_what_wants_a_report(cast: Cast, phone: Phone):
    today = _today()
    spans = {"reported": (-3, -3), "runs": (0, 1), "far": (90, 91)}
    ids = {name: str(uuid4()) for name in spans}
    for name, (first, last) in spans.items():
        days = {"first_day": today + timedelta(first), "last_day": today + timedelta(last)}
        written = {key: day.isoformat() for key, day in days.items()}
        assert _put(phone, ids[name], number=name, **written).status_code == 201
    state = phone.browser.get("/api/v1/state").json()["duties"]
    assert {one["number"] for one in state} == {"runs"}
    _decide(cast, ids["reported"], "approve")
    state = {one["number"]: one for one in phone.browser.get("/api/v1/state").json()["duties"]}
    assert set(state) == {"runs", "reported"}
    assert state["reported"]["state"] == "approved"
    assert state["reported"]["report"]["state"] is None
    assert state["reported"]["report"]["due"] > (today - timedelta(days=3)).isoformat()


def test_a_letter_names_colleagues_who_read_it_and_do_not_take_it_back(cast: Cast, phone: Phone):
    async def hire() -> None:
        above = cast.people["supervisor"]
        cast.people["siti"] = await Employee.create(
            **{"id": uuid4(), "nip": "199909092020012001", "name": "Siti", "active": True},
            **{"agency": cast.office, "supervisor": above, "created_at": clock.now()},
        )

    cast.run(hire)
    duty = str(uuid4())
    assert _put(phone, duty, members=["199909092020012001"]).status_code == 201
    siti = cast.bind("siti")
    [one] = _list(siti)
    assert one["may"] == []
    assert one["filed_by"] == "Nurhayati Saleh"
    path = f"/api/v1/duties/{duty}/withdrawal"
    refused = siti.browser.put(path, json={"reason": "Batal."})
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    answers = [phone.browser.put(path, json={"reason": "Batal."}).status_code for _ in range(2)]
    assert answers == [201, 200]
    assert _list(siti)[0]["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": ""}, "number"),
        ({"first_day": "24-11-2026"}, "first_day"),
        ({"places": "Makassar"}, "places"),
        ({"places": []}, "places"),
        ({"places": [{"name": "X", "shape": {"type": "circle", "radius": 1}}]}, "places"),
        ({"kind": "abroad"}, "kind"),
        ({"covers": 3}, "covers"),
        ({"covers": "in"}, "covers"),
        ({"members": "199505052019032004"}, "members"),
        ({"members": [7]}, "members"),
        ({"members": ["199505052019032004"]}, "members"),  # of another agency
        ({"members": ["197901012005012001"]}, "members"),  # of another supervisor: of none
        ({"note": "x" * 1001}, "note"),
    ],
)
def test_a_wrong_letter_names_what_to_correct(phone: Phone, change: dict[str, Any], field: str):
    answer = _put(phone, str(uuid4()), **change)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert _list(phone) == []


def test_nobody_reaches_another_s_letter(cast: Cast, phone: Phone):
    duty = str(uuid4())
    _put(phone, duty)
    stranger = cast.bind("other_employee")
    assert _list(stranger) == []
    assert stranger.browser.get("/api/v1/state").json()["duties"] == []
    assert _put(stranger, duty).json()["code"] == "content_differs"
    path = "/api/v1/duties/{}/withdrawal"
    for id_ in (duty, STRANGER, "x"):
        gone = stranger.browser.put(path.format(id_), json={"reason": "Batal."})
        assert gone.status_code == 404
    assert cast.browser().get("/api/v1/duties").status_code == 401
    assert cast.browser().put(f"/api/v1/duties/{duty}", json=_letter()).status_code == 401


def test_too_late_is_said(phone: Phone):
    day = (_today() - timedelta(days=120)).isoformat()
    answer = _put(phone, str(uuid4()), first_day=day, last_day=day)
    assert (answer.status_code, answer.json()["code"]) == (409, "deadline_passed")
    assert "surat tugas" in answer.json()["detail"]
