"""Where can a phone be reached, what does its owner want to hear of, and what was told already?"""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from web.models.devices import Device
from web.models.organisation import Employee


class PushSubscription(Model):
    """An address at a push service that reaches a phone. A newer one of the phone replaces it."""

    id = fields.UUIDField(primary_key=True)
    device: fields.ForeignKeyRelation[Device] = fields.ForeignKeyField(
        "sikeren.Device", related_name="subscriptions", on_delete=fields.RESTRICT
    )
    endpoint = fields.CharField(max_length=1000)  # secret: whoever knows it can write to it
    endpoint_hash = fields.CharField(max_length=43)  # base64url SHA-256
    p256dh = fields.CharField(max_length=87)  # base64url, as the phone said it
    auth = fields.CharField(max_length=22)
    key = fields.CharField(max_length=87)  # our public key that it was made with
    created_at = fields.DatetimeField()
    gone_at = fields.DatetimeField(null=True)  # replaced, ended, or unknown to the push service

    device_id: Any

    class Meta:
        table = "push_subscription"
        indexes = (("device_id",), ("endpoint_hash",))


class ReminderWish(Model):
    """What a person wants to hear of, and when not. Their own. The newest word replaces it."""

    employee: fields.OneToOneRelation[Employee] = fields.OneToOneField(
        "sikeren.Employee",
        related_name="reminder_wish",
        on_delete=fields.RESTRICT,
        primary_key=True,
    )
    body: Any = fields.JSONField()  # as domain/reminders.Wish.document
    changed_at = fields.DatetimeField()

    employee_id: Any

    class Meta:
        table = "reminder_wish"


class Notice(Model):
    """Something to tell a person once: the outbox of reminders and the record of what was sent.

    Of one kind and subject there is one row, so that nothing is told twice. A sender writes its
    `claim` before it speaks to a push service: what a crash left claimed is not sent again.
    """

    id = fields.UUIDField(primary_key=True)
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="notices", on_delete=fields.RESTRICT
    )
    kind = fields.CharField(max_length=10)  # of domain/reminders.KINDS
    subject = fields.CharField(max_length=80)
    title = fields.CharField(max_length=80)
    body = fields.CharField(max_length=300)
    url = fields.CharField(max_length=100)  # fragment of the app
    tag = fields.CharField(max_length=80)  # a later one of the same tag replaces it on the phone
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    claim = fields.UUIDField(null=True)
    claimed_at = fields.DatetimeField(null=True)
    settled_at = fields.DatetimeField(null=True)
    outcome = fields.CharField(max_length=10, null=True)  # of services/reminder_sender.OUTCOMES

    employee_id: Any

    class Meta:
        table = "notice"
        unique_together = (("employee_id", "kind", "subject"),)
        indexes = (("settled_at", "due_at"), ("claim",))
