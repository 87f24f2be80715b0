"""Is a duty filed, decided on and taken back by the right people, each step once?"""

import asyncio
from datetime import date
from uuid import uuid4

import pytest

from tests.services.duty_acts import CLOSING_DAY, FILED, decide, file, letter, team_of
from tests.services.inbox_acts import waiting
from tests.services.month import moment
from tests.services.office import DAY, Office
from web import clock
from web.domain.duties import Place
from web.domain.geofence import Circle
from web.errors import Problem
from web.models import ApprovalStep, Duty, DutyVersion, Policy, Role
from web.security import load_scope
from web.services import duties, duty_filing, duty_lists
from web.services.duty_filing import Filing
from web.services.duty_lists import Wanted


async def _state(duty):
    return (await duty_lists.cards([duty]))[0].state


async def test_a_letter_is_returned_mended_and_approved_and_nothing_is_lost(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi)
    assert await waiting(above, "duty") == [duty]
    await decide(above, duty, "return")
    assert await _state(duty) == "returned"
    assert await waiting(above, "duty") == []
    await file(budi, id=duty, last=25, note="Tanggal sudah diperbaiki.")
    await decide(above, duty)
    [card] = await duty_lists.cards([duty])
    assert card.state == "approved"
    assert card.version.ordinal == 2
    assert card.standing.approved == card.version.id
    assert [one.event for one in card.standing.steps] == ["submit", "return", "resubmit", "approve"]
    assert {one.last_day.day for one in await DutyVersion.filter(duty_id=duty)} == {25, 26}


async def test_the_same_letter_twice_is_one_and_another_is_refused(office: Office):
    _, [budi] = await team_of(office)
    duty = await file(budi)
    assert await file(budi, id=duty) == duty
    assert await ApprovalStep.filter(subject=duty).count() == 1
    with pytest.raises(Problem) as caught:
        await file(budi, id=duty, last=27)
    assert caught.value.code == "content_differs"
    stranger = await office.hire()
    with pytest.raises(Problem) as caught:
        await file(stranger, id=duty)
    assert caught.value.code == "content_differs"


async def test_a_late_copy_of_the_first_letter_does_not_undo_its_mending(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi)
    await decide(above, duty, "return")
    await file(budi, id=duty, last=25)
    await decide(above, duty, "return")
    await file(budi, id=duty)  # what the phone sent first comes in once more
    assert await _state(duty) == "returned"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "x" * 101}, "number"),
        ({"purpose": ""}, "purpose"),
        ({"kind": "abroad"}, "kind"),
        ({"covers": "noon"}, "covers"),
        ({"covers": "in"}, "covers"),
        ({"first": 26, "last": 24}, "last_day"),
        ({"places": ()}, "places"),
    ],
)
async def test_a_letter_is_whole(office: Office, change: dict, field: str):
    _, [budi] = await team_of(office)
    with pytest.raises(Problem) as caught:
        await file(budi, **change)
    assert list(caught.value.fields) == [field]
    assert await Duty.all().count() == 0


async def test_one_letter_is_for_people_of_one_supervisor(office: Office):
    _, [budi] = await team_of(office)
    _, [other] = await team_of(office)
    with pytest.raises(Problem) as caught:
        await file(budi, budi, other)
    assert list(caught.value.fields) == ["members"]
    with pytest.raises(Problem):
        await file(budi, budi, budi)


async def test_an_operator_s_letter_goes_to_each_supervisor(office: Office):
    first, [budi, siti] = await team_of(office, 2)
    second, [andi] = await team_of(office)
    operator = await office.hire()
    filing = Filing(letter=letter(), people=(budi, andi, siti))
    id_ = uuid4()
    how = {"id": id_, "author": operator, "closing_day": CLOSING_DAY, "now": FILED}
    with clock.at(FILED):
        made = await duty_filing.file_letter(filing=filing, **how)
        assert await duty_filing.file_letter(filing=filing, **how) == made  # clicked twice
    assert len(made) == 2
    [one] = await waiting(first, "duty")
    [two] = await waiting(second, "duty")
    assert {one, two} == set(made)
    assert len((await duty_lists.cards([one]))[0].people) == 2
    # A supervisor who travels along decides on the team's part and not on the own one.
    filing = Filing(letter=letter(number="2"), people=(first, budi))
    with clock.at(FILED):
        made = await duty_filing.file_letter(filing=filing, **(how | {"id": uuid4()}))
    assert set(await waiting(first, "duty")) - {one} == {made[1]}


async def test_a_stranger_decides_on_nothing(office: Office):
    above, [budi, siti] = await team_of(office, 2)
    duty = await file(budi)
    operator = await office.hire()
    operator.role = Role.OPERATOR
    await operator.save()
    await load_scope(operator)
    for stranger in (budi, siti, await office.hire()):
        with pytest.raises(Problem) as caught:
            await decide(stranger, duty)
        assert caught.value.code == "not_found"
    card = await duties.load(operator, duty)  # sees it, and does not decide
    with pytest.raises(Problem) as caught:
        await duties.decide(card=card, author=operator, event="approve", words="Ya.")
    assert caught.value.code == "not_found"
    assert await waiting(operator, "duty") == []
    with pytest.raises(Problem) as caught:
        await duties.decide(card=card, author=above, event="approve", words=" ")
    assert list(caught.value.fields) == ["words"]


async def test_of_two_decisions_on_one_state_one_is_taken(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi)
    card = await duties.load(above, duty)
    with clock.at(FILED):
        done = await asyncio.gather(
            *(
                duties.decide(card=card, author=above, event=event, words="Ya.")
                for event in ("approve", "reject")
            ),
            return_exceptions=True,
        )
    refused = [one for one in done if isinstance(one, Problem)]
    assert [one.code for one in refused] == ["step_not_now"]
    assert await ApprovalStep.filter(subject=duty).count() == 2


async def test_the_same_click_twice_is_one_decision(office: Office):
    above, [budi] = await team_of(office)
    duty, id_ = await file(budi), uuid4()
    for _ in range(2):
        card = await duties.load(above, duty)
        await duties.decide(card=card, author=above, event="approve", words="Ya.", id=id_)
    assert await ApprovalStep.filter(subject=duty).count() == 2
    card = await duties.load(above, duty)
    with pytest.raises(Problem) as caught:
        await duties.decide(card=card, author=above, event="approve", words="Lain.", id=id_)
    assert caught.value.code == "content_differs"


async def test_what_was_seen_is_what_is_approved(office: Office):
    above, [budi] = await team_of(office)
    duty = await file(budi)
    seen = (await duties.load(above, duty)).version.id
    await decide(above, duty, "return")
    await file(budi, id=duty, last=30)
    card = await duties.load(above, duty)
    with pytest.raises(Problem) as caught:
        await duties.decide(card=card, author=above, event="approve", words="Ya.", seen=seen)
    assert caught.value.code == "step_not_now"


async def test_who_filed_takes_back_and_nobody_else(office: Office):
    above, [budi, siti] = await team_of(office, 2)
    duty = await file(budi, budi, siti)
    for somebody in (siti, above):
        [card] = await duty_lists.cards([duty])
        with pytest.raises(Problem) as caught:
            await duties.withdraw(card=card, author=somebody, words="Batal.")
        assert caught.value.code == "forbidden"
    [card] = await duty_lists.cards([duty])
    assert await duties.withdraw(card=card, author=budi, words="Batal.")
    [card] = await duty_lists.cards([duty])
    assert not await duties.withdraw(card=card, author=budi, words="Batal.")
    assert await waiting(above, "duty") == []


async def test_letters_for_the_same_time_are_flagged_and_taken(office: Office):
    _, [budi, siti] = await team_of(office, 2)
    first = await file(budi, first=24, last=26)
    second = await file(siti, budi, siti, first=26, last=27, number="2")
    [card] = await duty_lists.cards([second], clashes=True)
    assert [(one.employee.id, one.version.duty_id) for one in card.clashes] == [(budi.id, first)]
    # Two parts of one day do not clash, the same part twice does.
    short = {"first": 10, "last": 10, "kind": "in_town_short"}
    for covers in ("in", "out", "in"):
        last = await file(budi, covers=covers, number=covers, **short)
    [card] = await duty_lists.cards([last], clashes=True)
    assert len(card.clashes) == 1
    [old] = await duty_lists.cards([first])
    await duties.withdraw(card=old, author=budi, words="Batal.")
    [card] = await duty_lists.cards([second], clashes=True)
    assert card.clashes == []


async def test_a_letter_is_filed_afterwards_within_the_window(office: Office):
    _, [budi] = await team_of(office)
    await file(budi, first=2, last=3, at=moment(30, "23:59"))  # 5 December is the last day
    with pytest.raises(Problem) as caught:
        await file(budi, first=2, last=3, number="2", at=moment(30, "12:00") + 6 * DAY)
    assert caught.value.code == "deadline_passed"
    with clock.at(FILED):
        await Policy.create(
            **{"id": uuid4(), "agency": office.agency, "body": {"filing_days": 3}},
            **{"valid_from": date(2026, 11, 1), "created_at": FILED},
        )
    await file(budi, first=10, last=10, number="3", at=moment(13, "23:59"))
    with pytest.raises(Problem) as caught:
        await file(budi, first=10, last=10, number="4", at=moment(14, "00:00"))
    assert caught.value.code == "deadline_passed"


async def test_lists_find_by_state_person_and_number(office: Office):
    above, [budi, siti] = await team_of(office, 2)
    one = await file(budi, number="090/ABC")
    two = await file(siti, first=10, last=11, number="090/XYZ")
    await decide(above, two)
    found = duty_lists.find
    assert await found(above, Wanted()) == [one, two]
    assert await found(above, Wanted(states=("approved",))) == [two]
    assert await found(above, Wanted(text="xyz")) == [two]
    assert await found(above, Wanted(text=budi.name.upper())) == [one]
    assert await found(above, Wanted(text=budi.nip)) == [one]
    assert await found(above, Wanted(since=date(2026, 11, 12))) == [one]
    assert await found(above, Wanted(until=date(2026, 11, 12))) == [two]
    assert await found(above, Wanted(agency=uuid4())) == []
    assert await found(await office.hire(), Wanted()) == []


async def test_a_place_keeps_its_circle(office: Office):
    _, [budi] = await team_of(office)
    circle = Circle(-2.7, 118.9, 300.0)
    places = (Place("Balai Desa", circle), Place("Kantor Desa"))
    duty = await file(budi, places=places)
    [card] = await duty_lists.cards([duty])
    assert card.letter.places == places
