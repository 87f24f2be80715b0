"""Photos and letters at the desks: opening one, attaching one by a form, taking one away."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from web.desk import onward, zone_of
from web.errors import Problem
from web.files import file_response, files_of
from web.forms import read_form, read_upload
from web.models import Attachment, Employee
from web.services import attachment_access, attachments, audit_views
from web.templating import fragment

HOMES = {
    "correction": "/desk/corrections/{}",
    "day_status": "/desk/statuses/{}",
    "duty": "/desk/duties/{}",
    "daily_report": "/desk/daily-reports/{}",
    "travel_report": "/desk/travel-reports/{}",
}


async def show(request: Request, viewer: Employee) -> Response:
    """The file itself, to whoever may read it."""
    return file_response(request.app.state.files, await _opened(request, viewer))


async def small(request: Request, viewer: Employee) -> Response:
    """A small picture of it, for lists."""
    return file_response(request.app.state.files, await _opened(request, viewer), small=True)


async def _opened(request: Request, viewer: Employee) -> Attachment:
    one = await attachment_access.opened_at_desk(viewer, request.path_params["id"])
    whose = await attachment_access.owner_of(one)
    await audit_views.saw(viewer, "attachment_content", one.id, [whose])
    return one


async def add(request: Request, viewer: Employee) -> Response:
    """Attach a file to a record that the viewer keeps."""
    kind, subject = request.path_params["kind"], request.path_params["subject"]
    settings = request.app.state.settings
    _, name, content = await read_upload(request, "file")

    async def work() -> None:
        await attachments.add(
            request.app.state.files,
            content,
            kind=kind,
            subject_id=subject,
            name=name,
            author=viewer,
            most_bytes=settings.upload_mb << 20,
            quota_bytes=settings.upload_quota_mb << 20,
        )

    return await _answer(request, viewer, kind, subject, "attached", work)


async def remove(request: Request, viewer: Employee) -> Response:
    """Take an attachment away, with a reason; the record of it stays."""
    id_, form = request.path_params["id"], await read_form(request)
    one = await attachment_access.kept_at_desk(viewer, id_)

    async def work() -> None:
        await attachment_access.remove(one, viewer, form.get("reason", ""))

    kind, subject = one.subject_kind, one.subject_id
    return await _answer(request, viewer, kind, subject, "attachment-removed", work)


async def _answer(
    request: Request,
    viewer: Employee,
    kind: str,
    subject: UUID,
    notice: str,
    work: Callable[[], Awaitable[None]],
) -> Response:
    """The list of files as it now is; without script back to the record's own page."""
    errors: dict[str, str] = {}
    status = 200
    try:
        await work()
    except Problem as problem:
        if not problem.fields or not request.headers.get("HX-Request"):
            raise
        errors, status = problem.fields, problem.status
    if not request.headers.get("HX-Request"):
        return onward(request, HOMES[kind].format(subject), notice)
    return fragment(
        request,
        "desk/_attachments.html",
        status=status,
        files=await files_of(viewer, kind, subject),
        zone=zone_of(viewer),
        errors=errors,
    )
