"""POST /api/v1/enrolments and …/{id}/device: how does a phone get bound?"""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request
from starlette.responses import JSONResponse

from web import bodies, clock
from web.errors import Problem
from web.models import Employee
from web.security import DEVICE, cookie_name, set_cookie
from web.services import access, binding


async def start(request: Request) -> JSONResponse:
    """Begin with a code and a device key; answers what to ask the authenticator."""
    document = await bodies.read_object(request)
    with _counting_wrong_codes(request):
        started = await binding.start_enrolment(
            settings=request.app.state.settings,
            keys=request.app.state.keys,
            code=bodies.text(document, "code", 64),
            key=bodies.members(document, "device_key"),
            platform=bodies.text(document, "platform", 64),
        )
    answer = {
        "enrolment_id": str(started.id),
        "employee": _described(started.employee),
        "options": started.options,
        "contact": request.app.state.settings.contact or None,
    }
    return JSONResponse(answer, status_code=201)


@contextmanager
def _counting_wrong_codes(request: Request) -> Iterator[None]:
    """Guessing codes ends after some; an address that guessed too often may not even try."""
    state, now = request.app.state, clock.now()
    address = request.client.host if request.client else ""
    limit = state.settings.wrong_code_quota
    state.quotas.spend("wrong code", address, 0, limit, now)
    try:
        yield
    except Problem as problem:
        if problem.code == "code_unknown":
            state.quotas.spend("wrong code", address, 1, limit, now)
        raise


async def finish(request: Request) -> JSONResponse:
    """Bind with the passkey and the device key's proof; signs the phone in."""
    state = request.app.state
    enrolment_id = bodies.path_id(request)
    document = await bodies.read_object(request)
    device = await binding.finish_enrolment(
        settings=state.settings,
        enrolment_id=enrolment_id,
        credential=bodies.members(document, "credential"),
        proof=bodies.text(document, "proof", 4096),
        earlier=await access.device_of(request.cookies.get(cookie_name(state.settings, DEVICE))),
    )
    answer = JSONResponse(
        {"device_id": str(device.id), "employee": _described(device.employee)}, status_code=201
    )
    token = await access.open_session(employee=device.employee, device=device)
    set_cookie(answer, state.settings, DEVICE, token, access.DEVICE_DAYS)
    return answer


def _described(employee: Employee) -> dict[str, str | None]:
    agency = employee.agency.name if employee.agency else None
    return {"nip": employee.nip, "name": employee.name, "agency": agency}
