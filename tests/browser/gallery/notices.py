"""How does one get to what stands above the Absen screen until it is dealt with?"""

from tests.browser.gallery.scene import SETTABLE_CLOCK, WITHOUT_SYNC, Scene, State
from tests.browser.phone import Phone


def stale(scene: Scene) -> Phone:
    """Three weeks in a blank spot."""
    phone = scene.at_work(scripts=(SETTABLE_CLOCK.replace("HOURS", "0"),), permissions=WITHOUT_SYNC)
    phone.lose_network()
    phone.page.evaluate("setClock(21 * 24)")
    phone.go("Antrean")
    phone.go("Absen")
    return phone


def clock_differs(scene: Scene) -> Phone:
    """The phone's clock is wrong."""
    return scene.at_work(scripts=(SETTABLE_CLOCK.replace("HOURS", "3"),), permissions=WITHOUT_SYNC)


def no_anchor(scene: Scene) -> Phone:
    """Bound, and the network went before the first anchor came."""
    return scene.phone(blocked=("**/api/v1/anchor",), permissions=WITHOUT_SYNC)


def revoked(scene: Scene) -> Phone:
    """Another phone has taken this one's place."""
    person = scene.office.hire("Sitti Rahma, S.Sos.")
    phone = scene.new_phone()
    phone.bind(scene.office.code_for(person))
    scene.new_phone().bind(scene.office.code_for(person))
    phone.page.reload()
    return phone


def signed_out(scene: Scene) -> Phone:
    """The person has left the app, with something still waiting."""
    phone = scene.at_work(permissions=WITHOUT_SYNC)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.go("HP Saya")
    phone.press("Keluar")
    phone.page.get_by_role("dialog").get_by_role("button", name="Keluar").click()
    return phone


def not_rehearsed(scene: Scene) -> Phone:
    """The last step of binding was left out."""
    person = scene.office.hire("Sitti Rahma, S.Sos.")
    phone = scene.new_phone(geolocation=scene.office.spot())
    phone.type_code(scene.office.code_for(person))
    phone.press("Ya, buat kunci HP")
    phone.reads("Satu langkah lagi")
    phone.open("#checkin")
    return phone


def new_version(scene: Scene) -> Phone:
    """A newer build waits to take over."""
    phone = scene.at_work()
    scene.upgrade()
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    phone.page.get_by_text("Versi baru siap.").wait_for()
    return phone


STATES = (
    State("jadwal lama", ("terakhir diperbarui", "Sambungkan HP"), stale),
    State("jam HP berbeda", ("Waktu HP berbeda 3 jam dari server",), clock_differs),
    State("belum ada penanda", ("Perlu jaringan satu kali",), no_anchor),
    State("HP diganti", ("HP ini tidak lagi terdaftar", "Daftarkan lagi"), revoked),
    State("sudah keluar", ("Anda sudah keluar", "1 absen menunggu di HP"), signed_out),
    State("belum diuji", ("Uji tanda tangan belum dilakukan",), not_rehearsed),
    State("versi baru", ("Versi baru siap.", "Muat ulang"), new_version),
)
