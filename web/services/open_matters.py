"""Which matters wait for a decision now, told without looking through all that was ever decided?

A part of `approvals`, which keeps it with every step, in the same transaction.
"""

from typing import Any

from tortoise.models import Model

from web.domain import approval
from web.models import (
    ApprovalStep,
    DailyReport,
    DutyMember,
    OpenMatter,
    PhoneChange,
    TravelReport,
)

# Where the people of a matter stand; those of a letter by its version.
_PEOPLE: dict[str, type[Model]] = {
    approval.DAILY_REPORT: DailyReport,
    approval.TRAVEL_REPORT: TravelReport,
    approval.PHONE_CHANGE: PhoneChange,
}


async def keep(step: ApprovalStep) -> None:
    """Have a matter wait from a step on that was just taken, or no longer.

    Call it in the transaction of the step; the matter and its people are there by then.
    """
    await OpenMatter.filter(subject=step.subject, kind=step.kind).delete()
    if step.event in approval.WAITING:
        told = {"kind": step.kind, "subject": step.subject, "since": step.at}
        await OpenMatter.bulk_create(
            [OpenMatter(employee_id=one, **told) for one in await _people(step)]
        )


async def _people(step: ApprovalStep) -> list[Any]:
    """Ids of whom a matter is about."""
    if step.kind == approval.DUTY:
        members = await DutyMember.filter(version_id=step.version)
        return [one.employee_id for one in members]
    found = await _PEOPLE[step.kind].filter(id=step.subject).values_list("employee_id", flat=True)
    return list(found)
