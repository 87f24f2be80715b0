"""What was done by whom? The record of every change, append-only and chained by hashes.

Triggers of the database (web/audit_triggers.py) put every change into `AuditCapture`; the
database client moves it into `AuditEntry` before the transaction commits.
"""

from typing import Self

from tortoise import fields
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.organisation import Employee


class AuditEntry(Model):
    """One change or view. The text is the whole of it, the other columns serve to look it up.

    Never changed nor deleted: triggers refuse, and the chain (domain/audit.py) would tell.
    References are plain ids: the record outlives what it speaks of.
    """

    seq = fields.BigIntField(primary_key=True, generated=False)
    at = fields.DatetimeField()
    kind = fields.CharField(max_length=6)  # a key of domain/audit.KINDS
    subject = fields.CharField(max_length=40)  # table of the record, or what was viewed
    record = fields.CharField(max_length=1400)  # its key; "" where that is a secret
    via = fields.CharField(max_length=7)  # a key of domain/audit.VIAS
    author = fields.UUIDField(null=True)
    agency = fields.UUIDField(null=True)
    body = fields.TextField()
    hash = fields.CharField(max_length=64)  # hex

    class Meta:
        table = "audit_entry"
        indexes = (
            ("at", "seq"),
            ("via", "seq"),
            ("author", "seq"),
            ("agency", "seq"),
            ("kind", "seq"),
            ("subject", "seq"),
        )

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """The record is read by those who see the records of everybody."""
        return cls.all() if viewer.everywhere else cls.filter(seq=None)


class AuditPerson(Model):
    """An entry concerns a person. A part of the entry, so that people's entries are found."""

    id = fields.BigIntField(primary_key=True)
    seq = fields.BigIntField()
    person = fields.UUIDField()

    class Meta:
        table = "audit_person"
        indexes = (("person", "seq"), ("seq",))


class AuditCapture(Model):
    """A change that a trigger saw, on its way into the record. Empty but within transactions.

    `tx` is PostgreSQL's number of the transaction, or on SQLite 0; 1 once another transaction
    found it: then it was made outside of SIKEREN.
    """

    id = fields.BigIntField(primary_key=True)
    tx = fields.BigIntField()
    subject = fields.CharField(max_length=40)
    before = fields.TextField(null=True)  # JSON of the row
    after = fields.TextField(null=True)
    at = fields.CharField(max_length=30)

    class Meta:
        table = "audit_capture"
