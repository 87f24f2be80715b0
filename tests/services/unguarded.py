"""How does somebody who owns the database change it unseen? The guards away, a deed, and back."""

from typing import Any

from tortoise import Tortoise
from tortoise.transactions import in_transaction

from web import audit_triggers


async def unguarded(*statements: str | tuple[str, list[Any]]) -> None:
    """Do something past triggers and references; afterwards all of them stand again."""
    connection = Tortoise.get_connection("default")
    sqlite = connection.capabilities.dialect == "sqlite"
    if sqlite:
        await connection.execute_script("PRAGMA foreign_keys = OFF")
    async with in_transaction() as within:
        if sqlite:
            await audit_triggers.drop(within)
        else:
            await within.execute_query("SET LOCAL session_replication_role = replica")
        for one in statements:
            statement, values = (one, []) if isinstance(one, str) else one
            # The client's own part, which would record, is passed by as well.
            parent: Any = type(within).__mro__[2]
            await parent.execute_query(within, numbered(statement, sqlite), values)
        if sqlite:
            await audit_triggers.install(within)
    if sqlite:
        await connection.execute_script("PRAGMA foreign_keys = ON")


def numbered(statement: str, sqlite: bool) -> str:
    """`?` as PostgreSQL wants it."""
    parts = statement.split("?")
    if sqlite or len(parts) == 1:
        return statement
    return "".join(f"{part}${n}" for n, part in enumerate(parts[:-1], 1)) + parts[-1]
