"""Is a travel report handed in, returned with words beside its parts, mended and approved?"""

import asyncio
from datetime import date
from uuid import uuid4

import pytest

from tests.services.duty_acts import FILED, decide, file, team_of
from tests.services.inbox_acts import waiting
from tests.services.month import moment, row_of
from tests.services.office import DAY, Office
from tests.services.travel_acts import BACK, content, judge, report
from web import clock
from web.domain.reminders import Wish
from web.domain.travel_reports import Activity
from web.errors import Problem
from web.models import (
    ApprovalStep,
    Delegation,
    Policy,
    Role,
    StepNote,
    TravelReport,
    TravelReportVersion,
)
from web.services import (
    delegations,
    travel_lines,
    travel_report_filing,
    travel_report_lists,
    travel_reports,
)
from web.services.reminder_listeners import Listener
from web.services.reminder_reports import reports
from web.services.travel_report_lists import Wanted

UNREPORTED = "DL, laporan belum disetujui."


async def _travelled(office: Office, people: int = 1):
    """A supervisor, the team, and an approved duty of all of them from 24 to 26 November."""
    above, team = await team_of(office, people)
    duty = await file(team[0], *team)
    await decide(above, duty)
    return above, team, duty


async def _why(office: Office, person, day: int = 24) -> str:
    return str((await row_of(office.agency, person))["days"][str(day)]["why"])


async def test_words_beside_the_parts_come_back_and_the_day_corrects_itself(office: Office):
    above, [budi], duty = await _travelled(office)
    assert UNREPORTED in await _why(office, budi)
    id_ = await report(budi, duty)
    assert await waiting(above, "travel_report") == [id_]
    await judge(
        above,
        id_,
        "return",
        words="",
        notes={"results": "Sebut  angkanya.", "day:2026-11-25": "Di mana?"},
    )
    [card] = await travel_report_lists.cards([id_])
    assert card.words == {"results": "Sebut angkanya.", "day:2026-11-25": "Di mana?"}
    assert card.standing.steps[-1].words == "Lihat catatan pada bagian laporan."
    assert UNREPORTED in await _why(office, budi)
    await report(budi, duty, results="Data 412 pegawai disepakati.", note="Sudah dilengkapi.")
    await judge(above, id_)
    [card] = await travel_report_lists.cards([id_])
    assert (card.state, card.version.ordinal, card.words) == ("approved", 2, {})
    assert card.standing.approved == card.version.id
    assert await TravelReportVersion.filter(report_id=id_).count() == 2  # nothing was overwritten
    for day in (24, 25, 26):
        assert UNREPORTED not in await _why(office, budi, day)
    await judge(above, id_, "revoke", words="Fotonya bukan dari sana.")
    assert UNREPORTED in await _why(office, budi)
    assert await waiting(above, "travel_report") == [id_]


async def test_each_traveller_answers_for_their_own(office: Office):
    above, [budi, siti], duty = await _travelled(office, 2)
    id_ = await report(budi, duty)
    await judge(above, id_)
    assert UNREPORTED not in await _why(office, budi)
    assert UNREPORTED in await _why(office, siti)
    with pytest.raises(Problem) as caught:
        await report(siti, duty, id=id_)
    assert list(caught.value.fields) == ["duty"]


async def test_the_same_report_twice_is_one_and_another_under_its_number_is_refused(office: Office):
    _, [budi], duty = await _travelled(office)
    version = uuid4()
    id_ = await report(budi, duty, version=version)
    await report(budi, duty, version=version)
    assert await ApprovalStep.filter(subject=id_).count() == 1
    with pytest.raises(Problem) as caught:
        await report(budi, duty, version=version, results="Lain.")
    assert caught.value.code == "content_differs"
    await asyncio.gather(*(report(budi, duty, version=v) for v in [uuid4()] * 2))
    assert await TravelReportVersion.filter(report_id=id_).count() == 2


async def test_a_report_of_another_s_letter_is_refused(office: Office):
    _, [budi], duty = await _travelled(office)
    stranger = await office.hire()
    with pytest.raises(Problem) as caught:
        await report(stranger, duty)
    assert caught.value.code == "not_found"
    with pytest.raises(Problem) as caught:
        await report(budi, uuid4())
    assert caught.value.code == "not_found"
    assert await TravelReport.all().count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"results": ""}, "results"),
        ({"results": "x" * 4001}, "results"),
        ({"follow_up": "x" * 2001}, "follow_up"),
        ({"transport": "x" * 101}, "transport"),
        ({"activities": ()}, "activities"),
        ({"activities": (Activity(date(2026, 11, 28), "", "", "Pulang."),)}, "activities.0.day"),
        ({"note": "x" * 1001}, "note"),
    ],
)
async def test_a_report_is_whole(office: Office, change: dict, field: str):
    _, [budi], duty = await _travelled(office)
    with pytest.raises(Problem) as caught:
        await report(budi, duty, **change)
    assert list(caught.value.fields) == [field]
    assert await TravelReport.all().count() == 0


async def test_it_is_handed_in_on_the_last_day_at_the_earliest_and_never_too_late(office: Office):
    above, [budi], duty = await _travelled(office)
    with pytest.raises(Problem) as caught:
        await report(budi, duty, at=moment(25, "23:50"))
    assert list(caught.value.fields) == ["duty"]
    id_ = await report(budi, duty, at=moment(26, "00:01") + 60 * DAY)
    [card] = await travel_report_lists.cards([id_])
    assert card.due == date(2026, 12, 3)  # five working days after the 26th
    await judge(above, id_, at=BACK + 61 * DAY)
    assert (await travel_report_lists.cards([id_]))[0].state == "approved"


async def test_nothing_is_approved_before_its_letter(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi)
    id_ = await report(budi, duty)
    with pytest.raises(Problem) as caught:
        await judge(above, id_)
    assert caught.value.code == "step_not_now"
    await decide(above, duty, "reject")
    with pytest.raises(Problem) as caught:
        await report(budi, duty, results="Lain.")
    assert list(caught.value.fields) == ["duty"]


async def test_nobody_else_decides_and_a_delegate_does_in_a_name(office: Office):
    above, [budi, siti], duty = await _travelled(office, 2)
    id_ = await report(budi, duty)
    operator = await office.hire()
    operator.role = Role.OPERATOR
    await operator.save()
    for stranger in (budi, siti, await office.hire(), operator):
        with pytest.raises(Problem) as caught:
            await judge(stranger, id_)
        assert caught.value.code == "not_found"
        assert await waiting(stranger, "travel_report") == []
    with clock.at(FILED):
        await delegations.add(
            **{"principal": above, "delegate": siti, "kind": "plh", "number": "800/1"},
            **{"first_day": date(2026, 11, 27), "last_day": date(2026, 11, 27), "author": operator},
        )
    with clock.at(BACK):
        held = Delegation.in_force(date(2026, 11, 27), siti.id)
        siti.principals = frozenset(await held.values_list("principal_id", flat=True))
    assert await waiting(siti, "travel_report") == [id_]
    step = await judge(siti, id_)
    assert step.on_behalf_of_id == above.id
    [card] = await travel_report_lists.cards([id_])
    assert card.standing.steps[-1].by == f"{siti.name} a.n. {above.name}"


async def test_decisions_want_reasons_known_parts_and_what_was_seen(office: Office):
    above, [budi], duty = await _travelled(office)
    id_ = await report(budi, duty)
    for other, field in (
        ({"words": " "}, "words"),
        ({"notes": {"day:2026-11-26": "Tidak ada."}}, "notes"),
        ({"notes": {"results": "x" * 501}}, "note-results"),
    ):
        with pytest.raises(Problem) as caught:
            await judge(above, id_, "return", **other)
        assert list(caught.value.fields) == [field]
    seen = (await travel_reports.load(above, id_)).version.id
    await report(budi, duty, results="Baru.")
    with pytest.raises(Problem) as caught:
        await judge(above, id_, seen=seen)
    assert caught.value.code == "step_not_now"
    once = uuid4()
    steps = {
        (await judge(above, id_, "return", id=once, notes={"files": "Foto?"})).id for _ in "ab"
    }
    assert steps == {once}
    assert await StepNote.all().count() == 1


async def test_who_wrote_it_takes_it_back_and_nobody_else(office: Office):
    above, [budi], duty = await _travelled(office)
    id_ = await report(budi, duty)
    with pytest.raises(Problem) as caught:
        await travel_report_filing.withdraw(id=id_, employee=above, reason="Batal.")
    assert caught.value.code == "not_found"
    assert await travel_report_filing.withdraw(id=id_, employee=budi, reason="Batal.")
    assert not await travel_report_filing.withdraw(id=id_, employee=budi, reason="Batal.")
    assert await travel_lines.activities_on(budi.id, date(2026, 11, 24)) == []
    await report(budi, duty, results="Lagi.")
    await judge(above, id_)
    with pytest.raises(Problem) as caught:
        await travel_report_filing.withdraw(id=id_, employee=budi, reason="Batal.")
    assert caught.value.code == "step_not_now"


async def test_lists_tell_what_waits_is_owed_and_was_decided(office: Office):
    above, [budi, siti], duty = await _travelled(office, 2)
    span = (date(2026, 11, 1), date(2026, 11, 30))
    owed = await travel_report_lists.awaited(above, *span)
    assert [(one.employee.id, one.due, one.state) for one in owed] == [
        (budi.id, date(2026, 12, 3), None),
        (siti.id, date(2026, 12, 3), None),
    ]
    id_ = await report(budi, duty)
    find, listed = travel_report_lists.find, travel_report_lists.awaited
    assert [one.employee.id for one in await listed(above, *span)] == [siti.id]
    assert await find(above, Wanted(("submitted",))) == [id_]
    assert await find(above, Wanted(text="090/12")) == [id_]
    assert await find(above, Wanted(text=siti.name)) == []
    assert await find(above, Wanted(agency=uuid4())) == []
    stranger = await office.hire()
    assert await find(stranger, Wanted()) == []
    assert await listed(stranger, *span) == []
    await judge(above, id_, "return")
    assert {one.state for one in await listed(None, *span, employees=[budi.id])} == {"returned"}
    await report(budi, duty, results="Baru.")
    await judge(above, id_, "reject")
    assert [one.employee.id for one in await listed(above, *span)] == [siti.id]
    assert await find(above, Wanted(("rejected",))) == [id_]


async def test_the_office_says_how_long_one_may_take(office: Office):
    _, [budi], duty = await _travelled(office)
    with clock.at(FILED):
        await Policy.create(
            **{"id": uuid4(), "agency": office.agency, "body": {"report_days": 2}},
            **{"valid_from": date(2026, 11, 1), "created_at": FILED},
        )
    id_ = await report(budi, duty)
    [card] = await travel_report_lists.cards([id_])
    assert card.due == date(2026, 11, 30)  # 27 is a Friday


async def test_a_day_s_lines_are_those_that_the_report_tells(office: Office):
    _, [budi], duty = await _travelled(office)
    await report(budi, duty)
    told = await travel_lines.activities_on(budi.id, date(2026, 11, 24))
    assert told == list(content().activities[:2])
    assert await travel_lines.activities_on(budi.id, date(2026, 11, 26)) == []


async def test_a_traveller_is_reminded_a_day_before_and_weekly_when_late(office: Office):
    _, [budi, siti], duty = await _travelled(office, 2)
    await report(siti, duty)
    ears = [Listener(str(one.id), "", "Asia/Makassar", Wish()) for one in (budi, siti)]
    due = moment(30, "09:30") + 3 * DAY  # 3 December
    told = {}
    for away in (-2, -1, 0, 1, 7, 8):
        told[away] = await reports(ears, due + away * DAY)
    assert [len(one) for one in told.values()] == [0, 1, 1, 1, 1, 1]
    assert {one.employee for found in told.values() for one in found} == {budi.id}
    assert "besok" in told[-1][0].title
    assert told[-1][0].subject == told[0][0].subject  # once for both
    assert told[1][0].subject != told[7][0].subject == told[8][0].subject
    assert told[1][0].url == f"#travel/{duty}"
    assert await reports(ears, due.replace(hour=12)) == []  # 20.00 there
