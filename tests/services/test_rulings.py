"""Who may say yes or no, and is the same click one ruling?"""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.services.month import moment
from tests.services.office import Office
from web import clock
from web.errors import Problem
from web.models import Correction, Employee, Role, Ruling
from web.security import load_scope
from web.services import outages, roster, rulings

AT = moment(26, "09:00")


async def _filed(office: Office) -> tuple[UUID, Employee, Employee]:
    above, person = await office.hire(), await office.hire()
    person.supervisor = above
    await person.save()
    filed = await Correction.create(
        **{"id": uuid4(), "employee": person, "date": date(2026, 11, 25), "kind": "in"},
        **{"at": moment(25, "07:20"), "reason": "Lupa.", "evidence": "", "filed_at": AT},
    )
    return filed.id, above, person


async def _operator(office: Office) -> Employee:
    found = await office.hire()
    found.role = Role.OPERATOR
    await found.save()
    await load_scope(found)
    return found


async def test_one_id_is_one_ruling(office: Office):
    subject, above, _ = await _filed(office)
    id_ = uuid4()
    same = {"subject_id": subject, "author": above, "outcome": "approved", "id": id_}
    first = await rulings.rule(**same, reason=" Ya. ")
    assert (await rulings.rule(**same, reason="Ya.")).id == first.id
    with pytest.raises(Problem) as caught:
        await rulings.rule(**same, reason="Lain.")
    assert caught.value.code == "content_differs"
    assert await Ruling.all().count() == 1


async def test_rulings_of_one_moment_have_an_order(office: Office):
    subject, above, _ = await _filed(office)
    with clock.at(AT):
        for outcome in ("approved", "rejected"):
            await rulings.rule(subject_id=subject, author=above, outcome=outcome, reason="Alasan.")
    assert (await rulings.standings([subject]))[subject].state == "rejected"


async def test_a_stranger_s_matter_is_not_found(office: Office):
    subject, _, person = await _filed(office)
    for somebody in (person, await office.hire(), await _operator(office)):
        with pytest.raises(Problem) as caught:
            await rulings.rule(
                subject_id=subject, author=somebody, outcome="approved", reason="Ya."
            )
        assert caught.value.code == "not_found"


async def test_nobody_decides_for_themselves(office: Office):
    subject, _, person = await _filed(office)
    person.supervisor = person
    await person.save()
    with pytest.raises(Problem) as caught:
        await rulings.rule(subject_id=subject, author=person, outcome="approved", reason="Ya.")
    assert caught.value.code == "not_found"


@pytest.mark.parametrize(
    ("outcome", "reason", "field"),
    [("yes", "Ya.", "outcome"), ("approved", " ", "reason"), ("approved", "x" * 1001, "reason")],
)
async def test_a_ruling_is_whole(office: Office, outcome: str, reason: str, field: str):
    subject, above, _ = await _filed(office)
    with pytest.raises(Problem) as caught:
        await rulings.rule(subject_id=subject, author=above, outcome=outcome, reason=reason)
    assert list(caught.value.fields) == [field]


async def test_an_outage_needs_a_second_person_of_the_same_office(office: Office):
    first, second = await _operator(office), await _operator(office)
    elsewhere = await _operator(office)
    elsewhere.agency = await roster.add_agency(name="Badan Lain", timezone="Asia/Makassar")
    await elsewhere.save()
    await load_scope(elsewhere)
    with clock.at(AT):
        outage = await outages.declare(
            **{"agency": office.agency, "author": first, "kinds": "in", "reason": "Padam."},
            starts_at=moment(25, "07:00"),
            ends_at=moment(25, "08:00"),
        )
    codes = []
    for somebody in (first, elsewhere, await office.hire()):
        with pytest.raises(Problem) as caught:
            await rulings.rule(
                subject_id=outage.id, author=somebody, outcome="approved", reason="Ya."
            )
        codes.append(caught.value.code)
    assert codes == ["forbidden", "not_found", "not_found"]
    await rulings.rule(subject_id=outage.id, author=second, outcome="approved", reason="Ya.")
    assert (await rulings.standings([outage.id]))[outage.id].state == "approved"
