"""How strongly are the phones of each agency bound? Searched, sorted by any count, as a file."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from web.desk import desk_page
from web.domain.seeking import fold, words
from web.domain.vocabulary import BINDING_NAMES
from web.forms import query
from web.lists import Column, Listing, as_file, listing
from web.models import Employee
from web.services import phone_lists
from web.services.phone_lists import Tally

HOME = "/desk/phones/kinds"
PAGE_SIZE = 50
WITHOUT = "without"
COUNTS = {**BINDING_NAMES, WITHOUT: "Tanpa HP"}
COLUMNS = (
    Column("agency", "OPD", ("agency",)),
    *(Column(key, label, (key,)) for key, label in COUNTS.items()),
)
HEADS = tuple(one.label for one in COLUMNS)


async def index(request: Request, viewer: Employee) -> Response:
    """The agencies with their counts, in pages, what all of them come to, and what it means."""
    asked = _asked(request)
    found = await _found(viewer, asked)
    return await desk_page(
        request,
        viewer,
        "operator/phone_kinds.html",
        room="employees",
        tab="kinds",
        list=asked,
        tallies=found[asked.holds(len(found))],
        sums={key: sum(_count(one, key) for one in found) for key in COUNTS},
    )


async def export(request: Request, viewer: Employee) -> Response:
    """The same agencies as a file."""
    found = await _found(viewer, _asked(request))
    rows = [(one.name, *(str(_count(one, key)) for key in COUNTS)) for one in found]
    return as_file(request, "Pengikatan HP", HEADS, rows)


def _count(one: Tally, key: str) -> int:
    return one.without if key == WITHOUT else one.kinds[key]


def _asked(request: Request) -> Listing:
    return listing(request, HOME, COLUMNS, {"q": query(request, "q")}, size=PAGE_SIZE)


async def _found(viewer: Employee, asked: Listing) -> Sequence[Tally]:
    """Those whose name is meant, in the order that is asked for; equal counts by name."""
    told, key = words(asked.chosen["q"]), asked.column.key
    tallies = await phone_lists.tallies(viewer)
    found = [one for one in tallies if all(word in fold(one.name) for word in told)]
    if key != "agency":
        found.sort(key=lambda one: _count(one, key), reverse=asked.falling)
    elif asked.falling:
        found.reverse()
    return found
