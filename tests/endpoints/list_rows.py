"""What stands in the lists of the desks? Some rows of every kind, written straight into the tables.

How they come about is tested elsewhere; here they only have to be many.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.endpoints.conftest import Cast
from web import clock
from web.domain.duties import OUT_OF_TOWN
from web.models import (
    ApprovalStep,
    Assessment,
    CheckIn,
    Correction,
    DailyReport,
    DailyReportVersion,
    DayStatus,
    Decision,
    Delegation,
    Device,
    Duty,
    DutyMember,
    DutyVersion,
    Employee,
    GroupMember,
    ImportRun,
    JointEvent,
    Outage,
    PhoneChange,
    Point,
    PointVersion,
    Quarantine,
    Ruling,
    Shift,
    SpecialDay,
    TravelReport,
    TravelReportVersion,
    WorkGroup,
    WorkPattern,
)
from web.services import open_matters

DAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 1, tzinfo=UTC)
GROUP = UUID("00000000-0000-4000-8000-000000000009")
BODY = {"results": "Baik", "activities": []}
LINES = [{"begins": "07:30", "ends": "12:00", "activity": "Loket", "volume": 9, "unit": "orang"}]


async def put(model: Any, **values: Any) -> Any:
    """A row of a table."""
    return await model.create(**values)


async def fill(cast: Cast, first: int, last: int) -> None:
    """People from one number to another, each with a row in every list of their office."""
    for number in range(first, last):
        person = await put(
            Employee,
            id=uuid4(),
            nip=f"1970010119990111{number:02d}",
            name=f"=Orang {number:02d}",  # what a spreadsheet would run
            agency=cast.office,
            supervisor=cast.people["supervisor"],
            created_at=AT,
        )
        device = await _device(person)
        await _checkins(cast, person, device, number)
        await _stated(cast, person, number)
        await _asked(cast, person, number)
        await _travelled(cast, person, number)
        await _reported(cast, person, number)
        await _point(cast, person, number)
        await _imported(cast, person, number)
        await _ruled(cast, person, number)


async def _imported(cast: Cast, person: Employee, number: int) -> None:
    """A file that bears the person's name, brought by the operator."""
    counts = dict.fromkeys(("count_new", "count_changed", "count_left", "count_refused"), number)
    author, at = cast.people["operator"], AT + timedelta(minutes=number)
    named = {"file_name": person.name, "kind": "statuses", "author": author, "at": at}
    await put(ImportRun, id=uuid4(), agency=cast.office, **named, **counts)


async def _ruled(cast: Cast, person: Employee, number: int) -> None:
    """A joint event, a special day, a shift, hours and a group that bear the person's name."""
    told = {"agency": cast.office, "author": cast.people["operator"], "created_at": AT}
    day = date(2099, 1, 1) + timedelta(days=number)
    hours = {"opens": "07:00", "closes": "07:30"}
    await put(JointEvent, id=uuid4(), name=person.name, date=day, kind="apel", **hours, **told)
    week = {"days": {"1": ["07:30", "16:00"]}, "valid_from": DAY}
    await put(WorkPattern, id=uuid4(), name=person.name, employee=person, **week, **told)
    named = {"agency": cast.office, "created_at": AT}
    await put(WorkGroup, id=uuid4(), name=person.name, **named)
    group, _ = await WorkGroup.get_or_create(id=GROUP, defaults={"name": "Regu", **named})
    by = {"author": cast.people["operator"], "created_at": AT}
    await put(GroupMember, id=uuid4(), group=group, employee=person, valid_from=DAY, **by)
    shift = {"code": f"X{number}", "hours": ["07:00", "14:00"]}
    await put(Shift, id=uuid4(), name=person.name, **shift, **told)
    await put(SpecialDay, id=uuid4(), name=person.name, date=day, absent=50, **told)


async def _point(cast: Cast, person: Employee, number: int) -> None:
    """A point that bears the person's name, on a line to the east."""
    point = await put(Point, id=uuid4(), agency=cast.office, created_at=AT)
    shape = {"type": "circle", "lat": -2.5, "lng": 118.5 + number / 100, "radius": 100}
    named = {"name": person.name, "shape": shape, "author": cast.people["operator"]}
    await put(PointVersion, id=uuid4(), point=point, created_at=AT, **named)


async def _device(person: Employee) -> Any:
    return await put(
        Device,
        **{"id": uuid4(), "employee": person, "key": {}, "thumbprint": str(person.id)},
        **{"credential_id": str(person.id), "credential_key": b"", "backup_eligible": False},
        **{"binding": "device", "platform": "Android", "aaguid": "", "enrolled_at": AT},
        follows_another=False,
    )


async def _checkins(cast: Cast, person: Employee, device: Any, number: int) -> None:
    """One that waits, one that was decided, and one that was refused."""
    for seq in (1, 2):
        at = AT + timedelta(minutes=number, hours=seq)
        checkin = await put(
            CheckIn,
            **{"hash": f"{seq}{person.id}".ljust(43, "x"), "jti": str(uuid4()), "device": device},
            **{"employee": person, "seq": seq, "kind": "in", "claimed_at": at, "received_at": at},
            **{"anchor_at": at, "backup_eligible": False, "sign_count": 0, "via": "own"},
            **{"jws": "x", "assertion": "{}"},
        )
        flags = [{"code": "no_location", "detail": "Tanpa lokasi."}]
        await put(
            Assessment, checkin=checkin, verdict="review", flags=flags, rules="1", assessed_at=at
        )
        if seq == 2:
            said = {"author": cast.people["supervisor"], "outcome": "accepted", "reason": "Benar."}
            await put(Decision, id=uuid4(), checkin=checkin, at=at, **said)
    await put(
        Quarantine,
        **{"id": uuid4(), "digest": str(uuid4()), "reason": "bad_signature", "envelope": b"x"},
        **{"received_at": AT + timedelta(minutes=number), "device": device, "via": "own"},
    )


async def _stated(cast: Cast, person: Employee, number: int) -> None:
    """A leave, a delegation, an outage, and two corrections: one waits, one is settled."""
    days = {"first_day": DAY, "last_day": DAY, "number": f"+{number}", "created_at": AT}
    operator = cast.people["operator"]
    await put(DayStatus, id=uuid4(), employee=person, code="CT", note="", **days)
    await put(
        Delegation,
        id=uuid4(),
        principal=operator,
        delegate=person,
        kind="plh",
        author=operator,
        **days,
    )
    await put(
        Outage,
        **{"id": uuid4(), "agency": cast.office, "author": operator, "created_at": AT},
        **{"starts_at": AT + timedelta(hours=number), "ends_at": AT + timedelta(hours=number + 1)},
        **{"kinds": "both", "reason": "@Listrik padam."},
    )
    for settled in (False, True):
        said = {"date": DAY, "kind": "in", "at": AT, "reason": "Lupa.", "evidence": ""}
        made = await put(Correction, id=uuid4(), employee=person, filed_at=AT, **said)
        if settled:
            await put(
                Ruling,
                **{"id": uuid4(), "subject": made.id, "author": cast.people["supervisor"]},
                **{"outcome": "approved", "reason": "-ya", "at": AT},
            )


async def _asked(cast: Cast, person: Employee, number: int) -> None:
    """A request for a further phone that waits for a second person."""
    change = await put(
        PhoneChange,
        **{"id": uuid4(), "employee": person, "number": 1, "cause": "broken"},
        **{"reason": "@pecah", "author": cast.people["operator"]},
        created_at=AT + timedelta(minutes=number),
    )
    step = await put(
        ApprovalStep,
        **{"id": uuid4(), "kind": "phone_change", "subject": change.id, "number": 1},
        **{"event": "prepare", "author": cast.people["operator"], "words": "Ya.", "at": AT},
    )
    await open_matters.keep(step)


async def _travelled(cast: Cast, person: Employee, number: int) -> None:
    """An approved letter with a report that waits, and one for which a report is owed."""
    for reported in (True, False):
        day = clock.now().date() - timedelta(days=60 + number)  # long due by now
        duty = await put(Duty, id=uuid4(), author=person, created_at=AT)
        version = await put(
            DutyVersion,
            **{"id": uuid4(), "duty": duty, "ordinal": 1, "number": f"094/{number}", "at": AT},
            **{"letter_date": day, "purpose": "Rapat", "kind": OUT_OF_TOWN, "covers": "both"},
            **{"first_day": day, "last_day": day, "author": person},
            places=[{"name": "Kalumpang", "shape": None}],
        )
        await put(DutyMember, version=version, employee=person)
        await _steps(cast, person, "duty", duty.id, version.id, approved=True)
        if reported:
            report = await put(TravelReport, id=uuid4(), duty=duty, employee=person, created_at=AT)
            told = {"ordinal": 1, "body": BODY, "written_at": AT, "at": AT}
            content = await put(TravelReportVersion, id=uuid4(), report=report, **told)
            await _steps(cast, person, "travel_report", report.id, content.id)


async def _reported(cast: Cast, person: Employee, number: int) -> None:
    """A daily report that waits, and one that was approved."""
    for approved in (False, True):
        day = DAY - timedelta(days=int(approved))
        report = await put(DailyReport, id=uuid4(), employee=person, workday=day, created_at=AT)
        told = {"ordinal": 1, "lines": LINES, "written_at": AT, "at": AT}
        version = await put(DailyReportVersion, id=uuid4(), report=report, **told)
        await _steps(cast, person, "daily_report", report.id, version.id, approved=approved)


async def _steps(
    cast: Cast, person: Employee, kind: str, subject: UUID, version: UUID, *, approved: bool = False
) -> None:
    taken: list[tuple[str, Any]] = [("submit", person)]
    if approved:
        taken.append(("approve", cast.people["supervisor"]))
    for number, (event, author) in enumerate(taken, 1):
        step = await put(
            ApprovalStep,
            **{"id": uuid4(), "kind": kind, "subject": subject, "number": number, "event": event},
            **{"author": author, "version": version, "words": "Sesuai.", "at": clock.now()},
        )
        await open_matters.keep(step)
