"""What did somebody do on a day of travel? As their travel report tells it.

Shared with daily reports, which take their lines from it on such a day ("menyesuaikan").
"""

from datetime import date
from typing import Any

from web.domain import approval
from web.domain.approval import TRAVEL_REPORT
from web.domain.travel_reports import Activity, parse_content
from web.models import TravelReport, TravelReportVersion
from web.services.approvals import standings

TOLD = (approval.SUBMITTED, approval.RETURNED, approval.APPROVED)


async def activities_on(employee: Any, day: date) -> list[Activity]:
    """What somebody's travel reports tell of a local date, by times; "" for a time not told.

    Rejected and withdrawn reports tell nothing.

    Args:
        employee: id of the traveller.
        day: the local date.
    """
    ids = await TravelReport.filter(employee_id=employee).values_list("id", flat=True)
    stand = await standings(TRAVEL_REPORT, list(ids))
    last = [one.last.version for one in stand.values() if one.last and one.state in TOLD]
    found = [
        activity
        for version in await TravelReportVersion.filter(id__in=last)
        for activity in parse_content(version.body).on(day)
    ]
    return sorted(found, key=lambda one: (one.begins or "99", one.ends, one.text))
