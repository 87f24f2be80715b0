"""Where is the month of somebody who changes agencies, day by day?"""

from datetime import date
from uuid import uuid4

from tests.services.month import AFTER, MONTH, codes_of, leave, row_of
from tests.services.office import DAY, MINUTE, Office
from web import clock
from web.models import (
    ClosingStep,
    Employee,
    GroupMember,
    LockedMonth,
    Posting,
    WorkGroup,
    WorkPattern,
)
from web.services import roster
from web.services.month_locks import locked_on
from web.services.recaps import recap_of, recap_of_person

ON_TIME = ["in 07:20", "out 16:05"]
FRIDAY = ["in 07:20", "out 16:35"]
SUNDAYS_AND_SATURDAYS = (1, 7, 8, 14, 15, 21, 22, 28, 29)


async def test_who_changes_agencies_has_each_day_in_one_recap(office: Office):
    with clock.at(AFTER - 400 * DAY):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    person = await office.hire()
    await Posting.create(id=uuid4(), employee=person, agency=office.agency, created_at=AFTER)
    await Posting.create(
        id=uuid4(),
        employee=person,
        agency=other,
        valid_from=date(2026, 11, 16),
        created_at=AFTER + MINUTE,
    )
    await Employee.filter(id=person.id).update(agency_id=other.id)
    before = codes_of(await row_of(office.agency, person))
    after = codes_of(await row_of(other, person))
    assert (before[13], before[16]) == ("TK", "-")
    assert (after[13], after[16]) == ("-", "TK")
    # In months without a move the person stands in one recap only.
    now = AFTER + 60 * DAY
    assert (await recap_of(other, "2026-10", now)).rows == []
    assert (await recap_of(office.agency, "2026-12", now)).rows == []
    assert len((await recap_of(office.agency, "2026-10", now)).rows) == 1
    assert len((await recap_of(other, "2026-12", now)).rows) == 1


async def test_a_transfer_takes_a_persons_locked_month_along(office: Office):
    with clock.at(AFTER - 400 * DAY):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    person = await office.hire()
    recap = await recap_of(office.agency, MONTH, AFTER)
    step = await ClosingStep.create(
        id=uuid4(),
        agency=office.agency,
        month=MONTH,
        step="lock",
        author=person,
        reason="",
        at=AFTER,
    )
    await LockedMonth.create(
        id=uuid4(), agency=office.agency, month=MONTH, step=step, digest="x", rows=recap.rows
    )
    for agency, since in ((office.agency, None), (other, date(2026, 12, 10))):
        await Posting.create(
            id=uuid4(), employee=person, agency=agency, valid_from=since, created_at=AFTER
        )
    await Employee.filter(id=person.id).update(agency_id=other.id)
    person = await Employee.get(id=person.id)
    await leave(person, date(2026, 11, 10), date(2026, 11, 10))
    assert (await recap_of_person(person, MONTH, AFTER))["days"] == recap.rows[0]["days"]
    assert await locked_on(person, date(2026, 11, 10))
    assert not await locked_on(person, date(2026, 12, 15))


async def test_the_hours_of_the_old_agency_end_with_a_transfer(office: Office):
    with clock.at(AFTER - 400 * DAY):
        other = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    person = await office.hire()
    group = await WorkGroup.create(id=uuid4(), agency=office.agency, name="Jaga", created_at=AFTER)
    await GroupMember.create(id=uuid4(), group=group, employee=person, created_at=AFTER)
    await WorkPattern.create(
        id=uuid4(),
        agency=office.agency,
        group=group,
        days={"6": ["08:00", "12:00"]},
        created_at=AFTER,
    )
    for agency, since in ((office.agency, None), (other, date(2026, 11, 16))):
        await Posting.create(
            id=uuid4(), employee=person, agency=agency, valid_from=since, created_at=AFTER
        )
    await Employee.filter(id=person.id).update(agency_id=other.id)
    before = codes_of(await row_of(office.agency, person))
    after = codes_of(await row_of(other, person))
    assert (before[13], before[14]) == ("L", "TK")
    assert (after[20], after[21]) == ("TK", "L")
