"""Does a supervisor see all that waits, decide on a pile, and take it back?"""

import re
from uuid import uuid4

import pytest

from tests.endpoints.conftest import Cast
from tests.services import inbox_acts
from web.models import Delegation, Ruling

HOME = "/desk/inbox"


@pytest.fixture
def filed(cast: Cast) -> list[str]:
    """Two corrections of the employee that wait, by their keys."""

    async def enter() -> list[str]:
        person = cast.people["employee"]
        made = [await inbox_acts.correction(person, day, f"Alasan {day}.") for day in (24, 25)]
        return [f"correction.{one.id}" for one in made]

    found: list[str] = cast.run(enter)
    return found


def _ticks(keys: list[str], **more: str) -> dict[str, str]:
    return {f"item-{key}": "" for key in keys} | more


def _rulings(cast: Cast) -> list[str]:
    async def look() -> list[str]:
        return [one.outcome for one in await Ruling.all().order_by("at")]

    found: list[str] = cast.run(look)
    return found


def test_what_waits_is_shown_with_its_deadline_and_counted(cast: Cast, filed: list[str]) -> None:
    page = cast.at_desk("supervisor").get(HOME).text
    assert page.count("data-item") == 2
    assert "atas koreksi" in page
    assert "Alasan 24." in page
    assert re.search(r'id="count-inbox"[^>]*>2<', page)


def test_a_doubtful_check_in_lies_there_too(cast: Cast) -> None:
    cast.bind("employee").check_in(metres_north=3000)
    page = cast.at_desk("supervisor").get(f"{HOME}?kind=review").text
    assert "di luar radius" in page
    assert "data-item" not in cast.at_desk("supervisor").get(f"{HOME}?kind=duty").text


def test_filters_and_paging_keep_each_other(cast: Cast) -> None:
    async def many() -> None:
        for _ in range(31):
            await inbox_acts.correction(cast.people["employee"])

    cast.run(many)
    desk = cast.at_desk("supervisor")
    page = desk.get(f"{HOME}?kind=correction&q=nurhayati").text
    assert "Halaman 1 dari 2" in page
    assert "kind=correction&amp;q=nurhayati&amp;page=2" in page
    for beyond in (2, 99):
        page = desk.get(f"{HOME}?page={beyond}").text
        assert page.count("data-item") == 1
        assert "Halaman 2 dari 2" in page
    assert "Tidak ada yang cocok" in desk.get(f"{HOME}?q=tidak-ada").text
    for odd in ("agency=x", "behalf=x", "kind=x", "page=x", "batch=x", "q=%00"):
        assert desk.get(f"{HOME}?{odd}").status_code == 200


def test_a_pile_is_summed_up_decided_and_undone(cast: Cast, filed: list[str]) -> None:
    desk = cast.at_desk("supervisor")
    page = desk.post(f"{HOME}/summary", data=_ticks(filed, event="approve")).text
    assert "Setujui 2 pengajuan" in page
    assert "Alasan 25." in page
    batch = str(uuid4())
    body = _ticks(filed, event="approve", words="Sesuai.", batch=batch)
    for _ in range(2):
        answer = desk.post(f"{HOME}/decisions", data=body)
        assert answer.status_code == 303
    assert _rulings(cast) == ["approved", "approved"]
    page = desk.get(answer.headers["location"]).text
    assert "<strong>2 pengajuan</strong> disetujui" in page
    assert "Urungkan" in page
    answer = desk.post(f"{HOME}/undo", data={"batch": batch})
    assert "Semuanya kembali menunggu" in desk.get(answer.headers["location"]).text
    assert _rulings(cast) == ["approved", "approved", "revoked", "revoked"]
    assert desk.get(HOME).text.count("data-item") == 2
    assert desk.post(f"{HOME}/undo", data={"batch": batch}).status_code == 404
    assert "sudah diurungkan" in desk.get(f"{HOME}?batch={batch}").text


def test_all_of_a_page_is_chosen_without_script(cast: Cast, filed: list[str]) -> None:
    rows = {f"row-{key}": "" for key in filed}
    body = rows | {"all": "1", "event": "reject"}
    page = cast.at_desk("supervisor").post(f"{HOME}/summary", data=body).text
    assert "Tolak 2 pengajuan" in page


def test_one_that_was_decided_meanwhile_leaves_all_undone(cast: Cast, filed: list[str]) -> None:
    desk = cast.at_desk("supervisor")
    id_ = filed[0].partition(".")[2]
    desk.post(f"/desk/corrections/{id_}", data={"outcome": "rejected", "reason": "Tidak."})
    body = _ticks(filed, event="approve", words="Sesuai.", batch=str(uuid4()))
    answer = desk.post(f"{HOME}/decisions", data=body)
    assert answer.status_code == 409
    assert "Tidak satu pun diputuskan" in answer.text
    assert "sudah diputuskan" in answer.text
    assert "Setujui 1 pengajuan" in answer.text
    assert _rulings(cast) == ["rejected"]


def test_what_cannot_be_done_is_said_before(cast: Cast, filed: list[str]) -> None:
    page = cast.at_desk("supervisor").post(f"{HOME}/summary", data=_ticks(filed, event="return"))
    assert "tidak mengenal “Kembalikan”" in page.text
    assert "Tidak ada yang dapat diputuskan" in page.text


def test_what_was_typed_stays(cast: Cast, filed: list[str]) -> None:
    desk = cast.at_desk("supervisor")
    long = "x" * 1001
    for words, told in (("", "Tulis alasannya"), (long, "paling panjang 1000 huruf")):
        body = _ticks(filed, event="approve", words=words)
        answer = desk.post(f"{HOME}/decisions", data=body)
        assert answer.status_code == 422
        assert told in answer.text
        assert words in answer.text
    assert _rulings(cast) == []


def test_nothing_chosen_says_so(cast: Cast) -> None:
    desk = cast.at_desk("supervisor")
    answer = desk.post(f"{HOME}/summary", data={"event": "approve"})
    assert answer.status_code == 422
    assert "Belum ada yang dipilih" in answer.text
    odd = {"item-x": "", "event": "revoke"}
    assert desk.post(f"{HOME}/summary", data=odd).status_code == 422
    assert desk.post(f"{HOME}/decisions", data=odd).status_code == 422


def test_a_stranger_s_matter_is_not_there(cast: Cast, filed: list[str]) -> None:
    other = cast.at_desk("other_supervisor")
    assert "Tidak ada yang menunggu" in other.get(HOME).text
    body = _ticks(filed, event="approve", words="Ya.", batch=str(uuid4()))
    assert other.post(f"{HOME}/decisions", data=body).status_code == 404
    assert "Nurhayati" not in other.post(f"{HOME}/summary", data=body).text
    assert other.post(f"{HOME}/undo", data={"batch": "x"}).status_code == 404
    assert _rulings(cast) == []


def test_who_supervises_nobody_is_kept_out(cast: Cast, filed: list[str]) -> None:
    for who in ("operator", "employee"):
        desk = cast.at_desk(who)
        assert desk.get(HOME).status_code == 403
        for path in ("summary", "decisions", "undo"):
            assert desk.post(f"{HOME}/{path}", data=_ticks(filed)).status_code == 403
    nobody = cast.browser()
    assert nobody.get(HOME).headers["location"].startswith("/desk/sign-in")
    assert nobody.post(f"{HOME}/decisions", data={}).status_code == 401


def test_what_is_written_is_text(cast: Cast) -> None:
    async def enter() -> str:
        made = await inbox_acts.correction(cast.people["employee"], 24, "<script>alert(1)</script>")
        return f"correction.{made.id}"

    key = cast.run(enter)
    desk = cast.at_desk("supervisor")
    for page in (
        desk.get(HOME).text,
        desk.post(f"{HOME}/summary", data=_ticks([key], event="approve")).text,
    ):
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page


def test_in_whose_name_is_shown_and_filtered(cast: Cast, filed: list[str]) -> None:
    above, other = cast.people["supervisor"], cast.people["other_supervisor"]

    async def delegate() -> None:
        await Delegation.create(
            **{"id": uuid4(), "principal": above, "delegate": other, "kind": "plh"},
            **{"first_day": "2020-01-01", "last_day": "2099-01-01", "author": above},
            **{"number": "1", "created_at": inbox_acts.AT},
        )

    cast.run(delegate)
    desk = cast.at_desk("other_supervisor")
    assert desk.get(HOME).text.count(f"a.n. {above.name}") >= 2
    assert desk.get(f"{HOME}?behalf={above.id}").text.count("data-item") == 2
    assert "data-item" not in desk.get(f"{HOME}?behalf=own").text
    body = _ticks(filed, event="approve", words="Sesuai.", batch=str(uuid4()))
    assert desk.post(f"{HOME}/decisions", data=body).status_code == 303
    page = cast.at_desk("supervisor").get("/desk/corrections?tab=decided").text
    assert f"{other.name} a.n. {above.name}" in page


def test_two_supervisors_at_one_card(cast: Cast, filed: list[str]) -> None:
    path = f"/desk/corrections/{filed[0].partition('.')[2]}"
    desk = cast.at_desk("supervisor")
    body = {"outcome": "approved", "reason": "Ya.", "seen": "", "ruling": str(uuid4())}
    assert desk.post(path, data=body, headers={"HX-Request": "true"}).status_code == 200
    late = body | {"outcome": "rejected", "ruling": str(uuid4())}
    answer = desk.post(path, data=late, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Baru saja disetujui oleh" in answer.text
    assert _rulings(cast) == ["approved"]


def test_a_pile_comes_back_to_where_it_was_ticked(cast: Cast, filed: list[str]) -> None:
    desk = cast.at_desk("supervisor")
    assert 'name="kind" value="correction"' in desk.get(f"{HOME}?kind=correction").text
    place = {"kind": "correction", "page": "2"}
    page = desk.post(f"{HOME}/summary", data=_ticks(filed, event="approve", **place)).text
    assert 'name="page" value="2"' in page
    assert f'href="{HOME}?kind=correction&amp;page=2"' in page
    body = _ticks(filed[:1], event="approve", words="Sesuai.", batch=str(uuid4()), **place)
    done = desk.post(f"{HOME}/decisions", data=body)
    assert f"batch={body['batch']}&kind=correction&page=2&done" in done.headers["location"]
    shown = desk.get(done.headers["location"]).text
    assert re.search(r'data-tone="good" tabindex="-1" autofocus>.*disetujui', shown, re.DOTALL)
    back = desk.post(f"{HOME}/undo", data={"batch": body["batch"], **place})
    assert back.headers["location"] == f"{HOME}?kind=correction&page=2&done=inbox-undone"
