"""Does every page of travel reports work for whom it is for, and lead nobody else anywhere?"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.domain.duties import Letter, Place
from web.domain.schedule import local_date
from web.domain.travel_reports import Activity, Content
from web.models import ApprovalStep, Attachment, Employee, StepNote
from web.services import duties, duty_filing, travel_report_filing
from web.services.assignments import report_id
from web.services.duty_filing import Filing
from web.services.travel_report_filing import Filing as Report

HOME = "/desk/travel-reports"


def _today() -> date:
    return local_date(clock.now(), "Asia/Makassar")


async def _travel(cast: Cast, *, back: int = 0, reported: bool = True) -> str:
    """The employee's approved duty that ended some days ago, and the report of it; its id."""
    person = await Employee.get(id=cast.people["employee"].id).select_related("agency")
    above = await Employee.get(id=cast.people["supervisor"].id)
    duty, day = uuid4(), _today() - timedelta(days=back)
    letter = Letter(
        **{"number": "090/77", "letter_date": day, "purpose": "Rapat.", "kind": "out_of_town"},
        **{"covers": "both", "first_day": day, "last_day": day, "places": (Place("Majene"),)},
    )
    filing = Filing(letter=letter, people=(person,))
    at = clock.now() - timedelta(days=back)
    with clock.at(at):
        await duty_filing.file(id=duty, author=person, filing=filing, closing_day=31, now=at)
        card = await duties.load(above, duty)
        await duties.decide(card=card, author=above, event="approve", words="Ya.")
    id_ = report_id(duty, person.id)
    if reported:
        told = Content(
            results="Disepakati <b>bersama</b>.",
            sppd_number="SPPD-9",
            activities=(Activity(day, "08:00", "11:30", "Rapat pembukaan."),),
        )
        now = clock.now()
        handed = Report(version=uuid4(), duty=duty, content=told, written_at=now)
        await travel_report_filing.file(id=id_, employee=person, filing=handed, now=now)
    return str(id_)


@pytest.fixture
def told(cast: Cast) -> str:
    """A report of the employee that waits."""
    return str(cast.run(_travel, cast))


def _events(cast: Cast, report: str) -> list[str]:
    async def look() -> list[str]:
        return [one.event for one in await ApprovalStep.filter(subject=report).order_by("number")]

    found: list[str] = cast.run(look)
    return found


@pytest.mark.parametrize("who", ["supervisor", "operator", "admin"])
def test_a_report_is_listed_shown_and_printed(cast: Cast, told: str, who: str):
    desk = cast.at_desk(who)
    assert "Nurhayati Saleh" in desk.get(HOME).text
    page = desk.get(f"{HOME}/{told}").text
    assert "Disepakati &lt;b&gt;bersama&lt;/b&gt;." in page
    assert "08.00–11.30" in page
    assert ("Kembalikan" in page) is (who == "supervisor")
    for paper in ("", "?paper=a4", "?paper=odd"):
        printed = desk.get(f"{HOME}/{told}/print{paper}").text
        assert f"paper-{'a4' if 'a4' in paper else 'f4'}" in printed
        assert "SPPD-9" in printed
        assert "bukan tanda tangan" in printed


def test_words_beside_the_parts_go_with_a_return(cast: Cast, told: str):
    desk, day = cast.at_desk("supervisor"), _today().isoformat()
    assert 'id="count-inbox" hx-swap-oob="true" >1<span' in desk.get(HOME).text
    bare = desk.post(f"{HOME}/{told}", data={"event": "return", "words": " "})
    assert bare.status_code == 422
    assert "Tulis alasannya" in bare.text
    long = desk.post(f"{HOME}/{told}", data={"event": "return", "note-results": "x" * 501})
    assert long.status_code == 422
    assert "Paling panjang 500 huruf." in long.text
    odd = desk.post(f"{HOME}/{told}", data={"event": "return", "note-day:1999-01-01": "Apa?"})
    assert odd.status_code == 422
    body = {"event": "return", "note-results": "Angkanya?", f"note-day:{day}": "Dengan siapa?"}
    assert desk.post(f"{HOME}/{told}", data=body).status_code == 303
    page = desk.get(f"{HOME}/{told}").text
    assert page.count("Angkanya?") == 2  # beside the part, and in the history
    assert "Dengan siapa?" in page
    assert _events(cast, told) == ["submit", "return"]

    async def look() -> int:
        return int(await StepNote.all().count())

    assert cast.run(look) == 2
    assert "Nurhayati" in desk.get(f"{HOME}?show=returned").text
    assert "Tidak ada laporan di sini" in desk.get(HOME).text


def test_one_that_was_opened_in_place_answers_in_place(cast: Cast, told: str):
    desk, here = cast.at_desk("supervisor"), {"HX-Request": "true"}
    wrong = desk.post(f"{HOME}/{told}", data={"event": "approve", "words": ""}, headers=here)
    assert wrong.status_code == 422
    body = {"event": "approve", "words": "Lengkap."}
    answer = desk.post(f"{HOME}/{told}", data=body, headers=here)
    assert (answer.status_code, "HX-Redirect" in answer.headers) == (200, False)
    assert f'id="travel-{told}"' in answer.text
    assert "Lengkap." in answer.text
    assert _events(cast, told) == ["submit", "approve"]


def test_a_decision_is_taken_once_and_taken_back(cast: Cast, told: str):
    desk = cast.at_desk("supervisor")
    body = {"event": "approve", "words": "Lengkap.", "step": str(uuid4())}
    for _ in range(2):
        assert desk.post(f"{HOME}/{told}", data=body).status_code == 303
    assert desk.post(f"{HOME}/{told}", data={"event": "reject", "words": "x"}).status_code == 409
    assert "Nurhayati" in desk.get(f"{HOME}?show=decided").text
    back = {"event": "revoke", "words": "Salah tekan."}
    assert desk.post(f"{HOME}/{told}", data=back).status_code == 303
    stale = {"event": "approve", "words": "Ya.", "seen": STRANGER}
    assert desk.post(f"{HOME}/{told}", data=stale).status_code == 409
    assert _events(cast, told) == ["submit", "approve", "revoke"]


@pytest.mark.parametrize("who", ["other_operator", "other_supervisor", "employee"])
def test_a_stranger_finds_nothing(cast: Cast, told: str, who: str):
    desk = cast.at_desk(who)
    form = {"event": "approve", "words": "Ya."}
    assert desk.get(f"{HOME}/{told}").status_code == 404
    assert desk.get(f"{HOME}/{told}/print").status_code == 404
    assert desk.post(f"{HOME}/{told}", data=form).status_code == 404
    if who == "employee":
        assert desk.get(HOME).status_code == 404
    else:
        assert "Nurhayati" not in desk.get(f"{HOME}?show=all").text
    assert _events(cast, told) == ["submit"]


def test_a_stranger_opens_no_file_of_it(cast: Cast, told: str):
    async def attach() -> str:
        one = await Attachment.create(
            **{"id": uuid4(), "author_id": cast.people["employee"].id, "early": False},
            **{"subject_kind": "travel_report", "subject_id": UUID(told), "name": "a.jpg"},
            **{"kind": "image", "size": 1, "sha256": "0" * 64, "sent_size": 1, "width": 1},
            **{"sent_sha256": "0" * 64, "height": 1, "pages": 0, "created_at": clock.now()},
        )
        return str(one.id)

    file = cast.run(attach)
    assert "a.jpg" in cast.at_desk("supervisor").get(f"{HOME}/{told}").text
    for who in ("other_operator", "other_supervisor"):
        desk = cast.at_desk(who)
        for path in (f"/desk/attachments/{file}", f"/desk/attachments/{file}/small"):
            assert desk.get(path).status_code == 404
        for path in (
            f"/desk/attachments/{file}/removal",
            f"/desk/attachments/travel_report/{told}",
        ):
            assert desk.post(path, data={"reason": "x"}).status_code in (403, 404, 422)
    phone = cast.bind("other_employee")
    assert phone.browser.get(f"/api/v1/attachments/{file}").status_code == 404
    removal = phone.browser.put(f"/api/v1/attachments/{file}/removal", json={"reason": "x"})
    assert removal.status_code == 404


def test_an_operator_does_not_decide(cast: Cast, told: str):
    answer = cast.at_desk("operator").post(
        f"{HOME}/{told}", data={"event": "approve", "words": "Ya."}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("path", [HOME, f"{HOME}/{STRANGER}", f"{HOME}/{STRANGER}/print"])
def test_without_a_session_one_signs_in_first(cast: Cast, path: str):
    assert cast.client.get(path).headers["location"].startswith("/desk/sign-in")
    if path != HOME:
        assert cast.at_desk("admin").get(path).status_code == 404


def test_what_is_owed_is_listed_by_whether_it_is_late(cast: Cast):
    cast.run(_travel, cast, reported=False)
    cast.run(_travel, cast, back=60, reported=False)
    desk = cast.at_desk("operator")
    for show, shown in (("due", "Belum diajukan"), ("overdue", "Terlambat ")):
        page = desk.get(f"{HOME}?show={show}&q=nur").text
        assert "1 laporan" in page
        assert shown in page
    assert "Tidak ada laporan di sini" in desk.get(f"{HOME}?show=overdue&q=zzz").text
    assert desk.get(f"{HOME}?show=all&q=%00&page=99&agency={STRANGER}").status_code == 200


def test_every_list_holds_on_postgresql(cast_on_postgres: Cast):
    cast = cast_on_postgres
    told = cast.run(_travel, cast)
    cast.run(_travel, cast, back=60, reported=False)
    for who in ("supervisor", "operator", "admin"):
        desk = cast.at_desk(who)
        for show in ("waiting", "overdue", "due", "returned", "decided", "all"):
            assert desk.get(f"{HOME}?show={show}&q=a").status_code == 200
        assert desk.get(f"{HOME}/{told}").status_code == 200


def test_a_phone_hands_it_in_reads_the_words_and_mends_it(cast: Cast):
    phone = cast.bind("employee")
    report = cast.run(_travel, cast, reported=False)
    [duty] = phone.browser.get("/api/v1/duties").json()["duties"]
    assert duty["report"]["id"] == report
    assert (duty["report"]["state"], duty["report"]["may"]) == (None, ["submit"])
    address, day = f"/api/v1/travel-reports/{report}", _today().isoformat()
    body: dict[str, Any] = {
        **{"version": str(uuid4()), "duty": duty["id"], "results": "Satu\n\n\n\nDua "},
        "activities": [{"day": day, "begins": "08:00", "ends": None, "text": " Rapat "}],
        "written_at": "2026-11-24T01:00:00.000Z",
    }
    put = phone.browser.put
    assert [put(address, json=body).status_code for _ in range(2)] == [201, 200]
    assert put(address, json=body | {"results": "Lain"}).json()["code"] == "content_differs"
    for wrong, field in (
        ({"results": ""}, "results"),
        ({"results": 7}, "results"),
        ({"activities": "x"}, "activities"),
        ({"activities": [{"day": "kemarin", "text": "x"}]}, "activities.0.day"),
        ({"activities": [{"day": day, "begins": "25:00", "text": "x"}]}, "activities.0.begins"),
        ({"activities": [{"day": day, "ends": "09:00", "text": "x"}]}, "activities.0.ends"),
        ({"activities": [{"day": day, "text": ""}]}, "activities.0.text"),
        ({"sppd_date": "x"}, "sppd_date"),
        ({"written_at": "x"}, "written_at"),
        ({"version": "x"}, "version"),
    ):
        answer = put(address, json=body | {"version": str(uuid4())} | wrong)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    cast.at_desk("supervisor").post(
        f"{HOME}/{report}", data={"event": "return", "words": "Ya.", "note-results": "Angka?"}
    )
    [duty] = phone.browser.get("/api/v1/duties").json()["duties"]
    told = duty["report"]
    assert told["content"]["results"] == "Satu\n\nDua"
    assert told["content"]["activities"] == [
        {"day": day, "begins": "08:00", "ends": "", "text": "Rapat"}
    ]
    assert told["steps"][-1]["notes"] == {"results": "Angka?"}
    assert told["may"] == ["resubmit", "withdraw"]
    mended = body | {"version": str(uuid4()), "results": "Tiga"}
    assert put(address, json=mended).status_code == 201
    other = cast.bind("other_employee")
    assert other.browser.put(address, json=mended | {"version": str(uuid4())}).status_code == 404
    assert other.browser.put(f"{address}/withdrawal", json={"reason": "x"}).status_code == 404
    back = [put(f"{address}/withdrawal", json={"reason": "Keliru."}).status_code for _ in "ab"]
    assert back == [201, 200]
    assert _events(cast, report) == ["submit", "return", "resubmit", "withdraw"]
    assert cast.client.put(address, json=mended).status_code == 401
