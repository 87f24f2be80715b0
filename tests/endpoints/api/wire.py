"""What goes over the wire between phones and the server? Requests, at a time that tests choose."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from web.models import Agency, Employee, Point
from web.services import codes, points, roster
from web.services.softphone import SoftPhone, fix

ORIGIN = "http://localhost:8000"
API = "/api/v1"
LAT, LNG = -2.68, 118.89
CIRCLE = {"type": "circle", "lat": LAT, "lng": LNG, "radius": 100.0}
# Tuesday 24 November 2026, 07.25 WITA.
MORNING = datetime(2026, 11, 23, 23, 25, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
PROBLEM = "application/problem+json"


class Phone(SoftPhone):
    """A phone with its own cookies."""

    def __init__(self, wire: "Wire", **how: Any) -> None:
        super().__init__(wire.origin, **how)
        self.wire = wire
        self.browser = wire.browser()

    def post(self, path: str, body: Any) -> Response:
        """A request in this phone's session."""
        return self.browser.post(API + path, json=body)

    def contact(self) -> Response:
        """Declare and take the new anchor."""
        answer = self.post("/anchor", self.declaration())
        if answer.status_code == 200:
            self.take_anchor(answer.json()["anchor"], at=self.wire.now)
        return answer

    def press(self, kind: str = "in", **claims: Any) -> dict[str, Any]:
        """Sign a check-in at the office, now."""
        jitter = next(self.wire.numbers) * 1e-9
        here = [fix(LAT + jitter, LNG, 8.0, self.wire.now)]
        return self.check_in(kind, at=self.wire.now, **{"fixes": here, **claims})

    def hand_in(self, *envelopes: Any) -> list[dict[str, Any]]:
        """Hand envelopes in; the results."""
        answer = self.post("/checkins", {"checkins": list(envelopes)})
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json()["results"]
        return results


class Wire:
    """A running server, its clock and those who speak with it."""

    def __init__(self, app: Starlette, client: TestClient) -> None:
        self.app, self.client = app, client
        self.origin = app.state.settings.origin
        self.now = MORNING
        self.numbers = count(1)
        self.agency: Agency
        self.point: Point

    def run(self, work: Callable[..., Awaitable[Any]], *args: Any, **named: Any) -> Any:
        """Do something in the server's own event loop."""

        async def inside() -> Any:
            return await work(*args, **named)

        assert self.client.portal
        return self.client.portal.call(inside)

    async def settle(self) -> "Wire":
        """Enter an agency with one point."""
        self.agency = await roster.add_agency(name="Dinas Contoh", timezone="Asia/Makassar")
        self.point = await points.add_point(agency=self.agency, name="Kantor", shape=CIRCLE)
        return self

    def browser(self) -> TestClient:
        """A client without cookies."""
        browser = TestClient(self.app, base_url=self.origin, follow_redirects=False)
        browser.portal = self.client.portal
        return browser

    def hire(self) -> Employee:
        """Somebody new."""
        number = next(self.numbers)
        nip = f"19850101201001{number:04}"
        return self.run(roster.add_employee, nip=nip, name=f"Pegawai {number}", agency=self.agency)

    def code(self, employee: Employee | None = None) -> str:
        """An enrolment code for somebody."""
        issued = self.run(
            codes.issue_code, keys=self.app.state.keys, employee=employee or self.hire()
        )
        return issued.code

    def bind(self, employee: Employee | None = None, **how: Any) -> Phone:
        """Bind a phone, the way a real one is; it has an anchor of this moment."""
        phone = Phone(self, **how)
        started = phone.post("/enrolments", phone.enrolment(self.code(employee)))
        assert started.status_code == 201, started.text
        finished = self.finish(phone, started)
        assert finished.status_code == 201, finished.text
        phone.device_id = finished.json()["device_id"]
        assert phone.contact().status_code == 200
        return phone

    def start(self, code: str, **changes: Any) -> tuple[Phone, Response]:
        """A new phone and the first step of its binding, with members of its body changed."""
        phone = Phone(self)
        return phone, phone.post("/enrolments", phone.enrolment(code) | changes)

    def finish(self, phone: Phone, started: Response, **changes: Any) -> Response:
        """The second step of a binding, with members of its body changed."""
        document = started.json()
        body = phone.binding(document["options"]) | changes
        return phone.post(f"/enrolments/{document['enrolment_id']}/device", body)


def problem_of(answer: Response) -> tuple[int, str]:
    """Status and code of a problem, which must be a proper one (RFC 9457)."""
    assert answer.headers["content-type"] == PROBLEM, answer.text
    document = json.loads(answer.content)
    assert document["status"] == answer.status_code
    assert document["title"]
    assert document["detail"]
    assert document["type"] == f"urn:sikeren:problem:{document['code']}"
    return document["status"], document["code"]
