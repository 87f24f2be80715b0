"""Who would be reminded now, and does a reminder arrive? `sikeren reminders …`, to be sure."""

from uuid import uuid4

import click

from web import clock
from web.cli_common import Commands, Failure, answer, common, in_database
from web.cli_records import find_employee
from web.domain import times
from web.models import Employee, Notice
from web.services.notices import Telling, tell
from web.services.push_keys import PushKeys
from web.services.reminder_due import Lookout
from web.services.reminder_listeners import listening
from web.services.reminder_sender import Sender
from web.settings import Settings

OUTCOMES = {
    "sent": "Diterima layanan pengingat; muncul di HP dalam beberapa detik bila HP tersambung.",
    "off": "Tidak dikirim: orang ini mematikannya.",
    "later": "Belum dikirim: jam tenang, atau layanan pengingat sibuk. Server mencobanya lagi.",
    "none": "Tidak dikirim: tidak ada HP yang menerima pengingat.",
    "gone": "HP tidak lagi menerima pengingat; pegawai perlu menyalakannya lagi di HP Saya.",
    "failed": "Layanan pengingat menolak. Lihat catatan di atas.",
}


@click.group(cls=Commands, help="Pengingat di HP.")
@common
def reminders() -> None:
    """Reminders."""


@reminders.command(help="Siapa yang diingatkan saat ini? Tidak ada yang dikirim.")
@common
def due() -> None:
    """List what is due at this moment, and how many phones take reminders; send nothing."""

    async def work(_: Settings) -> tuple[int, list[tuple[Telling, Employee]]]:
        found = await Lookout().find(clock.now())
        people = {
            str(one.id): one
            async for one in Employee.filter(id__in=[each.employee for each in found])
        }
        return len(await listening()), [(one, people[str(one.employee)]) for one in found]

    phones, found = in_database(work)
    answer(
        {
            "at": times.write(clock.now()),
            "phones": phones,
            "due": [
                {"nip": person.nip, "name": person.name, "kind": one.kind, "title": one.title}
                for one, person in found
            ],
        },
        f"{phones} HP menerima pengingat; {len(found)} pengingat saat ini.",
        *(f"{person.nip:18}  {person.name[:28]:28}  {one.title}" for one, person in found),
    )


@reminders.command(help="Kirim pengingat percobaan kepada seorang pegawai.")
@click.argument("nip")
@common
def test(nip: str) -> None:
    """Send somebody a message now, and say what the push service answered."""

    async def work(settings: Settings) -> str:
        employee, now = await find_employee(nip), clock.now()
        subject = f"test:{uuid4()}"
        telling = Telling(
            employee=employee.id,
            kind="waiting",
            subject=subject,
            title="Pengingat percobaan",
            body="HP ini menerima pengingat dari SIKEREN.",
            url="#phone",
            tag="test",
        )
        await tell([telling], now)
        sender = Sender(settings, PushKeys.open(settings.data / "keys"))
        while await sender.send(now):
            pass
        sender.close()
        notice = await Notice.get(subject=subject)
        return notice.outcome or "later"

    outcome = in_database(work)
    if outcome != "sent":
        raise Failure(OUTCOMES.get(outcome, outcome), {"outcome": outcome})
    answer({"outcome": outcome}, OUTCOMES[outcome])
