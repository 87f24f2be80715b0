"""POST /api/v1/checkins and GET …/{id}/receipt: the door that is open to any envelope."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from web import bodies, clock
from web.domain import times
from web.domain.body import NotEnvelopes, RawEnvelope, split
from web.domain.jws import Malformed
from web.errors import Problem
from web.models import Receipt, Session
from web.security import DEVICE, session_of
from web.services.intake import outcome_document

MOST = 100  # envelopes


async def hand_in(request: Request) -> JSONResponse:
    """Take a queue in; each envelope proves itself, so no session is needed."""
    body = await request.body()
    received_at = clock.now()
    envelopes = _envelopes(body)
    session = await session_of(request, DEVICE)
    _count(request, session, len(envelopes))
    outcomes = await request.app.state.intake.hand_in(
        envelopes,
        received_at=received_at,
        session_device=str(session.device_id) if session else None,
    )
    results = [outcome_document(outcome) for outcome in outcomes]
    return JSONResponse({"server_time": times.write(clock.now()), "results": results})


def _envelopes(body: bytes) -> list[RawEnvelope]:
    try:
        envelopes = split(body)
    except NotEnvelopes as error:
        raise bodies.invalid("checkins", "Isi checkins dengan daftar absen.") from error
    except Malformed as error:
        raise Problem("bad_request") from error
    if not 1 <= len(envelopes) <= MOST:
        raise bodies.invalid("checkins", f"Kirim 1 sampai {MOST} absen sekaligus.")
    return envelopes


def _count(request: Request, session: Session | None, number: int) -> None:
    state, now = request.app.state, clock.now()
    # The device first: one that insists beyond its quota must not use up its office's.
    if session:
        device = str(session.device_id)
        state.quotas.spend("device", device, number, state.settings.device_quota, now)
    address = request.client.host if request.client else ""
    state.quotas.spend("address", address, number, state.settings.address_quota, now)


async def receipt(request: Request) -> JSONResponse:
    """The receipt of a recorded check-in, the same bytes as before."""
    found = Receipt.filter(checkin__jti=str(bodies.path_id(request)))
    device = request.query_params.get("device")
    if device is not None:
        found = found.filter(checkin__device_id=bodies.identifier(device, "device"))
    receipts = await found.limit(2)
    if not receipts:
        raise Problem("not_found")
    if len(receipts) > 1:
        raise Problem("ambiguous_id")
    return JSONResponse({"receipt": receipts[0].jws})


async def jwks(request: Request) -> JSONResponse:
    """The server's public keys, old ones too (RFC 7517)."""
    return JSONResponse(request.app.state.keys.jwks, headers={"Cache-Control": "no-cache"})
