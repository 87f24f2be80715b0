"""Who acts for a supervisor, as what, and may that be entered as it is?"""

from datetime import date

KINDS = {"plt": "Plt. (pelaksana tugas)", "plh": "Plh. (pelaksana harian)"}
SHORT = {"plt": "Plt.", "plh": "Plh."}
MAX_NUMBER = 100
MAX_DAYS = 366  # SE Kepala BKN 1/SE/I/2021: Plt. at most three months, once more; more is a slip


def faults(kind: str, first: date | None, last: date | None, number: str) -> dict[str, str]:
    """What is to be corrected, by field."""
    found = {}
    if kind not in KINDS:
        found["kind"] = "Pilih Plt. atau Plh."
    if first is None:
        found["first_day"] = "Isi tanggal pertama."
    if last is None:
        found["last_day"] = "Isi tanggal terakhir."
    if first and last and last < first:
        found["last_day"] = "Tanggal terakhir tidak boleh sebelum tanggal pertama."
    elif first and last and (last - first).days >= MAX_DAYS:
        found["last_day"] = "Paling lama satu tahun. Periksa tahunnya."
    if not 1 <= len(number) <= MAX_NUMBER:
        found["number"] = f"Tulis nomor surat perintah, paling panjang {MAX_NUMBER} huruf."
    return found
