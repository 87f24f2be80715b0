"""Who is let in where? Every route, for every role, about a record of one's own and a foreign one.

The routes are read from the server's own table, what is expected from `matrix_table`.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.routing import Mount, Route

from tests.endpoints import matrix_world
from tests.endpoints.conftest import ORIGIN, running
from tests.endpoints.matrix_table import ACTORS, PATTERNS, TABLE, Row
from tests.endpoints.matrix_world import World, outcome
from web.routes import routes
from web.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHOTS = re.compile(r'\("([a-z]+)", "')  # names of pictures in the manifest
ENDS_SESSIONS = {"POST /desk/sign-out", "DELETE /api/v1/session"}


def served() -> Iterator[str]:
    """ "METHOD path" of everything the server answers, files of the build apart."""
    for route in routes(Settings()):
        inner = route.routes or [] if isinstance(route, Mount) else [route]
        prefix = route.path if isinstance(route, Mount) else ""
        for one in inner:
            if isinstance(one, Route):
                methods = set(one.methods or ("GET",))
                for method in sorted(methods - {"HEAD"} if "GET" in methods else methods):
                    yield f"{method} {prefix}{one.path}"


@pytest.fixture(scope="module")
def world(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for all rows: what a row changes must not matter to another."""
    data = tmp_path_factory.mktemp("matrix") / "data"
    shutil.copytree(migrated, data)
    _build(data / "build")
    with running(Settings(data=data, origin=ORIGIN, build=data / "build")) as cast:
        yield matrix_world.make(cast)


def _build(folder: Path) -> None:
    """A build that lacks nothing of what the phone app's documents name."""
    pages = "".join(one.read_text("utf-8") for one in (TEMPLATES / "employee").iterdir())
    names = set(re.findall(r"asset\('([^']+)'\)", pages))
    names |= {f"{one}-{how}.webp" for one in SHOTS.findall(pages) for how in ("narrow", "wide")}
    built = json.loads((folder / "build.json").read_text("utf-8"))
    built["files"] |= {name: f"/static/0/{name}" for name in names}
    (folder / "build.json").write_text(json.dumps(built), "utf-8")
    (folder / "sw.js").write_text("", "utf-8")


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    rows = [row.route for row in TABLE]
    assert sorted(set(served()) - set(rows)) == [], "add a row to tests/endpoints/matrix_table.py"
    assert sorted(set(rows) - set(served())) == [], "the route is gone: take its row away"
    assert len(rows) == len(set(rows))


def test_every_pattern_says_something_of_every_actor() -> None:
    assert {row.pattern for row in TABLE} == set(PATTERNS)
    assert {len(one) for pair in PATTERNS.values() for one in pair} == {len(ACTORS)}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.route)
def test_a_row_holds(world: World, row: Row) -> None:
    method, route = row.route.split(" ")
    told = {}
    for whose in ("own", "foreign"):
        query = dict(parse_qsl(row.query.format(**world.records[whose])))
        answers = [_ask(world, who, method, world.path(route, whose), query) for who in ACTORS]
        told[whose] = "".join(outcome(one) for one in answers)
        if method == "GET" and row.pattern not in ("open", "oneself"):
            assert _controls(answers[ACTORS.index("auditor")].text) == [], "an auditor only reads"
    own, foreign = PATTERNS[row.pattern]
    assert told == {"own": own, "foreign": foreign}, "\n".join(_words(row, told))


def _controls(page: str) -> list[str]:
    """What a page offers to change, but for signing out."""
    forms = re.findall(r'<form[^>]*method="post"[^>]*>|hx-post="[^"]*"', page)
    return [one for one in forms if "/desk/sign-out" not in one]


def _ask(world: World, who: str, method: str, path: str, query: dict[str, str]) -> Any:
    browser, sent = world.browsers[who], {"data": query | {"matrix": "1"}}
    if path.startswith("/api/"):
        sent = {"json": {}}
    if method in ("GET", "HEAD"):
        sent = {"params": query}
    answer = browser.request(method, path, **sent)
    if f"{method} {path}" in ENDS_SESSIONS:
        world.renew(who)
    return answer


def _words(row: Row, told: dict[str, str]) -> Iterator[str]:
    for whose, expected in zip(("own", "foreign"), PATTERNS[row.pattern], strict=True):
        for who, wanted, got in zip(ACTORS, expected, told[whose], strict=True):
            if wanted != got:
                yield f"{row.route}, {who}, {whose} record: {got!r} instead of {wanted!r}"
