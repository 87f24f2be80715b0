"""Which pictures of the app does a phone show when it offers to install it? Run by hand after a
change of looks: `.venv/bin/pytest tests/browser/draw_screenshots.py`. The results are committed.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import ViewportSize

from tests.browser.office import Office
from tests.browser.phone import Phone
from web.settings import ROOT

FOLDER = ROOT / "static" / "screenshots"
NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1024, "height": 640}
QUALITY = 70  # of WebP, 0 to 100


def picture(phone: Phone, name: str, size: ViewportSize) -> None:
    """Keep what the screen shows; two device pixels to each of ours where it is narrow."""
    phone.page.set_viewport_size(size)
    phone.page.evaluate("scrollTo(0, 0)")
    phone.page.evaluate("document.activeElement?.blur()")
    taken = phone.page.screenshot(animations="disabled")
    Image.open(BytesIO(taken)).save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


@pytest.mark.parametrize(("size", "scale"), [(NARROW, 2), (WIDE, 1)], ids=["narrow", "wide"])
def test_draw(
    size: ViewportSize, scale: int, office: Office, phone_of: Callable[..., Phone]
) -> None:
    options: dict[str, Any] = {"viewport": size, "device_scale_factor": scale}
    phone = phone_of(office.hire("Sitti Contoh, S.Sos."), **options)
    end = "narrow" if size is NARROW else "wide"
    picture(phone, f"absen-{end}", size)
    phone.tap("Absen Masuk")
    phone.reads("diterima server")
    phone.delivers(1)
    phone.go("Riwayat")
    phone.reads("Diterima")
    picture(phone, f"riwayat-{end}", size)
    if size is NARROW:
        phone.go("Absen")
        phone.lose_network()
        phone.arrive(office)
        phone.tap("Absen Pulang")
        phone.go("Antrean")
        phone.reads("1 absen belum terkirim")
        picture(phone, f"antrean-{end}", size)
