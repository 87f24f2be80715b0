"""What do check-ins and days become when a duty is approved, and when it no longer is?"""

from typing import Any
from uuid import uuid4

from tests.services.duty_acts import decide, file, team_of
from tests.services.duty_travel import FAR, away, codes_on
from tests.services.month import codes_of, moment, row_of
from tests.services.office import CIRCLE, Office, stands
from web import clock
from web.domain.duties import Place
from web.domain.geofence import Circle
from web.domain.jws import digest
from web.models import ApprovalStep, Assessment, Decision, Employee, Policy, Receipt
from web.services import duties, duty_lists
from web.services.assignments import report_id, report_state

JAKARTA = {"lat": -6.2, "lng": 106.82, "accuracy": 12.0}


async def _withdraw(duty: Any, author: Employee) -> None:
    [card] = await duty_lists.cards([duty])
    await duties.withdraw(card=card, author=author, words="Batal.")


async def test_a_duty_approved_after_the_check_ins_changes_everything_by_itself(office: Office):
    above, [budi] = await team_of(office)
    phone = await office.phone(budi)
    came = await away(office, phone, 24, "in 09:10")
    went = await away(office, phone, 24, "out 14:00")
    duty = await file(budi, first=24, last=25)
    receipts = {one.checkin_id: one.jws for one in await Receipt.all()}
    before = codes_of(await row_of(office.agency, budi))
    assert before[24] == "TL4+PSW4"
    assert before[25] == "TK"
    assert await stands(came) == {"outside"}

    await decide(above, duty)
    assert await stands(came) == await stands(went) == set()
    kept = await Assessment.get(checkin_id=digest(came["jws"]))
    assert kept.verdict == "accepted"
    assert await codes_on(office, budi, 23, 24, 25, 26) == ["TK", "DL", "DL", "TK"]
    row = await row_of(office.agency, budi)
    assert row["days"]["24"]["why"] == (
        "Dinas luar (surat 090/12/SPT/2026): Kantor Gubernur. DL, laporan belum disetujui."
    )
    assert row["days"]["24"]["in"] == "2026-11-24T01:10:00.000Z"
    assert row["days"]["25"]["notes"] == ["Tidak ada absen selama dinas pada hari ini."]
    assert row["totals"]["codes"]["DL"] == 2
    assert {one.checkin_id: one.jws for one in await Receipt.all()} == receipts  # frozen

    await decide(above, duty, "revoke")
    assert await stands(came) == {"outside"}
    assert await codes_on(office, budi, 24, 25) == ["TL4+PSW4", "TK"]
    await decide(above, duty)
    assert await codes_on(office, budi, 24, 25) == ["DL", "DL"]
    await _withdraw(duty, budi)
    assert await stands(went) == {"outside"}
    assert await codes_on(office, budi, 24, 25) == ["TL4+PSW4", "TK"]


async def test_the_order_of_arrival_does_not_matter(office: Office):
    above, [budi, siti] = await team_of(office, 2)
    one, two = await office.phone(budi), await office.phone(siti)
    await away(office, one, 24, "in 09:10")
    duty = await file(budi, budi, siti, first=24, last=24)
    await decide(above, duty)
    late = await away(office, two, 24, "in 09:12")
    assert await stands(late) == set()
    rows = [(await row_of(office.agency, who))["days"]["24"] for who in (budi, siti)]
    assert [row["code"] for row in rows] == ["DL", "DL"]


async def test_only_the_people_and_days_of_the_letter(office: Office):
    above, [budi, siti] = await team_of(office, 2)
    one, two = await office.phone(budi), await office.phone(siti)
    duty = await file(budi, first=24, last=24)
    await decide(above, duty)
    other = await away(office, two, 24, "in 09:12", duty=str(duty))  # not named by the letter
    assert await stands(other) == {"outside"}
    evening = await away(office, one, 23, "out 21:00", duty=str(duty))  # left the night before
    assert await stands(evening) == set()
    unnamed = await away(office, one, 25, "in 06:00")
    assert await stands(unnamed) == {"outside"}
    morning = await away(office, one, 25, "out 06:30", duty=str(duty))
    assert await stands(morning) == set()
    unknown = await away(office, one, 26, "in 07:00", duty="bukan nomor")
    assert await stands(unknown) == {"outside"}


async def test_a_drawn_destination_keeps_its_circle(office: Office):
    above, [budi] = await team_of(office)
    phone = await office.phone(budi)
    there = Circle(office.place(FAR)["lat"], CIRCLE["lng"], 200.0)
    duty = await file(budi, first=24, last=25, places=(Place("Balai Desa", there),))
    await decide(above, duty)
    inside = await away(office, phone, 24, "in 07:40")
    kept = await Assessment.get(checkin_id=digest(inside["jws"]))
    assert (kept.verdict, kept.point_name) == ("accepted", "Balai Desa")
    at = moment(25, "07:40")
    elsewhere = await away(office, phone, 25, "in 07:40", fixes=[office.place(2 * FAR, at=at)])
    kept = await Assessment.get(checkin_id=digest(elsewhere["jws"]))
    assert [flag["code"] for flag in kept.flags] == ["outside"]
    assert "Balai Desa" in kept.flags[0]["detail"]
    office_too = await away(office, phone, 25, "out 09:00", fixes=[office.place(at=at)])
    assert "outside" not in await stands(office_too)  # one may come back to the office


async def test_a_flight_is_no_contradiction_while_travelling_out_of_town(office: Office):
    above, [budi, siti] = await team_of(office, 2)
    envelopes = []
    for who, kind in ((budi, "out_of_town"), (siti, "in_town_long")):
        phone = await office.phone(who)
        duty = await file(who, first=24, last=24, kind=kind, number=kind)
        await decide(above, duty)
        await away(office, phone, 24, "in 07:00")
        at = moment(24, "09:30")  # 1400 km in two and a half hours
        fixes = [JAKARTA | {"at": f"{at:%Y-%m-%dT%H:%M:%S}.000Z", "lng": 106.82 + len(envelopes)}]
        envelopes.append(await away(office, phone, 24, "out 09:30", fixes=fixes))
    assert [await stands(one) for one in envelopes] == [set(), {"impossible_speed"}]


async def test_the_words_follow_the_travel_report(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi, first=24, last=24)
    await decide(above, duty)
    assert await report_state(duty, budi.id) is None
    subject = report_id(duty, budi.id)
    for number, event in enumerate(("submit", "approve"), 1):
        await ApprovalStep.create(
            **{"id": uuid4(), "kind": "travel_report", "subject": subject, "number": number},
            **{"event": event, "author": above, "words": "Ya.", "at": moment(27, "09:00")},
        )
    assert await report_state(duty, budi.id) == "approved"
    row = await row_of(office.agency, budi)
    assert row["days"]["24"]["why"] == "Dinas luar (surat 090/12/SPT/2026): Kantor Gubernur."


async def test_what_a_silent_day_is_the_office_says(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi, first=24, last=24)
    await decide(above, duty)
    with clock.at(moment(1, "00:00")):
        await Policy.create(
            **{"id": uuid4(), "agency": office.agency, "created_at": clock.now()},
            body={"silent": "absent", "report_short": True},
        )
    row = await row_of(office.agency, budi)
    assert row["days"]["24"]["code"] == "TK"
    assert row["totals"]["absent"] > 0
    assert "Tidak ada absen selama dinas" in row["days"]["24"]["why"]


async def test_a_decision_of_a_person_outlives_the_duty(office: Office):
    above, [budi] = await team_of(office)
    phone = await office.phone(budi)
    came = await away(office, phone, 24, "in 09:10")
    declined = {"outcome": "declined", "reason": "Bukan dinas.", "at": moment(24, "12:00")}
    await Decision.create(id=uuid4(), checkin_id=digest(came["jws"]), author=above, **declined)
    duty = await file(budi, first=24, last=24)
    await decide(above, duty)
    row = await row_of(office.agency, budi)
    assert (row["days"]["24"]["code"], row["days"]["24"]["in"]) == ("DL", None)
