"""Which column of an office's own files is which, and which files were applied?"""

from typing import Any, Self

from tortoise import fields
from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.models.organisation import Agency, Employee


class ImportMapping(Model):
    """A choice of columns for a kind of import. The newest of a person, else of an agency, counts.

    `columns` maps a heading, folded, to the key of a column (domain/import_columns.py).
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=20)
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    columns: Any = fields.JSONField()
    created_at = fields.DatetimeField()

    author_id: Any
    agency_id: Any

    class Meta:
        table = "import_mapping"
        indexes = (("author_id", "kind"), ("agency_id", "kind"))


class ImportRun(Model):
    """A file that was applied: written with its rows, in their transaction, and never changed.

    `kind` is a key of services/import_matters.py; `agency` the one whose file it was, null: of
    several. `count_refused` are the rows that were passed over.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=20)
    file_name = fields.CharField(max_length=200)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sikeren.Agency", related_name=False, on_delete=fields.RESTRICT, null=True
    )
    author: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "sikeren.Employee", related_name=False, on_delete=fields.RESTRICT
    )
    count_new = fields.IntField()
    count_changed = fields.IntField()
    count_left = fields.IntField()  # people who were marked as gone
    count_refused = fields.IntField()
    at = fields.DatetimeField()

    author_id: Any
    agency_id: Any

    class Meta:
        table = "import_run"
        indexes = (("agency_id", "at"), ("author_id",), ("at",))

    @classmethod
    def visible_to(cls, viewer: Employee) -> QuerySet[Self]:
        """Those of the agencies that the viewer reads, and the viewer's own."""
        if viewer.everywhere:
            return cls.all()
        return cls.filter(viewer.reach() | Q(author_id=viewer.id))
