"""Which tables are recorded, what of them is kept secret, and whom does a row concern?

Every model has its decision here (tests/test_audit_scope.py): it is `WATCHED`, or it stands in
`NOT_WATCHED` with the reason.
"""

from dataclasses import dataclass

# A way from a row to a person: a column, then (table, key, column) as often as it takes.
Step = tuple[str, str, str]
Way = tuple[str, tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class Watched:
    """How a table is recorded.

    Attributes:
        words: what a row is, in Indonesian.
        page: where it is seen; `{id}` stands for the key.
        secret: columns that are never kept.
        ways: to the people whom a row concerns, beside `employee_id` of its own.
        only: SQL over `{row}` that says which rows; "" all.
        sealed: the table is never changed by SIKEREN; new rows have a chain of their own.
        health: columns that may speak of somebody's health.
    """

    words: str
    page: str = ""
    secret: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    only: str = ""
    sealed: bool = False
    health: tuple[str, ...] = ()


def way(column: str, *steps: Step) -> Way:
    """A way that begins at a column of the row."""
    return column, steps


_OF_EARLIER = way("earlier_id", ("device", "id", "employee_id"))
_OF_CHECKIN = way("checkin_id", ("checkin", "hash", "employee_id"))
_OF_DEVICE = way("device_id", ("device", "id", "employee_id"))
_DAILY = way("subject", ("daily_report", "id", "employee_id"))
_CHANGE = way("subject", ("phone_change", "id", "employee_id"))
_TRAVEL = way("subject", ("travel_report", "id", "employee_id"))
_MEMBERS = way("version", ("duty_member", "version_id", "employee_id"))
_OF_STATUS = way("subject", ("day_status", "id", "employee_id"))
_OF_CORRECTION = way("subject", ("correction", "id", "employee_id"))
_OF_DELEGATE = way("subject", ("delegation", "id", "delegate_id"))
_OF_EXEMPTION = way("subject", ("event_exemption", "id", "employee_id"))
_OF_STEP = ("approval_step", "id", "subject")

WATCHED = {
    "agency": Watched("OPD", "/desk/agencies/{id}"),
    "agency_head": Watched("Kepala OPD"),
    "agency_placement": Watched("Letak OPD dalam pohon"),
    "approval_step": Watched("Langkah persetujuan", ways=(_DAILY, _TRAVEL, _CHANGE, _MEMBERS)),
    "attachment": Watched(
        "Lampiran", "/desk/attachments/{id}", ways=(way("author_id"),), health=("name",)
    ),
    "attachment_removal": Watched(
        "Penghapusan lampiran",
        "/desk/attachments/{id}",
        ways=(way("attachment_id", ("attachment", "id", "author_id")),),
    ),
    "band_table": Watched("Tabel potongan", "/desk/bands"),
    "bound_before": Watched("HP didaftarkan di peramban HP lain", ways=(_OF_DEVICE, _OF_EARLIER)),
    "calendar_day": Watched("Hari kalender", "/desk/calendar"),
    "checkin": Watched(
        "Absen",
        "/desk/checkins/{id}",
        secret=("jws", "assertion", "lat", "lng", "place"),
        sealed=True,
    ),
    "closing_step": Watched("Langkah kunci bulan", "/desk/closing"),
    "contact": Watched("Kabar dari HP", ways=(_OF_DEVICE,), sealed=True),
    "correction": Watched("Perbaikan absen"),
    "daily_report": Watched("Laporan kinerja", "/desk/daily-reports/{id}"),
    "daily_report_version": Watched(
        "Isi laporan kinerja", ways=(way("report_id", ("daily_report", "id", "employee_id")),)
    ),
    "day_status": Watched(
        "Izin, cuti, atau status", "/desk/statuses/{id}", health=("note", "number")
    ),
    "decision": Watched("Putusan atas absen", ways=(_OF_CHECKIN,)),
    "delegation": Watched("Plt. atau Plh.", ways=(way("principal_id"), way("delegate_id"))),
    "desk_passkey": Watched("Passkey meja", secret=("credential_id", "credential_key")),
    "device": Watched("HP terdaftar", secret=("key", "credential_id", "credential_key")),
    "duty": Watched("Dinas luar", "/desk/duties/{id}", ways=(way("author_id"),)),
    "duty_member": Watched("Peserta dinas luar"),
    "duty_version": Watched(
        "Isi surat tugas",
        ways=(way("author_id"), way("id", ("duty_member", "version_id", "employee_id"))),
    ),
    "employee": Watched("Pegawai", "/desk/employees/{id}", ways=(way("id"),)),
    "enrolment_code": Watched("Kode pendaftaran HP", secret=("code_hash",)),
    "event_exemption": Watched("Pembebasan dari kegiatan", health=("reason",)),
    "explanation": Watched("Penjelasan pegawai", ways=(_OF_CHECKIN,)),
    "group_member": Watched("Anggota kelompok kerja"),
    "import_run": Watched("Impor berkas", "/desk/imports/history"),
    "joint_event": Watched("Kegiatan bersama", "/desk/events/{id}"),
    "locked_month": Watched("Bulan terkunci", "/desk/closing", secret=("rows",)),
    "outage": Watched("Gangguan", "/desk/outages/{id}"),
    "phone_change": Watched("Permintaan HP lain"),
    "phone_loss": Watched("HP hilang atau dicuri", ways=(_OF_DEVICE,)),
    "phone_policy": Watched("Ketentuan absen dan HP", "/desk/policies"),
    "point": Watched("Titik absen", "/desk/points/{id}"),
    "point_share": Watched("Titik absen bersama"),
    "point_version": Watched("Letak titik absen"),
    "policy": Watched("Ketentuan", "/desk/policies"),
    "posting": Watched("Penempatan"),
    "quarantine": Watched(
        "Absen yang ditolak",
        "/desk/quarantine/{id}",
        secret=("envelope",),
        ways=(_OF_DEVICE,),
        sealed=True,
    ),
    "recap_check": Watched("Pemeriksaan rekap sendiri"),
    "receipt": Watched("Tanda terima absen", secret=("jws",), ways=(_OF_CHECKIN,), sealed=True),
    "reminder_wish": Watched("Pilihan pengingat"),
    "revocation": Watched("Pemblokiran HP", ways=(_OF_DEVICE,)),
    "roster_entry": Watched("Jadwal sif"),
    "ruling": Watched("Putusan", ways=(_OF_STATUS, _OF_CORRECTION), health=("reason",)),
    "session": Watched("Sesi meja", secret=("token_hash",), only="{row}.device_id IS NULL"),
    "shift": Watched("Sif", "/desk/shifts"),
    "sign_in_link": Watched("Tautan masuk", secret=("token_hash",)),
    "special_day": Watched("Hari khusus", "/desk/special-days"),
    "step_note": Watched(
        "Catatan pada laporan",
        ways=(
            way("step_id", _OF_STEP, ("daily_report", "id", "employee_id")),
            way("step_id", _OF_STEP, ("travel_report", "id", "employee_id")),
        ),
    ),
    "travel_report": Watched("Laporan perjalanan dinas"),
    "travel_report_version": Watched(
        "Isi laporan perjalanan dinas",
        ways=(way("report_id", ("travel_report", "id", "employee_id")),),
    ),
    "withdrawal": Watched(
        "Pembatalan",
        ways=(_OF_STATUS, _OF_CORRECTION, _OF_DELEGATE, _OF_EXEMPTION),
        health=("reason",),
    ),
    "work_group": Watched("Kelompok kerja", "/desk/groups/{id}"),
    "work_pattern": Watched("Jam kerja", "/desk/schedules"),
}

NOT_WATCHED = {
    "assessment": "turunan: dapat dinilai ulang dari absen yang ditandatangani",
    "audit_capture": "jalan masuk ke catatan ini",
    "audit_entry": "catatan ini sendiri",
    "audit_person": "bagian dari catatan ini",
    "day_change": "turunan: ditulis saat bulan dihitung ulang, dengan sebabnya",
    "decided_report": "turunan: laporan harian yang sudah diputuskan, menurut langkah terakhirnya",
    "enrolment": "pendaftaran HP yang belum selesai; hasilnya tercatat sebagai HP terdaftar",
    "import_mapping": "pilihan kolom sebuah berkas; yang diimpor tercatat sendiri",
    "notice": "kotak keluar pengingat, dibersihkan berkala",
    "open_matter": "turunan: apa yang menunggu keputusan, menurut langkah terakhirnya",
    "person_month": "turunan: dapat dihitung ulang dari absen dan aturan",
    "push_subscription": "alamat rahasia HP pada layanan pengingat, diganti oleh HP sendiri",
    "upload": "berkas yang masih dikirim; hasilnya tercatat sebagai lampiran",
    "used_nonce": "bekas kode sekali pakai, dibersihkan berkala",
}

# Tables whose every new row is recorded, and which SIKEREN writes.
RECORDED = frozenset(table for table, how in WATCHED.items() if not how.sealed)
