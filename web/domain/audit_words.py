"""What is each column of a recorded table called on a screen, and what was viewed?"""

from collections.abc import Mapping
from typing import Any

from web.domain.geofence import degrees

# What of a person's was looked at: the keys are `subject` of entries of kind "view".
VIEWS = {
    "checkin_location": "Lokasi satu absen",
    "day_locations": "Peta lokasi absen satu hari",
    "point_locations": "Lokasi absen di sekitar satu titik",
    "review_locations": "Lokasi absen yang menunggu keputusan",
    "refused_content": "Isi absen yang ditolak, dengan lokasinya",
    "attachment_content": "Isi lampiran",
    "audit_acknowledged": "Perubahan di luar SIKEREN, sampai catatan nomor ini",
    "audit_export": "Unduhan catatan perubahan",
}

FIELDS = {
    "aaguid": "Jenis penyimpan passkey",
    "absent": "Potongan bila tidak hadir (%)",
    "accuracy": "Akurasi lokasi (m)",
    "active": "Aktif",
    "agency_id": "OPD",
    "anchor_at": "Kontak terakhir sebelum absen",
    "at": "Waktu",
    "attachment_id": "Lampiran",
    "author_id": "Dicatat oleh",
    "backup_eligible": "Passkey dapat disinkronkan",
    "binding": "Kekuatan pendaftaran HP",
    "body": "Isi",
    "cap": "Keringanan akurasi (m)",
    "cause": "Sebab",
    "change_id": "Permintaan HP lain",
    "changed_at": "Diubah pada",
    "checkin_id": "Absen",
    "claimed_at": "Waktu absen",
    "closes": "Selesai",
    "code": "Kode",
    "count_changed": "Baris yang mengubah",
    "count_left": "Pegawai yang ditandai keluar",
    "count_new": "Baris baru",
    "count_refused": "Baris yang dilewati",
    "counts": "Dihitung sebagai absen masuk",
    "covers": "Menggantikan",
    "created_at": "Dicatat pada",
    "cut": "Potongan (%)",
    "date": "Tanggal",
    "days": "Jam per hari",
    "deadline": "Batas datang",
    "delegate_id": "Pengganti",
    "device_id": "HP",
    "digest": "Sidik isi (SHA-256)",
    "duty_id": "Dinas luar",
    "early": "Tiba sebelum catatannya",
    "earlier_id": "HP sebelumnya",
    "employee_id": "Pegawai",
    "ended_at": "Diakhiri pada",
    "ends_at": "Sampai waktu",
    "ends_on": "Hari terakhir dinilai",
    "enrolled_at": "Didaftarkan pada",
    "event": "Langkah",
    "event_id": "Kegiatan",
    "evidence": "Bukti",
    "expected": "Yang diharapkan hadir",
    "expires_at": "Berlaku sampai",
    "factor": "Pengali potongan",
    "file_name": "Nama berkas",
    "filed_at": "Diajukan pada",
    "first_day": "Mulai tanggal",
    "follows_another": "Pengganti HP lama",
    "group_id": "Kelompok kerja",
    "hash": "Sidik absen (SHA-256)",
    "height": "Tinggi (piksel)",
    "hours": "Jam sif",
    "id": "Nomor catatan",
    "jti": "Nomor absen di HP",
    "kind": "Jenis",
    "kinds": "Jenis absen",
    "last_day": "Sampai tanggal",
    "last_hash": "Absen terakhir (SHA-256)",
    "last_seq": "Urutan absen terakhir",
    "letter_date": "Tanggal surat",
    "lines": "Kegiatan",
    "month": "Bulan",
    "name": "Nama",
    "nip": "NIP",
    "note": "Keterangan",
    "number": "Nomor",
    "on_behalf_of_id": "Atas nama",
    "opening": "Jam buka titik",
    "opens": "Dibuka",
    "options": "Ketentuan jam kerja",
    "ordinal": "Versi ke",
    "offline_days": "Batas menunggu di HP (hari)",
    "outcome": "Hasil",
    "pages": "Jumlah halaman",
    "parent_id": "OPD induk",
    "part": "Bagian",
    "photo": "Swafoto",
    "places": "Tujuan",
    "platform": "Jenis HP",
    "point_id": "Titik absen",
    "position": "Jabatan",
    "prev": "Absen sebelumnya (SHA-256)",
    "principal_id": "Yang digantikan",
    "purpose": "Maksud perjalanan",
    "rank": "Pangkat/golongan",
    "reason": "Alasan",
    "receipt": "Tanda terima",
    "received_at": "Diterima pada",
    "removed_at": "Dihapus pada",
    "report_id": "Laporan",
    "restored": "Dipulihkan dari tanda terima",
    "role": "Peran",
    "sent_sha256": "Sidik berkas yang dikirim (SHA-256)",
    "sent_size": "Ukuran yang dikirim (byte)",
    "seq": "Urutan di HP",
    "sha256": "Sidik berkas (SHA-256)",
    "series": "Rangkaian kegiatan",
    "shape": "Letak",
    "shift_id": "Sif",
    "sign_count": "Penghitung passkey",
    "size": "Ukuran (byte)",
    "source": "Dasar",
    "spent_at": "Dipakai pada",
    "starts_at": "Mulai waktu",
    "starts_on": "Hari pertama dinilai",
    "step": "Langkah",
    "step_id": "Langkah",
    "subject": "Yang diputuskan",
    "subject_id": "Catatan induk",
    "subject_kind": "Jenis catatan induk",
    "supervisor_id": "Atasan langsung",
    "text": "Penjelasan",
    "thumbprint": "Sidik kunci HP",
    "timezone": "Zona waktu",
    "title": "Jabatan yang dicetak",
    "used_at": "Dipakai pada",
    "valid_from": "Berlaku mulai",
    "valid_until": "Berlaku sampai",
    "version": "Versi yang dibaca",
    "version_id": "Versi surat",
    "via": "Cara tiba",
    "width": "Lebar (piksel)",
    "withdrawn_at": "Ditarik pada",
    "words": "Kata-kata",
    "working": "Tetap bekerja",
    "workday": "Hari kerja",
    "written_at": "Ditulis pada",
}


def field_name(column: str) -> str:
    """What a column is called; one that has no name yet is shown as it is."""
    return FIELDS.get(column, column)


def place_words(shape: Mapping[str, Any]) -> str:
    """Where a point lies, rounded to about a metre; what is no shape is shown as it is."""
    if shape.get("type") == "circle":
        lat, lng = (degrees(shape[name]) for name in ("lat", "lng"))
        return f"Lingkaran, radius {round(shape['radius'])} m, pusat {lat}; {lng}"
    corners = "\n".join(f"{degrees(lat)}; {degrees(lng)}" for lat, lng in shape["ring"])
    return f"Poligon {len(shape['ring'])} sudut\n{corners}"


def value_words(value: Any) -> str:
    """A plain value as it is read; documents are shown by the page itself."""
    if value is None or value == "":
        return "kosong"
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)
