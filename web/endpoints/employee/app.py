"""GET /, /sw.js and /manifest.webmanifest: the files that make the phone app installable."""

import hashlib
import mimetypes
import os
import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

REVALIDATE = {"Cache-Control": "no-cache"}
FOR_GOOD = "public, max-age=31536000, immutable"
CODINGS = {"br": ".br", "gzip": ".gz"}  # as static/build.mjs wrote them; the smaller first
ACCEPTED = re.compile(r"([\w*-]+)\s*(?:;\s*q=([\d.]+))?")
# Python 3.11 knows it only where the system does (RFC 9649).
mimetypes.add_type("image/webp", ".webp")


class BuiltFiles(StaticFiles):
    """Built assets: their folder is named by their content, so they never change.

    Text was compressed when it was built; what is sent is the smallest form that the browser
    takes. Each form is a representation with an ETag of its own (RFC 9110, 8.8.3.3).
    """

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, to be kept for good."""
        accepted = accepted_codings(Headers(scope=scope).get("accept-encoding", ""))
        forms = {name: Path(f"{full_path}{suffix}") for name, suffix in CODINGS.items()}
        made = [name for name, form in forms.items() if form.is_file()]
        coding = next((name for name in made if name in accepted), None)
        if coding:
            full_path, stat_result = forms[coding], forms[coding].stat()
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = FOR_GOOD
        if made:
            response.headers["Vary"] = "Accept-Encoding"
        if coding and response.status_code != 304:
            response.headers["Content-Encoding"] = coding
        return response


def accepted_codings(header: str) -> set[str]:
    """The content codings of an Accept-Encoding header (RFC 9110, 12.5.3) that are not refused."""
    return {name for name, weight in ACCEPTED.findall(header.lower()) if float(weight or 1) > 0}


async def shell(request: Request) -> Response:
    """The app's one document, the same for everybody, so that a worker may keep it."""
    return _current(request, "employee/app.html", "text/html")


async def worker(request: Request) -> Response:
    """The service worker; browsers look for a newer one with every visit."""
    folder = request.app.state.settings.build
    file = folder / "sw.js"
    response = BuiltFiles(directory=folder).file_response(file, file.stat(), request.scope)
    response.headers.update(REVALIDATE)
    return response


async def manifest(request: Request) -> Response:
    """The web app manifest (W3C Web Application Manifest)."""
    return _current(request, "employee/manifest.webmanifest", "application/manifest+json")


def _current(request: Request, name: str, media_type: str) -> Response:
    """What is asked for with every visit, and sent only where it is new.

    The ETag is weak (RFC 9110, 8.8.1): what compresses comes after it.
    """
    body = request.app.state.jinja.get_template(name).render()
    tag = f'W/"{hashlib.sha256(body.encode()).hexdigest()[:20]}"'
    headers = REVALIDATE | {"ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
