"""Which travel reports does the demonstration have? One of each: approved, returned, waiting.

Entered through the services that the pages use; nobody and nothing of it exists.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from web import clock
from web.domain.travel_reports import Activity, Content
from web.models import CheckIn, DayStatus, Employee
from web.services import demo_files, travel_report_filing, travel_reports
from web.services.assignments import report_id
from web.services.attachment_files import Store
from web.services.demo_days import WITA
from web.services.demo_duties import file, say
from web.services.demo_regency import Regency
from web.services.travel_report_filing import Filing

SAID = ("approve", "return", "")  # of the reports, one each; nothing of the last
BACK = range(3, 12)  # days ago on which somebody may have travelled


async def add_reports(
    store: Store, regency: Regency, employees: Mapping[str, Employee], now: datetime
) -> None:
    """Three of the team travelled for a day, and have told of it."""
    above = employees[regency.supervisor]
    team = Employee.filter(supervisor_id=above.id).exclude(nip=regency.newcomer)
    free = [
        (one, await _free_day(one, now))
        for one in await team.order_by("-nip").select_related("agency")
    ]
    travelled = [(one, day) for one, day in free if day]
    for number, (event, (one, day)) in enumerate(zip(SAID, travelled, strict=False)):
        await _travel(store, above, one, day, event, number, now)


async def _free_day(person: Employee, now: datetime) -> date | None:
    """The latest workday of theirs on which nothing is doubtful: what is looked into stays so."""
    today = now.astimezone(WITA).date()
    doubtful = CheckIn.filter(employee_id=person.id, assessment__verdict="review")
    told: list[Any] = await doubtful.values_list("claimed_at", flat=True)
    taken = {at.astimezone(WITA).date() for at in told}
    for back in BACK:
        day = today - timedelta(days=back)
        stated = DayStatus.filter(employee_id=person.id, first_day__lte=day, last_day__gte=day)
        if day.weekday() < 5 and day not in taken and not await stated.exists():
            return day
    return None


async def _travel(
    store: Store,
    above: Employee,
    person: Employee,
    day: date,
    event: str,
    number: int,
    now: datetime,
) -> None:
    """A day's duty, reported of with photos, and what was said of the report."""
    at = now - timedelta(days=(now.astimezone(WITA).date() - day).days)
    ref = f"094/{200 + number}"
    duty = await file(store, [person], day, day, ref, "Kecamatan Tapalang", at)
    await say(above, duty, "approve", "Sesuai surat tugas.", at + timedelta(minutes=30))
    id_, written = report_id(duty, person.id), now - timedelta(days=1, minutes=number)
    filing = Filing(version=uuid4(), duty=duty, content=_content(ref, day), written_at=written)
    with clock.at(written):
        await travel_report_filing.file(id=id_, employee=person, filing=filing, now=written)
        for picture in (number, number + 1):
            name, taken = f"kegiatan-{picture + 1}.jpg", demo_files.photo(picture)
            await demo_files.attach(store, person, "travel_report", id_, name, taken)
    if event:
        with clock.at(written + timedelta(minutes=40)):
            await travel_reports.decide(
                card=await travel_reports.load(above, id_),
                author=above,
                event=event,
                words="Laporan lengkap." if event == "approve" else "",
                notes={} if event == "approve" else {"results": "Sebut berkas mana yang kurang."},
            )


def _content(number: str, day: date) -> Content:
    return Content(
        results="Data pelayanan lima kantor kelurahan dicocokkan.\nDua berkas masih kurang.",
        follow_up="Kelurahan melengkapi berkas sebelum akhir bulan.",
        transport="Kendaraan dinas",
        sppd_number=f"{number}/SPPD/{day:%Y}",
        sppd_date=day,
        activities=(
            Activity(day, "08:30", "11:00", "Rapat dengan lurah."),
            Activity(day, "13:00", "15:30", "Pencocokan berkas di loket."),
        ),
    )
