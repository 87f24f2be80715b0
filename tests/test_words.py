"""Do the screens speak one language: the office's own, in one place, and without blame?"""

import re
from pathlib import Path

import pytest

from tests.words import shown, strays

ROOT = Path(__file__).resolve().parent.parent

# What stands on no screen, and what stands there instead (docs/panduan, KBBI).
FORBIDDEN = {
    r"antri\w*": "antrean",
    r"shifts?": "sif",
    r"users?|pengguna": "pegawai",
    r"pending": "belum terkirim",
    r"sync|sinkronisasi": "kirim",
    r"clock ?(in|out)": "Absen Masuk, Absen Pulang",
    r"GPS palsu|fake GPS|mock": "lokasi palsu",
    r"error|bug": "kendala, gangguan",
    r"upload|diupload": "unggah",
    r"download|didownload": "unduh",
    r"log ?in|sign ?in": "masuk ke aplikasi",
    r"log ?out|sign ?out": "keluar",
    r"approve|approval": "setujui",
    r"submit": "ajukan, kirim",
    r"(di)?klik": "ketuk, tekan",
    r"silahkan": "silakan",
    r"(me|di)rubah": "mengubah, diubah",
    r"dimana|kemana|darimana": "di mana",
    r"ijin|diijinkan": "izin",
    r"resiko": "risiko",
    r"nomer": "nomor",
    r"jadual": "jadwal",
    r"browser": "peramban",
    r"handphone|ponsel|smartphone": "HP",
    r"selfie": "swafoto",
    r"geofence": "radius",
    r"alpa|bolos|mangkir": "tanpa keterangan",
    r"online|offline": "ada jaringan, tanpa jaringan",
    r"kamu|kalian|saudara": "Anda",
    r"gagal total|kesalahan Anda|salah Anda|Anda salah|Anda lupa": "no blame",
}
LOWER_YOU = re.compile(r"(?<![.\w/-])anda\b")
COLON_TIME = re.compile(r"\b[0-2]?\d:[0-5]\d\b")
JAM_TIME = re.compile(r"\bjam \d{1,2}[.:]\d\d", re.IGNORECASE)


def test_words_for_people_stand_in_words_files() -> None:
    assert strays(ROOT) == []


@pytest.mark.parametrize(
    "line",
    [
        "h('p', null, 'Absen Anda tersimpan.');",
        "element.textContent = `Menunggu ${count} absen`;",
        'say("Coba lagi");',
        "h('h1', null, 'Riwayat')",
        "h('span', {}, ' menunggu')",
    ],
)
def test_a_stray_is_noticed(tmp_path: Path, line: str) -> None:
    module = tmp_path / "static" / "js" / "phone" / "elements" / "a.js"
    module.parent.mkdir(parents=True)
    module.write_text(f"// 'Ini komentar'\nconst a = 'card stack tight';\n{line}\n", "utf-8")
    assert len(strays(tmp_path)) == 1


@pytest.fixture(scope="module")
def read() -> list[tuple[str, str]]:
    """Where it stands, and what people read."""
    return list(shown(ROOT))


def test_nothing_forbidden_is_said(read: list[tuple[str, str]]) -> None:
    words = {re.compile(rf"\b({bad})\b", re.IGNORECASE): say for bad, say in FORBIDDEN.items()}
    found = [
        f"{where}: {word[0]!r}, say {better}: {text.strip()}"
        for where, text in read
        for bad, better in words.items()
        if (word := bad.search(text))
    ]
    assert found == []


def test_people_are_addressed_and_times_written_as_the_office_does(
    read: list[tuple[str, str]],
) -> None:
    found = [
        f"{where}: {text.strip()}"
        for where, text in read
        if LOWER_YOU.search(text) or COLON_TIME.search(text) or JAM_TIME.search(text)
    ]
    assert found == []


def test_enough_is_read_for_that_to_mean_something(read: list[tuple[str, str]]) -> None:
    where = {place.split("/")[0] for place, _ in read}
    assert where == {"docs", "static", "templates", "web"}
    assert len(read) > 1500
