"""How does the database itself see to it that no change goes unrecorded?

Each watched table (models/audited.py) has triggers that write a changed row, as it was and as it
is, into `audit_capture`, whoever changes it: the ORM, raw SQL, or somebody at the database's own
console. Others refuse to change or empty the record. They are made from the models after every
migration, not by migrations: SQLite drops triggers when it rebuilds a table.

The name of a trigger ends in a hash of what it does, so that an outdated one is replaced.
"""

from collections.abc import Iterator
from hashlib import sha256

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.fields import BinaryField

from web.models.audited import WATCHED, Watched

KEPT = ("audit_entry", "audit_person")  # what the record consists of
INTO = "INSERT INTO audit_capture (tx, subject, before, after, at)"
SQLITE_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"

CAPTURE = """CREATE OR REPLACE FUNCTION audit_capture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_capture (tx, subject, before, after, at) VALUES (
    txid_current(), TG_TABLE_NAME,
    CASE WHEN TG_OP <> 'INSERT' THEN (to_jsonb(OLD) - TG_ARGV)::text END,
    CASE WHEN TG_OP <> 'DELETE' THEN (to_jsonb(NEW) - TG_ARGV)::text END,
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
  RETURN NULL;
END $$"""
REFUSE = """CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record of changes is only added to';
END $$"""


def columns_of(table: str) -> tuple[list[str], tuple[str, ...]]:
    """A table's columns, and those that are never recorded: secrets and bytes."""
    model = next(one for one in Tortoise.apps["sikeren"].values() if one._meta.db_table == table)
    fields = model._meta.fields_map
    named = model._meta.fields_db_projection
    binary = tuple(named[name] for name in named if isinstance(fields[name], BinaryField))
    return list(named.values()), tuple(dict.fromkeys((*WATCHED[table].secret, *binary)))


def expected(dialect: str) -> dict[str, str]:
    """The triggers that there must be, by name, with the statement that makes each."""
    made: dict[str, str] = {}
    each = _sqlite if dialect == "sqlite" else _postgres
    for table, how in WATCHED.items():
        made |= dict(_named(each(table, how)))
    for table in KEPT:
        made |= dict(_named(_refusing(table, dialect)))
    return made


def _named(drawn: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, statement in drawn:
        digest = sha256(f"{statement}{CAPTURE}{REFUSE}".encode()).hexdigest()[:8]
        full = f"audit_{name}_{digest}"
        yield full, statement.replace("{name}", full)


def _operations(how: Watched) -> list[str]:
    return ["UPDATE", "DELETE"] if how.sealed else ["INSERT", "UPDATE", "DELETE"]


def _sqlite(table: str, how: Watched) -> Iterator[tuple[str, str]]:
    columns, _ = columns_of(table)
    for operation in _operations(how):
        new, old = operation != "DELETE", operation != "INSERT"
        conditions = [how.only.replace("{row}", "NEW" if new else "OLD")] if how.only else []
        if operation == "UPDATE":
            differs = " OR ".join(f'OLD."{one}" IS NOT NEW."{one}"' for one in columns)
            conditions.append(f"({differs})")
        when = f" WHEN {' AND '.join(conditions)}" if conditions else ""
        before, after = (told_of(table, which) for which in ("OLD", "NEW"))
        states = f"{before if old else 'NULL'}, {after if new else 'NULL'}"
        head = f'CREATE TRIGGER {{name}} AFTER {operation} ON "{table}"{when}'
        values = f"VALUES (0, '{table}', {states}, {SQLITE_NOW})"
        yield f"{table}_{operation.lower()}", f"{head} BEGIN {INTO} {values}; END"


def told_of(table: str, row: str) -> str:
    """What is written down of a row on SQLite, as an expression over the name of the row."""
    columns, hidden = columns_of(table)
    parts = [f"'{one}', {row}.\"{one}\"" for one in columns if one not in hidden]
    return f"json_object({', '.join(parts)})"


def _postgres(table: str, how: Watched) -> Iterator[tuple[str, str]]:
    _, hidden = columns_of(table)
    arguments = ", ".join(f"'{one}'" for one in hidden) or "''"
    for operation in _operations(how):
        which = "OLD" if operation == "DELETE" else "NEW"
        conditions = [how.only.replace("{row}", which)] if how.only else []
        if operation == "UPDATE":
            conditions.append("OLD.* IS DISTINCT FROM NEW.*")
        when = f" WHEN ({' AND '.join(conditions)})" if conditions else ""
        yield (
            f"{table}_{operation.lower()}",
            f'CREATE TRIGGER {{name}} AFTER {operation} ON "{table}" FOR EACH ROW{when}'
            f" EXECUTE FUNCTION audit_capture({arguments})",
        )
    yield from _never_emptied(table)


def _refusing(table: str, dialect: str) -> Iterator[tuple[str, str]]:
    for operation in ("UPDATE", "DELETE"):
        act = (
            "BEGIN SELECT RAISE(ABORT, 'the record of changes is only added to'); END"
            if dialect == "sqlite"
            else "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        )
        head = f'CREATE TRIGGER {{name}} BEFORE {operation} ON "{table}"'
        yield f"{table}_{operation.lower()}", f"{head} {act}"
    if dialect != "sqlite":
        yield from _never_emptied(table)


def _never_emptied(table: str) -> Iterator[tuple[str, str]]:
    """TRUNCATE passes by the triggers of rows (PostgreSQL)."""
    yield (
        f"{table}_truncate",
        f'CREATE TRIGGER {{name}} BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION audit_refuse()',
    )


async def _existing(connection: BaseDBAsyncClient) -> dict[str, str]:
    """The triggers that there are and work, with their tables."""
    if connection.capabilities.dialect == "sqlite":
        found = await connection.execute_query_dict(
            "SELECT name, tbl_name AS tbl FROM sqlite_master"
            " WHERE type = 'trigger' AND name LIKE 'audit_%'",
        )
    else:
        found = await connection.execute_query_dict(
            "SELECT t.tgname AS name, c.relname AS tbl FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname LIKE 'audit_%' AND t.tgenabled IN ('O', 'A')",
        )
    return {row["name"]: row["tbl"] for row in found}


async def missing(connection: BaseDBAsyncClient) -> list[str]:
    """The triggers that there should be and are not: changes may have gone unrecorded."""
    dialect = connection.capabilities.dialect
    wanted, found = expected(dialect), await _existing(connection)
    lost = [name for name in wanted if name not in found]
    if dialect == "sqlite":
        told = await connection.execute_query_dict(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        texts = {row["name"]: row["sql"] for row in told}
        lost += [name for name in wanted if name in texts and texts[name] != wanted[name]]
    return lost


async def install(connection: BaseDBAsyncClient) -> None:
    """Make what is missing, replace what is outdated."""
    dialect = connection.capabilities.dialect
    wanted, found = expected(dialect), await _existing(connection)
    outdated = found.keys() - wanted.keys()
    lost = await missing(connection)
    if not outdated and not lost:
        return
    await drop(connection, {*outdated, *lost})
    if dialect != "sqlite":
        await connection.execute_script(CAPTURE)
        await connection.execute_script(REFUSE)
    for name in lost:
        await connection.execute_script(wanted[name])


async def drop(connection: BaseDBAsyncClient, names: set[str] | None = None) -> None:
    """Take triggers away, by default all of the record's: a migration may rebuild their tables."""
    for name, table in (await _all(connection)).items():
        if names is None or name in names:
            on = "" if connection.capabilities.dialect == "sqlite" else f' ON "{table}"'
            await connection.execute_script(f"DROP TRIGGER {name}{on}")


async def _all(connection: BaseDBAsyncClient) -> dict[str, str]:
    """The record's triggers, disabled ones too."""
    if connection.capabilities.dialect == "sqlite":
        return await _existing(connection)
    found = await connection.execute_query_dict(
        "SELECT t.tgname AS name, c.relname AS tbl FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'audit_%'",
    )
    return {row["name"]: row["tbl"] for row in found}
