"""Which daily reports were decided on is found without looking through all of their steps."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

FILL = (
    "INSERT INTO decided_report (report_id, employee_id, workday, at)"
    " SELECT r.id, r.employee_id, r.workday, s.at FROM approval_step s"
    " JOIN daily_report r ON r.id = s.subject"
    " WHERE s.kind = 'daily_report' AND s.event IN ('approve', 'return', 'reject')"
    " AND NOT EXISTS (SELECT 1 FROM approval_step later WHERE later.subject = s.subject"
    " AND later.kind = s.kind AND later.number > s.number)"
)


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0026_photos_of_checkins")]

    initial = False

    operations = [
        ops.CreateModel(
            name="DecidedReport",
            fields=[
                (
                    "report",
                    fields.OneToOneField(
                        "sikeren.DailyReport",
                        source_field="report_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
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
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("workday", fields.DateField()),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "decided_report",
                "app": "sikeren",
                "indexes": [Index(fields=["employee_id", "at", "workday", "report_id"])],
                "pk_attr": "report_id",
                "table_description": "A daily report whose last step is a decision, and when it was taken.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(FILL),
    ]
