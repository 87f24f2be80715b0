"""Who decides while a supervisor is away, on what, until when, and in whose name?"""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.services.duty_acts import decide, file, team_of
from tests.services.inbox_acts import waiting
from tests.services.month import moment
from tests.services.office import MINUTE, Office
from web import clock
from web.errors import Problem
from web.models import (
    ApprovalStep,
    CheckIn,
    Correction,
    Decision,
    Delegation,
    Employee,
    Ruling,
)
from web.services import (
    correction_lists,
    delegations,
    duties,
    reviews,
    rulings,
    statuses,
)

DAYS = (date(2026, 11, 23), date(2026, 11, 27))


async def _acting(office: Office, **other: Any) -> tuple[Employee, Employee, list[Employee]]:
    """A supervisor, who acts for them (one of the team), and the team."""
    above, team = await team_of(office, 2)
    told = {"kind": "plh", "first_day": DAYS[0], "last_day": DAYS[1], "number": "800/1"}
    await delegations.add(principal=above, delegate=team[0], author=above, **(told | other))
    return above, team[0], team


async def _today(viewer: Employee, day: int) -> Employee:
    """The viewer as a request on that day has them."""
    held = Delegation.in_force(date(2026, 11, day), viewer.id).values_list(
        "principal_id", flat=True
    )
    viewer.principals = frozenset(await held)
    return viewer


@pytest.mark.parametrize(("day", "acts"), [(22, False), (23, True), (27, True), (28, False)])
async def test_a_delegate_acts_within_the_dates(office: Office, day: int, acts: bool):
    _, siti, [_, budi] = await _acting(office)
    duty = await file(budi)
    await _today(siti, day)
    assert (await waiting(siti, "duty") == [duty]) is acts
    people = [one.id for one in await Employee.supervised_by(siti)]
    assert people == ([budi.id] if acts else [])  # never oneself


async def test_what_a_delegate_decides_says_for_whom(office: Office):
    above, siti, [_, budi] = await _acting(office)
    phone = await office.phone(budi)
    at = moment(24, "07:20")
    await office.contact(phone, at - MINUTE)
    envelope = office.press(phone, at, fixes=[office.place(5000, at=at)])
    await office.one(envelope, at=at + MINUTE)
    filed = {"date": date(2026, 11, 24), "kind": "out", "at": moment(24, "16:00")}
    correction = await Correction.create(
        **{"id": uuid4(), "employee": budi, "reason": "Lupa.", "evidence": ""},
        **(filed | {"filed_at": moment(24, "17:00")}),
    )
    wfa = await statuses.add_status(
        employee=budi, code="WFA", first_day=DAYS[0], last_day=DAYS[0], author=above
    )
    duty = await file(budi)

    await _today(siti, 24)
    assert await reviews.waiting(siti).count() == 1
    assert set(await correction_lists.find(siti)) == {correction.id, wfa.id}
    checkin = await CheckIn.supervised_by(siti).get()
    await reviews.decide(checkin=checkin, author=siti, outcome="accepted", reason="Ya.")
    for subject in (correction.id, wfa.id):
        await rulings.rule(subject_id=subject, author=siti, outcome="approved", reason="Ya.")
    await decide(siti, duty)

    said = [await Decision.get(), *await Ruling.all(), await ApprovalStep.get(event="approve")]
    assert len(said) == 4
    for one in said:
        assert (one.author_id, one.on_behalf_of_id) == (siti.id, above.id)
        await one.fetch_related("author", "on_behalf_of")
        assert one.by == f"{siti.name} a.n. {above.name}"


async def test_what_the_principal_decides_is_in_nobody_else_s_name(office: Office):
    above, siti, [_, budi] = await _acting(office)
    duty = await file(budi)
    await decide(above, duty)
    step = await ApprovalStep.get(event="approve")
    assert (step.author_id, step.on_behalf_of_id) == (above.id, None)
    await _today(siti, 24)
    assert (await duties.load(siti, duty)).standing.decision is not None  # and is seen by both
    await decide(siti, duty, "revoke")
    assert (await ApprovalStep.get(event="revoke")).on_behalf_of_id == above.id


async def test_nobody_decides_on_themselves_for_somebody_else(office: Office):
    above, siti, [_, budi] = await _acting(office)
    own, shared = await file(siti), await file(budi, siti, budi, number="2")
    correction = await Correction.create(
        **{"id": uuid4(), "employee": siti, "date": DAYS[0], "kind": "in", "evidence": ""},
        **{"at": moment(23, "07:00"), "reason": "Lupa.", "filed_at": moment(23, "08:00")},
    )
    await _today(siti, 24)
    assert await waiting(siti, "duty") == []
    assert set(await waiting(above, "duty")) == {own, shared}
    assert await correction_lists.find(siti) == []
    for duty in (own, shared):
        with pytest.raises(Problem) as caught:
            await decide(siti, duty)
        assert caught.value.code == "not_found"
    with pytest.raises(Problem) as caught:
        await rulings.rule(subject_id=correction.id, author=siti, outcome="approved", reason="Ya.")
    assert caught.value.code == "not_found"


async def test_a_delegation_that_was_ended_ends_at_once(office: Office):
    above, siti, [_, budi] = await _acting(office)
    await file(budi)
    held = await Delegation.get()
    with clock.at(moment(24, "10:00")):
        await delegations.end(delegation=held, reason="Sudah kembali.", author=above)
        with pytest.raises(Problem) as caught:
            await delegations.end(delegation=held, reason="Lagi.", author=above)
    assert caught.value.code == "withdrawn"
    await _today(siti, 24)
    assert await waiting(siti, "duty") == []
    assert (await delegations.endings([held.id]))[held.id].reason == "Sudah kembali."


async def test_a_delegate_of_a_delegate_is_none(office: Office):
    above, siti, [_, budi] = await _acting(office)
    third, fourth = await office.hire(), await office.hire()
    fourth.supervisor = siti
    await fourth.save()
    told = {"kind": "plh", "first_day": DAYS[0], "last_day": DAYS[1], "number": "800/2"}
    await delegations.add(principal=siti, delegate=third, author=above, **told)
    duty = await file(budi)
    await _today(third, 24)
    assert await waiting(third, "duty") == []
    assert await waiting(above, "duty") == [duty]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "pj"}, "kind"),
        ({"first_day": None}, "first_day"),
        ({"last_day": date(2026, 11, 1)}, "last_day"),
        ({"last_day": date(2028, 11, 1)}, "last_day"),
        ({"number": " "}, "number"),
        ({}, "first_day"),  # one acts at a time
    ],
)
async def test_a_delegation_is_whole(office: Office, change: dict[str, Any], field: str):
    above, _, team = await _acting(office)
    told: dict[str, Any] = {"kind": "plt", "first_day": DAYS[1], "last_day": DAYS[1], "number": "9"}
    with pytest.raises(Problem) as caught:
        await delegations.add(principal=above, delegate=team[1], author=above, **(told | change))
    assert field in caught.value.fields
    assert await Delegation.all().count() == 1


async def test_one_acts_for_a_supervisor_and_for_somebody_else(office: Office):
    above, _, [_, budi] = await _acting(office)
    told: dict[str, Any] = {"kind": "plt", "first_day": DAYS[0], "last_day": DAYS[1], "number": "9"}
    for principal, delegate, field in ((above, above, "delegate"), (budi, above, "principal")):
        with pytest.raises(Problem) as caught:
            await delegations.add(principal=principal, delegate=delegate, author=above, **told)
        assert field in caught.value.fields
