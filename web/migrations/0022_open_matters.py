"""What waits for a decision is found without looking through all that was ever decided."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

# The people of each kind of matter whose last step leads to "submitted".
FILL = (
    "INSERT INTO open_matter (employee_id, kind, subject, since)"
    " SELECT m.employee_id, s.kind, s.subject, s.at FROM approval_step s JOIN {table} m ON m.{key}"
    " WHERE s.kind = '{kind}' AND s.event IN ('submit', 'resubmit', 'prepare', 'revoke')"
    " AND NOT EXISTS (SELECT 1 FROM approval_step later WHERE later.subject = s.subject"
    " AND later.kind = s.kind AND later.number > s.number)"
)
OWN = "id = s.subject"


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0017_arrivals_by_time")]

    initial = False

    operations = [
        ops.CreateModel(
            name="OpenMatter",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
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
                ("kind", fields.CharField(max_length=16)),
                ("subject", fields.UUIDField()),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "open_matter",
                "app": "sikeren",
                "unique_together": (("subject", "kind", "employee_id"),),
                "indexes": [Index(fields=["employee_id"])],
                "pk_attr": "id",
                "table_description": "A matter of domain/approval.py that waits for a decision, once for each of its people.",
            },
            bases=["Model"],
        ),
        *(
            ops.RunSQL(FILL.format(table=table, key=key, kind=kind))
            for table, key, kind in (
                ("daily_report", OWN, "daily_report"),
                ("travel_report", OWN, "travel_report"),
                ("phone_change", OWN, "phone_change"),
                ("duty_member", "version_id = s.version", "duty"),
            )
        ),
    ]
