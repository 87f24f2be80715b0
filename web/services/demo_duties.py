"""Which letters and acting supervisors does the demonstration have?

Entered through the services that the pages use; nobody and nothing of it exists.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from web import clock
from web.domain.corrections import CORRECTION_DAY
from web.domain.duties import Letter, Place
from web.models import CheckIn, Employee
from web.services import delegations, demo_files, duties, duty_filing
from web.services.attachment_files import Store
from web.services.demo_days import WITA
from web.services.demo_regency import Regency
from web.services.duty_filing import Filing

LONG_AGO = 45  # days: beyond the last day on which that month could be corrected
PURPOSE = "Rapat koordinasi pelayanan, dengan laporan tertulis."


async def add_duties(
    store: Store, regency: Regency, employees: Mapping[str, Employee], now: datetime
) -> None:
    """One that runs, one returned, two for the same days, one for soon, one that waits too long."""
    above = employees[regency.supervisor]
    found = Employee.filter(supervisor_id=above.id).exclude(nip=regency.newcomer)
    team = await found.order_by("nip").select_related("agency")
    today = now.astimezone(WITA).date()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    filed = now - timedelta(days=1, hours=3)
    runs = await file(
        *(store, team[-1:], today, today + timedelta(days=1), "094/231", "Mamuju Tengah", filed)
    )
    await say(above, runs, "approve", "Sesuai surat tugas.", filed + timedelta(hours=2))
    back = await file(store, team[-2:-1], monday, monday, "094/232", "Majene", filed)
    words = "Tanggal pada surat 29, bukan 30. Harap diperbaiki."
    await say(above, back, "return", words, filed + timedelta(hours=2))
    wednesday = monday + timedelta(days=2)
    await file(store, team[-3:], monday, wednesday, "094/233", "Makassar", filed)
    await file(store, team[-3:-2], monday, monday, "094/234", "Kecamatan Kalukku", filed)
    soon = today + timedelta(days=2)
    await file(store, team[1:2], soon, soon, "094/235", "Kecamatan Papalang", filed)
    past = now - timedelta(days=LONG_AGO)
    day = past.astimezone(WITA).date()
    await file(store, team[:1], day, day, "094/187", "Polewali", past)


async def add_delegations(
    regency: Regency, employees: Mapping[str, Employee], now: datetime
) -> None:
    """The supervisor acts these days for a colleague for whom something waits, and somebody for
    them next week."""
    above, operator = employees[regency.supervisor], employees[regency.operator]
    today = now.astimezone(WITA).date()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    team = Employee.filter(supervisor_id=above.id).exclude(nip=regency.newcomer)
    doubtful = CheckIn.filter(
        assessment__verdict="review",
        employee__supervisor__supervisor_id=above.supervisor_id,
        decisions__id__isnull=True,
    ).exclude(employee__supervisor_id=above.id)
    waits = await doubtful.order_by("claimed_at").select_related("employee__supervisor").first()
    delegate = await team.order_by("nip").first()
    colleague = waits.employee.supervisor if waits else None
    if delegate is None or colleague is None:
        raise LookupError("the regency has no such people")
    with clock.at(now - timedelta(days=1)):
        for principal, acting, first, days, number in (
            (colleague, above, today - timedelta(days=1), 3, "800/38/2026"),
            (above, delegate, monday, 5, "800/41/2026"),
        ):
            await delegations.add(
                principal=principal,
                delegate=acting,
                kind="plh",
                first_day=first,
                last_day=first + timedelta(days=days - 1),
                number=number,
                author=operator,
            )


async def file(
    store: Store,
    people: Sequence[Employee],
    first: date,
    last: date,
    number: str,
    place: str,
    at: datetime,
) -> UUID:
    """File a letter with its PDF by the first of its people, as their phone does."""
    id_ = uuid4()
    letter = Letter(
        number=f"{number}/SPT/{first:%Y}",
        letter_date=at.astimezone(WITA).date(),
        purpose=PURPOSE,
        kind="out_of_town",
        covers="both",
        first_day=first,
        last_day=last,
        places=(Place(place),),
    )
    named = [f"{one.name}, NIP {one.nip}" for one in people]
    told = [f"Nomor {letter.number}", *named, f"ke {place}, {first:%d/%m/%Y}-{last:%d/%m/%Y}"]
    paper = demo_files.letter("SURAT TUGAS (CONTOH)", [*told, PURPOSE])
    with clock.at(at):
        await duty_filing.file(
            id=id_,
            author=people[0],
            filing=Filing(letter=letter, people=people),
            closing_day=CORRECTION_DAY,
            now=at,
        )
        await demo_files.attach(store, people[0], "duty", id_, "surat-tugas.pdf", paper)
    return id_


async def say(above: Employee, duty: UUID, event: str, words: str, at: datetime) -> None:
    """Decide on a letter at that time."""
    with clock.at(at):
        card = await duties.load(above, duty)
        await duties.decide(card=card, author=above, event=event, words=words)
