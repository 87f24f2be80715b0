"""Are absences counted over the year from what is stored, and whose do not show?"""

from datetime import date

from tests.services.month import moment, play
from tests.services.office import Office
from web.models import Agency, Employee
from web.services.recap_views import team_rows
from web.services.signals import signals_of

NEW_YEAR = date(2026, 1, 1)


async def test_a_year_of_absences_reaches_its_threshold(office: Office):
    diligent, absent = await office.hire(), await office.hire()
    phone = await office.phone(diligent)
    await Agency.filter(id=office.agency.id).update(starts_on=date(2026, 10, 28))
    usual = ["in 07:20", "out 16:35"]
    await play(office, phone, dict.fromkeys((2, 3, 4, 5, 6), usual))
    await Employee.filter(id=diligent.id).update(starts_on=date(2026, 11, 2))

    # Friday 6 November, in the evening: 28 to 30 October and 2 to 6 November make eight.
    found = await signals_of([diligent.id, absent.id], "2026-11", NEW_YEAR, moment(7, "10:00"))

    assert list(found) == [str(absent.id)]
    signal = found[str(absent.id)]
    # PP 94/2021: 7 to 10 days; ten in a row are near.
    assert (signal.days, signal.reached, signal.in_a_row) == (8, 7, 8)
    assert signal.near


async def test_a_row_goes_over_months_that_were_nothing_but_absences(office: Office):
    absent, came, comes = await office.hire(), await office.hire(), await office.hire()
    await Agency.filter(id=office.agency.id).update(starts_on=date(2026, 9, 29))
    usual = ["in 07:20", "out 16:35"]
    await play(office, await office.phone(came), dict.fromkeys((4, 5, 6), usual))
    await play(office, await office.phone(comes), dict.fromkeys((2, 3, 4, 5, 6), usual))

    found = await signals_of(
        [absent.id, came.id, comes.id], "2026-11", NEW_YEAR, moment(7, "10:00")
    )

    # 29 and 30 September, 22 workdays of October, and of the five of November all, two, or none.
    told = {key: (one.days, one.in_a_row, one.last) for key, one in found.items()}
    assert told == {
        str(absent.id): (29, 29, date(2026, 11, 6)),
        str(came.id): (26, 26, date(2026, 11, 3)),
        str(comes.id): (24, 24, date(2026, 10, 30)),
    }


async def test_nobody_has_no_signals(office: Office):
    assert await signals_of([], "2026-11", NEW_YEAR, moment(7, "10:00")) == {}


async def test_a_team_is_read_from_the_same_months(office: Office):
    head, one = await office.hire(), await office.hire()
    await Employee.filter(id=one.id).update(supervisor_id=head.id)
    (row,) = await team_rows(head, "2026-11", moment(7, "10:00"))
    assert (row["nip"], row["agency_id"]) == (one.nip, str(office.agency.id))
    assert row["days"]["2"]["code"] == "TK"
