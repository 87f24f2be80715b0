"""What was imported, by whom and when, with how many rows of each outcome."""

from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0024_indexes_of_record")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("file_name", fields.CharField(max_length=200)),
                (
                    "agency",
                    fields.ForeignKeyField(
                        "sikeren.Agency",
                        source_field="agency_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
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
                ("count_new", fields.IntField()),
                ("count_changed", fields.IntField()),
                ("count_left", fields.IntField()),
                ("count_refused", fields.IntField()),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "import_run",
                "app": "sikeren",
                "indexes": [
                    Index(fields=["agency_id", "at"]),
                    Index(fields=["author_id"]),
                    Index(fields=["at"]),
                ],
                "pk_attr": "id",
                "table_description": "A file that was applied: written with its rows, in their transaction, and never changed.",
            },
            bases=["Model"],
        ),
    ]
