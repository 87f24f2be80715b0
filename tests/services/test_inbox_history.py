"""Is every decision in one history, with its author and on whose behalf, and only there?"""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.queries import count_queries
from tests.services import daily_acts, duty_acts, travel_acts
from tests.services.inbox_acts import correction, doubtful
from tests.services.month import moment
from tests.services.office import Office
from web import clock
from web.models import Delegation, Employee
from web.services import inbox, inbox_acts, inbox_history, phone_changes
from web.services.inbox import KINDS
from web.services.inbox_history import Decided, Wanted

AT = moment(28, "09:00")
DECIDED = ("review", "correction", "duty", "travel_report", "daily_report", "phone_change")


async def _all(viewer: Employee, wanted: Wanted | None = None) -> list[Decided]:
    wanted = wanted or Wanted()
    found = await inbox_history.page(viewer, wanted, limit=50, offset=0)
    assert len(found) == await inbox_history.count(viewer, wanted)
    return found


async def _say(viewer: Employee, event: str, at: int = 0, kind: str = "") -> None:
    """Decide on all that waits, or on what waits of a kind."""
    with clock.at(AT + timedelta(minutes=at)):
        desk = await inbox.waiting(viewer, inbox.Wanted(kind), 5, clock.now())
        ticked = {one.item.key: one.item.last for one in desk.entries}
        await inbox_acts.decide(
            viewer=viewer, ticked=ticked, event=event, words=f"Alasan {at}.", batch=uuid4()
        )


async def _acting(above: Employee, delegate: Employee) -> None:
    await Delegation.create(
        **{"id": uuid4(), "principal": above, "delegate": delegate, "kind": "plh", "number": "1"},
        **{"first_day": date(2026, 11, 28), "last_day": date(2026, 11, 28), "author": above},
        created_at=AT,
    )
    delegate.principals = frozenset({above.id})


async def _busy(office: Office) -> tuple[Employee, list[Employee]]:
    """A supervisor on whose desk something of every kind waits; a duty was approved before."""
    above, team = await duty_acts.team_of(office, 3)
    await doubtful(office, team[0])
    await correction(team[1])
    await daily_acts.hand_in(team[2], 24)
    gone = await duty_acts.file(team[1], first=24, last=26)
    await duty_acts.decide(above, gone)
    await travel_acts.report(team[1], gone)
    await duty_acts.file(team[2], first=30, last=30)
    return above, team


async def test_decisions_of_every_kind_are_one_history_the_newest_first(office: Office):
    above, team = await _busy(office)
    with clock.at(moment(27, "09:00")):
        clerk = await office.hire()
        await phone_changes.file(
            employee=team[0], author=clerk, cause="broken", reason="Layarnya pecah."
        )
    for minute, kind in enumerate(DECIDED):
        await _say(above, "approve", minute, kind)
    told = await _all(above)
    assert [one.kind for one in told] == [*reversed(DECIDED), "duty"]
    assert [one.words for one in told[:2]] == ["Alasan 5.", "Alasan 4."]
    assert all(one.author.id == above.id and one.principal is None for one in told)
    assert all(one.open and one.item and one.item.gist for one in told)
    assert {one.done for one in told} == {"Disetujui", "Diterima"}
    of_one = await _all(above, Wanted(text=team[2].name.upper()))
    assert [one.kind for one in of_one] == ["daily_report", "duty"]
    assert [one.kind for one in await _all(above, Wanted(kind="review"))] == ["review"]
    since = await _all(above, Wanted(since=AT + timedelta(minutes=4)))
    assert [one.kind for one in since] == ["phone_change", "daily_report"]
    assert [one.kind for one in await _all(above, Wanted(before=AT))] == ["duty"]
    assert set(DECIDED) == set(KINDS)


async def test_what_is_taken_back_stays_in_the_history(office: Office):
    above, _ = await _busy(office)
    await _say(above, "reject", kind="duty")
    with clock.at(AT + timedelta(minutes=5)):
        [newest, *_] = await _all(above)
        assert newest.item
        await KINDS["duty"].revoke(above, newest.item, "Keliru.", uuid4())
    told = await _all(above, Wanted(kind="duty"))
    assert [(one.event, one.done) for one in told] == [
        ("revoke", "Ditarik kembali"),
        ("reject", "Ditolak"),
        ("approve", "Disetujui"),
    ]


async def test_a_delegate_s_decision_is_in_both_histories_and_in_no_other(office: Office):
    above, team = await _busy(office)
    delegate, stranger = await office.hire(), await office.hire()
    await _acting(above, delegate)
    await _say(delegate, "approve", kind="correction")
    for viewer in (above, delegate):
        [one] = await _all(viewer, Wanted(kind="correction"))
        assert (one.author.id, one.principal and one.principal.id) == (delegate.id, above.id)
        assert one.open
    delegate.principals = frozenset()  # the next day: still their decision, no more their matter
    [one] = await _all(delegate)
    assert one.item
    assert (one.item.who, one.open) == (team[1].name, False)
    assert await _all(stranger) == []
    assert await _all(team[1]) == []


async def test_a_page_asks_no_more_for_more(office: Office, monkeypatch: pytest.MonkeyPatch):
    above, team = await _busy(office)
    await _say(above, "approve")
    asked = await count_queries(monkeypatch)
    assert len(await inbox_history.page(above, Wanted(), limit=40, offset=0)) == 6
    few = len(asked)
    for day in (2, 3, 4, 5, 6, 9, 10, 11):
        await correction(team[0], day)
        await daily_acts.hand_in(team[0], day)
    await _say(above, "approve", 9)
    asked.clear()
    assert len(await inbox_history.page(above, Wanted(), limit=40, offset=0)) == 22
    assert len(asked) <= few
    pages = [
        await inbox_history.page(above, Wanted(), limit=5, offset=at) for at in range(0, 25, 5)
    ]
    told = [one.item.key for page in pages for one in page if one.item]
    assert len(told) == len(set(told)) == 22
