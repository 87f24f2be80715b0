"""How are thousands of rows written in a moment? All is reckoned before the transaction begins.

On SQLite a transaction keeps everybody else waiting, check-ins too. Whoever writes much gathers
here what is to be written while nothing is held, and hands it over in one go.
"""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from web.db import insert, update
from web.services.audit_stage import Stage, stage
from web.services.months import touch

PART = 4096  # people in one statement
Records = list[Sequence[Any]]


@dataclass
class Bulk:
    """Rows on their way: inserted first, table by table as they came, then changed."""

    inserts: dict[tuple[type[Model], tuple[str, ...]], Records] = field(default_factory=dict)
    updates: dict[tuple[type[Model], tuple[str, ...]], Records] = field(default_factory=dict)
    rules: list[tuple[UUID, date]] = field(default_factory=list)
    stage: Stage | None = None
    touches: dict[tuple[str, date | None, date | None], set[str]] = field(default_factory=dict)

    def add(self, rows: Sequence[Model]) -> None:
        """New rows of one model, which hold all of its fields."""
        if rows:
            named = rows[0]._meta.fields_db_projection
            records = [tuple(_stored(getattr(row, name)) for name in named) for row in rows]
            self.add_records(type(rows[0]), tuple(named.values()), records)

    def add_records(
        self, model: type[Model], columns: tuple[str, ...], records: Sequence[Sequence[Any]]
    ) -> None:
        """New rows as plain SQL takes them, where there are too many for an object each."""
        self.inserts.setdefault((model, columns), []).extend(records)

    def change(self, names: Sequence[str], rows: Sequence[Model]) -> None:
        """Known rows of one model, of which the named fields get the values that they hold."""
        if rows:
            every, named = (*names, rows[0]._meta.pk_attr), rows[0]._meta.fields_db_projection
            key = (type(rows[0]), tuple(named[name] for name in names))
            records = [tuple(_stored(getattr(row, name)) for name in every) for row in rows]
            self.updates.setdefault(key, []).extend(records)

    def touch(self, cause: str, person: Any, first: date | None, last: date | None = None) -> None:
        """A person's months that are to be folded again, as `months.touch` says it."""
        whole = (_month(first, -1), _month(last, 1))  # what is touched are months
        self.touches.setdefault((cause, *whole), set()).add(str(person))

    def touch_rules(self, agency: UUID, first: date) -> None:
        """What holds in an agency and its units is another thing from a local date on."""
        self.rules.append((agency, first))

    @asynccontextmanager
    async def staged(self) -> AsyncIterator[None]:
        """Make ready what is much, before the transaction of `write` and until after it."""
        async with stage() as self.stage:
            for (model, columns), records in self.inserts.items():
                if await self.stage.take(model._meta.db_table, columns, records):
                    records.clear()  # they are on the stage; thousands of them are much memory
            yield

    async def write(self, connection: BaseDBAsyncClient) -> None:
        """Write all of it within a transaction.

        Raises:
            IntegrityError: another row has the same key, or one that is referred to is gone.
        """
        for (model, columns), records in self.inserts.items():
            table = model._meta.db_table
            if self.stage and (table, columns) in self.stage.held:
                await self.stage.enter(connection, table, columns)
            else:
                await insert(connection, table, columns, records)
        for (model, columns), records in self.updates.items():
            key = model._meta.db_pk_column
            await update(connection, model._meta.db_table, key, columns, records)
        for agency, first in self.rules:
            await touch("rules", agency=agency, first=first, connection=connection)
        for (cause, since, until), people in self.touches.items():
            held = sorted(people)
            for start in range(0, len(held), PART):
                some = held[start : start + PART]
                await touch(cause, employees=some, first=since, last=until, connection=connection)


def _month(day: date | None, step: int) -> date | None:
    """The middle of the month of the day before or after, in which `touch` looks."""
    return (day + timedelta(days=step)).replace(day=15) if day else None


def _stored(value: Any) -> Any:
    """A value as both databases take it in plain SQL."""
    if isinstance(value, UUID):
        return str(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
