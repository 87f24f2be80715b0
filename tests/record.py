"""Does the record of changes tell everything? Played back from nothing, it gives the tables.

Every test at the desks ends with this, so that a write which leaves no entry, or a wrong one, is
found by whatever test happens to make it.
"""

import json
from collections import Counter
from datetime import date, datetime
from typing import Any

from tortoise import Tortoise
from tortoise.fields import BinaryField
from tortoise.models import Model

from web.domain import times
from web.models import AuditCapture, AuditEntry
from web.models.audited import RECORDED, WATCHED
from web.services.audit_verify import verify

ONLY = {"session": {"device_id": None}}


async def untold() -> list[str]:
    """What the record does not tell as it is; empty where it is complete and sound."""
    verdict = await verify()
    found = [] if verdict.sound else [f"the record is broken: {verdict}"]
    # What somebody did to check-ins past us waits for the next write to be told.
    waiting = [one for one in await AuditCapture.all() if one.subject in RECORDED]
    found += [f"not recorded: {one.subject} {one.after}" for one in waiting]
    played = await _played()
    for table in sorted(RECORDED):
        there = await _there(table)
        found += [f"{table}: no entry says {row}" for row in (there - played[table]).elements()]
        found += [f"{table}: only the record has {row}" for row in (played[table] - there)]
    return found


async def _played() -> dict[str, Counter[str]]:
    """The tables as the entries tell them, rows as texts."""
    tables: dict[str, Counter[str]] = {table: Counter() for table in WATCHED}
    async for entry in AuditEntry.exclude(kind="view").order_by("seq"):
        told, rows = json.loads(entry.body), tables[entry.subject]
        if told["before"] is not None:
            rows[_text(told["before"])] -= 1
        if told["after"] is not None:
            rows[_text(told["after"])] += 1
    return {table: +rows for table, rows in tables.items()}


async def _there(table: str) -> Counter[str]:
    model = next(one for one in Tortoise.apps["sikeren"].values() if one._meta.db_table == table)
    columns = _columns(model)
    found = await model.filter(**ONLY.get(table, {})).values(**{c: c for c in columns})
    return Counter(_text({name: _plain(value) for name, value in row.items()}) for row in found)


def _columns(model: type[Model]) -> list[str]:
    named, fields = model._meta.fields_db_projection, model._meta.fields_map
    hidden = WATCHED[model._meta.db_table].secret
    return [
        column
        for name, column in named.items()
        if column not in hidden and not isinstance(fields[name], BinaryField)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return times.write(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float | dict | list) or value is None:
        return value
    return str(value)


def _text(row: dict[str, Any]) -> str:
    return json.dumps({name: _number(value) for name, value in row.items()}, sort_keys=True)


def _number(value: Any) -> Any:
    """PostgreSQL's JSON writes 50 where Python has 50.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
