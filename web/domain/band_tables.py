"""Which table of bands counts for an agency on a date? Its own before those of offices above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from web.domain.bands import Table
from web.domain.schedule import pattern_on
from web.domain.tree import inherited


@dataclass(frozen=True, slots=True)
class DatedTable:
    """A table of bands and the dates on which it is in force."""

    table: Table
    agency: str | None
    valid_from: date | None
    valid_until: date | None
    created_at: datetime
    name: str = ""


def dated_table_on(
    tables: Sequence[DatedTable], chain: Sequence[str], day: date
) -> DatedTable | None:
    """The table of bands that counts on a date for an agency and those above it."""
    return inherited(chain, lambda scope: pattern_on((t for t in tables if t.agency == scope), day))
