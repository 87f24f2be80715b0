"""Do phones with the previous release's app keep handing in, and come over with all they hold?

Its sources are in `releases/`; its worker, its page and its database are the real ones of then.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.release import Release, arrive_then, bind_then, newest, unpack
from tests.browser.server import Server
from tests.browser.upgrading import LOOK_FOR_A_NEWER_ONE
from tests.browser.waiting import until
from web import clock
from web.models import Session
from web.settings import Settings

# The worker hands in by itself there.
pytestmark = pytest.mark.whole_browser
VERSION = """indexedDB.databases().then((all) =>
  all.find(({ name }) => name === 'sikeren').version)"""


@pytest.fixture(scope="session")
def previous(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The previous release's app, built."""
    return unpack(newest(), tmp_path_factory.mktemp("previous"))


def build_of(page: Page) -> str | None:
    """The build that the open page belongs to."""
    return page.locator("html").get_attribute("data-build")


def take_the_newer(page: Page) -> None:
    """Press what release 0.1.0 offers."""
    page.evaluate(LOOK_FOR_A_NEWER_ONE)
    expect(page.get_by_text("Versi baru siap.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Muat ulang", exact=True).click()


def test_its_worker_and_page_hand_in_and_the_queue_comes_over(
    previous: Release,
    server: Server,
    build: Path,
    office: Office,
    phone_of: Callable[..., Phone],
) -> None:
    person = office.hire("Nursiah")
    previous.serve(server)
    phone = phone_of()
    bind_then(phone, office.code_for(person))
    arrive_then(phone, office)
    assert build_of(phone.page) == previous.id
    version = phone.page.evaluate(VERSION)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.tap("Absen Pulang")

    server.restart(build)
    phone.find_network()
    handed_in = phone.delivers(2)
    assert [one["state"] for one in handed_in] == ["recorded"] * 2
    assert build_of(phone.page) == previous.id
    phone.page.evaluate(LOOK_FOR_A_NEWER_ONE)
    expect(phone.page.get_by_text("Versi baru siap.")).to_be_visible()
    phone.lose_network()
    phone.tap("Absen Masuk")

    take_the_newer(phone.page)
    assert build_of(phone.page) != previous.id
    phone.reads("Nursiah")
    kept = phone.kept()
    assert kept[:2] == handed_in
    assert (kept[2]["state"], kept[2]["seq"]) == ("waiting", 3)
    assert phone.page.evaluate(VERSION) >= version
    phone.arrive(office)
    phone.tap("Absen Pulang")
    phone.find_network()
    kept = phone.delivers(4)
    rows = server.checkins(person.nip)
    assert [row["id"] for row in rows] == [one["id"] for one in kept]
    assert [(row["verdict"], row["flags"]) for row in rows] == [("accepted", [])] * 4


def test_a_phone_that_comes_back_long_after_finds_its_way_alone(
    previous: Release,
    server: Server,
    build: Path,
    office: Office,
    pocket: Callable[..., BrowserContext],
) -> None:
    """Its session is over, its build is gone, the server signs with another key."""
    person = office.hire("Muhammad Idris")
    previous.serve(server)
    evening = pocket(permissions=["geolocation"])
    phone = Phone(evening, office.server.origin)
    phone.open()
    bind_then(phone, office.code_for(person))
    arrive_then(phone, office)
    phone.lose_network()
    phone.tap("Absen Masuk")
    phone.tap("Absen Pulang")
    passkeys = phone.finger.credentials()
    server.stop()
    evening.close()

    server.command("keys", "rotate")

    async def end_all(_: Settings) -> None:
        await Session.filter(employee_id=person.id).update(ended_at=clock.now())

    server.enter(end_all)
    server.restart(build)
    noon = pocket(permissions=["geolocation"])
    phone = Phone(noon, office.server.origin)
    phone.finger.hold(passkeys)
    phone.open()
    assert build_of(phone.page) == previous.id  # from its own worker: the server has it no more
    kept = phone.delivers(2)
    expect(phone.page.get_by_text("Terhubung ")).to_be_visible()
    rows = server.checkins(person.nip)
    assert [(row["id"], row["flags"]) for row in rows] == [(one["id"], []) for one in kept]
    expect(phone.page.get_by_text("Versi baru siap.")).to_be_visible()
    arrive_then(phone, office)
    server.stop()
    phone.tap("Absen Masuk")
    passkeys = phone.finger.credentials()
    noon.close()

    # Nothing of the older version is open any more: the newer one takes over by itself.
    morning = pocket(permissions=["geolocation"])
    phone = Phone(morning, office.server.origin)
    phone.finger.hold(passkeys)
    phone.open()
    assert build_of(phone.page) != previous.id
    assert [one["state"] for one in phone.kept()] == ["recorded", "recorded", "waiting"]
    server.start()
    phone.delivers(3)
    assert len(server.checkins(person.nip)) == 3


def test_a_tab_of_it_that_stays_open_loses_nothing(
    previous: Release,
    server: Server,
    build: Path,
    office: Office,
    phone_of: Callable[..., Phone],
    complaints: list[str],
) -> None:
    person = office.hire("Ramlah")
    previous.serve(server)
    phone = phone_of()
    bind_then(phone, office.code_for(person))
    arrive_then(phone, office)
    other = phone.another_tab()
    arrive_then(other, office)
    version = phone.page.evaluate(VERSION)
    phone.tap("Absen Masuk")
    phone.delivers(1)
    server.restart(build)
    take_the_newer(phone.page)
    phone.reads("Ramlah")
    phone.arrive(office)

    if phone.page.evaluate(VERSION) > version:
        # The database is the newer one's now: the old page cannot use it, and says what to do.
        other.press("Muat ulang")
        complaints.clear()  # what release 0.1.0 complained of when its connection was taken
    else:
        other.page.reload()
    until(lambda: build_of(other.page) == build_of(phone.page), "the newer page")
    other.arrive(office)
    other.tap("Absen Pulang")
    phone.delivers(2)
    assert [row["flags"] for row in server.checkins(person.nip)] == [[], []]
