"""Of whom does a page about a day speak? The agencies chosen, of those that its viewer reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from web import clock
from web.domain.schedule import day_span, local_date
from web.errors import Problem
from web.models import Agency, Employee
from web.services import agency_tree
from web.services.name_order import by_name


@dataclass(frozen=True)
class Scope:
    """A local date and the agencies whose people are counted.

    `chosen` is the one whose units are shown, None: the offices at the top. `units` are those
    one step below it, `visible` all that the viewer reads. `whole`: nobody is left out.
    """

    day: date
    zone: str
    chosen: Agency | None
    units: Sequence[Agency]
    agencies: Sequence[Agency]
    visible: Sequence[Agency]
    whole: bool = False

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The day's first instant and the next day's, in UTC."""
        return day_span(self.day, self.zone)

    @property
    def ids(self) -> list[str]:
        """The ids of `agencies`, as text."""
        return [str(one.id) for one in self.agencies]

    def people(self, column: str) -> tuple[str, list[Any]]:
        """The condition that a column of a statement names somebody of these agencies."""
        if self.whole:
            return "", []
        within = f" AND {column} IN (SELECT id FROM employee WHERE agency_id IN (?*))"  # noqa: S608
        return within, [self.ids]

    def below(self, agency: Agency) -> list[Agency]:
        """An agency and what stands below it, of those that are counted."""
        return agency_tree.below(agency, self.agencies)

    @property
    def above(self) -> Agency | None:
        """The office above the chosen one, where the viewer reads it."""
        parent = self.chosen.parent_id if self.chosen else None
        return next((one for one in self.visible if one.id == parent), None)


async def scope_of(viewer: Employee, asked: UUID | None, day: date | None, zone: str) -> Scope:
    """What a viewer looks at: an agency and all below it, or all that they read. One query.

    Who reads one office at the top, as most operators do, looks at that one.

    Args:
        viewer: who looks.
        asked: the agency.
        day: None for today.
        zone: where no agency is looked at; one that is has its own.

    Raises:
        Problem: `not_found` for an agency that is not the viewer's.
    """
    visible = await by_name(Agency.visible_to(viewer))
    tops = [one for depth, one in agency_tree.in_order(visible) if depth == 0]
    chosen = next((one for one in visible if one.id == asked), None)
    if asked and chosen is None:
        raise Problem("not_found")
    if chosen is None and len(tops) == 1:
        chosen = tops[0]
    held = agency_tree.below(chosen, visible) if chosen else visible
    units = [one for one in visible if one.parent_id == chosen.id] if chosen else tops
    whole = viewer.everywhere and len(held) == len(visible)
    zone = chosen.timezone if chosen else zone
    day = day or local_date(clock.now(), zone)
    return Scope(day, zone, chosen, units, held, visible, whole)
