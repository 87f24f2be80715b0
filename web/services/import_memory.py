"""Which columns did somebody choose for a kind of file? Remembered for the next one.

A part of `import_drafts`.
"""

from collections.abc import Sequence
from uuid import uuid4

from web import clock
from web.domain.import_columns import Kind, Places
from web.domain.import_headings import memory
from web.models import Employee, ImportMapping


async def last(viewer: Employee, kind: Kind) -> dict[str, str]:
    """What this person chose last for such a file, else what a colleague of the agency chose."""
    own = ImportMapping.filter(kind=kind.key, author=viewer)
    theirs = ImportMapping.filter(kind=kind.key, agency_id=viewer.agency_id)
    found = await own.order_by("-created_at").first()
    if found is None and viewer.agency_id:
        found = await theirs.order_by("-created_at").first()
    return dict(found.columns) if found else {}


async def keep(viewer: Employee, kind: Kind, headings: Sequence[str], places: Places) -> None:
    """Remember a choice."""
    await ImportMapping.create(
        id=uuid4(),
        kind=kind.key,
        author=viewer,
        agency_id=viewer.agency_id,
        columns=memory(headings, places),
        created_at=clock.now(),
    )
