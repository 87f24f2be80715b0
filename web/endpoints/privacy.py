"""GET /privacy: what becomes of people's data? Open to everybody."""

from starlette.requests import Request
from starlette.responses import Response

from web.services.privacy import notice
from web.templating import page


async def show(request: Request) -> Response:
    """The notice, as it is on phones."""
    contact = request.app.state.settings.contact
    return page(request, "privacy.html", told=notice(), contact=contact)
