"""What does a phone need to know to work for 14 days without a network, and what is its history?"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q, Subquery

from web import clock
from web.domain import times
from web.domain.opening import parse_opening
from web.domain.vocabulary import REVOKED
from web.domain.workday import plan
from web.errors import Problem
from web.models import CheckIn, Employee, Explanation, PointShare, PointVersion, Session
from web.services import agency_tree, phone_policies, rulebook
from web.services.attachment_photos import on_phone
from web.services.name_order import ordered
from web.services.phone_duties import near
from web.services.point_scope import AHEAD
from web.services.surroundings import DEFAULT_ZONE

HISTORY = timedelta(days=35)
LOW_ACCURACY = 100  # metres


async def state_of(session: Session, now: datetime) -> dict[str, Any]:
    """The protocol's `state`: it stays the same until something in it changes."""
    employee, device = session.employee, session.device
    agency = employee.agency
    zone = agency.timezone if agency else DEFAULT_ZONE
    today = now.astimezone(ZoneInfo(zone)).date()
    end = datetime.combine(
        today + timedelta(days=AHEAD), datetime.min.time(), tzinfo=ZoneInfo(zone)
    )
    return {
        "employee": {
            "nip": employee.nip,
            "name": employee.name,
            "agency": agency.name if agency else None,
            "timezone": zone,
            "supervisor": await _supervisor(employee),
        },
        "device": device
        and {
            "id": str(device.id),
            "enrolled_at": times.write(device.enrolled_at),
            "binding": device.binding,
            "platform": device.platform,
        },
        "points": await _points(employee, now, end, today),
        "schedule": {
            "timezone": zone,
            "days": await _days(employee, today),
        },
        "duties": await near(employee, today, end.date()),
        "policy": await _policy(employee, today),
        "valid_until": times.write(end),
    }


async def _policy(employee: Employee, today: date) -> dict[str, int | str]:
    """The limits that the phone shows, as they hold today."""
    held = (await phone_policies.load()).on(employee.agency_id, today)
    return {
        "offline_days": held.offline_days,
        "cap": held.cap,
        "low_accuracy": LOW_ACCURACY,
        "photo": held.photo,
    }


async def _supervisor(employee: Employee) -> str | None:
    if employee.supervisor_id is None:
        return None
    names = await Employee.filter(id=employee.supervisor_id).values_list("name", flat=True)
    return str(names[0]) if names else None


async def _days(employee: Employee, today: date) -> list[dict[str, Any]]:
    """The person's next days: their hours by pattern, roster and calendar."""
    last = today + timedelta(days=AHEAD - 1)
    rules = await rulebook.load([employee.id], today, last)
    person = rules.people[str(employee.id)]
    plans = (plan(rules.planning, person, today + timedelta(days=n)) for n in range(AHEAD))
    return [
        {
            "date": one.date.isoformat(),
            "workday": bool(one.spans),
            "start": _clock(one.spans[0].start) if one.spans else None,
            "end": _clock(one.spans[-1].end) if one.spans else None,
        }
        for one in plans
    ]


def _clock(minutes: int) -> str:
    """Minutes after midnight as "07:30", by the clock on the wall."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


async def _points(
    employee: Employee, now: datetime, end: datetime, today: date
) -> list[dict[str, Any]]:
    """The points in force between now and the end: the office's own, of those above, and shared.

    One with hours of opening comes once for each stretch of them, from the start of today on.
    """
    own = str(employee.agency_id) if employee.agency_id else None
    offices = (await agency_tree.load()).chain(own, today)
    shared = PointShare.filter(agency_id__in=offices).values("version_id")
    versions = PointVersion.filter(
        PointVersion.open_at(now),
        Q(valid_from=None) | Q(valid_from__lt=end),
        Q(point__agency_id__in=offices) | Q(id__in=Subquery(shared)),
    )
    start = end - timedelta(days=AHEAD)
    return [
        {
            "id": str(version.point_id),
            "name": version.name,
            "shape": version.shape,
            "valid_from": times.write(begins) if begins else None,
            "valid_until": times.write(ends) if ends else None,
        }
        for version in await ordered(versions, "name", "id").select_related("point__agency")
        for begins, ends in _stretches(version, start, end)
    ]


def _stretches(
    version: PointVersion, start: datetime, end: datetime
) -> list[tuple[datetime | None, datetime | None]]:
    """When a version may be used: its validity, cut to its hours of opening."""
    begins, ends = version.valid_from, version.valid_until
    opening = parse_opening(version.opening, version.point.agency.timezone)
    if opening is None:
        return [(begins, ends)]
    first, last = max(start, begins or start), min(end, ends or end)
    return [
        (max(opens, begins or opens), min(closes, ends or closes))
        for opens, closes in opening.within(first, last)
    ]


async def history_of(employee: Employee, now: datetime) -> list[dict[str, Any]]:
    """The person's check-ins of the last 35 days as they stand now, newest first."""
    checkins = (
        await CheckIn.filter(employee=employee, claimed_at__gt=now - HISTORY)
        .order_by("-claimed_at")
        .prefetch_related(
            "assessment", "decisions__author", "decisions__on_behalf_of", "explanations"
        )
    )
    photos = await on_phone(employee, checkins)
    return [_entry(checkin, photos[checkin.hash]) for checkin in checkins]


def _entry(checkin: CheckIn, photo: dict[str, Any]) -> dict[str, Any]:
    assessment = checkin.assessment
    newest = max(checkin.decisions, key=lambda one: one.at, default=None)
    decision = None if newest and newest.outcome == REVOKED else newest
    return {
        "id": checkin.jti,
        "kind": checkin.kind,
        "claimed_at": times.write(checkin.claimed_at),
        "received_at": times.write(checkin.received_at),
        "verdict": assessment.verdict,
        "flags": assessment.flags,
        "point": assessment.point_name,
        "decision": decision
        and {
            "outcome": decision.outcome,
            "reason": decision.reason,
            "by": decision.by,
            "at": times.write(decision.at),
        },
        "explanations": [
            {"id": str(one.id), "text": one.text, "at": times.write(one.at)}
            for one in sorted(checkin.explanations, key=lambda one: one.at)
        ],
        "photo": photo,
    }


async def explain(*, session: Session, id_: UUID, jti: str, text: str) -> bool:
    """Keep what the employee says about a check-in of theirs; False when it was kept before.

    Raises:
        Problem: `not_found` when no such check-in is theirs, `content_differs` when the id
            already stands for something else.
    """
    checkin = await CheckIn.filter(
        Q(device_id=session.device_id) | Q(employee_id=session.employee_id), jti=jti
    ).first()
    if checkin is None:
        raise Problem("not_found")
    try:
        await Explanation.create(id=id_, checkin=checkin, text=text, at=clock.now())
    except IntegrityError:
        kept = await Explanation.filter(id=id_, checkin=checkin, text=text).exists()
        if kept:
            return False
        raise Problem("content_differs") from None
    return True
