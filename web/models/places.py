"""Where may people check in, and since when?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from tortoise import fields
from tortoise.expressions import Q, RawSQL, Subquery
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.organisation import Agency, Employee

NEWEST = RawSQL(
    'NOT EXISTS (SELECT 1 FROM point_version later WHERE later.point_id = "point_version".'
    '"point_id" AND later.created_at > "point_version"."created_at")'
)


class Point(Model):
    """A titik absen of an agency. Where it lies is said by its versions.

    `series` is that of the joint events for which it was added; they alone govern it.
    """

    id = fields.UUIDField(primary_key=True)
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name="points", on_delete=fields.RESTRICT
    )
    series = fields.UUIDField(null=True)
    created_at = fields.DatetimeField()

    agency_id: Any

    class Meta:
        table = "point"
        indexes = (("agency_id",), ("series",))

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """The points of the agencies that the viewer reads; those of events are the events' own."""
        return cls.filter(viewer.reach(), series__isnull=True)


class PointVersion(Model):
    """Name and shape of a point in force in [valid_from, valid_until).

    `shape` is {"type": "circle", "lat", "lng", "radius"} in degrees WGS 84 and metres, or
    {"type": "polygon", "ring": [[lat, lng], …]}. A null bound is open. `opening` says when it may
    be used (domain/opening.py), null: at any time. A row never changes but for `valid_until`,
    which the next version sets.
    """

    id = fields.UUIDField(primary_key=True)
    point: fields.ForeignKeyRelation[Point] = fields.ForeignKeyField(
        "sikeren.Point", related_name="versions", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=200)
    shape: Any = fields.JSONField()
    valid_from = fields.DatetimeField(null=True)
    valid_until = fields.DatetimeField(null=True)
    opening: Any = fields.JSONField(null=True)
    reason = fields.CharField(max_length=1000, null=True)  # why, in the author's words
    author: fields.ForeignKeyNullableRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    created_at = fields.DatetimeField()

    point_id: Any
    author_id: Any
    shares: Any

    class Meta:
        table = "point_version"
        indexes = (("point_id",),)

    @classmethod
    def newest_to(cls, viewer: Employee) -> QuerySet[Self]:
        """The version of each point that the viewer reads which was entered last."""
        own = Subquery(Point.visible_to(viewer).values("id"))
        return cls.filter(point_id__in=own).annotate(newest=NEWEST).filter(newest=True)

    @classmethod
    def told_to(cls, viewer: Employee, now: datetime) -> QuerySet[Self]:
        """The version of each that tells of it at a moment: in force then, else the newest."""
        own = Subquery(Point.visible_to(viewer).values("id"))
        held = cls.began(now) & cls.open_at(now)
        holding = Subquery(cls.filter(held).values("point_id"))
        told = held | (Q(newest=True) & ~Q(point_id__in=holding))
        return cls.filter(point_id__in=own).annotate(newest=NEWEST).filter(told)

    @staticmethod
    def standing(versions: Sequence["PointVersion"], at: datetime) -> "PointVersion":
        """Of a point's versions, the newest first, the one in force; where none is, the newest."""
        held = (
            one
            for one in versions
            if (one.valid_from is None or one.valid_from <= at)
            and (one.valid_until is None or one.valid_until > at)
        )
        return next(held, versions[0])

    @classmethod
    def began(cls, now: datetime) -> Q:
        """Those that do not begin later."""
        return Q(valid_from__isnull=True) | Q(valid_from__lte=now)

    @classmethod
    def open_at(cls, now: datetime) -> Q:
        """Those that have not ended."""
        return Q(valid_until__isnull=True) | Q(valid_until__gt=now)


class PointShare(Model):
    """An agency whose people, those of its units too, may use another's point in one version."""

    id = fields.UUIDField(primary_key=True)
    version: fields.ForeignKeyRelation[PointVersion] = fields.ForeignKeyField(
        "sikeren.PointVersion", related_name="shares", on_delete=fields.RESTRICT
    )
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT
    )

    version_id: Any
    agency_id: Any

    class Meta:
        table = "point_share"
        indexes = (("version_id",), ("agency_id",))
