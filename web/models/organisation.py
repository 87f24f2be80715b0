"""Who works where, under whom, in which role, and at which hours?"""

from enum import StrEnum
from typing import Any, Self

from tortoise import fields
from tortoise.models import Model
from tortoise.queryset import QuerySet


class Role(StrEnum):
    """What a person may do at the desks. Everybody may check in."""

    EMPLOYEE = "employee"
    OPERATOR = "operator"
    ADMIN = "admin"


class Agency(Model):
    """An office (OPD, UPTD, kecamatan) with its own points, hours and time zone."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=200, unique=True)
    timezone = fields.CharField(max_length=64)
    created_at = fields.DatetimeField()

    class Meta:
        table = "agency"

    @classmethod
    def visible_to(cls, viewer: "Employee") -> QuerySet[Self]:
        """The agencies whose records the viewer works with at the desks."""
        if viewer.role == Role.ADMIN:
            return cls.all()
        if viewer.role == Role.OPERATOR and viewer.agency_id:
            return cls.filter(id=viewer.agency_id)
        return cls.filter(id=None)


class Employee(Model):
    """A person with a NIP or an internal number. The number is a name, never a credential."""

    id = fields.UUIDField(primary_key=True)
    nip = fields.CharField(max_length=20, unique=True)
    name = fields.CharField(max_length=200)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="employees", on_delete=fields.RESTRICT, null=True
    )
    supervisor: fields.ForeignKeyNullableRelation["Employee"] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="subordinates", on_delete=fields.RESTRICT, null=True
    )
    role = fields.CharField(max_length=20, default="employee")  # a Role
    active = fields.BooleanField(default=True)
    created_at = fields.DatetimeField()

    agency_id: Any
    supervisor_id: Any

    class Meta:
        table = "employee"
        indexes = (("agency_id", "name"), ("supervisor_id",))

    @classmethod
    def visible_to(cls, viewer: "Employee") -> QuerySet[Self]:
        """The people whose records the viewer administers (operators and admins)."""
        if viewer.role == Role.ADMIN:
            return cls.all()
        if viewer.role == Role.OPERATOR and viewer.agency_id:
            return cls.filter(agency_id=viewer.agency_id)
        return cls.filter(id=None)

    @classmethod
    def supervised_by(cls, viewer: "Employee") -> QuerySet[Self]:
        """The people whose check-ins, reports and duties the viewer decides on."""
        return cls.filter(supervisor_id=viewer.id)


class WorkPattern(Model):
    """The weekly hours of an agency, in force for a span of local dates.

    `days` maps ISO weekdays "1" to "7" to ["07:30", "16:00"]; a missing day is free.
    `valid_from` null means since always; `valid_until` is the last day, null means open.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="patterns", on_delete=fields.RESTRICT
    )
    days: Any = fields.JSONField()
    valid_from = fields.DateField(null=True)
    valid_until = fields.DateField(null=True)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "work_pattern"
        indexes = (("agency_id",),)
