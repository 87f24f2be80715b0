"""Can another program read a month, and hand rules from one installation to the next?"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.program import NIP, Program

MONTH = f"{datetime.now(UTC):%Y-%m}"


def problem(program: Program, *arguments: str) -> Any:
    """The problem with which it refuses, as a program reads it."""
    status, words = program.refusal(*arguments)
    assert status == 1
    return json.loads(words)


def test_a_month_is_one_document(program: Program) -> None:
    rows = program.answer("recap", "--agency", "Dinas Contoh", "--month", MONTH)
    (row,) = [one for one in rows if one["nip"] == NIP]
    assert row.keys() == {"nip", "name", "days", "totals"}
    assert 28 <= len(row["days"]) <= 31
    asked = {"code", "late_minutes", "early_minutes", "in", "out", "why"}
    assert all(day.keys() >= asked for day in row["days"].values())


def test_reckoning_again_says_what_changed(program: Program) -> None:
    again = program.answer("reassess", "--month", MONTH)
    assert again["changes"] == []
    assert again["people"] >= 1
    assert again["month"] == MONTH


@pytest.mark.parametrize(
    "month", ["2026-13", "2026", "november", "2026-1", "9999-12", "２０２６-11"]
)
def test_a_month_that_is_none_is_refused_in_words(program: Program, month: str) -> None:
    told = problem(program, "recap", "--agency", "Dinas Contoh", "--month", month)
    assert "2026-11" in told["detail"]


def test_rules_go_out_and_come_in(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "aturan.json"
    program.answer("rules", "export", str(file))
    first = program.answer("rules", "import", str(file))
    assert program.answer("rules", "import", str(file))["added"] == 0
    assert first["skipped"] == []
    assert ".json" in problem(program, "rules", "export", str(tmp_path / "aturan.toml"))["detail"]


def test_a_file_that_is_none_is_refused_in_words(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "aturan.json"
    file.write_text("{")
    assert "tidak dapat dibaca" in problem(program, "rules", "import", str(file))["detail"]
    file.write_text('{"sikeren_rules": 1, "bands": [{"name": "x"}]}')
    assert "bands[0].late" in problem(program, "rules", "import", str(file))["fields"]


def test_rules_come_in_as_toml_too(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "aturan.toml"
    file.write_text(
        "sikeren_rules = 1\n[[calendar]]\n"
        'date = "2027-07-14"\nkind = "local"\nname = "Hari jadi"\nsource = "Contoh"\n'
    )
    assert program.answer("rules", "import", str(file))["added"] == 1
