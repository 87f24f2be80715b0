"""What may stand in files of every matter: rows that are right, and rows that are nasty."""

from collections.abc import Sequence
from dataclasses import dataclass

Rows = Sequence[Sequence[object]]
OFFICE, BUDI, SITI, HEAD = (
    "Dinas Contoh",
    "199203152015031901",
    "199505052019032901",
    "197901012005012901",
)
NEW = "199001012015011011"


@dataclass(frozen=True)
class Sample:
    """A matter: its headings, rows that are right, and nasty ones with what is said of them."""

    kind: str
    head: tuple[str, ...]
    right: Rows
    nasty: tuple[tuple[Rows, str], ...]


AGENCIES = Sample(
    "agencies",
    ("Nama OPD atau unit", "Berada di bawah", "Zona waktu"),
    (("Dinas Baru", "", "WITA"), ("UPTD Baru é", "Dinas Baru", "")),
    (
        ((("A", "B", ""), ("B", "A", "")), "OPD berputar: A → B → A."),
        (((OFFICE, "Unit", ""), ("Unit", OFFICE, "")), "OPD berputar"),
        ((("A", "a", ""),), "tidak dapat berada di bawah dirinya sendiri"),
        ((("A", "Entah", ""),), "“Entah” tidak ada di SIKEREN maupun di berkas ini"),
        ((("A", "", "WIBI"),), "Zona waktu “WIBI” tidak dikenal."),
        (((OFFICE, "", "WIT"),), "yang sudah ada tidak dapat diganti"),
        ((("A" * 201, "", ""),), "paling panjang 200 huruf"),
        ((("", OFFICE, ""),), "Isi nama OPD"),
        ((("A", "", ""), (" a ", "", "")), "juga ada di baris 2"),
        (tuple((f"U{n}", f"U{n - 1}" if n else "", "") for n in range(9)), "tingkat"),
    ),
)
EMPLOYEES = Sample(
    "employees",
    ("NIP", "Nama", "OPD", "Jabatan", "NIP atasan", "Mulai dihitung"),
    (
        (NEW, "Budi Núñez", OFFICE, "Staf", HEAD, "2026-01-05"),
        (BUDI, "Budi Contoh", "", "", "", ""),
    ),
    (
        (((NEW, "A", OFFICE, "", SITI), (SITI, "Siti Contoh", "", "", NEW)), "Atasan berputar"),
        (((NEW, "A", OFFICE, "", NEW),), "Atasan tidak boleh pegawai itu sendiri."),
        (((NEW, "A", OFFICE), (NEW, "A", OFFICE)), "juga ada di baris"),
        ((("1.99E+17", "A", OFFICE),), "dibulatkan oleh Excel"),
        ((("1,99E+17", "A", OFFICE),), "dibulatkan oleh Excel"),
        (((NEW[:17], "A", OFFICE),), "NIP selalu 18 angka"),
        ((("", "A", OFFICE),), "NIP kosong."),
        (((NEW, "", OFFICE),), "Nama kosong."),
        (((NEW, "A", ""),), "OPD kosong."),
        (((NEW, "A" * 201, OFFICE),), "lebih panjang dari 200 huruf"),
        (((NEW, "A", OFFICE, "", "", "46350"),), "angka tanggal Excel"),
        (((NEW, "A", OFFICE, "", "", "31/02/2026"),), "bukan tanggal"),
        (((NEW, "A", "O" * 201),), "Nama OPD lebih panjang"),
    ),
)
SUPERVISORS = Sample(
    "supervisors",
    ("NIP", "Nama", "NIP atasan"),
    ((SITI, "Siti é", BUDI), (BUDI, "", HEAD)),
    (
        (((HEAD, "", BUDI),), "Atasan berputar: Rosmini Contoh → Budi Contoh → Rosmini Contoh."),
        (((BUDI, "", SITI), (SITI, "", BUDI)), "Atasan berputar"),
        (((BUDI, "", BUDI),), "Atasan tidak boleh pegawai itu sendiri."),
        (((BUDI, "", NEW),), f"Atasan dengan NIP {NEW} tidak ditemukan"),
        (((NEW, "", HEAD),), "Bukan pegawai aktif yang terdaftar."),
        (((BUDI, "", "1.97901E+17"),), "dibulatkan oleh Excel"),
        (((BUDI, "", HEAD), (BUDI, "", SITI)), "juga ada di baris"),
    ),
)
SPOT = ("-2,7", "118.9", "100")
POINTS = Sample(
    "points",
    ("Nama titik", "OPD", "Lintang", "Bujur", "Radius", "Sudut", "Jam buka", "Berlaku sampai"),
    (("Halaman é", OFFICE, *SPOT, "", "Senin 07.00–17.00"), ("Kantor Dinas Contoh", OFFICE)),
    (
        ((("A", OFFICE, "NaN", "118.9", "100"),), "Lintang antara -90 dan 90 derajat."),
        ((("A", OFFICE, "1e400", "118.9", "100"),), "Lintang antara -90 dan 90 derajat."),
        (
            (("A", OFFICE, "118.9", "-2.7", "100"),),
            "Lintang 118.9 dan bujur -2.7 tampaknya tertukar.",
        ),
        ((("A", OFFICE, "", "", "", "118 -2; 119 -2; 119 -3"),), "tampaknya tertukar"),
        ((("A", OFFICE, *SPOT, "", "", "46350"),), "“46350” adalah angka tanggal Excel."),
        ((("A", OFFICE, "-2.7", "999", "100"),), "Bujur antara -180 dan 180 derajat."),
        ((("A", OFFICE, "-2.7", "118.9", "999999"),), "Radius antara 10 dan 20000 meter."),
        ((("A", OFFICE, "", "", "", "0 0; 1 1; 0 1; 1 0"),), "tidak boleh saling berpotongan"),
        ((("A", OFFICE, "", "", "", "0 0; 1 1"),), "Poligon memerlukan 3 sampai 200 sudut."),
        ((("A", OFFICE, "", "", "", "0 0; 0 0; 0 0; 0 0"),), "saling berpotongan"),
        ((("A", OFFICE, "", "", "", "0 0 0; 1 1 1; 2 0 2"),), "misalnya -2,5300; 119,0300"),
        (
            (("A", OFFICE, "", "", "", "; ".join(f"0 {n}" for n in range(201))),),
            "3 sampai 200 sudut",
        ),
        ((("A", OFFICE, *SPOT, "", "pagi"),), "Jam buka “pagi” tidak terbaca."),
        ((("A", "Entah", *SPOT),), "OPD “Entah” tidak ada di antara OPD Anda."),
        ((("A", OFFICE, *SPOT), (" a ", OFFICE, *SPOT)), "juga ada di baris 2"),
    ),
)
STATUSES = Sample(
    "statuses",
    ("NIP", "Jenis", "Mulai", "Sampai", "Keterangan"),
    (
        (BUDI, "I", "2026-03-03", "03/03/2026", "é"),
        (SITI, "cuti tahunan", "2026-03-04", "2026-03-05"),
    ),
    (
        (((BUDI, "I", "2026-03-03", "2026-03-02"),), "tidak boleh sebelum tanggal pertama"),
        (((BUDI, "Pergi", "2026-03-03", "2026-03-03"),), "Jenis “Pergi” tidak dikenal."),
        (((BUDI, "I", "46350", "2026-03-03"),), "angka tanggal Excel"),
        (((BUDI, "I", "0001-01-01", "9999-12-31"),), "bukan tanggal"),
        (((NEW, "I", "2026-03-03", "2026-03-03"),), f"NIP {NEW} bukan pegawai"),
        (((BUDI, "I", "2026-03-03", "2026-03-03"),) * 2, "Sama dengan baris 2."),
    ),
)
ROSTERS = Sample(
    "rosters",
    ("nip", "nama", "2030-01-01", "02/01/2030"),
    ((BUDI, "Budi é", "P", "L"), (SITI, "Siti", "", "m")),
    (
        (((BUDI, "", "X", ""),), "01/01/2030: sif “X” tidak ada di OPD itu. Pakai M, P, L."),
        (((BUDI, "", "TERLALU", ""),), "sif “TERLALU” tidak ada"),
        (((NEW, "", "P", ""),), f"NIP {NEW} bukan pegawai aktif"),
        (((BUDI, "", "P", ""), (BUDI, "", "M", "")), "juga ada di baris"),
        ((("1.99E+17", "", "P", ""),), "dibulatkan oleh Excel"),
    ),
)
SAMPLES = {one.kind: one for one in (AGENCIES, EMPLOYEES, SUPERVISORS, POINTS, STATUSES, ROSTERS)}
