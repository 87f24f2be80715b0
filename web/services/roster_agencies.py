"""With what does a new agency begin? A part of `roster`, for one or for a whole tree."""

from typing import Any
from uuid import uuid4

from web import clock
from web.domain.import_roster import named
from web.domain.tree import MAX_DEPTH, TOO_DEEP, Placed, Tree
from web.domain.vocabulary import TIMEZONES
from web.domain.weeks import PRESETS, parse_week
from web.errors import Problem
from web.models import Agency, AgencyPlacement, Employee, WorkPattern
from web.services.bulk import Bulk

MAX_NAME = 200
USUAL_DAYS = parse_week(PRESETS["five"].days, {})[0]


def new_agency(
    bulk: Bulk,
    tree: Tree,
    *,
    name: str,
    timezone: str,
    parent: Agency | None = None,
    author: Employee | None = None,
) -> tuple[Agency, Tree]:
    """An agency with what it begins with, to be written with others, and the tree with it.

    At the top it begins with the usual week of Perpres 21/2023, which it may replace; under
    another office with the hours, and everything else, of that one.

    Raises:
        Problem: `invalid` with `name`, `timezone` or `parent`.
    """
    name = name_of(name)
    if timezone not in TIMEZONES:
        raise Problem("invalid", fields={"timezone": "Pilih WIB, WITA, atau WIT."})
    now = clock.now()
    if parent and len(tree.chain(str(parent.id), now.date())) >= MAX_DEPTH:
        raise Problem("invalid", fields={"parent": TOO_DEEP})
    above, by = parent.id if parent else None, author.id if author else None
    agency = Agency(id=uuid4(), name=name, timezone=timezone, parent_id=above, created_at=now)
    common: dict[str, Any] = {"id": uuid4(), "agency_id": agency.id}
    common |= {"author_id": by, "created_at": now}
    bulk.add([agency])
    if parent is None:
        bulk.add([WorkPattern(days=USUAL_DAYS, **common)])
        return agency, tree
    bulk.add([AgencyPlacement(parent_id=above, **common)])
    return agency, tree.with_move(str(agency.id), Placed(str(above), None, now))


async def refuse_alike(agency: Agency) -> None:
    """Refuse a name that differs from another agency's in case or spaces only: files could not
    tell the two apart. Asked after the write, in its transaction, which `serialise` began: so no
    other one, nor an import, comes between on PostgreSQL either.

    Raises:
        Problem: `already_exists` with `name`.
    """
    own = named(agency.name)
    others = await Agency.exclude(id=agency.id).values_list("name", flat=True)
    if twin := next((str(one) for one in others if named(str(one)) == own), None):
        raise agency_exists(f"Nama ini terlalu mirip dengan OPD “{twin}”. Pakai nama lain.")


def agency_exists(sentence: str = "OPD dengan nama ini sudah ada.") -> Problem:
    """The answer to a name that is taken."""
    return Problem("already_exists", sentence, fields={"name": sentence})


def name_of(name: str, fields: dict[str, str] | None = None) -> str:
    """A name as it is kept; `fields` is what else is wrong.

    Raises:
        Problem: `invalid` with `name`, and with all of `fields`.
    """
    found = dict(fields or {})
    name = " ".join(name.split())
    if not name:
        found["name"] = "Isi nama."
    elif len(name) > MAX_NAME:
        found["name"] = f"Nama paling panjang {MAX_NAME} huruf."
    if found:
        raise Problem("invalid", fields=found)
    return name
