"""Which approved duties do some people have? Read as the rules look at them, for many at once.

Shared by the intake, which judges check-ins, and by `happenings`, which folds days. Whether
something stands approved is told by its last step (`approvals`).
"""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web.db import rows
from web.domain import approval
from web.domain.duties import Assignment, needs_report, parse_places
from web.services import approvals, policies

APPROVED = (
    "SELECT m.employee_id, v.duty_id, v.number, v.kind, v.covers, v.first_day, v.last_day,"
    " v.places, s.at FROM duty_member m JOIN duty_version v ON v.id = m.version_id"
    " JOIN approval_step s ON s.subject = v.duty_id AND s.version = v.id"
    " WHERE m.employee_id IN (?*) AND v.first_day <= ? AND v.last_day >= ?"
    " AND s.kind = 'duty' AND s.event = 'approve' AND NOT EXISTS (SELECT 1 FROM"
    " approval_step later WHERE later.subject = s.subject AND later.kind = s.kind"
    " AND later.number > s.number)"
)


async def approved(
    employees: Collection[Any],
    first: date,
    last: date,
    *,
    reports: bool = False,
    connection: BaseDBAsyncClient | None = None,
) -> dict[str, list[Assignment]]:
    """The approved duties of some people that touch a span of local dates, by id as text.

    Args:
        employees: ids.
        first: the first date.
        last: the last date.
        reports: whether to say if their travel reports are approved; two more queries where
            there are duties at all.
        connection: of the transaction; None for the one in force.
    """
    found: dict[str, list[Assignment]] = {}
    held = connection or Tortoise.get_connection("default")
    for row in await rows(held, APPROVED, employees, last, first):
        found.setdefault(str(row["employee_id"]), []).append(_assignment(row))
    return await _with_reports(found) if reports and found else found


def report_id(duty: Any, employee: Any) -> UUID:
    """The id of somebody's travel report about a duty: one for each, whoever asks for it.

    UUIDv5 (RFC 9562) of the person's id as text in the name space of the duty's id.
    """
    return uuid5(UUID(str(duty)), str(employee))


async def report_state(duty: Any, employee: Any) -> str | None:
    """Where somebody's travel report about a duty stands, None where there is none yet.

    Args:
        duty: id.
        employee: id.
    """
    subject = report_id(duty, employee)
    return (await approvals.standing(approval.TRAVEL_REPORT, subject)).state


async def _with_reports(held: dict[str, list[Assignment]]) -> dict[str, list[Assignment]]:
    ids = {
        report_id(one.duty, employee): (employee, one.duty)
        for employee, duties in held.items()
        for one in duties
    }
    done = {
        ids[one] for one in await approvals.in_state(approval.TRAVEL_REPORT, ids, approval.APPROVED)
    }
    rules = await policies.load()
    offices = await policies.agencies_of(held)
    return {
        employee: [
            replace(one, reported=(employee, one.duty) in done)
            if needs_report(one.kind, rules.on(offices[employee], one.first_day).report_short)
            else one
            for one in duties
        ]
        for employee, duties in held.items()
    }


def _assignment(row: dict[str, Any]) -> Assignment:
    places = row["places"]
    return Assignment(
        duty=str(row["duty_id"]),
        number=row["number"],
        kind=row["kind"],
        covers=row["covers"],
        first_day=day_of(row["first_day"]),
        last_day=day_of(row["last_day"]),
        places=parse_places(json.loads(places) if isinstance(places, str) else places),
        approved_at=str(row["at"]),
    )


def day_of(value: Any) -> date:
    """A date from either database."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value
