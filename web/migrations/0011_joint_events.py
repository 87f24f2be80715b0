from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0010_phone_changes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="EventExemption",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "event",
                    fields.ForeignKeyField(
                        "sikeren.JointEvent",
                        source_field="event_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="exemptions",
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
                ("reason", fields.CharField(max_length=1000)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "event_exemption",
                "app": "sikeren",
                "indexes": [Index(fields=["event_id"]), Index(fields=["employee_id"])],
                "pk_attr": "id",
                "table_description": "Who need not come to a joint event, such as pickets, and why. A `Withdrawal` ends it.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="JointEvent",
            name="counts",
            field=fields.BooleanField(default=True, db_default=True),
        ),
        ops.AddField(
            model_name="JointEvent",
            name="series",
            field=fields.UUIDField(null=True),
        ),
        ops.RunSQL(
            "UPDATE joint_event SET series = (SELECT o.id FROM joint_event o"
            " WHERE o.created_at = joint_event.created_at AND o.name = joint_event.name"
            " AND o.opens = joint_event.opens ORDER BY o.date, o.id LIMIT 1)"
        ),
        ops.AddIndex(
            model_name="JointEvent",
            index=Index(fields=["series"]),
        ),
        ops.AddField(
            model_name="Point",
            name="series",
            field=fields.UUIDField(null=True),
        ),
        ops.AddIndex(
            model_name="Point",
            index=Index(fields=["series"]),
        ),
    ]
