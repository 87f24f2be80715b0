"""Does no page of the desks run more statements for more people?

Every page of the route table that is about many is asked for, by everybody who may read it, with a
few people and with many.
"""

import pytest

from bench.budgets import pages
from tests.endpoints.conftest import Cast
from tests.endpoints.list_rows import fill
from tests.queries import count_queries

MOST = 60  # statements of a page, with its navigation
IN_PARTS = {"/desk/audit.csv"}  # every change is an entry, and they are read some at a time
MANY, ONE = ("/desk/agencies/", "/desk/closing/"), ("/desk/employees/", "/desk/points/")
PARTS = {"{format}": "csv", "{month}": "2026-11", "{day}": "2026-11-25", "{day:int}": "25"}


def addresses(cast: Cast) -> list[str]:
    """All pages but those about a record that is not an office, a point or a person."""
    office, person = str(cast.office.id), str(cast.people["employee"].id)
    about = dict.fromkeys(MANY, office) | {ONE[0]: person, ONE[1]: str(cast.point.id)}
    parts = PARTS | {"{agency:uuid}": office, "{employee:uuid}": person}
    found = []
    for page in pages():
        id_ = next((about[start] for start in about if page.startswith(start)), "{}")
        address = page.replace("{id:uuid}", id_)
        for part, value in parts.items():
            address = address.replace(part, value)
        if "{" not in address:
            found.append(address)
    return found


@pytest.mark.parametrize("who", ["admin", "operator", "supervisor"])
def test_no_page_runs_more_statements_for_more_people(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    cast.run(fill, cast, 0, 2)
    desk = cast.at_desk(who)
    mine = [page for page in addresses(cast) if desk.get(page).status_code == 200]
    assert len(mine) > {"admin": 60, "operator": 50, "supervisor": 15}[who]
    asked = cast.run(count_queries, monkeypatch)

    def counted() -> dict[str, int]:
        found = {}
        for page in mine:
            desk.get(page)  # what is reckoned once and kept is reckoned
            asked.clear()
            assert desk.get(page).status_code == 200
            found[page] = len(asked)
        return found

    few = counted()
    cast.run(fill, cast, 2, 22)
    many = counted()
    assert min(many.values()) > 0
    grown = {page: (few[page], many[page]) for page in mine if many[page] > few[page]}
    assert {page: counts for page, counts in grown.items() if page not in IN_PARTS} == {}
    assert {page: count for page, count in many.items() if count > MOST} == {}
