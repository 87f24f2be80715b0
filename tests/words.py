"""What do people read, and where does it stand? Reads the sources, runs none of them.

`strays(root)` finds words in scripts that belong into a words file; `shown(root)` yields all that
people read: words of the scripts, templates, sentences of the server, and the guides.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LITERAL = re.compile(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|\"((?:[^\"\\\n]|\\.)*)\"")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.S)
HOLE = re.compile(r"\$\{[^{}]*\}")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
TAG = re.compile(r"<[^>]*>", re.S)
SAID = re.compile(r"\b(?:aria-label|title|placeholder|alt|data-reason|content)=\"([^\"]*)\"")
# Begins like a sentence or a label: a capital, then small letters.
LABEL = re.compile(r"[A-Z][a-z]{2,}(?: .*|[.…!?]?)", re.S)
# Names that are the same in every language, and never shown alone.
NAMES = {
    *("Content-Type", "Retry-After", "Notification", "Trouble", "Europe", "UTC"),
    *("Instagram", "Messenger", "Facebook", "Telegram", "Snapchat", "Safari", "Chrome", "Android"),
    *("Delete", "Backspace", "Escape"),  # keys
}
# Indonesian by these, with nothing like them in code or English.
TELLING = re.compile(
    r"\b(?:absen|anda|belum|sudah|tidak|untuk|dengan|dari|yang|dan|atau|akan|lagi|bisa|harus|"
    r"menunggu|pukul|kemarin|detik|menit|jam|hari|coba|buka|kirim|simpan|batal|atasan|pegawai)\b",
    re.IGNORECASE,
)


def uncommented(text: str) -> str:
    """A script without its comments; lines keep their numbers."""
    return COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def literals(text: str) -> Iterator[tuple[int, str]]:
    """Each string of a script with its line; what is put into a template is left out."""
    text = uncommented(text)
    for found in LITERAL.finditer(text):
        value = next(one for one in found.groups() if one is not None)
        yield text[: found.start()].count("\n") + 1, HOLE.sub("", value)


def is_words_file(path: Path) -> bool:
    """Whether words may stand there."""
    return path.name == "words.js" or path.parent.name == "words"


def scripts(root: Path) -> Iterator[Path]:
    """The sources of everything that runs in a browser."""
    for folder in ("static/js", "service_worker"):
        yield from sorted((root / folder).rglob("*.js"))


def strays(root: Path) -> list[str]:
    """Words for people that stand in a module which is not for words."""
    found = []
    for path in scripts(root):
        if is_words_file(path):
            continue
        for line, value in literals(path.read_text("utf-8")):
            said = value.strip()
            if said in NAMES or said.endswith("Error") or "/" in said or said.startswith("#"):
                continue
            if LABEL.fullmatch(said) or TELLING.search(said):
                found.append(f"{path.relative_to(root)}:{line}: {said}")
    return found


def shown(root: Path) -> Iterator[tuple[str, str]]:
    """Where it stands, and what people read there."""
    for path in scripts(root):
        if is_words_file(path):
            for line, value in literals(path.read_text("utf-8")):
                if TELLING.search(value) or " " in value or LABEL.fullmatch(value):
                    yield f"{path.relative_to(root)}:{line}", value
    for path in sorted((root / "static/js").rglob("words/*.json")):
        for value in _strings(json.loads(path.read_text("utf-8"))):
            yield str(path.relative_to(root)), value
    for path in sorted((root / "templates").rglob("*.html")):
        text = JINJA.sub(" ", path.read_text("utf-8"))
        for value in [*SAID.findall(text), *TAG.split(text)]:
            if value.strip() and '="' not in value:
                yield str(path.relative_to(root)), value
    for path in sorted((root / "web").rglob("*.py")):
        if "migrations" not in path.parts and not path.name.startswith("cli"):
            yield from _sentences(root, path)
    for path in sorted((root / "docs/panduan").glob("*.md")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield f"{path.relative_to(root)}:{number}", re.sub(r"`[^`]*`", "", line)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _sentences(root: Path, path: Path) -> Iterator[tuple[str, str]]:
    """The server's sentences: strings that speak Indonesian, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    silent = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in silent:
            continue
        text = node.value
        if isinstance(text, str) and " " in text and TELLING.search(text):
            yield f"{path.relative_to(root)}:{node.lineno}", text
