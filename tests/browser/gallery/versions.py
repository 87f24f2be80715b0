"""How does one get to what is said about the version of the app, and what does one read?"""

from tests.browser.gallery.scene import Scene, State
from tests.browser.phone import Phone

LITTLE = 100_000  # bytes: room for check-ins, not for a build


def old_app(scene: Scene, supported_until: str) -> Phone:
    """The operator has named an oldest app, and this one is older."""
    phone = scene.at_work()
    scene.server.extra = {
        "SIKEREN_OLDEST_APP": "9.0.0",
        "SIKEREN_OLDEST_APP_FROM": supported_until,
    }
    scene.server.restart()
    phone.page.reload()
    return phone


def version_ending(scene: Scene) -> Phone:
    """Good for some time yet."""
    return old_app(scene, "2099-03-01")


def version_ended(scene: Scene) -> Phone:
    """Too old, and its check-ins are taken all the same."""
    return old_app(scene, "2026-01-01")


def leave_room(phone: Phone, more: int) -> None:
    """No more bytes than these are left on the phone."""
    room = phone.context.new_cdp_session(phone.page)
    origin = {"origin": phone.origin}
    used = room.send("Storage.getUsageAndQuota", origin)["usage"]
    room.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": used + more})


def version_failed(scene: Scene) -> Phone:
    """There is no room for the newer one."""
    phone = version_ended(scene)
    leave_room(phone, LITTLE)
    scene.upgrade()
    phone.press("Muat ulang")
    return phone


def unkept(scene: Scene) -> Phone:
    """The app itself found no room: it opens with a network only."""
    phone = scene.at_work()
    phone.lose_the_app()
    leave_room(phone, LITTLE)
    phone.page.goto(phone.origin)
    return phone


STATES = (
    State("versi berakhir", ("Versi baru perlu dipasang", "1 Maret 2099"), version_ending),
    State("versi terlalu lama", ("Versi aplikasi ini sudah terlalu lama",), version_ended),
    State("versi gagal", ("belum berhasil dipasang", "Pasang ulang aplikasi"), version_failed),
    State("belum tersimpan", ("Aplikasi belum tersimpan di HP", "Muat ulang"), unkept),
)
