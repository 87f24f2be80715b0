"""Does the supervisor's pile of daily reports work, and lead nobody else anywhere?"""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.endpoints.conftest import STRANGER, Cast
from web import clock
from web.domain.daily_reports import parse_lines
from web.domain.schedule import local_date
from web.models import ApprovalStep, Employee
from web.services import daily_report_filing
from web.services.daily_report_filing import Filing

HOME = "/desk/daily-reports"
LINE = {"begins": "07:30", "ends": "09:00", "activity": "Menyusun", "volume": 1, "unit": "berkas"}


def _today() -> date:
    return local_date(clock.now(), "Asia/Makassar")


async def _file(cast: Cast, day: date, id: Any = None) -> tuple[str, str]:
    person = await Employee.get(id=cast.people["employee"].id).select_related("agency")
    report, version, now = id or uuid4(), uuid4(), clock.now()
    filing = Filing(version=version, workday=day, lines=parse_lines([LINE]), written_at=now)
    await daily_report_filing.file(id=report, employee=person, filing=filing, now=now)
    return str(report), str(version)


@pytest.fixture
def filed(cast: Cast) -> dict[str, str]:
    """Two reports of the employee that wait: id → version."""
    days = (_today(), date.fromordinal(_today().toordinal() - 1))
    return dict(cast.run(_file, cast, day) for day in days)


def _form(filed: dict[str, str], **other: str) -> dict[str, str]:
    ticked = {f"report-{id_}": version for id_, version in filed.items()}
    return {"batch": str(uuid4()), "words": "Sesuai."} | ticked | other


def _events(cast: Cast) -> list[str]:
    async def look() -> list[str]:
        return [one.event for one in await ApprovalStep.all().order_by("at", "id")]

    found: list[str] = cast.run(look)
    return found


def test_a_pile_is_summed_up_approved_and_undone(cast: Cast, filed: dict[str, str]):
    desk = cast.at_desk("supervisor")
    page = desk.get(HOME).text
    assert page.count('data-pick="') == 2
    assert "2 laporan menunggu" in page
    summary = desk.post(f"{HOME}/summary", data=_form(filed)).text
    assert "Setujui 2 laporan?" in summary
    form = _form(filed)
    for _ in range(2):  # the same click twice
        answer = desk.post(HOME, data=form)
        assert answer.status_code == 303
    assert _events(cast).count("approve") == 2
    page = desk.get(answer.headers["Location"]).text
    assert "2 laporan baru saja Anda setujui" in page
    assert desk.post(f"{HOME}/undo", data={"batch": form["batch"]}).status_code == 303
    assert _events(cast).count("revoke") == 2
    assert desk.post(f"{HOME}/undo", data={"batch": form["batch"]}).status_code == 404
    assert desk.get(HOME).text.count('data-pick="') == 2


def test_a_pile_that_changed_is_refused_whole_and_says_so(cast: Cast, filed: dict[str, str]):
    desk = cast.at_desk("supervisor")
    first = next(iter(filed))
    cast.run(_file, cast, _today(), UUID(first))
    answer = desk.post(HOME, data=_form(filed))
    assert answer.status_code == 409
    assert "Tidak satu pun" in answer.text
    assert "approve" not in _events(cast)
    assert desk.post(HOME, data=_form(filed, words="")).status_code in (409, 422)
    nothing = desk.post(f"{HOME}/summary", data={})
    assert nothing.status_code == 422
    assert "Belum ada laporan yang dipilih" in nothing.text


def test_one_is_returned_with_words_and_the_decision_taken_back(cast: Cast, filed: dict[str, str]):
    desk = cast.at_desk("supervisor")
    first = next(iter(filed))
    path = f"{HOME}/{first}"
    page = desk.get(path).text
    step = re.search(r'name="step" value="([^"]+)"', page)
    assert step
    assert desk.post(path, data={"event": "return", "words": ""}).status_code == 422
    form = {"event": "return", "words": "Kurang rinci.", "step": step[1], "seen": filed[first]}
    assert desk.post(path, data=form).status_code == 303
    assert "Kurang rinci." in desk.get(path).text
    assert "Kurang rinci." in desk.get(f"{HOME}?tab=decided").text
    assert desk.post(path, data={"event": "revoke", "words": "Keliru."}).status_code == 303
    assert "2 laporan menunggu" in desk.get(HOME).text


def test_nobody_else_decides_or_reads(cast: Cast, filed: dict[str, str]):
    first = next(iter(filed))
    assert cast.client.get(HOME).status_code == 303
    operator = cast.at_desk("operator")
    assert operator.get(f"{HOME}/{first}").status_code == 200
    assert 'name="event"' not in operator.get(f"{HOME}/{first}").text
    decision = {"event": "approve", "words": "Ya."}
    assert operator.post(f"{HOME}/{first}", data=decision).status_code == 404
    for who in ("other_operator", "other_supervisor"):
        if who in cast.people:
            desk = cast.at_desk(who)
            assert desk.get(f"{HOME}/{first}").status_code == 404
            assert desk.post(f"{HOME}/{first}", data=decision).status_code == 404
    desk = cast.at_desk("supervisor")
    assert desk.get(f"{HOME}/{STRANGER}").status_code == 404
    assert desk.post(HOME, data=_form({str(STRANGER): str(uuid4())})).status_code == 404
    assert desk.post(f"{HOME}/undo", data={"batch": "x"}).status_code == 404


def test_the_month_leaves_for_who_may_see_it(cast: Cast, filed: dict[str, str]):
    person, month = cast.people["employee"].id, f"{_today():%Y-%m}"
    path = f"/desk/recap/{cast.office.id}/{month}/{person}/reports"
    for who in ("operator", "supervisor"):
        desk = cast.at_desk(who)
        assert "Menyusun" in desk.get(f"{path}.csv").text
        assert desk.get(f"{path}.xlsx").content.startswith(b"PK")
        assert desk.get(f"{path}.pdf").status_code == 404
    assert cast.client.get(f"{path}.csv").status_code in (303, 404)
