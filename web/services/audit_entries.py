"""What stands in an entry of a change? The row as it was and is, whom it concerns, and its key.

Where one act enters thousands of rows, the new ones of one table that concern the same people stand
in one entry: a month's shifts of a person are one thing to read, and a thirtieth of the work.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.fields import BooleanField, DatetimeField, JSONField
from tortoise.models import Model

from web.domain import times
from web.models.audited import WATCHED
from web.services.audit_people import Concerned, concerned


@dataclass(slots=True)
class Change:
    """A row before and after, and whether SIKEREN made the change."""

    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    at: datetime
    outside: bool

    @property
    def row(self) -> dict[str, Any]:
        """The row as it is now, or was."""
        return self.after or self.before or {}

    @property
    def kind(self) -> str:
        """A key of domain/audit.KINDS."""
        if self.before is None:
            return "create"
        return "change" if self.after is not None else "delete"


def read_row(table: str, text: str | None) -> dict[str, Any] | None:
    """A captured row, alike on both databases: truth values, instants in UTC, documents.

    What somebody wrote past SIKEREN that is no such value stays as it is written.
    """
    if text is None:
        return None
    row: dict[str, Any] = json.loads(text)
    kinds = _kinds(table)
    return {name: _value(value, kinds.get(name)) for name, value in row.items()}


@cache
def model_of(table: str) -> type[Model]:
    """The model of a recorded table."""
    models: dict[str, type[Model]] = Tortoise.apps["sikeren"]
    return next(model for model in models.values() if model._meta.db_table == table)


@cache
def _kinds(table: str) -> dict[str, Any]:
    meta = model_of(table)._meta
    return {name: meta.fields_map[key] for key, name in meta.fields_db_projection.items()}


def _value(value: Any, field: Any) -> Any:
    if value is None:
        return None
    try:
        if isinstance(field, BooleanField):
            return bool(int(value))
        if isinstance(field, DatetimeField):
            return times.write(datetime.fromisoformat(value))
        if isinstance(field, JSONField) and isinstance(value, str):
            return json.loads(value)
    except (ValueError, TypeError, OverflowError):
        pass
    return value


async def contents_of(
    connection: BaseDBAsyncClient, changes: Sequence[Change], *, together: bool = False
) -> list[dict[str, Any]]:
    """What entries of these changes say, without who made them; in their order.

    Args:
        changes: of one moment.
        together: whether new rows that follow each other and concern the same people may stand in
            one entry.
    """
    people = await concerned(connection, [(one.subject, one.row) for one in changes])
    found = zip(changes, people, strict=True)
    if not together:
        return [_content([one], whom) for one, whom in found]
    return [_content(some, whom) for some, whom in _runs(found)]


def _runs(
    found: Iterable[tuple[Change, Concerned]],
) -> Iterator[tuple[list[Change], Concerned]]:
    run: list[Change] = []
    of: Concerned | None = None
    for change, whom in found:
        if of and of.people and of == whom and _alike(run[0], change):
            run.append(change)
            continue
        if of:
            yield run, of
        run, of = [change], whom
    if of:
        yield run, of


def _alike(one: Change, other: Change) -> bool:
    """Whether two changes that concern the same people are new rows of one table.

    What speaks of somebody's health is masked row by row, and so stands alone.
    """
    new = one.before is None and other.before is None
    return new and one.subject == other.subject and not WATCHED[one.subject].health


def _content(changes: Sequence[Change], whom: Concerned) -> dict[str, Any]:
    first = changes[0]
    told = {
        "kind": first.kind,
        "subject": first.subject,
        "record": _key(first),
        "at": times.write(first.at),
        "people": sorted(whom.people),
        "agency": whom.agency,
        "before": first.before,
        "after": first.after,
    }
    if len(changes) == 1:
        return told
    rows = [one.row for one in changes]
    same = {name for name in rows[0] if all(row[name] == rows[0][name] for row in rows)}
    return told | {
        "record": "",
        "after": {name: rows[0][name] for name in same},
        "many": [{name: row[name] for name in row if name not in same} for row in rows],
    }


def _key(change: Change) -> str:
    key = model_of(change.subject)._meta.db_pk_column
    return "" if key in WATCHED[change.subject].secret else str(change.row[key])
