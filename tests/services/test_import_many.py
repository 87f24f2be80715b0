"""Are thousands of rows looked at and written together, and is what they rest on still so?"""

import json
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from tests.queries import count_queries
from tests.record import untold
from tests.services.bringing import applied, brought, standing, told
from web.models import AuditEntry, DayStatus, Employee, PersonMonth
from web.services import audit_chain, import_drafts, roster
from web.services.import_drafts import DONE, PREVIEW
from web.services.statuses import add_status

HEADS = {
    "agencies": "Nama OPD atau unit",
    "employees": "NIP,Nama,OPD",
    "supervisors": "NIP,NIP atasan",
    "points": "Nama titik,OPD,Lintang,Bujur,Radius",
    "statuses": "NIP,Jenis,Mulai,Sampai",
    "rosters": "NIP,2030-01-01,2030-01-02",
}
ROWS = {
    "agencies": "Unit {n}",
    "employees": "HON-{n:05},Orang {n},Dinas Contoh",
    "supervisors": "HON-{n:05},HON-90000",
    "points": "Titik {n},Dinas Contoh,-2.{n:05},118.9,100",
    "statuses": "HON-{n:05},{kind},2026-03-02,2026-03-03",
    "rosters": "HON-{n:05},P,L",
}


async def admin() -> Employee:
    return await roster.add_employee(nip="ADMIN", name="Admin", agency=None, role="admin")


def rows(kind: str, count: int, leave: str = "CT") -> str:
    return "\n".join([HEADS[kind], *(ROWS[kind].format(n=n, kind=leave) for n in range(count))])


@pytest.mark.parametrize("kind", HEADS)
async def test_ten_times_the_rows_ask_hardly_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    people = rows("employees", 220) + "\nHON-90000,Kepala,Dinas Contoh"
    if kind != "employees":
        assert (await applied(held, await brought(held, viewer, people))).content == DONE
    asked = await count_queries(monkeypatch)
    took = []
    for count in (20, 220):
        draft = await brought(held, viewer, rows(kind, count), kind)
        asked.clear()
        await applied(held, draft)
        assert draft.content == DONE, told(draft)
        took.append(len(asked))
    # Rows go in by powers of two up to 64, each table with its entries in the record.
    assert took[1] <= took[0] + 40, took


async def test_what_changed_while_it_was_reckoned_is_reckoned_again(cast: Cast) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    draft = await brought(held, viewer, "NIP,Nama,OPD\nHON-1,Orang,Dinas Contoh")
    real, reckoned = draft.matter, []

    class Busy:
        """A matter during whose reckoning somebody else is at work."""

        kind, plan, rests_on = real.kind, real.plan, real.rests_on

        async def prepare(self, *given: Any) -> Any:
            found = await real.prepare(*given)
            if len(reckoned) < 2:
                await roster.add_employee(
                    nip=f"LAIN-{len(reckoned)}", name="Lain", agency=cast.office
                )
            reckoned.append(found)
            return found

    draft.matter = Busy()
    await applied(held, draft)
    assert (draft.content, draft.stale, len(reckoned)) == (PREVIEW, True, 1)  # Lain is absent now
    assert not await Employee.filter(nip="HON-1").exists()
    await applied(held, draft)
    assert (draft.content, draft.stale) == (PREVIEW, True)
    await applied(held, draft)
    assert draft.content == DONE
    assert await Employee.filter(nip="HON-1").count() == 1


async def test_where_something_changes_all_the_time_it_is_written_all_the_same(cast: Cast) -> None:
    held, viewer = import_drafts.drafts(), await admin()
    budi = cast.people["budi"]
    text = f"NIP,Jenis,Mulai,Sampai\n{budi.nip},CT,2026-03-02,2026-03-03"
    draft = await brought(held, viewer, text, "statuses")
    real, reckoned = draft.matter, []

    class Busy:
        kind, plan, rests_on = real.kind, real.plan, real.rests_on

        async def prepare(self, *given: Any) -> Any:
            reckoned.append(1)
            if len(reckoned) <= import_drafts.TRIES:
                name = f"Dinas {len(reckoned)}"
                await roster.add_agency(name=name, timezone="Asia/Makassar")
            return await real.prepare(*given)

    draft.matter = Busy()
    await applied(held, draft)
    assert draft.content == DONE
    assert len(reckoned) == import_drafts.TRIES + 1
    assert await DayStatus.filter(employee=budi).count() == 1


async def test_a_large_file_is_one_act_in_an_unbroken_record(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_chain, "PART", 7)
    held, viewer = import_drafts.drafts(), await admin()
    before = await AuditEntry.all().count()
    await applied(held, await brought(held, viewer, rows("employees", 30)))
    await applied(held, await brought(held, viewer, rows("employees", 30).replace("Orang", "Lain")))
    told = [json.loads(one.body) for one in await AuditEntry.filter(seq__gt=before).order_by("seq")]
    changes = [one for one in told if one["subject"] == "employee"]
    assert [one["kind"] for one in changes] == ["create"] * 30 + ["change"] * 30
    assert len({one["act"] for one in changes}) == 2
    assert {one["before"]["name"][:5] for one in changes[30:]} == {"Orang"}
    assert {one["after"]["name"][:4] for one in changes[30:]} == {"Lain"}
    assert await untold() == []


async def test_leave_of_one_file_is_looked_at_like_leave_typed_one_after_another(
    cast: Cast,
) -> None:
    held, viewer, budi = import_drafts.drafts(), await admin(), cast.people["budi"]
    monday = date(2030, 1, 7)
    await add_status(employee=budi, code="WFA", first_day=monday, last_day=monday, author=viewer)
    head, before = "NIP,Jenis,Mulai,Sampai,Nomor surat", await standing()
    week = [f"{budi.nip},WFA,2030-01-0{day},2030-01-0{day},1" for day in (8, 9)]
    draft = await brought(held, viewer, "\n".join([head, *week]), "statuses")
    await applied(held, draft)
    assert draft.content == PREVIEW
    assert "Baris 3: WFA paling banyak 2 hari kerja seminggu" in draft.errors["rows"]
    assert "Baris 2" not in draft.errors["rows"]
    assert await standing() == before
    draft = await brought(held, viewer, "\n".join([head, week[0]]), "statuses")
    assert (await applied(held, draft)).content == DONE


async def test_months_that_a_file_concerns_are_folded_again(cast: Cast) -> None:
    held, viewer, budi = import_drafts.drafts(), await admin(), cast.people["budi"]
    for month in ("2026-02", "2026-03", "2026-05"):
        await PersonMonth.create(
            employee=budi, month=month, version=1, folded=1, causes="", days={}, totals={}
        )
    text = f"NIP,Jenis,Mulai,Sampai\n{budi.nip},CT,2026-03-02,2026-03-03"
    await applied(held, await brought(held, viewer, text, "statuses"))
    held_ = {one.month: one for one in await PersonMonth.filter(employee=budi)}
    assert {month: one.version for month, one in held_.items()} == {
        "2026-02": 1,
        "2026-03": 2,
        "2026-05": 1,
    }
    assert held_["2026-03"].causes.split() == ["status"]
