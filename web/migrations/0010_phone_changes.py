from typing import Any
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


def _key() -> Any:
    return fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)


def _person(related_name: Any, null: bool = False) -> Any:
    whether: dict[str, Any] = {"null": null}
    return fields.ForeignKeyField(
        "sikeren.Employee",
        source_field="author_id" if related_name is False else "employee_id",
        db_constraint=True,
        to_field="id",
        **whether,
        related_name=related_name,
        on_delete=OnDelete.RESTRICT,
    )


def _of_device(related_name: str) -> Any:
    return fields.OneToOneField(
        "sikeren.Device",
        source_field="device_id",
        primary_key=True,
        db_constraint=True,
        to_field="id",
        related_name=related_name,
        on_delete=OnDelete.RESTRICT,
    )


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0009_agency_tree")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PhoneChange",
            fields=[
                ("id", _key()),
                ("employee", _person("phone_changes")),
                ("number", fields.IntField()),
                ("cause", fields.CharField(max_length=10)),
                ("reason", fields.CharField(max_length=1000)),
                ("author", _person(False, null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "phone_change",
                "app": "sikeren",
                "unique_together": (("employee_id", "number"),),
                "indexes": [Index(fields=["created_at"])],
                "pk_attr": "id",
                "table_description": "A request for a further phone of somebody. Where it stands is told by its `ApprovalStep`s.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PhoneLoss",
            fields=[
                ("device", _of_device("loss")),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("author", _person(False, null=True)),
            ],
            options={
                "table": "phone_loss",
                "app": "sikeren",
                "pk_attr": "device_id",
                "table_description": "A phone whose binding had ended already turned out to be lost or stolen.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="BoundBefore",
            fields=[
                ("device", _of_device("bound_before")),
                (
                    "earlier",
                    fields.ForeignKeyField(
                        "sikeren.Device",
                        source_field="earlier_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="bound_after",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "bound_before",
                "app": "sikeren",
                "indexes": [Index(fields=["earlier_id"])],
                "pk_attr": "device_id",
                "table_description": "A phone was bound in a browser that still held the session of another one.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="EnrolmentCode",
            name="change",
            field=fields.ForeignKeyField(
                "sikeren.PhoneChange",
                source_field="change_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="codes",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddIndex(
            model_name="EnrolmentCode",
            index=Index(fields=["change_id"]),
        ),
    ]
