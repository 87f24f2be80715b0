"""Which column of an office's own files is which? Kept, so that it is asked once."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

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
