"""Is text sent as small as the browser takes it, and is every form told from the others?"""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from web.endpoints.employee.app import BuiltFiles, accepted_codings, worker
from web.settings import Settings

PLAIN, GZIP, BROTLI = b"export const plain = 1;", b"as gzip", b"as brotli"
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    """A client of a build with one script in three forms and a picture in one."""
    for name in ("app.js", "sw.js"):
        (tmp_path / name).write_bytes(PLAIN)
        (tmp_path / f"{name}.gz").write_bytes(GZIP)
        (tmp_path / f"{name}.br").write_bytes(BROTLI)
    (tmp_path / "icon.png").write_bytes(b"picture")
    app = Starlette(
        routes=[Route("/sw.js", worker), Mount("/static", BuiltFiles(directory=tmp_path))]
    )
    app.state.settings = Settings(build=tmp_path)
    return TestClient(app)


@pytest.mark.parametrize(
    ("accepted", "length", "coding"),
    [
        ("gzip, deflate, br, zstd", len(BROTLI), "br"),
        ("gzip, deflate", len(GZIP), "gzip"),
        ("br;q=0, gzip;q=0.5", len(GZIP), "gzip"),
        ("identity", len(PLAIN), None),
        ("", len(PLAIN), None),
    ],
)
def test_a_browser_gets_the_smallest_form_that_it_takes(
    browser: TestClient, accepted: str, length: int, coding: str | None
) -> None:
    answer = browser.head("/static/app.js", headers={"Accept-Encoding": accepted})
    assert answer.headers["content-length"] == str(length)
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]


def test_each_form_has_an_etag_of_its_own_by_which_it_is_not_sent_again(
    browser: TestClient,
) -> None:
    forms = [{"Accept-Encoding": one} for one in ("br", "gzip", "identity")]
    tags = [browser.head("/static/app.js", headers=one).headers["etag"] for one in forms]
    assert len(set(tags)) == 3
    for form, tag in zip(forms, tags, strict=True):
        again = browser.get("/static/app.js", headers=form | {"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["vary"] == "Accept-Encoding"
    other = browser.get("/static/app.js", headers=forms[2] | {"If-None-Match": tags[0]})
    assert (other.status_code, other.content) == (200, PLAIN)


def test_a_part_is_a_part_of_the_form_that_is_sent(browser: TestClient) -> None:
    headers = {"Accept-Encoding": "identity", "Range": "bytes=0-5"}
    part = browser.get("/static/app.js", headers=headers)
    assert (part.status_code, part.content) == (206, PLAIN[:6])
    coded = browser.head("/static/app.js", headers=BROWSER | {"Range": "bytes=0-5"})
    assert coded.headers["content-range"] == f"bytes 0-5/{len(BROTLI)}"


def test_a_picture_has_one_form(browser: TestClient) -> None:
    answer = browser.get("/static/icon.png", headers=BROWSER)
    assert answer.content == b"picture"
    assert not {"vary", "content-encoding"} & set(answer.headers)


def test_the_worker_is_asked_for_with_every_visit_and_sent_only_when_it_is_new(
    browser: TestClient,
) -> None:
    first = browser.head("/sw.js", headers=BROWSER)
    assert (first.headers["cache-control"], first.headers["content-encoding"]) == ("no-cache", "br")
    again = browser.get("/sw.js", headers=BROWSER | {"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"


def test_what_is_refused_is_not_accepted() -> None:
    assert accepted_codings("br;q=0, GZIP ; q=0.001, *;q=0") == {"gzip"}
