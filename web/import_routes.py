"""Which URLs bring records in by files, and out again? For operators and admins."""

from starlette.routing import Route

from web.endpoints.operator import import_draft, import_history, imports
from web.security import for_operator

HOME = "/desk/imports"
DRAFT = HOME + "/{id:uuid}"

IMPORTS = [
    Route(HOME, for_operator(imports.index), methods=["GET"]),
    Route(HOME, for_operator(imports.add), methods=["POST"]),
    Route(HOME + "/templates/{kind}.xlsx", for_operator(imports.template), methods=["GET"]),
    Route(HOME + "/exports/{kind}.{format}", for_operator(imports.export), methods=["GET"]),
    Route(HOME + "/history", for_operator(import_history.index), methods=["GET"]),
    Route(HOME + "/history.{format}", for_operator(import_history.export), methods=["GET"]),
    Route(DRAFT, for_operator(import_draft.show), methods=["GET"]),
    Route(DRAFT + ".{format}", for_operator(import_draft.export), methods=["GET"]),
    Route(DRAFT + "/progress", for_operator(import_draft.progress), methods=["GET"]),
    Route(DRAFT + "/columns", for_operator(import_draft.columns), methods=["POST"]),
    Route(DRAFT + "/application", for_operator(import_draft.apply), methods=["POST"]),
    Route(DRAFT + "/removal", for_operator(import_draft.discard), methods=["POST"]),
    Route(DRAFT + "/errors.xlsx", for_operator(import_draft.errors), methods=["GET"]),
]
