"""What is typed on the pages of hours?"""

import csv
import html
import io
import re
from typing import Any

from tests.endpoints.conftest import Cast

HOME = "/desk/schedules"


def week(cast: Cast, **more: str) -> dict[str, str]:
    """The hours of SE Bupati Mamuju 1/2026 for five days in Ramadan, as typed."""
    form = {"agency": str(cast.office.id), "valid_from": "2030-01-07", "valid_until": "2030-02-05"}
    form |= {f"on{n}": "1" for n in range(1, 6)} | {f"start{n}": "08.00" for n in range(1, 6)}
    form |= {f"end{n}": "15.00" for n in range(1, 5)} | {f"rest{n}": "30" for n in range(1, 5)}
    return form | {"end5": "15.30", "rest5": "60", "name": "Ramadan"} | more


def group_of(cast: Cast, desk: Any, name: str = "Satpam") -> str:
    """The address of a new group."""
    made = desk.post("/desk/groups", data={"agency": str(cast.office.id), "name": name})
    return str(made.headers["location"]).split("?")[0]


def ticked(page: str) -> dict[str, str]:
    """What ticking the box of a page that asks once more sends."""
    found = re.search(r'name="certain" value="([^"]+)"', page)
    assert found, page
    return {"certain": html.unescape(found[1])}


def table(desk: Any, path: str) -> list[list[str]]:
    """The rows of a list's file."""
    return list(csv.reader(io.StringIO(desk.get(path).text)))[1:]
