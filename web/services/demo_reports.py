"""What do the demonstration's people report of their days? A few days of one team, some decided."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from web import clock
from web.domain.daily_reports import parse_lines
from web.errors import Problem
from web.models import Employee
from web.services import daily_report_filing, daily_reports, demo_files, policy_entries
from web.services.attachment_files import Store
from web.services.daily_report_filing import Filing
from web.services.daily_report_lists import cards
from web.services.demo_days import WITA
from web.services.demo_regency import Regency

DAYS = 3
WORK = (
    ("07:30", "09:30", "Memeriksa berkas kenaikan pangkat", 6, "berkas"),
    ("09:30", "12:00", "Melayani tamu di loket kepegawaian", 14, "orang"),
    ("13:00", "15:30", "Menyusun laporan triwulan", 1, "dokumen"),
)
NAMES = ("begins", "ends", "activity", "volume", "unit")


async def add_reports(
    store: Store, regency: Regency, employees: Mapping[str, Employee], now: datetime
) -> None:
    """Ask for reports from a few days ago on, and let a team write theirs."""
    above, today = employees[regency.supervisor], now.astimezone(WITA).date()
    first = today - timedelta(days=DAYS)
    agency = (await Employee.get(id=above.id).select_related("agency")).agency
    with clock.at(now - timedelta(days=DAYS)):
        await policy_entries.lay_down(
            agency=agency,
            valid_from=first,
            changes={"daily_reports": True},
            author=employees[regency.operator],
        )
    team = await Employee.filter(supervisor_id=above.id).select_related("agency")
    written = [
        await _write(person, first + timedelta(days=offset), number + offset, now)
        for number, person in enumerate(team)
        if person.nip != regency.newcomer
        for offset in range(DAYS)
    ]
    for card in (await cards([one for one in written if one]))[-1:]:
        picture = demo_files.photo(2)
        with clock.at(card.version.at):
            await demo_files.attach(
                *(store, card.person, "daily_report", card.report.id, "loket.jpg", picture)
            )
    chosen = await cards([one for one in written[::2] if one])
    if chosen:
        with clock.at(now):
            await daily_reports.decide(
                chosen=chosen,
                author=above,
                event="approve",
                words="Sesuai pekerjaan hari itu.",
                batch=uuid4(),
            )


async def _write(person: Employee, day: date, number: int, now: datetime) -> UUID | None:
    """Hand in a day's report in its evening; None where that day asks for none."""
    id_, at = uuid4(), min(now, datetime.combine(day, time(16), WITA))
    lines = [dict(zip(NAMES, one, strict=True)) for one in WORK[number % 2 :]]
    filing = Filing(version=uuid4(), workday=day, lines=parse_lines(lines), written_at=at)
    try:
        with clock.at(at):
            await daily_report_filing.file(id=id_, employee=person, filing=filing, now=at)
    except Problem:
        return None
    return id_
