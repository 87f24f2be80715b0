"""Who travels by which letter (SPT), whereto and when? What the letter says is kept by version."""

from typing import Any, Self

from tortoise import fields
from tortoise.expressions import Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.organisation import Employee


class Duty(Model):
    """A letter of assignment, for those of its people on whom one supervisor decides.

    Where it stands is told by its `ApprovalStep`s. Phone or form make the id.
    """

    id = fields.UUIDField(primary_key=True)
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    created_at = fields.DatetimeField()

    author_id: Any
    versions: Any

    class Meta:
        table = "duty"

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """Letters of people whom the viewer administers, or on whom the viewer decides now."""
        if viewer.everywhere:
            return cls.all()
        named = DutyMember.filter(viewer.overseen())
        return cls.filter(id__in=Subquery(named.values("version__duty_id")))


class DutyVersion(Model):
    """What the letter says. It is never changed: after a return there is another version.

    `places` are as domain/duties.py reads them: a name, and a circle where the office wants one.
    """

    id = fields.UUIDField(primary_key=True)
    duty: fields.ForeignKeyRelation[Duty] = fields.ForeignKeyField(
        "sikeren.Duty", related_name="versions", on_delete=fields.RESTRICT
    )
    ordinal = fields.IntField()  # 1, 2, …; the highest is the content that counts
    number = fields.CharField(max_length=100)  # of the letter
    letter_date = fields.DateField()
    purpose = fields.CharField(max_length=1000)
    kind = fields.CharField(max_length=13)  # a key of domain/duties.KINDS
    covers = fields.CharField(max_length=4)  # a key of domain/duties.COVERS
    first_day = fields.DateField()
    last_day = fields.DateField()
    places: Any = fields.JSONField()
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    at = fields.DatetimeField()

    duty_id: Any
    author_id: Any
    members: Any

    class Meta:
        table = "duty_version"
        unique_together = (("duty_id", "ordinal"),)
        indexes = (("first_day", "last_day"), ("number",))


class DutyMember(Model):
    """Somebody whom a version of a letter names."""

    id = fields.BigIntField(primary_key=True)
    version: fields.ForeignKeyRelation[DutyVersion] = fields.ForeignKeyField(
        "sikeren.DutyVersion", related_name="members", on_delete=fields.RESTRICT
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="duty_members", on_delete=fields.RESTRICT
    )

    version_id: Any
    employee_id: Any

    class Meta:
        table = "duty_member"
        unique_together = (("version_id", "employee_id"),)
        indexes = (("employee_id",),)
