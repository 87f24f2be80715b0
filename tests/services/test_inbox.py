"""Does everything that waits lie on one desk, by urgency, and is a pile decided whole or not?"""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.queries import count_queries
from tests.services import duty_acts
from tests.services.inbox_acts import AT, CLOSING_DAY, correction, doubtful, laden
from tests.services.month import moment
from tests.services.office import Office
from web import clock
from web.errors import Problem
from web.models import ApprovalStep, Decision, Delegation, Employee, Ruling
from web.services import delegations, inbox, inbox_acts, reviews, rulings
from web.services.inbox import OWN, Desk, Wanted
from web.services.inbox_lines import Line


async def _desk(viewer: Employee, **wanted: str) -> Desk:
    return await inbox.waiting(viewer, Wanted(**wanted), CLOSING_DAY, AT)  # type: ignore[arg-type]


async def _ticked(viewer: Employee) -> dict[str, str]:
    return {one.item.key: one.item.last for one in (await _desk(viewer)).entries}


async def _written() -> int:
    kept = (Decision, Ruling, ApprovalStep)
    return sum([await model.all().count() for model in kept])


async def test_what_waits_is_one_list_the_most_urgent_first(office: Office):
    above, _ = await laden(office)
    desk = await _desk(above)
    assert [(one.item.kind, one.due.why) for one in desk.entries] == [
        ("duty", "mulai 30 November"),
        ("review", "batas koreksi 5 Desember"),
        ("correction", "batas koreksi 5 Desember"),
    ]
    assert [desk.counts[key] for key in ("review", "correction", "duty")] == [1, 1, 1]
    assert desk.total == await inbox.count(above) == 3
    assert [one.item.kind for one in (await _desk(above, kind="review")).entries] == ["review"]


async def test_filters_narrow_by_person_and_say_how_many_of_each_kind(office: Office):
    above, team = await laden(office)
    desk = await _desk(above, text=team[1].name.upper())
    assert [one.item.kind for one in desk.entries] == ["correction"]
    assert [desk.counts[key] for key in ("review", "correction", "duty")] == [0, 1, 0]
    assert desk.total == 3


async def test_a_stranger_s_desk_is_empty_and_so_is_one_s_own(office: Office):
    above, team = await laden(office)
    ticked = await _ticked(above)
    for somebody in (await office.hire(), team[0]):
        assert (await _desk(somebody)).total == 0
        with pytest.raises(Problem) as caught:
            await inbox_acts.decide(
                viewer=somebody, ticked=ticked, event="approve", words="Ya.", batch=uuid4()
            )
        assert caught.value.code == "not_found"


async def test_a_delegate_decides_in_somebody_s_name_and_sees_whose_it_is(office: Office):
    above, _ = await laden(office)
    other, mine = await duty_acts.team_of(office)
    await correction(mine[0])
    await Delegation.create(
        **{"id": uuid4(), "principal": above, "delegate": other, "kind": "plh", "number": "1"},
        **{"first_day": date(2026, 11, 20), "last_day": date(2026, 11, 30), "author": above},
        created_at=AT,
    )
    other.principals = frozenset([above.id])
    assert (await _desk(other)).total == 4
    theirs = await _desk(other, behalf=str(above.id))
    assert {one.principal for one in theirs.entries} == {above.id}
    assert [one.item.person.id for one in (await _desk(other, behalf=OWN)).entries] == [mine[0].id]
    ticked = {one.item.key: one.item.last for one in theirs.entries}
    await inbox_acts.decide(
        viewer=other, ticked=ticked, event="approve", words="Sesuai.", batch=uuid4()
    )
    said = await Ruling.get().select_related("author", "on_behalf_of")
    assert said.by == f"{other.name} a.n. {above.name}"
    decided = await Decision.get().select_related("author", "on_behalf_of")
    assert decided.by == said.by
    assert await delegations.endings([]) == {}


async def test_a_pile_is_decided_at_once_and_the_same_click_twice_is_one(office: Office):
    above, _ = await laden(office)
    ticked, batch = await _ticked(above), uuid4()
    before = await _written()
    for _ in range(2):
        done = await inbox_acts.decide(
            viewer=above, ticked=ticked, event="approve", words=" Sesuai  saja. ", batch=batch
        )
        assert len(done) == 3
    assert await _written() == before + 3
    assert (await _desk(above)).total == 0
    assert (await Ruling.get()).reason == "Sesuai saja."
    event, items = await inbox_acts.of_batch(above, batch)
    assert (event, len(items)) == ("approve", 3)


async def test_undoing_writes_words_of_its_own_and_everything_waits_again(office: Office):
    above, team = await laden(office)
    ticked, batch = await _ticked(above), uuid4()
    before = await _written()
    await inbox_acts.decide(
        viewer=above, ticked=ticked, event="reject", words="Belum jelas.", batch=batch
    )
    assert len(await inbox_acts.undo(viewer=above, batch=batch)) == 3
    assert await _written() == before + 6
    assert (await _desk(above)).total == 3
    assert await reviews.decided(above).count() == 0
    assert (await inbox_acts.of_batch(above, batch))[1] == []
    with pytest.raises(Problem) as caught:
        await inbox_acts.undo(viewer=above, batch=batch)
    assert caught.value.code == "not_found"
    again = uuid4()
    await inbox_acts.decide(
        viewer=above, ticked=await _ticked(above), event="approve", words="Ya.", batch=again
    )
    assert (await _desk(above)).total == 0
    with pytest.raises(Problem):
        await inbox_acts.undo(viewer=team[0], batch=again)


async def test_one_that_changed_leaves_all_thirty_undone_and_is_named(office: Office):
    above, team = await duty_acts.team_of(office, 3)
    for day in range(2, 12):
        for person in team:
            await correction(person, day)
    ticked = await _ticked(above)
    assert len(ticked) == 30
    last = UUID(list(ticked)[-1].partition(".")[2])
    who = await Employee.get(corrections__id=last)
    await rulings.rule(subject_id=last, author=above, outcome="rejected", reason="Tidak.")
    with pytest.raises(Problem) as caught:
        await inbox_acts.decide(
            viewer=above, ticked=ticked, event="approve", words="Ya.", batch=uuid4()
        )
    assert caught.value.code == "step_not_now"
    assert "Tidak satu pun diputuskan" in caught.value.detail
    assert who.name in caught.value.detail
    assert "sudah diputuskan" in caught.value.detail
    assert await Ruling.all().count() == 1
    del ticked[f"correction.{last}"]
    await inbox_acts.decide(
        viewer=above, ticked=ticked, event="approve", words="Ya.", batch=uuid4()
    )
    assert await Ruling.all().count() == 30


async def test_what_fails_in_the_middle_takes_back_what_was_kept_before_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    above, team = await laden(office)
    ticked, before = await _ticked(above), await _written()
    kept = 0
    real = inbox.KINDS["correction"]

    async def fail(*_: object) -> None:
        nonlocal kept
        kept = await _written() - before
        raise Problem("month_locked")

    monkeypatch.setitem(inbox.KINDS, "correction", type(real)(**(vars(real) | {"decide": fail})))
    with pytest.raises(Problem) as caught:
        await inbox_acts.decide(
            viewer=above, ticked=ticked, event="approve", words="Ya.", batch=uuid4()
        )
    assert team[1].name in caught.value.detail
    assert "dikunci" in caught.value.detail
    assert kept == 2  # the two before it had been written
    assert await _written() == before


async def test_the_summary_says_what_cannot_be_done_and_why(office: Office):
    above, _ = await laden(office)
    ticked = await _ticked(above) | {f"duty.{uuid4()}": "", "nonsense": ""}
    chosen = await inbox_acts.choose(above, ticked, "return")
    assert [one.kind for one in chosen.items] == ["duty"]
    assert {why for _, why in chosen.refused} == {
        "Tinjauan tidak mengenal “Kembalikan”",
        "Koreksi tidak mengenal “Kembalikan”",
    }
    assert chosen.gone == 2


@pytest.mark.parametrize(
    ("event", "words", "field"),
    [("approve", " ", "words"), ("approve", "x" * 1001, "words"), ("revoke", "Ya.", "event")],
)
async def test_no_decision_without_a_reason(office: Office, event: str, words: str, field: str):
    above, _ = await laden(office)
    before = await _written()
    with pytest.raises(Problem) as caught:
        await inbox_acts.decide(
            viewer=above, ticked=await _ticked(above), event=event, words=words, batch=uuid4()
        )
    assert list(caught.value.fields) == [field]
    assert await _written() == before


async def test_two_supervisors_at_one_card(office: Office):
    above, team = await duty_acts.team_of(office)
    filed, hash_ = await correction(team[0]), await doubtful(office, team[0])
    await rulings.rule(subject_id=filed.id, author=above, outcome="approved", reason="Ya.", seen="")
    with pytest.raises(Problem) as caught:
        await rulings.rule(
            subject_id=filed.id, author=above, outcome="rejected", reason="Tidak.", seen=""
        )
    assert f"Baru saja disetujui oleh {above.name}" in caught.value.fields["reason"]
    [item] = await inbox_acts.load(above, [f"review.{hash_}"])
    said = {"checkin": item.matter, "author": above, "reason": "Alasan."}
    first = await reviews.decide(**said, outcome="accepted", seen="")
    with pytest.raises(Problem) as caught:
        await reviews.decide(**said, outcome="declined", seen="")
    assert "Baru saja diterima" in caught.value.fields["reason"]
    await reviews.decide(**said, outcome="declined", seen=str(first.id))


async def test_more_that_waits_means_no_more_queries(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    above, team = await laden(office)
    asked = await count_queries(monkeypatch)
    await _desk(above)
    few = len(asked)
    for day in range(2, 12):
        for person in team:
            await correction(person, day)
        await doubtful(office, team[0], day)
        await duty_acts.file(team[1], first=day, last=day, number=f"{day}/SPT")
    asked.clear()
    assert (await _desk(above)).total == 53
    assert len(asked) == few


async def test_a_locked_month_comes_last_and_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    above, team = await duty_acts.team_of(office)
    await correction(team[0], 2)

    async def locked(lines: list[Line]) -> set[tuple[str, str]]:
        return {(str(office.agency.id), "2026-11")}

    monkeypatch.setattr(inbox, "_locked", locked)
    [entry] = (await _desk(above)).entries
    assert (entry.due.why, entry.due.at) == ("bulan sudah dikunci", None)


async def test_an_undo_reaches_back_one_day(office: Office):
    above, team = await duty_acts.team_of(office)
    await correction(team[0])
    batch = uuid4()
    with clock.at(AT):
        await inbox_acts.decide(
            viewer=above, ticked=await _ticked(above), event="approve", words="Ya.", batch=batch
        )
    with clock.at(moment(27, "08:59")):
        assert len((await inbox_acts.of_batch(above, batch))[1]) == 1
    with clock.at(moment(27, "09:01")):
        assert (await inbox_acts.of_batch(above, batch))[1] == []
