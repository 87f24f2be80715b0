"""What does a job that runs every night learn from `sikeren audit verify`? Its exit status."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.program import Program

VERIFY = ("audit", "verify")


@contextmanager
def database(program: Program) -> Iterator[sqlite3.Connection]:
    """The database in other hands than ours."""
    with closing(sqlite3.connect(program.data / "sikeren.sqlite3")) as opened:
        yield opened
        opened.commit()


def test_verify_ends_with_0_1_or_3_and_3_until_it_is_acknowledged(program: Program) -> None:
    assert program.answer(*VERIFY)["sound"]
    sealed = program.answer("audit", "head")["head"]

    with database(program) as opened:  # with its guards: the change waits for an entry
        opened.execute("UPDATE agency SET timezone = 'Asia/Jakarta'")
    status, words = program.refusal(*VERIFY)
    assert (status, json.loads(words)["waiting"]) == (3, {"agency": 1})

    with database(program) as opened:  # past its guards
        [name, text] = opened.execute(
            "SELECT name, sql FROM sqlite_master WHERE name LIKE 'audit_agency_update_%'"
        ).fetchone()
        opened.execute(f"DROP TRIGGER {name}")
        opened.execute("UPDATE agency SET name = 'Dinas Lain'")
    status, words = program.refusal(*VERIFY)
    assert (status, len(json.loads(words)["unguarded"])) == (1, 1)
    with database(program) as opened:
        opened.execute(text)
    status, words = program.refusal(*VERIFY)
    told = json.loads(words)
    assert (status, told["untold"]) == (3, 1)
    assert told["differences"][0]["columns"] == ["name"]
    assert "name" in program.run(*VERIFY, "--data", str(program.data)).stderr

    folder = ("--data", str(program.data))
    assert program.run("audit", "acknowledge", *folder).returncode == 1, "nobody said yes"
    assert program.refusal(*VERIFY)[0] == 3
    assert program.answer("audit", "acknowledge", "--yes") == {"acknowledged": 2, "told": 1}
    assert program.answer(*VERIFY, "--head", sealed)["compared"]
    assert program.answer("audit", "acknowledge", "--yes") == {"acknowledged": 0, "told": 0}

    with database(program) as opened:
        opened.executescript("DROP TRIGGER " + _trigger(opened, "audit_audit_entry_delete_%"))
        opened.execute("DELETE FROM audit_entry WHERE seq = 2")
    assert program.run("migrate", *folder).returncode == 0
    status, words = program.refusal(*VERIFY)
    assert (status, json.loads(words)["broken"]) == (1, {"seq": 2, "reason": "gap"})
    assert program.refusal("audit", "acknowledge", "--yes")[0] == 1


def _trigger(opened: sqlite3.Connection, like: str) -> str:
    [name] = opened.execute("SELECT name FROM sqlite_master WHERE name LIKE ?", (like,)).fetchone()
    return str(name)
