"""What did phones sign, what do we think of it, and what did people decide?

`CheckIn`, `Receipt` and `Quarantine` are facts: written once, never edited. `Assessment` is
derived and may be computed again from the facts. `Explanation` and `Decision` are people's.
"""

from typing import Any, Self

from tortoise import fields
from tortoise.expressions import RawSQL
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.domain.vocabulary import REVOKED
from web.models.devices import Device
from web.models.organisation import Employee, signed

# What the newest decision on a check-in says; "revoked" as well where there is none.
STANDS = RawSQL(
    'COALESCE((SELECT d.outcome FROM decision d WHERE d.checkin_id = "checkin"."hash"'
    " ORDER BY d.at DESC LIMIT 1), 'revoked')"
)


class CheckIn(Model):
    """A recorded check-in. `hash` is the base64url SHA-256 of its JWS, its key everywhere."""

    hash = fields.CharField(max_length=43, primary_key=True)
    jti = fields.CharField(max_length=36)
    device: fields.ForeignKeyRelation[Device] = fields.ForeignKeyField(
        "sikeren.Device", related_name="checkins", on_delete=fields.RESTRICT
    )
    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name="checkins", on_delete=fields.RESTRICT
    )
    seq = fields.BigIntField()
    prev = fields.CharField(max_length=43, null=True)
    kind = fields.CharField(max_length=3)  # in, out
    claimed_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    anchor_at = fields.DatetimeField()
    lat = fields.FloatField(null=True)  # of the fix that counts, degrees WGS 84
    lng = fields.FloatField(null=True)
    accuracy = fields.FloatField(null=True)  # metres
    place = fields.CharField(max_length=64, null=True)  # "lat,lng" to the last digit
    note = fields.CharField(max_length=500, null=True)
    backup_eligible = fields.BooleanField()  # the BE flag of this assertion
    sign_count = fields.BigIntField()
    via = fields.CharField(max_length=11)  # own, carried, sessionless
    jws = fields.TextField()
    assertion = fields.TextField()  # JSON as it was judged
    restored = fields.BooleanField(default=False)  # healed from a receipt that the phone held

    device_id: Any
    employee_id: Any
    assessment: Any
    decisions: Any
    explanations: Any

    class Meta:
        table = "checkin"
        unique_together = (("device_id", "jti"),)
        indexes = (
            ("device_id", "seq"),
            ("device_id", "prev"),
            ("device_id", "anchor_at"),
            ("employee_id", "claimed_at"),
            ("place", "claimed_at"),
            ("jti",),
            # Wide enough that who came on a day, and what arrived, is read from the index alone.
            ("claimed_at", "kind", "employee_id", "hash", "received_at"),
            ("received_at", "claimed_at", "employee_id"),
        )

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """Check-ins of the people whose records the viewer reads, as `Employee.visible_to`."""
        return cls.filter(viewer.reach("employee__agency_id"))

    @classmethod
    def supervised_by(cls, viewer: Employee) -> QuerySet[Self]:
        """Check-ins of the people on whom the viewer decides now, as `Employee.supervised_by`."""
        of_people = cls.filter(employee__supervisor_id__in=viewer.deciding)
        return of_people.exclude(employee_id=viewer.id)

    @classmethod
    def undeclined(cls, found: QuerySet[Self]) -> QuerySet[Self]:
        """Those of some check-ins that no standing decision declines: they count."""
        return cls.with_standing(found).exclude(stands="declined")

    @classmethod
    def with_standing(cls, found: QuerySet[Self]) -> QuerySet[Self]:
        """Some check-ins with `stands`: the outcome that stands, REVOKED where none does."""
        return found.annotate(stands=STANDS)

    @classmethod
    def decided(cls, found: QuerySet[Self], decided: bool) -> QuerySet[Self]:
        """Those of some check-ins on which a decision stands, or those on which none does."""
        told = cls.with_standing(found)
        return told.exclude(stands=REVOKED) if decided else told.filter(stands=REVOKED)


class Receipt(Model):
    """What the server signed when a check-in was recorded. Frozen."""

    checkin: fields.OneToOneRelation[CheckIn] = fields.OneToOneField(
        "sikeren.CheckIn",
        related_name="frozen_receipt",
        on_delete=fields.RESTRICT,
        primary_key=True,
    )
    jws = fields.TextField()

    checkin_id: Any

    class Meta:
        table = "receipt"


class Assessment(Model):
    """What the rules named in `rules` say of a check-in. Derived, and computed again."""

    checkin: fields.OneToOneRelation[CheckIn] = fields.OneToOneField(
        "sikeren.CheckIn",
        related_name="assessment",
        on_delete=fields.RESTRICT,
        primary_key=True,
    )
    verdict = fields.CharField(max_length=8)  # accepted, review
    flags: Any = fields.JSONField()  # [{"code", "detail"}, …]
    point_name = fields.CharField(max_length=200, null=True)  # the point the person was at
    nearest: Any = fields.JSONField(null=True)  # name, shape, metres beyond its edge
    rules = fields.CharField(max_length=20)
    assessed_at = fields.DatetimeField()

    checkin_id: Any

    class Meta:
        table = "assessment"
        indexes = (("verdict", "checkin_id"),)


class Quarantine(Model):
    """A refused envelope, kept whole. The chain fields are set where the device's key signed it."""

    id = fields.UUIDField(primary_key=True)
    digest = fields.CharField(max_length=43)  # of the bytes as received
    reason = fields.CharField(max_length=16)
    envelope = fields.BinaryField()  # the bytes as received
    received_at = fields.DatetimeField()
    jti = fields.CharField(max_length=36, null=True)
    device: fields.ForeignKeyNullableRelation[Device] = fields.ForeignKeyField(
        "sikeren.Device", related_name="quarantined", on_delete=fields.RESTRICT, null=True
    )
    hash = fields.CharField(max_length=43, null=True)
    seq = fields.BigIntField(null=True)
    prev = fields.CharField(max_length=43, null=True)
    via = fields.CharField(max_length=11)
    receipt = fields.TextField(null=True)

    device_id: Any

    class Meta:
        table = "quarantine"
        unique_together = (("digest", "reason"),)
        indexes = (("device_id", "seq"), ("device_id", "prev"), ("received_at",))

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """What was refused from the phones of the viewer's people; admins see all of it."""
        return cls.filter(viewer.reach("device__employee__agency_id"))


class Contact(Model):
    """A phone spoke with us and declared how far it had signed."""

    id = fields.UUIDField(primary_key=True)
    device: fields.ForeignKeyRelation[Device] = fields.ForeignKeyField(
        "sikeren.Device", related_name="contacts", on_delete=fields.RESTRICT
    )
    at = fields.DatetimeField()
    last_seq = fields.BigIntField()
    last_hash = fields.CharField(max_length=43, null=True)

    device_id: Any

    class Meta:
        table = "contact"
        indexes = (("device_id", "at"),)


class Explanation(Model):
    """What the employee says about a check-in of theirs. The phone makes the id."""

    id = fields.UUIDField(primary_key=True)
    checkin: fields.ForeignKeyRelation[CheckIn] = fields.ForeignKeyField(
        "sikeren.CheckIn", related_name="explanations", on_delete=fields.RESTRICT
    )
    text = fields.CharField(max_length=1000)
    at = fields.DatetimeField()

    checkin_id: Any

    class Meta:
        table = "explanation"
        indexes = (("checkin_id",),)


class Decision(Model):
    """A person's word on a check-in. The newest one stands, the older ones stay."""

    id = fields.UUIDField(primary_key=True)
    checkin: fields.ForeignKeyRelation[CheckIn] = fields.ForeignKeyField(
        "sikeren.CheckIn", related_name="decisions", on_delete=fields.RESTRICT
    )
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    on_behalf_of: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    outcome = fields.CharField(max_length=8)  # accepted, declined; revoked: none stands
    reason = fields.CharField(max_length=1000)
    at = fields.DatetimeField()

    checkin_id: Any
    author_id: Any
    on_behalf_of_id: Any

    class Meta:
        table = "decision"
        indexes = (
            ("checkin_id", "at", "outcome"),
            ("author_id", "at"),
            ("on_behalf_of_id", "at"),
        )

    @property
    def by(self) -> str:
        """Who decided, and on whose behalf; both must be loaded."""
        return signed(self.author, self.on_behalf_of if self.on_behalf_of_id else None)
