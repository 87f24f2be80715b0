"""Are patterns shown as evidence, of one's own people, and is chance left out?"""

import csv
import io
import random
import re
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.endpoints.conftest import Cast, Phone
from tests.endpoints.list_rows import fill
from tests.queries import count_queries
from web import clock
from web.models import Agency, BoundBefore, CheckIn, Device, Employee
from web.services import codes, phone_patterns
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


def test_two_hundred_people_who_come_in_one_rush_are_no_pairs_but_those_who_always_do():
    """Each is near each once; only who is near on most days is kept, in the order of before."""
    rng, rows = random.Random(7), []
    for day in range(8):
        order = [f"p{number:03}" for number in range(200)]
        rng.shuffle(order)
        rows += [_row(one, START + day * DAY + at * 6 * SECOND) for at, one in enumerate(order)]
        rows += [
            _row("x", START + day * DAY + 3600 * SECOND),
            _row("y", START + day * DAY + 3605 * SECOND),
        ]
    [found] = pairs(rows, "Asia/Makassar")
    assert (found.people, found.days) == (("x", "y"), 8)
    assert [before.at.day for before, _ in found.rows] == sorted(
        (before.at.day for before, _ in found.rows), reverse=True
    )


def test_check_ins_go_on_while_patterns_are_looked_for(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """A large office's two months take seconds; the one thread that answers phones is another."""
    worked: list[int] = []
    for name in ("pairs", "same_fixes"):
        whole = getattr(phone_patterns, name)

        def noted(*given: Any, whole: Any = whole) -> Any:
            worked.append(threading.get_ident())
            return whole(*given)

        monkeypatch.setattr(phone_patterns, name, noted)

    async def answering() -> int:
        await look(cast.office, START.date(), START.date())
        return threading.get_ident()

    assert cast.run(answering) not in worked
    assert len(worked) == 2


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


def test_patterns_are_searched_narrowed_sorted_turned_and_taken_along(cast: Cast):
    async def tap_alike() -> None:
        """Twenty-five times two people at the same spot, the last time three."""
        people = [await Employee.get(nip=f"1970010119990111{n:02d}") for n in range(3)]
        for number in range(25):
            for turn, person in enumerate(people[: 3 if number == 24 else 2]):
                at = START + timedelta(hours=number, seconds=30 * turn)
                device = await Device.get(employee=person)
                await CheckIn.create(
                    **{"hash": f"{number}-{person.id}".ljust(43, "x"), "jti": f"{number}{turn}"},
                    **{"device": device, "employee": person, "seq": 100 + number, "kind": "in"},
                    **{
                        "claimed_at": at,
                        "received_at": at,
                        "anchor_at": at,
                        "place": f"1,{number}",
                    },
                    **{"accuracy": 5.0, "backup_eligible": False, "sign_count": 0, "via": "own"},
                    **{"jws": "x", "assertion": "{}"},
                )

    cast.run(fill, cast, 0, 3)
    cast.run(tap_alike)
    desk = cast.at_desk("operator")
    home = "/desk/phones/patterns?first=2026-11-02&last=2026-11-05"

    def hours(asked: str) -> list[str]:
        """When the first of each pattern tapped."""
        page = desk.get(home + asked).text
        return re.findall(r"Orang 00</a>: <a [^>]+>Absen Masuk ([\d/]+ [\d.]+)", page)

    assert hours("")[0] == "04/11/2026 07.25.00"  # the newest
    assert len(hours("")) == 20
    assert hours("&page=2")[-1] == hours("&sort=at")[0] == "03/11/2026 07.25.00"
    assert hours("&sort=-weight")[0] == "04/11/2026 07.25.00"
    assert hours("&q=orang+02") == hours("&q=orang+02&show=fix") == ["04/11/2026 07.25.00"]
    assert hours("&show=browser") == []
    assert "Tidak ada yang cocok" in desk.get(f"{home}&show=browser").text
    assert len(hours("&sort=x&show=x&page=x")) == 20

    made = desk.get(home.replace("patterns", "patterns.csv") + "&sort=-weight")
    heads, first, *others = csv.reader(io.StringIO(made.content.decode("utf-8-sig")))
    told = dict(zip(heads, first, strict=True))
    assert told["Nama"] == "'=Orang 00, =Orang 01, =Orang 02"  # which no spreadsheet runs
    assert told["Orang atau hari"] == "3"
    assert told["Rincian"].count("Absen Masuk") == 3
    assert len(others) == 24
    assert desk.get(home.replace("patterns", "patterns.xlsx")).content.startswith(b"PK")
    other = cast.at_desk("other_operator")
    assert "=Orang" not in other.get(home.replace("patterns", "patterns.csv")).text
    foreign = f"{home.replace('patterns', 'patterns.csv')}&agency={cast.office.id}"
    assert other.get(foreign).status_code == 404
