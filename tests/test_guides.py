"""Do the guides use the words that stand on the screens? What they set in bold must be found."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = [*sorted((ROOT / "docs" / "panduan").glob("*.md")), ROOT / "docs" / "iphone-checklist.md"]
SCREENS = [
    *(ROOT / "templates").rglob("*.html"),
    *(ROOT / "static" / "js" / "phone").rglob("*.js"),
    ROOT / "web" / "desk.py",
    ROOT / "web" / "domain" / "vocabulary.py",
    ROOT / "web" / "domain" / "stated.py",
    ROOT / "web" / "domain" / "letter_words.py",
]
# What guides stress in words of their own.
OWN = {
    "tebal",
    "Jangan menghapus aplikasi atau data peramban selama masih ada absen di Antrean.",
    *("Ganti HP.", "HP hilang atau dicuri.", "Keluar.", "Ganti HP", "Kegiatan bersama"),
    *("Dengan peta:", "Di tempat:", "Diketik:", "Poligon:", "Mengubah titik:", "Menutup titik:"),
    "Pindah pada tanggal tertentu:",
}


def words(text: str) -> str:
    """The text with blanks made equal and no markup inside."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_is_bold_stands_on_a_screen(guide: Path) -> None:
    shown = words("\n".join(path.read_text("utf-8") for path in SCREENS))
    bold = {words(match) for match in re.findall(r"\*\*(.+?)\*\*", guide.read_text("utf-8"), re.S)}
    assert bold
    assert sorted(one for one in bold - OWN if one not in shown) == []


def test_links_between_pages_lead_somewhere() -> None:
    ours = [ROOT / "docs" / f"{name}.md" for name in ("protocol", "security", "rules")]
    for page in [*ours, *GUIDES]:
        for target in re.findall(r"\]\(([^)#]+\.md)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
