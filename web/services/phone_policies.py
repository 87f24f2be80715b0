"""What does an office ask of phones and their check-ins on a date, and how is it laid down?

The intake judges by it, phones are told of it. A row is never changed. It begins tomorrow at the
earliest: a check-in is judged by the rules of its day, and no rule changes below one that was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient

from web import clock
from web.db import rows
from web.domain.phone_policy import (
    NAMES,
    DatedPhonePolicy,
    Held,
    PhonePolicy,
    faults,
    phone_policy_on,
    suffices,
)
from web.domain.schedule import local_date
from web.domain.tree import Tree
from web.domain.vocabulary import HOME_ZONE, TIMEZONES
from web.errors import Problem
from web.models import Agency, Employee
from web.models import PhonePolicy as Row
from web.services import agency_tree

TOO_EARLY = "Paling cepat {:%d/%m/%Y}: absen yang sudah dinilai tidak dinilai ulang."


@dataclass(frozen=True)
class PhonePolicies:
    """All that was laid down, small enough to be read whole, and where every agency stands."""

    held: Mapping[str | None, list[DatedPhonePolicy]] = field(default_factory=dict)
    tree: Tree = field(default_factory=Tree)

    def on(self, agency: Any, day: date) -> PhonePolicy:
        """What holds for an agency's people (its id, or None) on a local date."""
        told: dict[str, Any] = {name: one.value for name, one in self.told(agency, day).items()}
        return PhonePolicy(**told)

    def told(self, agency: Any, day: date) -> dict[str, Held]:
        """The same, with whose each value is."""
        scope = str(agency) if agency else None
        return phone_policy_on(self.held, self.tree.chain(scope, day), day)

    def above(self, agency: Any, day: date) -> dict[str, Held]:
        """What would hold for an agency, or everybody (None), that had laid down nothing."""
        return self.without(agency).told(agency, day)

    def without(self, agency: Any) -> "PhonePolicies":
        """As if an agency, or everybody (None), had laid down nothing."""
        own = str(agency) if agency else None
        others = {scope: held for scope, held in self.held.items() if scope != own}
        return PhonePolicies(others, self.tree)

    def coming(self, agency: Any, today: date) -> list[tuple[date, dict[str, Held]]]:
        """The later dates on which values change for an agency, or everybody, with the new ones."""
        laid = {one.valid_from for rows_ in self.held.values() for one in rows_ if one.valid_from}
        found = []
        for day in sorted(one for one in laid if one > today):
            before, after = self.told(agency, day - timedelta(days=1)), self.told(agency, day)
            changed = {key: one for key, one in after.items() if one.value != before[key].value}
            if changed:
                found.append((day, changed))
        return found


async def load(
    connection: BaseDBAsyncClient | None = None, tree: Tree | None = None
) -> PhonePolicies:
    """What was laid down by all offices. One query, and one for a tree that is not at hand."""
    held: dict[str | None, list[DatedPhonePolicy]] = {}
    for row in await rows(
        connection or Tortoise.get_connection("default"),
        "SELECT agency_id, offline_days, cap, binding, photo, valid_from, created_at"
        " FROM phone_policy",
    ):
        agency, since, at = row["agency_id"], row["valid_from"], row["created_at"]
        one = DatedPhonePolicy(
            **{name: row[name] for name in NAMES},
            agency=str(agency) if agency else None,
            valid_from=date.fromisoformat(since) if isinstance(since, str) else since,
            created_at=datetime.fromisoformat(at) if isinstance(at, str) else at,
        )
        held.setdefault(one.agency, []).append(one)
    return PhonePolicies(held, tree if tree is not None else await agency_tree.load(connection))


async def bindings_asked(agencies: Iterable[Agency], day: date) -> dict[Any, str]:
    """The weakest binding that some agencies, and None: nobody's people, take on a local date."""
    known = await load()
    ids = [None, *(one.id for one in agencies)]
    return {id: known.on(id, day).binding for id in ids}


async def check_strength(employee: Employee, binding: str) -> None:
    """Whether a phone may be bound to somebody, whose agency is loaded. Bound ones stay so.

    Raises:
        Problem: `binding_too_weak` where the office asks for a stronger binding.
    """
    agency = employee.agency
    today = local_date(clock.now(), agency.timezone if agency else HOME_ZONE)
    if not suffices(binding, (await load()).on(employee.agency_id, today).binding):
        raise Problem("binding_too_weak")


async def entered(agency: Agency | None) -> list[Row]:
    """What an agency, or everybody (None), has laid down; what begins last first."""
    found = Row.filter(agency=agency) if agency else Row.filter(agency_id__isnull=True)
    return await found.order_by("-valid_from", "-created_at").select_related("author")


def earliest() -> date:
    """The first date that nobody's check-ins were judged on yet.

    Everybody's day has begun where it begins first, and a unit may lie in another zone.
    """
    now = clock.now()
    return max(local_date(now, zone) for zone in TIMEZONES) + timedelta(days=1)


async def lay_down(
    *,
    agency: Agency | None,
    valid_from: date | None,
    told: Mapping[str, Any],
    author: Employee | None,
) -> Row:
    """Lay values down from a local date on; those that are not told are open.

    Args:
        agency: for whom, with all below that have none of their own; None for everybody.
        valid_from: the first date, from `earliest` on.
        told: values by the fields of domain/phone_policy.PhonePolicy, or None.
        author: who says it.

    Raises:
        Problem: `invalid` with `valid_from` or the field concerned.
    """
    values = {name: told.get(name) for name in NAMES}
    wrong = faults(values)
    first = earliest()
    if valid_from is None or valid_from < first:
        wrong["valid_from"] = (
            TOO_EARLY.format(first) if valid_from else "Isi tanggal mulai berlaku."
        )
    if wrong:
        raise Problem("invalid", fields=wrong)
    before = await entered(agency)
    return await Row.create(
        id=uuid4(),
        agency=agency,
        valid_from=valid_from,
        **values,
        author=author,
        created_at=clock.after(max(one.created_at for one in before)) if before else clock.now(),
    )
