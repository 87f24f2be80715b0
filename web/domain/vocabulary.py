"""How do the desks call what is stored as a code? Labels in Indonesian, nothing is decided here."""

from typing import NamedTuple

TIMEZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
HOME_ZONE = "Asia/Makassar"  # Mamuju's; for a viewer who belongs to no agency

ROLES = {
    "employee": "Pegawai",
    "operator": "Operator",
    "admin": "Admin",
    "auditor": "Auditor (hanya membaca)",
}
KINDS = {"in": "Absen Masuk", "out": "Absen Pulang"}
OUTCOMES = {"accepted": "Diterima", "declined": "Ditolak"}
REVOKED = "revoked"  # the newest word takes back those before it: the matter waits again
SAID = OUTCOMES | {"approved": "Disetujui", "rejected": "Ditolak", REVOKED: "Keputusan ditarik"}

STATES = {
    "accepted": "Diterima",
    "waiting": "Ditinjau",
    "upheld": "Diterima atasan",
    "declined": "Ditolak atasan",
}

BINDINGS = {
    "hardware": "Kunci di perangkat keras HP (paling kuat)",
    "device": "Kunci di HP, tanpa bukti perangkat keras",
    "synced": "Kunci yang disinkronkan, seperti pada iPhone",
}

# What each kind of binding means to who reads it, and what it does not.
BINDING_NAMES = {"hardware": "Perangkat keras", "device": "Perangkat", "synced": "Tersinkron"}
BINDING_MEANINGS = {
    "hardware": "HP membuktikan bahwa kuncinya dibuat di cip pengaman dan tidak dapat keluar dari "
    "HP itu. Ini yang paling kuat.",
    "device": "Kuncinya tidak disinkronkan ke HP lain, tetapi HP tidak memberi bukti dari cip "
    "pengamannya. Lazim pada Android lama.",
    "synced": "Passkey ikut disalin ke HP lain dengan akun yang sama, seperti pada setiap iPhone. "
    "Kunci aplikasinya tetap tinggal di HP ini. Tidak berarti ada yang salah.",
}

# Of which check-ins a photo is asked for.
PHOTO_NAMES = {
    "none": "Tidak diminta",
    "doubtful": "Diminta bila absen ditinjau",
    "every": "Diminta setelah setiap absen",
}

PLATFORMS = {"android": "Android", "ios": "iPhone atau iPad", "other": "Lainnya"}

NOT_IN = {"absent": "Belum Absen Masuk", "later": "Belum waktunya"}  # lists of people of a day

VIA = {
    "own": "HP sendiri",
    "carried": "Dititipkan lewat HP lain",
    "sessionless": "HP tanpa sesi",
}

ENDINGS = {
    "replaced": "Diganti HP baru",
    "lost": "Hilang atau dicuri",
    "left": "Tidak dipakai lagi untuk absen",
}

NO_FIX = {
    "denied": "Izin lokasi tidak diberikan",
    "unavailable": "Lokasi tidak tersedia di HP",
    "timeout": "Lokasi tidak ditemukan sampai batas waktu",
}


class FlagWords(NamedTuple):
    """A flag's short name and its weight: contradiction, strong or information."""

    label: str
    weight: str


FLAGS = {
    "before_anchor": FlagWords("Waktu sebelum kontak terakhir", "contradiction"),
    "in_future": FlagWords("Waktu setelah diterima", "contradiction"),
    "superseded_anchor": FlagWords("Penanda waktu lama", "contradiction"),
    "undeclared": FlagWords("Tidak disebut saat kontak", "contradiction"),
    "chain_fork": FlagWords("Urutan absen bercabang", "contradiction"),
    "bad_witness": FlagWords("Kode layar kantor tidak sah", "contradiction"),
    "passkey_changed": FlagWords("Sifat passkey berubah", "contradiction"),
    "revoked_device": FlagWords("HP tidak lagi terdaftar", "contradiction"),
    "outside": FlagWords("Di luar radius", "strong"),
    "no_location": FlagWords("Tanpa lokasi", "strong"),
    "shared_fix": FlagWords("Koordinat sama dengan orang lain", "strong"),
    "frozen_fix": FlagWords("Koordinat sama dengan hari lain", "strong"),
    "impossible_speed": FlagWords("Perpindahan tidak wajar", "strong"),
    "clock_moved": FlagWords("Jam HP mundur", "strong"),
    "late_delivery": FlagWords("Diterima terlambat", "strong"),
    "new_device": FlagWords("HP baru", "strong"),
    "low_accuracy": FlagWords("Akurasi lokasi rendah", "information"),
    "chain_gap": FlagWords("Absen sebelumnya belum tiba", "information"),
    "time_asserted": FlagWords("Waktu menurut HP", "information"),
    "clock_forward": FlagWords("Jam HP maju", "information"),
    "carried": FlagWords("Dititipkan", "information"),
}

# What makes a check-in doubtful; the rest only informs.
DOUBTS = frozenset(code for code, words in FLAGS.items() if words.weight != "information")

QUARANTINE = {
    "malformed": "Isinya tidak terbaca sebagai absen.",
    "too_large": "Ukurannya melebihi batas 16 KiB.",
    "unknown_device": "Tidak ada HP terdaftar dengan nomor itu.",
    "bad_signature": "Tanda tangan HP tidak cocok dengan isinya.",
    "bad_assertion": "Persetujuan sidik jari atau kunci layar tidak dapat dibuktikan.",
    "bad_anchor": "Penanda waktunya bukan dari server ini atau milik HP lain.",
    "id_reused": "Nomor absennya sudah dipakai untuk isi yang lain.",
}

# What a page says once after a change; the address carries the key, never the sentence.
NOTICES = {
    "agency-added": "OPD ditambahkan dengan jam kerja bawaan. Periksa jam kerjanya.",
    "unit-added": "Unit ditambahkan. Aturannya mengikuti OPD di atasnya.",
    "agency-moved": "Sudah dipindahkan. Rekap yang terkait dihitung lagi.",
    "agency-renamed": "Nama OPD disimpan.",
    "agency-removed": "OPD dihapus. Catatan perubahan tetap menyimpannya.",
    "agency-started": "Tanggal mulai disimpan. Rekap mengikutinya.",
    "hours-set": "Jam kerja disimpan.",
    "employee-added": "Pegawai ditambahkan. Buat kode pendaftaran untuk HP-nya.",
    "employee-changed": "Perubahan disimpan.",
    "phone-blocked": "HP diblokir. Absen yang sudah tercatat tidak berubah.",
    "phone-lost": "HP dicatat hilang. Yang diterima darinya sesudah ini ditinjau.",
    "link-shown": "Tautan masuk hanya tampil 10 menit, bagi pembuatnya, selama belum dipakai. "
    "Buat yang baru bila perlu.",
    "code-shown": "Kode hanya tampil 10 menit, bagi pembuatnya. Belum tercetak? Buat kode baru; "
    "yang lama batal.",
    "phone-asked": "Permintaan ganti HP disiapkan. Orang kedua memutuskannya.",
    "phone-acted": "Tercatat dengan nama Anda dan waktunya.",
    "point-added": "Titik absen ditambahkan dan akan dikirim ke HP pegawai.",
    "point-changed": "Perubahan titik disimpan sebagai versi baru.",
    "point-closed": "Titik absen ditutup. Absen yang sudah tercatat tidak berubah.",
    "passkey-added": "Passkey disimpan. Mulai sekarang Anda dapat masuk dengannya.",
    "passkey-removed": "Passkey dihapus.",
    "calendar-set": "Kalender disimpan. Rekap yang terkait dihitung lagi.",
    "calendar-imported": "Berkas diterapkan. Rekap yang terkait dihitung lagi.",
    "special-day-set": "Hari khusus disimpan. Rekap yang terkait dihitung lagi.",
    "event-added": "Kegiatan disimpan.",
    "event-exempted": "Pengecualian dicatat. Rekap yang terkait dihitung lagi.",
    "event-expected": "Pegawai itu diharapkan hadir lagi.",
    "event-withdrawn": "Kegiatan dibatalkan. Catatannya tetap ada.",
    "decided": "Keputusan dicatat. Pegawai dapat membacanya di HP.",
    "approved-at-once": "Semua laporan yang dipilih disetujui.",
    "undone-at-once": "Persetujuan diurungkan. Laporannya menunggu lagi.",
    "inbox-decided": "Keputusan dicatat. Pegawai dapat membacanya di HP.",
    "inbox-undone": "Diurungkan. Semuanya kembali menunggu keputusan.",
    "duty-filed": "Surat tugas diajukan. Atasan pegawai memutuskannya.",
    "duties-filed": "Surat tugas diajukan, satu pengajuan untuk setiap atasan.",
    "duty-withdrawn": "Surat tugas dibatalkan. Catatannya tetap tersimpan.",
    "delegation-added": "Pengganti dicatat. Keputusannya memuat atas nama siapa.",
    "delegation-ended": "Penggantian diakhiri. Keputusan yang sudah diambil tetap berlaku.",
    "policy-set": "Ketentuan disimpan. Rekap yang terkait dihitung lagi.",
    "import-discarded": "Berkas dibuang. Tidak ada yang berubah.",
    "status-added": "Status dicatat.",
    "status-withdrawn": "Status dibatalkan. Catatannya tetap tersimpan.",
    "attached": "Berkas dilampirkan.",
    "attachment-removed": "Berkas dikeluarkan. Catatannya tetap tersimpan.",
    "group-added": "Kelompok ditambahkan. Masukkan anggotanya.",
    "member-added": "Anggota dicatat.",
    "member-ended": "Keanggotaan diakhiri.",
    "pattern-ended": "Jam kerja diakhiri pada tanggal itu.",
    "shift-set": "Sif disimpan.",
    "roster-set": "Jadwal sif disimpan.",
    "month-stepped": "Langkah dicatat dengan nama Anda dan waktunya.",
    "team-checked": "Tercatat: tim Anda sudah diperiksa.",
    "head-named": "Kepala OPD disimpan.",
    "bands-added": "Tabel potongan disimpan. Bulan yang belum dikunci dihitung ulang.",
    "outage-declared": "Gangguan dicatat. Dihitung setelah orang kedua menyetujui.",
    "outage-ruled": "Keputusan dicatat.",
    "outage-withdrawn": "Gangguan dibatalkan. Catatannya tetap ada.",
    "signed-out": "Anda sudah keluar.",
}


def family_of(platform: str) -> str:
    """What a phone calls itself, as a label of PLATFORMS."""
    named = platform.lower()
    if "android" in named:
        return PLATFORMS["android"]
    return PLATFORMS["ios" if named.startswith(("ios", "ip")) else "other"]
