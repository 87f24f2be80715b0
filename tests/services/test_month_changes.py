"""Does a month change with what arrives, is decided and is laid down later, and say so?"""

from datetime import date
from uuid import uuid4

from tests.services.month import AFTER, MONTH, codes_of, leave, moment, play, row_of, sign
from tests.services.office import HOUR, Office
from web.domain.bands import PRESETS, parse_table
from web.models import (
    BandTable,
    CheckIn,
    DayChange,
    PersonMonth,
)
from web.services import reviews
from web.services.months import touch
from web.services.recaps import recap_of, what_if

ON_TIME = ["in 07:20", "out 16:05"]
FRIDAY = ["in 07:20", "out 16:35"]
SUNDAYS_AND_SATURDAYS = (1, 7, 8, 14, 15, 21, 22, 28, 29)


async def test_a_late_check_in_changes_its_day_and_the_change_is_told(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    offline = [await sign(office, phone, 10, text) for text in ON_TIME]
    early = moment(12, "12:00")
    assert codes_of(await row_of(office.agency, person, early))[10] == "TK"
    await office.hand_in(*offline, at=early + HOUR)
    assert codes_of(await row_of(office.agency, person, early + 2 * HOUR))[10] == "H"
    (change,) = await DayChange.filter(employee=person)
    assert (change.before["code"], change.after["code"]) == ("TK", "H")
    assert (change.causes, change.date) == ("checkin", date(2026, 11, 10))


async def test_a_declined_check_in_does_not_count(office: Office):
    person, above = await office.hire(), await office.hire()
    phone = await office.phone(person)
    far = office.press(phone, moment(10, "07:20"), fixes=[office.place(5000)])
    await office.one(far, at=moment(10, "07:21"))
    await play(office, phone, {10: ["out 16:00"]})
    # In review it counts as present until a person decides otherwise.
    row = await row_of(office.agency, person)
    assert row["days"]["10"]["code"] == "H"
    assert row["days"]["10"]["notes"] == ["Ada absen yang masih ditinjau atasan."]
    checkin = await CheckIn.get(employee=person, kind="in")
    await reviews.decide(
        checkin=checkin, author=above, outcome="declined", reason="Tidak di kantor."
    )
    assert codes_of(await row_of(office.agency, person))[10] == "TAM"
    assert (await DayChange.get(employee=person)).causes == "decision"


async def test_leave_and_holidays_change_days_that_were_judged(office: Office):
    person = await office.hire()
    assert codes_of(await row_of(office.agency, person))[11] == "TK"
    await leave(person, date(2026, 11, 10), date(2026, 11, 11))
    row = await row_of(office.agency, person)
    assert (codes_of(row)[10], codes_of(row)[11], codes_of(row)[12]) == ("CT", "CT", "TK")
    assert {one.causes for one in await DayChange.all()} == {"status"}


async def test_time_alone_ends_a_day(office: Office):
    person = await office.hire()
    evening, night = moment(10, "20:00"), moment(10, "04:00+1")
    assert codes_of(await row_of(office.agency, person, evening))[10] == ""
    assert codes_of(await row_of(office.agency, person, night))[10] == "TK"
    assert codes_of(await row_of(office.agency, person, night))[11] == ""


async def test_a_table_of_bands_counts_from_its_date_on(office: Office):
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {3: ["in 07:41", "out 16:00"], 17: ["in 07:41", "out 16:00"]})
    await row_of(office.agency, person)
    body = {
        "late": [{"code": "T1", "from": 1, "cut": 3}],
        "early": [{"code": "P1", "from": 1, "cut": 3}],
        **{key: {"code": key[-2:].upper(), "cut": 5} for key in ("no_in", "no_out", "absent")},
    }
    await BandTable.create(
        id=uuid4(),
        name="Tabel Mamuju",
        source="uji",
        body=body,
        valid_from=date(2026, 11, 16),
        created_at=AFTER,
    )
    await touch("rules", first=date(2026, 11, 16))
    codes = codes_of(await row_of(office.agency, person))
    assert (codes[3], codes[17]) == ("TL1", "T1")


async def test_a_what_if_stores_nothing(office: Office):
    from_table = (await recap_of(office.agency, MONTH, AFTER)).rows
    assert from_table == []
    person = await office.hire()
    phone = await office.phone(person)
    await play(office, phone, {3: ["in 07:41", "out 16:00"]})
    now = await row_of(office.agency, person)
    other = parse_table(PRESETS["mataram-2023"].body)
    (then,) = await what_if(office.agency, MONTH, other, AFTER)
    assert (now["days"]["3"]["cut"], then["days"]["3"]["cut"]) == (0.5, 2.0)
    assert await row_of(office.agency, person) == now


async def test_a_check_in_that_arrives_while_a_month_is_folded_is_not_lost(office: Office):
    """Between reading the facts and storing the fold another record is committed."""
    person = await office.hire()
    phone = await office.phone(person)
    await row_of(office.agency, person)
    first, second = [await sign(office, phone, 10, text) for text in ON_TIME]
    await office.one(first, at=AFTER)
    read = await PersonMonth.get(employee=person)
    await office.one(second, at=AFTER)
    await PersonMonth.filter(id=read.id).update(folded=read.version)  # what the fold knew of
    assert codes_of(await row_of(office.agency, person))[10] == "H"
