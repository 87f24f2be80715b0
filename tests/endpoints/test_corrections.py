"""Does a supervisor decide on what their own people ask for, and on nothing else?"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.models import Correction, DayStatus, Ruling

HOME = "/desk/corrections"
HTMX = {"HX-Request": "true"}
# A Tuesday of a month that is not locked; the cast's office is judged from the day before on.
DAY = date(2026, 11, 24)


async def _file(cast: Cast, reason: str = "HP mati.", who: str = "employee") -> str:
    made = await Correction.create(
        id=uuid4(),
        employee=cast.people[who],
        date=DAY,
        kind="out",
        at=datetime(2026, 11, 24, 8, 5, tzinfo=UTC),
        reason=reason,
        evidence="Disaksikan Siti.",
        filed_at=clock.now(),
    )
    return str(made.id)


@pytest.fixture
def filed(cast: Cast) -> str:
    """A correction of the employee that waits."""
    return str(cast.run(_file, cast))


def _rulings(cast: Cast) -> list[tuple[str, str]]:
    async def look() -> list[tuple[str, str]]:
        return [(one.outcome, one.reason) for one in await Ruling.all().order_by("at")]

    found: list[tuple[str, str]] = cast.run(look)
    return found


def test_what_waits_is_shown_with_the_day_s_facts_and_counted(cast: Cast, filed: str) -> None:
    page = cast.at_desk("supervisor").get(HOME).text
    assert "Nurhayati Saleh" in page
    assert "Absen Pulang 16.05 WITA" in page
    assert "Disaksikan Siti." in page
    assert "Tercatat 24/11/2026" in page
    assert 'id="count-inbox"' in page
    assert ">1<span" in page


def test_a_flexible_place_waits_beside_the_corrections(cast: Cast) -> None:
    async def enter() -> str:
        made = await DayStatus.create(
            id=uuid4(),
            employee=cast.people["employee"],
            code="WFA",
            first_day=DAY,
            last_day=DAY + timedelta(days=1),
            number="800/1/WFA",
            note="Dari kantor camat.",
            created_at=clock.now(),
        )
        return str(made.id)

    status = cast.run(enter)
    desk = cast.at_desk("supervisor")
    page = desk.get(HOME).text
    assert "Bekerja dari tempat lain (WFA)" in page
    assert "Surat 800/1/WFA" in page
    body = {"outcome": "approved", "reason": "Sesuai perintah."}
    assert desk.post(f"{HOME}/{status}", data=body).status_code == 303
    assert "Disetujui" in desk.get(f"{HOME}?tab=decided").text


def test_a_decision_answers_with_the_card_and_the_new_count(cast: Cast, filed: str) -> None:
    desk = cast.at_desk("supervisor")
    body = {"outcome": "approved", "reason": "Saya melihatnya.", "ruling": str(uuid4())}
    for _ in range(2):  # the same click twice is one ruling
        answer = desk.post(f"{HOME}/{filed}", data=body, headers=HTMX)
        assert answer.status_code == 200
    assert "Disetujui" in answer.text
    assert "<html" not in answer.text
    assert 'id="count-inbox" hx-swap-oob="true" hidden' in answer.text
    assert _rulings(cast) == [("approved", "Saya melihatnya.")]
    assert "Tidak ada yang menunggu" in desk.get(HOME).text


def test_without_script_the_form_leads_to_the_decided(cast: Cast, filed: str) -> None:
    desk = cast.at_desk("supervisor")
    body = {"outcome": "rejected", "reason": "Bukti belum cukup."}
    answer = desk.post(f"{HOME}/{filed}", data=body)
    assert answer.status_code == 303
    page = desk.get(answer.headers["location"]).text
    assert "Keputusan dicatat" in page
    assert "Bukti belum cukup." in page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"outcome": "approved", "reason": " "}, "Tulis alasannya"),
        ({"outcome": "perhaps", "reason": "Ya, begitu."}, "Pilih setujui atau tolak"),
        ({"outcome": "approved", "reason": "x" * 1001}, "paling panjang 1000 huruf"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_typed_stays(
    cast: Cast, filed: str, body: dict[str, Any], words: str, headers: dict[str, str]
) -> None:
    answer = cast.at_desk("supervisor").post(f"{HOME}/{filed}", data=body, headers=headers)
    assert answer.status_code == 422
    assert words in answer.text
    assert body["reason"].strip() in answer.text
    assert _rulings(cast) == []


def test_a_card_has_a_page_of_its_own(cast: Cast, filed: str) -> None:
    assert "HP mati." in cast.at_desk("supervisor").get(f"{HOME}/{filed}").text


def test_empty_lists_say_so(cast: Cast) -> None:
    desk = cast.at_desk("supervisor")
    assert "Tidak ada yang menunggu" in desk.get(HOME).text
    assert "Belum ada keputusan" in desk.get(f"{HOME}?tab=decided").text


def test_what_is_written_is_text(cast: Cast) -> None:
    cast.run(_file, cast, "<script>alert(1)</script>")
    page = cast.at_desk("supervisor").get(HOME).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_many_are_paged(cast: Cast) -> None:
    async def file_many() -> None:
        for number in range(23):
            await _file(cast, f"Alasan {number}.")

    cast.run(file_many)
    page = cast.at_desk("supervisor").get(f"{HOME}?page=2").text
    assert "Halaman 2 dari 2" in page


def test_strangers_find_nothing(cast: Cast, filed: str) -> None:
    body = {"outcome": "approved", "reason": "Ya."}
    other = cast.at_desk("other_supervisor")
    assert "Tidak ada yang menunggu" in other.get(HOME).text
    for id_ in (filed, STRANGER):
        assert other.get(f"{HOME}/{id_}").status_code == 404
        assert other.post(f"{HOME}/{id_}", data=body).status_code == 404
    assert cast.at_desk("operator").get(HOME).status_code == 403
    assert cast.at_desk("employee").post(f"{HOME}/{filed}", data=body).status_code == 403
    assert _rulings(cast) == []


def test_nobody_is_sent_to_sign_in(cast: Cast, filed: str) -> None:
    nobody = cast.browser()
    assert nobody.get(HOME).headers["location"].startswith("/desk/sign-in")
    assert nobody.post(f"{HOME}/{filed}", data={}).status_code == 401
