"""Is putting people into a group for past days weighed like hours, and is no reason forgotten?"""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from tests.endpoints.conftest import Cast
from web import clock
from web.domain.schedule import local_date
from web.models import GroupMember, WorkGroup
from web.services import roster, schedules

FIVE = {str(number): ["07:30", "16:00"] for number in range(1, 6)}
LATER = {str(number): ["09:00", "17:30"] for number in range(1, 6)}
WHY = "SK regu jaga baru diterima"


@pytest.fixture
def group(cast: Cast) -> str:
    """The address of a group that begins later in the day, in an office judged for a fortnight."""
    today = local_date(clock.now(), cast.office.timezone)

    async def prepare() -> Any:
        start = today - timedelta(days=14)
        await roster.start_agency(agency=cast.office, starts_on=start)
        await schedules.add_pattern(agency=cast.office, days=FIVE, valid_from=start)
        made = await schedules.add_group(agency=cast.office, name="Regu 2")
        await schedules.add_pattern(agency=cast.office, group=made, days=LATER, valid_from=start)
        return made.id

    return f"/desk/groups/{cast.run(prepare)}"


def ticked(page: str) -> dict[str, str]:
    found = re.search(r'name="certain" value="([^"]+)"', page)
    assert found, page
    return {"certain": html.unescape(found[1])}


def test_people_are_put_into_a_group_for_past_days_after_what_it_does_was_told(
    cast: Cast, group: str
) -> None:
    desk = cast.at_desk("operator")
    today = local_date(clock.now(), cast.office.timezone)
    people = {f"person-{cast.people[who].id}": "1" for who in ("employee", "supervisor")}
    form = people | {"valid_from": (today - timedelta(days=14)).isoformat()}

    async def held() -> int:
        return await GroupMember.all().count()

    asked = desk.post(f"{group}/members", data=form)
    assert (asked.status_code, cast.run(held)) == (422, 0)
    assert "20 hari kerja yang sudah lewat dari 2 pegawai dinilai ulang" in asked.text
    assert "ini menyangkut hari yang sudah lewat" in asked.text
    assert len(re.findall(r'name="person-[^"]+" value="1" checked', asked.text)) == 2

    for more in ({"reason": WHY}, ticked(asked.text), {"certain": "ya", "reason": WHY}):
        assert desk.post(f"{group}/members", data=form | more).status_code == 422
    shorter = form | {"valid_from": (today - timedelta(days=7)).isoformat(), "reason": WHY}
    assert desk.post(f"{group}/members", data=shorter | ticked(asked.text)).status_code == 422
    assert cast.run(held) == 0

    said = form | {"reason": WHY} | ticked(asked.text)
    assert desk.post(f"{group}/members", data=said).status_code == 303
    assert cast.run(held) == 2
    assert WHY in desk.get(group).text
    assert WHY in cast.at_desk("admin").get("/desk/audit?subject=group_member").text


def test_somebody_is_taken_out_of_a_group_for_past_days_in_the_same_way(
    cast: Cast, group: str
) -> None:
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    today = local_date(clock.now(), cast.office.timezone)

    async def member() -> Any:
        return await GroupMember.get(employee_id=person.id)

    async def join() -> None:
        kept = await WorkGroup.get(id=group[-36:])
        start = today - timedelta(days=14)
        await schedules.add_members(group=kept, employees=[person], valid_from=start)

    cast.run(join)
    data = {"member": str(cast.run(member).id), "reason": "Pindah regu"}
    data |= {"last": (today - timedelta(days=8)).isoformat()}
    asked = desk.post(f"{group}/end", data=data)
    assert (asked.status_code, cast.run(member).valid_until) == (422, None)
    assert "5 hari kerja yang sudah lewat dari 1 pegawai dinilai ulang" in asked.text
    assert "Pindah regu" in asked.text
    assert desk.post(f"{group}/end", data=data | ticked(asked.text)).status_code == 303
    assert cast.run(member).valid_until == today - timedelta(days=8)


def test_what_begins_today_needs_neither(cast: Cast, group: str) -> None:
    desk, today = cast.at_desk("operator"), local_date(clock.now(), cast.office.timezone)
    form = {f"person-{cast.people['employee'].id}": "1", "valid_from": today.isoformat()}
    assert desk.post(f"{group}/members", data=form).status_code == 303


def test_shifts_of_past_days_owe_a_reason_that_is_read_below_the_roster(cast: Cast) -> None:
    desk, person = cast.at_desk("operator"), cast.people["employee"]
    hours = {"start": "07.30", "end": "14.00", "code": "P", "name": "Pagi"}
    shift = {"agency": str(cast.office.id)} | hours
    assert desk.post("/desk/shifts", data=shift).status_code == 303
    cell = f"cell-{person.id.hex}-2026-01-05"
    grid = {"agency": str(cast.office.id), "month": "2026-01", "page": "1", cell: "P"}
    grid |= {"seen": f"{clock.now() + timedelta(minutes=1):%Y-%m-%dT%H:%M:%S}"}

    asked = desk.post("/desk/roster", data=grid)
    assert asked.status_code == 422
    assert "ini menyangkut hari yang sudah lewat" in asked.text
    assert re.search(rf'name="{cell}" value="P"', asked.text)
    assert desk.post("/desk/roster", data=grid | {"reason": "Tukar jaga"}).status_code == 303
    page = desk.get(f"/desk/roster?agency={cast.office.id}&month=2026-01").text
    assert "Tukar jaga" in page.split("Perubahan pada hari yang sudah lewat")[1]

    renewed = shift | {"start": "08.00", "valid_from": "2026-01-01"}
    assert desk.post("/desk/shifts", data=renewed).status_code == 422
    assert desk.post("/desk/shifts", data=renewed | {"reason": "Salah jam"}).status_code == 303
    assert "Salah jam" in desk.get(f"/desk/shifts?agency={cast.office.id}").text
