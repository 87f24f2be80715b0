"""How many statements does a piece of work run?"""

from typing import Any

import pytest
from tortoise import Tortoise


async def count_queries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that is run from here on."""
    asked: list[str] = []
    connection = Tortoise.get_connection("default")
    for name in ("execute_query", "execute_query_dict"):
        real = getattr(connection, name)

        async def spy(query: str, *values: Any, real: Any = real) -> Any:
            asked.append(query)
            return await real(query, *values)

        monkeypatch.setattr(connection, name, spy)
    return asked
