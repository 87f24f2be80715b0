from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0014_import_mapping")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PhonePolicy",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("offline_days", fields.IntField(null=True)),
                ("cap", fields.IntField(null=True)),
                ("binding", fields.CharField(null=True, max_length=10)),
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
                ("valid_from", fields.DateField()),
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
                "table": "phone_policy",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "What an office asks of phones and their check-ins, from a date on, as domain/phone_policy.py.",
            },
            bases=["Model"],
        ),
    ]
