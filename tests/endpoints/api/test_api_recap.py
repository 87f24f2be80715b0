"""What does a phone get to know of its owner's month, and what may it ask for?"""

from typing import Any
from uuid import uuid4

from httpx2 import Response

from tests.endpoints.api.wire import API, DAY, MINUTE, Phone, Wire, problem_of
from web.models import Correction, Employee, RecapCheck
from web.services import rulings

OUT = "2026-11-24T08:05:00.000Z"  # 16.05 WITA
BODY = {
    "date": "2026-11-24",
    "kind": "out",
    "at": OUT,
    "reason": "HP mati sebelum pulang.",
    "evidence": "Disaksikan Siti.",
}


def put(phone: Phone, path: str, body: Any) -> Response:
    return phone.browser.put(API + path, json=body)


def worked(wire: Wire) -> tuple[Phone, Employee, Employee]:
    """Somebody who came on time on 24 November and left unrecorded; it is a day later."""
    above, person = wire.hire(), wire.hire()

    async def supervise() -> None:
        await Employee.filter(id=person.id).update(supervisor_id=above.id)

    wire.run(supervise)
    phone = wire.bind(person)
    phone.hand_in(phone.press())
    wire.now += DAY
    return phone, person, above


def month_of(phone: Phone, month: str = "2026-11", **headers: str) -> Response:
    return phone.browser.get(f"{API}/recap?month={month}", headers=headers)


def test_the_month_is_the_office_s_own_row(wire: Wire):
    phone, _, _ = worked(wire)
    document = month_of(phone).json()
    assert (document["month"], document["timezone"]) == ("2026-11", "Asia/Makassar")
    assert (document["state"], document["may_correct"]) == ("open", True)
    # The 5th of the following month, 23.59 WITA, by default.
    assert document["correct_until"] == "2026-12-05T16:00:00.000Z"
    day = document["days"]["24"]
    assert (day["code"], day["look"], day["in"]) == ("TAP", "doubt", "2026-11-23T23:25:00.000Z")
    assert day["why"]
    assert document["totals"]["codes"]["TAP"] == 1
    assert document["legend"]["TAP"] == "Tidak Absen Pulang"
    assert (document["corrections"], document["check"], document["signal"]) == ([], None, [])


def test_the_month_has_an_etag_that_stays_until_something_changes(wire: Wire):
    phone, _, _ = worked(wire)
    tag = month_of(phone).headers["etag"]
    wire.now += MINUTE
    again = month_of(phone, **{"If-None-Match": f'W/{tag}, "other"'})
    assert (again.status_code, again.content) == (304, b"")
    put(phone, f"/corrections/{uuid4()}", BODY)
    assert month_of(phone, **{"If-None-Match": tag}).status_code == 200


def test_without_a_month_it_is_the_present_one(wire: Wire):
    phone, _, _ = worked(wire)
    assert phone.browser.get(f"{API}/recap").json()["month"] == "2026-11"


def test_a_month_is_one_of_the_last_two_years(wire: Wire):
    phone, _, _ = worked(wire)
    for month in ("2026-12", "2024-10", "2026-13", "november", "2026-1", "0000-00"):
        assert problem_of(month_of(phone, month)) == (422, "invalid"), month
    assert month_of(phone, "2024-11").status_code == 200


def test_a_correction_is_filed_decided_and_read(wire: Wire):
    phone, _, above = worked(wire)
    id_ = str(uuid4())
    first = put(phone, f"/corrections/{id_}", BODY)
    assert (first.status_code, first.json()) == (201, {"id": id_})
    assert put(phone, f"/corrections/{id_}", BODY).status_code == 200
    other = put(phone, f"/corrections/{id_}", BODY | {"reason": "Lain."})
    assert problem_of(other) == (409, "content_differs")
    [listed] = month_of(phone).json()["corrections"]
    assert {name: listed[name] for name in BODY} == BODY
    assert (listed["state"], listed["ruling"]) == ("waiting", None)
    wire.run(
        rulings.rule,
        **{"subject_id": listed["id"], "author": above, "outcome": "approved", "reason": "Ya."},
    )
    document = month_of(phone).json()
    assert document["days"]["24"]["code"] == "H"
    assert document["corrections"][0]["state"] == "approved"
    assert document["corrections"][0]["ruling"]["by"] == above.name


NO_CORRECTIONS: list[dict[str, Any]] = [
    {"date": "24-11-2026"},
    {"date": None},
    {"date": "2026-11-22", "at": "2026-11-22T01:00:00.000Z"},  # a Sunday
    {"date": "2026-11-23", "at": "2026-11-23T01:00:00.000Z"},  # before the office was entered
    {"at": "2026-11-24 16:05"},
    {"at": "2026-11-25T08:05:00.000Z"},  # still to come
    {"at": "2026-11-22T08:05:00.000Z"},  # another day's
    {"kind": "on"},
    {"kind": 1},
    {"reason": " "},
    {"reason": "x" * 1001},
    {"evidence": "x" * 1001},
    {"evidence": None},
]


def test_a_correction_must_be_whole(wire: Wire):
    phone, _, _ = worked(wire)
    for changes in NO_CORRECTIONS:
        answer = put(phone, f"/corrections/{uuid4()}", BODY | changes)
        assert problem_of(answer) == (422, "invalid"), changes
    assert problem_of(put(phone, "/corrections/x", BODY)) == (404, "not_found")
    assert wire.run(Correction.all().count) == 0


def test_after_the_deadline_nothing_is_taken_but_what_was_kept_stays(wire: Wire):
    phone, _, _ = worked(wire)
    id_ = uuid4()
    put(phone, f"/corrections/{id_}", BODY)
    wire.now += 12 * DAY
    answer = put(phone, f"/corrections/{uuid4()}", BODY)
    assert problem_of(answer) == (409, "deadline_passed")
    assert put(phone, f"/corrections/{id_}", BODY).status_code == 200
    assert month_of(phone).json()["may_correct"] is False


def test_a_correction_that_waits_can_be_withdrawn_by_its_owner(wire: Wire):
    phone, _, _ = worked(wire)
    id_ = str(uuid4())
    put(phone, f"/corrections/{id_}", BODY)
    path = f"/corrections/{id_}/withdrawal"
    stranger = wire.bind()
    assert problem_of(put(stranger, path, {"reason": "Keliru."})) == (404, "not_found")
    assert problem_of(put(phone, path, {})) == (422, "invalid")
    first = put(phone, path, {"reason": "Keliru."})
    assert (first.status_code, first.json()) == (201, {"id": id_})
    assert put(phone, path, {"reason": "Keliru."}).status_code == 200
    assert month_of(phone).json()["corrections"][0]["state"] == "withdrawn"


def test_a_month_is_agreed_to_or_objected_against(wire: Wire):
    phone, _, _ = worked(wire)
    id_, body = uuid4(), {"month": "2026-11", "outcome": "objected", "note": "Tanggal 24 keliru."}
    assert put(phone, f"/recap-checks/{id_}", body).status_code == 201
    assert put(phone, f"/recap-checks/{id_}", body).status_code == 200
    other = put(phone, f"/recap-checks/{id_}", body | {"note": "Lain."})
    assert problem_of(other) == (409, "content_differs")
    assert month_of(phone).json()["check"]["note"] == "Tanggal 24 keliru."
    put(phone, f"/recap-checks/{uuid4()}", {"month": "2026-11", "outcome": "agreed"})
    check = month_of(phone).json()["check"]
    assert (check["outcome"], check["note"]) == ("agreed", "")


def test_a_check_must_be_whole(wire: Wire):
    phone, _, _ = worked(wire)
    whole = {"month": "2026-11", "outcome": "objected", "note": "Keliru."}
    for changes in (
        {"month": "2026-12"},  # not begun
        {"month": "11-2026"},
        {"outcome": "maybe"},
        {"note": ""},
        {"note": "x" * 1001},
        {"note": 1},
    ):
        answer = put(phone, f"/recap-checks/{uuid4()}", whole | changes)
        assert problem_of(answer) == (422, "invalid"), changes
    assert wire.run(RecapCheck.all().count) == 0


def test_only_a_bound_phone_is_answered(wire: Wire):
    nobody = wire.browser()
    asked = [
        nobody.get(f"{API}/recap"),
        nobody.put(f"{API}/corrections/{uuid4()}", json=BODY),
        nobody.put(f"{API}/corrections/{uuid4()}/withdrawal", json={"reason": "x"}),
        nobody.put(f"{API}/recap-checks/{uuid4()}", json={}),
    ]
    assert [problem_of(one) for one in asked] == [(401, "not_signed_in")] * 4
