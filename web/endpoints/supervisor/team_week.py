"""Who of a supervisor's people is in, away, late or silent, day by day of one week?"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page, link_with, page_of, zone_of
from web.domain.schedule import local_date
from web.domain.team_day import tally, team_day
from web.forms import as_date, query, query_page
from web.models import Employee
from web.services import recap_views, seeking
from web.services.assignments import approved
from web.services.last_heard import last_heard

HOME = "/desk/team-week"
PAGE_SIZE = 60
SILENT = timedelta(days=3)  # without a word from the phone: more than a weekend without signal


async def show(request: Request, viewer: Employee) -> Response:
    """The week that a date of the address lies in; this one where it says none."""
    now = clock.now()
    today = local_date(now, zone_of(viewer))
    days = week_of(as_date(query(request, "week")) or today)
    team, text = recap_views.team_of(viewer, days[0], days[-1]), query(request, "q")
    paging, shown = await page_of(seeking.people(team, text), query_page(request), PAGE_SIZE)
    rows = await _rows(viewer, [one.id for one in shown], days, today, now)
    return await desk_page(
        request,
        viewer,
        "supervisor/team_week.html",
        room="team",
        rows=rows,
        paging=paging,
        days=days,
        today=today,
        text=text,
        figures=await _figures(viewer, today, now) if today in days else {},
        **_links(days, text),
    )


def _links(days: list[date], text: str) -> dict[str, Any]:
    def week(day: date, **more: object) -> str:
        return link_with(HOME, {"week": day, "q": text, **more})

    return {
        "beside": [week(days[0] + timedelta(days=n)) for n in (-7, 7)],
        "page_link": lambda number: week(days[0], page=number),
    }


def week_of(day: date) -> list[date]:
    """The seven dates of the week that a date lies in, Monday first."""
    return [day - timedelta(days=day.weekday() - n) for n in range(7)]


async def _rows(
    viewer: Employee, shown: list[UUID], days: list[date], today: date, now: datetime
) -> list[dict[str, Any]]:
    people: dict[str, dict[str, Any]] = {}
    for month in sorted({f"{day:%Y-%m}" for day in days}):
        for row in await recap_views.team_rows(viewer, month, now, shown):
            held = people.setdefault(row["employee_id"], row | {"told": {}})
            held["told"] |= {(month, number): day for number, day in row["days"].items()}
    duties = await approved(list(people), days[0], days[-1])
    heard = await last_heard(list(people))
    return [
        row
        | {
            "cells": [
                team_day(
                    day,
                    row["told"].get((f"{day:%Y-%m}", str(day.day))),
                    today,
                    _place(duties.get(id_, []), day),
                )
                for day in days
            ],
            "phone": _phone(heard, id_, now),
        }
        for id_, row in people.items()
    ]


def _place(duties: list[Any], day: date) -> str:
    """Whereto the duties of a day lead."""
    return ", ".join(one.whereto for one in duties if one.first_day <= day <= one.last_day)


def _phone(heard: dict[str, datetime | None], id_: str, now: datetime) -> tuple[str, Any]:
    """What is to be said of a phone: `none`, `silent` since when, or nothing."""
    if id_ not in heard:
        return "none", None
    at = heard[id_]
    return ("silent", at) if at is None or now - at > SILENT else ("", at)


async def _figures(viewer: Employee, today: date, now: datetime) -> dict[str, int]:
    """How the whole team stands today, on whatever page they are: everybody once."""
    team = [one.id for one in await recap_views.team_of(viewer, today, today)]
    rows = await recap_views.team_rows(viewer, f"{today:%Y-%m}", now, team)
    return tally([team_day(today, row["days"].get(str(today.day)), today) for row in rows])
