"""What may go wrong, with which status and in which words? The one catalogue of errors.

Every error that a person or a client can meet is a `Problem` made from an entry here;
`web.app` renders it as problem details (RFC 9457) or as a page, by who asked.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """Status, short title and default sentence of one kind of problem, in Indonesian."""

    status: int
    title: str
    detail: str


CATALOGUE: dict[str, Entry] = {
    "bad_request": Entry(400, "Permintaan tidak terbaca", "Isi permintaan bukan JSON yang sah."),
    "not_signed_in": Entry(401, "Belum masuk", "Silakan masuk ke aplikasi lebih dahulu."),
    "bad_proof": Entry(401, "Bukti tidak cocok", "HP ini tidak dapat dikenali. Coba sekali lagi."),
    "bad_passkey": Entry(
        401, "Passkey tidak cocok", "Passkey tidak dikenali. Coba lagi atau minta tautan masuk."
    ),
    "forbidden": Entry(403, "Tidak berwenang", "Halaman ini bukan untuk peran Anda."),
    "read_only": Entry(403, "Hanya membaca", "Auditor membaca semua dan tidak mengubah apa pun."),
    "cross_origin": Entry(403, "Asal tidak sah", "Permintaan datang dari situs lain."),
    "device_revoked": Entry(
        403, "HP tidak lagi terdaftar", "HP ini tidak lagi terdaftar. Hubungi operator kantor Anda."
    ),
    "inactive": Entry(403, "Akun tidak aktif", "Akun Anda tidak aktif. Hubungi operator Anda."),
    "not_found": Entry(404, "Tidak ditemukan", "Yang Anda cari tidak ada."),
    "method_not_allowed": Entry(405, "Cara tidak dikenal", "Alamat ini tidak menerima cara itu."),
    "app_outdated": Entry(
        403,
        "Versi aplikasi terlalu lama",
        "Versi aplikasi ini sudah terlalu lama. Muat ulang SIKEREN saat sinyal baik. Absen Anda "
        "aman di HP dan tetap dikirim.",
    ),
    "code_unknown": Entry(
        404, "Kode tidak dikenal", "Kode pendaftaran tidak dikenal. Periksa lagi hurufnya."
    ),
    "code_spent": Entry(
        409, "Kode sudah dipakai", "Kode ini sudah dipakai. Minta kode baru kepada operator."
    ),
    "code_expired": Entry(
        410, "Kode kedaluwarsa", "Kode ini sudah tidak berlaku. Minta kode baru kepada operator."
    ),
    "binding_too_weak": Entry(
        403,
        "HP ini belum cukup kuat",
        "Kantor Anda meminta HP yang kuncinya tidak dapat disalin. Kode Anda masih berlaku: pakai "
        "HP lain, atau hubungi operator.",
    ),
    "device_taken": Entry(
        409,
        "HP sudah terdaftar",
        "Aplikasi di HP ini sudah terdaftar. Satu HP hanya untuk satu pegawai.",
    ),
    "second_person": Entry(
        409, "Perlu orang kedua", "HP berikutnya perlu persetujuan orang kedua."
    ),
    "chain_contradiction": Entry(
        409,
        "Urutan absen tidak cocok",
        "Urutan absen di HP ini tidak cocok dengan catatan server. Hubungi operator Anda.",
    ),
    "ambiguous_id": Entry(409, "Lebih dari satu", "Sebutkan perangkat dengan ?device=."),
    "content_differs": Entry(409, "Isi berbeda", "Nomor ini sudah dipakai untuk isi yang lain."),
    "already_exists": Entry(409, "Sudah ada", "Data dengan nama atau nomor itu sudah ada."),
    "point_closed": Entry(
        409, "Titik sudah ditutup", "Titik absen ini sudah ditutup. Buat titik baru bila perlu."
    ),
    "point_changed": Entry(
        409,
        "Titik baru saja diubah",
        "Orang lain baru saja mengubah titik ini. Muat ulang halaman, lalu periksa lagi.",
    ),
    "not_in_review": Entry(
        409, "Tidak sedang ditinjau", "Absen ini tidak meragukan, jadi tidak perlu diputuskan."
    ),
    "reminders_off": Entry(
        409, "Pengingat tidak dipakai", "Server kantor Anda tidak mengirim pengingat."
    ),
    "month_locked": Entry(
        409, "Bulan sudah dikunci", "Bulan ini sudah dikunci. Hubungi bagian kepegawaian."
    ),
    "deadline_passed": Entry(
        409, "Batas waktu sudah lewat", "Batas waktu koreksi untuk hari itu sudah lewat."
    ),
    "decided": Entry(409, "Sudah diputuskan", "Atasan sudah memutuskan pengajuan ini."),
    "withdrawn": Entry(409, "Sudah dibatalkan", "Pengajuan ini sudah dibatalkan."),
    "step_not_now": Entry(
        409, "Belum dapat dilakukan", "Keadaan bulan ini sudah lain. Muat ulang halaman."
    ),
    "link_used": Entry(
        410, "Tautan tidak berlaku", "Tautan ini sudah dipakai atau kedaluwarsa. Minta yang baru."
    ),
    "too_large": Entry(413, "Terlalu besar", "Isi permintaan melebihi 4 MiB. Kirim lebih sedikit."),
    "file_refused": Entry(422, "Berkas tidak diterima", "Isi berkas ini tidak dapat diterima."),
    "offset_differs": Entry(
        409,
        "Bagian tidak bersambung",
        "Bagian berkas ini tidak bersambung. Tanyakan dahulu batasnya.",
    ),
    "hash_differs": Entry(
        409, "Berkas berubah di jalan", "Berkas yang sampai berbeda dari yang dikirim. Kirim ulang."
    ),
    "unknown_version": Entry(412, "Versi tidak dikenal", "Server memakai tus 1.0.0."),
    "unsupported_media": Entry(
        415,
        "Jenis isi tidak dikenal",
        "Kirim bagian berkas sebagai application/offset+octet-stream.",
    ),
    "upload_quota": Entry(
        403,
        "Jatah kiriman habis",
        "Kiriman berkas Anda hari ini sudah terlalu banyak. Lanjutkan besok.",
    ),
    "invalid": Entry(422, "Isian belum benar", "Periksa lagi isian Anda."),
    "bad_credential": Entry(
        422, "Passkey ditolak", "Passkey dari HP ini tidak dapat diperiksa. Ulangi pendaftaran."
    ),
    "too_many_requests": Entry(
        429, "Terlalu banyak permintaan", "Tunggu sebentar lalu coba lagi. Tidak ada yang hilang."
    ),
    "unavailable": Entry(503, "Sedang sibuk", "Server sedang sibuk. Coba lagi sebentar."),
    "internal": Entry(500, "Ada gangguan", "Ada gangguan di server. Data Anda tidak hilang."),
}
# A phone keeps what it sends until it is acknowledged; what was typed at a desk is not kept.
AT_DESK = "Ada gangguan di server. Absen di HP tetap aman."
READ = f"{AT_DESK} Coba lagi sebentar."
SENT = f"{AT_DESK} Isian Anda mungkin belum tersimpan: kembali, periksa, lalu kirim lagi."


class Problem(Exception):
    """Something in the catalogue went wrong.

    Args:
        code: the catalogue's key.
        detail: a sentence for the person that replaces the catalogue's.
        fields: per field of a form, what to correct.
        headers: such as Retry-After, in seconds.
    """

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        *,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        entry = CATALOGUE[code]
        self.code = code
        self.status = entry.status
        self.title = entry.title
        self.detail = detail or entry.detail
        self.fields = dict(fields or {})
        self.headers = dict(headers or {})
        super().__init__(f"{code}: {self.detail}")

    def document(self) -> dict[str, object]:
        """The problem as an `application/problem+json` object (RFC 9457)."""
        document: dict[str, object] = {
            "type": f"urn:sikeren:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }
        if self.fields:
            document["fields"] = self.fields
        return document
