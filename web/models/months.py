"""How did a person's month come out, how did that change, and who closed it?

`PersonMonth` is derived and may be folded again from facts. The rest is written once.
"""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from web.models.organisation import Agency, Employee


class PersonMonth(Model):
    """One person's month as it stands: days and totals as domain/recap.py makes them.

    It is current when `folded` equals `version` and `due_at` has not come. Whoever changes a
    fact or a rule raises `version` and adds a word to `causes`.
    """

    id = fields.BigIntField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="months", on_delete=fields.RESTRICT
    )
    month = fields.CharField(max_length=7)  # "2026-11"
    version = fields.IntField(default=1)
    folded = fields.IntField(default=0)
    causes = fields.TextField(default="")  # words of domain/recap.CAUSES, each with a space after
    due_at = fields.DatetimeField(null=True)  # when time alone may change it; null: never
    folded_at = fields.DatetimeField(null=True)
    days: Any = fields.JSONField(default=dict)
    totals: Any = fields.JSONField(default=dict)

    employee_id: Any

    class Meta:
        table = "person_month"
        unique_together = (("employee_id", "month"),)
        indexes = (("month",),)


class DayChange(Model):
    """A day that had been judged came out differently later, and why."""

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="day_changes", on_delete=fields.RESTRICT
    )
    date = fields.DateField()
    before: Any = fields.JSONField()
    after: Any = fields.JSONField()
    causes = fields.CharField(max_length=200)
    at = fields.DatetimeField()

    employee_id: Any

    class Meta:
        table = "day_change"
        indexes = (("employee_id", "date"),)


class RecapCheck(Model):
    """An employee looked at their own month and agrees, or says what is wrong."""

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="recap_checks", on_delete=fields.RESTRICT
    )
    month = fields.CharField(max_length=7)
    outcome = fields.CharField(max_length=9)  # agreed, objected
    note = fields.CharField(max_length=1000)
    at = fields.DatetimeField()

    employee_id: Any

    class Meta:
        table = "recap_check"
        indexes = (("employee_id", "month"),)


class ClosingStep(Model):
    """A step of closing an agency's month. The newest steps say where it stands."""

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="closing_steps", on_delete=fields.RESTRICT
    )
    month = fields.CharField(max_length=7)
    step = fields.CharField(max_length=10)  # domain/closing.STEPS
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=1000)
    at = fields.DatetimeField()

    agency_id: Any
    author_id: Any

    class Meta:
        table = "closing_step"
        indexes = (("agency_id", "month"),)


class LockedMonth(Model):
    """An agency's month as it was locked, whole. `digest` is SHA-256 over its rows, base64url.

    A month that was reopened and locked again has a further row; the newest counts, unless a
    reopening is newer.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="locked_months", on_delete=fields.RESTRICT
    )
    month = fields.CharField(max_length=7)
    step: fields.OneToOneRelation[ClosingStep] = fields.OneToOneField(
        "sikeren.ClosingStep", related_name="locked", on_delete=fields.RESTRICT
    )
    digest = fields.CharField(max_length=43)
    rows: Any = fields.JSONField()  # as `sikeren recap --json` prints them

    agency_id: Any
    step_id: Any

    class Meta:
        table = "locked_month"
        indexes = (("agency_id", "month"),)
