"""Does every view and every page fit, speak to a screen reader, and complain of nothing?"""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.looks import Inspector
from tests.browser.office import Office, Person
from tests.browser.phone import Phone

REFUSED = re.compile("status of (404|422)")  # what Chromium says of a page that says no


def test_the_views_of_the_phone_app(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    above = office.hire("Drs. H. Abdul Rahman Contoh Nama Panjang, M.Si.")
    person = office.hire("Andi Sitti Nurhaliza Contoh Nama Panjang, S.Kom.", supervisor=above)
    phone = phone_of()
    seen = Inspector(phone.page, thumb=True)
    seen.look("bind: code")
    phone.type_code("ABCD")
    phone.reads("Kode belum lengkap")
    seen.look("bind: wrong code")
    phone.type_code(office.code_for(person))
    phone.reads("Apakah ini Anda?")
    seen.look("bind: who")
    phone.press("Ya, buat kunci HP")
    phone.reads("Satu langkah lagi")
    seen.look("bind: rehearsal")
    phone.press("Uji sidik jari sekarang")
    phone.reads("HP siap dipakai")
    seen.look("bind: done")
    phone.page.get_by_role("link", name="Buka layar Absen").click()
    phone.arrive(office)
    seen.look("absen: before")
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    seen.look("absen: after")
    phone.stand(office, metres_north=700)
    phone.page.reload()
    phone.reads("Anda di luar radius")
    seen.look("absen: outside")
    phone.tap("Absen Pulang")
    kept = phone.delivers(2)[1]
    decide(desk_of(above))
    phone.go("Antrean")
    seen.look("antrean: empty")
    phone.press("Kirim sekarang")
    phone.go("Riwayat")
    phone.reads("Ditolak atasan")
    seen.look("riwayat")
    phone.open(f"#receipt/{kept['id']}")
    phone.reads("Keputusan atasan")
    seen.look("bukti")
    phone.open("#receipt/unknown")
    seen.look("bukti: missing")
    phone.go("HP Saya")
    seen.look("HP saya")
    phone.press("Keluar")
    seen.look("HP saya: leaving")
    phone.page.get_by_role("dialog").get_by_role("button", name="Keluar").click()
    phone.reads("Anda sudah keluar")
    seen.look("signed out")
    assert seen.faults == []


def test_the_views_of_the_phone_app_without_a_network(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(permissions=[])
    phone.bind(office.code_for(office.hire("Muliati")))
    office.server.kill()
    phone.page.reload()
    seen = Inspector(phone.page, thumb=True)
    phone.reads("Izin lokasi ditolak")
    phone.tap("Absen Masuk")
    phone.reads("tersimpan di HP")
    seen.look("absen: denied")
    phone.go("Antrean")
    phone.reads("1 absen belum terkirim")
    seen.look("antrean: waiting")
    phone.go("Riwayat")
    seen.look("riwayat: waiting")
    phone.open(f"#receipt/{phone.kept()[0]['id']}")
    phone.reads("Tanda terima belum ada di HP ini")
    seen.look("bukti: waiting")
    assert [fault for fault in seen.faults if "net::ERR_" not in fault] == []


def decide(desk: Desk) -> None:
    """A supervisor declines the one check-in that waits."""
    desk.open("/desk/reviews")
    desk.write("Alasan keputusan", "Tidak ada surat tugas.")
    desk.press("Tolak")
    desk.reads("Ditolak atasan")


def test_what_desks_show_after_a_step(
    office: Office, phone_of: Callable[..., Phone], desk_of: Callable[[Person], Desk]
) -> None:
    admin = office.hire("Hj. Nurdiana Contoh, S.E.", role="admin")
    person = office.hire("Muh. Ilham Contoh Nama Yang Panjang, S.T., M.T.", supervisor=admin)
    without_phone = office.hire("Sri Wahyuni")
    phone = phone_of(person)
    phone.tap("Absen Masuk")
    phone.delivers(1)
    phone.stand(office, metres_north=2500)
    phone.page.reload()
    phone.reads("Anda di luar radius")
    phone.tap("Absen Pulang")
    phone.delivers(2)
    desk = desk_of(admin)
    seen = Inspector(desk.page)
    here = f"agency={office.id}"
    for path in (
        *(
            f"/desk/arrivals?{here}",
            f"/desk/arrivals?{here}&view=map",
            "/desk/arrivals?day=2020-01-01",
        ),
        *("/desk/employees?q=tidak-ada", f"/desk/employees/{without_phone.id}"),
        *(f"/desk/points/new?{here}", f"/desk/schedules/new?{here}&preset=ramadan-six"),
    ):
        desk.open(path)
        expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
        seen.look(path)
    for whose, button, name in (
        (without_phone, "Buat kode dan surat", "letter"),
        (person, "Buat tautan masuk", "link"),
    ):
        desk.open(f"/desk/employees/{whose.id}")
        desk.press(button)
        expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
        seen.look(name)
    desk.open("/desk/reviews")
    desk.press("Tolak")
    desk.reads("Tulis alasan")
    seen.look("a decision without a reason")
    decide(desk)
    desk.open("/desk/reviews?tab=decided")
    seen.look("decided")
    desk.open("/desk/account")
    desk.press("Keluar")
    expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
    seen.look("sign in")
    desk.open("/desk/elsewhere")
    seen.look("not found")
    assert [fault for fault in seen.faults if not REFUSED.search(fault)] == []
