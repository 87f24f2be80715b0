import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0007_daily_reports")]

    initial = False

    operations = [
        ops.CreateModel(
            name="TravelReport",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "duty",
                    fields.ForeignKeyField(
                        "sikeren.Duty",
                        source_field="duty_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="reports",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "employee",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="employee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="travel_reports",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "travel_report",
                "app": "sikeren",
                "unique_together": (("duty_id", "employee_id"),),
                "indexes": [Index(fields=["employee_id"])],
                "pk_attr": "id",
                "table_description": "One traveller's report of a duty: everybody answers for their own, whoever filed the letter.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TravelReportVersion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "report",
                    fields.ForeignKeyField(
                        "sikeren.TravelReport",
                        source_field="report_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="versions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("ordinal", fields.IntField()),
                (
                    "body",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "travel_report_version",
                "app": "sikeren",
                "unique_together": (("report_id", "ordinal"),),
                "pk_attr": "id",
                "table_description": "What the report said when it was handed in. Never changed: a mended one is another version.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StepNote",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "step",
                    fields.ForeignKeyField(
                        "sikeren.ApprovalStep",
                        source_field="step_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notes",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("part", fields.CharField(max_length=20)),
                ("words", fields.CharField(max_length=500)),
            ],
            options={
                "table": "step_note",
                "app": "sikeren",
                "unique_together": (("step_id", "part"),),
                "pk_attr": "id",
                "table_description": 'A supervisor\'s words beside one part of what they decided on, such as "results".',
            },
            bases=["Model"],
        ),
    ]
