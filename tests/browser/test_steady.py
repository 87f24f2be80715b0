"""Does anything jump while the app opens or a check-in is made, and what stands until a part has
come?"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.waiting import until

# Layout Instability (W3C): what moves within half a second of a tap is taken for its answer.
WATCH = """(() => {
  window.shifts = [];
  const named = ({ node, previousRect: from, currentRect: to }) =>
    `${node?.nodeName} ${node?.className ?? ''} ${from.x},${from.y} ${from.width}x${from.height}`
    + ` -> ${to.x},${to.y} ${to.width}x${to.height}`;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) window.shifts.push({ value, moved: sources.map(named) });
  }).observe({ type: 'layout-shift', buffered: true });
})()"""
# A fix that comes when it is let.
LATE_FIX = """(() => {
  const { geolocation } = navigator;
  const watch = geolocation.watchPosition.bind(geolocation);
  const late = new Promise((come) => { window.letFixCome = come; });
  geolocation.watchPosition = (found, ...more) =>
    watch((fix) => late.then(() => found(fix)), ...more);
})()"""
NO_WORKER = "An unknown error occurred when fetching the script."  # Chromium's own words
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"
LONG_AGO = "performance.now() - window.answeredAt > 600"


def shifts(phone: Phone) -> list[Any]:
    """What has moved, and from where to where."""
    return phone.page.evaluate("window.shifts")


def script(path: str) -> bool:
    """Whether a request is for what makes the app run, and not only look right."""
    return "/chunk-" in path or "-part-" in path


def test_nothing_moves_from_the_first_paint_to_the_absen_screen(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    wire, phone = office.server.wire, phone_of(office.hire("Rukmini"))
    phone.lose_the_app()
    wire.hold_back(script)
    phone.page.add_init_script(f"{WATCH};{LATE_FIX}")
    phone.page.goto(phone.origin, wait_until="commit")
    expect(phone.page.get_by_role("banner").get_by_text("SIKEREN")).to_be_visible()
    until(lambda: phone.page.evaluate(PAINTED), "the shell is painted without a script")
    wire.release()
    phone.reads("Mencari lokasi")
    phone.reached()
    phone.page.evaluate("window.letFixCome()")
    phone.arrive(office)
    assert shifts(phone) == []


@pytest.mark.parametrize(
    ("metres_north", "where", "answer"),
    [
        (0, "Anda di dalam radius", "diterima server"),
        (900, "Anda di luar radius", "akan ditinjau atasan"),
    ],
)
def test_nothing_moves_while_a_check_in_travels(
    office: Office, phone_of: Callable[..., Phone], metres_north: int, where: str, answer: str
) -> None:
    wire, phone = office.server.wire, phone_of(office.hire("Hasnah"))
    phone.stand(office, metres_north=metres_north)
    phone.page.add_init_script(WATCH)
    phone.page.reload()
    phone.reads(where)
    phone.reached()
    wire.hold_back(lambda path: path == "/api/v1/checkins")
    phone.tap("Absen Masuk")
    phone.reads("tersimpan di HP")
    # What appears after the tap, or after a slow finger, is its answer; from here on nobody taps.
    phone.page.evaluate("window.answeredAt = performance.now()")
    until(lambda: phone.page.evaluate(LONG_AGO), "the answer is complete")
    phone.page.evaluate("window.shifts = []")
    wire.release()
    phone.reads(answer)
    phone.delivers(1)
    assert shifts(phone) == []


def test_a_view_waits_in_its_place_until_its_part_has_come(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    wire, phone = office.server.wire, phone_of(office.hire("Baharuddin"))
    phone.lose_the_app()
    wire.hold_back(lambda path: "pages" in path)
    phone.page.goto(phone.origin, wait_until="commit")
    phone.arrive(office)
    phone.go("Riwayat")
    phone.reads("Membuka…")
    phone.go("Absen")
    phone.reads("Anda di dalam radius")
    phone.go("Riwayat")
    phone.reads("Membuka…")
    wire.release()
    phone.reads("Belum ada riwayat")
    phone.never_reads("Membuka…")


def test_a_view_that_cannot_be_had_says_so_and_comes_when_it_is_asked_for_again(
    office: Office, phone_of: Callable[..., Phone], complaints: list[str]
) -> None:
    wire, phone = office.server.wire, phone_of(office.hire("Nurlaela"))
    phone.lose_the_app()
    wire.hold_back(lambda path: "pages" in path or path == "/sw.js")
    phone.page.goto(phone.origin, wait_until="commit")
    phone.arrive(office)
    phone.go("HP Saya")
    phone.reads("Membuka…")
    office.server.kill()
    wire.cut()
    phone.reads("Halaman ini belum bisa dibuka")
    phone.go("Absen")
    phone.tap("Absen Masuk")
    phone.go("HP Saya")
    phone.reads("Halaman ini belum bisa dibuka")
    wire.release()
    office.server.start()
    phone.main.get_by_role("button", name="Muat ulang").click()
    phone.reads("Nurlaela")
    phone.delivers(1)
    complaints[:] = [one for one in complaints if one != NO_WORKER]


def test_an_app_whose_script_never_comes_says_what_to_do(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    wire, phone = office.server.wire, phone_of(office.hire("Sitti"))
    phone.lose_the_app()
    wire.hold_back(script)
    phone.page.goto(phone.origin, wait_until="commit")
    phone.reads("Belum terbuka?")
    phone.page.get_by_role("link", name="muat ulang").click()
    wire.release()
    phone.arrive(office)
