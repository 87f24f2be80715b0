"""Is the app installable, and there without any server?"""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.waiting import until

CACHED = "caches.keys().then((names) => Promise.all(names.map(async (name) =>"
CACHED += " (await (await caches.open(name)).keys()).length))).then((sizes) => sizes[0] ?? 0)"

MANIFEST = "fetch('/manifest.webmanifest').then((answer) => answer.json())"


def clear_http_cache(page: Page) -> None:
    """So that nothing but the worker's cache can answer."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def _built(server: Server, pattern: str) -> list[Path]:
    """Files of the present build."""
    build = json.loads((server.build / "build.json").read_text())["id"]
    return list((server.build / build).glob(pattern))


def test_the_app_opens_from_the_worker_without_asking_for_anything(
    server: Server, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of()
    scripts = [*_built(server, "chunk-*.js"), *_built(server, "*-part-*.js")]
    others = [
        "/",
        "manifest.webmanifest",
        "look.js",
        "phone.css",
        "pages.css",
        "icons.svg",
        "mark.svg",
    ]
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
    for tab in ("Antrean", "Laporan", "Riwayat", "HP Saya", "Absen"):
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
    assert session.send("Page.getAppId")["appId"] == f"{server.origin}/"


def test_every_picture_of_the_manifest_is_what_it_says(phone_of: Callable[..., Phone]) -> None:
    phone = phone_of()
    manifest = phone.page.evaluate(MANIFEST)
    shortcuts = [icon for one in manifest["shortcuts"] for icon in one["icons"]]
    for one in [*manifest["icons"], *manifest["screenshots"], *shortcuts]:
        answer = phone.page.request.get(f"{phone.origin}{one['src']}")
        assert (answer.status, answer.headers["content-type"]) == (200, one["type"])
        if one["sizes"] != "any":
            width, height = Image.open(BytesIO(answer.body())).size
            assert f"{width}x{height}" == one["sizes"]
    for one in manifest["screenshots"]:
        shorter, longer = sorted(int(side) for side in one["sizes"].split("x"))
        # What Chromium takes for its dialog of installation.
        assert 320 <= shorter <= longer <= 3840
        assert longer <= 2.3 * shorter
        assert one["label"]
    assert {one["form_factor"] for one in manifest["screenshots"]} == {"narrow", "wide"}


def test_every_shortcut_opens_its_view_without_a_network(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(office.hire("Arifuddin"))
    shortcuts = {one["name"]: one["url"] for one in phone.page.evaluate(MANIFEST)["shortcuts"]}
    assert list(shortcuts) == ["Absen Masuk", "Absen Pulang", "Riwayat"]
    office.server.kill()
    clear_http_cache(phone.page)
    button = phone.main.locator(".button.large")
    for name in ("Absen Pulang", "Absen Masuk"):
        phone.page.goto("about:blank")
        phone.open(shortcuts[name].removeprefix("/"))
        phone.arrive(office)
        expect(button).to_have_text(name)
    # Open already, as `launch_handler` has it; and what was asked for is done once.
    phone.tap("Absen Masuk")
    phone.reads("Absen Masuk tersimpan di HP")
    expect(button).to_have_text("Absen Pulang")
    phone.page.goto(f"{phone.origin}{shortcuts['Absen Masuk']}")
    expect(button).to_have_text("Absen Masuk")
    phone.page.goto("about:blank")
    phone.open(shortcuts["Riwayat"].removeprefix("/"))
    phone.reads("Riwayat")
    phone.reads("Tersimpan di HP")
