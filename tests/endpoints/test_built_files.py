"""Is text sent as small as the browser takes it, and is every form told from the others?"""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from web.endpoints.employee.app import BuiltFiles, accepted_codings, manifest, shell, worker
from web.guard import Guard
from web.settings import Settings
from web.templating import Assets, environment

PLAIN, GZIP, BROTLI = b"export const plain = 1;", b"as gzip", b"as brotli"
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def phone(tmp_path: Path) -> TestClient:
    """A client of a build with one script in three forms and a picture in one."""
    for name in ("app.js", "sw.js"):
        (tmp_path / name).write_bytes(PLAIN)
        (tmp_path / f"{name}.gz").write_bytes(GZIP)
        (tmp_path / f"{name}.br").write_bytes(BROTLI)
    (tmp_path / "icon.png").write_bytes(b"picture")
    (tmp_path / "icon.svg").write_bytes(b"<svg/>")
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
    phone: TestClient, accepted: str, length: int, coding: str | None
) -> None:
    answer = phone.head("/static/app.js", headers={"Accept-Encoding": accepted})
    assert answer.headers["content-length"] == str(length)
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]


def test_each_form_has_an_etag_of_its_own_by_which_it_is_not_sent_again(
    phone: TestClient,
) -> None:
    forms = [{"Accept-Encoding": one} for one in ("br", "gzip", "identity")]
    tags = [phone.head("/static/app.js", headers=one).headers["etag"] for one in forms]
    assert len(set(tags)) == 3
    for form, tag in zip(forms, tags, strict=True):
        again = phone.get("/static/app.js", headers=form | {"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["vary"] == "Accept-Encoding"
    other = phone.get("/static/app.js", headers=forms[2] | {"If-None-Match": tags[0]})
    assert (other.status_code, other.content) == (200, PLAIN)


def test_a_part_is_a_part_of_the_form_that_is_sent(phone: TestClient) -> None:
    headers = {"Accept-Encoding": "identity", "Range": "bytes=0-5"}
    part = phone.get("/static/app.js", headers=headers)
    assert (part.status_code, part.content) == (206, PLAIN[:6])
    coded = phone.head("/static/app.js", headers=BROWSER | {"Range": "bytes=0-5"})
    assert coded.headers["content-range"] == f"bytes 0-5/{len(BROTLI)}"


def test_a_picture_has_one_form(phone: TestClient) -> None:
    answer = phone.get("/static/icon.png", headers=BROWSER)
    assert answer.content == b"picture"
    assert not {"vary", "content-encoding"} & set(answer.headers)


def test_the_worker_is_asked_for_with_every_visit_and_sent_only_when_it_is_new(
    phone: TestClient,
) -> None:
    first = phone.head("/sw.js", headers=BROWSER)
    assert (first.headers["cache-control"], first.headers["content-encoding"]) == ("no-cache", "br")
    again = phone.get("/sw.js", headers=BROWSER | {"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == "no-cache"


def test_what_is_refused_is_not_accepted() -> None:
    assert accepted_codings("br;q=0, GZIP ; q=0.001, *;q=0") == {"gzip"}


def test_the_shell_and_the_manifest_are_sent_only_where_they_are_new() -> None:
    app = Starlette(routes=[Route("/", shell), Route("/manifest.webmanifest", manifest)])
    app.state.jinja = environment(Assets(Settings().build))
    client = TestClient(app)
    for path in ("/", "/manifest.webmanifest"):
        first = client.get(path)
        assert first.content
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == "no-cache"


def test_a_part_of_a_page_carries_only_what_says_something_there(phone: TestClient) -> None:
    guarded = TestClient(Guard(phone.app, replace(Settings(), origin="https://absen.example")))
    for path, policy in {"/static/app.js": False, "/static/icon.svg": True, "/sw.js": True}.items():
        sent = guarded.head(path).headers
        assert sent["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" in sent
        assert ("content-security-policy" in sent) is policy, path
