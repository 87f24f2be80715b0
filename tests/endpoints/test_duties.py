"""Does every page of duties work for whom it is for, and lead nobody else anywhere?"""

from uuid import uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from tests.endpoints.duty_letters import HOME, events_of, file_letter, typed


@pytest.fixture
def filed(cast: Cast) -> str:
    """A letter of the employee that waits."""
    return str(cast.run(file_letter, cast))


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
    assert desk.post(f"{HOME}/{filed}/change", data=typed()).status_code == refused
    assert desk.post(f"{HOME}/{filed}/withdrawal", data=form).status_code == refused
    assert events_of(cast, filed) == ["submit"]
    if who == "employee":
        assert desk.get(HOME).status_code == 404
    else:
        assert "Nurhayati" not in desk.get(HOME, params={"show": "all"}).text


def test_an_operator_does_not_decide(cast: Cast, filed: str):
    answer = cast.at_desk("operator").post(
        f"{HOME}/{filed}", data={"event": "approve", "words": "Ya."}
    )
    assert answer.status_code == 404
    assert events_of(cast, filed) == ["submit"]


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
    mended = operator.post(f"{HOME}/{filed}/change", data=typed(**{person: "1"}))
    assert mended.status_code == 303
    assert "800/1" in operator.get(f"{HOME}/{filed}").text
    assert events_of(cast, filed) == ["submit", "return", "resubmit"]


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
    assert events_of(cast, filed) == ["submit", "approve", "revoke"]


def test_an_overlap_is_shown_to_who_decides(cast: Cast, filed: str):
    other = cast.run(file_letter, cast, number="090/78")
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
