"""Which phones are bound, how strongly, and which fell silent? For operators, of their people.

Silence is no fault: a phone without a signal is silent too.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from web import clock
from web.domain.approval import APPROVED
from web.domain.name_order import name_key
from web.domain.phone_changes import OPEN
from web.domain.phone_policy import suffices, weaker_than
from web.domain.vocabulary import BINDING_NAMES, HOME_ZONE, family_of
from web.models import Device, Employee, PhoneChange
from web.services import seeking
from web.services.last_heard import last_heard, quiet
from web.services.phone_cards import standing_in, usable

WEAK = "weak"  # instead of a binding: weaker than what the office asks for now
WEAK_WORDS = "Lebih lemah dari yang diminta"
HEADS = ("NIP", "Nama", "OPD", "Jenis", "Pengikatan", "Terdaftar", "Terhubung", "Catatan")


@dataclass(frozen=True)
class Wanted:
    """What is looked for; "", 0 or None: everything."""

    text: str = ""  # part of a name or NIP
    agencies: Collection[UUID] | None = None
    binding: str = ""  # or WEAK
    platform: str = ""  # a key of vocabulary.PLATFORMS
    silent: int = 0  # days without a word to the server, at least
    asked: Mapping[Any, str] = field(default_factory=dict)  # binding, by agency

    def weak(self, device: Device) -> bool:
        """Whether a phone, with whose it is loaded, is bound more weakly than is asked for now."""
        return not suffices(device.binding, self.asked[device.employee.agency_id])


@dataclass(frozen=True)
class Tally:
    """How the people of one agency are bound: phones by kind, and active people without one."""

    agency: UUID | None
    name: str
    kinds: dict[str, int]
    without: int


def bound(viewer: Employee, wanted: Wanted) -> QuerySet[Device]:
    """The phones that are bound now to active people whom the viewer administers."""
    people = Employee.visible_to(viewer).filter(active=True)
    if wanted.agencies is not None:
        people = people.filter(agency_id__in=list(wanted.agencies))
    if wanted.text:
        people = seeking.people(people, wanted.text)
    found = Device.filter(
        revocation__at__isnull=True, employee_id__in=Subquery(people.values("id"))
    )
    if wanted.binding == WEAK:
        found = found.filter(_weak(wanted.asked))
    elif wanted.binding:
        found = found.filter(binding=wanted.binding)
    if wanted.platform:
        found = found.filter(_platform(wanted.platform))
    if wanted.silent:
        found = found.annotate(silent=_silent(wanted.silent)).filter(silent=True)
    return found


def _weak(asked: Mapping[Any, str]) -> Q:
    """Bound more weakly than what the own office asks for."""
    by_strength: dict[str, list[Any]] = {}
    for agency, binding in asked.items():
        by_strength.setdefault(binding, []).append(agency)
    found = Q(id__isnull=True)  # nobody's, where no office asks for more than any phone has
    for binding, agencies in by_strength.items():
        theirs = Q(employee__agency_id__in=[one for one in agencies if one])
        if None in agencies:
            theirs |= Q(employee__agency_id__isnull=True)
        if weak := weaker_than(binding):
            found |= theirs & Q(binding__in=weak)
    return found


def _platform(family: str) -> Q:
    apple = Q(platform__istartswith="ios") | Q(platform__istartswith="ip")
    android = Q(platform__icontains="android")
    return {"ios": apple, "android": android}.get(family, ~(apple | android))


def _silent(days: int) -> RawSQL:
    """As the page of today counts them; the instant of our own clock as both databases write it."""
    since = clock.now() - timedelta(days=days)
    condition = quiet('"device"', f"'{since:%Y-%m-%d %H:%M:%S}+00:00'")
    return RawSQL(f"({condition})")


async def tallies(viewer: Employee) -> list[Tally]:
    """How every agency of the viewer is bound, by name. Two queries."""
    people = Employee.visible_to(viewer).filter(active=True)
    counted = people.annotate(count=Count("id")).group_by("agency_id", "agency__name")
    total = {
        row["agency_id"]: (row["agency__name"], row["count"])
        for row in await counted.values("agency_id", "agency__name", "count")
    }
    kinds: dict[Any, dict[str, int]] = {key: dict.fromkeys(BINDING_NAMES, 0) for key in total}
    grouped = bound(viewer, Wanted()).order_by().annotate(count=Count("id"))
    by_kind = grouped.group_by("employee__agency_id", "binding")
    for row in await by_kind.values("employee__agency_id", "binding", "count"):
        kinds[row["employee__agency_id"]][row["binding"]] = row["count"]
    found = [
        Tally(key, name or "Tanpa OPD", kinds[key], count - sum(kinds[key].values()))
        for key, (name, count) in total.items()
    ]
    return sorted(found, key=lambda one: name_key(one.name))


def requests(
    viewer: Employee, text: str, agency: UUID | None, states: Collection[str]
) -> QuerySet[PhoneChange]:
    """The requests of the viewer's people of which something may still come.

    Args:
        viewer: who administers them; their own is somebody else's to see.
        text: part of a name or NIP; "": everybody's.
        agency: whose people; None: everybody's.
        states: of domain/phone_changes.OPEN.
    """
    people = Employee.visible_to(viewer).exclude(id=viewer.id)
    if agency:
        people = people.filter(agency_id=agency)
    people = seeking.people(people, text)
    theirs = PhoneChange.filter(employee_id__in=Subquery(people.values("id")))
    told = Q(id__in=Subquery(standing_in(theirs, *{*states} - {APPROVED}).values("id")))
    if APPROVED in states:
        told |= Q(id__in=Subquery(usable(theirs).values("id")))
    return PhoneChange.filter(told)


async def undecided(viewer: Employee) -> int:
    """How many requests wait to be prepared or approved; 0 for who only reads. One query."""
    if not viewer.may_write:
        return 0
    return await requests(viewer, "", None, {*OPEN} - {APPROVED}).count()


async def file_rows(
    found: Sequence[Device], wanted: Wanted, moment: Callable[[datetime, str], str]
) -> list[tuple[str, ...]]:
    """Some phones, with the agency of whose they are loaded, as the rows of a file. One query.

    `moment` writes a time as it is read in a zone.
    """
    at = await last_heard([one.employee_id for one in found])
    rows: list[tuple[str, ...]] = []
    for one in found:
        person, last = one.employee, at.get(str(one.employee_id))
        office = person.agency.name if person.agency else ""
        zone = person.agency.timezone if person.agency else HOME_ZONE
        who = (person.nip, person.name, office, family_of(one.platform))
        told = (BINDING_NAMES[one.binding], moment(one.enrolled_at, zone))
        weak = WEAK_WORDS if wanted.weak(one) else ""
        rows.append((*who, *told, moment(last, zone) if last else "", weak))
    return rows
