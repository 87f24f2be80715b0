"""GET /, /sw.js and /manifest.webmanifest: the files that make the phone app installable."""

from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles

REVALIDATE = {"Cache-Control": "no-cache"}
FOR_GOOD = "public, max-age=31536000, immutable"


class BuiltFiles(StaticFiles):
    """Built assets: their folder is named by their content, so they never change."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, to be kept for good."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = FOR_GOOD
        return response


async def shell(request: Request) -> Response:
    """The app's one document, the same for everybody, so that a worker may keep it."""
    template = request.app.state.jinja.get_template("employee/app.html")
    return HTMLResponse(template.render(), headers=REVALIDATE)


async def worker(request: Request) -> Response:
    """The service worker; browsers look for a newer one with every visit."""
    file = request.app.state.settings.build / "sw.js"
    return FileResponse(file, media_type="text/javascript", headers=REVALIDATE)


async def manifest(request: Request) -> Response:
    """The web app manifest (W3C Web Application Manifest)."""
    template = request.app.state.jinja.get_template("employee/manifest.webmanifest")
    return Response(template.render(), media_type="application/manifest+json", headers=REVALIDATE)
