"""What is a kind of matter on a supervisor's desk? What every kind has to be able to say and do.

A part of `inbox`: a new kind is one `Kind` in its table and nothing else.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from web.domain.vocabulary import HOME_ZONE
from web.models import Employee
from web.services.inbox_lines import Line


@dataclass(frozen=True, kw_only=True)
class Item:
    """One matter as it is listed, whether or not it still waits.

    `last` names the newest step or word on it: who decides names what they saw.
    """

    kind: str  # key of its Kind
    id: str  # of the matter, as it stands in its address
    people: Sequence[Employee]  # whom it is about, with agency
    first: date  # local dates that it bears on
    last_day: date
    since: datetime  # when it began to wait
    gist: str  # what it is, in one line
    said: str = ""  # the employee's own words
    waits: bool
    last: str
    matter: Any  # the record itself, for deciding

    @property
    def key(self) -> str:
        """Its name in forms: kind and id."""
        return f"{self.kind}.{self.id}"

    def act(self, batch: UUID) -> UUID:
        """The id of what is decided on it in one act: the same act twice is once."""
        return uuid5(batch, self.id)

    @property
    def person(self) -> Employee:
        """Whom it is about, or the first of them."""
        return self.people[0]

    @property
    def zone(self) -> str:
        """The IANA zone of its times."""
        return self.person.agency.timezone if self.person.agency else HOME_ZONE

    def line(self, viewer: Employee) -> Line:
        """The same as a line of what waits for a viewer."""
        above = {str(one.supervisor_id) for one in self.people if viewer.decides_on(one)}
        people = [(one.name, one.nip) for one in self.people]
        agency = str(self.person.agency_id or "")
        days = (self.since, self.first, self.last_day, self.zone)
        return Line(self.kind, self.id, *days, agency, people, above)

    @property
    def who(self) -> str:
        """Whose it is: "Budi", "Budi dan 2 lainnya"."""
        more = len(self.people) - 1
        return f"{self.person.name} dan {more} lainnya" if more else self.person.name


@dataclass(frozen=True)
class Taken:
    """A decision that somebody made: its id, on which matter, and what it was."""

    id: UUID
    subject: str
    event: str  # approve, return, reject


# Viewer, item, event, words, and the act that it is a part of (`Item.act`).
Deciding = Callable[[Employee, Item, str, str, UUID], Awaitable[Any]]


def decides(viewer: Employee, item: Item) -> bool:
    """Whether the viewer decides on these people; nobody does on what is about themselves."""
    theirs = any(viewer.decides_on(person) for person in item.people)
    return theirs and all(person.id != viewer.id for person in item.people)


@dataclass(frozen=True)
class Kind:
    """A kind of matter. The services that own it do the work."""

    key: str
    label: str  # in filters
    icon: str
    home: str  # where its own lists are; an item's page is this and its id
    card: str  # with an item's id, selects the part of that page that is opened in place
    ahead: bool  # whether it is asked for before it begins
    outcomes: Mapping[str, str]  # the events that it knows, and how they are read afterwards
    count: Callable[[Employee], Awaitable[int]]  # how much waits for a viewer
    lines: Callable[[Employee], Awaitable[list[Line]]]  # what waits for a viewer
    told: Callable[[Sequence[Any]], Awaitable[list[Item]]]  # of any ids: see `items`
    decide: Deciding
    revoke: Callable[[Employee, Item, str, UUID], Awaitable[Any]]
    taken: Callable[[Employee, datetime], Awaitable[list[Taken]]]  # by an author since then
    mine: Callable[[Employee, Item], bool] = decides  # whether a viewer decides on an item

    async def items(self, viewer: Employee, ids: Sequence[Any]) -> list[Item]:
        """Those of some matters on which the viewer decides."""
        return [one for one in await self.told(ids) if self.mine(viewer, one)]


def clock_on(at: datetime, zone: str) -> str:
    """An instant as "07.30 WITA"."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H.%M %Z")


def day_in(at: datetime, zone: str) -> date:
    """The local date of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def span_words(first: date, last: date) -> str:
    """Dates as "24/11/2026", with the last one behind a dash."""
    told = f"{first:%d/%m/%Y}"
    return told if first == last else f"{told}–{last:%d/%m/%Y}"


def zone_of(person: Employee) -> str:
    """The IANA zone of somebody's office."""
    return person.agency.timezone if person.agency else HOME_ZONE
