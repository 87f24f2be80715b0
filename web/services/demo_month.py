"""What makes the demonstration's month worth a look? Heads, events, leave, and what waits.

Entered through the services that the pages use; nobody and nothing of it exists.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from web import clock
from web.domain.corrections import CORRECTION_DAY
from web.models import Agency, Employee
from web.services import (
    closing,
    corrections,
    demo_duties,
    demo_files,
    demo_reports,
    demo_travel,
    events,
    phone_changes,
    statuses,
)
from web.services.attachment_files import Store
from web.services.demo_days import WITA
from web.services.demo_regency import Regency
from web.services.recaps import recap_of

TITLES = ("Kepala Dinas", "Kepala Badan", "Camat")
RANKS = ("III/a", "III/b", "III/c", "III/d")
NEW_PHONE = "HP lama rusak layarnya; yang bersangkutan datang sendiri ke loket."
CHIEF, LEADER, STAFF = "Pembina Utama Muda, IV/c", "Penata Tingkat I, III/d", "Penata"


async def place(agencies: list[Agency], first: date, employees: Mapping[str, Employee]) -> None:
    """Say since when each office uses the system, and what people are."""
    for agency in agencies:
        agency.starts_on = first
        await agency.save(update_fields=["starts_on"])
    for number, person in enumerate(employees.values()):
        leads = await Employee.exists(supervisor_id=person.id)
        top = person.supervisor_id is None
        person.rank = CHIEF if top else LEADER if leads else f"{STAFF}, {RANKS[number % 4]}"
        person.position = "Kepala" if top else "Kepala Seksi" if leads else "Pelaksana"
        await person.save(update_fields=["rank", "position"])


async def add_rules(
    agencies: list[Agency], regency: Regency, employees: Mapping[str, Employee], first: date
) -> None:
    """Name the heads, and hold an Apel Pagi every Monday."""
    admin = employees[regency.admin]
    for agency, title in zip(agencies, TITLES, strict=True):
        head = await Employee.get(agency=agency, supervisor=None)
        await closing.name_head(agency=agency, nip=head.nip, title=title, author=admin)
    await events.add_events(
        agency=agencies[0],
        kind="apel",
        name="Apel Pagi",
        first=first,
        last=first + timedelta(days=42),
        weekdays=[1],
        opens="06:45",
        closes="07:45",
        cut=0.5,
        author=employees[regency.operator],
    )


async def add_cases(
    store: Store,
    agency: Agency,
    regency: Regency,
    employees: Mapping[str, Employee],
    now: datetime,
) -> None:
    """Two on leave and on duty, one who asks to work elsewhere, and one who asks to correct."""
    operator, newcomer = employees[regency.operator], employees[regency.newcomer]
    newcomer.starts_on = now.astimezone(WITA).date()  # whose phone is bound by whoever tries it
    await newcomer.save(update_fields=["starts_on"])
    team = [
        one
        for one in employees.values()
        if one.supervisor_id == employees[regency.supervisor].id and one.nip != regency.newcomer
    ]
    today = now.astimezone(WITA).date()
    monday = today - timedelta(days=today.weekday())
    for person, code, start, days, number in (
        (team[0], "CT", monday - timedelta(days=7), 2, "851.1/17/2026"),
        (team[1], "DL", monday - timedelta(days=5), 1, "094/212/SPT/2026"),
        (team[2], "WFA", monday + timedelta(days=7), 2, "800/33/2026"),
    ):
        with clock.at(now - timedelta(days=2)):
            await statuses.add_status(
                employee=person,
                code=code,
                first_day=start,
                last_day=start + timedelta(days=days - 1),
                number=number,
                sure=True,
                author=operator,
            )
    with clock.at(now - timedelta(hours=4)):
        await phone_changes.file(
            employee=team[1], author=operator, cause="broken", reason=NEW_PHONE
        )
    await demo_duties.add_duties(store, regency, employees, now)
    await demo_travel.add_reports(store, regency, employees, now)
    await demo_duties.add_delegations(regency, employees, now)
    await demo_reports.add_reports(store, regency, employees, now)
    await _ask(store, agency, team[3:], now)


async def _ask(store: Store, agency: Agency, team: list[Employee], now: datetime) -> None:
    """Whoever forgot an Absen Pulang asks to have it corrected."""
    recap = await recap_of(agency, f"{now.astimezone(WITA):%Y-%m}", now)
    for person in team:
        row = next((one for one in recap.rows if one["nip"] == person.nip), None)
        for number, day in row["days"].items() if row else ():
            if day["code"] == "TAP":
                on = date.fromisoformat(f"{recap.month}-{int(number):02}")
                filing = corrections.Filing(
                    date=on,
                    kind="out",
                    at=datetime.combine(on, time(16, 5), WITA),
                    reason="Lupa menekan Absen Pulang, melayani tamu sampai sore.",
                    evidence="Buku tamu, diparaf kepala seksi.",
                )
                id_, asks = uuid4(), await Employee.get(id=person.id).select_related("agency")
                picture = demo_files.photo(1)
                with clock.at(now):
                    await corrections.file(
                        id=id_, employee=asks, filing=filing, closing_day=CORRECTION_DAY, now=now
                    )
                    await demo_files.attach(
                        store, asks, "correction", id_, "buku-tamu.jpg", picture
                    )
                return
