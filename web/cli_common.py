"""What do all commands share? `--data`, `--json`, the way in to the database, and answers."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from asyncpg.exceptions import PostgresError
from tortoise.exceptions import BaseORMException

from web import acting
from web import settings as settings_module
from web.db import open_database
from web.errors import Problem
from web.services.keys import KeysMissing
from web.settings import Settings, SettingsError

Command = TypeVar("Command", bound=Callable[..., Any])
Answer = TypeVar("Answer")

DATA, JSON = "sikeren.data", "sikeren.json"


class Failure(click.ClickException):
    """A command could not do its work: words on standard error, exit status 1 or another."""

    def __init__(
        self, message: str, document: Mapping[str, Any] | None = None, status: int = 1
    ) -> None:
        super().__init__(message)
        self.status = status
        self.words = message
        if wants_json():  # asked now: the command's context is gone when this is shown
            self.words = json.dumps(document or {"detail": message}, ensure_ascii=False)

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """The exit status, which click asks for."""
        return self.status

    def show(self, file: Any = None) -> None:
        """Say it to a person, or as a JSON object to a program."""
        click.echo(self.words, err=True)


def fail(error: Exception) -> NoReturn:
    """Turn an error that a person can understand into a failure of the command."""
    if not isinstance(error, Problem):
        raise Failure(str(error)) from error
    lines = [error.detail, *(f"  {name}: {words}" for name, words in error.fields.items())]
    raise Failure("\n".join(lines), error.document()) from error


class Commands(click.Group):
    """A group whose commands may fail with a `Problem` or a setting that cannot be used."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except (Problem, SettingsError, KeysMissing) as error:
            fail(error)
        except OSError as error:
            raise Failure(f"Tidak dapat dilakukan: {error}") from error
        except (BaseORMException, PostgresError) as error:
            raise Failure(
                f"Basis data tidak dapat dipakai: {error}\n"
                "Jika SIKEREN baru diperbarui, jalankan: sikeren migrate"
            ) from error


def common(command: Command) -> Command:
    """Give a command `--data` and `--json`; they count wherever on the line they stand."""

    def remember(key: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def note(context: click.Context, _: click.Parameter, value: Any) -> None:
            if value:
                context.meta[key] = value

        return note

    command = click.option(
        "--data",
        metavar="FOLDER",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=remember(DATA),
        help="Folder data SIKEREN (atau SIKEREN_DATA; biasanya ./data).",
    )(command)
    return click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=remember(JSON),
        help="Jawaban sebagai satu dokumen JSON.",
    )(command)


def wants_json() -> bool:
    """Whether a program is reading."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(JSON))


def read_settings() -> Settings:
    """The settings of the chosen folder, prepared or not."""
    return settings_module.load(click.get_current_context().meta.get(DATA))


def prepared_settings() -> Settings:
    """The settings of a folder that `sikeren init` has prepared.

    Raises:
        Failure: it has not.
    """
    settings = read_settings()
    if not settings.origin:
        raise Failure(
            f"Folder {settings.data} belum disiapkan. "
            f"Jalankan: sikeren init --data {settings.data} --origin https://alamat-anda"
        )
    return settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[None]:
    """The database, open for a command: what it changes is recorded as this command's."""
    context = click.get_current_context(silent=True)
    with acting.command(context.command_path if context else "sikeren"):
        async with open_database(settings):
            yield


def in_database(work: Callable[[Settings], Awaitable[Answer]]) -> Answer:
    """Do some work with the database of the chosen folder open."""
    settings = prepared_settings()

    async def inside() -> Answer:
        async with opened(settings):
            return await work(settings)

    return asyncio.run(inside())


def warn(words: str) -> None:
    """Say something doubtful without failing, on standard error."""
    click.echo(f"Perhatian: {words}", err=True)


def answer(document: Mapping[str, Any], *lines: str) -> None:
    """Print what came out: the document for a program, the lines for a person."""
    if wants_json():
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(lines))
