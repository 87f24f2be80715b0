"""What excuses or mends a day: a status (leave, WFA), a correction, an outage; and who said so.

A state is never overwritten: `Ruling` says yes or no with its author, `Withdrawal` takes back.
"""

from typing import Any, Self

from tortoise import fields
from tortoise.expressions import RawSQL
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.domain.vocabulary import REVOKED
from web.models.organisation import Agency, Employee, signed


class DayStatus(Model):
    """A person is on leave, ill, studying, or works elsewhere, from one local date to another.

    `code` is one of domain/statuses.STATUSES. Codes that need a yes (WFA) count once a `Ruling`
    approves; the others are records of a letter and count at once. `covers`: the whole workday, or
    the half for which it stands ("in", "out"). `working`: studies beside the work.
    """

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="statuses", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=6)
    first_day = fields.DateField()
    last_day = fields.DateField()
    covers = fields.CharField(max_length=4, db_default="both")
    working = fields.BooleanField(db_default=False)
    number = fields.CharField(max_length=100)  # of the letter
    letter_date = fields.DateField(null=True)
    note = fields.CharField(max_length=500)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    employee_id: Any

    class Meta:
        table = "day_status"
        indexes = (("employee_id", "first_day"),)


class Correction(Model):
    """An employee says that a record is missing or wrong: I came or went at this time.

    It counts once a `Ruling` approves. The phone makes the id.
    """

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="corrections", on_delete=fields.RESTRICT
    )
    date = fields.DateField()  # the workday that it is about
    kind = fields.CharField(max_length=3)  # in, out
    at = fields.DatetimeField()  # when the employee came or went
    reason = fields.CharField(max_length=1000)
    evidence = fields.CharField(max_length=1000)  # what shows it: a letter, a witness
    filed_at = fields.DatetimeField()

    employee_id: Any

    class Meta:
        table = "correction"
        indexes = (("employee_id", "date"),)

    @classmethod
    def supervised_by(cls, viewer: Employee) -> QuerySet[Self]:
        """The corrections that the viewer decides on now, as `Employee.supervised_by`."""
        of_people = cls.filter(employee__supervisor_id__in=viewer.deciding)
        return of_people.exclude(employee_id=viewer.id)


class Outage(Model):
    """SIKEREN or the network failed for an agency: records due in between count as made.

    It counts once a `Ruling` by a second person approves.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="outages", on_delete=fields.RESTRICT
    )
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    kinds = fields.CharField(max_length=4)  # in, out, both
    reason = fields.CharField(max_length=1000)
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    created_at = fields.DatetimeField()

    agency_id: Any
    author_id: Any

    class Meta:
        table = "outage"
        indexes = (("agency_id", "starts_at"),)

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """The outages of the agencies that the viewer reads."""
        return cls.filter(viewer.reach())


class Ruling(Model):
    """A person's word on a status, correction or outage. The newest one stands."""

    id = fields.UUIDField(primary_key=True)
    subject = fields.UUIDField()  # id of the status, correction or outage
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    on_behalf_of: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    outcome = fields.CharField(max_length=8)  # approved, rejected; revoked: none stands
    reason = fields.CharField(max_length=1000)
    at = fields.DatetimeField()

    author_id: Any
    on_behalf_of_id: Any

    class Meta:
        table = "ruling"
        indexes = (("subject",), ("author_id", "at"), ("on_behalf_of_id", "at"))

    @property
    def by(self) -> str:
        """Who decided, and on whose behalf; both must be loaded."""
        return signed(self.author, self.on_behalf_of if self.on_behalf_of_id else None)

    @classmethod
    def newest(cls, table: str) -> RawSQL:
        """What the newest ruling on a row of a table says; "revoked" where there is none."""
        return RawSQL(
            f'COALESCE((SELECT r.outcome FROM ruling r WHERE r.subject = "{table}"."id"'  # noqa: S608
            f" ORDER BY r.at DESC LIMIT 1), '{REVOKED}')"
        )


class Withdrawal(Model):
    """A status, correction, outage or joint event was taken back, by whom and why."""

    # Delegations that ended early are kept here as well.

    subject = fields.UUIDField(primary_key=True)
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=1000)
    at = fields.DatetimeField()

    author_id: Any

    class Meta:
        table = "withdrawal"
