"""How does one get into each state of the Absen screen, and what does one read there?"""

from tests.browser.gallery.scene import SETTABLE_CLOCK, WITHOUT_SYNC, Scene, State
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
IMPATIENT = """(() => {
  const { geolocation } = navigator;
  for (const name of ['watchPosition', 'getCurrentPosition']) {
    const ask = geolocation[name].bind(geolocation);
    geolocation[name] = (found, failed, options) =>
      ask(found, failed, { ...options, timeout: 300 });
  }
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
    phone = outside(scene)
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
    phone = saved_offline(scene)
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
    State("jadwal lama", ("terakhir diperbarui", "Sambungkan HP"), stale),
    State("jam HP berbeda", ("Waktu HP berbeda 3 jam dari server",), clock_differs),
    State("belum ada penanda", ("Perlu jaringan satu kali",), no_anchor),
    State("HP diganti", ("HP ini tidak lagi terdaftar", "Daftarkan lagi"), revoked),
    State("sudah keluar", ("Anda sudah keluar", "1 absen menunggu di HP"), signed_out),
    State("belum diuji", ("Uji tanda tangan belum dilakukan",), not_rehearsed),
    State("versi baru", ("Versi baru siap.", "Muat ulang"), new_version),
    State("memori penuh", ("Memori HP penuh", "belum tersimpan"), storage_full),
    State("nama panjang", ("diterima server", LONG_NAME), long_names),
    State("seribu menunggu", ("Tersimpan di HP", "1000"), thousand),
)
