"""How does one get into each state of the Absen screen, and what does one read there?"""

from tests.browser.gallery import notices, positions
from tests.browser.gallery.scene import WITHOUT_SYNC, Scene, State
from tests.browser.phone import Phone
from tests.browser.wire import Mode

LONG_NAME = "Dr. Ir. Andi Muhammad Syahruddin Baharuddin Contoh Nama Panjang, S.T., M.Si., M.Kom."
LONG_PLACE = (
    "Unit Pelaksana Teknis Daerah Pengelolaan Persampahan dan Pertamanan "
    "Kecamatan Kepulauan Bala Balakang"
)
SLOW_STORE = """(() => {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    const answer = open.apply(this, given);
    if (!sessionStorage.slow) return answer;
    Object.defineProperty(answer, 'onsuccess', { set() {} });
    answer.addEventListener = () => {};
    return answer;
  };
})()"""
FULL_STORE = """(() => {
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...given) {
    if (sessionStorage.full) throw new DOMException('no room left', 'QuotaExceededError');
    return add.apply(this, given);
  };
})()"""
THOUSAND = """async () => {
  const opened = indexedDB.open('sikeren');
  const db = await new Promise((ok) => { opened.onsuccess = () => ok(opened.result); });
  const all = db.transaction('checkins').objectStore('checkins').getAll();
  const [one] = await new Promise((ok) => { all.onsuccess = () => ok(all.result); });
  const tx = db.transaction('checkins', 'readwrite');
  for (let n = 1; n < 1000; n += 1) {
    const at = new Date(Date.parse(one.tapped_at) - n * 3600e3).toISOString();
    const kind = n % 2 ? 'out' : 'in';
    tx.objectStore('checkins').put({ ...one, id: `${one.id}-${n}`, kind, tapped_at: at });
  }
  await new Promise((ok) => { tx.oncomplete = ok; });
  db.close();
}"""


def loading(scene: Scene) -> Phone:
    """The phone's storage takes its time to open."""
    phone = scene.phone(scripts=(SLOW_STORE,))
    phone.page.evaluate("sessionStorage.slow = '1'")
    phone.page.reload()
    return phone


def finger(scene: Scene) -> Phone:
    """The phone asks for the finger, and nobody has answered."""
    phone = scene.at_work()
    phone.finger.hesitate()
    phone.press("Absen Masuk")
    return phone


def cancelled(scene: Scene) -> Phone:
    """The finger was not recognised, or the question closed."""
    phone = scene.at_work()
    phone.finger.refuse()
    phone.press("Absen Masuk")
    return phone


def offline(scene: Scene) -> Phone:
    """Without a network, before the tap."""
    phone = scene.at_work()
    phone.lose_network()
    phone.page.reload()
    return phone


def saved_offline(scene: Scene) -> Phone:
    """A check-in without a network."""
    phone = scene.at_work()
    phone.lose_network()
    phone.tap("Absen Masuk")
    return phone


def sending(scene: Scene) -> Phone:
    """Handed over to a network whose answer takes its time."""
    phone = scene.at_work(permissions=WITHOUT_SYNC)
    scene.server.wire.become(Mode.ONE_WAY)
    phone.tap("Absen Masuk")
    return phone


def accepted(scene: Scene) -> Phone:
    """The server has signed for it."""
    phone = scene.at_work()
    phone.tap("Absen Masuk")
    return phone


def in_review(scene: Scene) -> Phone:
    """Accepted, and a supervisor will look at it."""
    phone = positions.outside(scene)
    phone.reads("Anda di luar radius")
    phone.tap("Absen Masuk")
    return phone


def refused(scene: Scene) -> Phone:
    """The server cannot lay it to this phone."""
    phone = scene.at_work()
    scene.forget_passkeys()
    phone.tap("Absen Masuk")
    return phone


def declined(scene: Scene) -> Phone:
    """The supervisor has looked at it and said no."""
    above = scene.office.hire("Nur Aisyah")
    phone = scene.phone(
        above=above, geolocation=scene.office.spot(metres_north=480), permissions=WITHOUT_SYNC
    )
    phone.reads("Anda di luar radius")
    phone.tap("Absen Masuk")
    phone.delivers(1)
    desk = scene.desk_of(above)
    desk.open("/desk/reviews")
    desk.write("Alasan keputusan", "Tidak ada surat tugas.")
    desk.press("Tolak")
    desk.reads("Ditolak atasan")
    phone.page.reload()
    return phone


def came_in(scene: Scene) -> Phone:
    """In the course of the day: Masuk is done, Pulang is next."""
    phone = accepted(scene)
    phone.delivers(1)
    phone.page.reload()
    return phone


def both_done(scene: Scene) -> Phone:
    """The day is finished."""
    phone = accepted(scene)
    phone.delivers(1)
    phone.arrive(scene.office)
    phone.tap("Absen Pulang")
    phone.delivers(2)
    phone.page.reload()
    return phone


def just_finished(scene: Scene) -> Phone:
    """The moment after Absen Pulang."""
    phone = accepted(scene)
    phone.delivers(1)
    phone.tap("Absen Pulang")
    return phone


def holiday(scene: Scene) -> Phone:
    """No working day."""
    scene.hours({})
    return scene.at_work()


def hours_unknown(scene: Scene) -> Phone:
    """Bound, and the network went before hours and points came."""
    return scene.phone(blocked=("**/api/v1/state",), permissions=WITHOUT_SYNC)


def storage_full(scene: Scene) -> Phone:
    """Not a byte is left on the phone."""
    phone = scene.at_work(scripts=(FULL_STORE,))
    phone.page.evaluate("sessionStorage.full = '1'")
    phone.press("Absen Masuk")
    return phone


def long_names(scene: Scene) -> Phone:
    """Names and places as long as they get."""
    scene.rename(LONG_PLACE)
    phone = scene.at_work(LONG_NAME)
    phone.tap("Absen Masuk")
    return phone


def thousand(scene: Scene) -> Phone:
    """Weeks in a blank spot: a thousand check-ins wait."""
    phone = scene.at_work(permissions=WITHOUT_SYNC)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.page.evaluate(THOUSAND)
    phone.page.reload()
    return phone


STATES = (
    State("memuat", ("Membuka…",), loading),
    *positions.STATES,
    State("menunggu jari", ("Menunggu sidik jari",), finger),
    State("jari dibatalkan", ("Belum disetujui", "Belum ada yang tersimpan"), cancelled),
    State("tanpa jaringan", ("Anda di dalam radius", "disimpan di HP"), offline),
    State("tersimpan di HP", ("tersimpan di HP", "Akan terkirim saat ada sinyal"), saved_offline),
    State("sedang dikirim", ("tersimpan di HP", "Sedang dikirim"), sending),
    State("diterima", ("diterima server", "Lihat bukti"), accepted),
    State("ditinjau", ("akan ditinjau atasan", "Lihat bukti"), in_review),
    State("ditolak server", ("ditolak server", "Isinya tetap tersimpan"), refused),
    State("ditolak atasan", ("Ditolak atasan",), declined),
    State("sudah masuk", ("Diterima", "Absen Pulang"), came_in),
    State("baru selesai", ("Absen Pulang pukul", "diterima server"), just_finished),
    State("selesai", ("Selesai untuk hari ini",), both_done),
    State("hari libur", ("Hari ini bukan hari kerja",), holiday),
    State("jam belum diketahui", ("Jam kerja hari ini belum diketahui",), hours_unknown),
    *notices.STATES,
    State("memori penuh", ("Memori HP penuh", "belum tersimpan"), storage_full),
    State("nama panjang", ("diterima server", LONG_NAME), long_names),
    State("seribu menunggu", ("Tersimpan di HP", "1000"), thousand),
)
