"""What is there to be asked for in the matrix? A record of each kind, at an office and at another.

The records are as plain as they can be: it matters only whose they are.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from tests import samples
from tests.endpoints.conftest import CIRCLE, STRANGER, Cast
from web import clock
from web.domain.daily_reports import parse_lines
from web.domain.duties import Letter, Place
from web.domain.schedule import local_date
from web.domain.travel_reports import Activity, Content
from web.models import (
    Agency,
    Attachment,
    Correction,
    DayStatus,
    Delegation,
    Employee,
    JointEvent,
    Outage,
    Point,
    Quarantine,
    WorkGroup,
    WorkPattern,
)
from web.services import daily_report_filing, duties, duty_filing, phone_changes, points, roster
from web.services import travel_report_filing as travel
from web.services.assignments import report_id

LINE = {"begins": "07:30", "ends": "09:00", "activity": "Menyusun", "volume": 1, "unit": "berkas"}
PREFIXES = {
    "/desk/employees/": "employee",
    "/desk/agencies/": "agency",
    "/desk/points/": "point",
    "/desk/schedules/": "pattern",
    "/desk/groups/": "group",
    "/desk/statuses/": "status",
    "/desk/outages/": "outage",
    "/desk/events/": "event",
    "/desk/duties/": "duty",
    "/desk/delegations/": "delegation",
    "/desk/daily-reports/": "daily",
    "/desk/travel-reports/": "travel",
    "/desk/corrections/": "correction",
    "/desk/quarantine/": "quarantine",
    "/desk/phone-changes/": "change",
    "/desk/attachments/": "attachment",
    "/api/v1/attachments/": "attachment",
    "/api/v1/checkins/": "jti",
}


@dataclass
class World:
    """Every actor's browser, and the ids of the records, `own` and `foreign`."""

    cast: Cast
    browsers: dict[str, TestClient] = field(default_factory=dict)
    records: dict[str, dict[str, str]] = field(default_factory=dict)

    def path(self, route: str, whose: str) -> str:
        """The address of a route about somebody's record."""
        held = self.records[whose]
        kind = next((kind for start, kind in PREFIXES.items() if route.startswith(start)), "")
        filled = {
            **{"{id:uuid}": held.get(kind, STRANGER), "{id}": held.get(kind, STRANGER)},
            **{"{hash}": held["checkin"], "{agency:uuid}": held["agency"]},
            **{"{employee:uuid}": held["employee"], "{subject:uuid}": held["status"]},
            **{
                "{exemption:uuid}": STRANGER,
                "{kind}": "employees" if "/imports/" in route else "day_status",
                "{month}": f"{clock.now():%Y-%m}",
                "{day:int}": "2",
            },
            **{"{day}": "2026-11-24", "{format}": "csv", "{token}": "x"},
        }
        for part, value in filled.items():
            route = route.replace(part, value)
        return route

    def renew(self, who: str) -> None:
        """Let an actor in again whose session ended."""
        self.browsers[who] = enter(self.cast, who)


PEOPLE = {
    "employee": "employee",
    "supervisor": "supervisor",
    "other_supervisor": "other_supervisor",
    "operator": "operator",
    "operator_below": "below",
    "operator_above": "above",
    "other_operator": "other_operator",
    "admin": "admin",
    "auditor": "auditor",
}


def enter(cast: Cast, who: str) -> TestClient:
    """An actor's browser."""
    if who == "nobody":
        return cast.browser()
    if who == "phone":
        return cast.bind("employee").browser
    return cast.at_desk(PEOPLE[who])


def make(cast: Cast) -> World:
    """The world: the cast with an office above and a unit below, and all records."""
    cast.run(_hire, cast)
    world = World(cast)
    world.records["own"] = _records(cast, "employee", "operator", cast.office)
    world.records["foreign"] = _records(cast, "other_employee", "other_operator", cast.other_office)
    for held in world.records.values():  # last, for the intake looks into a phone's quarantine
        held["quarantine"] = cast.run(_quarantine, held)
    world.browsers = {who: enter(cast, who) for who in ("nobody", "phone", *PEOPLE)}
    return world


async def _hire(cast: Cast) -> None:
    top = await roster.add_agency(name="Sekretariat Contoh", timezone="Asia/Makassar")
    await Agency.filter(id=cast.office.id).update(parent_id=top.id)
    unit = await roster.add_agency(name="UPTD Contoh", timezone="Asia/Makassar", parent=cast.office)
    for key, agency, role in (
        ("above", top, "operator"),
        ("below", unit, "operator"),
        ("auditor", None, "auditor"),
    ):
        cast.people[key] = await roster.add_employee(
            nip=f"X-{key}", name=f"Orang {key}", agency=agency, role=role
        )
    await points.add_point(agency=cast.other_office, name="Kantor Lain", shape=CIRCLE)


def _records(cast: Cast, who: str, by: str, agency: Agency) -> dict[str, str]:
    phone = cast.bind(who)
    doubtful = phone.check_in(metres_north=500)
    found: dict[str, str] = cast.run(_stored, cast.people[who], cast.people[by], agency)
    found |= {"checkin": doubtful, "jti": cast.jti(doubtful)}
    files = {"file": ("surat.pdf", samples.letter(1), "application/pdf")}
    path = f"/desk/attachments/day_status/{found['status']}"
    sent = cast.at_desk(by).post(path, files=files)
    assert sent.status_code == 303, sent.text

    async def attachment() -> str:
        return str((await Attachment.get(subject_id=found["status"])).id)

    found["attachment"] = cast.run(attachment)
    found["device"] = str(phone.soft.device_id)
    found["change"] = cast.run(_change, cast.people[who], cast.people[by])
    return found


async def _change(person: Employee, author: Employee) -> str:
    id_ = uuid4()
    how = {"cause": "lost", "reason": "Hilang di pasar.", "id": id_}
    await phone_changes.file(employee=person, author=author, **how)
    return str(id_)


async def _quarantine(held: dict[str, str]) -> str:
    kept = await Quarantine.create(
        id=uuid4(),
        digest=held["checkin"][:40],
        reason="malformed",
        envelope=b'{"jws":"a.b.c","assertion":{}}',
        received_at=clock.now(),
        device_id=held["device"],
        via="own",
    )
    return str(kept.id)


async def _stored(person: Employee, author: Employee, agency: Agency) -> dict[str, str]:
    now = clock.now()
    person = await Employee.get(id=person.id).select_related("agency", "supervisor")
    day, new = local_date(now, agency.timezone), {"author": author, "created_at": now}
    made: dict[str, Any] = {
        "employee": person,
        "agency": agency,
        "point": await Point.filter(agency=agency).first(),
        "pattern": await WorkPattern.filter(agency=agency).first(),
        "group": await WorkGroup.create(
            id=uuid4(), agency=agency, name="Piket", created_at=now, author=author
        ),
        "status": await DayStatus.create(
            **{"id": uuid4(), "employee": person, "code": "CT", "first_day": day},
            **{"last_day": day, "number": "", "note": ""},
            **new,
        ),
        "outage": await Outage.create(
            **{"id": uuid4(), "agency": agency, "kinds": "both", "reason": "Padam."},
            starts_at=now - timedelta(hours=2),
            ends_at=now,
            **new,
        ),
        "event": await JointEvent.create(
            **{"id": uuid4(), "kind": "apel", "name": "Apel", "date": day, "opens": "06:45"},
            **{"closes": "07:45", "agency": agency, "cut": 0.0, "series": uuid4()},
            **new,
        ),
        "delegation": await Delegation.create(
            **{"id": uuid4(), "principal": person.supervisor, "delegate": author, "kind": "plh"},
            **{"first_day": day - timedelta(days=9), "last_day": day - timedelta(days=8)},
            number="1",
            **new,
        ),
        "correction": await Correction.create(
            **{"id": uuid4(), "employee": person, "date": day, "kind": "out", "at": now},
            **{"reason": "HP mati.", "evidence": "", "filed_at": now},
        ),
    }
    found = {kind: str(one.id) for kind, one in made.items()}
    return found | await _reported(person, day)


async def _reported(person: Employee, day: Any) -> dict[str, str]:
    """A daily report, an approved duty and its travel report, as the services make them."""
    now, daily, duty = clock.now(), uuid4(), uuid4()
    handed = daily_report_filing.Filing(
        version=uuid4(), workday=day, lines=parse_lines([LINE]), written_at=now
    )
    await daily_report_filing.file(id=daily, employee=person, filing=handed, now=now)
    letter = Letter(
        **{"number": "090/77", "letter_date": day, "purpose": "Rapat.", "kind": "out_of_town"},
        **{"covers": "both", "first_day": day, "last_day": day, "places": (Place("Majene"),)},
    )
    filing = duty_filing.Filing(letter=letter, people=(person,))
    await duty_filing.file(id=duty, author=person, filing=filing, closing_day=31, now=now)
    card = await duties.load(person.supervisor, duty)
    await duties.decide(card=card, author=person.supervisor, event="approve", words="Ya.")
    told = Content(
        results="Disepakati.",
        sppd_number="SPPD-9",
        activities=(Activity(day, "08:00", "11:30", "Rapat."),),
    )
    report = travel.Filing(version=uuid4(), duty=duty, content=told, written_at=now)
    id_ = report_id(duty, person.id)
    await travel.file(id=id_, employee=person, filing=report, now=now)
    return {"daily": str(daily), "duty": str(duty), "travel": str(id_)}


def outcome(answer: Any) -> str:
    """What an answer means for who asked, as in `matrix_table.PATTERNS`."""
    to_sign_in = answer.headers.get("location", "").startswith("/desk/sign-in?next=")
    if answer.status_code == 401 or (answer.status_code == 303 and to_sign_in):
        return "s"
    return {403: "f", 404: "n"}.get(answer.status_code, "." if answer.status_code < 500 else "!")
