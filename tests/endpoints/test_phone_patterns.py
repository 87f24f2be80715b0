"""Are patterns shown as evidence, of one's own people, and is chance left out?"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.endpoints.conftest import Cast, Phone
from tests.queries import count_queries
from web import clock
from web.models import Agency, BoundBefore
from web.services import codes
from web.services.phone_patterns import Row, look, pairs, same_fixes

START = datetime(2026, 11, 2, 23, 25, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def _row(person: str, at: datetime, place: str = "1,2", accuracy: float = 5.0) -> Row:
    return Row(f"{person}{at}", person, at, "in", place, accuracy)


def test_equal_fixes_are_those_of_several_people_within_minutes():
    rows = [
        _row("a", START),
        _row("b", START + 9 * 60 * SECOND),
        _row("a", START + DAY),
        _row("a", START + DAY + SECOND),  # one person twice
        _row("c", START + 2 * DAY, "1,2", 6.0),  # another accuracy
        _row("d", START + 3 * DAY, "1,2", 5.0),
        _row("e", START + 3 * DAY + 11 * 60 * SECOND, "1,2", 5.0),  # too late after
    ]
    [found] = same_fixes(rows)
    assert [one.person for one in found.rows] == ["a", "b"]


def test_a_pair_comes_together_on_most_of_its_days():
    together = [
        row
        for day in range(6)
        for row in (
            _row("a", START + day * DAY),
            _row("b", START + day * DAY + 7 * SECOND),
            _row("c", START + day * DAY + (day * 60 + 40) * SECOND),
        )
    ]
    [found] = pairs(together, "Asia/Makassar")
    assert (found.people, found.days, found.shared) == (("a", "b"), 6, 6)
    assert found.longest == 7 * SECOND
    assert pairs(together[:12], "Asia/Makassar") == []  # four days are too few


def test_one_browser_after_another_person_is_known_by_its_session_alone(cast: Cast):
    first = cast.bind("employee")
    keys = cast.app.state.keys
    issued = cast.run(codes.issue_code, keys=keys, employee=cast.people["supervisor"], author=None)
    Phone(first.browser).enrol(issued.code)

    async def kept() -> int:
        return await BoundBefore.all().count()

    assert cast.run(kept) == 1
    page = cast.at_desk("operator").get("/desk/phones/patterns").text
    assert "Sesi di peramban yang sama" in page
    assert "bukan putusan" in page
    other = cast.at_desk("other_operator").get("/desk/phones/patterns").text
    assert "Nurhayati" not in other
    refused = cast.at_desk("other_operator").get(f"/desk/phones/patterns?agency={cast.office.id}")
    assert refused.status_code == 404


def test_the_page_takes_any_dates(cast: Cast):
    desk = cast.at_desk("admin")
    for query in ("", "?first=x&last=y", "?first=2030-01-01&last=2026-01-01", "?last=2000-01-01"):
        assert desk.get(f"/desk/phones/patterns{query}").status_code == 200, query


def test_more_phones_and_check_ins_cost_no_more_queries(cast: Cast):
    async def asked_for(agency: Agency) -> int:
        with pytest.MonkeyPatch.context() as patch:
            asked = await count_queries(patch)
            found = await look(agency, today - DAY, today + DAY)
        compared.append(found.count)
        return len(asked)

    compared: list[int] = []
    today = clock.now().date()
    cast.bind("other_employee").check_in()
    for who in ("employee", "supervisor", "operator"):
        phone = cast.bind(who)
        phone.check_in()
        phone.check_in("out")
    few, many = cast.run(asked_for, cast.other_office), cast.run(asked_for, cast.office)

    assert compared == [1, 6]
    assert few == many <= 3
