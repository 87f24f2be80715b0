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
    starts_on = fields.DateField(null=True)  # first day that is judged; null: from first use
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
    rank = fields.CharField(max_length=60, null=True)  # pangkat/golongan, as it is printed
    position = fields.CharField(max_length=200, null=True)  # jabatan
    starts_on = fields.DateField(null=True)  # first day that is judged; null: as the agency
    ends_on = fields.DateField(null=True)  # last day that is judged; null: open
    created_at = fields.DatetimeField()

    agency_id: Any
    supervisor_id: Any

    # Those for whom this person acts now (Plt., Plh.). Whoever lets a viewer in loads it
    # (`security`); where nobody did, nobody is acted for.
    principals: frozenset[Any] = frozenset()

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
        """The people whose check-ins, reports and duties the viewer decides on now.

        Their own, and those of whom they act for; nobody decides on what is their own.
        """
        return cls.filter(supervisor_id__in=viewer.deciding).exclude(id=viewer.id)

    @property
    def deciding(self) -> list[Any]:
        """Ids of the supervisors as whom this person decides now: oneself and the principals."""
        return [self.id, *self.principals]

    def decides_on(self, person: "Employee") -> bool:
        """Whether this person decides on somebody's records now, as `supervised_by` has it."""
        return person.id != self.id and person.supervisor_id in self.deciding

    def on_behalf_for(self, person: "Employee") -> Any:
        """For whom a decision on somebody is made: the principal's id, None for oneself."""
        above = person.supervisor_id
        return above if above != self.id and above in self.principals else None


def signed(author: Employee, principal: Employee | None) -> str:
    """Who decided, as it is read: the name, and on whose behalf ("a.n.", atas nama)."""
    return f"{author.name} a.n. {principal.name}" if principal else author.name


class AgencyHead(Model):
    """Who heads an agency (kepala OPD) and signs its recap. The newest row counts.

    `title` is printed above the name: "Kepala Dinas", "Plt. Camat".
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="heads", on_delete=fields.RESTRICT
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="headships", on_delete=fields.RESTRICT
    )
    title = fields.CharField(max_length=200)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any
    employee_id: Any

    class Meta:
        table = "agency_head"
        indexes = (("agency_id",), ("employee_id",))


class WorkPattern(Model):
    """The weekly hours of an agency, a group or a person, in force for a span of local dates.

    `days` and `options` are as domain/hours.py reads them; a missing weekday is free.
    `valid_from` null means since always; `valid_until` is the last day, null means open.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="patterns", on_delete=fields.RESTRICT
    )
    group: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "sikeren.WorkGroup", related_name="patterns", on_delete=fields.RESTRICT, null=True
    )
    employee: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="patterns", on_delete=fields.RESTRICT, null=True
    )
    name = fields.CharField(max_length=100, null=True)
    days: Any = fields.JSONField()
    options: Any = fields.JSONField(null=True)
    valid_from = fields.DateField(null=True)
    valid_until = fields.DateField(null=True)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any
    group_id: Any
    employee_id: Any

    class Meta:
        table = "work_pattern"
        indexes = (("agency_id",), ("group_id",), ("employee_id",))
