"""Two people, one of them far from the office: is a letter approved, and do the days follow?"""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from web import clock
from web.domain.duties import Letter, Place
from web.domain.schedule import local_date
from web.models import Employee
from web.services import delegations, duty_filing
from web.services.duty_filing import Filing
from web.settings import Settings

ZONE = "Asia/Makassar"


def _file(office: Office, person: Person, place: str) -> str:
    """The letter that a person's phone filed."""

    async def enter(_: Settings) -> str:
        today, id_ = local_date(clock.now(), ZONE), uuid4()
        who = await Employee.get(id=person.id).select_related("agency")
        letter = Letter(
            **{"number": f"090/{place}", "letter_date": today, "purpose": "Rapat."},
            **{"kind": "out_of_town", "covers": "both", "first_day": today},
            last_day=today + timedelta(days=1),
            places=(Place(place),),
        )
        await duty_filing.file(
            id=id_,
            author=who,
            filing=Filing(letter=letter, people=(who,)),
            closing_day=5,
            now=clock.now(),
        )
        return str(id_)

    return office.server.enter(enter)


def test_a_letter_is_returned_mended_and_approved_after_the_check_in(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Hasanuddin Contoh")
    budi = office.hire("Budi Contoh", supervisor=above)
    clerk = office.hire("Operator Contoh", role="operator")
    _file(office, budi, "Makassar")
    phone = phone_of(budi)
    phone.lose_network()
    phone.stand(office, metres_north=30_000)
    phone.reads("di luar radius")
    phone.tap("Absen Masuk")
    phone.find_network()
    phone.delivers(1)
    desk = desk_of(above)
    desk.open("/desk/reviews")
    desk.reads("Di luar radius")

    desk.open("/desk/duties")
    desk.page.get_by_role("link", name="Budi Contoh").click()
    desk.reads("Absen Masuk")
    desk.press("Setujui")  # without a word: asked for it
    desk.reads("Tulis alasannya")
    desk.write("Alasan keputusan", "Nomornya belum lengkap.")
    desk.press("Kembalikan")
    desk.reads("Dikembalikan untuk diperbaiki: Nomornya belum lengkap.")

    mending = desk_of(clerk)
    mending.open("/desk/duties")
    mending.page.get_by_role("link", name="Budi Contoh").click()
    mending.follow("Perbaiki surat")
    mending.write("Nomor surat tugas", "090/17/SPT/2026")
    mending.press("Ajukan lagi")
    mending.reads("Diajukan lagi")

    desk.page.reload()
    desk.press("Sesuai surat tugas.")  # a suggestion fills the reason
    desk.press("Setujui")
    desk.reads("Disetujui: Sesuai surat tugas.")
    desk.open("/desk/reviews")
    desk.reads("Tidak ada yang menunggu")


def test_who_acts_for_a_supervisor_decides_in_their_name(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Rosmini Contoh")
    budi = office.hire("Budi Dinas", supervisor=above)
    siti = office.hire("Siti Contoh", supervisor=above)
    duty = _file(office, budi, "Majene")

    async def act(_: Settings) -> None:
        today = local_date(clock.now(), ZONE)
        principal = await Employee.get(id=above.id)
        await delegations.add(
            principal=principal,
            delegate=await Employee.get(id=siti.id),
            **{"kind": "plh", "first_day": today, "last_day": today, "number": "800/1"},
            author=principal,
        )

    office.server.enter(act)
    desk = desk_of(siti)
    desk.open("/desk/duties")
    desk.page.get_by_role("link", name="Budi Dinas").click()
    desk.write("Alasan keputusan", "Sesuai surat.")
    desk.press("Setujui")
    desk.reads("Siti Contoh a.n. Rosmini Contoh")
    seen = desk_of(above)
    seen.open(f"/desk/duties/{duty}")
    seen.reads("Siti Contoh a.n. Rosmini Contoh")
    seen.open("/desk/decisions")
    seen.reads("a.n. Anda")
    phone = phone_of(budi)
    phone.open(f"#duty/{duty}")
    phone.reads("Siti Contoh a.n. Rosmini Contoh")
