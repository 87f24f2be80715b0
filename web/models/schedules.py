"""Which hours hold for an agency, a group or a person, and which shift is whose on a date?

Everything is dated and stays.
"""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from web.models.organisation import Agency, Employee


class WorkGroup(Model):
    """Some people of an agency with hours of their own: guards, teachers, a ward."""

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="groups", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=100)
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "work_group"
        unique_together = (("agency_id", "name"),)


class GroupMember(Model):
    """A person belongs to a group from one local date to another. The newest counts."""

    id = fields.UUIDField(primary_key=True)
    group: fields.ForeignKeyRelation[WorkGroup] = fields.ForeignKeyField(
        "sikeren.WorkGroup", related_name="members", on_delete=fields.RESTRICT
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="groups", on_delete=fields.RESTRICT
    )
    valid_from = fields.DateField(null=True)
    valid_until = fields.DateField(null=True)
    reason = fields.CharField(max_length=1000, null=True)  # why, of days that had passed
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    group_id: Any
    employee_id: Any

    class Meta:
        table = "group_member"
        indexes = (("group_id",), ("employee_id",))


class Shift(Model):
    """A named shift (sif) of an agency. Changed hours are a new row with the same code.

    `hours` is one day as in `WorkPattern.days`; an end before its start lies on the next day.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="shifts", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=10)
    name = fields.CharField(max_length=100)
    hours: Any = fields.JSONField()
    reason = fields.CharField(max_length=1000, null=True)  # why, of days that had passed
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "shift"
        indexes = (("agency_id",),)


class RosterEntry(Model):
    """The shift of a person on the date on which it starts. No shift means free (lepas).

    The newest entry of a person and date counts; the older ones stay.
    """

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="roster", on_delete=fields.RESTRICT
    )
    date = fields.DateField()
    shift: fields.ForeignKeyNullableRelation[Shift] = fields.ForeignKeyField(
        "sikeren.Shift", related_name="entries", on_delete=fields.RESTRICT, null=True
    )
    reason = fields.CharField(max_length=1000, null=True)  # why, of days that had passed
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    employee_id: Any
    shift_id: Any

    class Meta:
        table = "roster_entry"
        indexes = (("employee_id", "date"), ("date",))


class Posting(Model):
    """A person works for an agency from a local date on. The newest of a date counts."""

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="postings", on_delete=fields.RESTRICT
    )
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="postings", on_delete=fields.RESTRICT, null=True
    )
    valid_from = fields.DateField(null=True)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    employee_id: Any
    agency_id: Any

    class Meta:
        table = "posting"
        indexes = (("employee_id",), ("agency_id",))


class WorkPattern(Model):
    """The weekly hours of an agency, a group or a person, in force for a span of local dates.

    `days` and `options` are as domain/hours.py reads them; a missing weekday is free.
    `valid_from` null means since always; `valid_until` is the last day, null means open.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="patterns", on_delete=fields.RESTRICT
    )
    group: fields.ForeignKeyNullableRelation[WorkGroup] = fields.ForeignKeyField(
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
    reason = fields.CharField(max_length=1000, null=True)  # why, of days that had passed
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
