"""How do rules leave this installation, and come into it? `sikeren rules export|import`."""

import json
import tomllib
from pathlib import Path
from typing import Any

import click

from web.cli_common import Failure, answer, common, in_database
from web.services.rules_file import Imported, export_rules, import_rules
from web.settings import Settings


@click.group(help="Aturan sebagai berkas: jam kerja, kalender, potongan.")
@common
def rules() -> None:
    """Rules as a file."""


@rules.command("export", help="Tulis semua aturan ke berkas JSON.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@common
def export(file: Path) -> None:
    """Write every rule to a file."""

    if file.suffix != ".json":
        raise Failure("Beri nama berkas yang berakhir dengan .json.")

    async def work(_: Settings) -> dict[str, Any]:
        return await export_rules()

    document = in_database(work)
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    file.write_text(text, "utf-8")
    counts = {part: len(held) for part, held in document.items() if isinstance(held, list)}
    answer({"file": str(file), **counts}, f"{sum(counts.values())} aturan ditulis ke {file}.")


@rules.command("import", help="Baca aturan dari berkas JSON atau TOML.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common
def import_(file: Path) -> None:
    """Read rules from a file: all or nothing; what is here already stays."""
    document = _read(file)

    async def work(_: Settings) -> Imported:
        return await import_rules(document)

    found = in_database(work)
    answer(
        {"added": found.added, "unchanged": found.unchanged, "skipped": found.skipped},
        *found.skipped,
        f"{found.added} aturan baru, {found.unchanged} sudah ada.",
    )


def _read(file: Path) -> Any:
    try:
        text = file.read_text("utf-8")
        return tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
    except (UnicodeDecodeError, ValueError) as error:
        raise Failure(f"{file} tidak dapat dibaca: {error}") from error
