"""What does a traveller report of a duty? What the report says is kept by version."""

from typing import Any, Self

from tortoise import fields
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.approvals import ApprovalStep
from web.models.duties import Duty
from web.models.organisation import Employee


class TravelReport(Model):
    """One traveller's report of a duty: everybody answers for their own, whoever filed the letter.

    The id follows from duty and person (services/assignments.report_id), so that two phones and
    the server name the same report. Where it stands is told by its `ApprovalStep`s.
    """

    id = fields.UUIDField(primary_key=True)
    duty: fields.ForeignKeyRelation[Duty] = fields.ForeignKeyField(
        "sikeren.Duty", related_name="reports", on_delete=fields.RESTRICT
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="travel_reports", on_delete=fields.RESTRICT
    )
    created_at = fields.DatetimeField()

    duty_id: Any
    employee_id: Any
    versions: Any

    class Meta:
        table = "travel_report"
        unique_together = (("duty_id", "employee_id"),)
        indexes = (("employee_id",),)

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """Reports of people whom the viewer administers, or on whom the viewer decides now."""
        return cls.filter(viewer.overseen())


class TravelReportVersion(Model):
    """What the report said when it was handed in. Never changed: a mended one is another version.

    `body` is as domain/travel_reports.py reads it. The phone makes the id and says when it was
    written; `at` is when it arrived.
    """

    id = fields.UUIDField(primary_key=True)
    report: fields.ForeignKeyRelation[TravelReport] = fields.ForeignKeyField(
        "sikeren.TravelReport", related_name="versions", on_delete=fields.RESTRICT
    )
    ordinal = fields.IntField()  # 1, 2, …; the highest is the content that counts
    body: Any = fields.JSONField()
    written_at = fields.DatetimeField()
    at = fields.DatetimeField()

    report_id: Any

    class Meta:
        table = "travel_report_version"
        unique_together = (("report_id", "ordinal"),)


class StepNote(Model):
    """A supervisor's words beside one part of what they decided on, such as "results"."""

    id = fields.BigIntField(primary_key=True)
    step: fields.ForeignKeyRelation[ApprovalStep] = fields.ForeignKeyField(
        "sikeren.ApprovalStep", related_name="notes", on_delete=fields.RESTRICT
    )
    part = fields.CharField(max_length=20)  # a key of domain/travel_reports.Content.parts
    words = fields.CharField(max_length=500)

    step_id: Any

    class Meta:
        table = "step_note"
        unique_together = (("step_id", "part"),)
