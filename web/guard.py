"""Does a request come from our own pages, is it of a bearable size, and what may a page do?"""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import Problem
from web.security import SAFE_METHODS
from web.settings import Settings

MAX_BODY = 4 * 1024 * 1024  # bytes
UPLOADS = "/desk/attachments/"  # where forms bring whole files
IMPORTS = "/desk/imports"  # where forms bring whole tables
FORM = 64 * 1024  # bytes of a form beside its file
PARTS = (".js", ".css", ".png", ".webp")  # of pages; what governs documents says nothing there
OF_PARTS = {"X-Content-Type-Options", "Strict-Transport-Security"}


class Guard:
    """ASGI middleware: refuses other sites' unsafe requests and huge bodies, sets the headers.

    The browser names where a request comes from (`Sec-Fetch-Site`, else `Origin`), so no token
    grows stale in a cached page. Clients that are no browsers send neither and hold no cookies.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.origin = settings.origin
        self.most_uploaded = max(MAX_BODY, (settings.upload_mb << 20) + FORM)
        self.most_imported = max(MAX_BODY, (settings.import_mb << 20) + FORM)
        self.import_mb = settings.import_mb
        tiles = urlsplit(settings.tiles_url)
        images = "'self' data: blob:" + (
            f" {tiles.scheme}://{tiles.netloc}" if tiles.netloc else ""
        )
        self.headers = {
            "Content-Security-Policy": (
                f"default-src 'self'; img-src {images}; object-src 'none'; base-uri 'none'; "
                "form-action 'self'; frame-ancestors 'none'"
            ),
            "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        if settings.secure:
            self.headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check, then pass on with headers added to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                part = scope["path"].startswith("/static/") and scope["path"].endswith(PARTS)
                for name in OF_PARTS & {*self.headers} if part else self.headers:
                    headers.setdefault(name, self.headers[name])
            await send(message)

        size = 0
        most, too_large = self._most(scope["path"])

        async def receive_within() -> Message:
            """Starlette's own limit answers plain text; this one ends as a problem like any."""
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                raise too_large
            return message

        if self._foreign(scope):
            problem = Problem("cross_origin")
            answer = JSONResponse(
                problem.document(), problem.status, media_type="application/problem+json"
            )
            await answer(scope, receive, send_with_headers)
            return
        await self.app(scope, receive_within, send_with_headers)

    def _most(self, path: str) -> tuple[int, Problem]:
        """How many bytes an address takes, and what is said of more."""
        if path.startswith(UPLOADS):
            return self.most_uploaded, Problem("too_large")
        if path == IMPORTS:
            sentence = (
                f"Berkas impor paling besar {self.import_mb} MB. Hapus kolom yang tidak perlu, atau"
                " bagi menjadi beberapa berkas."
            )
            return self.most_imported, Problem("too_large", sentence)
        return MAX_BODY, Problem("too_large")

    def _foreign(self, scope: MutableMapping[str, Any]) -> bool:
        if scope["method"] in SAFE_METHODS:
            return False
        headers = dict(scope["headers"])
        site = headers.get(b"sec-fetch-site", b"").decode("latin-1")
        if site:
            return site not in ("same-origin", "none")
        origin = headers.get(b"origin", b"").decode("latin-1")
        return bool(origin) and origin != self.origin
