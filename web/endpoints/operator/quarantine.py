"""Which envelopes were refused, and why? Nothing is thrown away; people look into it here."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page, page_of
from web.errors import Problem
from web.forms import query_page
from web.models import Employee, Quarantine
from web.services import audit_views

PAGE_SIZE = 50
MOST_SHOWN = 20_000  # characters of an envelope on a page


async def index(request: Request, viewer: Employee) -> Response:
    """Refused envelopes from the viewer's people's phones, newest first."""
    found = Quarantine.visible_to(viewer).order_by("-received_at", "id")
    related = "device__employee__agency"
    paging, refused = await page_of(found, query_page(request), PAGE_SIZE, related)
    return await desk_page(
        request,
        viewer,
        "operator/quarantine.html",
        room="today",
        refused=refused,
        paging=paging,
        page_link=lambda number: f"/desk/quarantine?page={number}",
    )


async def show(request: Request, viewer: Employee) -> Response:
    """One refused envelope, whole."""
    refused = (
        await Quarantine.visible_to(viewer)
        .select_related("device__employee__agency")
        .get_or_none(id=request.path_params["id"])
    )
    if refused is None:
        raise Problem("not_found")
    people = [refused.device.employee_id] if refused.device else []
    await audit_views.saw(viewer, "refused_content", refused.id, people)
    content = bytes(refused.envelope)
    return await desk_page(
        request,
        viewer,
        "operator/quarantined.html",
        room="today",
        refused=refused,
        size=len(content),
        content=_readable(content),
    )


def _readable(content: bytes) -> str:
    """The envelope as text: indented where it is JSON, with marks where it is not UTF-8."""
    text = content.decode("utf-8", errors="replace")
    try:
        value: Any = json.loads(text)
        text = json.dumps(value, ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        pass
    return text[:MOST_SHOWN]
