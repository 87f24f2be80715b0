import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0003_working_time")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ApprovalStep",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("kind", fields.CharField(max_length=16)),
                ("subject", fields.UUIDField()),
                ("number", fields.IntField()),
                ("event", fields.CharField(max_length=10)),
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
                (
                    "on_behalf_of",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="on_behalf_of_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("version", fields.UUIDField(null=True)),
                ("words", fields.CharField(max_length=1000)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "approval_step",
                "app": "sikeren",
                "unique_together": (("subject", "kind", "number"),),
                "pk_attr": "id",
                "table_description": "One event of domain/approval.py on a matter. The last step says where the matter stands.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "principal",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="principal_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="delegations",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "delegate",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="delegate_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="acting",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("kind", fields.CharField(max_length=3)),
                ("first_day", fields.DateField()),
                ("last_day", fields.DateField()),
                ("number", fields.CharField(max_length=100)),
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
                "table": "delegation",
                "app": "sikeren",
                "indexes": [
                    Index(fields=["delegate_id", "first_day"]),
                    Index(fields=["principal_id", "first_day"]),
                ],
                "pk_attr": "id",
                "table_description": "Somebody decides for a supervisor between two local dates, both included.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Duty",
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
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "duty",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "A letter of assignment, for those of its people on whom one supervisor decides.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DutyVersion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "duty",
                    fields.ForeignKeyField(
                        "sikeren.Duty",
                        source_field="duty_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="versions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("ordinal", fields.IntField()),
                ("number", fields.CharField(max_length=100)),
                ("letter_date", fields.DateField()),
                ("purpose", fields.CharField(max_length=1000)),
                ("kind", fields.CharField(max_length=13)),
                ("covers", fields.CharField(max_length=4)),
                ("first_day", fields.DateField()),
                ("last_day", fields.DateField()),
                (
                    "places",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
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
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "duty_version",
                "app": "sikeren",
                "unique_together": (("duty_id", "ordinal"),),
                "indexes": [Index(fields=["first_day", "last_day"]), Index(fields=["number"])],
                "pk_attr": "id",
                "table_description": "What the letter says. It is never changed: after a return there is another version.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DutyMember",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "version",
                    fields.ForeignKeyField(
                        "sikeren.DutyVersion",
                        source_field="version_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="members",
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
                        related_name="duty_members",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "duty_member",
                "app": "sikeren",
                "unique_together": (("version_id", "employee_id"),),
                "indexes": [Index(fields=["employee_id"])],
                "pk_attr": "id",
                "table_description": "Somebody whom a version of a letter names.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "body",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
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
                "table": "policy",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "What an office lays down about duties and reports: deadlines, and what is asked for.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Decision",
            name="on_behalf_of",
            field=fields.ForeignKeyField(
                "sikeren.Employee",
                source_field="on_behalf_of_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Ruling",
            name="on_behalf_of",
            field=fields.ForeignKeyField(
                "sikeren.Employee",
                source_field="on_behalf_of_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.RESTRICT,
            ),
        ),
    ]
