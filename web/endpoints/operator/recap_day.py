"""Why is a day called what it is called? One person's month, and one day with its facts."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q

from web import clock
from web.desk import desk_page
from web.domain import discipline, times
from web.domain.discretion import PERSONAL, discreet_row
from web.domain.month import beside, words_of
from web.domain.recap import CAUSES
from web.domain.statuses import STATUSES
from web.domain.vocabulary import SAID
from web.errors import Problem
from web.files import files_for
from web.models import (
    Agency,
    CheckIn,
    Correction,
    DayChange,
    DayStatus,
    Employee,
    Outage,
    Ruling,
    Withdrawal,
)
from web.services import reasons, recap_views
from web.services.recaps import Row, locked_month, month_of
from web.services.reviews import state_of
from web.services.signals import signals_of


async def person(request: Request, viewer: Employee) -> Response:
    """A person's whole month, with what PP 94/2021 counts in the year so far."""
    agency, employee, month, row = await _load(request, viewer)
    since = agency.starts_on or agency.created_at.date()
    found = await signals_of([employee.id], month, since, clock.now())
    signal = found.get(str(employee.id))
    return await desk_page(
        request,
        viewer,
        "operator/recap_person.html",
        row=row,
        told=discipline.for_supervisor(signal) if signal else [],
        whole=agency in await recap_views.agencies_of(viewer),
        day_of=lambda number: month_of(month)[0].replace(day=number),
        month_before=beside(month, -1),
        month_after=beside(month, 1),
        look_of=recap_views.look_of,
        **_common(agency, employee, month),
    )


async def show(request: Request, viewer: Employee) -> Response:
    """One day: what was expected, every record, what holds on it, and how it came to change."""
    agency, employee, month, row = await _load(request, viewer)
    day = row["days"].get(str(request.path_params["day"]))
    if day is None:
        raise Problem("not_found")
    on = month_of(month)[0].replace(day=request.path_params["day"])
    return await desk_page(
        request,
        viewer,
        "operator/recap_day.html",
        day=day,
        on=on,
        look_of=recap_views.look_of,
        lock=await locked_month(agency.id, month),
        statuses=STATUSES,
        state_of=state_of,
        **await _facts(viewer, agency, employee, on, day),
        **_common(agency, employee, month),
    )


async def _load(request: Request, viewer: Employee) -> tuple[Agency, Employee, str, Row]:
    given = request.path_params
    month = given["month"]
    month_of(month)
    employee = await recap_views.person_for(viewer, given["agency"], month, given["employee"])
    agency = await Agency.get(id=given["agency"])
    row = await recap_views.row_for(agency, employee, month, clock.now())
    if not reasons.told_of(viewer, employee, agency.id):
        row = discreet_row(row)
    return agency, employee, month, row


def _common(agency: Agency, employee: Employee, month: str) -> dict[str, Any]:
    return {
        "room": "recap",
        "zone": agency.timezone,
        "agency": agency,
        "employee": employee,
        "month": month,
        "month_words": words_of(month),
        "at": times.read,
        "home": f"/desk/recap/{agency.id}/{month}/{employee.id}",
    }


async def _facts(
    viewer: Employee, agency: Agency, employee: Employee, on: date, day: Row
) -> dict[str, Any]:
    """Everything that was recorded, filed or stated for a date, whether or not it counted."""
    since = datetime.combine(on, time(), ZoneInfo(agency.timezone)).astimezone(UTC)
    until = since + timedelta(hours=28)  # as far as the usual window; a night shift's end is a mark
    counted = [one for one in day["marks"].values() if one]
    around = Q(claimed_at__gte=since, claimed_at__lt=until) | Q(hash__in=counted)
    checkins = (
        await CheckIn.filter(around, employee=employee)
        .order_by("claimed_at")
        .select_related("assessment")
        .prefetch_related("decisions")
    )
    hashes = [one.hash for one in checkins]
    seen = {
        one.hash
        for query in (CheckIn.visible_to(viewer), CheckIn.supervised_by(viewer))
        for one in await query.filter(hash__in=hashes).only("hash")
    }
    corrections = await Correction.filter(employee=employee, date=on).order_by("filed_at")
    stated = await DayStatus.filter(employee=employee, first_day__lte=on, last_day__gte=on)
    changes = await DayChange.filter(employee=employee, date=on).order_by("-at")
    if not reasons.told_of(viewer, employee, agency.id):
        stated = [one for one in stated if one.code not in PERSONAL]
        changes = reasons.without_reasons(changes)
    outages = await Outage.filter(
        Q(agency=agency), Q(starts_at__lt=until), Q(ends_at__gte=since)
    ).order_by("starts_at")
    ids = [one.id for one in corrections] + [one.id for one in stated]
    ids += [one.id for one in outages]
    return {
        "changes": changes,
        "causes_of": lambda text: [CAUSES.get(one, one) for one in text.split()],
        "checkins": checkins,
        "openable": seen,
        "corrections": corrections,
        "stated": stated,
        "outages": outages,
        "words_on": await _rulings(ids),
        "files": await files_for(
            viewer,
            {
                "correction": [one.id for one in corrections],
                "day_status": [one.id for one in stated],
            },
        ),
    }


async def _rulings(ids: list[Any]) -> dict[Any, tuple[str, str, str]]:
    """For each id what was said of it in the end: tone, word, and who said so and why."""
    found = dict.fromkeys(ids, ("waiting", "Menunggu keputusan", ""))
    said = Ruling.filter(subject__in=ids).order_by("at")
    for one in await said.select_related("author", "on_behalf_of"):
        tone = {"approved": "good", "rejected": "bad"}.get(one.outcome, "waiting")
        who = f"{one.by}: {one.reason}" if one.reason else one.by
        found[one.subject] = (tone, SAID[one.outcome], who)
    for taken in await Withdrawal.filter(subject__in=ids).select_related("author"):
        found[taken.subject] = ("waiting", "Dibatalkan", f"{taken.author.name}: {taken.reason}")
    return found
