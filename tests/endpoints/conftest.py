"""Who works at the desks in these tests? A small cast on the real app with a real SQLite file."""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.record import untold
from web.app import create_app
from web.models import Agency, CheckIn, Employee, Point
from web.services import access, codes, points, roster
from web.services.softphone import SoftPhone, fix
from web.settings import Settings

ORIGIN = "http://localhost:8102"
HERE = (-2.6803, 118.8892)
CIRCLE = {"type": "circle", "lat": HERE[0], "lng": HERE[1], "radius": 100.0}
STRANGER = "00000000-0000-4000-8000-000000000000"
BUILT = (
    "desk.js",
    "desk.css",
    "map.js",
    "map.css",
    "look.js",
    "phone.js",
    "phone.css",
    "icons.svg",
    "mark.svg",
)


class Phone:
    """Somebody's phone: its keys, and its own session with the server."""

    def __init__(self, browser: TestClient) -> None:
        self.soft = SoftPhone(ORIGIN)
        self.browser = browser

    def enrol(self, code: str) -> None:
        """Bind it with a code."""
        started = self.browser.post("/api/v1/enrolments", json=self.soft.enrolment(code)).json()
        path = f"/api/v1/enrolments/{started['enrolment_id']}/device"
        bound = self.browser.post(path, json=self.soft.binding(started["options"])).json()
        self.soft.device_id = bound["device_id"]
        self.contact()

    def contact(self) -> None:
        """Speak with the server, so that the phone holds a fresh anchor."""
        answer = self.browser.post("/api/v1/anchor", json=self.soft.declaration()).json()
        self.soft.take_anchor(answer["anchor"], at=datetime.now(UTC))

    def check_in(self, kind: str = "in", *, metres_north: float = 0, **claims: Any) -> str:
        """Sign and hand in a check-in so far from the point's centre; its hash."""
        at = datetime.now(UTC)
        place = fix(HERE[0] + metres_north / 110_574, HERE[1], 8.0, at)
        claims = {"fixes": [place], **claims}
        envelope = self.soft.check_in(kind, at=at, **claims)
        answer = self.browser.post("/api/v1/checkins", json={"checkins": [envelope]}).json()
        assert answer["results"][0]["status"] == "recorded", answer
        assert self.soft.head
        return self.soft.head

    def explain(self, jti: str, text: str) -> None:
        """Say something about a check-in of one's own."""
        path = "/api/v1/explanations/01890000-0000-7000-8000-000000000001"
        answer = self.browser.put(path, json={"checkin": jti, "text": text})
        assert answer.status_code == 201, answer.text


@dataclass
class Cast:
    """Two offices, A with a point and B without, and the people of both."""

    app: Starlette
    client: TestClient
    people: dict[str, Employee]
    office: Agency
    other_office: Agency
    point: Point

    def run(self, work: Callable[..., Awaitable[Any]], *args: Any, **named: Any) -> Any:
        """Do something in the server's own event loop, such as a look into the database."""
        assert self.client.portal

        async def inside() -> Any:
            return await work(*args, **named)

        return self.client.portal.call(inside)

    def browser(self) -> TestClient:
        """A browser of its own, speaking with the same server."""
        browser = TestClient(self.app, base_url=ORIGIN, follow_redirects=False)
        browser.portal = self.client.portal
        return browser

    def at_desk(self, who: str) -> TestClient:
        """That person's browser, signed in by a one-time link."""
        browser = self.browser()
        assert browser.post(self.link(who)).status_code == 303
        return browser

    def link(self, who: str) -> str:
        """The path of a fresh one-time link."""
        settings = self.app.state.settings
        issued = self.run(access.issue_link, settings=settings, employee=self.people[who])
        return urlsplit(issued.url).path

    def bind(self, who: str) -> Phone:
        """Bind a phone to a person, the way a real one is."""
        keys = self.app.state.keys
        issued = self.run(codes.issue_code, keys=keys, employee=self.people[who], author=None)
        phone = Phone(self.browser())
        phone.enrol(issued.code)
        return phone

    def jti(self, checkin: str) -> str:
        """The id that a phone knows a check-in by."""

        async def look() -> str:
            return (await CheckIn.get(hash=checkin)).jti

        return str(self.run(look))


@pytest.fixture(scope="session")
def migrated(prepared: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with keys, an empty database and a build, to be copied."""
    folder = tmp_path_factory.mktemp("migrated") / "data"
    shutil.copytree(prepared.data, folder)
    build = folder / "build"
    build.mkdir()
    files = ", ".join(f'"{name}": "/static/0/{name}"' for name in BUILT)
    (build / "build.json").write_text(f'{{"id": "0", "files": {{{files}}}}}')
    return folder


@pytest.fixture
def cast(migrated: Path, tmp_path: Path) -> Iterator[Cast]:
    """The app, running, with the cast hired."""
    data = tmp_path / "data"
    shutil.copytree(migrated, data)
    with running(Settings(data=data, origin=ORIGIN, build=data / "build")) as hired:
        yield hired


@pytest.fixture
def cast_on_postgres(migrated: Path, tmp_path: Path, emptied_postgres: str) -> Iterator[Cast]:
    """The same on PostgreSQL, for pages whose queries could differ there."""
    data, url = tmp_path / "data", emptied_postgres
    shutil.copytree(migrated, data)
    settings = Settings(data=data, origin=ORIGIN, build=data / "build", database_url=url)
    with running(settings) as hired:
        yield hired


@contextmanager
def running(settings: Settings) -> Iterator[Cast]:
    app = create_app(settings)
    with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
        assert client.portal
        yield client.portal.call(_hire, app, client)
        assert client.portal.call(untold) == []


async def _hire(app: Starlette, client: TestClient) -> Cast:
    office = await roster.add_agency(name="Dinas Contoh", timezone="Asia/Makassar")
    other = await roster.add_agency(name="Badan Lain", timezone="Asia/Jayapura")
    people: dict[str, Employee] = {}

    async def hire(key: str, nip: str, name: str, agency: Agency | None, **more: Any) -> None:
        people[key] = await roster.add_employee(nip=nip, name=name, agency=agency, **more)

    await hire("admin", "ADMIN", "Admin SIKEREN", None, role="admin")
    await hire("operator", "198508172010011003", "Rosmini Tahir", office, role="operator")
    await hire("supervisor", "197901012005012001", "Hasanuddin Yusuf, S.Sos.", office)
    await hire(
        *("employee", "199203152015031002", "Nurhayati Saleh", office),
        supervisor=people["supervisor"],
    )
    await hire("other_operator", "198811112012012002", "Arman Umar", other, role="operator")
    await hire("other_supervisor", "198101012006041001", "Ratna Halim", other)
    await hire(
        *("other_employee", "199505052019032004", "Basri Daud", other),
        supervisor=people["other_supervisor"],
    )
    point = await points.add_point(agency=office, name="Kantor Dinas", shape=CIRCLE)
    return Cast(app, client, people, office, other, point)
