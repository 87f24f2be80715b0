"""Which files were applied, by whom and when, and where in the record is what they changed?"""

import json
from collections.abc import Collection
from typing import Any

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from web.models import AuditEntry, Employee, ImportRun
from web.services import seeking


def found(viewer: Employee, text: str, agency: Any, kind: str) -> QuerySet[ImportRun]:
    """Those that the viewer reads, narrowed: by part of a file's name or of who brought it."""
    runs = ImportRun.visible_to(viewer)
    if text:
        authors = seeking.people(Employee.all(), text).values("id")
        runs = runs.filter(Q(file_name__icontains=text) | Q(author_id__in=Subquery(authors)))
    if agency:
        runs = runs.filter(agency_id=agency)
    return runs.filter(kind=kind) if kind else runs


async def acts_of(viewer: Employee, runs: Collection[ImportRun]) -> dict[str, str]:
    """By id, the act under which the record keeps all that a file changed, where it is open."""
    entries = AuditEntry.visible_to(viewer).filter(
        subject="import_run", record__in=[str(one.id) for one in runs]
    )
    return {one.record: json.loads(one.body)["act"] for one in await entries}
