"""Who decided what on whose behalf? Steps of approval, and who acts for whom (Plt., Plh.)."""

from datetime import date
from typing import Any, Self

from tortoise import fields
from tortoise.expressions import Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.exceptions import Withdrawal
from web.models.organisation import Employee, signed


class ApprovalStep(Model):
    """One event of domain/approval.py on a matter. The last step says where the matter stands.

    `number` counts a matter's steps from 1: of two people who act on the same state at once, the
    database takes one. `version` is the content that the author saw.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=16)  # a key of domain/approval.KINDS
    subject = fields.UUIDField()  # id of the duty or report
    number = fields.IntField()
    event = fields.CharField(max_length=10)  # a key of domain/approval.EVENTS
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    on_behalf_of: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    version = fields.UUIDField(null=True)
    words = fields.CharField(max_length=1000)
    at = fields.DatetimeField()

    author_id: Any
    on_behalf_of_id: Any

    class Meta:
        table = "approval_step"
        unique_together = (("subject", "kind", "number"),)
        indexes = (("author_id", "at"), ("on_behalf_of_id", "at"))

    @property
    def by(self) -> str:
        """Who decided, and on whose behalf; both must be loaded."""
        return signed(self.author, self.on_behalf_of if self.on_behalf_of_id else None)


class OpenMatter(Model):
    """A matter of domain/approval.py that waits for a decision, once for each of its people.

    Derived from the last steps, and kept by whoever keeps a step (services/open_matters.py): what
    waits is found without looking through all that was ever decided.
    """

    id = fields.BigIntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    kind = fields.CharField(max_length=16)  # a key of domain/approval.KINDS
    subject = fields.UUIDField()  # id of the duty, report or request
    since = fields.DatetimeField()  # when the step was taken by which it waits

    employee_id: Any

    class Meta:
        table = "open_matter"
        unique_together = (("subject", "kind", "employee_id"),)
        indexes = (("employee_id",),)


class Delegation(Model):
    """Somebody decides for a supervisor between two local dates, both included.

    Ending it early is a `Withdrawal`; what was decided meanwhile stays.
    """

    id = fields.UUIDField(primary_key=True)
    principal: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="delegations", on_delete=fields.RESTRICT
    )
    delegate: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="acting", on_delete=fields.RESTRICT
    )
    kind = fields.CharField(max_length=3)  # plt, plh: a key of domain/delegation.KINDS
    first_day = fields.DateField()
    last_day = fields.DateField()
    number = fields.CharField(max_length=100)  # of the letter
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    created_at = fields.DatetimeField()

    principal_id: Any
    delegate_id: Any
    author_id: Any

    class Meta:
        table = "delegation"
        indexes = (("delegate_id", "first_day"), ("principal_id", "first_day"))

    @classmethod
    def in_force(cls, today: date, *delegates: Any) -> QuerySet[Self]:
        """The delegations by which some people (ids) act for others on a local date."""
        ended = Subquery(Withdrawal.all().values("subject"))
        return cls.filter(
            delegate_id__in=delegates, first_day__lte=today, last_day__gte=today, id__not_in=ended
        )
