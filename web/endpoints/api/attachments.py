"""/api/v1/attachments: one's own photos and letters, and taking one back."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies
from web.files import file_response
from web.models import Session
from web.services import attachment_access as access


async def show(request: Request, session: Session) -> Response:
    """The file itself."""
    one = await access.opened_by_phone(session.employee, bodies.path_id(request))
    return file_response(request.app.state.files, one)


async def small(request: Request, session: Session) -> Response:
    """A small picture of it."""
    one = await access.opened_by_phone(session.employee, bodies.path_id(request))
    return file_response(request.app.state.files, one, small=True)


async def remove(request: Request, session: Session) -> Response:
    """Take back what one sent, while nobody has decided with it before them."""
    id_ = bodies.path_id(request)
    reason = bodies.text(await bodies.read_object(request), "reason", access.MAX_REASON)
    made = await access.remove_own(id=id_, author=session.employee, reason=reason)
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)
