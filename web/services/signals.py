"""Whose absences reach a threshold of PP 94/2021? Counted from the months as they are stored."""

import json
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from tortoise import Tortoise

from web.db import rows as read
from web.domain.discipline import THRESHOLDS, Absence, Signal, signal
from web.services.months import settle
from web.services.recaps import Row, stored


async def signals_of(
    employees: Collection[Any], month: str, since: date | None, now: datetime
) -> dict[str, Signal]:
    """The signals of PP 94/2021 of some people, by id, from January to the month asked for.

    They follow the records as they stand now, also where a month is locked: what is mended late
    is to weigh on nobody. Two queries, and the days of those only who have enough absences.
    """
    year = int(month[:4])
    months = [f"{year}-{one:02}" for one in range(1, int(month[5:]) + 1)]
    for one in months:
        if since is None or one >= since.isoformat()[:7]:
            await settle(employees, one, now)
    connection = Tortoise.get_connection("default")
    ids, months = [str(one) for one in employees], [f"{year - 1}-12", *months]
    counted = await read(
        connection,
        "SELECT employee_id, totals FROM person_month WHERE month IN (?*) AND employee_id IN (?*)",
        *(months, ids),
    )
    absent: dict[str, int] = {}
    for row in counted:
        key = str(row["employee_id"])
        absent[key] = absent.get(key, 0) + _loads(row["totals"]).get("absent", 0)
    near = [key for key, number in absent.items() if number >= min(THRESHOLDS)]
    days: dict[str, list[Absence]] = {}
    for month_ in months if near else ():
        for key, held in (await stored(near, month_)).items():
            days.setdefault(key, []).extend(absences(month_, held["days"]))
    found = {key: signal(counted_days, year) for key, counted_days in days.items()}
    return {key: told for key, told in found.items() if told.shows}


def absences(month: str, days: Row) -> Iterator[Absence]:
    """The days of a month as domain/discipline.py counts them; days not over yet are left out."""
    for number, day in days.items():
        if day["code"]:
            workday = day["hours"] is not None
            yield date.fromisoformat(f"{month}-{int(number):02}"), bool(day.get("absent")), workday


def _loads(value: Any) -> Row:
    return dict(json.loads(value) if isinstance(value, str) else value)
