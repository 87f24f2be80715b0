"""What waits for a decision, and which reports have one, told without looking through all steps?

A part of `approvals`, which keeps it with every step, in the same transaction.
"""

from typing import Any

from tortoise.models import Model

from web.domain import approval
from web.models import (
    ApprovalStep,
    DailyReport,
    DecidedReport,
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
    """Have a matter wait from a step on that was just taken, or no longer, or be decided on.

    Call it in the transaction of the step; the matter and its people are there by then.
    """
    await OpenMatter.filter(subject=step.subject, kind=step.kind).delete()
    if step.event in approval.WAITING:
        told = {"kind": step.kind, "subject": step.subject, "since": step.at}
        await OpenMatter.bulk_create(
            [OpenMatter(employee_id=one, **told) for one in await _people(step)]
        )
    if step.kind == approval.DAILY_REPORT:
        await _decided(step)


async def _decided(step: ApprovalStep) -> None:
    await DecidedReport.filter(report_id=step.subject).delete()
    if step.event in approval.SETTLING:
        report = await DailyReport.get(id=step.subject)
        await DecidedReport.create(
            report=report, employee_id=report.employee_id, workday=report.workday, at=step.at
        )


async def _people(step: ApprovalStep) -> list[Any]:
    """Ids of whom a matter is about."""
    if step.kind == approval.DUTY:
        members = await DutyMember.filter(version_id=step.version)
        return [one.employee_id for one in members]
    found = await _PEOPLE[step.kind].filter(id=step.subject).values_list("employee_id", flat=True)
    return list(found)
