import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0005_attachments")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Notice",
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
                        related_name="notices",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("kind", fields.CharField(max_length=10)),
                ("subject", fields.CharField(max_length=80)),
                ("title", fields.CharField(max_length=80)),
                ("body", fields.CharField(max_length=300)),
                ("url", fields.CharField(max_length=100)),
                ("tag", fields.CharField(max_length=80)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("attempts", fields.IntField(default=0)),
                ("claim", fields.UUIDField(null=True)),
                ("claimed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("settled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("outcome", fields.CharField(null=True, max_length=10)),
            ],
            options={
                "table": "notice",
                "app": "sikeren",
                "unique_together": (("employee_id", "kind", "subject"),),
                "indexes": [Index(fields=["settled_at", "due_at"]), Index(fields=["claim"])],
                "pk_attr": "id",
                "table_description": "Something to tell a person once: the outbox of reminders and the record of what was sent.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PushSubscription",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "device",
                    fields.ForeignKeyField(
                        "sikeren.Device",
                        source_field="device_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="subscriptions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("endpoint", fields.CharField(max_length=1000)),
                ("endpoint_hash", fields.CharField(max_length=43)),
                ("p256dh", fields.CharField(max_length=87)),
                ("auth", fields.CharField(max_length=22)),
                ("key", fields.CharField(max_length=87)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("gone_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "push_subscription",
                "app": "sikeren",
                "indexes": [Index(fields=["device_id"]), Index(fields=["endpoint_hash"])],
                "pk_attr": "id",
                "table_description": "An address at a push service that reaches a phone. A newer one of the phone replaces it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReminderWish",
            fields=[
                (
                    "employee",
                    fields.OneToOneField(
                        "sikeren.Employee",
                        source_field="employee_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reminder_wish",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "body",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "reminder_wish",
                "app": "sikeren",
                "pk_attr": "employee_id",
                "table_description": "What a person wants to hear of, and when not. Their own. The newest word replaces it.",
            },
            bases=["Model"],
        ),
    ]
