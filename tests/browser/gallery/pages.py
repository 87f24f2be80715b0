"""How does one get into the states of the other screens of the phone, and what does one read?"""

from tests.browser.gallery import absen, versions
from tests.browser.gallery.scene import WITHOUT_SYNC, Scene, State
from tests.browser.phone import Phone
from tests.browser.wire import Mode

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


def bind(scene: Scene) -> Phone:
    """A new phone."""
    return scene.new_phone()


def bind_on_iphone(scene: Scene) -> Phone:
    """In a tab of Safari, where nothing may be bound."""
    return scene.new_phone(user_agent=IPHONE, has_touch=True)


def wrong_code(scene: Scene) -> Phone:
    """Half a code."""
    phone = scene.new_phone()
    phone.type_code("ABCD")
    return phone


def who(scene: Scene) -> Phone:
    """The code is right; is the person?"""
    scene.rename(absen.LONG_PLACE)
    phone = scene.new_phone()
    phone.type_code(scene.office.code_for(scene.office.hire(absen.LONG_NAME)))
    return phone


def rehearsal(scene: Scene) -> Phone:
    """One step is left."""
    phone = who(scene)
    phone.press("Ya, buat kunci HP")
    return phone


def bound(scene: Scene) -> Phone:
    """All done."""
    phone = rehearsal(scene)
    phone.press("Uji sidik jari sekarang")
    return phone


def queue_empty(scene: Scene) -> Phone:
    """Nothing waits."""
    phone = scene.at_work()
    phone.go("Antrean")
    return phone


def queue_sent(scene: Scene) -> Phone:
    """Nothing waits any more."""
    phone = absen.accepted(scene)
    phone.delivers(1)
    phone.go("Antrean")
    return phone


def queue_waiting(scene: Scene) -> Phone:
    """Something waits for a network."""
    phone = absen.saved_offline(scene)
    phone.go("Antrean")
    return phone


def queue_portal(scene: Scene) -> Phone:
    """The network belongs to somebody who wants a sign-in first."""
    phone = scene.at_work(permissions=WITHOUT_SYNC)
    scene.server.wire.become(Mode.PORTAL)
    phone.tap("Absen Masuk")
    phone.go("Antrean")
    return phone


def queue_refused(scene: Scene) -> Phone:
    """Something came back."""
    phone = absen.refused(scene)
    phone.reads("ditolak server")
    phone.go("Antrean")
    return phone


def queue_thousand(scene: Scene) -> Phone:
    """A thousand wait."""
    phone = absen.thousand(scene)
    phone.reads("Tersimpan di HP")
    phone.go("Antrean")
    return phone


def history_empty(scene: Scene) -> Phone:
    """Nothing has happened yet."""
    phone = scene.at_work()
    phone.go("Riwayat")
    return phone


def history(scene: Scene) -> Phone:
    """A day with a decision."""
    phone = absen.declined(scene)
    phone.go("Riwayat")
    return phone


def receipt(scene: Scene) -> Phone:
    """What proves a check-in."""
    phone = absen.accepted(scene)
    phone.delivers(1)
    phone.main.get_by_role("link", name="Lihat bukti").click()
    return phone


def receipt_reviewed(scene: Scene) -> Phone:
    """What was seen in a doubtful one."""
    phone = absen.in_review(scene)
    phone.delivers(1)
    phone.main.get_by_role("link", name="Lihat bukti").click()
    return phone


def receipt_declined(scene: Scene) -> Phone:
    """What a supervisor said of it."""
    phone = absen.declined(scene)
    phone.main.get_by_role("link", name="Absen Masuk").click()
    return phone


def receipt_waiting(scene: Scene) -> Phone:
    """Not delivered yet."""
    phone = absen.saved_offline(scene)
    phone.main.get_by_role("link", name="Lihat bukti").click()
    return phone


def receipt_missing(scene: Scene) -> Phone:
    """An address from elsewhere."""
    phone = scene.at_work()
    phone.open("#receipt/unknown")
    return phone


def recap(scene: Scene) -> Phone:
    """A month."""
    phone = absen.accepted(scene)
    phone.delivers(1)
    phone.go("Riwayat")
    phone.main.get_by_role("link", name="Rekap bulan").click()
    return phone


def recap_offline(scene: Scene) -> Phone:
    """A month that was never fetched."""
    phone = absen.offline(scene)
    phone.go("Riwayat")
    phone.main.get_by_role("link", name="Rekap bulan").click()
    return phone


def day(scene: Scene) -> Phone:
    """One day of it, with an Absen Masuk that counts at whatever hour this is played."""
    scene.hours({str(number): ["00:01", "23:58"] for number in range(1, 8)})
    phone = recap(scene)
    phone.main.get_by_role("link").filter(has_text="·").first.click()
    return phone


def day_missing(scene: Scene) -> Phone:
    """A day of a month that is not on the phone."""
    phone = absen.offline(scene)
    phone.open("#day/2020-01-01")
    return phone


def my_phone(scene: Scene) -> Phone:
    """What this phone is."""
    above = scene.office.hire("Drs. H. Abdul Rahman Contoh Nama Panjang, M.Si.")
    phone = scene.phone(absen.LONG_NAME, above=above)
    phone.go("HP Saya")
    return phone


def leaving(scene: Scene) -> Phone:
    """Really?"""
    phone = my_phone(scene)
    phone.press("Keluar")
    return phone


def in_the_sun(scene: Scene) -> Phone:
    """The look for sunlight, chosen by hand."""
    phone = my_phone(scene)
    phone.page.get_by_label("Kontras tinggi").check()
    phone.go("Absen")
    return phone


STATES = (
    State("daftar", ("Daftarkan HP ini", "Kode pendaftaran"), bind),
    State("daftar di iPhone", ("Daftarkan HP ini", "Pasang"), bind_on_iphone),
    State("kode salah", ("Kode belum lengkap",), wrong_code),
    State("apakah ini Anda", ("Apakah ini Anda?", absen.LONG_NAME), who),
    State("uji coba", ("Satu langkah lagi",), rehearsal),
    State("siap dipakai", ("HP siap dipakai", "Buka layar Absen"), bound),
    State("antrean kosong", ("Semua absen sudah terkirim",), queue_empty),
    State("antrean terkirim", ("Semua absen sudah terkirim", "Baru saja terkirim"), queue_sent),
    State("antrean menunggu", ("1 absen belum terkirim", "Kirim sekarang"), queue_waiting),
    State("antrean salah Wi-Fi", ("Jawaban bukan dari SIKEREN",), queue_portal),
    State("antrean ditolak", ("Ditolak server", "Hubungi operator"), queue_refused),
    State("antrean seribu", ("1000 absen belum terkirim", "980 belum ditampilkan"), queue_thousand),
    State("riwayat kosong", ("Belum ada riwayat",), history_empty),
    State("riwayat", ("Ditolak atasan", "Menurut server"), history),
    State("bukti", ("Bukti Absen Masuk", "Tercatat di server"), receipt),
    State("bukti ditinjau", ("Ditinjau", "Di luar radius"), receipt_reviewed),
    State("bukti ditolak", ("Keputusan atasan", "Tidak ada surat tugas"), receipt_declined),
    State("bukti menunggu", ("Tersimpan di HP", "Tanda terima belum ada"), receipt_waiting),
    State("bukti hilang", ("Bukti tidak ditemukan",), receipt_missing),
    State("rekap", ("Rekap saya", "Jumlah bulan ini"), recap),
    State("rekap belum ada", ("Rekap bulan ini belum ada di HP",), recap_offline),
    State("hari", ("Jam kerja", "Ajukan koreksi"), day),
    State("hari tidak ada", ("Hari ini tidak ada dalam rekap",), day_missing),
    State("HP Saya", ("HP ini", "Tampilan", "Kontras tinggi"), my_phone),
    State("keluar", ("Keluar dari aplikasi?",), leaving),
    State("di bawah matahari", ("Absen Masuk",), in_the_sun),
    *versions.STATES,
)
