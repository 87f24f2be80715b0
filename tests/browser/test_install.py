"""Is the app light, installable, and there without any server?"""

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.waiting import until

FIRST_VISIT = 100 * 1024  # bytes, headers and the worker's own fetches included
CACHED = "caches.keys().then((names) => Promise.all(names.map(async (name) =>"
CACHED += " (await (await caches.open(name)).keys()).length))).then((sizes) => sizes[0] ?? 0)"


def clear_http_cache(page: Page) -> None:
    """So that nothing but the worker's cache can answer."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def _built(server: Server, pattern: str) -> list[Path]:
    """Files of the present build."""
    build = json.loads((server.build / "build.json").read_text())["id"]
    return list((server.build / build).glob(pattern))


def test_the_first_visit_is_light(server: Server, phone_of: Callable[..., Phone]) -> None:
    server.wire.forget()
    phone = phone_of()
    phone.reads("Daftarkan HP ini")
    assert "GET /sw.js" in server.wire.requests
    assert server.wire.answered <= FIRST_VISIT


def test_the_app_opens_from_the_worker_without_asking_for_anything(
    server: Server, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of()
    scripts = [*_built(server, "chunk-*.js"), *_built(server, "*-part-*.js")]
    others = ["/", "manifest.webmanifest", "phone.css", "pages.css", "icons.svg", "mark.svg"]
    assert phone.page.evaluate(CACHED) == len(scripts) + len(others)
    clear_http_cache(phone.page)
    server.wire.forget()
    phone.open()
    phone.reads("Daftarkan HP ini")
    phone.page.wait_for_load_state("networkidle")
    # The browser itself looks for a newer worker (Service Workers, section 7.1: soft update).
    assert set(server.wire.requests) <= {"GET /sw.js"}


def test_a_bound_phone_opens_with_the_server_down_and_asks_only_for_news_when_it_is_up(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    server, phone = office.server, phone_of(office.hire("Rukmini"))
    clear_http_cache(phone.page)
    server.wire.forget()
    phone.page.reload()
    until(lambda: "GET /api/v1/history" in server.wire.requests, "news are asked for")
    asked = {one for one in server.wire.requests if "/api/v1/" not in one}
    assert asked <= {"GET /sw.js"}

    server.kill()
    clear_http_cache(phone.page)
    phone.page.goto("about:blank")
    phone.open()
    phone.reads("Rukmini")
    phone.arrive(office)
    for tab in ("Antrean", "Riwayat", "Rekap", "HP Saya", "Absen"):
        phone.go(tab)
        assert phone.page.evaluate("document.querySelectorAll('img, use').length") > 0
    missing = "[...document.images].filter((one) => one.complete && !one.naturalWidth).length"
    assert phone.page.evaluate(missing) == 0


def test_the_browser_finds_the_app_installable(
    server: Server, pocket: Callable[..., BrowserContext]
) -> None:
    context = pocket()
    phone = Phone(context, server.origin)
    phone.open()
    session = context.new_cdp_session(phone.page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{server.origin}/manifest.webmanifest"
