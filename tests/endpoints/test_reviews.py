"""Does a supervisor decide on their own people's doubtful check-ins, and on nothing else?"""

from typing import Any
from uuid import uuid4

import pytest

from tests.endpoints.conftest import Cast
from web.models import CheckIn, Decision

HTMX = {"HX-Request": "true"}


@pytest.fixture
def doubtful(cast: Cast) -> str:
    """A check-in of the employee, half a kilometre from the office, explained."""
    phone = cast.bind("employee")
    checkin = phone.check_in(metres_north=500, note="Mengantar surat.")
    phone.explain(cast.jti(checkin), "Saya di kantor camat atas perintah.")
    return checkin


def _decisions(cast: Cast) -> list[tuple[str, str]]:
    async def look() -> list[tuple[str, str]]:
        return [(one.outcome, one.reason) for one in await Decision.all().order_by("at")]

    found: list[tuple[str, str]] = cast.run(look)
    return found


def test_a_card_holds_all_that_a_decision_needs(cast: Cast, doubtful: str):
    page = cast.at_desk("supervisor").get("/desk/reviews").text

    for words in (
        "Nurhayati Saleh",
        "Di luar radius",
        "400 m di luar batas titik absen Kantor Dinas",
        "Mengantar surat.",
        "Saya di kantor camat atas perintah.",
        '<svg class="picture"',
        "Tidak ada tanda serupa",
        f"/desk/checkins/{doubtful}",
    ):
        assert words in page, words


def test_an_accepted_check_in_stays_as_it_was_and_the_employee_reads_why(cast: Cast):
    phone = cast.bind("employee")
    checkin = phone.check_in(metres_north=500)
    before = _fact(cast, checkin)
    form = {"outcome": "accepted", "reason": "Rapat di lapangan."}

    card = cast.at_desk("supervisor").post(f"/desk/reviews/{checkin}", data=form, headers=HTMX)

    assert card.status_code == 200
    assert "Diterima atasan" in card.text
    assert 'id="count-inbox"' in card.text
    assert _fact(cast, checkin) == before
    [entry] = phone.browser.get("/api/v1/history").json()["checkins"]
    assert entry["verdict"] == "review"
    assert entry["decision"]["reason"] == "Rapat di lapangan."
    assert "Diterima atasan" in cast.at_desk("operator").get("/desk/arrivals").text


def _fact(cast: Cast, checkin: str) -> dict[str, Any]:
    async def look() -> dict[str, Any]:
        [row] = await CheckIn.filter(hash=checkin).values()
        return dict(row)

    found: dict[str, Any] = cast.run(look)
    return found


def test_a_later_decision_stands_and_the_earlier_one_stays(cast: Cast, doubtful: str):
    desk = cast.at_desk("supervisor")
    desk.post(f"/desk/reviews/{doubtful}", data={"outcome": "declined", "reason": "Tanpa surat."})
    desk.post(f"/desk/reviews/{doubtful}", data={"outcome": "accepted", "reason": "Surat ada."})

    page = desk.get("/desk/reviews?tab=decided").text

    assert _decisions(cast) == [("declined", "Tanpa surat."), ("accepted", "Surat ada.")]
    assert page.index("Tanpa surat.") < page.index("Surat ada.")
    assert "sudah diganti keputusan berikutnya" in page
    assert "Diterima atasan" in page
    assert page.count("<article") == 1
    assert "Tidak ada yang menunggu" in desk.get("/desk/reviews").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"outcome": "declined", "reason": "  "}, "Tulis alasannya"),
        ({"outcome": "accepted", "reason": ""}, "Tulis alasannya"),
        ({"outcome": "perhaps", "reason": "Ya."}, "Pilih terima atau tolak"),
        ({"reason": "Ya."}, "Pilih terima atau tolak"),
        ({"outcome": "declined", "reason": "x" * 1001}, "paling panjang 1000"),
    ],
)
def test_a_decision_without_reason_or_outcome_is_not_one(
    cast: Cast, doubtful: str, form: dict[str, str], words: str
):
    desk = cast.at_desk("supervisor")

    for headers in ({}, HTMX):
        answer = desk.post(f"/desk/reviews/{doubtful}", data=form, headers=headers)
        assert answer.status_code == 422
        assert words in answer.text
        assert form["reason"].strip()[:50] in answer.text
    assert _decisions(cast) == []


def test_the_same_click_sent_twice_is_one_decision(cast: Cast, doubtful: str):
    desk = cast.at_desk("supervisor")
    form = {"outcome": "accepted", "reason": "Ya.", "decision": str(uuid4())}

    for _ in range(2):
        assert desk.post(f"/desk/reviews/{doubtful}", data=form).status_code == 303
    other = desk.post(f"/desk/reviews/{doubtful}", data=form | {"outcome": "declined"})

    assert other.status_code == 409
    assert _decisions(cast) == [("accepted", "Ya.")]


def test_what_no_rule_doubts_is_not_decided_on(cast: Cast):
    checkin = cast.bind("employee").check_in()
    desk = cast.at_desk("supervisor")

    assert "Tidak ada yang menunggu" in desk.get("/desk/reviews").text
    form = {"outcome": "declined", "reason": "Tidak suka."}
    assert desk.post(f"/desk/reviews/{checkin}", data=form).status_code == 409
    assert _decisions(cast) == []


@pytest.mark.parametrize("who", ["other_supervisor", "operator", "admin", "employee"])
def test_a_stranger_neither_sees_nor_decides(cast: Cast, doubtful: str, who: str):
    desk = cast.at_desk(who)
    form = {"outcome": "accepted", "reason": "Ya."}

    refused = 404 if who == "other_supervisor" else 403
    assert desk.get(f"/desk/reviews/{doubtful}").status_code == refused
    assert desk.post(f"/desk/reviews/{doubtful}", data=form).status_code == refused
    assert "Nurhayati" not in desk.get("/desk/reviews").text
    assert cast.client.post(f"/desk/reviews/{doubtful}", data=form).status_code == 401
    assert _decisions(cast) == []


def test_repeated_flags_of_the_person_are_counted_with_how_they_ended(cast: Cast):
    phone, desk = cast.bind("employee"), cast.at_desk("supervisor")
    first = phone.check_in(metres_north=500)
    desk.post(f"/desk/reviews/{first}", data={"outcome": "declined", "reason": "Tidak."})
    phone.check_in("out", metres_north=700)

    page = desk.get("/desk/reviews").text

    assert "di luar radius 1 kali (1 ditolak)" in page


def test_a_check_in_without_location_has_words_instead_of_a_picture(cast: Cast):
    cast.bind("employee").check_in(fixes=[], no_fix="denied")

    page = cast.at_desk("supervisor").get("/desk/reviews").text

    assert "HP tidak mengirim lokasi." in page
    assert "Izin lokasi tidak diberikan." in page
