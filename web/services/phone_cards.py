"""Where do requests for a further phone stand? Read by whoever shows, decides or issues a code."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.queryset import QuerySet

from web import clock
from web.domain.approval import APPROVED, EVENTS, PHONE_CHANGE
from web.domain.phone_changes import APPROVAL_LIFE, OPEN, standing_of
from web.models import ApprovalStep, Employee, EnrolmentCode, PhoneChange
from web.services.approvals import Standing, standings

LAST = RawSQL(
    "(SELECT s.event FROM approval_step s WHERE s.kind = 'phone_change'"
    ' AND s.subject = "phone_change"."id" ORDER BY s.number DESC LIMIT 1)'
)


@dataclass(frozen=True)
class Card:
    """A request as it is shown: whose, its steps, and what became of its approval."""

    change: PhoneChange
    standing: Standing
    bound_at: datetime | None  # when a phone was bound on it
    now: datetime

    @property
    def person(self) -> Employee:
        """Whose phone it is, with agency and supervisor."""
        return self.change.employee

    @property
    def state(self) -> str:
        """A key of domain/phone_changes.STANDINGS."""
        return standing_of(
            self.standing.state,
            approved_at=self.approved_at,
            bound=self.bound_at is not None,
            now=self.now,
        )

    @property
    def approved_at(self) -> datetime | None:
        """When the approval was given that stands."""
        last = self.standing.last
        return last.at if last and self.standing.state == APPROVED else None

    @property
    def ends_at(self) -> datetime | None:
        """Until when codes may be made on it."""
        return self.approved_at + APPROVAL_LIFE if self.approved_at else None

    @property
    def open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in OPEN

    @property
    def preparers(self) -> set[str]:
        """Ids of everybody who prepared it: none of them approves it."""
        return {str(one.author_id) for one in self.standing.steps if one.event == "prepare"}


async def cards(ids: Sequence[Any]) -> list[Card]:
    """Requests in the order asked for; the caller has seen to who may read them. Three queries."""
    wanted = [UUID(str(one)) for one in ids]
    if not wanted:
        return []
    people = ("employee__agency", "employee__supervisor", "author")
    found = {one.id: one for one in await PhoneChange.filter(id__in=wanted).select_related(*people)}
    stand = await standings(PHONE_CHANGE, list(found))
    spent = EnrolmentCode.filter(change_id__in=list(found), spent_at__isnull=False)
    bound = dict(await spent.values_list("change_id", "spent_at"))
    now = clock.now()
    return [Card(found[id], stand[id], bound.get(id), now) for id in wanted if id in found]


async def newest(employee: Any) -> Card | None:
    """Somebody's latest request; the earlier ones are closed."""
    ids = await PhoneChange.filter(employee_id=employee).order_by("-number").limit(1)
    found = await cards([one.id for one in ids])
    return found[0] if found else None


def standing_in(found: QuerySet[PhoneChange], *states: str) -> QuerySet[PhoneChange]:
    """Those of some requests whose last step leads to one of some states."""
    wanted = Q(join_type=Q.OR)
    for name, event in EVENTS.items():
        if event.leads in states:
            wanted |= Q(stands=name)
    return found.annotate(stands=LAST).filter(wanted)


def usable(found: QuerySet[PhoneChange]) -> QuerySet[PhoneChange]:
    """Those of some requests that stand approved, and on which a phone may still be bound."""
    given = ApprovalStep.filter(
        kind=PHONE_CHANGE, event="approve", at__gt=clock.now() - APPROVAL_LIFE
    )
    spent = EnrolmentCode.filter(spent_at__isnull=False, change_id__isnull=False)
    return standing_in(found, APPROVED).filter(
        id__in=Subquery(given.values("subject")), id__not_in=Subquery(spent.values("change_id"))
    )


async def with_phone(employees: Collection[Any]) -> set[Any]:
    """Ids of those of some people who ever bound a phone: their next one needs a second person."""
    found = Employee.filter(id__in=list(employees), devices__id__isnull=False)
    return set(await found.distinct().values_list("id", flat=True))
