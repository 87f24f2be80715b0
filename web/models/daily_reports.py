"""What did somebody do on a workday, in their own words? What a report says is kept by version."""

from typing import Any, Self

from tortoise import fields
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.organisation import Employee


class DailyReport(Model):
    """A person's performance report of one workday. Its `ApprovalStep`s tell where it stands.

    The phone makes the id; a person has one report a workday.
    """

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="daily_reports", on_delete=fields.RESTRICT
    )
    workday = fields.DateField()
    created_at = fields.DatetimeField()

    employee_id: Any
    versions: Any

    class Meta:
        table = "daily_report"
        unique_together = (("employee_id", "workday"),)
        indexes = (("workday",),)

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """Reports of people whom the viewer administers, or on whom the viewer decides now."""
        return cls.filter(viewer.overseen())


class DailyReportVersion(Model):
    """What the report said when it was handed in. Never changed: a mended one is another version.

    `lines` are as domain/daily_reports.py reads them. The phone makes the id, and says when it was
    written; `at` is when it arrived.
    """

    id = fields.UUIDField(primary_key=True)
    report: fields.ForeignKeyRelation[DailyReport] = fields.ForeignKeyField(
        "sikeren.DailyReport", related_name="versions", on_delete=fields.RESTRICT
    )
    ordinal = fields.IntField()  # 1, 2, …; the highest is the content that counts
    lines: Any = fields.JSONField()
    written_at = fields.DatetimeField()
    at = fields.DatetimeField()

    report_id: Any

    class Meta:
        table = "daily_report_version"
        unique_together = (("report_id", "ordinal"),)


class DecidedReport(Model):
    """A daily report whose last step is a decision, and when it was taken.

    Derived from the last steps, and kept by whoever keeps a step (services/open_matters.py): what
    a supervisor decided on in a year is found without looking through the steps of all of it.
    """

    report: fields.OneToOneRelation[DailyReport] = fields.OneToOneField(
        "sikeren.DailyReport", related_name=False, on_delete=fields.RESTRICT, primary_key=True
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    workday = fields.DateField()
    at = fields.DatetimeField()

    report_id: Any
    employee_id: Any

    class Meta:
        table = "decided_report"
        indexes = (("employee_id", "at", "workday", "report_id"),)  # all that lists are sorted by
