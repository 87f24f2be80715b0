"""Who asked for a further phone, which turned out lost, and in whose browser was one bound?"""

from typing import Any, Self

from tortoise import fields
from tortoise.expressions import Q, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.devices import Device
from web.models.organisation import Employee


class PhoneChange(Model):
    """A request for a further phone of somebody. Where it stands is told by its `ApprovalStep`s.

    `number` counts a person's requests from 1: of two filed at once the database takes one.
    """

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="phone_changes", on_delete=fields.RESTRICT
    )
    number = fields.IntField()
    cause = fields.CharField(max_length=10)  # a key of domain/phone_changes.CAUSES
    reason = fields.CharField(max_length=1000)
    # Who filed it; null: whoever holds the data folder, on the command line, without steps.
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    employee_id: Any
    author_id: Any

    class Meta:
        table = "phone_change"
        unique_together = (("employee_id", "number"),)
        indexes = (("created_at",),)

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """The requests of those whom the viewer administers or decides on; never one's own."""
        mine = Subquery(Employee.visible_to(viewer).values("id"))
        theirs = Subquery(Employee.supervised_by(viewer).values("id"))
        people = Q(employee_id__in=mine) | Q(employee_id__in=theirs)
        return cls.filter(people).exclude(employee_id=viewer.id)


class PhoneLoss(Model):
    """A phone whose binding had ended already turned out to be lost or stolen.

    Beside its `Revocation`, which stays as it was: what arrives from it from now on is doubted.
    """

    device: fields.OneToOneRelation[Device] = fields.OneToOneField(
        "sikeren.Device", related_name="loss", on_delete=fields.RESTRICT, primary_key=True
    )
    at = fields.DatetimeField()
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )

    device_id: Any

    class Meta:
        table = "phone_loss"


class BoundBefore(Model):
    """A phone was bound in a browser that still held the session of another one.

    All that can be known of a shared installation without taking a phone's fingerprints: the
    session cookie that the browser itself sent along.
    """

    device: fields.OneToOneRelation[Device] = fields.OneToOneField(
        "sikeren.Device", related_name="bound_before", on_delete=fields.RESTRICT, primary_key=True
    )
    earlier: fields.ForeignKeyRelation[Device] = fields.ForeignKeyField(
        "sikeren.Device", related_name="bound_after", on_delete=fields.RESTRICT
    )

    device_id: Any
    earlier_id: Any

    class Meta:
        table = "bound_before"
        indexes = (("earlier_id",),)
