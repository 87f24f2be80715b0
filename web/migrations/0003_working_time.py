import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sikeren", "0002_foreign_key_indexes")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AgencyHead",
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
                        related_name="heads",
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
                        related_name="headships",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
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
                "table": "agency_head",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id"]), Index(fields=["employee_id"])],
                "pk_attr": "id",
                "table_description": "Who heads an agency (kepala OPD) and signs its recap. The newest row counts.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="BandTable",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("name", fields.CharField(max_length=200)),
                ("source", fields.CharField(max_length=300)),
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
                ("valid_until", fields.DateField(null=True)),
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
                "table": "band_table",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "What lateness, early leaving and missing records are called and cost, from a date on.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("date", fields.DateField()),
                ("kind", fields.CharField(max_length=12)),
                ("name", fields.CharField(max_length=200)),
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
                ("source", fields.CharField(max_length=200)),
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
                "table": "calendar_day",
                "app": "sikeren",
                "indexes": [Index(fields=["date"]), Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "What a date is. The newest row of a date and agency counts, a row of an agency before all.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ClosingStep",
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
                        related_name="closing_steps",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("month", fields.CharField(max_length=7)),
                ("step", fields.CharField(max_length=10)),
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
                ("reason", fields.CharField(max_length=1000)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "closing_step",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id", "month"])],
                "pk_attr": "id",
                "table_description": "A step of closing an agency's month. The newest steps say where it stands.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Correction",
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
                        related_name="corrections",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("date", fields.DateField()),
                ("kind", fields.CharField(max_length=3)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("reason", fields.CharField(max_length=1000)),
                ("evidence", fields.CharField(max_length=1000)),
                ("filed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "correction",
                "app": "sikeren",
                "indexes": [Index(fields=["employee_id", "date"])],
                "pk_attr": "id",
                "table_description": "An employee says that a record is missing or wrong: I came or went at this time.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DayChange",
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
                        related_name="day_changes",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("date", fields.DateField()),
                (
                    "before",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "after",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("causes", fields.CharField(max_length=200)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "day_change",
                "app": "sikeren",
                "indexes": [Index(fields=["employee_id", "date"])],
                "pk_attr": "id",
                "table_description": "A day that had been judged came out differently later, and why.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DayStatus",
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
                        related_name="statuses",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("code", fields.CharField(max_length=6)),
                ("first_day", fields.DateField()),
                ("last_day", fields.DateField()),
                ("number", fields.CharField(max_length=100)),
                ("note", fields.CharField(max_length=500)),
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
                "table": "day_status",
                "app": "sikeren",
                "indexes": [Index(fields=["employee_id", "first_day"])],
                "pk_attr": "id",
                "table_description": "A person is on leave, ill, studying, or works elsewhere, from one local date to another.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="JointEvent",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("kind", fields.CharField(max_length=10)),
                ("name", fields.CharField(max_length=200)),
                ("date", fields.DateField()),
                ("opens", fields.CharField(max_length=5)),
                ("closes", fields.CharField(max_length=5)),
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
                    "point",
                    fields.ForeignKeyField(
                        "sikeren.Point",
                        source_field="point_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "expected",
                    fields.JSONField(
                        null=True,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
                ("cut", fields.FloatField(default=0)),
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
                "table": "joint_event",
                "app": "sikeren",
                "indexes": [
                    Index(fields=["date"]),
                    Index(fields=["agency_id"]),
                    Index(fields=["point_id"]),
                ],
                "pk_attr": "id",
                "table_description": "An apel, upacara or senam on a date, which may be free. Attended is who checked in to it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LockedMonth",
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
                        related_name="locked_months",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("month", fields.CharField(max_length=7)),
                (
                    "step",
                    fields.OneToOneField(
                        "sikeren.ClosingStep",
                        source_field="step_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="locked",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("digest", fields.CharField(max_length=43)),
                (
                    "rows",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={
                "table": "locked_month",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id", "month"])],
                "pk_attr": "id",
                "table_description": "An agency's month as it was locked, whole. `digest` is SHA-256 over its rows, base64url.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Outage",
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
                        related_name="outages",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("kinds", fields.CharField(max_length=4)),
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
                "table": "outage",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id", "starts_at"])],
                "pk_attr": "id",
                "table_description": "SIKEREN or the network failed for an agency: records due in between count as made.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PersonMonth",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "employee",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="employee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="months",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("month", fields.CharField(max_length=7)),
                ("version", fields.IntField(default=1)),
                ("folded", fields.IntField(default=0)),
                ("causes", fields.TextField(default="", unique=False)),
                ("due_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("folded_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "days",
                    fields.JSONField(
                        default=dict,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
                (
                    "totals",
                    fields.JSONField(
                        default=dict,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
            ],
            options={
                "table": "person_month",
                "app": "sikeren",
                "unique_together": (("employee_id", "month"),),
                "indexes": [Index(fields=["month"])],
                "pk_attr": "id",
                "table_description": "One person's month as it stands: days and totals as domain/recap.py makes them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Posting",
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
                        related_name="postings",
                        on_delete=OnDelete.RESTRICT,
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
                        related_name="postings",
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
                "table": "posting",
                "app": "sikeren",
                "indexes": [Index(fields=["employee_id"]), Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "A person works for an agency from a local date on. The newest of a date counts.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RecapCheck",
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
                        related_name="recap_checks",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("month", fields.CharField(max_length=7)),
                ("outcome", fields.CharField(max_length=9)),
                ("note", fields.CharField(max_length=1000)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "recap_check",
                "app": "sikeren",
                "indexes": [Index(fields=["employee_id", "month"])],
                "pk_attr": "id",
                "table_description": "An employee looked at their own month and agrees, or says what is wrong.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("subject", fields.UUIDField()),
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
                ("outcome", fields.CharField(max_length=8)),
                ("reason", fields.CharField(max_length=1000)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "ruling",
                "app": "sikeren",
                "indexes": [Index(fields=["subject"])],
                "pk_attr": "id",
                "table_description": "A person's word on a status, correction or outage. The newest one stands.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Shift",
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
                        related_name="shifts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("code", fields.CharField(max_length=10)),
                ("name", fields.CharField(max_length=100)),
                (
                    "hours",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
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
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "shift",
                "app": "sikeren",
                "indexes": [Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "A named shift (sif) of an agency. Changed hours are a new row with the same code.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RosterEntry",
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
                        related_name="roster",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("date", fields.DateField()),
                (
                    "shift",
                    fields.ForeignKeyField(
                        "sikeren.Shift",
                        source_field="shift_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="entries",
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
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "roster_entry",
                "app": "sikeren",
                "indexes": [Index(fields=["employee_id", "date"]), Index(fields=["date"])],
                "pk_attr": "id",
                "table_description": "The shift of a person on the date on which it starts. No shift means free (lepas).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("date", fields.DateField()),
                ("name", fields.CharField(max_length=200)),
                ("absent", fields.FloatField(null=True)),
                ("deadline", fields.CharField(null=True, max_length=5)),
                ("factor", fields.FloatField(null=True)),
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
                "table": "special_day",
                "app": "sikeren",
                "indexes": [Index(fields=["date"]), Index(fields=["agency_id"])],
                "pk_attr": "id",
                "table_description": "A date on which absence costs more, such as the first days after Lebaran.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "subject",
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
                ("reason", fields.CharField(max_length=1000)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "withdrawal",
                "app": "sikeren",
                "pk_attr": "subject",
                "table_description": "A status, correction, outage or joint event was taken back, by whom and why.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WorkGroup",
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
                        related_name="groups",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("name", fields.CharField(max_length=100)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "work_group",
                "app": "sikeren",
                "unique_together": (("agency_id", "name"),),
                "pk_attr": "id",
                "table_description": "Some people of an agency with hours of their own: guards, teachers, a ward.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "group",
                    fields.ForeignKeyField(
                        "sikeren.WorkGroup",
                        source_field="group_id",
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
                        related_name="groups",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("valid_from", fields.DateField(null=True)),
                ("valid_until", fields.DateField(null=True)),
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
                "table": "group_member",
                "app": "sikeren",
                "indexes": [Index(fields=["group_id"]), Index(fields=["employee_id"])],
                "pk_attr": "id",
                "table_description": "A person belongs to a group from one local date to another. The newest counts.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Agency",
            name="starts_on",
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name="Employee",
            name="ends_on",
            field=fields.DateField(null=True),
        ),
        ops.AddField(
            model_name="Employee",
            name="position",
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name="Employee",
            name="rank",
            field=fields.CharField(null=True, max_length=60),
        ),
        ops.AddField(
            model_name="Employee",
            name="starts_on",
            field=fields.DateField(null=True),
        ),
        ops.AlterModelOptions(
            name="WorkPattern",
            options={
                "table": "work_pattern",
                "app": "sikeren",
                "indexes": [
                    Index(fields=["agency_id"]),
                    Index(fields=["group_id"]),
                    Index(fields=["employee_id"]),
                ],
                "pk_attr": "id",
                "table_description": "The weekly hours of an agency, a group or a person, in force for a span of local dates.",
            },
        ),
        ops.AddField(
            model_name="WorkPattern",
            name="employee",
            field=fields.ForeignKeyField(
                "sikeren.Employee",
                source_field="employee_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="patterns",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="WorkPattern",
            name="group",
            field=fields.ForeignKeyField(
                "sikeren.WorkGroup",
                source_field="group_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="patterns",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="WorkPattern",
            name="name",
            field=fields.CharField(null=True, max_length=100),
        ),
        ops.AddField(
            model_name="WorkPattern",
            name="options",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
        ops.AddIndex(
            model_name="WorkPattern",
            index=Index(fields=["group_id"]),
        ),
        ops.AddIndex(
            model_name="WorkPattern",
            index=Index(fields=["employee_id"]),
        ),
    ]
