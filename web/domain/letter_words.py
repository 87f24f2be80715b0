"""What does the letter with an enrolment code say? One source for the page and for the PDF.

`**…**` is bold; `{address}` is where SIKEREN is reached.
"""

TITLE = "Pendaftaran HP untuk absen"
UNDER = "Absensi pegawai dengan aplikasi SIKEREN"
CODE = "Kode pendaftaran Anda"
VALID = "Berlaku sampai **{until}**, untuk satu kali pendaftaran."
STEPS = {
    "HP Android": (
        "Buka **Chrome**, lalu alamat **{address}**. Atau arahkan kamera ke gambar kode di atas.",
        "Ketuk **Pasang** atau ikuti gambar di layar, lalu buka SIKEREN dari layar utama.",
        "Isi kode di atas, lalu ketuk **Periksa kode**.",
        "Setujui dengan sidik jari, wajah, atau kunci layar.",
    ),
    "iPhone": (
        "Buka **Safari**, lalu alamat **{address}**.",
        "Ketuk **Bagikan**, lalu **Tambah ke Layar Utama**.",
        "Buka SIKEREN **dari layar utama**, bukan dari Safari.",
        "Isi kode di atas, lalu setujui dengan Face ID atau Touch ID.",
    ),
}
FOOT = (
    "Satu HP untuk satu pegawai. Jangan berikan kode ini kepada orang lain. Lokasi hanya dibaca "
    "saat layar absen terbuka dan hanya dikirim bersama absen Anda.",
    "Kendala atau HP hilang? Segera hubungi operator kantor Anda.",
)


def runs(sentence: str, **values: str) -> list[tuple[str, bool]]:
    """A sentence as pieces of (text, bold), with its values put in."""
    parts = sentence.split("**")
    return [(text.format(**values), bool(i % 2)) for i, text in enumerate(parts) if text]


def bare(origin: str) -> str:
    """An origin as people type it."""
    return origin.removeprefix("https://").removeprefix("http://")
