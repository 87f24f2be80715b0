"""What do the browser tests stand on? A real server, the system's Chromium, and people.

A test fails too where a page threw an error, or the server met something unforeseen.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, expect

from tests.browser.desk import Desk
from tests.browser.gallery.scene import Scene, newer_build
from tests.browser.office import Office, Person
from tests.browser.phone import Phone
from tests.browser.server import Server, serving
from tests.browser.upgrading import FAR
from web.settings import ROOT

PATIENCE = 20_000  # milliseconds
CHROMIUM = Path("/usr/bin/chromium")
# The same engine without a browser around it takes a third less of the processor. It shows no
# notification, syncs nothing by itself and installs nothing: what the offline contract promises
# is tried in the whole browser, by tests that are marked.
SHELL = Path("/usr/bin/chromium-headless-shell")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = {"latitude": -2.5, "longitude": 118.5, "accuracy": 8}
# Whatever is not named is denied, background sync too.
ALLOWED = ["geolocation", "background-sync"]
EXPECTED = "Failed to load resource"  # what Chromium says of every failed request
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_url() -> None:
    """In the place of the plugin's own, which newer versions of pytest warn about."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; where the distribution has no shell of it, always the whole."""
    return {
        **browser_type_launch_args,
        "executable_path": SHELL if SHELL.exists() else CHROMIUM,
        "chromium_sandbox": False,
        "args": ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone of Mamuju, which may use its location."""
    return {
        **browser_context_args,
        "locale": "id-ID",
        "timezone_id": "Asia/Makassar",
        "viewport": {"width": 360, "height": 800},
        "permissions": ALLOWED,
        "geolocation": HERE,
    }


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built assets as they are now, whatever is built while the tests run."""
    copy = tmp_path_factory.mktemp("build") / "build"
    shutil.copytree(ROOT / "static" / "build", copy)
    return copy


@pytest.fixture(scope="session")
def _served(
    tmp_path_factory: pytest.TempPathFactory, build: Path, installed: Path
) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server") / "data", build, like=installed) as server:
        yield server


@pytest.fixture
def server(_served: Server, build: Path, tmp_path: Path) -> Iterator[Server]:
    """The server; whatever a test does to it, it runs afterwards, and the wire carries.

    A test may have it serve a build from its own folder, which must outlive that: a page still
    open may ask for its worker at any moment.
    """
    yield _served
    _served.as_new(build)


@pytest.fixture
def newer(build: Path, tmp_path: Path) -> Path:
    """The build after an upgrade: everything under another id, the older one still on disk."""
    return newer_build(build, tmp_path / "build", FAR)


@pytest.fixture
def office(server: Server) -> Office:
    """An office of this test's own."""
    return Office(server)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages complained of, which must be nothing."""
    heard: list[str] = []
    yield heard
    assert heard == []


def listen(context: BrowserContext, complaints: list[str]) -> None:
    """Hear every page of a context."""

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            complaints.append(message.text)

    context.on("console", console)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.set_default_timeout(PATIENCE)


@pytest.fixture(scope="session")
def whole_browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """Chromium as people have it, but for its window."""
    browser = browser_type.launch(**{**browser_type_launch_args, "executable_path": CHROMIUM})
    yield browser
    browser.close()


@pytest.fixture
def new_person_context(
    request: pytest.FixtureRequest, browser_context_args: dict[str, Any], complaints: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """Another browser of its own, heard; of the kind that the test is marked for."""
    marked = request.node.get_closest_marker("whole_browser")
    browser: Browser = request.getfixturevalue("whole_browser" if marked else "browser")
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{**browser_context_args, **options})
        listen(context, complaints)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def phone_of(
    new_person_context: Callable[..., BrowserContext], office: Office
) -> Callable[..., Phone]:
    """A phone, bound to a person and standing at the office; without a person, a new one."""

    def make(person: Person | None = None, **options: Any) -> Phone:
        phone = Phone(new_person_context(**options), office.server.origin)
        phone.open()
        if person:
            phone.bind(office.code_for(person))
            phone.arrive(office)
        return phone

    return make


@pytest.fixture
def desk_of(
    new_person_context: Callable[..., BrowserContext], office: Office
) -> Callable[[Person], Desk]:
    """A desk at which a person is signed in."""

    def make(person: Person) -> Desk:
        context = new_person_context(viewport={"width": 1280, "height": 800})
        desk = Desk(context, office.server.origin)
        desk.sign_in(office.sign_in_link_for(person))
        return desk

    return make


@pytest.fixture
def scene(
    server: Server,
    new_person_context: Callable[..., BrowserContext],
    desk_of: Callable[[Person], Desk],
    tmp_path: Path,
) -> Scene:
    """Where the states of a screen are played."""
    return Scene(server, new_person_context, desk_of, tmp_path)


@pytest.fixture
def pocket(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    complaints: list[str],
    tmp_path: Path,
) -> Iterator[Callable[..., BrowserContext]]:
    """A browser whose profile stays: called again, it is the same phone switched on again."""
    opened: list[BrowserContext] = []

    whole = {**browser_type_launch_args, **browser_context_args, "executable_path": CHROMIUM}

    def switch_on(**options: Any) -> BrowserContext:
        context = browser_type.launch_persistent_context(
            tmp_path / "profile", **{**whole, **options}
        )
        listen(context, complaints)
        opened.append(context)
        return context

    yield switch_on
    for context in opened:
        context.close()
