"""What is still to be done until an office's people can check in? Steps, with their links."""

from starlette.requests import Request
from starlette.responses import Response

from web import clock
from web.desk import desk_page
from web.models import Employee
from web.services import set_up


async def index(request: Request, viewer: Employee) -> Response:
    """The steps, what is there already, and which comes next."""
    steps = await set_up.steps(viewer, clock.now())
    return await desk_page(
        request,
        viewer,
        "operator/set_up.html",
        room="agencies",
        steps=steps,
        following=next((one.key for one in steps if not one.done), None),
    )
