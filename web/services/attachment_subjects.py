"""To which kinds of records may something be attached, and who sees it? One table.

Authorisation is the query: an attachment is reached through its record, and only where the record
is among those of the query that fits. A kind that is not in the table has no attachments.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.domain.attachments import CHECKIN, MAX_SIDE, MOST, PHOTO_SIDE
from web.domain.discretion import PERSONAL
from web.models import (
    Attachment,
    CheckIn,
    Correction,
    DailyReport,
    DayStatus,
    Decision,
    Duty,
    DutyMember,
    Employee,
    TravelReport,
)

Query = Callable[[Employee], QuerySet[Any]]


@dataclass(frozen=True)
class Subject:
    """A kind of record that has attachments, and the records of it that a viewer may …

    own: reach with a phone, which opens its owner's records only, and attach to from there.
    seen: know about at a desk: that there is a file, its name and size.
    opened: open the files of, at a desk.
    kept: attach to and take away from, at a desk.

    What the phone makes the id of may be another phone's too: `personal` records have only what
    their own person attached.
    """

    model: type[Model]
    own: Query
    seen: Query
    opened: Query
    kept: Query
    owner: str = "employee_id"  # whose record it is
    key: str = "id"  # the column that attachments name it by
    personal: bool = False
    most: int = MOST  # files of one record
    pictures: bool = False  # no PDF
    side: int = MAX_SIDE  # pixels of what is kept of a picture

    async def owners(self, ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
        """The people of each record that exists; one, unless several records have one id."""
        rows = self.model.filter(**{f"{self.key}__in": [*map(str, ids)]})
        found: dict[UUID, set[UUID]] = {}
        for named, person in await rows.values_list(self.key, self.owner):
            found.setdefault(UUID(str(named)), set()).add(person)
        return found

    def counts(self, one: Attachment, owners: Collection[UUID]) -> bool:
        """Whether something is attached to a record, told whose records have that id.

        What came before its record counts only from the person whose record it is, so that nobody
        can slip a file under somebody else's id.
        """
        free = not one.early and not self.personal
        return bool(owners) and (free or one.author_id in owners)

    def named_by(self, one: Attachment) -> dict[str, Any]:
        """The condition that a record is the one that something is attached to."""
        mine = {self.owner: one.author_id} if self.personal else {}
        return {self.key: str(one.subject_id), **mine}


def _administered(viewer: Employee) -> Q:
    return Q(employee_id__in=Subquery(Employee.visible_to(viewer).values("id")))


def _kept(viewer: Employee) -> Q:
    """As `_administered`, for whoever may change it, and read what is said of somebody's health."""
    return _administered(viewer) if viewer.may_write else Q(id=None)


def _corrections(viewer: Employee) -> QuerySet[Correction]:
    mine = Q(employee_id=viewer.id) | Q(employee__supervisor_id__in=viewer.deciding)
    return Correction.filter(mine | _administered(viewer))


def _letters(viewer: Employee) -> QuerySet[DayStatus]:
    """A doctor's letter is for the person and whoever keeps the records (UU 27/2022 art. 4). Not
    even its name is for the supervisor or the auditor, nor are those among which it hides."""
    read = Q(employee__supervisor_id__in=viewer.deciding) | _administered(viewer)
    letters = read & ~Q(code__in=PERSONAL)
    return DayStatus.filter(Q(employee_id=viewer.id) | letters | _kept(viewer))


def _travelled(viewer: Employee) -> QuerySet[Duty]:
    """The letters that somebody filed or is named in."""
    named = DutyMember.filter(employee_id=viewer.id).values("version__duty_id")
    return Duty.filter(Q(author_id=viewer.id) | Q(id__in=Subquery(named)))


def _duties(viewer: Employee) -> QuerySet[Duty]:
    own, shown = (one.values("id") for one in (_travelled(viewer), Duty.visible_to(viewer)))
    return Duty.filter(Q(id__in=Subquery(own)) | Q(id__in=Subquery(shown)))


def _kept_duties(viewer: Employee) -> QuerySet[Duty]:
    named = DutyMember.filter(_kept(viewer)).values("version__duty_id")
    return Duty.filter(id__in=Subquery(named))


def _own_reports(viewer: Employee) -> QuerySet[DailyReport]:
    return DailyReport.filter(employee_id=viewer.id)


def _daily_reports(viewer: Employee) -> QuerySet[DailyReport]:
    shown = Subquery(DailyReport.visible_to(viewer).values("id"))
    return DailyReport.filter(Q(employee_id=viewer.id) | Q(id__in=shown))


def _travel_reports(viewer: Employee) -> QuerySet[TravelReport]:
    shown = Subquery(TravelReport.visible_to(viewer).values("id"))
    return TravelReport.filter(Q(employee_id=viewer.id) | Q(id__in=shown))


def _photographed(viewer: Employee) -> QuerySet[CheckIn]:
    """Check-ins of which the viewer may know whether there is a photo: those they may read."""
    own, read = Q(employee_id=viewer.id), viewer.overseen()
    return CheckIn.filter(own | read)


def _doubted(viewer: Employee) -> QuerySet[CheckIn]:
    """Those whose photo may be looked at: doubted, or decided on because they were.

    Nobody looks at the others', nor does an auditor, who checks the work and not the people.
    """
    decided = Subquery(Decision.all().values("checkin_id"))
    doubted = Q(assessment__verdict="review") | Q(hash__in=decided)
    own, read = Q(employee_id=viewer.id), viewer.overseen() if viewer.may_write else Q(hash="")
    return CheckIn.filter(own | (read & doubted))


SUBJECTS: dict[str, Subject] = {
    CHECKIN: Subject(
        model=CheckIn,
        own=lambda viewer: CheckIn.filter(employee_id=viewer.id),
        seen=_photographed,
        opened=_doubted,
        kept=lambda viewer: CheckIn.filter(hash=""),
        key="jti",
        personal=True,
        most=1,
        pictures=True,
        side=PHOTO_SIDE,
    ),
    "correction": Subject(
        model=Correction,
        own=lambda viewer: Correction.filter(employee_id=viewer.id),
        seen=_corrections,
        opened=_corrections,
        kept=lambda viewer: Correction.filter(id=None),
    ),
    "day_status": Subject(
        model=DayStatus,
        own=lambda viewer: DayStatus.filter(employee_id=viewer.id),
        seen=_letters,
        opened=_letters,
        kept=lambda viewer: DayStatus.filter(_kept(viewer)),
    ),
    "duty": Subject(
        model=Duty,
        own=_travelled,
        seen=_duties,
        opened=_duties,
        kept=_kept_duties,
        owner="author_id",
    ),
    "daily_report": Subject(
        model=DailyReport,
        own=_own_reports,
        seen=_daily_reports,
        opened=_daily_reports,
        kept=lambda viewer: DailyReport.filter(id=None),
    ),
    "travel_report": Subject(
        model=TravelReport,
        own=lambda viewer: TravelReport.filter(employee_id=viewer.id),
        seen=_travel_reports,
        opened=_travel_reports,
        kept=lambda viewer: TravelReport.filter(id=None),
    ),
}
