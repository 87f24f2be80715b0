"""POST /api/v1/session/challenge and /session: how does a phone stay signed in, silently?"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies, clock
from web.models import Session
from web.security import DEVICE, clear_cookie, cookie_name, set_cookie
from web.services import access, device_proof
from web.services.keys import NONCE_LIFE


async def challenge(request: Request) -> JSONResponse:
    """A nonce for a device; an unknown device gets one like any other."""
    document = await bodies.read_object(request)
    device_id = bodies.identifier(document.get("device_id"), "device_id")
    nonce = request.app.state.keys.make_nonce(str(device_id), clock.now())
    return JSONResponse({"nonce": nonce, "expires_in": int(NONCE_LIFE.total_seconds())})


async def renew(request: Request) -> Response:
    """The device key's signature over a nonce of ours opens a new session."""
    state = request.app.state
    document = await bodies.read_object(request)
    device = await device_proof.prove_device(
        settings=state.settings,
        keys=state.keys,
        device_id=bodies.identifier(document.get("device_id"), "device_id"),
        proof=bodies.text(document, "proof", 4096),
    )
    token = await access.open_session(employee=device.employee, device=device)
    answer = Response(status_code=204)
    set_cookie(answer, state.settings, DEVICE, token, access.DEVICE_DAYS)
    return answer


async def end(request: Request, session: Session) -> Response:
    """Sign the phone out; what waits on it can still be handed in."""
    settings = request.app.state.settings
    await access.end_session(request.cookies[cookie_name(settings, DEVICE)])
    answer = Response(status_code=204)
    clear_cookie(answer, settings, DEVICE)
    return answer
