"""Do hours hold for whom and when they should, and do months that were folded follow them?"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Cast, enact
from web import clock
from web.domain.weeks import PRESETS
from web.errors import Problem
from web.models import ClosingStep, Employee, GroupMember, LockedMonth, WorkPattern
from web.services import roster, schedules
from web.services.recaps import recap_of
from web.services.schedule_effects import weigh
from web.settings import Settings

MONTH = "2030-01"
FROM = date(2030, 1, 7)  # a Monday


def week(start: str, end: str) -> dict[str, Any]:
    """One pair of times from Monday to Friday."""
    return {number: [start, end] for number in "12345"}


async def hours(cast: Cast, who: str) -> dict[int, str | None]:
    """The hours that a person's recap says for 4, 7, 21 and 28 January 2030."""
    recap = await recap_of(cast.office, MONTH, clock.now())
    row = next(row for row in recap.rows if row["nip"] == cast.people[who].nip)
    return {day: row["days"][str(day)]["hours"] for day in (4, 7, 21, 28)}


async def test_a_person_s_hours_come_before_the_group_s_and_those_before_the_agency_s(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        usual = {4: "07.30–16.30", 7: "07.30–16.00", 21: "07.30–16.00", 28: "07.30–16.00"}
        assert await hours(cast, "budi") == usual

        common: dict[str, Any] = {"agency": cast.office, "author": cast.people["rosmini"]}
        ramadan = PRESETS["ramadan-five"].days  # SE Bupati Mamuju 1/2026
        await schedules.add_pattern(days=ramadan, valid_from=FROM, **common)
        assert (await hours(cast, "budi"))[7] == "08.00–15.00"

        group = await schedules.add_group(agency=cast.office, name="Jaga")
        people = [cast.people["budi"], cast.people["siti"]]
        await schedules.add_members(group=group, employees=people, valid_from=FROM)
        await schedules.add_pattern(
            group=group, days=week("06:00", "14:00"), valid_from=FROM, **common
        )
        own = await schedules.add_pattern(
            employee=cast.people["siti"], days=week("10:00", "18:00"), valid_from=FROM, **common
        )

        assert await hours(cast, "andi") == usual | dict.fromkeys((7, 21, 28), "08.00–15.00")
        assert await hours(cast, "budi") == usual | dict.fromkeys((7, 21, 28), "06.00–14.00")
        assert await hours(cast, "siti") == usual | dict.fromkeys((7, 21, 28), "10.00–18.00")

        by = cast.people["rosmini"]
        await schedules.end_pattern(pattern=own, last=date(2030, 1, 14), reason="Usai", author=by)
        member = await GroupMember.get(employee=cast.people["siti"])
        await schedules.end_member(member=member, last=date(2030, 1, 25), reason="Usai", author=by)
        changed = {7: "10.00–18.00", 21: "06.00–14.00", 28: "08.00–15.00"}
        assert await hours(cast, "siti") == usual | changed


async def test_temporary_hours_end_by_themselves(installation: Settings) -> None:
    async with enact(installation) as cast:
        await schedules.add_pattern(
            agency=cast.office,
            days=week("08:00", "15:00"),
            valid_from=FROM,
            valid_until=date(2030, 1, 21),
        )

        expected = {4: "07.30–16.30", 7: "08.00–15.00", 21: "08.00–15.00", 28: "07.30–16.00"}
        assert await hours(cast, "budi") == expected


async def test_those_on_shifts_alone_are_free_without_a_roster(installation: Settings) -> None:
    async with enact(installation) as cast:
        await schedules.add_pattern(
            agency=cast.office, days={}, options={"shift": True}, valid_from=FROM
        )

        assert (await hours(cast, "budi"))[7] is None


async def test_what_cannot_be_is_refused_and_nothing_is_kept(installation: Settings) -> None:
    async with enact(installation) as cast:
        before = await WorkPattern.all().count()
        with pytest.raises(Problem) as caught:
            await schedules.add_pattern(
                agency=cast.office,
                days={"1": ["16:00", "16:00"]},
                options={"tolerance": 999},
                valid_from=FROM,
                valid_until=date(2030, 1, 1),
            )

        assert caught.value.fields.keys() == {"day1", "tolerance", "valid_until"}
        assert await WorkPattern.all().count() == before


async def test_the_first_hours_of_an_agency_have_no_end(installation: Settings) -> None:
    async with enact(installation) as cast:
        first = await WorkPattern.get(agency=cast.office)
        with pytest.raises(Problem) as caught:
            await schedules.end_pattern(
                pattern=first, last=FROM, reason="x", author=cast.people["rosmini"]
            )

        assert caught.value.fields.keys() == {"last"}


async def test_a_group_takes_people_of_its_agency_only(installation: Settings) -> None:
    async with enact(installation) as cast:
        group = await schedules.add_group(agency=cast.office, name="Jaga")
        stranger: Employee = cast.people["dewi"]
        with pytest.raises(Problem) as caught:
            await schedules.add_members(group=group, employees=[stranger], valid_from=FROM)

        assert caught.value.fields.keys() == {"people"}


async def test_a_group_may_have_hours_before_it_has_people(installation: Settings) -> None:
    async with enact(installation) as cast:
        group = await schedules.add_group(agency=cast.office, name="Jaga")
        await schedules.add_pattern(
            agency=cast.office, group=group, days=week("06:00", "14:00"), valid_from=FROM
        )
        await schedules.add_members(group=group, employees=[cast.people["budi"]], valid_from=FROM)

        assert (await hours(cast, "budi"))[7] == "06.00–14.00"


async def test_a_beginning_in_the_past_is_weighed_by_the_days_it_changes(
    installation: Settings,
) -> None:
    async with enact(installation) as cast:
        await roster.start_agency(agency=cast.office, starts_on=date(2030, 1, 7))
        by, siti = cast.people["rosmini"], cast.people["siti"]
        step = await ClosingStep.create(
            id=uuid4(),
            agency=cast.office,
            month=MONTH,
            number=1,
            step="lock",
            author=by,
            reason="",
            at=datetime(2030, 2, 1, tzinfo=UTC),
        )
        await LockedMonth.create(
            id=uuid4(), agency=cast.office, month=MONTH, step=step, digest="x" * 43, rows=[]
        )
        hours = PRESETS["ramadan-five"].days
        told = {"agency": cast.office, "days": hours, "created_at": clock.now()}
        with clock.at(datetime(2030, 2, 12, 4, tzinfo=UTC)):  # a Tuesday
            own = WorkPattern(id=uuid4(), valid_from=FROM, employee=siti, **told)
            weighed = (await weigh(own)).told
            # 1 to 11 February are seven days from Monday to Friday
            assert weighed[0].startswith("7 hari kerja yang sudah lewat dari 1 pegawai")
            assert "Februari 2030" in weighed[0]
            assert weighed[1:] == ["Yang sudah dikunci tidak berubah: Januari 2030."]

            all_ = WorkPattern(id=uuid4(), valid_from=date(2030, 2, 11), **told)
            assert (await weigh(all_)).told[0].startswith("4 hari kerja yang sudah lewat dari 4")
            all_.valid_from = date(2030, 2, 12)
            assert (await weigh(all_)).told == []

            await own.save(force_create=True)
            all_.valid_from = date(2030, 2, 11)
            # Siti's own hours come first: nothing changes for her
            assert (await weigh(all_)).told[0].startswith("3 hari kerja yang sudah lewat dari 3")
            assert (await weigh(own, date(2030, 2, 10))).told[0].startswith("1 hari kerja")
