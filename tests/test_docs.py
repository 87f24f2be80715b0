"""Do the documents still say what the program does?"""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from web.cli import main
from web.settings import ROOT, Settings

OPERATIONS = ROOT / "docs" / "operations.md"
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)|src=\"([^\"]+)\"")


def settings_table() -> str:
    """The settings as the operations manual lists them."""
    lines = [
        "| in `settings.toml` | in the environment | unless set | |",
        "| --- | --- | --- | --- |",
    ]
    for one in fields(Settings):
        default = one.default
        if isinstance(default, Path):
            default = default.relative_to(ROOT) if default.is_absolute() else default
        key = "" if one.name == "data" else f"`{one.name}`"
        shown = f"`{default}`" if default != "" else ""
        lines.append(f"| {key} | `SIKEREN_{one.name.upper()}` | {shown} | {one.metadata['help']} |")
    return "\n".join(lines)


def test_every_setting_is_in_the_operations_manual() -> None:
    assert settings_table() in OPERATIONS.read_text("utf-8"), f"put in:\n{settings_table()}"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for words in commands(main, "sikeren"):
        assert f"| `{words}" in readme, words


def commands(group: click.Group, prefix: str) -> list[str]:
    """The full names of all commands."""
    found = []
    for name, command in group.commands.items():
        full = f"{prefix} {name}"
        found += commands(command, full) if isinstance(command, click.Group) else [full]
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in map("".join, LINK.findall(document.read_text("utf-8"))):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_files_that_the_manual_copies_are_there() -> None:
    named = set(re.findall(r"/opt/sikeren/(deploy/[\w.-]+)", OPERATIONS.read_text("utf-8")))
    assert named == {
        f"deploy/{name}"
        for name in (
            "Caddyfile",
            "sikeren",
            *(f"sikeren-backup.{it}" for it in ("service", "timer")),
        )
    } | {"deploy/sikeren.service"}
    assert all((ROOT / name).exists() for name in named)


def test_the_units_start_what_is_there() -> None:
    """A unit that names a file or command that was renamed would only fail on the server."""
    for unit in (ROOT / "deploy").glob("*.service"):
        text = unit.read_text("utf-8")
        (command,) = re.findall(r"^ExecStart=/opt/sikeren/(\S+)(.*)$", text, re.M)
        if command[0].startswith("deploy/"):
            assert (ROOT / command[0]).stat().st_mode & 0o111, command
        else:
            assert command[0] == ".venv/bin/sikeren"
            assert command[1].split()[0] in main.commands
