"""How are the migrations run without making every model of every step twice?

Tortoise replays them on models of its own, which it makes anew after each operation, once more for
how things stood before it, and always as if rows were to be looked for. An operation reads of them
what a table looks like, hardly ever what it looked like before.
"""

from functools import cached_property
from typing import Any

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps


class _Models(StateApps):
    """Models that nobody looks for rows by."""

    def _build_initial_querysets(self) -> None:
        """Nothing, where Tortoise prepares queries and their filters."""


class _Before(State):
    """How things stood before an operation; the models are made if it looks at them."""

    def __init__(self, state: State) -> None:
        self.models = {key: model.clone() for key, model in state.models.items()}
        self._made_by = state.apps

    @cached_property
    def apps(self) -> StateApps:  # type: ignore[override]
        """The models."""
        return self._made_by.clone(model_states=self.models)


class _Now(State):
    """How things stand after the operations so far."""

    def clone(self) -> State:
        """The same, whatever an operation does to this one."""
        return _Before(self)


class _Executor(MigrationExecutor):
    async def _project_state(
        self, applied: set[MigrationKey], *, upto: MigrationKey | None = None
    ) -> State:
        """What the applied migrations led to."""
        connections = (await super()._project_state(set())).apps._default_connections
        state = _Now(models={}, apps=_Models(default_connections=connections))
        for key in self._full_plan():
            if key == upto:
                break
            migration = self.loader.graph.nodes[key]
            if migration and key in applied:
                await migration.apply(state, dry_run=True)
        return state


async def run_migrations(config: dict[str, Any]) -> None:
    """Bring a database to the newest schema.

    Args:
        config: Tortoise's own, with the connection "default".
    """
    await Tortoise.init(config=config, init_connections=False)
    await _Executor(get_connection("default"), config["apps"]).migrate()
