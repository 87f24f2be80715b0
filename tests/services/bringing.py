"""How do tests of imports bring a file and apply it, and see whether anything was written?"""

from typing import Any

from tortoise import Tortoise

from web import clock
from web.db import rows
from web.models import Agency, Employee
from web.services import import_drafts
from web.services.export_jobs import Exports
from web.services.import_drafts import Draft
from web.services.import_matter import Choice
from web.services.import_matters import MATTERS

TABLES = (
    *("agency", "agency_placement", "employee", "posting", "point", "point_version"),
    *("point_share", "day_status", "roster_entry"),
)


async def brought(
    held: Exports,
    viewer: Employee,
    content: bytes | str,
    kind: str = "employees",
    agency: Agency | None = None,
) -> Draft:
    """A file that somebody brought, once it is at rest."""
    draft = import_drafts.begin(
        held,
        matter=MATTERS[kind],
        viewer=viewer,
        agency=agency,
        name="a.csv",
        content=content.encode() if isinstance(content, str) else content,
        now=clock.now(),
    )
    await at_rest(held)
    return draft


async def applied(held: Exports, draft: Draft, **choice: Any) -> Draft:
    """The same once it was applied, doubtful rows and new agencies with it."""
    made = frozenset(name for name, _, _ in draft.plan.agencies)
    import_drafts.apply(held, draft, Choice(**{"doubtful": True, "agencies": made} | choice))
    await at_rest(held)
    return draft


async def at_rest(held: Exports) -> None:
    for task in list(held._tasks):
        await task


async def standing() -> dict[str, list[str]]:
    """Everything that an import could write, row by row."""
    connection = Tortoise.get_connection("default")
    return {
        table: sorted(repr(one) for one in await rows(connection, f"SELECT * FROM {table}"))
        for table in TABLES
    }


def told(draft: Draft) -> str:
    """All that is said of what is wrong with a file."""
    said = [draft.refusal, *draft.errors.values(), *draft.table.notes]
    return " ".join([*said, *(word for one in draft.plan.entries for word in one.errors)])
