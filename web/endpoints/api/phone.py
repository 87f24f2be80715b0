"""Anchor, state, history, explanations, reminders: what does a bound phone ask of /api/v1?"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web import bodies, clock
from web.domain import times
from web.errors import Problem
from web.models import Session
from web.services import app_support, reminder_wishes
from web.services.contact import make_anchor
from web.services.phone_state import explain, history_of, state_of
from web.services.push_keys import PushKeys

MAX_SEQ = 2**53


async def anchor(request: Request, session: Session) -> JSONResponse:
    """Take the phone's declaration and give it the newest anchor."""
    state, now = request.app.state, clock.now()
    document = await bodies.read_object(request)
    last_seq, last_hash = document.get("last_seq"), document.get("last_hash")
    if not isinstance(last_seq, int) or isinstance(last_seq, bool) or not 0 <= last_seq <= MAX_SEQ:
        raise bodies.invalid("last_seq", "last_seq adalah 0, 1, 2, …")
    if last_seq == 0 and last_hash is not None:
        raise bodies.invalid("last_hash", "last_hash adalah null sebelum absen pertama.")
    if last_seq > 0:
        last_hash = bodies.text(document, "last_hash", 43)
    made, head = await make_anchor(
        settings=state.settings,
        keys=state.keys,
        device_id=session.device_id,
        last_seq=last_seq,
        last_hash=last_hash,
        now=now,
    )
    answer = {"server_time": times.write(clock.now()), "anchor": made, "head": head._asdict()}
    return JSONResponse(answer)


async def state(request: Request, session: Session) -> Response:
    """All that the phone needs for 14 days, and whether its app is still supported."""
    now = clock.now()
    document = await state_of(session, now)
    document["contact"] = request.app.state.settings.contact or None
    document["policy"]["photo_days"] = request.app.state.settings.photo_days
    document["reminders"] = await reminder_wishes.document_of(session, _push_keys(request))
    document["app"] = app_support.standing_of(
        request.headers.get("Sikeren-App"),
        newest=request.app.state.assets.version,
        settings=request.app.state.settings,
        now=now,
    )
    return bodies.tagged(request, document)


async def history(request: Request, session: Session) -> Response:
    """The person's check-ins as they stand now."""
    return bodies.tagged(request, {"checkins": await history_of(session.employee, clock.now())})


async def remind(request: Request, session: Session) -> JSONResponse:
    """Keep what the person wants to be reminded of, and where their phone is."""
    keys, document = _push_keys(request), await bodies.read_object(request)
    if keys is None:
        raise Problem("reminders_off")
    services = request.app.state.settings.push_services
    await reminder_wishes.keep(
        session=session,
        wish=reminder_wishes.read_wish(document.get("settings")),
        subscription=reminder_wishes.read_subscription(
            document.get("subscription"), services, keys
        ),
        now=clock.now(),
    )
    return JSONResponse({"reminders": await reminder_wishes.document_of(session, keys)})


def _push_keys(request: Request) -> PushKeys | None:
    reminders = request.app.state.reminders
    return reminders.keys if reminders else None


async def explanation(request: Request, session: Session) -> Response:
    """Keep an explanation under the id that the phone made for it.

    The answer names it: an empty one could be anybody's, such as a captive portal's.
    """
    id_ = bodies.path_id(request)
    document = await bodies.read_object(request)
    made = await explain(
        session=session,
        id_=id_,
        jti=bodies.text(document, "checkin", 36),
        text=bodies.text(document, "text", 1000).strip(),
    )
    return JSONResponse({"id": str(id_)}, status_code=201 if made else 200)
