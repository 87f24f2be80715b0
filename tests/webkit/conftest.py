"""What do the tests in Safari's engine stand on? WebKitGTK's MiniBrowser, driven by WebDriver.

A run of its own: its windows need a display, and its pages are told of hardware that WebKitGTK
does not have (`hardware.js`). All else is the program as it is shipped.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.browser.office import Office, Person
from tests.browser.server import Server, serving
from tests.webkit.phone import Phone
from tests.webkit.window import Window
from web.settings import ROOT

HARDWARE = Path(__file__).with_name("hardware.js")


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A display that nobody sees."""
    reading, writing = os.pipe()
    command = f"Xvfb -displayfd {writing} -screen 0 1280x900x24 -nolisten tcp".split()
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        screen.terminate()


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built assets, with the phone's hardware before the app's first line."""
    copy = tmp_path_factory.mktemp("build") / "build"
    shutil.copytree(ROOT / "static" / "build", copy)
    for coded in [*copy.rglob("*.br"), *copy.rglob("*.gz")]:
        coded.unlink()  # of the file as it was
    files = json.loads((copy / "build.json").read_text())["files"]
    entry = copy / files["phone.js"].removeprefix("/static/")
    entry.write_text(f"{HARDWARE.read_text('utf-8')}\n{entry.read_text('utf-8')}", "utf-8")
    return copy


@pytest.fixture(scope="session")
def _served(
    tmp_path_factory: pytest.TempPathFactory, build: Path, installed: Path
) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server") / "data", build, like=installed) as server:
        yield server


@pytest.fixture
def server(_served: Server, build: Path) -> Server:
    """The server; whatever a test before did to it, it runs, and the wire carries."""
    _served.as_new(build)
    return _served


@pytest.fixture
def office(server: Server) -> Office:
    """An office of this test's own."""
    return Office(server)


@pytest.fixture
def new_window(display: str) -> Iterator[Callable[..., Window]]:
    """Another browser of its own: nothing is shared with the ones before."""
    with ExitStack() as opened:

        def make(*features: str, **more: Any) -> Window:
            return opened.enter_context(Window(display, *features, **more))

        yield make


@pytest.fixture
def phone_of(new_window: Callable[..., Window], office: Office) -> Callable[..., Phone]:
    """A phone, bound to a person and standing at the office."""

    def make(person: Person, *features: str) -> Phone:
        phone = Phone(new_window(*features), office.server.origin)
        phone.open()
        phone.bind(office.code_for(person))
        phone.arrive(office)
        return phone

    return make
