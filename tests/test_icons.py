"""Do the icons survive what launchers do to them, and is there one for every screen?"""

import math
import re
import struct
from pathlib import Path

import pytest
from PIL import Image

from web.settings import ROOT

ICONS = ROOT / "static" / "icons"
DEEP = (8, 59, 71)  # --deep of tokens.css
SAFE = 0.4  # of the width, from the middle: W3C Manifest, "safe zone"


def size_of(png: Path) -> tuple[int, int]:
    """Width and height, as the file's header has them (PNG, 11.2.2)."""
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    return width, height


def test_no_mask_cuts_into_the_mark() -> None:
    picture = Image.open(ICONS / "maskable-512.png").convert("RGB")
    middle, reach = picture.width / 2, picture.width * SAFE
    marked = [
        math.dist((x + 0.5, y + 0.5), (middle, middle))
        for x in range(picture.width)
        for y in range(picture.height)
        if picture.getpixel((x, y)) != DEEP
    ]
    assert reach * 0.8 < max(marked) <= reach


@pytest.mark.parametrize("name", ["maskable-512.png", "apple-touch-icon.png"])
def test_what_is_masked_or_laid_on_black_is_whole(name: str) -> None:
    picture = Image.open(ICONS / name).convert("RGBA")
    assert picture.getchannel("A").getextrema() == (255, 255)


def test_the_monochrome_icon_is_told_by_its_shape_alone() -> None:
    picture = Image.open(ICONS / "monochrome-512.png").convert("RGBA")
    assert picture.getchannel("A").getextrema() == (0, 255)
    colours = {pixel[:3] for _, pixel in picture.getcolors(1 << 20) or [] if pixel[3] == 255}
    assert colours == {(255, 255, 255)}


def test_there_is_a_picture_at_start_for_every_screen_that_is_listed() -> None:
    script = (ROOT / "static" / "js" / "phone" / "startup.js").read_text()
    listed = re.findall(r"\[(\d+), (\d+), (\d)\],", script)
    wanted = {
        f"startup-{int(w) * int(r)}x{int(h) * int(r)}.png": (int(w) * int(r), int(h) * int(r))
        for w, h, r in listed
    }
    drawn = {file.name: size_of(file) for file in (ICONS / "startup").iterdir()}
    assert drawn == wanted
