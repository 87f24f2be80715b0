"""Which photos and letters belong to which record, who sent them, and what became of them?"""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from web.models.organisation import Employee


class Upload(Model):
    """A file that is on its way, in parts. Its bytes so far are in the data folder.

    The row goes when the file has arrived; it stays with a `refusal` where it was not taken, so
    that a phone which missed the answer does not send the whole of it again.
    """

    id = fields.UUIDField(primary_key=True)  # the attachment's, made by the phone
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="uploads", on_delete=fields.RESTRICT
    )
    subject_kind = fields.CharField(max_length=20)
    subject_id = fields.UUIDField()
    name = fields.CharField(max_length=255)  # as the phone gave it
    size = fields.IntField()  # bytes, announced
    sha256 = fields.CharField(max_length=64)  # hex, announced
    refusal = fields.CharField(max_length=300, null=True)
    created_at = fields.DatetimeField()

    author_id: Any

    class Meta:
        table = "upload"
        indexes = (("author_id",),)


class Attachment(Model):
    """A photo or PDF of a record. What is kept was made from what was sent.

    `subject_kind` is a key of services/attachment_subjects.SUBJECTS. `early`: it came before its
    record, and counts only where its author turns out to be the person whose record it is.
    """

    id = fields.UUIDField(primary_key=True)
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="attachments", on_delete=fields.RESTRICT
    )
    subject_kind = fields.CharField(max_length=20)
    subject_id = fields.UUIDField()
    early = fields.BooleanField()
    name = fields.CharField(max_length=120)  # only shown
    kind = fields.CharField(max_length=5)  # image, pdf
    size = fields.IntField()  # bytes of what is kept
    sha256 = fields.CharField(max_length=64)  # hex, of what is kept: its place on the disk
    sent_size = fields.IntField()
    sent_sha256 = fields.CharField(max_length=64)  # hex, of what was sent
    width = fields.IntField()  # pixels; 0 for a PDF
    height = fields.IntField()
    pages = fields.IntField()  # 0 for an image
    created_at = fields.DatetimeField()

    author_id: Any
    removal: fields.BackwardOneToOneRelation["AttachmentRemoval"]

    class Meta:
        table = "attachment"
        indexes = (("subject_kind", "subject_id"), ("author_id", "created_at"), ("sha256",))


class AttachmentRemoval(Model):
    """An attachment was taken away: by whom and why. Without an author, by the rules of keeping."""

    attachment: fields.OneToOneRelation[Attachment] = fields.OneToOneField(
        "sikeren.Attachment", related_name="removal", on_delete=fields.RESTRICT, primary_key=True
    )
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    reason = fields.CharField(max_length=500)
    at = fields.DatetimeField()

    attachment_id: Any

    class Meta:
        table = "attachment_removal"
