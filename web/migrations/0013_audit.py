from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0012_half_days_and_studies")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "seq",
                    fields.BigIntField(
                        generated=False, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("kind", fields.CharField(max_length=6)),
                ("subject", fields.CharField(max_length=40)),
                ("record", fields.CharField(max_length=1400)),
                ("via", fields.CharField(max_length=7)),
                ("author", fields.UUIDField(null=True)),
                ("agency", fields.UUIDField(null=True)),
                ("body", fields.TextField(unique=False)),
                ("hash", fields.CharField(max_length=64)),
            ],
            options={
                "table": "audit_entry",
                "app": "sikeren",
                "indexes": [
                    Index(fields=["at"]),
                    Index(fields=["author", "seq"]),
                    Index(fields=["agency", "seq"]),
                    Index(fields=["kind", "seq"]),
                    Index(fields=["subject", "seq"]),
                ],
                "pk_attr": "seq",
                "table_description": "One change or view. The text is the whole of it, the other columns serve to look it up.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditPerson",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("seq", fields.BigIntField()),
                ("person", fields.UUIDField()),
            ],
            options={
                "table": "audit_person",
                "app": "sikeren",
                "indexes": [Index(fields=["person", "seq"]), Index(fields=["seq"])],
                "pk_attr": "id",
                "table_description": "An entry concerns a person. A part of the entry, so that people's entries are found.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditCapture",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("tx", fields.BigIntField()),
                ("subject", fields.CharField(max_length=40)),
                ("before", fields.TextField(null=True, unique=False)),
                ("after", fields.TextField(null=True, unique=False)),
                ("at", fields.CharField(max_length=30)),
            ],
            options={
                "table": "audit_capture",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "A change that a trigger saw, on its way into the record. Empty but within transactions.",
            },
            bases=["Model"],
        ),
    ]
