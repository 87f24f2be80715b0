import functools
from json import dumps, loads
from uuid import uuid4

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("name", fields.CharField(unique=True, max_length=200)),
                ("timezone", fields.CharField(max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "agency",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "An office (OPD, UPTD, kecamatan) with its own points, hours and time zone.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Employee",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("nip", fields.CharField(unique=True, max_length=20)),
                ("name", fields.CharField(max_length=200)),
                (
                    "agency",
                    fields.ForeignKeyField(
                        "sikeren.Agency",
                        source_field="agency_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="employees",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "supervisor",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="supervisor_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="subordinates",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("role", fields.CharField(default="employee", max_length=20)),
                ("active", fields.BooleanField(default=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "employee",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "A person with a NIP or an internal number. The number is a name, never a credential.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DeskPasskey",
            fields=[
                (
                    "credential_id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=1400),
                ),
                (
                    "employee",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="employee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="passkeys",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("credential_key", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("removed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "desk_passkey",
                "app": "sikeren",
                "pk_attr": "credential_id",
                "table_description": "A discoverable passkey that opens the desks.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Device",
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
                        related_name="devices",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "key",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("thumbprint", fields.CharField(unique=True, max_length=43)),
                ("credential_id", fields.CharField(unique=True, max_length=1400)),
                ("credential_key", fields.BinaryField()),
                ("backup_eligible", fields.BooleanField()),
                ("binding", fields.CharField(max_length=10)),
                ("platform", fields.CharField(max_length=64)),
                ("aaguid", fields.CharField(max_length=36)),
                ("enrolled_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("follows_another", fields.BooleanField()),
            ],
            options={
                "table": "device",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "One installation on one phone: a device key and a passkey. Never changed after enrolment.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=43),
                ),
                ("jti", fields.CharField(max_length=36)),
                (
                    "device",
                    fields.ForeignKeyField(
                        "sikeren.Device",
                        source_field="device_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="checkins",
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
                        related_name="checkins",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("seq", fields.BigIntField()),
                ("prev", fields.CharField(null=True, max_length=43)),
                ("kind", fields.CharField(max_length=3)),
                ("claimed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("anchor_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("lat", fields.FloatField(null=True)),
                ("lng", fields.FloatField(null=True)),
                ("accuracy", fields.FloatField(null=True)),
                ("place", fields.CharField(null=True, max_length=64)),
                ("note", fields.CharField(null=True, max_length=500)),
                ("backup_eligible", fields.BooleanField()),
                ("sign_count", fields.BigIntField()),
                ("via", fields.CharField(max_length=11)),
                ("jws", fields.TextField(unique=False)),
                ("assertion", fields.TextField(unique=False)),
                ("restored", fields.BooleanField(default=False)),
            ],
            options={
                "table": "checkin",
                "app": "sikeren",
                "unique_together": (("device_id", "jti"),),
                "indexes": [
                    Index(fields=["device_id", "seq"]),
                    Index(fields=["device_id", "prev"]),
                    Index(fields=["device_id", "anchor_at"]),
                    Index(fields=["employee_id", "claimed_at"]),
                    Index(fields=["place", "claimed_at"]),
                    Index(fields=["jti"]),
                    Index(fields=["claimed_at"]),
                ],
                "pk_attr": "hash",
                "table_description": "A recorded check-in. `hash` is the base64url SHA-256 of its JWS, its key everywhere.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Assessment",
            fields=[
                (
                    "checkin",
                    fields.OneToOneField(
                        "sikeren.CheckIn",
                        source_field="checkin_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="hash",
                        related_name="assessment",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("verdict", fields.CharField(max_length=8)),
                (
                    "flags",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("point_name", fields.CharField(null=True, max_length=200)),
                (
                    "nearest",
                    fields.JSONField(
                        null=True,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
                ("rules", fields.CharField(max_length=20)),
                ("assessed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "assessment",
                "app": "sikeren",
                "indexes": [Index(fields=["verdict"])],
                "pk_attr": "checkin_id",
                "table_description": "What the rules named in `rules` say of a check-in. Derived, and computed again.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Contact",
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
                        related_name="contacts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_seq", fields.BigIntField()),
                ("last_hash", fields.CharField(null=True, max_length=43)),
            ],
            options={
                "table": "contact",
                "app": "sikeren",
                "indexes": [Index(fields=["device_id", "at"])],
                "pk_attr": "id",
                "table_description": "A phone spoke with us and declared how far it had signed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "checkin",
                    fields.ForeignKeyField(
                        "sikeren.CheckIn",
                        source_field="checkin_id",
                        db_constraint=True,
                        to_field="hash",
                        related_name="decisions",
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
                ("outcome", fields.CharField(max_length=8)),
                ("reason", fields.CharField(max_length=1000)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "decision",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "A person's word on a check-in. The newest one stands, the older ones stay.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EnrolmentCode",
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
                        related_name="codes",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("code_hash", fields.CharField(unique=True, max_length=64)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("spent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "withdrawn_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
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
                "table": "enrolment_code",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "A one-time code with which a person binds a phone. `code_hash` is a keyed hash.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "code",
                    fields.ForeignKeyField(
                        "sikeren.EnrolmentCode",
                        source_field="code_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="enrolments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "key",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("thumbprint", fields.CharField(max_length=43)),
                ("platform", fields.CharField(max_length=64)),
                ("challenge", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "enrolment",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "A started binding: a code, a device key and the challenge that commits to both.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "checkin",
                    fields.ForeignKeyField(
                        "sikeren.CheckIn",
                        source_field="checkin_id",
                        db_constraint=True,
                        to_field="hash",
                        related_name="explanations",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("text", fields.CharField(max_length=1000)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "explanation",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "What the employee says about a check-in of theirs. The phone makes the id.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Point",
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
                        related_name="points",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "point",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "A titik absen of an agency. Where it lies is said by its versions.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PointVersion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "point",
                    fields.ForeignKeyField(
                        "sikeren.Point",
                        source_field="point_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="versions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                (
                    "shape",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("valid_from", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "valid_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
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
                "table": "point_version",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "Name and shape of a point in force in [valid_from, valid_until).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Quarantine",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("digest", fields.CharField(max_length=43)),
                ("reason", fields.CharField(max_length=16)),
                ("envelope", fields.BinaryField()),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("jti", fields.CharField(null=True, max_length=36)),
                (
                    "device",
                    fields.ForeignKeyField(
                        "sikeren.Device",
                        source_field="device_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="quarantined",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("hash", fields.CharField(null=True, max_length=43)),
                ("seq", fields.BigIntField(null=True)),
                ("prev", fields.CharField(null=True, max_length=43)),
                ("via", fields.CharField(max_length=11)),
                ("receipt", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "quarantine",
                "app": "sikeren",
                "unique_together": (("digest", "reason"),),
                "indexes": [
                    Index(fields=["device_id", "seq"]),
                    Index(fields=["device_id", "prev"]),
                ],
                "pk_attr": "id",
                "table_description": "A refused envelope, kept whole. The chain fields are set where the device's key signed it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Receipt",
            fields=[
                (
                    "checkin",
                    fields.OneToOneField(
                        "sikeren.CheckIn",
                        source_field="checkin_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="hash",
                        related_name="frozen_receipt",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("jws", fields.TextField(unique=False)),
            ],
            options={
                "table": "receipt",
                "app": "sikeren",
                "pk_attr": "checkin_id",
                "table_description": "What the server signed when a check-in was recorded. Frozen.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Revocation",
            fields=[
                (
                    "device",
                    fields.OneToOneField(
                        "sikeren.Device",
                        source_field="device_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="revocation",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("reason", fields.CharField(max_length=10)),
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
            ],
            options={
                "table": "revocation",
                "app": "sikeren",
                "pk_attr": "device_id",
                "table_description": "The end of a device's binding: who said so, when and why (replaced, lost, left).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                (
                    "token_hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                (
                    "employee",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="employee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "device",
                    fields.ForeignKeyField(
                        "sikeren.Device",
                        source_field="device_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "session",
                "app": "sikeren",
                "pk_attr": "token_hash",
                "table_description": "A signed-in browser: a phone (with its device) or a desk (without).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SignInLink",
            fields=[
                (
                    "token_hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                (
                    "employee",
                    fields.ForeignKeyField(
                        "sikeren.Employee",
                        source_field="employee_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sign_in_links",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "sign_in_link",
                "app": "sikeren",
                "pk_attr": "token_hash",
                "table_description": "A one-time link to the desks, for a first passkey or when one was lost.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="UsedNonce",
            fields=[
                (
                    "nonce_hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                (
                    "expires_at",
                    fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "used_nonce",
                "app": "sikeren",
                "pk_attr": "nonce_hash",
                "table_description": "A challenge that has served. Nonces are made without storing them, using one is a row.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WorkPattern",
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
                        related_name="patterns",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "days",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
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
                "table": "work_pattern",
                "app": "sikeren",
                "pk_attr": "id",
                "table_description": "The weekly hours of an agency, in force for a span of local dates.",
            },
            bases=["Model"],
        ),
    ]
