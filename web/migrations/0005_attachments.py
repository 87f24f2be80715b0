from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0004_duties_and_delegation")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="attachments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("subject_kind", fields.CharField(max_length=20)),
                ("subject_id", fields.UUIDField()),
                ("early", fields.BooleanField()),
                ("name", fields.CharField(max_length=120)),
                ("kind", fields.CharField(max_length=5)),
                ("size", fields.IntField()),
                ("sha256", fields.CharField(max_length=64)),
                ("sent_size", fields.IntField()),
                ("sent_sha256", fields.CharField(max_length=64)),
                ("width", fields.IntField()),
                ("height", fields.IntField()),
                ("pages", fields.IntField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "attachment",
                "app": "sikeren",
                "indexes": [
                    Index(fields=["subject_kind", "subject_id"]),
                    Index(fields=["author_id", "created_at"]),
                    Index(fields=["sha256"]),
                ],
                "pk_attr": "id",
                "table_description": "A photo or PDF of a record. What is kept was made from what was sent.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AttachmentRemoval",
            fields=[
                (
                    "attachment",
                    fields.OneToOneField(
                        "sikeren.Attachment",
                        source_field="attachment_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="removal",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
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
                ("reason", fields.CharField(max_length=500)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "attachment_removal",
                "app": "sikeren",
                "pk_attr": "attachment_id",
                "table_description": "An attachment was taken away: by whom and why. Without an author, by the rules of keeping.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="author_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="uploads",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("subject_kind", fields.CharField(max_length=20)),
                ("subject_id", fields.UUIDField()),
                ("name", fields.CharField(max_length=255)),
                ("size", fields.IntField()),
                ("sha256", fields.CharField(max_length=64)),
                ("refusal", fields.CharField(null=True, max_length=300)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "upload",
                "app": "sikeren",
                "indexes": [Index(fields=["author_id"])],
                "pk_attr": "id",
                "table_description": "A file that is on its way, in parts. Its bytes so far are in the data folder.",
            },
            bases=["Model"],
        ),
    ]
