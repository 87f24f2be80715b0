"""How is a list ordered by the names of agencies, points and events? The same on either database.

A short list is ordered in Python. What the database pages is ordered by the key of
domain/name_order.py, reckoned where it is read, so that no column has to follow a name: our client
gives it to SQLite (`audit_client`), PostgreSQL makes the same of it, whatever its locale.
People's names have no numbers and keep their index.
"""

from typing import Any, TypeVar

from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Function as Term
from tortoise import Tortoise
from tortoise.expressions import Function
from tortoise.models import Model
from tortoise.queryset import QuerySet

from web.domain.name_order import DIGITS, name_key
from web.models import Agency, JointEvent, PointVersion, WorkGroup
from web.services.seeking import folded

Row = TypeVar("Row", bound=Model)
NUMBERED = (Agency, JointEvent, PointVersion, WorkGroup)


def keyed(column: str) -> str:
    """The expression of a column (as SQL, from our own sources) as `name_key` has it."""
    if Tortoise.get_connection("default").capabilities.dialect == "sqlite":
        return f"name_key({column})"
    filled = f"regexp_replace({folded(column)}, '([0-9]+)', '{'0' * (DIGITS - 1)}\\1', 'g')"
    kept = f"regexp_replace({filled}, '[0-9]*([0-9]{{{DIGITS}}})', '\\1', 'g')"
    return f"(COALESCE({kept}, '') COLLATE \"C\")"  # none comes first, as on SQLite


def ordered(found: QuerySet[Row], *order: str) -> QuerySet[Row]:
    """A query in the order of some fields; "-" turns one round. Numbered names as people count."""
    told = []
    for place, field in enumerate(order):
        path = field.removeprefix("-")
        if _numbered(found.model, path):
            key = f"name_key_{place}"
            found = found.annotate(**{key: _Key(path)})
            field = f"-{key}" if field.startswith("-") else key
        told.append(field)
    return found.order_by(*told)


async def by_name(found: QuerySet[Row]) -> list[Row]:
    """All of a short list by its names."""
    return sorted(await found, key=lambda one: name_key(vars(one)["name"]))


def _numbered(model: type[Model], path: str) -> bool:
    """Whether a path of fields leads to a name in which numbers are counted."""
    *relations, field = path.split("__")
    for relation in relations:
        model = model._meta.fields_map[relation].related_model  # type: ignore[attr-defined]
    return field == "name" and model in NUMBERED


class _KeyTerm(Term):
    def __init__(self, column: Any) -> None:
        super().__init__("name_key", column)

    def get_function_sql(self, ctx: SqlContext) -> str:
        return keyed(self.args[0].get_sql(ctx))


class _Key(Function):
    database_func = _KeyTerm
