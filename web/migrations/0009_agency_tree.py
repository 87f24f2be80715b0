from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0008_travel_reports")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Agency",
            name="parent",
            field=fields.ForeignKeyField(
                "sikeren.Agency",
                source_field="parent_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="units",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddIndex(
            model_name="Agency",
            index=Index(fields=["parent_id"]),
        ),
        ops.CreateModel(
            name="AgencyPlacement",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "agency",
                    fields.ForeignKeyField(
                        "sikeren.Agency",
                        source_field="agency_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="placements",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "parent",
                    fields.ForeignKeyField(
                        "sikeren.Agency",
                        source_field="parent_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("valid_from", fields.DateField(null=True)),
                (
                    "author",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="author_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "agency_placement",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id"]), Index(fields=["parent_id"])],
                "pk_attr": "id",
                "table_description": "An agency stands under another from a local date on. The newest of a date counts.",
            },
            bases=["Model"],
        ),
    ]
