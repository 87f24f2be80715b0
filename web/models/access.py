"""Who has been let in, or invited to come in? Secrets are stored as hashes only."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from web.models.devices import Device
from web.models.organisation import Employee
from web.models.phones import PhoneChange


class EnrolmentCode(Model):
    """A one-time code with which a person binds a phone. `code_hash` is a keyed hash."""

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="codes", on_delete=fields.RESTRICT
    )
    code_hash = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()
    spent_at = fields.DatetimeField(null=True)
    withdrawn_at = fields.DatetimeField(null=True)  # a newer code was issued
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()
    # The request on which a further phone may be bound with it; null: for a first phone only.
    change: fields.ForeignKeyNullableRelation[PhoneChange] = fields.ForeignKeyField(
        "sikeren.PhoneChange", related_name="codes", on_delete=fields.RESTRICT, null=True
    )

    employee_id: Any
    change_id: Any

    class Meta:
        table = "enrolment_code"
        indexes = (("employee_id",), ("change_id",))


class Enrolment(Model):
    """A started binding: a code, a device key and the challenge that commits to both."""

    id = fields.UUIDField(primary_key=True)
    code: fields.ForeignKeyRelation[EnrolmentCode] = fields.ForeignKeyField(
        "sikeren.EnrolmentCode", related_name="enrolments", on_delete=fields.RESTRICT
    )
    key: Any = fields.JSONField()
    thumbprint = fields.CharField(max_length=43)
    platform = fields.CharField(max_length=64)
    challenge = fields.BinaryField()
    created_at = fields.DatetimeField()

    code_id: Any

    class Meta:
        table = "enrolment"
        indexes = (("code_id",),)


class Session(Model):
    """A signed-in browser: a phone (with its device) or a desk (without)."""

    token_hash = fields.CharField(max_length=64, primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="sessions", on_delete=fields.RESTRICT
    )
    device: fields.ForeignKeyNullableRelation[Device] = fields.ForeignKeyField(
        "sikeren.Device", related_name="sessions", on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    employee_id: Any
    device_id: Any

    class Meta:
        table = "session"
        indexes = (("employee_id",), ("device_id",))


class SignInLink(Model):
    """A one-time link to the desks, for a first passkey or when one was lost."""

    token_hash = fields.CharField(max_length=64, primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="sign_in_links", on_delete=fields.RESTRICT
    )
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "sign_in_link"
        indexes = (("employee_id",),)


class DeskPasskey(Model):
    """A discoverable passkey that opens the desks."""

    credential_id = fields.CharField(max_length=1400, primary_key=True)  # base64url
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="passkeys", on_delete=fields.RESTRICT
    )
    credential_key = fields.BinaryField()  # COSE
    created_at = fields.DatetimeField()
    removed_at = fields.DatetimeField(null=True)

    employee_id: Any

    class Meta:
        table = "desk_passkey"
        indexes = (("employee_id",),)


class UsedNonce(Model):
    """A challenge that has served. Nonces are made without storing them, using one is a row."""

    nonce_hash = fields.CharField(max_length=64, primary_key=True)
    expires_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "used_nonce"
