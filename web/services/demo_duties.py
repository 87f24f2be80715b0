"""Which letters, travel reports and acting supervisors does the demonstration have?

Entered through the services that the pages use; nobody and nothing of it exists.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from web import clock
from web.domain.corrections import CORRECTION_DAY
from web.domain.duties import Letter, Place
from web.domain.travel_reports import Activity, Content
from web.models import CheckIn, Employee
from web.services import (
    delegations,
    duties,
    duty_filing,
    travel_report_filing,
    travel_reports,
)
from web.services.assignments import report_id
from web.services.demo_days import WITA
from web.services.demo_regency import Regency
from web.services.duty_filing import Filing
from web.services.travel_report_filing import Filing as Report

SAID = ("approve", "return", "")  # of three travel reports; nothing of the last


async def add_duties(regency: Regency, employees: Mapping[str, Employee], now: datetime) -> None:
    """One that runs, one that was returned, two for the same days, reports, a Plh. of next week."""
    above, operator = employees[regency.supervisor], employees[regency.operator]
    found = Employee.filter(supervisor_id=above.id).exclude(nip=regency.newcomer)
    team = await found.order_by("nip").select_related("agency")
    today = now.astimezone(WITA).date()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    filed = now - timedelta(days=1, hours=3)
    runs = await _file(
        team[-1:], today, today + timedelta(days=1), "094/231", "Mamuju Tengah", filed
    )
    await _say(above, runs, "approve", "Sesuai surat tugas.", filed + timedelta(hours=2))
    back = await _file(team[-2:-1], monday, monday, "094/232", "Majene", filed)
    words = "Tanggal pada surat 29, bukan 30. Harap diperbaiki."
    await _say(above, back, "return", words, filed + timedelta(hours=2))
    await _file(team[-3:], monday, monday + timedelta(days=2), "094/233", "Makassar", filed)
    await _file(team[-3:-2], monday, monday, "094/234", "Kecamatan Kalukku", filed)
    doubtful = CheckIn.filter(employee__supervisor_id=above.id, assessment__verdict="review")
    doubted = set(await doubtful.values_list("employee_id", flat=True))
    calm = [one for one in team if one.id not in doubted]  # what is looked into stays so
    for past, (one, event) in enumerate(zip(reversed(calm), SAID, strict=False)):
        await _report(above, one, monday - timedelta(days=10 + past), event, now)
    with clock.at(filed):
        await delegations.add(
            principal=above,
            delegate=next(one for one in team if one.id != team[-1].id),
            kind="plh",
            first_day=monday,
            last_day=monday + timedelta(days=4),
            number="800/41/2026",
            author=operator,
        )


async def _file(
    people: Sequence[Employee], first: date, last: date, number: str, place: str, at: datetime
) -> UUID:
    """File a letter by the first of its people, as their phone does."""
    id_ = uuid4()
    letter = Letter(
        number=f"{number}/SPT/{first:%Y}",
        letter_date=at.astimezone(WITA).date(),
        purpose="Rapat koordinasi pelayanan, dengan laporan tertulis.",
        kind="out_of_town",
        covers="both",
        first_day=first,
        last_day=last,
        places=(Place(place),),
    )
    with clock.at(at):
        await duty_filing.file(
            id=id_,
            author=people[0],
            filing=Filing(letter=letter, people=people),
            closing_day=CORRECTION_DAY,
            now=at,
        )
    return id_


async def _report(above: Employee, person: Employee, day: date, event: str, now: datetime) -> None:
    """A day's duty of last week or so, reported of, and what was said of the report."""
    at = now - timedelta(days=(now.astimezone(WITA).date() - day).days)
    duty = await _file([person], day, day, f"094/{200 + day.day}", "Kecamatan Tapalang", at)
    await _say(above, duty, "approve", "Sesuai surat tugas.", at + timedelta(minutes=30))
    id_, written = report_id(duty, person.id), now - timedelta(days=1)
    told = Content(
        results="Data pelayanan lima kantor kelurahan dicocokkan.\nDua berkas masih kurang.",
        follow_up="Kelurahan melengkapi berkas sebelum akhir bulan.",
        transport="Kendaraan dinas",
        sppd_number=f"094/{200 + day.day}/SPPD/{day:%Y}",
        sppd_date=day,
        activities=(
            Activity(day, "08:30", "11:00", "Rapat dengan lurah."),
            Activity(day, "13:00", "15:30", "Pencocokan berkas di loket."),
        ),
    )
    report = Report(version=uuid4(), duty=duty, content=told, written_at=written)
    with clock.at(written):
        await travel_report_filing.file(id=id_, employee=person, filing=report, now=written)
    if event:
        with clock.at(written + timedelta(minutes=40)):
            await travel_reports.decide(
                card=await travel_reports.load(above, id_),
                author=above,
                event=event,
                words="Laporan lengkap." if event == "approve" else "",
                notes={} if event == "approve" else {"results": "Sebut berkas mana yang kurang."},
            )


async def _say(above: Employee, duty: UUID, event: str, words: str, at: datetime) -> None:
    with clock.at(at):
        card = await duties.load(above, duty)
        await duties.decide(card=card, author=above, event=event, words=words)
