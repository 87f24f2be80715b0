"""Is every page of every role there to be reached, does it fit, and can everybody use it?

The pages are those of `web/routes.py`: a new one that no link leads to fails here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from starlette.routing import Match, Route

from tests.browser import regency
from tests.browser.desk import Desk
from tests.browser.looks import Inspector, Known
from tests.browser.server import Server, serving
from tests.once import once, shared
from tests.program import ORIGIN, Program
from web import routes

# What is no page: answers to htmx, data for a map, files, and an address that only leads on.
NO_PAGES = {
    *("/desk/today/state", "/desk/arrivals/rows", "/desk/arrivals/fixes"),
    "/desk/employees/supervisors",
    *(f"/desk/employees/{{id:uuid}}/{one}" for one in ("code", "link")),  # shown to their maker
    "/desk/statuses/length",
    *("/desk/calendar/export", "/desk/calendar.{format}", routes.MONTH + ".{format}"),
    *("/desk/attachments/{id:uuid}", "/desk/attachments/{id:uuid}/small"),
    *("/desk/imports/templates/{kind}.xlsx", "/desk/imports/exports/{kind}.{format}"),
    *("/desk/imports/{id:uuid}", "/desk/imports/{id:uuid}/progress"),
    *(
        "/desk/imports/{id:uuid}/errors.xlsx",
        "/desk/imports/{id:uuid}.{format}",
        "/desk/imports/history.{format}",
    ),  # tests/browser/test_imports.py
    *("/desk/recap-files/{id:uuid}", "/desk/recap-files/{id:uuid}/content", "/desk"),
    *(routes.PERSON_MONTH + "/reports.{format}", "/desk/phones/bound.{format}"),
    *("/desk/letters/{id:uuid}", "/desk/letters/{id:uuid}/content"),
}
NO_PAGES |= {f"/desk/{one}.{{format}}" for one in ("audit", "employees", "statuses")}
NO_PAGES |= {f"/desk/{one}.{{format}}" for one in ("duties", "travel-reports", "quarantine")}
NO_PAGES |= {f"/desk/{one}.{{format}}" for one in ("outages", "delegations", "decisions")}
NO_PAGES |= {f"/desk/{one}.{{format}}" for one in ("reviews", "corrections", "daily-reports")}
NO_PAGES |= {"/desk/search/results", "/desk/points/all.{format}"}
NO_PAGES |= {"/desk/agencies.{format}", "/desk/closing.{format}"}
NO_PAGES |= {f"/desk/{one}.{{format}}" for one in ("phones", "phones/kinds", "signals", "arrivals")}
NO_PAGES |= {"/desk/phones/patterns.{format}", "/desk/team-recap.{format}"}
NO_PAGES |= {"/desk/events/{id:uuid}/count"}
FILES = {
    f"/desk/{one}.{{format}}"
    for one in ("events", "special-days", "shifts", "letters", "schedules", "groups")
}
NO_PAGES |= {"/desk/events/{id:uuid}/missing.csv", "/desk/groups/{id:uuid}.{format}", *FILES}
OWN = {"/desk/welcome", "/desk/account", "/desk/search"}
# Read by supervisors and by nobody else.
TEAM = {
    "/desk/inbox",
    "/desk/decisions",
    "/desk/team-week",
    "/desk/reviews",
    "/desk/reviews/{hash}",
    "/desk/team-recap",
}
TEAM |= {"/desk/corrections", "/desk/corrections/{id:uuid}"}
TEAM |= {"/desk/daily-reports", "/desk/daily-reports/{id:uuid}"}
MONTH = {"/desk/signals", routes.PERSON_MONTH, f"{routes.PERSON_MONTH}/{{day:int}}"}
# Read by the office as well.
DUTIES = {"/desk/duties", "/desk/duties/{id:uuid}"}
PHONE = {"/desk/employees/{id:uuid}/phone", "/desk/phone-changes/{id:uuid}"}
REPORTS = "/desk/travel-reports"
DUTIES |= {REPORTS, f"{REPORTS}/{{id:uuid}}", f"{REPORTS}/{{id:uuid}}/print"}
RECORD = {"/desk/audit", "/desk/audit/seal"}  # of changes: for admins and auditors
AGENCY = {"/desk/recap", "/desk/closing/{agency:uuid}/{month}"}
MOVE = "/desk/agencies/{id:uuid}/move"
# Nothing but forms, which an auditor has no use for.
ENTRIES = {f"/desk/{one}/new" for one in ("employees", "schedules", "statuses", "points")}
ENTRIES |= {"/desk/duties/new", "/desk/duties/{id:uuid}/change", "/desk/delegations/new"}
ENTRIES |= {"/desk/calendar/import", "/desk/points/{id:uuid}/closure"}
# Values that make another page of the same address.
FACES = {"tab", "view", "state", "show", "preset"}


def addresses() -> list[Route]:
    """Everything that a desk may ask for, in the order in which it is looked up."""
    groups = [one for one in vars(routes).values() if isinstance(one, list)]
    found = [one for group in groups for one in group if isinstance(one, Route)]
    return [one for one in found if "GET" in (one.methods or ()) and one.path.startswith("/desk")]


ALL = {one.path for one in addresses()} - NO_PAGES - {"/desk/sign-in"}
ROLES = {
    "admin": ALL - TEAM,
    # Of one agency, whose month is reached from its recap; what is nobody's goes to admins.
    "operator": ALL - TEAM - {MOVE, "/desk/closing", "/desk/quarantine/{id:uuid}"} - RECORD,
    "auditor": ALL - TEAM - ENTRIES - {MOVE},
    "supervisor": {*OWN, *TEAM, *MONTH, *DUTIES, *PHONE, "/desk/checkins/{hash}"},
    "head": {*OWN, *MONTH, *AGENCY},
    "employee": OWN,
}


def route_of(path: str) -> str | None:
    """The page that an address asks for."""
    scope = {"type": "http", "method": "GET", "path": urlsplit(path).path, "root_path": ""}
    found = next((one.path for one in addresses() if one.matches(scope)[0] is Match.FULL), None)
    return found if found in ALL else None


def face_of(path: str) -> tuple[str, ...]:
    """What makes an address another page than the last one of its route."""
    asked = parse_qsl(urlsplit(path).query)
    return tuple(sorted(f"{name}={value}" for name, value in asked if name in FACES))


class Walk:
    """Through all pages that a role reaches by links, one of each kind."""

    def __init__(self, page: Page, origin: str, known: Known) -> None:
        self.page = page
        self.origin = origin
        self.seen = Inspector(page, known=known)
        self.visited: set[str] = set()

    def go(self, *starts: str) -> None:
        """Follow every link that leads to a kind of page not yet seen."""
        ahead, known = list(starts), set[tuple[str, tuple[str, ...]]]()
        while ahead:
            path = ahead.pop(0)
            route = route_of(path)
            if route is None or (kind := (route, face_of(path))) in known:
                continue
            known.add(kind)
            answer = self.page.goto(f"{self.origin}{path}")
            assert answer
            assert answer.ok, f"{path}: {answer.status}"
            expect(self.page.get_by_role("heading", level=1)).to_be_visible()
            self.visited.add(route)
            self.seen.look(path)
            ahead += self.page.eval_on_selector_all(
                "a[href^='/desk']", "links => links.map((link) => link.getAttribute('href'))"
            )


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory, build: Path) -> Iterator[Server]:
    """A server with three weeks of an invented regency behind it."""

    def make(folder: Path) -> None:
        Program(folder / "data").answer("demo", "--origin", ORIGIN)

    played = once(tmp_path_factory, "demonstration", make) / "data"
    data = tmp_path_factory.mktemp("regency") / "data"
    with serving(data, build, like=played) as server:
        yield server


@pytest.fixture(scope="module")
def begins(lived_in: Server) -> dict[str, list[str]]:
    """Where each role begins."""
    return lived_in.enter(regency.complete)


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_of_a_role(
    role: str,
    lived_in: Server,
    begins: dict[str, list[str]],
    new_person_context: Callable[..., BrowserContext],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    desk = Desk(new_person_context(), lived_in.origin)
    junk = {"checkins": [{"jws": "a.b.c", "assertion": {}}]}
    desk.page.request.post(f"{lived_in.origin}/api/v1/checkins", data=junk)
    link, *starts = begins[role]
    desk.page.goto(link)
    desk.follow("Nanti saja")
    known = Known(shared(tmp_path_factory) / "looked-at")
    walk = Walk(desk.page, lived_in.origin, known)
    walk.go("/desk/welcome", "/desk/account", urlsplit(desk.page.url).path, *starts)
    assert sorted(ROLES[role] - walk.visited) == []
    assert walk.seen.faults == []


def test_every_page_belongs_to_a_role() -> None:
    assert set().union(*ROLES.values()) == ALL
