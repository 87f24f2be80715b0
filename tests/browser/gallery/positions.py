"""How does one get into each state of the position on the Absen screen, and what is read there?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.browser.gallery.scene import Scene, State
from tests.browser.office import ZONE
from tests.browser.phone import Phone
from web.models import PointVersion
from web.settings import Settings

IMPATIENT = """(() => {
  const { geolocation } = navigator;
  for (const name of ['watchPosition', 'getCurrentPosition']) {
    const ask = geolocation[name].bind(geolocation);
    geolocation[name] = (found, failed, options) =>
      ask(found, failed, { ...options, timeout: 300 });
  }
})()"""


def searching(scene: Scene) -> Phone:
    """No satellite has been heard yet."""
    return scene.phone(geolocation=None)


def asked_to_wait(scene: Scene) -> Phone:
    """A tap while the position is still being looked for."""
    phone = searching(scene)
    phone.reads("Mencari lokasi")
    phone.press("Absen Masuk")
    return phone


def inside(scene: Scene) -> Phone:
    """At the office."""
    return scene.at_work()


def edge(scene: Scene) -> Phone:
    """Just beyond the radius, within what the accuracy leaves open."""
    return somewhere(scene, metres_north=120, accuracy=40)


def outside(scene: Scene) -> Phone:
    """Far from the point."""
    return somewhere(scene, metres_north=480)


def far_away(scene: Scene) -> Phone:
    """On the other side of the regency."""
    return somewhere(scene, metres_north=42_000)


def low_accuracy(scene: Scene) -> Phone:
    """Under a tin roof."""
    return somewhere(scene, metres_north=30, accuracy=250)


def somewhere(scene: Scene, *, metres_north: float, accuracy: float = 8) -> Phone:
    """A phone that has only ever known this place."""
    here = scene.office.spot(metres_north=metres_north, accuracy=accuracy)
    return scene.phone(geolocation=here)


def denied(scene: Scene) -> Phone:
    """The person does not want to tell the location."""
    return scene.phone(permissions=[])


def unavailable(scene: Scene) -> Phone:
    """Location is switched off in the phone."""
    phone = scene.at_work()
    phone.context.set_geolocation(None)
    phone.page.reload()
    return phone


def timeout(scene: Scene) -> Phone:
    """No satellite was heard in time."""
    return scene.phone(geolocation=None, scripts=(IMPATIENT,))


def no_point(scene: Scene) -> Phone:
    """The operator has not set a point."""
    scene.office = type(scene.office)(scene.server, point=False)
    return scene.phone()


def shut(scene: Scene) -> Phone:
    """The only point is open on tomorrow's weekday alone."""
    tomorrow = (datetime.now(ZoneInfo(ZONE)) + timedelta(days=1)).isoweekday()
    opening = {str(tomorrow): ["07:00", "17:00"]}

    async def change(_: Settings) -> None:
        await PointVersion.filter(point__agency_id=scene.office.id).update(opening=opening)

    scene.server.enter(change)
    return scene.phone()


STATES = (
    State("mencari lokasi", ("Mencari lokasi", "Absen Masuk"), searching),
    State("tanpa lokasi?", ("Absen tanpa lokasi?", "Tunggu dahulu"), asked_to_wait),
    State("di dalam radius", ("Anda di dalam radius", "Akurasi lokasi ±8 m"), inside),
    State("di tepi radius", ("Anda di tepi radius", "dihitung di dalam"), edge),
    State("di luar radius", ("Anda di luar radius", "ditinjau atasan"), outside),
    State("jauh sekali", ("Anda di luar radius", "km dari titik absen"), far_away),
    State("akurasi rendah", ("Akurasi lokasi rendah (±250 m)",), low_accuracy),
    State("izin ditolak", ("Izin lokasi ditolak", "Coba lagi"), denied),
    State("lokasi tidak ada", ("Lokasi tidak tersedia", "Nyalakan lokasi"), unavailable),
    State("lokasi tak ketemu", ("Lokasi belum ditemukan", "Coba lagi"), timeout),
    State("tanpa titik", ("Belum ada titik absen",), no_point),
    State("titik tutup", ("Titik absen sedang tutup", "buka", "ditinjau atasan"), shut),
)
