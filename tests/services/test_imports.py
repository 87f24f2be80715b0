"""Is a whole file applied or none of it, on either database, in statements that do not grow?"""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.cast import Cast, enact
from tests.queries import count_queries
from web import clock
from web.domain.import_plan import NEW
from web.errors import Problem
from web.models import Employee
from web.services import import_drafts, roster
from web.services.export_jobs import Exports
from web.services.import_drafts import DONE, PREVIEW, Draft
from web.services.import_matter import Choice
from web.services.import_people import People
from web.settings import Settings


@pytest.fixture
async def cast(copied: Settings) -> AsyncIterator[Cast]:
    async with enact(copied) as hired:
        yield hired


async def admin(cast: Cast) -> Employee:
    return await roster.add_employee(nip="ADMIN", name="Admin", agency=None, role="admin")


async def brought(held: Exports, viewer: Employee, text: str) -> Draft:
    draft = import_drafts.begin(
        held,
        matter=People(),
        viewer=viewer,
        agency=None,
        name="a.csv",
        content=text.encode(),
        now=clock.now(),
    )
    await at_rest(held)
    return draft


async def at_rest(held: Exports) -> None:
    for task in list(held._tasks):
        await task


def many(count: int, agency: str, name: str = "Orang") -> str:
    """People in a chain of offices: every tenth supervises the nine that stand before."""
    lines = ["NIP,Nama,OPD,Jabatan,NIP atasan"]
    for n in range(count):
        head = f"HON-{n - n % 10 + 9:05}" if n % 10 != 9 and n - n % 10 + 9 < count else ""
        lines.append(f"HON-{n:05},{name} {n},{agency},Staf,{head}")
    return "\n".join(lines)


async def test_a_large_file_is_entered_changed_and_then_the_same(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, viewer = import_drafts.drafts(), await admin(cast)
    draft = await brought(held, viewer, many(1000, cast.office.name))
    assert len(draft.plan.of(NEW)) == 1000
    asked = await count_queries(monkeypatch)
    import_drafts.apply(held, draft, Choice())
    await at_rest(held)
    assert draft.content == DONE
    assert draft.report.new == 1000
    assert len(asked) < 40  # a few for each two hundred people, never one for each
    below = await Employee.get(nip="HON-00003").select_related("supervisor")
    assert below.supervisor
    assert below.supervisor.nip == "HON-00009"
    again = await brought(held, viewer, many(1000, cast.office.name))
    assert again.plan.changes_nothing
    other = await brought(held, viewer, many(20, cast.office.name, "Nama Lain"))
    import_drafts.apply(held, other, Choice(doubtful=True))
    await at_rest(held)
    assert other.report.changed == 20


async def test_what_fails_in_the_middle_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, viewer = import_drafts.drafts(), await admin(cast)
    text = many(30, "Dinas Baru") + f"\n{cast.people['budi'].nip},Budi Baru,,,"
    draft = await brought(held, viewer, text)
    before = await Employee.all().count()

    async def fails(*_: Any) -> None:
        raise Problem("month_locked")

    with monkeypatch.context() as patched:
        patched.setattr("web.services.bulk.update", fails)
        import_drafts.apply(held, draft, Choice(agencies=frozenset({"Dinas Baru"})))
        await at_rest(held)
    assert (draft.content, draft.errors) == (
        PREVIEW,
        {"rows": "Bulan ini sudah dikunci. Hubungi bagian kepegawaian."},
    )
    assert await Employee.all().count() == before
    assert not await Employee.filter(name="Budi Baru").exists()
    import_drafts.apply(held, draft, Choice(agencies=frozenset({"Dinas Baru"})))
    await at_rest(held)
    assert draft.content == DONE
    assert (draft.report.new, draft.report.changed, draft.report.agencies) == (30, 1, 1)


async def test_drafts_are_few_and_go_by_themselves(cast: Cast) -> None:
    held, viewer = import_drafts.drafts(), await admin(cast)
    colleague = await roster.add_employee(nip="ADMIN2", name="Admin", agency=None, role="admin")
    text, room = many(3, cast.office.name), import_drafts.MOST // import_drafts.LEAST
    theirs = await brought(held, colleague, text)
    made = [await brought(held, viewer, text) for _ in range(room + 1)]
    with pytest.raises(Problem):
        held.find(made[0].id, viewer.id, clock.now())
    assert held.find(made[-1].id, viewer.id, clock.now()) is made[-1]
    # The oldest of all stays: whoever brings the most crowds out their own.
    assert held.find(theirs.id, colleague.id, clock.now()) is theirs


async def test_who_brings_file_after_file_waits_for_the_first(cast: Cast) -> None:
    held, viewer = import_drafts.drafts(), await admin(cast)
    said: dict[str, Any] = {"matter": People(), "viewer": viewer, "agency": None, "name": "a.csv"}
    said |= {"content": many(3, cast.office.name).encode(), "now": clock.now()}
    for _ in range(import_drafts.EACH):
        import_drafts.begin(held, **said)
    with pytest.raises(Problem) as caught:
        import_drafts.begin(held, **said)
    assert caught.value.code == "too_many_requests"
    await at_rest(held)
    import_drafts.begin(held, **said)
    await at_rest(held)
