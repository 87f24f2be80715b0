"""Which table is in force, and does a what-if change nothing but the answer?"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.month import AFTER, MONTH, moment, play
from tests.services.office import DAY, Office
from web import clock
from web.domain.bands import PRESETS, parse_table
from web.errors import Problem
from web.models import BandTable, PersonMonth
from web.services import bands
from web.services.recaps import recap_of, what_if

BODY = PRESETS["bgn-4-2025"].body
TODAY = date(2026, 11, 24)


async def enter(office: Office, name: str, since: date | None, **more: Any) -> BandTable:
    """A table of everybody's from a date on, or of the agency's."""
    given = {"agency": None, "valid_until": None, "author": None} | more
    return await bands.add_table(name=name, source="uji", body=BODY, valid_from=since, **given)


async def standings(office: Office) -> dict[str, str]:
    """Each table's name and where it stands today."""
    return {one.row.name: one.standing for one in await bands.tables(office.agency, TODAY)}


async def test_of_each_scope_the_latest_start_is_in_force(office: Office):
    await enter(office, "lama", date(2026, 1, 1))
    await enter(office, "kini", date(2026, 7, 1))
    await enter(office, "nanti", date(2027, 1, 1))
    await enter(office, "sendiri", date(2026, 3, 1), agency=office.agency)
    await enter(office, "sementara", date(2026, 8, 1), valid_until=date(2026, 8, 31))

    assert await standings(office) == {
        "nanti": "coming",
        "sementara": "past",
        "kini": "current",
        "sendiri": "current",
        "lama": "past",
    }


async def test_of_two_from_the_same_day_the_newer_is_in_force(office: Office):
    with clock.at(moment(1, "08:00")):
        await enter(office, "keliru", date(2026, 7, 1))
    with clock.at(moment(2, "08:00")):
        await enter(office, "benar", date(2026, 7, 1))
    assert await standings(office) == {"benar": "current", "keliru": "past"}


async def test_a_new_table_changes_the_month_and_a_what_if_does_not(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    # 70 minutes: TL3, 1.5 % (Permentan 68/2012); TL2, 1 % (Badan Gizi Nasional 4/2025).
    await play(office, phone, {5: ["in 08:40", "out 16:00"]})
    before = await recap_of(office.agency, MONTH, AFTER)
    stored = await PersonMonth.all().order_by("id").values()

    other = await what_if(office.agency, MONTH, parse_table(BODY), AFTER)

    assert await PersonMonth.all().order_by("id").values() == stored
    (found,) = bands.compare(before.rows, other)
    # 20 days of absence at 4 % or 2 %, and the one of lateness.
    assert (found.now, found.then, found.difference) == (81.5, 41.0, -40.5)
    assert found.changes == 1

    await enter(office, "baru", date(2026, 11, 1))
    after = await recap_of(office.agency, MONTH, AFTER + DAY)
    assert after.rows[0]["totals"]["cut_percent"] == found.then


async def test_the_greatest_difference_comes_first(office: Office):
    def row(id: str, name: str, cut: float) -> dict[str, Any]:
        return {"employee_id": id, "name": name, "days": {}, "totals": {"cut_percent": cut}}

    now = [row("1", "A", 1.0), row("2", "B", 1.0), row("3", "C", 1.0)]
    then = [row("1", "A", 1.0), row("2", "B", 3.0), row("3", "C", 0.5)]
    assert [one.row["name"] for one in bands.compare(now, then)] == ["B", "C", "A"]


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"name": ""}, "name"),
        ({"source": ""}, "source"),
        ({"body": {}}, "late"),
        ({"body": None}, "table"),
        ({"valid_until": TODAY - timedelta(days=400)}, "valid_until"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field(
    office: Office, what: dict[str, Any], field: str
):
    given: dict[str, Any] = {"name": "x", "source": "y", "body": BODY, "agency": None}
    given |= {"valid_from": TODAY, "valid_until": None, "author": None}
    with pytest.raises(Problem) as refused:
        await bands.add_table(**given | what)
    assert field in refused.value.fields
    assert not await BandTable.all().exists()
