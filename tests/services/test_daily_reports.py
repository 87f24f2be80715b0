"""Is a daily report kept by version and decided on by the right people, a pile whole or not?"""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.services.daily_acts import hand_in
from tests.services.duty_acts import decide as decide_duty
from tests.services.duty_acts import file as file_duty
from tests.services.duty_acts import team_of
from tests.services.inbox_acts import decided, decided_by_last_steps, waiting
from tests.services.month import moment, play, row_of
from tests.services.office import DAY, Office
from web import clock
from web.errors import Problem
from web.models import ApprovalStep, DailyReport, DailyReportVersion, DayStatus, Employee, Policy
from web.services import daily_report_filing, daily_reports
from web.services import daily_report_lists as lists
from web.services.daily_report_months import days_of
from web.services.policy_entries import lay_down

LATE = moment(30, "12:00")


async def decide(viewer: Employee, *ids: UUID, event: str = "approve", **how: Any) -> Any:
    cards = await lists.cards(list(ids))
    with clock.at(how.pop("at", LATE)):
        return await daily_reports.decide(
            chosen=cards,
            author=viewer,
            event=event,
            words=how.pop("words", "Sesuai."),
            batch=how.pop("batch", uuid4()),
            **how,
        )


async def state_of(id: UUID) -> str:
    return (await lists.cards([id]))[0].state


async def refusal(work: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        await work
    return caught.value


async def test_what_was_decided_is_listed_from_the_decision_until_the_next_step(office: Office):
    above, [budi] = await team_of(office)
    report, other = await hand_in(budi, 23), await hand_in(budi, 24)

    async def listed() -> list[UUID]:
        found = await lists.find(above, waits=False, by="at", falling=True, part=slice(0, 40))
        assert await lists.count(above, waits=False) == len(found)
        assert set(found) == await decided() == await decided_by_last_steps()
        return found

    assert await listed() == []
    await decide(above, report, event="return", words="Kurang.", at=moment(25, "08:00"))
    await decide(above, other, at=moment(25, "08:30"))
    assert await listed() == [other, report]
    await hand_in(budi, 23, report, activity="Lebih rinci", at=moment(25, "09:00"))
    assert await listed() == [other], "handed in again, it waits"
    await decide(above, report, at=moment(25, "10:00"))
    assert await listed() == [report, other]
    await decide(above, other, event="revoke", words="Keliru.", at=moment(25, "11:00"))
    assert await listed() == [report]


async def test_a_report_is_returned_mended_and_approved_and_every_version_stays(office: Office):
    above, [budi] = await team_of(office)
    report = await hand_in(budi, 24)
    assert await waiting(above, "daily_report") == [report]
    await decide(above, report, event="return", words="Kurang rinci.", at=moment(25, "08:00"))
    await hand_in(budi, 24, report, activity="Menyusun laporan triwulan", at=moment(25, "09:00"))
    await decide(above, report)
    [card] = await lists.cards([report])
    assert (card.state, card.version.ordinal) == ("approved", 2)
    assert [one.event for one in card.standing.steps] == ["submit", "return", "resubmit", "approve"]
    texts = [one.lines[0]["activity"] for one in await DailyReportVersion.all().order_by("ordinal")]
    assert texts == ["Menyusun laporan", "Menyusun laporan triwulan"]


async def test_the_same_filing_twice_is_one_version_and_an_old_one_late_undoes_nothing(
    office: Office,
):
    _, [budi] = await team_of(office)
    first, second = uuid4(), uuid4()
    report = await hand_in(budi, 24, version=first)
    await hand_in(budi, 24, report, version=second, activity="Lain")
    await hand_in(budi, 24, report, version=first)
    assert [one.id for one in await DailyReportVersion.all().order_by("ordinal")] == [first, second]
    problem = await refusal(hand_in(budi, 24, report, version=first, activity="Beda"))
    assert problem.code == "content_differs"
    problem = await refusal(hand_in(budi, 24))
    assert problem.code == "already_exists"
    problem = await refusal(hand_in(await office.hire(), 24, report))
    assert problem.code == "content_differs"


async def test_a_report_is_in_time_by_when_it_was_written_and_not_without_end(office: Office):
    _, [budi] = await team_of(office)
    await hand_in(budi, 17, at=moment(20, "23:59"))
    await hand_in(budi, 18, written_at=moment(21, "12:00"), at=moment(28, "12:00"))
    for late in ({"at": moment(22, "00:00")}, {"at": moment(22, "00:00"), "written_at": LATE}):
        assert (await refusal(hand_in(budi, 18, uuid4(), **late))).code in (
            "deadline_passed",
            "already_exists",
        )
    assert (await refusal(hand_in(budi, 19, at=moment(23, "00:00")))).code == "deadline_passed"
    assert (await refusal(hand_in(budi, 26, at=moment(25, "12:00")))).fields


async def test_a_return_opens_the_window_anew_and_an_approved_one_is_closed(office: Office):
    above, [budi] = await team_of(office)
    report = await hand_in(budi, 17)
    await decide(above, report, event="return", at=moment(25, "08:00"))
    await hand_in(budi, 17, report, activity="Rinci", at=moment(28, "23:00"))
    await decide(above, report, at=moment(29, "08:00"))
    problem = await refusal(hand_in(budi, 17, report, activity="Lagi", at=moment(18, "08:00")))
    assert problem.code == "step_not_now"


async def test_only_who_decides_on_the_person_decides_and_nobody_on_their_own(office: Office):
    above, [budi] = await team_of(office)
    report = await hand_in(budi, 24)
    for stranger in (await office.hire(), budi):
        assert (await refusal(decide(stranger, report))).code == "not_found"
        assert await waiting(stranger, "daily_report") == []
    assert (await refusal(daily_reports.load(await office.hire(), report))).code == "not_found"
    assert (await refusal(decide(above, report, words=" "))).fields == {
        "words": "Tulis alasannya. Pegawai akan membacanya."
    }
    assert (await refusal(decide(above, report, event="withdraw"))).code == "invalid"
    assert await state_of(report) == "submitted"


async def test_a_delegate_decides_and_it_says_for_whom(office: Office):
    above, [budi] = await team_of(office)
    acting = await office.hire()
    acting.principals = frozenset({above.id})
    report = await hand_in(budi, 24)
    assert await waiting(acting, "daily_report") == [report]
    [step] = await decide(acting, report)
    assert (step.author_id, step.on_behalf_of_id) == (acting.id, above.id)


async def _pile(office: Office, size: int = 30) -> tuple[Employee, list[UUID]]:
    above, team = await team_of(office, 3)
    ids = [await hand_in(team[n % 3], 1 + n // 3) for n in range(size)]
    return above, ids


async def test_thirty_are_approved_in_one_act_and_undone_in_one(office: Office):
    above, ids = await _pile(office)
    batch = uuid4()
    assert len(await decide(above, *ids, batch=batch)) == 30
    assert len(await decide(above, *ids, batch=batch)) == 30  # the same click once more
    assert await ApprovalStep.filter(event="approve").count() == 30
    with clock.at(LATE):
        held = await daily_reports.of_batch(above, batch)
        assert {one.report.id for one in held} == set(ids)
        assert await daily_reports.of_batch(await office.hire(), batch) == []
    await decide(above, *ids, event="revoke", words="Urung.", at=LATE)
    assert {await state_of(one) for one in ids} == {"submitted"}
    with clock.at(LATE):
        assert await daily_reports.of_batch(above, batch) == []


async def test_of_thirty_with_one_that_fails_none_is_approved(office: Office):
    above, ids = await _pile(office)
    await decide(above, ids[17], event="return", at=LATE)
    problem = await refusal(decide(above, *ids, at=LATE + DAY))
    assert problem.code == "step_not_now"
    assert "Tidak satu pun" in problem.detail
    assert await ApprovalStep.filter(event="approve").count() == 0
    shown = [one.version.id for one in await lists.cards(ids[:2])]
    await hand_in(
        await Employee.get(id=(await DailyReport.get(id=ids[1])).employee_id).select_related(
            "agency"
        ),
        1,
        ids[1],
        activity="Baru",
    )
    assert "berubah" in (await refusal(decide(above, *ids[:2], seen=shown))).detail


async def test_of_a_pile_that_somebody_else_is_deciding_on_none_is_kept_twice(office: Office):
    above, ids = await _pile(office, 12)
    cards = await lists.cards(ids)
    with clock.at(LATE):
        made = await asyncio.gather(
            *(
                daily_reports.decide(
                    chosen=cards, author=above, event=event, words="x", batch=uuid4()
                )
                for event in ("approve", "return")
            ),
            return_exceptions=True,
        )
    assert sorted(isinstance(one, Problem) for one in made) == [False, True]
    assert len({await state_of(one) for one in ids}) == 1
    assert await ApprovalStep.exclude(event="submit").count() == 12


async def test_a_report_is_taken_back_and_handed_in_again(office: Office):
    above, [budi] = await team_of(office)
    report = await hand_in(budi, 24)
    with clock.at(moment(24, "17:00")):
        assert await daily_report_filing.withdraw(id=report, employee=budi, reason="Salah hari.")
        assert not await daily_report_filing.withdraw(id=report, employee=budi, reason="Lagi.")
        other = daily_report_filing.withdraw(id=report, employee=above, reason="Bukan saya.")
        assert (await refusal(other)).code == "not_found"
    assert await waiting(above, "daily_report") == []
    await hand_in(budi, 24, report, activity="Benar", at=moment(24, "18:00"))
    assert await state_of(report) == "submitted"


async def test_the_month_weighs_what_was_approved_and_follows_every_decision(office: Office):
    above, [budi] = await team_of(office)
    phone = await office.phone(budi, at=moment(2, "06:00"))
    await play(office, phone, {24: ["in 07:10", "out 16:30"], 25: ["in 07:10", "out 16:30"]})
    assert (await row_of(office.agency, budi))["totals"]["performance"] is None
    with clock.at(moment(1, "08:00")):
        await lay_down(
            agency=office.agency,
            valid_from=date(2026, 11, 23),
            changes={"daily_reports": True, "attendance_weight": 30},
            author=above,
        )
    await DayStatus.create(
        **{"id": uuid4(), "employee": budi, "code": "CT", "number": "1", "note": ""},
        **{"first_day": date(2026, 11, 26), "last_day": date(2026, 11, 26)},
        **{"author": above, "created_at": moment(2, "08:00")},
    )
    reports = [await hand_in(budi, day) for day in (24, 25)]
    row = await row_of(office.agency, budi)
    assert row["days"]["24"]["report"] == "submitted"
    assert "report" not in row["days"]["26"]
    assert "report" not in row["days"]["20"]
    assert row["days"]["27"]["report"] == "missing"
    due = row["totals"]["performance"]["due"]
    assert due == sum("report" in one for one in row["days"].values())
    assert row["totals"]["performance"]["approved"] == 0
    await decide(above, *reports)
    work = (await row_of(office.agency, budi))["totals"]["performance"]
    assert (work["approved"], work["percent"]) == (2, round(200 / due, 2))
    assert (work["attendance_weight"], work["performance_weight"]) == (30, 70)
    await decide(above, reports[0], event="revoke", at=LATE + DAY)
    assert (await row_of(office.agency, budi))["totals"]["performance"]["approved"] == 1


async def test_a_day_of_travel_follows_the_travel_report(office: Office):
    above, [budi] = await team_of(office)
    await Policy.create(
        id=uuid4(), agency=None, valid_from=None, body={"daily_reports": True}, created_at=LATE
    )
    await decide_duty(above, await file_duty(budi))
    problem = await refusal(hand_in(budi, 25))
    assert "perjalanan dinas" in problem.detail
    days = {one.day.day: one for one in await days_of(budi, "2026-11", LATE)}
    assert (days[25].source, days[25].state) == ("travel", "travel")
    assert (days[27].source, days[27].state) == ("own", "missing")
    assert (await row_of(office.agency, budi))["days"]["25"]["report"] == "travel"
