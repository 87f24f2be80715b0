"""What may be attached to a record, under which name is it shown, and why is a file refused?"""

import re
import unicodedata

CHECKIN = "checkin"  # the kind of record whose only file is a photo of its person
IMAGE, PDF = "image", "pdf"
MEDIA = {IMAGE: "image/jpeg", PDF: "application/pdf"}
MAX_NAME = 120  # characters
MAX_PIXELS = 64_000_000  # phones of 2026 take up to 50 megapixels in one picture
MAX_SIDE = 2560  # pixels of what is kept: a sheet of A4 at 220 dots an inch
PHOTO_SIDE = 1280  # of the photo of a check-in: a face on a screen
SMALL_SIDE = 320  # pixels of what lists show
MAX_PAGES = 60  # of a PDF: a letter with its annexes
MOST = 12  # files of one record
PART_DAYS = 7  # how long an upload that stands still is kept
REMOVED_DAYS = 30  # how long the bytes of what was removed are kept
AWAITED_DAYS = 60  # how long a file waits for the record that it was meant for

# Why a file is refused, in words that say what to do.
REFUSALS = {
    "empty": "Berkas ini kosong. Pilih berkas lain.",
    "unknown": "Berkas ini bukan foto (JPEG, PNG, WebP, HEIC) dan bukan PDF. Pilih berkas lain.",
    "image_broken": "Gambar ini rusak atau tidak lengkap. Ambil fotonya sekali lagi.",
    "image_huge": "Gambar ini lebih dari 64 megapiksel. Perkecil dahulu.",
    "pdf_broken": "PDF ini rusak atau tidak lengkap. Simpan atau pindai sekali lagi.",
    "pdf_locked": "PDF ini dikunci kata sandi. Simpan tanpa kata sandi, lalu coba lagi.",
    "pdf_long": f"PDF ini lebih dari {MAX_PAGES} halaman. Ambil halaman yang perlu saja.",
    "no_image": "Ini bukan foto. Ambil swafoto dengan kamera HP.",
    "unchecked": "Isi berkas ini tidak dapat diperiksa. Kirim sebagai foto atau PDF yang baru.",
}

_ODD = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"\\/:*?<>|]+')


def shown_name(name: str, kind: str) -> str:
    """A file's name as it may be shown and saved: no path, no control or direction characters.

    Its ending is that of what is kept, so that nothing pretends to be a program.

    >>> shown_name("C:\\\\surat\\\\SPT 12.PDF.exe", "pdf")
    'SPT 12.PDF.pdf'
    """
    name = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    name = " ".join(_ODD.sub(" ", name.encode("utf-8", "ignore").decode()).split())
    stem = name.rpartition(".")[0] or name
    stem = stem.strip(". ")[: MAX_NAME - 4].rstrip(". ")
    return f"{stem or 'berkas'}.{'pdf' if kind == PDF else 'jpg'}"
