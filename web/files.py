"""How does a photo, letter or made file leave the server? With headers that let it do nothing."""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

from starlette.responses import FileResponse, Response

from web.domain import times
from web.domain.attachments import MEDIA
from web.errors import Problem
from web.models import Attachment, Employee
from web.services import attachments
from web.services.attachment_files import Store
from web.services.attachment_subjects import SUBJECTS

log = logging.getLogger("sikeren")

# A document of its own with no origin, which loads nothing and runs nothing.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def file_response(files: Store, one: Attachment, *, small: bool = False) -> FileResponse:
    """The file of an attachment that the caller has seen to be the viewer's.

    Never in a cache: a doctor's letter must not stay on an office's shared computer.

    Raises:
        Problem: `not_found` where a PDF is asked for its picture, or the disk has lost it.
    """
    path = files.path(one.sha256, small=small)
    if not path.is_file():
        return _missing(one, small)
    return FileResponse(
        path,
        media_type=MEDIA[one.kind] if not small else "image/jpeg",
        filename=one.name,
        content_disposition_type="inline",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _missing(one: Attachment, small: bool) -> FileResponse:
    if small:
        raise Problem("not_found")
    log.error("the file of attachment %s is not on the disk: %s", one.id, one.sha256)
    raise Problem("not_found", "Berkas ini tidak ada lagi di server. Hubungi admin SIKEREN.")


async def files_of(viewer: Employee, kind: str, subject: UUID) -> dict[str, Any]:
    """What `desk/_attachments.html` shows of one record that the viewer may see."""
    rules = SUBJECTS[kind]
    found = (await attachments.listed(kind, [subject]))[subject]
    return {
        "list": found,
        "home": f"/desk/attachments/{kind}/{subject}",
        "opened": await rules.opened(viewer).filter(id=subject).exists(),
        "kept": await rules.kept(viewer).filter(id=subject).exists(),
    }


async def files_for(
    viewer: Employee, matters: Mapping[str, list[UUID]]
) -> dict[UUID, dict[str, Any]]:
    """For records that the viewer may see, by kind: `files`, and whether they are `opened`."""
    found: dict[UUID, dict[str, Any]] = {}
    for kind, ids in matters.items():
        listed = await attachments.listed(kind, ids)
        readable = SUBJECTS[kind].opened(viewer).filter(id__in=ids)
        opened = set(await readable.values_list("id", flat=True))
        for one, files in listed.items():
            found[one] = {"files": files, "opened": one in opened}
    return found


def described(one: Attachment) -> dict[str, Any]:
    """An attachment as docs/api-files.md describes it to phones."""
    return {
        "id": str(one.id),
        "name": one.name,
        "kind": one.kind,
        "size": one.size,
        "width": one.width,
        "height": one.height,
        "pages": one.pages,
        "at": times.write(one.created_at),
    }


def download(made: bytes, name: str, media_type: str) -> Response:
    """Bytes as a file with its name, in plain letters and as RFC 6266 and 8187 have it."""
    unsafe = '\\/:*?"<>|'
    name = "".join(" " if one in unsafe or ord(one) < 32 else one for one in name)
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return Response(
        made,
        media_type=media_type,
        headers={
            "Content-Disposition": (
                f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
            ),
            "Cache-Control": "no-store",
        },
    )
