"""How long may each page of the desks take? A budget for every page of the route table.

A page that is new in the table has the budget of an ordinary one, and is measured.
"""

from collections.abc import Iterator

from starlette.routing import Route

from web.routes import routes
from web.settings import Settings

ORDINARY, TODAY, HEAVY, WHOLE = 300, 500, 1_000, 5_000  # milliseconds, the median

# TODAY: everybody's morning, drawn anew every 20 seconds; HEAVY: a page about everybody's day or
# month; WHOLE: one that reckons a month of everybody anew, or hands over a whole list as a file.
BUDGETS = {
    **dict.fromkeys(("/desk/today", "/desk/today/state"), TODAY),
    **{f"/desk/{page}": HEAVY for page in ("recap", "team-recap", "phones/patterns")},
    **{f"/desk/{page}": HEAVY for page in ("arrivals", "arrivals/rows", "arrivals/fixes")},
    "/desk/closing/{agency:uuid}/{month}": HEAVY,
    **{f"/desk/{page}": WHOLE for page in ("signals", "bands/what-if", "audit/seal")},
}
# What the bench holds no record of, or what is no page of data; bench/audit.py takes the whole
# record of changes as a file.
WITHOUT_RECORD = {
    *("/desk/audit.{format}", "/desk/employees/{id:uuid}/code"),
    *("/desk/attachments/{id:uuid}", "/desk/attachments/{id:uuid}/small"),
    *("/desk/quarantine/{id:uuid}", "/desk/statuses/{id:uuid}"),
    *("/desk/outages/{id:uuid}", "/desk/points/{id:uuid}", "/desk/points/{id:uuid}/closure"),
    *("/desk/corrections/{id:uuid}", "/desk/duties/{id:uuid}", "/desk/duties/{id:uuid}/change"),
    *("/desk/delegations/{id:uuid}", "/desk/travel-reports/{id:uuid}", "/desk/sign-in"),
    *("/desk/travel-reports/{id:uuid}/print", "/desk/letters/{id:uuid}", "/desk/welcome"),
    *("/desk/letters/{id:uuid}/content", "/desk/phone-changes/{id:uuid}", "/desk"),
    *("/desk/recap-files/{id:uuid}", "/desk/recap-files/{id:uuid}/content"),
}
STARTS = ("/desk/events/{id:uuid}", "/desk/imports/")


def pages() -> Iterator[str]:
    """Every page of the desks that is asked for by GET, as the route table has it."""
    for route in routes(Settings()):
        asked = isinstance(route, Route) and "GET" in (route.methods or ())
        if asked and (route.path == "/desk" or route.path.startswith("/desk/")):
            yield route.path


def budget(page: str) -> int | None:
    """Milliseconds that a page may take; None: it is not measured."""
    if page in WITHOUT_RECORD or page.startswith(STARTS):
        return None
    if page in BUDGETS:
        return BUDGETS[page]
    return WHOLE if "format" in page or page.endswith(("/export", "/csv")) else ORDINARY
