"""Points that several agencies use, their hours of opening, and why a version was opened."""

import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0015_phone_policies")]

    initial = False

    operations = [
        ops.AddField(
            "PointVersion",
            "opening",
            fields.JSONField(
                null=True,
                encoder=functools.partial(dumps, separators=(",", ":")),
                decoder=loads,
            ),
        ),
        ops.AddField("PointVersion", "reason", fields.CharField(null=True, max_length=1000)),
        ops.CreateModel(
            name="PointShare",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "version",
                    fields.ForeignKeyField(
                        "sikeren.PointVersion",
                        source_field="version_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="shares",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "agency",
                    fields.ForeignKeyField(
                        "sikeren.Agency",
                        source_field="agency_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "point_share",
                "app": "sikeren",
                "indexes": [Index(fields=["version_id"]), Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "An agency whose people, those of its units too, may use another's point in one version.",
            },
            bases=["Model"],
        ),
    ]
