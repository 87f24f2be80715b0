"""How do an office's own files come in, and how does everything leave as a file?"""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from web import clock
from web.desk import desk_page
from web.errors import Problem
from web.files import download
from web.forms import as_uuid, query, read_upload
from web.models import Agency, Employee, Role
from web.services import import_drafts, import_geojson, import_workbooks
from web.services.import_matters import matter_of, matters_of
from web.services.name_order import by_name

HOME = "/desk/imports"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def index(request: Request, viewer: Employee) -> Response:
    """What can be imported and exported, with the templates."""
    return await _index(request, viewer, {"kind": query(request, "kind")}, {})


async def add(request: Request, viewer: Employee) -> Response:
    """Take a file in and begin to read it; the answer leads to where it is shown."""
    form, name, content = await read_upload(request, "file")
    kind = form.get("kind", "")
    known = kind in matters_of(viewer)
    if not known or not content:
        wrong = {} if known else {"kind": "Pilih isi berkasnya."}
        wrong |= {} if content else {"file": "Pilih berkas yang berisi."}
        return await _index(request, viewer, form, wrong, 422)
    agency = await _agency(viewer, kind, form.get("agency", ""))
    draft = import_drafts.begin(
        request.app.state.imports,
        matter=matter_of(viewer, kind),
        viewer=viewer,
        agency=agency,
        name=name,
        content=content,
        now=clock.now(),
    )
    return RedirectResponse(f"{HOME}/{draft.id}", status_code=303)


async def template(request: Request, viewer: Employee) -> Response:
    """An empty file with headings, an example and hints."""
    kind = matter_of(viewer, request.path_params["kind"]).kind
    return download(import_workbooks.template(kind), f"Contoh impor {kind.label}.xlsx", XLSX)


async def export(request: Request, viewer: Employee) -> Response:
    """Everything of a kind, in the form that imports again."""
    matter = matter_of(viewer, request.path_params["kind"])
    format_ = request.path_params["format"]
    writers: dict[str, tuple[Any, str]] = {
        "xlsx": (import_workbooks.as_xlsx, XLSX),
        "csv": (import_workbooks.as_csv, "text/csv; charset=utf-8"),
    }
    if matter.kind.key == "points":
        writers["geojson"] = (import_geojson.as_geojson, "application/geo+json")
    if format_ not in writers:
        raise Problem("not_found")
    write, media = writers[format_]
    agency = await _agency(viewer, matter.kind.key, query(request, "agency"), chosen=True)
    month = query(request, "month") if matter.kind.dated else ""
    rows = await matter.export(viewer, agency, month)
    name = f"{matter.kind.label} {agency.name if agency else 'semua OPD'} {month}".strip()
    return download(write(matter.kind, rows), f"{name}.{format_}", media)


async def _agency(viewer: Employee, kind: str, asked: str, chosen: bool = False) -> Agency | None:
    """The one agency that a file is about; None: as its column says.

    An operator of a single agency brings that agency's people, whatever a unit's name says.
    """
    if not matter_of(viewer, kind).scoped and not chosen:
        return None
    own = Agency.visible_to(viewer)
    if asked:
        agency = await own.get_or_none(id=as_uuid(asked))
        if agency is None:
            raise Problem("not_found")
        return agency
    if viewer.role != Role.ADMIN and not chosen and await own.count() == 1:
        return await own.first()
    return None


async def _index(
    request: Request,
    viewer: Employee,
    form: dict[str, str],
    errors: dict[str, str],
    status: int = 200,
) -> Response:
    agencies: list[Any] = await by_name(Agency.visible_to(viewer))
    return await desk_page(
        request,
        viewer,
        "operator/imports.html",
        room="employees",
        status=status,
        matters=matters_of(viewer).values(),
        agencies=agencies,
        form=form,
        errors=errors,
    )
