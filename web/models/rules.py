"""Which days are free or special, what does lateness cost, and which events are there?

All of it is dated and kept: a correction is a newer row. An empty `agency` means everybody.
"""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from web.models.organisation import Agency, Employee
from web.models.places import Point


class CalendarDay(Model):
    """What a date is. The newest row of a date and agency counts, a row of an agency before all.

    `kind` is one of domain/calendar.KINDS: holiday, joint_leave, local, election, and `ordinary`,
    which takes an earlier entry back.
    """

    id = fields.UUIDField(primary_key=True)
    date = fields.DateField()
    kind = fields.CharField(max_length=12)
    name = fields.CharField(max_length=200)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    source = fields.CharField(max_length=200)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "calendar_day"
        indexes = (("date",), ("agency_id",))


class SpecialDay(Model):
    """A date on which absence costs more, such as the first days after Lebaran.

    `absent` is the cut in percent for the day, null for the usual one; `deadline` ("09:00") makes
    who comes later absent; `factor` multiplies the cuts for lateness and early leaving. The
    newest row of a date and agency counts; all three empty takes an earlier one back.
    """

    id = fields.UUIDField(primary_key=True)
    date = fields.DateField()
    name = fields.CharField(max_length=200)
    absent = fields.FloatField(null=True)
    deadline = fields.CharField(max_length=5, null=True)
    factor = fields.FloatField(null=True)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "special_day"
        indexes = (("date",), ("agency_id",))


class BandTable(Model):
    """What lateness, early leaving and missing records are called and cost, from a date on.

    `body` is as domain/bands.py reads it. Of several in force the latest `valid_from` counts, an
    agency's own before everybody's.
    """

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=200)
    source = fields.CharField(max_length=300)
    body: Any = fields.JSONField()
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    valid_from = fields.DateField(null=True)
    valid_until = fields.DateField(null=True)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "band_table"
        indexes = (("agency_id",),)


class Policy(Model):
    """What an office lays down about duties and reports: deadlines, and what is asked for.

    `body` is as domain/policy.py reads it; what it does not name is as usual. Of several in force
    the latest `valid_from` counts, an agency's own before everybody's.
    """

    id = fields.UUIDField(primary_key=True)
    body: Any = fields.JSONField()
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    valid_from = fields.DateField(null=True)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "policy"
        indexes = (("agency_id",),)


class PhonePolicy(Model):
    """What an office asks of phones and their check-ins, from a date on, as domain/phone_policy.py.

    An empty value is that of the office above. Of several in force the latest `valid_from` counts;
    days are days, `cap` is metres, `binding` one of hardware, device, synced, `photo` of none,
    doubtful, every.
    """

    id = fields.UUIDField(primary_key=True)
    offline_days = fields.IntField(null=True)
    cap = fields.IntField(null=True)
    binding = fields.CharField(max_length=10, null=True)
    photo = fields.CharField(max_length=10, null=True)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    valid_from = fields.DateField()
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "phone_policy"
        indexes = (("agency_id",),)


class JointEvent(Model):
    """An apel, upacara or senam on a date, which may be free. Attended is who checked in to it.

    `opens` and `closes` are local times ("06:45"); `cut` is the percentage for missing it.
    `point` narrows where one must be; `expected` lists people (ids), null means all of `agency`.
    `counts`: whether an Absen Masuk to it is the day's Absen Masuk as well. `series` is shared by
    what was entered in one act: the dates of a repetition, the agencies of a joint one.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=10)  # apel, upacara, senam, other
    name = fields.CharField(max_length=200)
    date = fields.DateField()
    opens = fields.CharField(max_length=5)
    closes = fields.CharField(max_length=5)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    point: fields.ForeignKeyNullableRelation[Point] = fields.ForeignKeyField(
        "sikeren.Point", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    expected: Any = fields.JSONField(null=True)
    cut = fields.FloatField(default=0)
    counts = fields.BooleanField(default=True, db_default=True)
    series = fields.UUIDField(null=True)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    agency_id: Any
    point_id: Any

    class Meta:
        table = "joint_event"
        indexes = (("date",), ("agency_id",), ("point_id",), ("series",))


class EventExemption(Model):
    """Who need not come to a joint event, such as pickets, and why. A `Withdrawal` ends it."""

    id = fields.UUIDField(primary_key=True)
    event: fields.ForeignKeyRelation[JointEvent] = fields.ForeignKeyField(
        "sikeren.JointEvent", related_name="exemptions", on_delete=fields.RESTRICT
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=1000)
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    created_at = fields.DatetimeField()

    event_id: Any
    employee_id: Any

    class Meta:
        table = "event_exemption"
        indexes = (("event_id",), ("employee_id",))
