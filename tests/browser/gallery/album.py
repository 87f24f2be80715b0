"""How does every screen look, in every state, on every size? `make gallery` takes the pictures.

The states are those of the tests: whoever adds one there has it here. pytest does not find this
file by itself, for looking is a person's work.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.gallery import absen, pages
from tests.browser.gallery.scene import Scene, State
from tests.browser.office import Person
from web.settings import ROOT

ALBUM = ROOT / "gallery"
SIZES = ((320, 640), (360, 800), (414, 896), (768, 1024), (1280, 800))
LARGE_TEXT = """() => {
  const large = new CSSStyleSheet();
  large.replaceSync('html { font-size: 200% }');
  document.adoptedStyleSheets = [large];
}"""
DESK = {
    "hari ini": "/desk/today",
    "OPD": "/desk/agencies",
    "pegawai": "/desk/employees",
    "titik": "/desk/points",
    "jam kerja": "/desk/schedules",
    "kalender": "/desk/calendar",
    "aturan": "/desk/rules",
    "akun": "/desk/account",
}


@pytest.mark.parametrize("state", absen.STATES, ids=lambda one: one.name)
def test_absen(state: State, scene: Scene) -> None:
    page = reached(state, scene)
    for name in looks(page, contrast=True):
        save(page, "absen", state.name, name)


@pytest.mark.parametrize("state", pages.STATES, ids=lambda one: one.name)
def test_pages(state: State, scene: Scene) -> None:
    page = reached(state, scene)
    for name in looks(page):
        save(page, "halaman", state.name, name, whole=True)


def test_desk(scene: Scene, desk_of: Callable[[Person], Desk]) -> None:
    phone = scene.at_work()
    phone.tap("Absen Masuk")
    phone.delivers(1)
    desk = desk_of(scene.office.hire("Hj. Nurdiana Contoh, S.E.", role="admin"))
    for room, path in DESK.items():
        desk.open(path)
        for name in looks(desk.page, text=False):
            save(desk.page, "meja", room, name, whole=True)


def test_picture_of_the_readme(scene: Scene) -> None:
    """Before and after a check-in in airplane mode, side by side."""
    scene.rename("Kantor Camat Bonehau")
    phone = scene.at_work(device_scale_factor=2)
    phone.lose_network()
    phone.page.reload()
    phone.reads("Anda di dalam radius")
    phone.page.get_by_text("Menunggu sinyal").wait_for()
    before, after = ALBUM / "before.png", ALBUM / "after.png"
    phone.page.screenshot(path=before, animations="disabled")
    phone.tap("Absen Masuk")
    phone.reads("Akan terkirim saat ada sinyal")
    phone.page.mouse.move(0, 0)
    phone.page.screenshot(path=after, animations="disabled")
    join(before, after, ROOT / "docs" / "images" / "phone.png")


def reached(state: State, scene: Scene) -> Page:
    """The page of the phone, once its words are there."""
    page = state.reach(scene).page
    for words in state.reads:
        expect(page.get_by_text(words).first).to_be_visible()
    page.mouse.move(0, 0)
    return page


def looks(page: Page, *, contrast: bool = False, text: bool = True) -> Iterator[str]:
    """The page takes on one look after the other; the names of these."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
            yield f"{width}-{scheme}"
        if contrast:
            page.emulate_media(color_scheme="light", contrast="more")
            yield f"{width}-contrast"
            page.emulate_media(contrast="no-preference")
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(color_scheme="light")
    if contrast:
        page.emulate_media(forced_colors="active")
        yield "360-forced"
        page.emulate_media(forced_colors="none")
    if text:
        page.evaluate(LARGE_TEXT)
        yield "360-text200"


def save(page: Page, room: str, state: str, name: str, *, whole: bool = False) -> None:
    """A picture into the folder of its state."""
    folder = ALBUM / room / state.replace(" ", "-").replace("?", "")
    folder.mkdir(parents=True, exist_ok=True)
    if whole and (window := page.viewport_size):
        # As on a phone as tall as the page: what stays in its place stays at the edges.
        height = max(window["height"], page.evaluate("document.scrollingElement.scrollHeight"))
        page.set_viewport_size({"width": window["width"], "height": height})
    page.screenshot(path=folder / f"{name}.png", animations="disabled")


def join(left: Path, right: Path, target: Path) -> None:
    """Two pictures beside each other, in as few colours as they need."""
    pair = [Image.open(left).convert("RGB"), Image.open(right).convert("RGB")]
    gap = pair[0].width // 12
    sheet = Image.new("RGB", (2 * pair[0].width + gap, pair[0].height), "white")
    sheet.paste(pair[0], (0, 0))
    sheet.paste(pair[1], (pair[0].width + gap, 0))
    sheet.quantize(128).save(target, optimize=True)
