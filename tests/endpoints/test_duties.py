"""Does every page of duties work for whom it is for, and lead nobody else anywhere?"""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.domain.duties import Letter, Place
from web.domain.schedule import local_date
from web.models import ApprovalStep, Delegation, Duty, Employee, Policy
from web.services import delegations, duty_filing
from web.services.duty_filing import Filing

HOME = "/desk/duties"


def _today() -> date:
    """The date that it is for the cast's office, whatever it is in UTC."""
    return local_date(clock.now(), "Asia/Makassar")


def _letter(**other: Any) -> Letter:
    day = _today()
    told: dict[str, Any] = {
        **{"number": "090/77", "letter_date": day, "purpose": "Rapat.", "kind": "out_of_town"},
        **{"covers": "both", "first_day": day, "last_day": day},
    }
    return Letter(**(told | {"places": (Place("Makassar"),)} | other))


async def _file(cast: Cast, who: str = "employee", **other: Any) -> str:
    id_ = uuid4()
    person = await Employee.get(id=cast.people[who].id).select_related("agency")
    await duty_filing.file(
        id=id_,
        author=person,
        filing=Filing(letter=_letter(**other), people=(person,)),
        closing_day=5,
        now=clock.now(),
    )
    return str(id_)


@pytest.fixture
def filed(cast: Cast) -> str:
    """A letter of the employee that waits."""
    return str(cast.run(_file, cast))


def _events(cast: Cast, duty: str) -> list[str]:
    async def look() -> list[str]:
        steps = ApprovalStep.filter(subject=duty).order_by("number")
        return [one.event for one in await steps]

    found: list[str] = cast.run(look)
    return found


def _form(**other: str) -> dict[str, str]:
    day = _today().isoformat()
    return {
        **{"id": str(uuid4()), "number": "800/1", "letter_date": day, "first_day": day},
        **{"purpose": "Bimtek.", "kind": "out_of_town", "covers": "both", "place1": "Majene"},
    } | other


# -- the list and the page --


@pytest.mark.parametrize("who", ["supervisor", "operator", "admin"])
def test_a_letter_is_listed_and_shown(cast: Cast, filed: str, who: str):
    desk = cast.at_desk(who)
    listed = desk.get(HOME).text
    assert "Nurhayati Saleh" in listed
    assert "Menunggu atasan" in listed
    page = desk.get(f"{HOME}/{filed}").text
    assert "Surat 090/77" in page
    assert "Makassar" in page
    assert ("Setujui" in page) is (who == "supervisor")
    assert ("Batalkan surat tugas" in page) is (who != "supervisor")


def test_what_waits_is_counted_for_who_decides(cast: Cast, filed: str):
    desk = cast.at_desk("supervisor")
    assert '<span class="count" id="count-inbox" hx-swap-oob="true" >1<span' in desk.get(HOME).text
    body = {"event": "approve", "words": "Sesuai."}
    assert desk.post(f"{HOME}/{filed}", data=body).status_code == 303
    assert 'id="count-inbox" hx-swap-oob="true" hidden>0' in desk.get(HOME).text


@pytest.mark.parametrize("show", ["live", "waiting", "returned", "past", "all", "x"])
def test_the_list_is_narrowed(cast: Cast, filed: str, show: str):
    page = cast.at_desk("operator").get(HOME, params={"show": show, "q": "090", "page": "9999"})
    assert page.status_code == 200
    assert ("1 surat tugas" in page.text) is (show != "returned")
    none = cast.at_desk("operator").get(HOME, params={"q": "%00 tidak ada", "agency": STRANGER})
    assert "Tidak ada surat tugas di sini" in none.text


# -- strangers --


@pytest.mark.parametrize("who", ["other_operator", "other_supervisor", "employee"])
def test_a_stranger_finds_nothing(cast: Cast, filed: str, who: str):
    desk = cast.at_desk(who)
    form = {"event": "approve", "words": "Ya."}
    assert desk.get(f"{HOME}/{filed}").status_code == 404
    assert desk.post(f"{HOME}/{filed}", data=form).status_code == 404
    refused = 404 if who == "other_operator" else 403
    assert desk.get(f"{HOME}/{filed}/change").status_code == refused
    assert desk.post(f"{HOME}/{filed}/change", data=_form()).status_code == refused
    assert desk.post(f"{HOME}/{filed}/withdrawal", data=form).status_code == refused
    assert _events(cast, filed) == ["submit"]
    if who == "employee":
        assert desk.get(HOME).status_code == 404
    else:
        assert "Nurhayati" not in desk.get(HOME, params={"show": "all"}).text


def test_an_operator_does_not_decide(cast: Cast, filed: str):
    answer = cast.at_desk("operator").post(
        f"{HOME}/{filed}", data={"event": "approve", "words": "Ya."}
    )
    assert answer.status_code == 404
    assert _events(cast, filed) == ["submit"]


@pytest.mark.parametrize("path", [HOME, f"{HOME}/new", f"{HOME}/{STRANGER}"])
def test_without_a_session_one_signs_in_first(cast: Cast, path: str):
    assert cast.client.get(path).headers["location"].startswith("/desk/sign-in")
    assert cast.at_desk("admin").get(f"{HOME}/{STRANGER}").status_code == 404


# -- deciding --


def test_a_supervisor_returns_with_words_and_an_operator_mends(cast: Cast, filed: str):
    desk = cast.at_desk("supervisor")
    bare = desk.post(f"{HOME}/{filed}", data={"event": "return", "words": " "})
    assert bare.status_code == 422
    assert "Tulis alasannya" in bare.text
    odd = desk.post(f"{HOME}/{filed}", data={"event": "withdraw", "words": "Ya."})
    assert odd.status_code == 422
    body = {"event": "return", "words": "Tanggalnya keliru."}
    assert desk.post(f"{HOME}/{filed}", data=body).status_code == 303
    operator = cast.at_desk("operator")
    shown = operator.get(f"{HOME}/{filed}/change").text
    assert "Tanggalnya keliru." in shown
    assert 'value="090/77"' in shown
    person = f"person-{cast.people['employee'].id}"
    mended = operator.post(f"{HOME}/{filed}/change", data=_form(**{person: "1"}))
    assert mended.status_code == 303
    assert "800/1" in operator.get(f"{HOME}/{filed}").text
    assert _events(cast, filed) == ["submit", "return", "resubmit"]


def test_a_decision_is_taken_back_and_what_does_not_fit_is_said(cast: Cast, filed: str):
    desk = cast.at_desk("supervisor")
    body = {"event": "approve", "words": "Ya.", "step": str(uuid4())}
    for _ in range(2):  # the same click twice
        assert desk.post(f"{HOME}/{filed}", data=body).status_code == 303
    again = desk.post(f"{HOME}/{filed}", data={"event": "reject", "words": "Tidak."})
    assert again.status_code == 409
    assert "Muat ulang" in again.text
    back = {"event": "revoke", "words": "Salah tekan."}
    assert desk.post(f"{HOME}/{filed}", data=back).status_code == 303
    stale = {"event": "approve", "words": "Ya.", "seen": STRANGER}
    assert desk.post(f"{HOME}/{filed}", data=stale).status_code == 409
    assert _events(cast, filed) == ["submit", "approve", "revoke"]


def test_an_overlap_is_shown_to_who_decides(cast: Cast, filed: str):
    other = cast.run(_file, cast, number="090/78")
    page = cast.at_desk("supervisor").get(f"{HOME}/{other}").text
    assert "Bertumpuk pada tanggal yang sama" in page
    assert f"{HOME}/{filed}" in page
    assert "Bertumpuk dengan surat lain" in cast.at_desk("operator").get(HOME).text


def test_check_ins_on_the_duty_are_listed_and_change_with_the_decision(cast: Cast, filed: str):
    phone = cast.bind("employee")
    checkin = phone.check_in(metres_north=30_000, duty=filed)
    desk = cast.at_desk("supervisor")
    page = desk.get(f"{HOME}/{filed}").text
    assert f"/desk/checkins/{checkin}" in page
    assert "menyebut surat ini" in page
    assert "Ditinjau" in page
    assert "Di luar radius" in desk.get("/desk/reviews").text
    desk.post(f"{HOME}/{filed}", data={"event": "approve", "words": "Ya."})
    assert "Ditinjau" not in desk.get(f"{HOME}/{filed}").text
    assert "Di luar radius" not in desk.get("/desk/reviews").text


# -- filing for others --


def test_an_operator_files_for_people_of_two_supervisors(cast: Cast):
    desk = cast.at_desk("operator")
    found = desk.get(f"{HOME}/new", params={"seek": "nurha"}).text
    person = f"person-{cast.people['employee'].id}"
    assert person in found
    boss = f"person-{cast.people['supervisor'].id}"
    form = _form(**{person: "1", boss: "1", "lat1": "-3,54", "lng1": "118,97", "radius1": "500"})
    answer = desk.post(HOME, data=form)
    assert answer.status_code == 303
    assert "q=800" in answer.headers["location"]

    async def look() -> int:
        return await Duty.all().count()

    assert cast.run(look) == 2
    page = desk.get(answer.headers["location"]).text
    assert "2 surat tugas" in page
    assert "Majene" in page
    desk.post(HOME, data=form)  # sent twice
    assert cast.run(look) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": ""}, "Tulis nomor surat"),
        ({"letter_date": "kemarin"}, "Isi tanggalnya."),
        ({"place1": ""}, "Isi satu sampai"),
        ({"lat1": "95", "lng1": "1", "radius1": "100"}, "Lintang antara"),
        ({"radius1": "5"}, "Radius antara"),
        ({"covers": "in"}, "Hanya dinas dalam kota"),
        ({"last_day": "2020-01-01"}, "tidak boleh sebelum"),
        ({"people": "none"}, "pilih pegawainya"),
        ({"first_day": "2026-01-01", "last_day": "2026-01-02"}, "sudah lewat"),
    ],
)
def test_a_wrong_letter_is_shown_with_what_to_correct(
    cast: Cast, change: dict[str, str], words: str
):
    person = {} if "people" in change else {f"person-{cast.people['employee'].id}": "1"}
    answer = cast.at_desk("operator").post(HOME, data=_form(**(person | change)))
    assert answer.status_code in (409, 422)
    assert words in answer.text


def test_another_office_s_people_cannot_be_sent(cast: Cast):
    person = {f"person-{cast.people['other_employee'].id}": "1"}
    answer = cast.at_desk("operator").post(HOME, data=_form(**person))
    assert answer.status_code == 422
    assert "Basri" not in cast.at_desk("operator").get(f"{HOME}/new?seek=basri").text


def test_an_operator_takes_a_letter_back(cast: Cast, filed: str):
    desk = cast.at_desk("operator")
    assert desk.post(f"{HOME}/{filed}/withdrawal", data={"words": ""}).status_code == 422
    assert desk.post(f"{HOME}/{filed}/withdrawal", data={"words": "Batal."}).status_code == 303
    assert _events(cast, filed) == ["submit", "withdraw"]
    assert "Dibatalkan" in desk.get(f"{HOME}/{filed}").text


# -- Plt. and Plh. --


def _acting(cast: Cast) -> str:
    async def enter() -> str:
        today = _today()
        await Employee.filter(id=cast.people["operator"].id).update(role="employee")
        made = await delegations.add(
            principal=cast.people["supervisor"],
            delegate=cast.people["operator"],
            **{"kind": "plh", "first_day": today, "last_day": today, "number": "800/9"},
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
    day = _today().isoformat()
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
        **{"agency": str(cast.office.id), "valid_from": _today().isoformat()},
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
