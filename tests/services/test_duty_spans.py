"""How far does an approved duty reach: hours, months, zones, and what comes before it?"""

from datetime import date
from uuid import uuid4

import pytest

from tests.services.duty_acts import decide, file, team_of
from tests.services.duty_travel import away, codes_on
from tests.services.month import AFTER, MONTH, moment, play, row_of
from tests.services.office import Office, stands
from web import clock
from web.errors import Problem
from web.models import ClosingStep, DayStatus, LockedMonth, PersonMonth
from web.services import statuses
from web.services.recaps import recap_of_person


@pytest.mark.parametrize(
    ("covers", "records", "code"),
    [
        ("in", ["out 16:00"], "DL"),
        ("in", ["in 10:00", "out 16:00"], "DL"),
        ("in", ["out 15:45"], "DL+PSW1"),
        ("in", [], "DL+TAP"),
        ("out", ["in 07:20"], "DL"),
        ("out", ["in 07:41"], "DL+TL1"),
        ("out", [], "DL+TAM"),
        ("both", [], "DL"),
    ],
)
async def test_a_short_duty_stands_for_one_record(
    office: Office, covers: str, records: list[str], code: str
):
    above, [budi] = await team_of(office)
    phone = await office.phone(budi)
    duty = await file(budi, first=24, last=24, kind="in_town_short", covers=covers)
    await decide(above, duty)
    await play(office, phone, {24: records} if records else {})
    row = await row_of(office.agency, budi)
    assert row["days"]["24"]["code"] == code
    assert row["totals"]["codes"]["DL"] == 1
    assert row["totals"]["present"] == 1
    assert "laporan" not in row["days"]["24"]["why"]  # none is asked for after a short duty


async def test_two_short_duties_make_a_day(office: Office):
    above, [budi] = await team_of(office)
    for covers in ("in", "out"):
        duty = await file(
            budi, first=24, last=24, kind="in_town_short", covers=covers, number=covers
        )
        await decide(above, duty)
    assert await codes_on(office, budi, 24) == ["DL"]


async def test_leave_comes_before_a_duty_and_a_duty_before_a_recorded_dl(office: Office):
    above, [budi] = await team_of(office)
    for code, day in (("CT", 24), ("DL", 25), ("S", 26)):
        with clock.at(moment(20, "10:00")):
            await statuses.add_status(
                **{"employee": budi, "code": code, "number": "8", "sure": True},
                first_day=date(2026, 11, day),
                last_day=date(2026, 11, day),
            )
    duty = await file(budi, first=24, last=26)
    await decide(above, duty)
    row = await row_of(office.agency, budi)
    assert [row["days"][day]["code"] for day in ("24", "25", "26")] == ["CT", "DL", "S"]
    assert "090/12" in row["days"]["25"]["why"]
    assert await DayStatus.all().count() == 3


async def test_free_days_stay_free_and_say_so(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi, first=27, last=30)
    await decide(above, duty)
    row = await row_of(office.agency, budi)
    assert [row["days"][day]["code"] for day in ("27", "28", "29", "30")] == ["DL", "L", "L", "DL"]
    assert "090/12" in row["days"]["28"]["notes"][0]


async def test_only_the_months_of_the_duty_are_folded_again(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi, first=10, last=11)
    for month in (MONTH, "2026-09"):
        await recap_of_person(budi, month, AFTER)
    await decide(above, duty)
    stale = {
        one.month: one.version != one.folded for one in await PersonMonth.filter(employee=budi)
    }
    assert stale == {MONTH: True, "2026-09": False}


async def test_a_night_in_another_zone_still_belongs_to_the_letter(office: Office):
    """23.30 WIB of the last day is half an hour into the next one of WITA."""
    above, [budi] = await team_of(office)
    phone = await office.phone(budi)
    duty = await file(budi, first=24, last=24)
    await decide(above, duty)
    late = await away(office, phone, 25, "out 00:30", duty=str(duty))
    assert await stands(late) == set()


async def test_a_locked_month_does_not_move(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi, first=24, last=24)
    step = await ClosingStep.create(
        **{"id": uuid4(), "agency": office.agency, "month": MONTH, "step": "lock"},
        **{"author": above, "reason": "", "at": moment(30, "12:00")},
    )
    row = await row_of(office.agency, budi)
    await LockedMonth.create(
        id=uuid4(), agency=office.agency, month=MONTH, step=step, digest="x", rows=[row]
    )
    with pytest.raises(Problem) as caught:
        await decide(above, duty)
    assert caught.value.code == "month_locked"
    with pytest.raises(Problem) as caught:
        await file(budi, first=25, last=25, number="2")
    assert caught.value.code == "month_locked"
    assert await codes_on(office, budi, 24) == ["TK"]
    await decide(above, duty, "return")  # what moves no day may still be said
