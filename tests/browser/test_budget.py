"""How much has to come over the wire before somebody can check in, and in all?

Counted in bytes of answers, headers included, and never in time: what holds here holds on the
slowest network.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Request, expect

from tests.browser.desk import Desk
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.server import Server
from tests.browser.waiting import until
from tests.browser.wire import Wire

ABSEN, PHONE_APP, MAP = 40 * 1024, 100 * 1024, 250 * 1024  # bytes
KEPT = """async () => {
  const kept = await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).length));
  return kept.reduce((sum, one) => sum + one, 0);
}"""
NAMED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:js|css)|/static/[^"]+mark\.svg)"')


def weighed(wire: Wire, limit: int) -> str:
    """What a reader needs to know where the budget is exceeded."""
    lines = [f"{size:7} {request}" for request, size in wire.weights.most_common()]
    return "\n".join([f"{wire.answered} bytes, of {limit} allowed:", *lines])


def first_files(phone: Phone) -> set[str]:
    """What the shell itself asks for, and the icons of the Absen screen."""
    shell = phone.page.request.get(f"{phone.origin}/").text()
    named = set(NAMED.findall(shell))
    folder = next(iter(named)).rsplit("/", 1)[0]
    return {"/", f"{folder}/icons.svg", *named}


def test_one_checks_in_with_nothing_but_the_first_files(
    office: Office, phone_of: Callable[..., Phone]
) -> None:
    wire, phone = office.server.wire, phone_of(office.hire("Rukmini"))
    first = first_files(phone)
    phone.lose_the_app()
    wire.hold_back(lambda path: path not in first)
    wire.forget()
    phone.page.goto(phone.origin, wait_until="commit")
    phone.arrive(office)
    expect(phone.page.get_by_role("button", name="Absen Masuk")).to_be_enabled()
    assert wire.answered <= ABSEN, weighed(wire, ABSEN)
    phone.tap("Absen Masuk")
    phone.reads("tersimpan di HP")
    assert set(wire.weights) <= {f"GET {path}" for path in first}

    wire.release()
    phone.reads("diterima server")
    phone.delivers(1)


def test_the_whole_phone_app_is_light(
    office: Office, server: Server, phone_of: Callable[..., Phone]
) -> None:
    wire, phone = server.wire, phone_of(office.hire("Hasnah"))
    whole = phone.page.evaluate(KEPT)
    phone.lose_the_app()
    wire.forget()
    phone.open()
    phone.reached()
    until(lambda: phone.page.evaluate(KEPT) == whole, "the worker has kept all of the app")
    phone.page.wait_for_load_state("networkidle")
    assert "GET /sw.js" in wire.requests
    assert wire.answered <= PHONE_APP, weighed(wire, PHONE_APP)
    files = [request for request in wire.requests if "/static/" in request]
    assert len(files) == len(set(files)), "a file was fetched by the page and by the worker"


def test_a_new_phone_comes_to_its_first_screen_within_the_same_budget(
    server: Server, phone_of: Callable[..., Phone]
) -> None:
    server.wire.forget()
    phone = phone_of()
    phone.reads("Daftarkan HP ini")
    phone.page.wait_for_load_state("networkidle")
    assert server.wire.answered <= PHONE_APP, weighed(server.wire, PHONE_APP)


def test_the_map_of_the_points_is_light(office: Office, desk_of: Callable[[Person], Desk]) -> None:
    wire, desk = office.server.wire, desk_of(office.hire("Operator", role="admin"))
    desk.page.goto("about:blank")
    desk.page.context.new_cdp_session(desk.page).send("Network.clearBrowserCache")
    wire.forget()
    desk.open("/desk/points")
    expect(desk.page.get_by_role("button", name="Perbesar")).to_be_visible()
    desk.page.wait_for_load_state("networkidle")
    assert wire.answered <= MAP, weighed(wire, MAP)


def test_nobody_else_is_asked_for_anything(office: Office, phone_of: Callable[..., Phone]) -> None:
    phone = phone_of()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    phone.context.on("request", note)
    phone.bind(office.code_for(office.hire("Jamaluddin")))
    phone.arrive(office)
    phone.tap("Absen Masuk")
    phone.delivers(1)
    for tab in ("Antrean", "Laporan", "Riwayat", "HP Saya", "Absen"):
        phone.go(tab)
    phone.page.wait_for_load_state("networkidle")
    assert asked
    assert [one for one in asked if not one.startswith((phone.origin, "data:"))] == []
