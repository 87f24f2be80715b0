"""How do tests bring a file, and read what its page says?"""

import re
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from tests.endpoints.conftest import Cast
from web.models import Employee

HOME = "/desk/imports"
HEAD = ("NIP", "Nama", "OPD", "Jabatan", "NIP atasan")
BUDI, SITI, ANDI = "199001012015011011", "199102022016022012", "198503032009031013"


def upload(
    browser: TestClient, content: bytes | str, kind: str = "employees", name: str = "a", **form: str
) -> Any:
    """Bring a file and wait until there is something to see; the page."""
    body = content.encode() if isinstance(content, str) else content
    answer = browser.post(HOME, data={"kind": kind, **form}, files={"file": (name, body)})
    assert answer.status_code == 303, answer.text
    return settled(browser, answer.headers["location"])


def settled(browser: TestClient, path: str) -> Any:
    """The page of a draft once it is at rest."""
    while (answer := browser.get(f"{path}/progress")).status_code == 200:
        assert "<progress" in answer.text
    assert answer.headers["HX-Redirect"] == path
    page = browser.get(path)
    page.path = path
    return page


def apply(browser: TestClient, page: Any, **form: str) -> Any:
    answer = browser.post(f"{page.path}/application", data=form)
    assert answer.status_code == 303, answer.text
    return settled(browser, page.path)


def text_of(page: Any) -> str:
    return " ".join(unescape(page.text).split())


def plain_of(page: Any) -> str:
    """The words of a page without its marks."""
    return " ".join(re.sub(r"<[^>]+>", "", unescape(page.text)).split())


def person(cast: Cast, nip: str) -> Employee:
    async def look() -> Employee:
        return await Employee.get(nip=nip).select_related("agency", "supervisor")

    found: Employee = cast.run(look)
    return found


def people(cast: Cast) -> set[str]:
    async def look() -> list[Any]:
        return await Employee.all().values_list("nip", flat=True)

    return set(cast.run(look))


def rows_of(browser: TestClient, page: Any, *shown: str) -> str:
    """What is said of the rows of some outcomes."""
    return " ".join(text_of(browser.get(f"{page.path}?show={one}")) for one in shown)
