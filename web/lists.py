"""What does the address of a list ask for? Filters, order and page: one way for every long list.

All of it stands in the address and nowhere else: it can be sent to somebody, kept, and gone back
to. What makes no sense there is read as if it were not there. An export has the same address with
an ending, and so holds exactly what the list shows.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.desk import Paging, link_with
from web.errors import Problem
from web.files import download
from web.forms import query, query_page
from web.services import list_files, name_order

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key")
Card = TypeVar("Card")
MOST_ROWS = 16_000  # of a file: as many ids as one statement takes on either database
PART = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A head of a list. `order`: by what it sorts, each turned round by "-"; none: not at all.

    `ways`: both directions in words, for lists of cards, which have no heads.
    """

    key: str
    label: str
    order: tuple[str, ...] = ()
    ways: tuple[str, str] = ("", "")


@dataclass
class Listing:
    """A list as its address asks for it; `total` is known once a page was read."""

    path: str
    columns: Sequence[Column]
    chosen: Mapping[str, Any]
    column: Column
    falling: bool
    number: int
    size: int
    usual: str
    total: int = 0

    @property
    def paging(self) -> Paging:
        """Which page is shown, and whether there are others."""
        return Paging(self.number, self.size, self.total)

    @property
    def sort(self) -> str:
        """The order as the address has it; "" for the usual one."""
        told = f"-{self.column.key}" if self.falling else self.column.key
        return "" if told == self.usual else told

    @property
    def order(self) -> tuple[str, ...]:
        """What a query is ordered by; only the first of a column is turned round."""
        first, *rest = self.column.order
        if self.falling:
            first = first[1:] if first.startswith("-") else f"-{first}"
        return (first, *rest)

    def holds(self, total: int) -> slice:
        """With how many there are: which of them the page shows. Beyond the last it is the last."""
        self.total = total
        self.number = min(self.number, self.paging.pages)
        return slice(self.paging.offset, self.paging.offset + self.size)

    async def page(self, found: QuerySet[Row], *related: str) -> list[Row]:
        """One page of a query, with what its rows refer to. Two statements."""
        shown = self.holds(await found.count())
        ordered = name_order.ordered(found, *self.order, found.model._meta.pk_attr)
        rows = ordered.offset(shown.start).limit(self.size).select_related(*related)
        return await rows

    async def all(self, found: QuerySet[Row], *related: str) -> list[Row]:
        """All of a query, for a file."""
        ordered = name_order.ordered(found, *self.order, found.model._meta.pk_attr)
        return await ordered.limit(MOST_ROWS).select_related(*related)

    def page_link(self, number: int) -> str:
        """The same list on another page."""
        return link_with(self.path, {**self.chosen, "sort": self.sort, "page": number})

    def sort_link(self, column: Column) -> str:
        """The same list by another column, or the other way round by this one."""
        turned = column == self.column and not self.falling
        told = f"-{column.key}" if turned else column.key
        return link_with(self.path, {**self.chosen, "sort": "" if told == self.usual else told})

    def aria(self, column: Column) -> str:
        """What `aria-sort` says of a column."""
        if column != self.column:
            return "none"
        return "descending" if self.falling else "ascending"

    def file_link(self, ending: str) -> str:
        """The same list as a file: "csv" or "xlsx"."""
        return link_with(f"{self.path}.{ending}", {**self.chosen, "sort": self.sort})


def listing(
    request: Request,
    path: str,
    columns: Sequence[Column],
    chosen: Mapping[str, Any],
    *,
    size: int,
    usual: str = "",
) -> Listing:
    """Read a list's address.

    Args:
        request: with the address.
        path: of the list.
        columns: its heads; the first one that sorts is the usual order.
        chosen: its filters, read and cleaned, as they stand in the address.
        size: rows of a page.
        usual: another usual order, such as "-first_day".
    """
    keys = {one.key: one for one in columns if one.order}
    usual = usual or next(iter(keys))
    asked = query(request, "sort", 40)
    asked = asked if asked.removeprefix("-") in keys else usual
    column, falling = keys[asked.removeprefix("-")], asked.startswith("-")
    return Listing(path, columns, chosen, column, falling, query_page(request), size, usual)


async def in_parts(
    read: Callable[[Sequence[Key]], Awaitable[Sequence[Card]]], keys: Sequence[Key]
) -> list[Card]:
    """All that belongs to some keys, for a file, read in parts that a statement takes."""
    found: list[Card] = []
    for start in range(0, min(len(keys), MOST_ROWS), PART):
        found += await read(keys[start : start + PART])
    return found


def as_file(
    request: Request,
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[list_files.Cell | None]],
) -> Response:
    """A list as the file whose ending the address has.

    Raises:
        Problem: `not_found` for an ending that is not written.
    """
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    writers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "csv": ("text/csv; charset=utf-8", lambda: list_files.as_csv(heads, cells)),
        "xlsx": (XLSX, lambda: list_files.as_xlsx(name, heads, cells)),
    }
    ending = request.path_params["format"]
    if ending not in writers:
        raise Problem("not_found")
    media_type, write = writers[ending]
    return download(write(), f"{name}.{ending}", media_type)
