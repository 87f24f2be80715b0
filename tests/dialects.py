"""How do tests on both databases share one process? What Tortoise makes of the models is kept.

Each time a database is opened Tortoise prepares all models for its dialect: their filters, their
queries and how their values are read. That takes as long as many a test, and comes out the same.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from tortoise.apps import Apps
from tortoise.models import Model

# Of a model's `_meta`: what differs between dialects, and what it begins with.
OF_A_DIALECT: dict[str, Callable[[], Any]] = {
    "filters": dict,
    **dict.fromkeys(("db_default_fields", "db_complex_fields", "db_native_fields"), list),
    **dict.fromkeys(("basetable", "basequery", "basequery_all_fields"), lambda: None),
}
Made = dict[type[Model], dict[str, Any]]


class Dialects:
    """Stands for `Apps._build_initial_querysets`, and does its work once for each dialect.

    Args:
        build: the original.
        statements: is given the cache of statements that goes with the database just opened.
    """

    def __init__(
        self, build: Callable[[Apps], None], statements: Callable[[dict[Any, Any]], None]
    ) -> None:
        self._build = build
        self._use = statements
        self._made: dict[str, Made] = {}
        self._statements: defaultdict[str, dict[Any, Any]] = defaultdict(dict)

    def prepare(self, apps: Apps) -> None:
        """Prepare all models for the database that is being opened."""
        dialect = apps._connections.get("default").capabilities.dialect
        if dialect not in self._made:
            self._made[dialect] = self._make(apps)
        for model, kept in self._made[dialect].items():
            for name, value in kept.items():
                setattr(model._meta, name, value)
        self._use(self._statements[dialect])

    def _make(self, apps: Apps) -> Made:
        models = [model for app in apps.apps.values() for model in app.values()]
        for model in models:
            for name, begin in OF_A_DIALECT.items():
                setattr(model._meta, name, begin())
        self._build(apps)
        return {
            model: {name: getattr(model._meta, name) for name in OF_A_DIALECT} for model in models
        }
