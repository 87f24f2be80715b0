"""Does a supervisor find what they decided, and nobody else?"""

from uuid import uuid4

import pytest

from tests.endpoints.conftest import Cast
from tests.services import inbox_acts
from web.models import Delegation

HOME = "/desk/decisions"


@pytest.fixture
def decided(cast: Cast) -> list[str]:
    """Two corrections of the employee, of which the supervisor approves one and declines one."""

    async def enter() -> list[str]:
        person = cast.people["employee"]
        made = [await inbox_acts.correction(person, day, f"Alasan {day}.") for day in (24, 25)]
        return [str(one.id) for one in made]

    found: list[str] = cast.run(enter)
    desk = cast.at_desk("supervisor")
    for id_, outcome in zip(found, ("approved", "rejected"), strict=True):
        form = {"outcome": outcome, "reason": f"Kata {outcome}.", "ruling": str(uuid4())}
        assert desk.post(f"/desk/corrections/{id_}", data=form).status_code == 303
    return found


def test_what_was_decided_is_read_with_its_words_and_opened(cast: Cast, decided: list[str]):
    desk = cast.at_desk("supervisor")
    page = desk.get(HOME).text
    assert "2 keputusan" in page
    assert page.index("Kata rejected.") < page.index("Kata approved.")
    for id_ in decided:
        assert f'href="/desk/corrections/{id_}"' in page
        assert desk.get(f"/desk/corrections/{id_}").status_code == 200
    assert 'href="/desk/decisions"' in desk.get("/desk/inbox").text


def test_filters_narrow_it_and_nonsense_narrows_nothing(cast: Cast, decided: list[str]):
    desk = cast.at_desk("supervisor")
    for query, number in (
        ("kind=correction", 2),
        ("kind=duty", 0),
        ("q=nobody", 0),
        (f"q={cast.people['employee'].nip}", 2),
        ("since=2026-01-01&until=2199-01-01", 2),
        ("since=2199-01-01", 0),
        ("until=2020-01-01", 0),
        ("kind=x&since=x&until=31/12/2026&page=x", 2),
        ("page=9999", 2),
    ):
        answer = desk.get(f"{HOME}?{query}")
        assert answer.status_code == 200, query
        assert f"{number} keputusan" in answer.text, query


def test_it_is_of_who_decided_and_of_nobody_else(cast: Cast, decided: list[str]):
    assert cast.client.get(HOME).status_code == 303
    for who in ("operator", "employee"):
        assert cast.at_desk(who).get(HOME).status_code == 403, who

    async def act() -> None:
        above, acting = cast.people["supervisor"], cast.people["operator"]
        await Delegation.create(
            **{"id": uuid4(), "principal": above, "delegate": acting, "kind": "plh"},
            **{"number": "1", "first_day": "2020-01-01", "last_day": "2199-01-01"},
            **{"author": above, "created_at": inbox_acts.AT},
        )

    cast.run(act)
    desk = cast.at_desk("operator")
    assert "0 keputusan" in desk.get(HOME).text
    form = {"outcome": "approved", "reason": "Saya ganti.", "ruling": str(uuid4())}
    assert desk.post(f"/desk/corrections/{decided[1]}", data=form).status_code == 303
    assert f"a.n. {cast.people['supervisor'].name}" in desk.get(HOME).text
    page = cast.at_desk("supervisor").get(HOME).text
    assert f"oleh {cast.people['operator'].name}" in page
    assert "a.n. Anda" in page
