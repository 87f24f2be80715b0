"""Is what waits told as the last steps say, whatever happens? Is of a page no more than it read?"""

from importlib import import_module
from uuid import uuid4

import pytest
from tortoise import Tortoise

from tests.queries import count_queries
from tests.services import daily_acts, duty_acts
from tests.services.inbox_acts import (
    AT,
    CLOSING_DAY,
    by_last_steps,
    correction,
    laden,
    noted,
    waiting,
)
from tests.services.office import Office
from web.errors import Problem
from web.models import ApprovalStep, DailyReport, DecidedReport, OpenMatter
from web.services import (
    daily_report_lists,
    daily_reports,
    duties,
    duty_lists,
    inbox,
    open_matters,
)
from web.services.inbox import Wanted


async def test_every_step_opens_or_closes_a_matter(office: Office):
    above, team = await duty_acts.team_of(office, 2)
    duty = await duty_acts.file(team[0], *team)
    assert await OpenMatter.filter(subject=duty).count() == 2  # once for each traveller
    for event, waits in (
        *(("return", False), ("revoke", True), ("approve", False), ("revoke", True)),
        *(("reject", False), ("revoke", True)),
    ):
        await duty_acts.decide(above, duty, event)
        assert await waiting(above, "duty") == ([duty] if waits else [])
        assert await noted() == await by_last_steps()
    [card] = await duty_lists.cards([duty])
    await duties.withdraw(card=card, author=team[0], words="Batal.")
    assert await noted() == set()


async def test_a_refused_step_changes_nothing(office: Office):
    above, [budi] = await duty_acts.team_of(office)
    duty = await duty_acts.file(budi)
    [stale] = await duty_lists.cards([duty])
    await duty_acts.decide(above, duty, "return")
    with pytest.raises(Problem) as caught:
        await duties.decide(card=stale, author=above, event="approve", words="Ya.")
    assert caught.value.code == "step_not_now"
    assert await noted() == set()


async def test_phones_make_ids_and_another_kind_s_is_not_touched(office: Office):
    above, [budi, siti] = await duty_acts.team_of(office, 2)
    duty = await duty_acts.file(budi)
    await DailyReport.create(id=duty, employee=siti, workday="2026-11-24", created_at=AT)
    step = ApprovalStep(kind="daily_report", subject=duty, event="approve", at=AT)
    await open_matters.keep(step)
    assert await waiting(above, "duty") == [duty]


async def test_what_waited_before_the_upgrade_is_noted_by_it(office: Office):
    above, team = await laden(office)
    await duty_acts.decide(above, await duty_acts.file(team[0], number="2"), "return")
    before = await noted()
    await OpenMatter.all().delete()
    upgrade = import_module("web.migrations.0022_open_matters").Migration
    connection = Tortoise.get_connection("default")
    for step in upgrade.operations[1:]:
        await connection.execute_query(step.sql)
    assert await noted() == before == await by_last_steps() != set()


async def test_what_was_decided_before_the_upgrade_is_noted_by_it(office: Office):
    above, team = await duty_acts.team_of(office, 2)
    reports = [await daily_acts.hand_in(one, 24) for one in team]
    cards = await daily_report_lists.cards(reports[:1])
    how = {"event": "return", "words": "Kurang.", "batch": uuid4()}
    await daily_reports.decide(chosen=cards, author=above, **how)
    before = await DecidedReport.all().values("report_id", "employee_id", "workday", "at")
    assert [one["report_id"] for one in before] == reports[:1]
    await DecidedReport.all().delete()
    upgrade = import_module("web.migrations.0027_decisions_by_time").Migration
    await Tortoise.get_connection("default").execute_query(upgrade.operations[1].sql)
    assert await DecidedReport.all().values("report_id", "employee_id", "workday", "at") == before


async def test_of_a_page_only_its_own_matters_are_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    above, team = await laden(office)
    for day in range(2, 12):
        await correction(team[1], day)
    whole = await inbox.waiting(above, Wanted(), CLOSING_DAY, AT)
    keys = [one.item.key for one in whole.entries]
    assert len(keys) == whole.found == 13
    asked = await count_queries(monkeypatch)
    told: list[int] = []

    def page(total: int) -> slice:
        told.append(total)
        return slice(3, 6)

    part = await inbox.waiting(above, Wanted(), CLOSING_DAY, AT, page)
    assert [one.item.key for one in part.entries] == keys[3:6]
    assert (told, part.found, part.counts, part.total) == ([13], 13, whole.counts, 13)
    assert len(asked) < 25
