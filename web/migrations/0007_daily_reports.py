import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0006_reminders")]

    initial = False

    operations = [
        ops.CreateModel(
            name="DailyReport",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "employee",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="employee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="daily_reports",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("workday", fields.DateField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "daily_report",
                "app": "sikeren",
                "unique_together": (("employee_id", "workday"),),
                "indexes": [Index(fields=["workday"])],
                "pk_attr": "id",
                "table_description": "A person's performance report of one workday. Its `ApprovalStep`s tell where it stands.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DailyReportVersion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "report",
                    fields.ForeignKeyField(
                        "sikeren.DailyReport",
                        source_field="report_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="versions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("ordinal", fields.IntField()),
                (
                    "lines",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("written_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "daily_report_version",
                "app": "sikeren",
                "unique_together": (("report_id", "ordinal"),),
                "pk_attr": "id",
                "table_description": "What the report said when it was handed in. Never changed: a mended one is another version.",
            },
            bases=["Model"],
        ),
    ]
