"""Does any address of the desks fall over something senseless? Read from the table of routes."""

import pytest
from starlette.routing import Route

from tests.endpoints.conftest import Cast
from web.errors import CATALOGUE
from web.import_routes import IMPORTS
from web.routes import ADMIN, OPERATOR, OWN_DESK, PHONES, RULES, SIGN_IN, SUPERVISOR
from web.supervisor_routes import DAILY_REPORTS, DUTIES, TRAVEL_REPORTS

OF_PEOPLE = (*OWN_DESK, *SUPERVISOR, *DUTIES, *TRAVEL_REPORTS, *DAILY_REPORTS, *PHONES)
WRITES = [
    route.path
    for route in (*SIGN_IN, *OF_PEOPLE, *OPERATOR, *IMPORTS, *RULES, *ADMIN)
    if isinstance(route, Route) and "POST" in (route.methods or ())
]
FORM = "application/x-www-form-urlencoded"
BODIES = {
    "nothing": (b"", FORM),
    "bytes": (bytes(range(256)), FORM),
    "percent": (b"name=%ff%fe%00&nip=%C0%80&outcome=%ED%A0%80", FORM),
    "json": (b'{"name": "X"}', "application/json"),
    "deep json": (b"[" * 5000, "application/json"),
    "many fields": (b"&".join(b"f%d=1" % n for n in range(3000)), FORM),
    "a file": (
        b'--x\r\nContent-Disposition: form-data; name="name"; filename="a"\r\n\r\nX\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "broken multipart": (b"--y\r\n\r\n", "multipart/form-data; boundary=x"),
    "no boundary": (b"x", "multipart/form-data"),
    "too large": (b"name=" + b"x" * (5 * 1024 * 1024), FORM),
    "a long field": (b"name=" + b"x" * 100_000, FORM),
}


def _filled(cast: Cast, path: str, checkin: str) -> str:
    ids = {
        "/desk/employees/": cast.people["employee"].id,
        "/desk/agencies/": cast.office.id,
        "/desk/points/": cast.point.id,
    }
    for start, id_ in ids.items():
        if path.startswith(start):
            path = path.replace("{id:uuid}", str(id_))
    return path.replace("{hash}", checkin).replace("{token}", "x")


@pytest.mark.parametrize("body", BODIES)
def test_senseless_input_is_answered_in_words_and_changes_nothing(cast: Cast, body: str):
    content, kind = BODIES[body]
    checkin = cast.bind("employee").check_in(metres_north=500)

    async def supervise() -> None:
        cast.people["employee"].supervisor = cast.people["admin"]
        await cast.people["employee"].save()

    cast.run(supervise)
    without_input = {"/desk/sign-out", "/desk/sign-in/options", "/desk/passkeys/options"}
    without_input |= {f"/desk/employees/{{id:uuid}}/{what}" for what in ("code", "link")}
    for path in sorted(set(WRITES) - without_input):
        if path.endswith("/closure"):
            continue
        answer = cast.at_desk("admin").post(
            _filled(cast, path, checkin), content=content, headers={"Content-Type": kind}
        )
        assert 400 <= answer.status_code < 500, (path, answer.status_code)
        assert "data-problem" in answer.text or 'class="error"' in answer.text, path


def test_every_problem_has_a_title_and_a_way_on():
    assert all(entry.title and entry.detail.endswith(".") for entry in CATALOGUE.values())
