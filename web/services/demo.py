"""How does the demonstration come about? Invented people play three weeks on the real services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from web import clock
from web.errors import Problem
from web.models import Agency, CheckIn, Employee, Session
from web.services import access, codes, demo_month, points, reviews, roster
from web.services.attachment_files import Store
from web.services.demo_days import WITA, Event, Incident, Tap, plan, workdays
from web.services.demo_incidents import incidents, twists
from web.services.demo_regency import OFFICES, chance, invent
from web.services.intake import Intake
from web.services.keys import KeyRing
from web.services.phone_state import explain
from web.services.softphone import SoftPhone, fix
from web.services.stage import Stage
from web.settings import Settings

Progress = Callable[[], None]


@dataclass(frozen=True)
class Links:
    """A way in for each role: one-time links to the desks, and a code for the phone app."""

    admin: str
    operator: str
    supervisor: str
    employee: str
    names: dict[str, str]


class Demonstration:
    """Three weeks of an invented regency, the same for a seed and a day."""

    def __init__(self, settings: Settings, keys: KeyRing, seed: int, now: datetime) -> None:
        self.settings = settings
        self.keys = keys
        self.now = now
        rng = chance(seed)
        self.days = workdays(now.astimezone(WITA).date())
        self.regency = invent(rng)
        self.incidents = incidents(self.regency, self.days, rng)
        events = plan(self.regency, self.incidents, self.days, rng)
        events = twists(self.regency).apply(events, self.days)
        self.events = [event for event in events if event.at <= now]
        self.agencies: list[Agency] = []
        self.employees: dict[str, Employee] = {}
        self.phones: dict[str, SoftPhone] = {}
        self.told: dict[tuple[str, int, str], str] = {}  # who, workday, kind → hash

    async def play(self, progress: Progress) -> None:
        """Let everything happen, in order; needs an open, empty database."""
        with clock.at(self.events[0].at - timedelta(days=1)):
            await self._hire()
        intake = Intake(self.settings, self.keys)
        await intake.start()
        try:
            stage = Stage(self.settings, self.keys, intake)
            for event in self.events:
                with clock.at(event.at):
                    await self._happen(stage, event)
                progress()
        finally:
            await intake.stop()
        for incident in self.incidents:
            await self._talk(incident)
        with clock.at(self.now):
            store = Store(self.settings.data)
            await demo_month.add_cases(
                *(store, self.agencies[0], self.regency, self.employees, self.now)
            )

    async def _hire(self) -> None:
        for office in OFFICES:
            agency = await roster.add_agency(name=office.name, timezone=WITA.key)
            circle = {
                "type": "circle",
                "lat": office.lat,
                "lng": office.lng,
                "radius": office.radius,
            }
            await points.add_point(agency=agency, name=office.point, shape=circle)
            self.agencies.append(agency)
        for person in self.regency.people.values():
            self.employees[person.nip] = await roster.add_employee(
                nip=person.nip,
                name=person.name,
                agency=self.agencies[person.office],
                supervisor=self.employees[person.head] if person.head else None,
                role=person.role,
            )
        await demo_month.place(self.agencies, self.days[0], self.employees)
        await demo_month.add_rules(self.agencies, self.regency, self.employees, self.days[0])

    async def _happen(self, stage: Stage, event: Event) -> None:
        if event.what == "bind":
            platform = self.regency.people[event.nip].phone or "Android"
            self.phones[event.nip] = await stage.bind(self.employees[event.nip], platform=platform)
            return
        phone = self.phones[event.nip]
        if event.what == "contact":
            await stage.contact(phone)
        elif event.what == "deliver":
            through = self.phones[event.through] if event.through else None
            await stage.hand_in(phone, through=through)
        elif event.tap:
            self._press(phone, event.tap)

    def _press(self, phone: SoftPhone, tap: Tap) -> None:
        at = clock.now() - tap.behind
        place = [fix(*tap.fix, at - timedelta(milliseconds=1400))] if tap.fix else []
        claims = dict(tap.claims)
        if tap.behind and phone.anchor_seen_at:
            passed = clock.now() - phone.anchor_seen_at
            claims["elapsed_ms"] = round(passed.total_seconds() * 1000)
        phone.check_in(tap.kind, at=at, fixes=place, **claims)
        if tap.lost:
            phone.queue.pop()
        self.told[tap.nip, tap.day, tap.kind] = phone.head or ""

    async def _talk(self, incident: Incident) -> None:
        """The employee explains in the afternoon, the supervisor decides the next morning."""
        day = incident.day % (len(self.days) - 1)
        checkin = await CheckIn.get_or_none(
            hash=self.told.get((incident.nip, day, incident.kind), "")
        )
        if checkin is None:
            return
        said = min(checkin.received_at + timedelta(hours=3), self.now)
        if incident.explanation:
            session = Session(device_id=checkin.device_id, employee_id=checkin.employee_id)
            with clock.at(said):
                await explain(
                    session=session, id_=uuid4(), jti=checkin.jti, text=incident.explanation
                )
        if incident.outcome:
            head = self.regency.people[incident.nip].head
            with clock.at(min(said + timedelta(hours=18), self.now)):
                await reviews.decide(
                    checkin=checkin,
                    author=self.employees[head or ""],
                    outcome=incident.outcome,
                    reason=incident.reason,
                )


async def make_links(*, settings: Settings, keys: KeyRing, seed: int) -> Links:
    """Make new ways in to a demonstration that stands.

    Raises:
        Problem: `not_found` when the database holds no demonstration of this seed.
    """
    regency = invent(chance(seed))
    roles = {
        "admin": regency.admin,
        "operator": regency.operator,
        "supervisor": regency.supervisor,
        "employee": regency.newcomer,
    }
    people = {role: await Employee.get_or_none(nip=nip) for role, nip in roles.items()}
    found = {role: person for role, person in people.items() if person}
    if len(found) < len(people):
        raise Problem("not_found", "Folder ini berisi data sungguhan, bukan data contoh.")
    desks = {
        role: (await access.issue_link(settings=settings, employee=found[role])).url
        for role in ("admin", "operator", "supervisor")
    }
    code = (await codes.issue_code(keys=keys, employee=found["employee"])).code
    return Links(
        **desks,
        employee=f"{settings.origin}/#bind={code}",
        names={role: person.name for role, person in found.items()},
    )
