"""What may a test of the protocol's endpoints ask for? A server on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.endpoints.api.wire import Wire
from web.app import create_app
from web.settings import Settings

BUILD = '{"id": "0", "files": {}}'


@contextmanager
def serving(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """A server with these settings; its clock is the wire's."""
    build = settings.data / "build"
    build.mkdir(exist_ok=True)
    (build / "build.json").write_text(BUILD)
    app = create_app(replace(settings, build=build))
    with TestClient(app, base_url=settings.origin, follow_redirects=False) as client:
        wire = Wire(app, client)
        monkeypatch.setattr("web.clock.now", lambda: wire.now)
        yield wire.run(wire.settle)


@pytest.fixture
def wire(copied: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """A server on either database."""
    with serving(copied, monkeypatch) as running:
        yield running
