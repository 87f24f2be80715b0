"""How does a page take a decision, and answer what came of it? One way for every kind of matter."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.desk import onward
from web.errors import Problem
from web.forms import as_uuid

# Shows the matter with what was typed: the errors by field ("form": of none), and the status.
Refused = Callable[[Mapping[str, str], int], Awaitable[Response]]


def said(form: Mapping[str, str]) -> dict[str, Any]:
    """What a form of `supervisor/_deciding.html` says, as the services of approvals take it."""
    return {
        "event": form.get("event", ""),
        "words": form.get("words", ""),
        "id": as_uuid(form.get("step", "")),
        "seen": as_uuid(form.get("seen", "")),
    }


async def answer(
    request: Request,
    act: Awaitable[Any],
    *,
    refused: Refused,
    show: Callable[[], Awaitable[Response]],
    home: str,
    notice: str = "decided",
) -> Response:
    """Act, and answer: with the matter's page, or where it was opened in place, in place.

    Args:
        request: by which it was decided.
        act: what is done.
        refused: shows the matter with what is wrong.
        show: shows it as it stands afterwards.
        home: the address of its page.
        notice: what that page says was done.

    Raises:
        Problem: `not_found` of the act; all else is shown.
    """
    try:
        await act
    except Problem as problem:
        if problem.status == 404:
            raise
        return await refused(problem.fields or {"form": problem.detail}, problem.status)
    if request.headers.get("HX-Request"):
        return await show()
    return onward(request, home, notice)
