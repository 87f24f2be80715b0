"""What does a regency of 9,000 people hold after three months? The records of bench/desk.py.

People of 20 agencies: a supervisor of 60, an operator of 600, an admin and an auditor of all; 35
points an agency. The 600 report daily; one record in a hundred of the last five workdays is
doubtful and undecided; every sixth person belongs to a group, every twentieth has a shift that day
or a leave, and every phone spoke with the server every day.
"""

import json
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from tortoise.transactions import in_transaction

from bench.recap import ASSESSMENT, CHECKIN, LARGE, fill
from web import clock
from web.db import insert, open_database, renew_statistics
from web.domain import times
from web.models import Agency, CheckIn, DailyReport, Employee, Role, Shift, WorkGroup
from web.services import access, points
from web.services.keys import KeyRing
from web.services.softphone import SoftPhone, fix
from web.settings import Settings

MONTHS = ((2026, 9), (2026, 10), (2026, 11))
NOW = datetime(2026, 11, 30, 4, tzinfo=UTC)
TEAM, POINTS = 60, 35
SIGNED = 10_000  # from this number on: the one check-in that has a signature
LINES = json.dumps(
    [{"begins": "07:30", "ends": "12:00", "activity": "Loket", "volume": 9, "unit": "orang"}]
)


async def enter(settings: Settings, people: int, *, reports: bool = True) -> None:
    """Fill the database, with daily reports or without."""
    async with open_database(settings):
        days = [
            date(year, month, day)
            for year, month in MONTHS
            for day in range(1, 31)
            if date(year, month, day).isoweekday() < 6
        ]
        ids, _ = await fill(people, days)
        above, team = ids[0], ids[1 : 1 + TEAM]
        await Employee.filter(id__in=team).update(supervisor_id=above)
        await Employee.filter(id=ids[TEAM + 1]).update(role=Role.OPERATOR)
        await Employee.filter(id=ids[-1]).update(role=Role.ADMIN)
        async with in_transaction() as connection:
            dialect = connection.capabilities.dialect
            await connection.execute_query(
                f"UPDATE assessment SET verdict = 'review' WHERE {_ONE_IN_100[dialect]} AND"
                f" checkin_id IN (SELECT hash FROM checkin WHERE claimed_at >= '{days[-5]}')"
            )
        await _lives(ids, days)
        await _points()
        for person in ids[1:LARGE] if reports else ():
            await report(person, above if person in team else ids[-2], days[:-2])
        await Employee.filter(id=ids[-3]).update(role=Role.AUDITOR, agency_id=None)
        newest = await CheckIn.filter(employee_id=team[0]).order_by("-claimed_at").first()
        assert newest
        await _signed(settings, newest)
        begun = time.perf_counter()
        await renew_statistics()
        print(f"statistics renewed in {1000 * (time.perf_counter() - begun):.0f} ms", flush=True)


async def links(settings: Settings) -> dict[str, str]:
    """For each role the path by which one of them signs in."""
    async with open_database(settings):
        led = await Employee.filter(supervisor_id__isnull=False).first()
        assert led
        roles = {"supervisor": await Employee.get(id=led.supervisor_id)}
        for role in (Role.OPERATOR, Role.ADMIN, Role.AUDITOR):
            roles[role.value] = await Employee.get(role=role)
        made = {}
        for name, person in roles.items():
            issued = await access.issue_link(settings=settings, employee=person)
            made[name] = urlsplit(issued.url).path
        return made


async def _lives(ids: list[str], days: list[date]) -> None:
    """Groups, shifts, leaves, and a word of every phone on every day."""
    agency = await Agency.get(name="OPD 1")
    common: dict[str, Any] = {"agency": agency, "created_at": NOW}
    group = await WorkGroup.create(id=uuid4(), name="Jaga", **common)
    hours = ["14:00", "21:00"]
    shift = await Shift.create(id=uuid4(), code="S", name="Sore", hours=hours, **common)
    now, today, second = NOW - timedelta(days=30), days[-1], timedelta(seconds=1)
    members = [
        (str(uuid4()), str(group.id), one, now + n * second) for n, one in enumerate(ids[::6])
    ]
    roster = [(str(uuid4()), one, today, str(shift.id), now) for one in ids[7::40]]
    leaves = [
        (str(uuid4()), one, "CT", today, today + timedelta(days=2), "1", "", now)
        for one in ids[9::40]
    ]
    async with in_transaction() as connection:
        await insert(connection, "group_member", MEMBER, members)
        await insert(connection, "roster_entry", ENTRY, roster)
        await insert(connection, "day_status", STATUS, leaves)
    for day in days:
        at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
        spoke = [(str(uuid4()), one, at, 0) for n, one in enumerate(ids) if n % 50]
        async with in_transaction() as connection:
            await insert(connection, "contact", CONTACT, spoke)


async def _points() -> None:
    """Thirty-five points of each agency, a kilometre from each other."""
    with clock.at(datetime(2026, 1, 1, tzinfo=UTC)):
        for row, agency in enumerate(await Agency.all()):
            for column in range(POINTS):
                place = {"lat": -2.5 - row / 100, "lng": 118.9 + column / 100, "radius": 100}
                name = f"Titik {row}-{column}"
                await points.add_point(agency=agency, name=name, shape={"type": "circle", **place})


MEMBER = ("id", "group_id", "employee_id", "created_at")
ENTRY = ("id", "employee_id", "date", "shift_id", "created_at")
STATUS = ("id", "employee_id", "code", "first_day", "last_day", "number", "note", "created_at")
CONTACT = ("id", "device_id", "at", "last_seq")
_ONE_IN_100 = {"sqlite": "abs(random()) % 100 = 0", "postgres": "random() < 0.01"}


async def report(person: str, above: str, days: list[date], waiting: int = 5) -> None:
    """A person's daily reports, approved but for the last `waiting` of them."""
    reports, versions, steps, open_, decided = [], [], [], [], []
    for day in days:
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        id_, version = str(uuid4()), str(uuid4())
        reports.append((id_, person, day, at))
        versions.append((version, id_, 1, LINES, at, at))
        told = [("submit", person, at)]
        if day < days[-waiting]:
            told.append(("approve", above, at + timedelta(hours=1)))
            decided.append((id_, person, day, at + timedelta(hours=1)))
        else:
            open_.append((person, "daily_report", id_, at))
        for number, (event, author, when) in enumerate(told, 1):
            words = "Sesuai." if event == "approve" else ""
            steps.append(
                (
                    *(str(uuid4()), "daily_report", id_, number, event, author),
                    *(version, words, when),
                )
            )
    async with in_transaction() as connection:
        await insert(connection, "daily_report", REPORT, reports)
        await insert(connection, "daily_report_version", VERSION, versions)
        await insert(connection, "approval_step", STEP, steps)
        await insert(connection, "open_matter", OPEN, open_)
        await insert(connection, "decided_report", DECIDED, decided)


REPORT = ("id", "employee_id", "workday", "created_at")
VERSION = ("id", "report_id", "ordinal", "lines", "written_at", "at")
OPEN = ("employee_id", "kind", "subject", "since")
DECIDED = ("report_id", "employee_id", "workday", "at")
STEP = ("id", "kind", "subject", "number", "event", "author_id", "version", "words", "at")


async def records(settings: Settings) -> dict[str, str]:
    """What stands in the address of a page about one record: those of a person of the team."""
    async with open_database(settings):
        person = await Employee.filter(supervisor_id__isnull=False).first()
        group = await WorkGroup.all().first()
        checkin = await CheckIn.filter(seq__gte=SIGNED).first()
        report = await DailyReport.filter(employee=person).first()
        other = await Agency.exclude(id=person.agency_id if person else None).first()
        assert person
        assert group
        assert checkin
        assert other
        return {
            **{"/desk/employees/": str(person.id), "/desk/agencies/": str(person.agency_id)},
            **{"/desk/groups/": str(group.id), "{hash}": checkin.hash},
            **{"/desk/daily-reports/": str(report.id) if report else ""},
            **{"{agency:uuid}": str(person.agency_id), "{employee:uuid}": str(person.id)},
            **{"{month}": "2026-11", "{day:int}": "3", "{day}": "2026-11-03"},
            **{"{format}": "csv", "parent": str(other.id)},
        }


async def _signed(settings: Settings, like: CheckIn) -> None:
    """A check-in that waits for a decision, with bytes that its page can read."""
    phone, at = SoftPhone(settings.origin), like.claimed_at
    phone.device_id, phone.seq = str(like.device_id), SIGNED
    told = {"jti": "a", "iss": settings.origin, "sub": phone.device_id}
    keys = KeyRing.load(settings.data / "keys")
    phone.take_anchor(keys.sign_anchor(told | {"iat": times.to_seconds(at)}), at=at)
    signed = phone.check_in(like.kind, at=at, fixes=[fix(-2.5, 118.9, 12.0, at)])
    whose = (phone.device_id, str(like.employee_id), phone.seq, like.kind, at, at, at)
    row = (phone.head, str(uuid4()), *whose, False, 0, "own", signed["jws"], "{}", False)
    async with in_transaction() as connection:
        await insert(connection, "checkin", CHECKIN, [row])
        await insert(connection, "assessment", ASSESSMENT, [(phone.head, "review", "[]", "1", NOW)])
