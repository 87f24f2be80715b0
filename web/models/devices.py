"""Which phone is bound to whom, how strongly, and until when?"""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from web.models.organisation import Employee


class Device(Model):
    """One installation on one phone: a device key and a passkey. Never changed after enrolment."""

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="devices", on_delete=fields.RESTRICT
    )
    key: Any = fields.JSONField()  # public JWK of the device key
    thumbprint = fields.CharField(max_length=43, unique=True)  # RFC 7638
    credential_id = fields.CharField(max_length=1400, unique=True)  # base64url
    credential_key = fields.BinaryField()  # COSE
    backup_eligible = fields.BooleanField()
    binding = fields.CharField(max_length=10)  # hardware, device, synced
    platform = fields.CharField(max_length=64)
    aaguid = fields.CharField(max_length=36)
    enrolled_at = fields.DatetimeField()
    follows_another = fields.BooleanField()  # a change of phone, not the person's first

    employee_id: Any
    revocation: fields.BackwardOneToOneRelation["Revocation"]

    class Meta:
        table = "device"
        indexes = (("employee_id", "id", "enrolled_at"),)


class Revocation(Model):
    """The end of a device's binding: who said so, when and why (replaced, lost, left)."""

    device: fields.OneToOneRelation[Device] = fields.OneToOneField(
        "sikeren.Device", related_name="revocation", on_delete=fields.RESTRICT, primary_key=True
    )
    at = fields.DatetimeField()
    reason = fields.CharField(max_length=10)
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )

    device_id: Any

    class Meta:
        table = "revocation"
